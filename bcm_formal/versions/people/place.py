"""Where people are after a change: who is moved to another status, and who of the others is stranded.

Stranded is who has no path to any of the targets, and cannot leave their status by own steps either (by the person and
the law alone).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from bcm_formal.model.expressions import (
    FALSE,
    Condition,
    InStatus,
    Number,
    Rewriting,
    conjunction,
    disjunction,
    in_status,
    negation,
)
from bcm_formal.model.model import PERSON, Event
from bcm_formal.model.priority import possible
from bcm_formal.model.sentences import CanReach, EveryHas, Sentence
from bcm_formal.system.help import Help
from bcm_formal.system.state import State
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.regions.backward import Backward
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.evidence import ConditionWriter, one_condition
from bcm_formal.verify.regions.federation import Federation, federation_of
from bcm_formal.verify.regions.zone import Inexact
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.people.accepting import Asker, Found, denied
from bcm_formal.versions.people.effects import Claimed, Effect, What
from bcm_formal.versions.people.on_the_day import OnTheDay
from bcm_formal.versions.people.rungs import Group, ShownTogether
from bcm_formal.versions.people.sides import Sides

OWN = Help((PERSON,), adverse=False)


def is_moved(bridge: Bridge, regime: str, event: Event) -> Condition:
    """True iff the move takes the person elsewhere on the day on which this becomes the law."""
    law = Number(bridge.regimes.index(regime), bridge.model.attribute[bridge.regime].kind)
    flags: dict[str, Condition] = {name: FALSE for name in (bridge.memory, bridge.settled) if name is not None}
    assert event.target is not None
    here = Rewriting({bridge.regime: law}, flags).condition(possible(event, bridge.model.attribute))
    return conjunction((here, negation(InStatus((event.target,)))))


def moves_of(bridge: Bridge) -> tuple[Event, ...]:
    """The moves to another status."""
    events = (bridge.model.event[name] for name, kind in bridge.day.items() if kind == "move")
    return tuple(event for event in events if event.target is not None)


def still_elsewhere(effect: Effect, day: OnTheDay, asker: Asker) -> bool | None:
    """Whether by another change somebody of the class is moved to the same status, stranded, or free; None: that is not
    decided. Raises `NotShownError`."""
    assert effect.who is not None
    those = day.those(effect.who, effect.regime)
    if effect.what is What.MOVED:
        moves = (event for event in moves_of(day.bridge) if event.target == effect.place)
        moved = disjunction(is_moved(day.bridge, effect.regime, event) for event in moves)
        return asker.answered(day.system, EveryHas(those, negation(moved))).outcome is Outcome.VIOLATED
    is_open = False
    for status in asker.small(day.system).statuses:
        here, away = conjunction((those, InStatus((status,)))), elsewhere(day, status)
        ways = [_way(day, here, effect.target.condition), _way(day, here, away, (PERSON,))]
        every = [asker.answered(day.system, way).outcome is Outcome.HOLDS for way in ways]
        none = [asker.answered(day.system, denied(way)).outcome is Outcome.HOLDS for way in ways]
        if effect.what is What.FREED:
            if not all(none):
                return True
        elif not any(every):
            if any(none):
                return True
            is_open = True
    return None if is_open else False


def elsewhere(day: OnTheDay, status: str) -> Condition:
    """True iff the person is in another status."""
    return InStatus(tuple(item.name for item in day.bridge.model.statuses if item.name != status))


def _way(day: OnTheDay, those: Condition, target: Condition, actors: tuple[str, ...] | None = None) -> CanReach:
    return CanReach(those, target, None, actors or day.actors)


class OnPlace(ShownTogether):
    """Who is elsewhere after a change, or cannot get away any more."""

    def __init__(self, sides: Sides, day: OnTheDay, asker: Asker, laws: tuple[str, str]) -> None:
        """`sides`: those of all targets together; `laws`: the old one and the new."""
        super().__init__(sides.people)
        self.sides, self.day, self.asker, self.laws = sides, day, asker, laws
        self.bridge = day.bridge

    def groups(self) -> Iterator[Group]:
        for event in moves_of(self.bridge):
            assert event.target is not None
            yield Group(What.MOVED, self._moved(event), place=event.target, rules=frozenset({event.name}))
        old, new = self._free
        for what, pieces in (
            (What.STRANDED, self.people.without(old, federation_of(new))),
            (What.FREED, self.people.without(new, federation_of(old))),
        ):
            yield Group(what, self._not_moved(pieces))

    def apart(self) -> Sequence[Pieces]:
        return ()

    # --- moved ---

    @cached_property
    def _anybody_moved(self) -> Condition:
        return disjunction(map(self._is_moved, moves_of(self.bridge)))

    def _is_moved(self, event: Event) -> Condition:
        return is_moved(self.bridge, self.laws[True], event)

    def _moved(self, event: Event) -> Pieces:
        return self._with(self._is_moved(event))

    def _with(self, condition: Condition) -> Pieces:
        """All persons for whom this is the law after the change who meet the condition."""
        asked = conjunction((condition, self.bridge.for_whom(self.laws[True])))
        found = {status: self.people.of(asked, status) for status in self.people.compiled.system.statuses}
        return {status: pieces for status, pieces in found.items() if pieces}

    def _not_moved(self, pieces: Pieces) -> Pieces:
        return self.people.common(pieces, self._with(negation(self._anybody_moved)))

    # --- stranded ---

    @cached_property
    def _free(self) -> tuple[Pieces, Pieces]:
        """Who is not stranded under the old law, and who under the new one."""
        both: tuple[Pieces, Pieces] = ({}, {})
        for cover in (self.sides.ways.cover, self._leaving):
            for found, more in zip(both, self.sides.under_both(cover), strict=True):
                for status, pieces in more.items():
                    found.setdefault(status, []).extend(pieces)
        return both

    @cached_property
    def _leaving(self) -> Federation:
        """The states from which the status can be left by own steps."""
        compiled = self.people.compiled
        own = compiled.system.counting(OWN)
        ends: Pieces = {}
        for move in own:
            if move.target != move.source:
                ends.setdefault(move.source, []).extend(compiled.split(move.guard))
        staying = [move for move in own if move.target == move.source]
        back = Backward(compiled, compiled.inside(ends), staying, self.people.budget)
        back.run(lambda _: False)
        if not back.is_exact:
            raise Inexact
        return back.cover

    # --- what shows it ---

    def affected(self, group: Group, who: Condition, person: State) -> Iterator[Claimed]:
        match group.what:
            case What.MOVED:
                (name,) = group.rules
                possible_now = self._is_moved(self.bridge.model.event[name])
                found = self._all_are(who, possible_now, new=True)
                yield Claimed(*found, f"all of them are moved to {group.place} at once")
            case What.STRANDED | What.FREED:
                back = group.what is What.FREED
                yield from self._none_is_free(who, new=not back)
                yield from self._all_are_free(who, new=back)
            case _:
                raise AssertionError(group.what)

    def unaffected(self, who: Condition) -> Iterator[Claimed]:
        yield Claimed(*self._all_are(who, negation(self._anybody_moved), new=True), "nobody of them is moved")
        free = self._as_condition(self._free[0])
        for new in (False, True):
            yield from self._all_are_free(conjunction((who, free)), new=new)
            yield from self._none_is_free(conjunction((who, negation(free))), new=new)

    def _all_are_free(self, who: Condition, *, new: bool) -> Iterator[Claimed]:
        target = self._as_condition(self.sides.with_path(new=new))
        law = self.laws[new]
        found = self.asker.holds(
            self.day.system, self._path(conjunction((who, target)), self.sides.sentence.target, new=new)
        )
        yield Claimed(*found, f"under the {law} law those of them who have a path to a target get there")
        for status in self._statuses(who):
            those = conjunction((who, InStatus((status,)), negation(target)))
            found = self.asker.holds(self.day.system, self._path(those, self._elsewhere(status), new=new, own=True))
            yield Claimed(*found, f"under the {law} law the others in {status} can leave it by own steps")

    def _none_is_free(self, who: Condition, *, new: bool) -> Iterator[Claimed]:
        law = self.laws[new]
        way = self._path(who, self.sides.sentence.target, new=new)
        yield Claimed(*self._holds(denied(way)), f"under the {law} law none of them gets to a target")
        for status in self._statuses(who):
            those = conjunction((who, InStatus((status,))))
            way = self._path(those, self._elsewhere(status), new=new, own=True)
            yield Claimed(
                *self._holds(denied(way)),
                f"under the {law} law none of them in {status} can leave it by own steps",
            )

    def _statuses(self, who: Condition) -> list[str]:
        return [s for s in self.people.compiled.system.statuses if in_status(who, s) != FALSE]

    def _as_condition(self, pieces: Pieces) -> Condition:
        return one_condition(ConditionWriter(self.people.compiled).set_of(pieces))

    def _all_are(self, who: Condition, condition: Condition, *, new: bool) -> Found:
        return self._holds(EveryHas(self.day.those(who, self.laws[new]), condition))

    def _path(self, who: Condition, target: Condition, *, new: bool, own: bool = False) -> CanReach:
        return _way(self.day, self.day.those(who, self.laws[new]), target, (PERSON,) if own else None)

    def _elsewhere(self, status: str) -> Condition:
        return elsewhere(self.day, status)

    def _holds(self, sentence: Sentence) -> Found:
        return self.asker.holds(self.day.system, sentence)
