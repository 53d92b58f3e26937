"""Two life courses that part where one of them has an attribute set, and become alike but for it.

Most pairs that break a sentence about two persons are of this kind, and such a pair is found by the interpreter alone,
where the set of all pairs would be too large to be told. What is found is real; that nothing is says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, combinations, islice

from bcm_formal.look.exploration import Explored, Explorer, some_starts
from bcm_formal.system.state import State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions.reachable import ConcreteCourse

MOST_STATES, MOST_PAIRS = 300, 3_000
"""that are looked at: where life courses may part, and how they go on together; each costs one unit of work"""

Two = tuple[State, State]


def parted(
    system: TransitionSystem, attribute: str, is_sought: Callable[[State, State], bool], budget: Budget
) -> Iterator[tuple[ConcreteCourse, ConcreteCourse]]:
    """Life courses of two whose last states are sought, in this order, as far as the budget goes."""
    return _Parting(system, attribute, budget).found(is_sought)


class _Parting:
    def __init__(self, system: TransitionSystem, attribute: str, budget: Budget) -> None:
        self._explorer, self._budget = Explorer(system), budget
        self._place = [item.name for item in system.model.attributes].index(attribute)
        self._interpreter = self._explorer.interpreter
        self._explored: Explored = self._explorer.explore(some_starts(system), min(MOST_STATES, budget.work))
        self._most = min(MOST_PAIRS, budget.work - len(self._explored.states))
        self._sets = {
            event.name for event in system.model.events if any(i.name == attribute for i in event.assignments)
        }
        self._came: dict[Two, tuple[Two | None, tuple[Step | None, Step | None]]] = {}
        """the pair before, and the step of each (None: none)"""

    def found(self, is_sought: Callable[[State, State], bool]) -> Iterator[tuple[ConcreteCourse, ConcreteCourse]]:
        seen: set[Two] = set()
        waiting: list[Two] = []
        for two in islice(self._parting(), max(0, self._most)):
            if self._budget.is_over_time:
                return
            self._meet(two, seen, waiting)
        for two in waiting:
            if self._budget.is_over_time:
                return
            for one, other in (two, two[::-1]):
                if one.status == other.status and is_sought(one, other):
                    first, second = self._courses(two)
                    yield (first, second) if one is two[0] else (second, first)
            for step, after in self._together(two) if len(waiting) < self._most else ():
                if len(waiting) < self._most and after not in self._came and self._meet(after, seen, waiting):
                    self._came[after] = (two, (step, step))

    def _meet(self, two: Two, seen: set[Two], waiting: list[Two]) -> bool:
        """Note the pair, if none that behaves alike was met."""
        key = (self._explorer.rounded(two[0]), self._explorer.rounded(two[1]))
        if key in seen or two[0] == two[1]:
            return False
        seen.add(key)
        waiting.append(two)
        return True

    def _parting(self) -> Iterator[Two]:
        """States of one moment that differ because the attribute was set, or because lives began with another value."""
        alike: dict[State, list[State]] = {}
        for start in (state for state, (before, _) in self._explored.arrivals.items() if before is None):
            alike.setdefault(self._without_the_attribute(start), []).append(start)
        for two in chain.from_iterable(combinations(group, 2) for group in alike.values()):
            self._came[two] = (None, (None, None))
            yield two
        for state in self._explored.states:
            for step, after in self._explorer.successors(state):
                if isinstance(step, Take) and step.event in self._sets and (after, state) not in self._came:
                    self._came[(after, state)] = (None, (step, None))
                    yield after, state

    def _without_the_attribute(self, state: State) -> State:
        before, after = state.attributes[: self._place], state.attributes[self._place + 1 :]
        return state._replace(attributes=before + after)

    def _together(self, two: Two) -> Iterator[tuple[Step, Two]]:
        steps = dict.fromkeys(step for state in two for step, _ in self._explorer.successors(state))
        for step in steps:
            one, other = (self._interpreter.step(state, step) for state in two)
            if one is not None and other is not None:
                yield step, (one, other)

    # --- the life courses ---

    def _courses(self, two: Two) -> tuple[ConcreteCourse, ConcreteCourse]:
        """How both came to where they are."""
        ends, first, second = two, list[Step | None](), list[Step | None]()
        while True:
            before, (one, other) = self._came[two]
            first.append(one)
            second.append(other)
            if before is None:
                break
            two = before
        begins = two[0] if first[-1] is None else two[1], two[1]
        return self._course(begins[0], first, ends[0]), self._course(begins[1], second, ends[1])

    def _course(self, state: State, steps: list[Step | None], end: State) -> ConcreteCourse:
        """From the start of a life course to the state, and on by the steps, the last of which come first."""
        while (arrival := self._explored.arrivals[state])[0] is not None:
            steps.append(arrival[1])
            state = arrival[0]
        return state, [step for step in reversed(steps) if step is not None], end
