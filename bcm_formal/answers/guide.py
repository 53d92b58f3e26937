"""The regions of a proof of paths as a guide: what leads from a state to the goal, step by step.

The regions say for every state what leads on, so following them ends at the goal. They are followed here by the
interpreter; what was found is improved by a bounded search and by leaving out what nothing needs.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from bcm_formal.look.exploration import Explorer, distances
from bcm_formal.look.shortening import merged, shortened
from bcm_formal.model.expressions import (
    FALSE,
    Condition,
    Term,
    conjunction,
)
from bcm_formal.model.types import Value
from bcm_formal.records import dataclass
from bcm_formal.system.ctl.models import has
from bcm_formal.system.help import Help
from bcm_formal.system.questions import Conditions, Path, Robust
from bcm_formal.system.repeated import after as after_part
from bcm_formal.system.repeated import stays_in
from bcm_formal.system.semantics import Interpreter, Predicate
from bcm_formal.system.state import Delay, Expire, Part, Parts, Repeat, State, Step, Take, single_steps, time_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Region, StateSet, WaitFor, Way
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.backward import Backward
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.evidence import Concretizer
from bcm_formal.verify.regions.kept import compiled_of
from bcm_formal.verify.regions.zone import Inexact

QUICK, ALL = 60, 150
"""states whose successors are looked at: by one search for a quicker way, and by all searches of a guide together"""
FIXPOINT = Budget(work=30_000)
"""what a fixpoint may cost that finds ways without adverse events"""
READ = 2_000_000
"""conditions of regions that a guide reads in all"""
LONGEST = 2_000
"""steps of a life, rounds of a repeat apart"""
FAR = 100
"""so many steps are not walked where they are alike"""


@dataclass(frozen=True, slots=True)
class _NextStep:
    """One step that leads on; none: there is nothing to wait for. `far`: rank and measure then, -1 at the goal."""

    is_adverse: bool
    far: tuple[int, int]
    place: int
    step: Step | None
    after: State
    into: int | None


def _nearest(option: _NextStep) -> tuple[int, ...]:
    return (option.is_adverse, *option.far, option.place)


def _first(option: _NextStep) -> tuple[int, ...]:
    return option.is_adverse, option.place


class Guide:
    """Leads along the regions of a proof about one question, whose system may carry an observer."""

    def __init__(self, question: Path | Robust, regions: Sequence[Region], states: StateSet | None = None) -> None:
        """`states`: the way to the goal may only pass states of this set (None: any)."""
        self.question, self.regions = question, regions
        self.model = question.system.model
        self.interpreter = Interpreter(self.model)
        self.explorer = Explorer(question.system, question.help, question.goal.values())
        self.arrived = member_of(self.interpreter, question.goal)
        self._in: dict[str, list[tuple[Predicate, int]]] = {status: [] for status in question.system.statuses}
        for number in sorted(range(len(regions)), key=lambda number: (regions[number].rank, number)):
            test = self.interpreter.test(regions[number].condition)
            self._in[regions[number].status].append((test, number))
        self._kept = {} if states is None else dict(states.conditions)
        self._states = None if states is None else member_of(self.interpreter, self._kept)
        self._left, self._readings = ALL, READ

    def region_of(self, state: State) -> int | None:
        """The region of lowest rank that the state is in; None also where reading more would cost too much."""
        for test, number in self._in[state.status]:
            self._readings -= 1
            if self._readings < 0:
                return None
            if test(state):
                return number
        return None

    def way_from(self, state: State) -> Parts | None:
        """Steps that lead from the state to the goal, of which none can be left out: without adverse events if there is
        such a way and it can be computed. None: the regions do not lead there within `LONGEST` steps."""
        best = self._best(state, self._ways(state))
        time = 0 if best is None or self.hits(best) else time_of(best)
        if best is None or not time:
            return best
        quicker = self._quicker(state, time)
        return best if quicker is None else self._shortened(state, quicker)

    def _ways(self, state: State) -> list[Parts]:
        """Some ways to the goal; where one has no adverse event, no other is looked for."""
        ways: list[Parts] = []
        for order in (_nearest, _first):
            way = self._followed(state, order)
            if way is not None:
                ways.append(way)
                if not self.hits(way):
                    return ways
        harmless = self._way_without_adverse_events(state)
        return ways if harmless is None else [*ways, harmless]

    def _best(self, state: State, ways: Sequence[Parts]) -> Parts | None:
        """The way without an adverse event if there is one, then of least time, then of fewest steps."""
        short = [self._shortened(state, way) for way in dict.fromkeys(ways)]
        return min(short, key=lambda way: (self.hits(way), time_of(way), len(way)), default=None)

    def _shortened(self, state: State, way: Parts) -> Parts:
        return shortened(self.interpreter, state, way, self.arrived, self.may_pass)

    def may_pass(self, before: State, step: Part, after: State) -> bool:
        """True iff the step leads along states that the way may pass; of a wait, those at which something changes."""
        is_allowed = self._states
        if is_allowed is None:
            return True
        if isinstance(step, Repeat):
            return stays_in(self.interpreter, before, step, self._kept) and (self.arrived(after) or is_allowed(after))
        if isinstance(step, Delay):
            lengths = (length for length in self.explorer.lengths(before) if length < step.steps)
            between = (self.interpreter.pass_time(before, length) for length in lengths)
            if any(state is not None and not is_allowed(state) for state in between):
                return False
        return self.arrived(after) or is_allowed(after)

    def hits(self, steps: Sequence[Part]) -> bool:
        """True iff one of the steps is an adverse event."""
        return any(isinstance(step, Take) and self.model.event[step.event].adverse for step in single_steps(steps))

    # --- along the regions ---

    def _followed(self, state: State, order: Callable[[_NextStep], tuple[int, ...]]) -> Parts | None:
        steps: list[Part] = []
        visited: dict[int, tuple[int, int]] = {}
        """after how many steps a region was met last, and its measure then"""
        number = self.region_of(state)
        while not self.arrived(state):
            if number is None or len(steps) >= LONGEST:
                return None
            rounds = self._rounds(number, state, steps, visited)
            if rounds is not None:
                steps.append(rounds[0])
                state = rounds[1]
                number = self.region_of(state)
                continue
            option = min(self._next_steps(state, number), key=order, default=None)
            if option is None:
                return None
            steps += [option.step] if option.step else []
            state, number = option.after, option.into
        return merged(steps)

    def _rounds(
        self, number: int, state: State, steps: Sequence[Part], visited: dict[int, tuple[int, int]]
    ) -> tuple[Repeat, State] | None:
        """What happened since the region was met last, again and again, as often as its measure allows, and the state
        then; None: that is not often, or not possible."""
        if self.regions[number].measure is None:
            visited.clear()
            return None
        measure = self._measure(number, state)
        before, visited[number] = visited.get(number), (len(steps), measure)
        if before is None:
            return None
        taken, fall = tuple(single_steps(steps[before[0] :])), before[1] - measure
        times = measure // fall if fall > 0 else 0
        if times * len(taken) < FAR:
            return None
        visited.clear()
        repeat = Repeat(taken, times)
        last = after_part(self.interpreter, state, repeat)
        return None if last is None or not self.may_pass(state, repeat, last) else (repeat, last)

    def _next_steps(self, state: State, number: int) -> Iterator[_NextStep]:
        """What the region offers that leads on."""
        region, measure = self.regions[number], self._measure(number, state)
        for place, way in enumerate(region.ways):
            step = self._step(state, way)
            after = state if step is None else self.interpreter.step(state, step)
            if after is None:
                continue
            adverse = step is not None and self.hits((step,))
            if self.arrived(after):
                yield _NextStep(adverse, (-1, 0), place, step, after, None)
                continue
            nearer = self._nearer(region, measure, way, after)
            if nearer is not None:
                into, far = nearer
                yield _NextStep(adverse, (self.regions[into].rank, far), place, step, after, into)

    def _nearer(self, region: Region, measure: int, way: Way, after: State) -> tuple[int, int] | None:
        """A region that `after` is in and that is nearer to the goal than a region and its measure, and its measure."""
        lowest = self.region_of(after)
        if lowest is not None and self.regions[lowest].rank < region.rank:
            return lowest, self._measure(lowest, after)
        if region.measure is None:
            return None
        for number in way.into:
            other = self.regions[number]
            if other.rank == region.rank and self.interpreter.holds(other.condition, after):
                far = self._measure(number, after)
                if far < measure:
                    return number, far
        return None

    def _measure(self, number: int, state: State) -> int:
        measure = self.regions[number].measure
        return 0 if measure is None else self.interpreter.value(measure, state)

    def _step(self, state: State, way: Way) -> Step | None:
        """The step that a way is; None: there is nothing to wait for."""
        if isinstance(way.move, WaitFor):
            length = self.interpreter.value(way.move.length, state)
            return Delay(length) if length > 0 else None
        if way.move.rule not in self.model.event:
            return Expire(way.move.rule)
        return Take(way.move.rule, tuple((name, self._chosen(value, state)) for name, value in way.move.choices))

    def _chosen(self, value: Condition | Term, state: State) -> Value:
        if isinstance(value, Condition):
            return self.interpreter.holds(value, state)
        return self.interpreter.value(value, state)

    # --- around them ---

    def _way_without_adverse_events(self, state: State) -> Parts | None:
        """Steps to the goal without adverse events; None: there are none, or that would cost too much to find out."""
        question = self.question
        kept = conjunction(
            has(attribute, value)
            for attribute, value in zip(self.model.attributes, state.attributes, strict=True)
            if attribute.name not in self._set
        )
        goal = tuple((status, conjunction((kept, condition))) for status, condition in question.goal.items())
        fixpoint = _ways_without_adverse_events(question.system, goal, question.help)
        if fixpoint is None:
            return None
        back, concretizer = fixpoint

        def is_in(number: int) -> bool:
            region = back.regions[number]
            return region.status == state.status and concretizer.contains(region.zone, region.bdd, state)

        try:
            number = back.run(is_in)
            found = None if number is None else concretizer.follow(back, number, state)
        except (Inexact, BudgetExceededError):
            return None
        return None if found is None else merged(found[0])

    def _quicker(self, start: State, than: int) -> Parts | None:
        """Steps to the goal without adverse events, in less time than given; None: none was found among the states
        that come first in time."""
        arrivals: dict[State, tuple[State, Step] | None] = {start: None}
        seen = {self.explorer.rounded(start)}
        queue = [(0, 0, 0, 0, start)]
        for _ in range(QUICK):
            if not queue or not self._left:
                return None
            self._left -= 1
            elapsed, _, count, _, state = heapq.heappop(queue)
            if self.arrived(state):
                return _steps_to(arrivals, state)
            for step, after in self._harmless_steps(state, than - elapsed):
                time = elapsed + (step.steps if isinstance(step, Delay) else 0)
                key = self.explorer.rounded(after)
                if key in seen or after in arrivals:
                    continue
                if not self.may_pass(state, step, after):
                    continue
                seen.add(key)
                arrivals[after] = state, step
                far = -1 if self.arrived(after) else self._distance.get(after.status, len(self._distance))
                heapq.heappush(queue, (time, far, count + 1, len(arrivals), after))
        return None

    def _harmless_steps(self, state: State, within: int) -> Iterator[tuple[Step, State]]:
        """Steps that may lead on without adverse events, in less time than given."""
        yield from self.explorer.changes(state, adverse=False)
        yield from self.explorer.waits(state, within)
        number = self.region_of(state)
        for way in () if number is None else self.regions[number].ways:
            step = self._step(state, way)
            if step is None or self.hits((step,)) or (isinstance(step, Delay) and step.steps >= within):
                continue
            after = self.interpreter.step(state, step)
            if after is not None:
                yield step, after

    @cached_property
    def _set(self) -> frozenset[str]:
        """What some move sets."""
        return frozenset(name for move in self.question.system.moves for name in (*dict(move.sets), *move.free))

    @cached_property
    def _distance(self) -> dict[str, int]:
        return distances(self.question.system, self.question.goal)


@lru_cache(maxsize=3)
def exactly_held(system: TransitionSystem) -> Compiled | None:
    """The status graph made ready for regions; None where they cannot hold it exactly."""
    try:
        return compiled_of(system)
    except (Inexact, BudgetExceededError):
        return None


@lru_cache(maxsize=8)
def _ways_without_adverse_events(
    system: TransitionSystem, goal: tuple[tuple[str, Condition], ...], help: Help
) -> tuple[Backward, Concretizer] | None:
    """What goes back from the goal by moves that are not adverse, the same for all properties about the goal."""
    moves = system.counting(replace(help, adverse=False))
    compiled = exactly_held(system)
    if compiled is None:
        return None
    try:
        return Backward(compiled, compiled.pieces(dict(goal)), moves, FIXPOINT), Concretizer(compiled)
    except (Inexact, BudgetExceededError):
        return None


def member_of(interpreter: Interpreter, conditions: Conditions) -> Predicate:
    """True iff a state is in the set."""
    tests = {status: interpreter.test(condition) for status, condition in conditions.items()}
    nobody = interpreter.test(FALSE)
    return lambda state: tests.get(state.status, nobody)(state)


def _steps_to(arrivals: dict[State, tuple[State, Step] | None], state: State) -> Parts:
    steps: list[Step] = []
    while (arrival := arrivals[state]) is not None:
        state, step = arrival
        steps.append(step)
    return merged(steps[::-1])
