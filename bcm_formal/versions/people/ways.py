"""Who has a path, and in which time, under each of two laws, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bcm_formal.model.expressions import Condition
from bcm_formal.system.state import State
from bcm_formal.trust.certificate import PairProof
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.versions.people.classes import Partition
from bcm_formal.versions.people.effects import Claimed, What
from bcm_formal.versions.people.measuring import Extremes, extremes
from bcm_formal.versions.people.proving import Prover
from bcm_formal.versions.people.rungs import Group, ShownTogether, Those, Told
from bcm_formal.versions.people.sides import Sides


class OnPath(ShownTogether):
    """Who has a path under one law only."""

    def __init__(self, sides: Sides, prover: Prover, target: str, within: int | None) -> None:
        """`within`: how long it may take; 0 or whatever it takes."""
        super().__init__(sides.people)
        self.sides, self.prover, self.within = sides, prover, within
        actors = sides.sentence.among.actors
        by = "" if actors is None else f" by {', '.join(actors)}"
        self._ends = f"reach {target}{' in no time' if within == 0 else ''}{by}"

    def groups(self) -> Iterator[Group]:
        only_one_has = self.sides.lost if self.within is None else self.sides.at_once
        for back in (False, True):
            yield Group(What.GAINS if back else What.LOSES, only_one_has(back=back))

    def apart(self) -> Sequence[Pieces]:
        return ()

    def told(self, those: Those) -> Told:
        found, within = super().told(those), self.within
        if within is None:
            return found
        back = those.group.what is What.GAINS
        return replace(found, pair=self.prover.pair(those.who, within, found.persons[0], back=back))

    def affected(self, group: Group, who: Condition, person: State) -> Iterator[Claimed]:
        back = group.what is What.GAINS
        had = self.prover.have_path(who, new=back, within=self.within)
        yield Claimed(*had, f"under the {self.prover.laws[back]} law all of them can {self._ends}")
        has_none = self.prover.have_none(who, new=not back, within=self.within)
        yield Claimed(*has_none, f"under the {self.prover.laws[not back]} law none of them can {self._ends}")

    def unaffected(self, who: Condition) -> Iterator[Claimed]:
        for back in (False, True):
            shown = self.prover.never_blocks(who, self.within, back=back)
            yield Claimed(*shown, "nobody of them " + ("gains it" if back else "loses it"))


class OnTime:
    """Who has a path under both laws, and is later or sooner under the new one."""

    def __init__(self, sides: Sides, prover: Prover, partition: Partition) -> None:
        self.sides, self.prover, self.partition = sides, prover, partition

    def groups(self) -> Iterator[Group]:
        for back in (False, True):
            yield from self._delays(back)

    def _delays(self, back: bool) -> Iterator[Group]:
        """Those who are later, or sooner, by what the least and the largest effect in their cell is."""
        groups: dict[tuple[int, int], Pieces] = {}
        for whole, members in self.partition.cells(self.sides.later(back=back)):
            found = extremes(self.sides, members, whole, back=back)
            group = groups.setdefault((found.least, found.most), {})
            for status, here in members.items():
                group.setdefault(status, []).extend(here)
        for _, members in sorted(groups.items(), key=lambda item: (-item[0][1], -item[0][0])):
            yield Group(What.SOONER if back else What.LATER, members)

    def apart(self) -> Sequence[Pieces]:
        return [self.sides.lost(back=back) for back in (False, True)]

    def told(self, those: Those) -> Told:
        back = those.group.what is What.SOONER
        found = extremes(self.sides, those.members, those.whole, back=back)
        persons = (found.most_person, *((found.least_person,) if found.least < found.most else ()))
        claims = tuple(self._delayed(those.who, found, back))
        shown = (claim.shown.certificate for claim in claims)
        pair = next((proof for proof in shown if isinstance(proof, PairProof)), None)
        return Told(persons, claims, found.least, found.most, pair)

    def _delayed(self, who: Condition, found: Extremes, back: bool) -> Iterator[Claimed]:
        """That they are later (`back`: sooner) by so much at least and at most, and that these are attained."""
        direction = "sooner" if back else "later"
        at_most = self.prover.never_later(who, found.most, back=back)
        yield Claimed(*at_most, f"nobody of them is {direction} by more than {found.most} steps")
        at_least = self.prover.never_later(who, -found.least, back=not back)
        yield Claimed(*at_least, f"everybody of them is {direction} by at least {found.least} steps")
        most = self.prover.is_later(who, found.most - 1, found.most_person, back=back)
        yield Claimed(*most, f"somebody of them is {direction} by {found.most} steps")
        if found.least < found.most:
            least = self.prover.is_later(who, -found.least - 1, found.least_person, back=not back)
            yield Claimed(*least, f"somebody of them is {direction} by {found.least} steps only")

    def unaffected(self, who: Condition) -> Iterator[Claimed]:
        for back in (False, True):
            shown = self.prover.never_later(who, 0, back=back)
            yield Claimed(*shown, "nobody of them is " + ("sooner" if back else "later"))
