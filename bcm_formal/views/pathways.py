"""The pathways of a path property that holds, in words: who, what they do next, and so on until the goal.

A proof may have hundreds of regions. Each is followed by its first way to the goal; steps that repeat are told once,
people in one status who take the same steps are told together, and whoever is only further along a way that is told
anyway is not told again.
"""

from __future__ import annotations

from dataclasses import dataclass

from bcm_formal.model.expressions import Choose, ClockTerm, Number, Scaled, Sum, Term, bare
from bcm_formal.model.model import Event, Limit, Model
from bcm_formal.model.to_text import condition_text
from bcm_formal.system.questions import OBSERVER, Path
from bcm_formal.trust.certificate import Act, PathProof, Region, WaitFor
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.never import Never
from bcm_formal.views.phrases import listed, reading_text, rule_title, status_title

_SHORT = 90
_FOLLOWED = 200


@dataclass(frozen=True, slots=True)
class Leg:
    """One thing on the way: what happens, and the status it leads to where that changes."""

    what: str
    to: str | None = None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Pathway:
    """People in `status` (those with `condition`, where that can be said shortly) and the legs of their way.

    No legs: they are at the goal already.
    """

    status: str
    condition: str | None
    legs: tuple[Leg, ...]


def pathways_of(verdict: Verdict) -> tuple[Pathway, ...]:
    """The pathways that cover everybody the property speaks of, the shortest of each status first."""
    question, proof = verdict.question, verdict.certificate
    if not isinstance(question, Path) or not isinstance(proof, PathProof):
        return ()
    return _Teller(question, proof).tell()


class _Teller:
    def __init__(self, question: Path, proof: PathProof) -> None:
        self.question, self.regions = question, proof.regions
        self.model: Model = question.system.model

    def tell(self) -> tuple[Pathway, ...]:
        groups: dict[str, dict[tuple[Leg, ...], list[Region]]] = {status: {} for status in self.question.origin}
        for index in self._spoken_of():
            region = self.regions[index]
            groups[region.status].setdefault(self._way(index), []).append(region)
        told: list[Pathway] = []
        for status, ways in groups.items():
            for legs in sorted(ways, key=len):
                if not any(_further_along(legs, other) for other in ways):
                    told.append(Pathway(status_title(self.model, status), self._who(ways[legs]), legs))
        return tuple(told)

    def _spoken_of(self) -> list[int]:
        """The regions that hold people the property speaks of."""
        never, origin = Never(self.question.system), self.question.origin
        there = [index for index, region in enumerate(self.regions) if region.status in origin]
        return [
            index
            for index in there[:_FOLLOWED]
            if not never.meets(
                self.regions[index].status, self.regions[index].condition, origin[self.regions[index].status]
            )
        ]

    def _who(self, regions: list[Region]) -> str | None:
        if len(regions) != 1:
            return None
        text = condition_text(self.model, regions[0].condition)
        return text if text != "yes" and len(text) <= _SHORT else None

    def _way(self, start: int) -> tuple[Leg, ...]:
        """The legs from a region to the goal, by the first way of each region passed and its longest continuation."""
        legs: list[Leg] = []
        at: int | None = start
        while at is not None:
            region = self.regions[at]
            leg = self._leg(region)
            if leg is not None and legs and (legs[-1].what, legs[-1].to) == (leg.what, leg.to):
                legs[-1] = Leg(leg.what, leg.to, True)
            elif leg is not None:
                legs.append(leg)
            into = region.ways[0].into if region.ways else ()
            lower = [number for number in into if self.regions[number].rank < region.rank]
            at = max(lower, key=lambda number: self.regions[number].rank, default=None)
        return tuple(legs)

    def _leg(self, region: Region) -> Leg | None:
        if not region.ways:
            return None
        first = region.ways[0].move
        if isinstance(first, WaitFor):
            return Leg(self._waiting(first.length))
        rules = [self._rule(way.move.rule) for way in region.ways if isinstance(way.move, Act)]
        rules = [rule for rule in rules if not (isinstance(rule, Event) and rule.actor == OBSERVER)]
        if not rules:
            return None
        target = rules[0].target
        same = [rule for rule in rules if rule.target == target]
        to = None if target in (None, region.status) else status_title(self.model, target or region.status)
        return Leg(listed(dict.fromkeys(rule_title(rule) for rule in same), "or"), to)

    def _rule(self, name: str) -> Event | Limit:
        return self.model.event[name] if name in self.model.event else self.model.limit[name]

    def _waiting(self, length: Term) -> str:
        """`wait until residence is 10 years`, where the length says so."""
        inner = bare(length)
        if isinstance(inner, Choose):
            inner = bare(inner.then)
        match inner:
            case Sum((Scaled(-1, ClockTerm(clock)), Number(until))) | Sum(
                (Number(until), Scaled(-1, ClockTerm(clock)))
            ):
                return f"wait until {clock} is {reading_text(self.model, clock, until)}"
            case _:
                return "wait"


def _further_along(legs: tuple[Leg, ...], other: tuple[Leg, ...]) -> bool:
    """True iff `legs` is the end of the longer way `other`, the number of repetitions apart."""
    if len(legs) >= len(other):
        return False
    tail = other[len(other) - len(legs) :]
    return all((a.what, a.to) == (b.what, b.to) for a, b in zip(legs, tail, strict=True))
