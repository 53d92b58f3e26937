"""Who has a path of which two compared states one has: at all, within a bound, or within each bound that one has it.

`PathsAtAll` is one set of states. With a deadline, one fixpoint counts the time of all paths (`timed`): `PathsWithin`
is what it has for one bound. `PathsSooner` compares the least times themselves. There the observer's clock and the open
bound are one variable, the clock less the bound, which is not above zero where a path is in time: it runs always, so
zones hold it as easily as any clock, while a bound of its own would stand beside clocks that run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Protocol

from bcm_formal.model.expressions import ClockTerm
from bcm_formal.model.model import Model
from bcm_formal.system.questions import Pairs, TimeBound
from bcm_formal.system.state import OBSERVER, Part, State, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Region, StateSet
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.backward import Backward
from bcm_formal.verify.regions.compared import DisagreeingPairs, FinitePairs, Pieces, UnboundedPairs, met_by, seconds
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.evidence import Concretizer, ConditionWriter, joined
from bcm_formal.verify.regions.federation import Federation, federation_of, outside, widest
from bcm_formal.verify.regions.kept import MOST_KEPT
from bcm_formal.verify.regions.reachable import ConcreteCourse, Reachable
from bcm_formal.verify.regions.timed import Deadline, Timed, moved
from bcm_formal.verify.regions.zone import Inexact

Relation = FinitePairs | UnboundedPairs


class Paths(Protocol):
    """Who of two compared states has a path that counts."""

    compiled: Compiled
    looked_at: int
    """what it cost to find out"""

    def disagreeing(self, relation: Relation, unreachable: Federation, budget: Budget) -> list[DisagreeingPairs]:
        """All pairs of which only the first has a path that counts, without those of which one is in `unreachable`."""

    def disagree(self, first: State, second: State) -> bool:
        """Of two states that are compared: true iff only the first has a path that counts."""

    def lacking(self, first: State, partners: Pieces, budget: Budget) -> Pieces:
        """Those of the partners that have no path that counts; the first state has one."""

    def having(self, second: State, partners: Pieces) -> Pieces:
        """Those of the partners that have a path that counts; the second state has none."""

    def regions_and_trap(self) -> tuple[tuple[Region, ...], StateSet]:
        """The ways of all who have a path that counts and may be the second of two, and who has none."""

    def shown(
        self, first: ConcreteCourse, second: ConcreteCourse, reachable: Reachable
    ) -> tuple[Trace, int, Trace, StateSet] | None:
        """The life to the first state and on to the goal, after how many steps that state is met, the life to the
        second, and a trap of states without a path that counts that it is in. None: no path was found."""


def _has_only(first: State, second: State, cover: Federation, concretizer: Concretizer) -> bool:
    """Whether of two states of one status only the first is in the cover."""
    here = cover.pieces.get(first.status, {}).items()
    one, other = (any(concretizer.contains(zone, bdd, state) for zone, bdd in here) for state in (first, second))
    return one and not other


class PathsAtAll:
    """Paths count however long they take."""

    def __init__(self, compiled: Compiled, ways: Backward, question: Pairs) -> None:
        self.compiled, self._ways, self._question = compiled, ways, question
        self._moves = compiled.system.counting(question.help)
        self.looked_at = ways.cover.looked_at
        self._concretizer = Concretizer(compiled)

    def disagreeing(self, relation: Relation, unreachable: Federation, budget: Budget) -> list[DisagreeingPairs]:
        return relation.disagreeing(self._ways.cover, self._ways.cover, unreachable, budget)

    def disagree(self, first: State, second: State) -> bool:
        cover = self._ways.cover
        self.looked_at += 2 * len(cover.pieces.get(first.status, ()))
        return _has_only(first, second, cover, self._concretizer)

    def lacking(self, first: State, partners: Pieces, budget: Budget) -> Pieces:
        return outside(self.compiled, partners, self._ways.cover, budget)

    def having(self, second: State, partners: Pieces) -> Pieces:
        return met_by(
            self.compiled, partners, {status: list(here.items()) for status, here in self._ways.cover.pieces.items()}
        )

    def regions_and_trap(self) -> tuple[tuple[Region, ...], StateSet]:
        writer = ConditionWriter(self.compiled)
        has_path = seconds(self.compiled, self._question, widest_pieces(self.compiled, self._ways.cover))
        return writer.regions(self._ways, has_path), writer.outside_of(self._ways.cover)

    def shown(
        self, first: ConcreteCourse, second: ConcreteCourse, reachable: Reachable
    ) -> tuple[Trace, int, Trace, StateSet] | None:
        onward = self._shortly(first[2], reachable)
        if onward is None:
            return None
        start, steps, _ = first
        index = len(joined(start, steps).steps)
        trap = ConditionWriter(self.compiled).trap(self._ways.cover, second[2], self._moves)
        return joined(start, steps, onward[0]), index, joined(second[0], second[1]), trap

    def _shortly(self, state: State, reachable: Reachable) -> tuple[list[Part], State] | None:
        """A path of few steps from a state to the goal; any, if looking for that takes too long."""
        goal = self.compiled.pieces(self._question.goal)
        near = Backward(self.compiled, goal, self._moves, reachable.granted(), nearest=True)
        concretizer = reachable.concretizer

        def is_in(number: int) -> bool:
            region = near.regions[number]
            return region.status == state.status and concretizer.contains(region.zone, region.bdd, state)

        try:
            region = near.run(is_in)
        except BudgetExceededError:
            near, region = self._ways, concretizer.region_of(self._ways, state)
        return None if region is None else concretizer.follow(near, region, state)


class _PathsInTime:
    """What is the same for paths within a bound and for sooner ones."""

    def __init__(self, timed: Timed, question: Pairs) -> None:
        self.compiled, self.timed, self._question = timed.compiled, timed, question
        self._moves = timed.compiled.system.counting(question.help)
        self.looked_at = timed.cover.looked_at
        self._concretizer = Concretizer(timed.compiled)
        observes = (event.name for event in timed.compiled.system.model.events if event.actor == OBSERVER)
        self._begins = Take(next(observes))

    def _within(self, bound: int) -> Pieces:
        """The states with a path that takes at most so long (none, if that is less than no time), the clock left
        out."""
        return {status: self.timed.within(status, bound) for status in self.timed.cover.pieces} if bound >= 0 else {}

    def _shown(self, first: ConcreteCourse, second: ConcreteCourse, bound: int) -> tuple[Trace, int, Trace] | None:
        """As `Paths.shown`, the trap apart: time begins at each of the two states."""
        onward = self.timed.onward(first[2], bound, self._concretizer)
        if onward is None:
            return None
        before = joined(first[0], first[1], [self._begins])
        whole = joined(first[0], first[1], [self._begins], onward)
        return whole, len(before.steps), joined(second[0], second[1], [self._begins])


class PathsWithin(_PathsInTime):
    """Paths count that take at most so long."""

    def __init__(self, timed: Timed, question: Pairs, bound: int) -> None:
        super().__init__(timed, question)
        self._bound = bound
        self._have = self._within(bound)
        self._cover = federation_of(self._have)

    def disagreeing(self, relation: Relation, unreachable: Federation, budget: Budget) -> list[DisagreeingPairs]:
        return relation.disagreeing(self._cover, self._cover, unreachable, budget)

    def disagree(self, first: State, second: State) -> bool:
        self.looked_at += 2 * len(self._cover.pieces.get(first.status, ()))
        return _has_only(first, second, self._cover, self._concretizer)

    def lacking(self, first: State, partners: Pieces, budget: Budget) -> Pieces:
        return outside(self.compiled, partners, self._cover, budget)

    def having(self, second: State, partners: Pieces) -> Pieces:
        return met_by(self.compiled, partners, self._have)

    @cached_property
    def _deadline(self) -> Deadline:
        return self.timed.deadline(self._bound)

    def regions_and_trap(self) -> tuple[tuple[Region, ...], StateSet]:
        writer = ConditionWriter(self.compiled)
        have = seconds(self.compiled, self._question, self._have)
        begin = {s: [(self.timed.at_zero(zone), bdd) for zone, bdd in here] for s, here in have.items()}
        return writer.regions(self._deadline, begin), writer.outside_of(self._deadline.cover)

    def shown(
        self, first: ConcreteCourse, second: ConcreteCourse, reachable: Reachable
    ) -> tuple[Trace, int, Trace, StateSet] | None:
        lives = self._shown(first, second, self._bound)
        trap = ConditionWriter(self.compiled).trap(self._deadline.cover, second[2], self._moves)
        return None if lives is None else (*lives, trap)


class PathsSooner(_PathsInTime):
    """A path of the first state counts if it takes less time than each of the second's, even with what the second may
    be later by."""

    def __init__(self, timed: Timed, question: Pairs, clock: str, bound: ClockTerm) -> None:
        super().__init__(timed, question)
        self._clock, self._bound, self._later = clock, bound, question.later

    @cached_property
    def _seconds(self) -> Federation:
        """The states with a path that takes at most as long as the clock says and what they may be later by."""
        if not self._later:
            return self.timed.cover
        place, cover = self.timed.place, self.timed.cover
        return federation_of(
            {
                s: [(moved(zone, place, self._later), bdd) for zone, bdd in here.items()]
                for s, here in cover.pieces.items()
            }
        )

    def disagreeing(self, relation: Relation, unreachable: Federation, budget: Budget) -> list[DisagreeingPairs]:
        """With one reading of the clock for both, which is then left out."""
        found = relation.disagreeing(self.timed.cover, self._seconds, unreachable, budget)
        free = self.timed.without_clock
        return [
            DisagreeingPairs(pair.status, first, free(pair.seconds)) for pair in found for first in free([pair.first])
        ]

    def disagree(self, first: State, second: State) -> bool:
        self.looked_at += 2 * len(self.timed.cover.pieces.get(first.status, ()))
        least, other = (self.timed.needed(state, self._concretizer) for state in (first, second))
        return least is not None and (other is None or other > least + self._later)

    def lacking(self, first: State, partners: Pieces, budget: Budget) -> Pieces:
        needed = self.timed.needed(first, self._concretizer)
        if needed is None:
            return {}
        return outside(self.compiled, partners, federation_of(self._within(needed + self._later)), budget)

    def having(self, second: State, partners: Pieces) -> Pieces:
        needed = self.timed.needed(second, self._concretizer)
        if needed is None:
            return met_by(self.compiled, partners, self.timed.with_path())
        return met_by(self.compiled, partners, self._within(needed - self._later - 1))

    def regions_and_trap(self) -> tuple[tuple[Region, ...], StateSet]:
        has_path = seconds(self.compiled, self._question, widest_pieces(self.compiled, self.timed.cover))
        regions = self._writer(self._later).regions(self.timed, has_path)
        return regions, self._writer(0).outside_of(self.timed.cover)

    def shown(
        self, first: ConcreteCourse, second: ConcreteCourse, reachable: Reachable
    ) -> tuple[Trace, int, Trace, StateSet] | None:
        bound = self.timed.needed(first[2], self._concretizer)
        lives = None if bound is None else self._shown(first, second, bound)
        if lives is None or bound is None:
            return None
        trace, index, twin = lives
        trap = self._writer(self._later).trap(self.timed.cover, second[2], self._moves)
        return self._with_bound(trace, bound), index, self._with_bound(twin, bound), trap

    def _with_bound(self, trace: Trace, bound: int) -> Trace:
        """The life in the model of the question, which has the bound as a clock."""
        place = [clock.name for clock in self._question.system.model.clocks].index(self._bound.name)
        clocks = trace.start.clocks
        start = trace.start._replace(clocks=(*clocks[:place], bound, *clocks[place:]))
        return Trace(start, trace.steps)

    def _writer(self, later: int) -> ConditionWriter:
        """Writes of the clock less the bound, and what somebody may be later by, in terms of both."""
        return ConditionWriter(self.compiled, {self._clock: (self._bound, later)})


@lru_cache(maxsize=MOST_KEPT)
def _clocked(system: TransitionSystem, clock: str, bound: str | None) -> tuple[Compiled, dict[object, Timed]]:
    """The status graph made ready for counting time, without the bound that is left open, and its fixpoints by goal."""
    if bound is not None:
        system = TransitionSystem(_without(system.model, bound), system.policy)
    return Compiled(system, below_zero=(clock,)), {}


def _without(model: Model, bound: str) -> Model:
    return replace(model, clocks=tuple(clock for clock in model.clocks if clock.name != bound))


def paths_in_time(question: Pairs, within: TimeBound, budget: Budget) -> PathsWithin | PathsSooner:
    """Raises `Inexact` and `BudgetExceededError`."""
    timed = timed_of(question, within, budget)
    timed.run(lambda _: False)
    if not timed.is_exact:
        raise Inexact
    if isinstance(within.bound, ClockTerm):
        return PathsSooner(timed, question, within.clock, within.bound)
    return PathsWithin(timed, question, within.bound.value)


def timed_of(question: Pairs, within: TimeBound, budget: Budget, most: int | None = None) -> Timed:
    """The fixpoint that counts time, the same each time and gone on with as far as somebody needed it; `most`: with all
    paths that take at most so long, and no others. Raises `Inexact` and `BudgetExceededError`."""
    clock, bound = within.clock, within.bound
    compiled, known = _clocked(question.system, clock, bound.name if isinstance(bound, ClockTerm) else None)
    key = (tuple(question.goal.items()), question.help, most)
    if key not in known:
        in_time = {
            status: [*_not_above_zero(compiled, clock, here)] for status, here in compiled.pieces(question.goal).items()
        }
        known[key] = Timed(compiled, clock, in_time, compiled.system.counting(question.help), budget)
        if most is not None:
            known[key].run_within(most)
    return known[key]


def _not_above_zero(compiled: Compiled, clock: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    form, _ = compiled.diagrams.linear(clock)
    for zone, bdd in pieces:
        met = compiled.zones.constrain(zone, (form, 0))
        if met is not None:
            yield met, bdd


def widest_pieces(compiled: Compiled, cover: Federation) -> Pieces:
    """The states of a cover, in few pieces."""
    return {status: widest(compiled.diagrams, here) for status, here in cover.pieces.items()}
