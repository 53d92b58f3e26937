"""Looks at life courses with the interpreter, and notices which coverage points they show."""

from __future__ import annotations

import heapq
import math
import operator
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import cycle, islice

from bcm_formal.look.exploration import Explorer, some_starts
from bcm_formal.model.expressions import TRUE, And
from bcm_formal.model.types import domain
from bcm_formal.system.repeated import after as after_part
from bcm_formal.system.semantics import Interpreter, Predicate, UnboundedChoiceError
from bcm_formal.system.state import Part, State, Step
from bcm_formal.trust.trace import Trace
from bcm_formal.vetting.coverage.cover_points import Acts, CoverPoint, CoverPoints

_STARTS = 200
"""so many start states are looked at"""
_STATES = 500
"""so many states are looked at from them"""
_FURTHER = 500
_WORTH = 5
"""and so many more, again and again, as long as the last of them showed so much new"""
_NEARBY = 40
"""so many are looked at from the end of each life course that is found otherwise"""
_MOST_STATES = 50_000
"""how many states are looked at about one policy"""
_LISTED = 50_000
"""how many combinations of values are looked through for start states"""
_STRIDES = 400
"""and so many changes are made to get to one point"""
_MILESTONES = 4
"""so many states of each status, and all that showed something new"""


class Sightings:
    """The states of one policy that were looked at, and the points met in them: `watch` some, then `look_around`."""

    def __init__(self, points: CoverPoints) -> None:
        self.points, self.system = points, points.system
        self.met: dict[CoverPoint, State] = {}
        self.acting: set[str] = set()
        """the rules that were seen to act"""
        self.milestones: list[State] = []
        """some states that were seen, to be taken out by who searches from them"""
        self._explorer = Explorer(self.system)
        self.interpreter: Interpreter = self._explorer.interpreter
        self._arrivals: dict[State, tuple[State | None, Part | None]] = {}
        self._seen: set[State] = set()
        self._times: dict[str, int] = {}
        self._first: dict[str, State] = {}
        """the state of each status that was seen first"""
        self._queue: list[tuple[int, int, int, State]] = []
        self._watched: dict[str, list[tuple[CoverPoint, Predicate]]] = {}

    @property
    def looked_at(self) -> int:
        """How many states were seen: the measure of work."""
        return len(self._arrivals)

    def watch(self, points: Iterable[CoverPoint]) -> None:
        """Notice these points in the states still to be looked at, and in those seen already."""
        added: dict[str, list[tuple[CoverPoint, Predicate]]] = {}
        for point in points:
            for status, condition in self.points.where(point).items():
                added.setdefault(status, []).append((point, self.interpreter.test(condition)))
        for state in self._arrivals:
            self._notice(state, added.get(state.status, ()))
        for status, tests in added.items():
            self._watched.setdefault(status, []).extend(tests)

    def look_around(self) -> None:
        """Look at life courses from the start, for as long as it is worth while."""
        for state in self._starts():
            self._meet(state, None, None, 0)
        known = -_WORTH
        self._look(_STATES)
        while len(self.met) - known >= _WORTH:
            known = len(self.met)
            self._look(_FURTHER)

    def end_of(self, course: Trace) -> State | None:
        """Where a life course ends that begins in a state that was seen, or in a start; None: it is none."""
        state: State | None = course.start
        if course.start not in self._arrivals and not self.interpreter.is_start(course.start):
            return None
        for step in course.steps:
            state = None if state is None else after_part(self.interpreter, state, step)
        return state

    def follow(self, course: Trace) -> None:
        """Take such a life course and what is around its end into account."""
        before: State | None = None
        state = course.start
        for step in (None, *course.steps):
            if before is not None and step is not None:
                after = after_part(self.interpreter, before, step)
                assert after is not None, "the life course is possible"
                state = after
            if state not in self._arrivals:
                self._seen.add(self._explorer.rounded(state))
                self._arrivals[state] = (before, step)
                self._look_at(state, 0)
            before = state
        self._look(_NEARBY)

    def strive_for(self, point: CoverPoint) -> None:
        """Go from the first state seen of each status straight for the point: one event after the other, each at once
        from where the last one led, if it stays in the status and leaves met what is met of the point's condition.

        Looking around sees few states in which many events have happened and one has not. A condition that has no parts
        is not strived for: there is nothing to leave met.
        """
        for status, condition in self.points.where(point).items():
            first = self._first.get(status)
            if first is not None and isinstance(condition, And):
                steps = self._strides(first, condition)
                if steps is not None:
                    self.follow(Trace(first, steps))
                    return

    def _strides(self, state: State, condition: And) -> tuple[Step, ...] | None:
        """The changes that lead to where the condition is met; None: they come to no such state."""
        parts = [self.interpreter.test(part) for part in condition.conditions]
        moves = [move for move in self._explorer.moves_from(state.status) if not move.adverse]
        met = [part(state) for part in parts]
        seen, steps, idle = {state}, list[Step](), 0
        for move in cycle(moves):
            if all(met):
                return tuple(steps)
            if idle == len(moves) or len(steps) == _STRIDES:
                return None
            idle += 1
            for step, after in self._explorer.outcomes(state, move):
                now = [part(after) for part in parts]
                if after.status == state.status and after not in seen and all(map(operator.ge, now, met)):
                    state, met, idle = after, now, 0
                    seen.add(after)
                    steps.append(step)
                    break
        return None

    def from_a_start(self, course: Trace) -> Trace:
        """Such a life course with what comes before."""
        before = self.life_course_to(course.start)
        return Trace(before.start, (*before.steps, *course.steps))

    def life_course_to(self, state: State) -> Trace:
        """How a state is reached that was seen, or is a start."""
        steps: list[Part] = []
        before, step = self._arrivals.get(state, (None, None))
        while before is not None and step is not None:
            steps.append(step)
            state = before
            before, step = self._arrivals[state]
        return Trace(state, tuple(reversed(steps)))

    def _starts(self) -> Iterator[State]:
        """Some start states; none where it could take long to list them."""
        model = self.system.model
        free = [domain(attribute.kind) for attribute in model.attributes if attribute.start is None]
        listed = math.prod(len(values or ()) for values in free)
        if any(clock.start is None for clock in model.clocks):
            yield from some_starts(self.system, _STARTS)
            return
        if listed > _LISTED and any(start.condition != TRUE for start in model.starts):
            return
        with suppress(UnboundedChoiceError):
            yield from islice(self.interpreter.start_states(), _STARTS)

    def _look(self, budget: int) -> None:
        """Look at so many states more: first at those near to where something new was noticed."""
        end = min(len(self._arrivals) + budget, _MOST_STATES)
        while self._queue and len(self._arrivals) < end:
            age, _, _, state = heapq.heappop(self._queue)
            for step, after in self._explorer.successors(state):
                self._meet(after, state, step, age + 1)

    def _meet(self, state: State, before: State | None, step: Step | None, age: int) -> None:
        """Look at a state, unless one like it was. `age`: how many steps ago something new was noticed."""
        alike = self._explorer.rounded(state)
        if alike not in self._seen:
            self._seen.add(alike)
            self._arrivals[state] = (before, step)
            self._first.setdefault(state.status, state)
            self._look_at(state, age)

    def _look_at(self, state: State, age: int) -> None:
        tests = self._watched.get(state.status, [])
        if self._notice(state, tests):
            self._watched[state.status] = [item for item in tests if item[0] not in self.met]
            age = 0
        here = self._times[state.status] = self._times.get(state.status, 0) + 1
        if age == 0 or here <= _MILESTONES:
            self.milestones.append(state)
        heapq.heappush(self._queue, (age, here, len(self._arrivals), state))

    def _notice(self, state: State, tests: Iterable[tuple[CoverPoint, Predicate]]) -> bool:
        news = [point for point, test in tests if point not in self.met and test(state)]
        self.met.update((point, state) for point in news)
        self.acting.update(point.rule for point in news if isinstance(point, Acts))
        return bool(news)
