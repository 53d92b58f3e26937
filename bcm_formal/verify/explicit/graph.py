"""The reachable states of a model as a graph, one by one, and CTL read over its maximal paths.

Time passes in single units, so every longer delay is a path. Readings of clocks above their ceilings are one state
(`explicit_saturation`), which keeps the graph finite and changes no formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import assert_never

from bcm_formal.look.ceilings import Ceilings
from bcm_formal.model.expressions import Condition
from bcm_formal.model.sentences import CtlAnd, CtlNext, CtlNot, CtlOr, CtlState, CtlUntil, Formula
from bcm_formal.records import dataclass
from bcm_formal.system.help import Help
from bcm_formal.system.questions import Conditions
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Part, State, Step, Take
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.engine import Budget, BudgetExceededError

UNIT = Delay(1)
StepFilter = Callable[[Step], bool]
StateNumbers = frozenset[int]
"""a set of states, by number"""


@dataclass(frozen=True)
class Graph:
    """Every reachable state with everything that can happen in it. States are numbered in breadth-first order."""

    interpreter: Interpreter
    states: tuple[State, ...]
    edges: tuple[tuple[tuple[Step, int], ...], ...]
    """for each state its steps and the states they lead to; none: a dead end"""
    starts: tuple[int, ...]
    origins: dict[int, State]
    """for each start the concrete state it stands for"""
    parents: tuple[tuple[int, Step] | None, ...]
    """how each state was first reached"""

    @property
    def everything(self) -> StateNumbers:
        return frozenset(range(len(self.states)))

    # --- sets of states ---

    def where(self, conditions: Conditions) -> StateNumbers:
        """The states that satisfy the condition given for their status."""
        tests = {status: self.interpreter.test(condition) for status, condition in conditions.items()}
        found = (i for i, state in enumerate(self.states) if state.status in tests and tests[state.status](state))
        return frozenset(found)

    def satisfying(self, condition: Condition) -> StateNumbers:
        """The states that satisfy a condition."""
        test = self.interpreter.test(condition)
        return frozenset(i for i, state in enumerate(self.states) if test(state))

    def forward(self, begin: Iterable[int], allowed: StepFilter) -> StateNumbers:
        """The states that allowed steps lead to, the first ones among them."""
        seen = dict.fromkeys(begin)
        queue = list(seen)
        for number in queue:
            for step, after in self.edges[number]:
                if after not in seen and allowed(step):
                    seen[after] = None
                    queue.append(after)
        return frozenset(seen)

    def ranks(self, goal: StateNumbers, allowed: StepFilter) -> dict[int, int]:
        """For each state with a path of allowed steps to the goal, the length of the shortest."""
        before: list[list[int]] = [[] for _ in self.states]
        for number, edges in enumerate(self.edges):
            for step, after in edges:
                if allowed(step):
                    before[after].append(number)
        ranks = dict.fromkeys(goal, 0)
        queue = list(ranks)
        for number in queue:
            for earlier in before[number]:
                if earlier not in ranks:
                    ranks[earlier] = ranks[number] + 1
                    queue.append(earlier)
        return ranks

    # --- life courses ---

    def course_to(self, number: int) -> Trace:
        """A shortest life course to a state, in unit delays."""
        steps: list[Step] = []
        while (parent := self.parents[number]) is not None:
            number, step = parent
            steps.append(step)
        return Trace(self.origins[number], tuple(reversed(steps)))

    # --- CTL ---

    def evaluate(self, formula: Formula) -> StateNumbers:
        """The states that satisfy a CTL formula over maximal paths, which are endless or end in a dead end."""
        match formula:
            case CtlState(condition):
                return self.satisfying(condition)
            case CtlNot(inner):
                return self.everything - self.evaluate(inner)
            case CtlAnd(parts):
                return self.everything.intersection(*(self.evaluate(part) for part in parts))
            case CtlOr(parts):
                return frozenset().union(*(self.evaluate(part) for part in parts))
            case CtlNext(every, inner):
                members = self.evaluate(inner)
                return self.everything - self.some_next(self.everything - members) if every else self.some_next(members)
            case CtlUntil(every, weak, left, right):
                until = self._all_until if every else self._some_until
                return until(self.evaluate(left), self.evaluate(right), weak)
            case _:
                assert_never(formula)

    def some_next(self, members: StateNumbers) -> StateNumbers:
        """EX: the states with a step into the set."""
        return frozenset(i for i, edges in enumerate(self.edges) if any(after in members for _, after in edges))

    def some_until(self, left: StateNumbers, right: StateNumbers) -> StateNumbers:
        """E[left U right]."""
        result, queue = set(right), list(right)
        for number in queue:
            for earlier in self._before()[number]:
                if earlier not in result and earlier in left:
                    result.add(earlier)
                    queue.append(earlier)
        return frozenset(result)

    def some_always(self, members: StateNumbers) -> StateNumbers:
        """EG: the states with a maximal path that stays in the set."""
        ways = {i: sum(after in members for _, after in self.edges[i]) for i in members}
        lost = [i for i in members if self.edges[i] and not ways[i]]
        gone = set(lost)
        for number in lost:
            for earlier in self._before()[number]:
                if earlier in members and earlier not in gone:
                    ways[earlier] -= 1
                    if not ways[earlier]:
                        gone.add(earlier)
                        lost.append(earlier)
        return members - gone

    def _some_until(self, left: StateNumbers, right: StateNumbers, weak: bool) -> StateNumbers:
        strong = self.some_until(left, right)
        return strong | self.some_always(left) if weak else strong

    def _all_until(self, left: StateNumbers, right: StateNumbers, weak: bool) -> StateNumbers:
        never = self.everything - right
        broken = self.some_until(never, never - left)
        return self.everything - (broken if weak else broken | self.some_always(never))

    def _before(self) -> list[list[int]]:
        """For each state the states with a step into it, once for each step."""
        known: list[list[int]] | None = self.__dict__.get("_predecessors")
        if known is None:
            known = [[] for _ in self.states]
            for number, edges in enumerate(self.edges):
                for _, after in edges:
                    known[after].append(number)
            self.__dict__["_predecessors"] = known
        return known


def explore(interpreter: Interpreter, ceilings: Ceilings, budget: Budget) -> Graph:
    """The reachable graph. Raises `BudgetExceededError`, and `UnboundedChoiceError` where choices are endless."""

    def capped(state: State) -> State:
        clocks = tuple(
            reading if ceiling is None or reading < ceiling else ceiling
            for reading, ceiling in zip(state.clocks, ceilings, strict=True)
        )
        return state if clocks == state.clocks else state._replace(clocks=clocks)

    numbers: dict[State, int] = {}
    states: list[State] = []
    parents: list[tuple[int, Step] | None] = []
    edges: list[tuple[tuple[Step, int], ...]] = []
    origins: dict[int, State] = {}
    work = 0

    def number_of(state: State, parent: tuple[int, Step] | None) -> int:
        known = numbers.get(state)
        if known is None:
            known = numbers[state] = len(states)
            states.append(state)
            parents.append(parent)
        return known

    for start in interpreter.start_states(ceilings):
        origins.setdefault(number_of(capped(start), None), start)
    number = 0
    while number < len(states):
        state = states[number]
        found: list[tuple[Step, int]] = []
        later = interpreter.wait(state, 1)
        if later is not None:
            found.append((UNIT, number_of(capped(later), (number, UNIT))))
        for step, after in interpreter.changes(state):
            found.append((step, number_of(capped(after), (number, step))))
        edges.append(tuple(found))
        work += 1 + len(found)
        if work > budget.work or (number % 256 == 0 and budget.is_over_time):
            raise BudgetExceededError(f"{len(states)} states found and {number + 1} explored within the budget")
        number += 1
    return Graph(interpreter, tuple(states), tuple(edges), tuple(origins), origins, tuple(parents))


def counting(interpreter: Interpreter, help: Help) -> StepFilter:
    """Which steps count: time, limits, and the events that help."""
    events = {event.name for event in interpreter.model.events if help.counts(event.actor, event.adverse)}
    return lambda step: step.event in events if isinstance(step, Take) else True


def merged(trace: Trace) -> Trace:
    """The same life course with delays that follow each other made one."""
    steps: list[Part] = []
    for step in trace.steps:
        if isinstance(step, Delay) and steps and isinstance(steps[-1], Delay):
            steps[-1] = Delay(steps[-1].steps + step.steps)
        else:
            steps.append(step)
    return Trace(trace.start, tuple(steps))
