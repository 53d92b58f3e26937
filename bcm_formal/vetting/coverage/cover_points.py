"""Coverage points: what a policy makes one expect to happen, each as a set of states.

A point is something that some life course may bring about: that somebody is in a status, that a rule acts there, that a
requirement decides, that a value is pushed out of its range, that two rules of the law act at one moment. `where` says
in which states it comes about. Whether such a state is reachable is asked elsewhere; if none is, it never happens.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import combinations
from typing import assert_never

from bcm_formal.model.at_once import acting_at_once
from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    ClockTerm,
    Condition,
    clocks_of,
    comparison,
    conjunction,
    in_status,
    negation,
)
from bcm_formal.model.model import LAW, Event, Limit, Model
from bcm_formal.model.ranges import fits
from bcm_formal.records import dataclass
from bcm_formal.system.questions import per_status
from bcm_formal.system.transition_system import Move, TransitionSystem


@dataclass(frozen=True, slots=True)
class Reaches:
    """The status is reached."""

    status: str


@dataclass(frozen=True, slots=True)
class Acts:
    """The event can happen, or the limit run out, in the status."""

    rule: str
    status: str


@dataclass(frozen=True, slots=True)
class Decides:
    """All requirements of the event but number `index` are met in some state, and that one is not."""

    event: str
    index: int


@dataclass(frozen=True, slots=True)
class Meets:
    """In a status of the event its requirement number `index` is met."""

    event: str
    index: int


@dataclass(frozen=True, slots=True)
class Applies:
    """In a status of the limit its condition is met, whatever its clock shows."""

    limit: str


@dataclass(frozen=True, slots=True)
class Overruns:
    """The rule would happen, but what it sets attribute or clock `name` to is none of its values."""

    rule: str
    name: str


@dataclass(frozen=True, slots=True)
class Clashes:
    """Both rules of the law are possible at one moment, and lead to different statuses."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Fulfils:
    """The definition is met."""

    definition: str


@dataclass(frozen=True, slots=True)
class Stalls:
    """The status acts at once, and nothing can happen in it."""

    status: str


Accident = Overruns | Clashes | Stalls
CoverPoint = Reaches | Acts | Decides | Meets | Applies | Fulfils | Accident


class CoverPoints:
    """The coverage points of one policy, and in which states each comes about."""

    def __init__(self, system: TransitionSystem) -> None:
        self.system = system
        self.model: Model = system.model
        self._known: dict[CoverPoint, dict[str, Condition]] = {}
        self._moves: dict[str, dict[str, Move]] = {}
        """for each rule its move in each of its statuses"""
        for move in system.moves:
            self._moves.setdefault(move.name, {})[move.source] = move

    # --- which there are ---

    def places(self) -> Iterator[Reaches | Acts]:
        """That statuses and rules are in use; all statuses first."""
        yield from (Reaches(status) for status in self.system.statuses)
        yield from (Acts(move.name, move.source) for move in self.system.moves)

    def definitions(self) -> Iterator[Fulfils]:
        """That definitions are met."""
        yield from (Fulfils(item.name) for item in self.model.definitions if isinstance(item.body, Condition))

    def decisions(self) -> Iterator[Decides]:
        """That requirements decide; on which days a version is law is no requirement to be doubted."""
        for event in self.model.events:
            for index, item in enumerate(event.requirements):
                if self.model.changes and item.text.startswith("in force "):
                    continue
                if event.effort is None or clocks_of(item.condition):  # else the clock of the effort asks for it, too
                    yield Decides(event.name, index)

    def reasons(self, idle: AbstractSet[str]) -> Iterator[Meets | Applies]:
        """That parts of rules that never act are met."""
        for event in self.model.events:
            if event.name in idle:
                yield from (Meets(event.name, index) for index in range(len(event.requirements)))
        yield from (Applies(limit.name) for limit in self.model.own_limits if limit.name in idle)

    def accidents(self) -> Iterator[Accident]:
        """What should not happen."""
        rules: tuple[Event | Limit, ...] = (*self.model.events, *self.model.own_limits)
        for rule in rules:
            ranged = (name for move in self._moves.get(rule.name, {}).values() for name in _ranges(self.model, move))
            yield from (Overruns(rule.name, name) for name in dict.fromkeys(ranged))
        yield from self._clashing
        yield from map(Stalls, sorted(acting_at_once(self.model)))

    @cached_property
    def _clashing(self) -> dict[Clashes, dict[str, Condition]]:
        """The pairs of rules of the law with different targets, and for each status where both are possible."""
        found: dict[Clashes, dict[str, Condition]] = {}
        for status in self.system.statuses:
            for one, other in combinations(self._by_law(status), 2):
                if one.target != other.target:
                    both = conjunction((one.guard, other.guard))
                    found.setdefault(Clashes(one.name, other.name), {})[status] = both
        return found

    def _by_law(self, status: str) -> list[Move]:
        return [
            move
            for move in self.system.moves_from[status]
            if move.actor == LAW and (isinstance(move.rule, Limit) or move.rule.target is not None)
        ]

    # --- where they come about ---

    def where(self, point: CoverPoint) -> dict[str, Condition]:
        """The states in which it does; statuses not named: none."""
        if point not in self._known:
            self._known[point] = {status: condition for status, condition in self._where(point) if condition != FALSE}
        return self._known[point]

    def _where(self, point: CoverPoint) -> Iterator[tuple[str, Condition]]:
        match point:
            case Reaches(status):
                yield status, TRUE
            case Acts(rule, status):
                yield status, self._moves[rule][status].guard
            case Decides(name, index):
                event = self.model.event[name]
                others = [item.condition for place, item in enumerate(event.requirements) if place != index]
                decided = conjunction((*others, negation(event.requirements[index].condition)))
                yield from ((status, in_status(decided, status)) for status in event.sources)
            case Meets(name, index):
                event = self.model.event[name]
                condition = event.requirements[index].condition
                yield from ((status, in_status(condition, status)) for status in event.sources)
            case Applies(name):
                limit = self.model.limit[name]
                yield from ((status, in_status(limit.condition, status)) for status in limit.statuses)
            case Overruns(rule, name):
                for move in self._moves[rule].values():
                    outside = negation(_ranges(self.model, move).get(name, TRUE))
                    yield move.source, conjunction((self.asked(move), outside))
            case Clashes():
                yield from self._clashing[point].items()
            case Stalls(status):
                yield status, negation(self.system.can_proceed(status))
            case Fulfils(name):
                body = next(item.body for item in self.model.definitions if item.name == name)
                assert isinstance(body, Condition)
                yield from per_status(self.system, body).items()
            case _:
                assert_never(point)

    def asked(self, move: Move) -> Condition:
        """What the rule itself asks there: the guard without the ranges of what it sets."""
        rule = move.rule
        if isinstance(rule, Event):
            return conjunction(in_status(item.condition, move.source) for item in rule.requirements)
        boundary = next(item for item in self.system.boundaries[move.source] if item.limit is rule)
        full = comparison(">=", ClockTerm(boundary.clock), boundary.bound)
        return conjunction((boundary.condition, full, in_status(rule.when, move.source)))


def _ranges(model: Model, move: Move) -> dict[str, Condition]:
    """For each name that the move sets, that the new value is one of its values; left out where it always is."""
    ranges: dict[str, Condition] = {}
    for name, value in move.sets:
        ranges[name] = fits(value, model.attribute.get(name))
    return {name: condition for name, condition in ranges.items() if condition != TRUE}
