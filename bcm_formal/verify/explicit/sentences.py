"""Every property sentence read directly off the graph of reachable states, as its definition says.

This is the reference for the questions that engines decide: no observer clock, no normal form, no certificate. Time
bounds are counted along the edges.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from operator import eq
from typing import assert_never

from bcm_formal.look.ceilings import Ceilings, ceilings
from bcm_formal.model.expressions import FALSE, TRUE, Condition, Implies, NamedCondition, conjunction
from bcm_formal.model.model import LAW, TIME_IN_STATUS
from bcm_formal.model.sentence_conditions import conditions_of
from bcm_formal.model.sentences import (
    BetterNeverBlocks,
    BetterNeverDelays,
    CanReach,
    Ctl,
    CtlNot,
    CtlOr,
    CtlState,
    CtlUntil,
    DoesNotDepend,
    EveryEntering,
    EveryHas,
    EveryLeaving,
    Formula,
    MustReach,
    NoDeadEnds,
    NoneCanReach,
    NoPerson,
    OnlyAfter,
    PairSentence,
    Sentence,
    SomeCanReach,
    TimeDoesNotDepend,
    TimeFrom,
)
from bcm_formal.model.types import Value
from bcm_formal.records import dataclass
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.graph import Graph, StateNumbers, StepFilter, explore

INFINITE = float("inf")
FURTHER = 3
"""so many more readings are told apart where those of two persons are to be the same"""


def verdict_of(system: TransitionSystem, sentence: Sentence, budget: Budget) -> Outcome:
    """HOLDS, VIOLATED or VACUOUS.

    Raises `BudgetExceededError`, also where two persons are compared who may or may not have the same readings beyond
    those that are told apart, and `UnboundedChoiceError` where choices are endless.
    """
    limits = ceilings(system, conditions_of(sentence))
    if isinstance(sentence, PairSentence):
        limits = tuple(None if ceiling is None else ceiling + FURTHER for ceiling in limits)
    graph = explore(Interpreter(system.model), limits, budget)
    return _Reader(graph, limits).verdict(sentence)


@dataclass(frozen=True, slots=True)
class _Reader:
    graph: Graph
    limits: Ceilings

    def verdict(self, sentence: Sentence) -> Outcome:
        graph = self.graph
        match sentence:
            case NoPerson(condition):
                return _holds(not graph.satisfying(condition))
            case EveryHas(condition, conclusion):
                condition = conjunction((condition, *_asked_first(conclusion)))
                return self._of_all(condition, graph.satisfying(conclusion).__contains__)
            case EveryEntering(target, conclusion, origin, actors):
                inside = graph.satisfying(target)
                before = self._stepping(graph.satisfying(origin) - inside, inside, actors)
                before &= graph.satisfying(conjunction(_asked_first(conclusion)))
                return _holds(before <= graph.satisfying(conclusion)) if before else Outcome.VACUOUS
            case EveryLeaving(origin, conclusion, actors):
                inside = graph.satisfying(origin)
                before = self._stepping(inside, graph.everything - inside, actors)
                before &= graph.satisfying(conjunction(_asked_first(conclusion)))
                return _holds(before <= graph.satisfying(conclusion)) if before else Outcome.VACUOUS
            case CanReach(condition, target):
                return self._of_all(condition, self._with_path(sentence, graph.satisfying(target)))
            case SomeCanReach(condition, target, within, actors, adverse):
                if condition != TRUE and not graph.satisfying(condition):
                    return Outcome.VACUOUS
                near = self._near(graph.satisfying(target), within, self._allowed(actors, adverse=adverse))
                return _holds(not graph.satisfying(condition).isdisjoint(near))
            case NoneCanReach(condition, target, within, actors):
                near = self._near(graph.satisfying(target), within, self._allowed(actors, adverse=True))
                return self._of_all(condition, lambda number: number not in near)
            case TimeFrom(origin, target, at_least, bound):
                entering = self._entering_now(graph.satisfying(origin))
                times = self._times(graph.satisfying(target), self._allowed(None, adverse=False))
                found = [times.get(number, INFINITE) for number in entering]
                return _of_pairs([time >= bound if at_least else time <= bound for time in found])
            case MustReach(condition, target, within):
                escaping = self._escaping(graph.satisfying(target), within)
                return self._of_all(condition, lambda number: number not in escaping)
            case OnlyAfter(target, condition):
                if target != TRUE and not graph.satisfying(target):
                    return Outcome.VACUOUS
                return _holds(self._without(graph.satisfying(condition)).isdisjoint(graph.satisfying(target)))
            case BetterNeverBlocks(within=within):
                return self._compared(
                    sentence, lambda one, better: _in_time(better, within) or not _in_time(one, within)
                )
            case DoesNotDepend(within=within):
                return self._compared(sentence, lambda one, other: _in_time(one, within) == _in_time(other, within))
            case BetterNeverDelays(later=later):
                return self._compared(sentence, lambda one, better: better <= one + later)
            case TimeDoesNotDepend():
                return self._compared(sentence, lambda one, other: one == other)
            case NoDeadEnds():
                return _holds(all(graph.edges))
            case Ctl(formula):
                persons = _whom_a_formula_speaks_of(formula)
                holds = graph.evaluate(formula).issuperset(graph.starts)
                if holds and persons and not graph.satisfying(conjunction(persons)):
                    return Outcome.VACUOUS
                return _holds(holds)
            case _:
                assert_never(sentence)

    def _of_all(self, condition: Condition, test: Callable[[int], bool]) -> Outcome:
        members = self.graph.satisfying(condition)
        if not members and condition != TRUE:
            return Outcome.VACUOUS
        return _holds(all(test(number) for number in members))

    def _allowed(self, actors: tuple[str, ...] | None, *, adverse: bool) -> StepFilter:
        """Time, limits, and the events of these actors (None: of all) and the law, `adverse` ones or not among them."""
        events = self.graph.interpreter.model.events
        by = [event for event in events if actors is None or event.actor in (*actors, LAW)]
        counted = {event.name for event in by if adverse or not event.adverse}
        return lambda step: not isinstance(step, Take) or step.event in counted

    # --- steps into a set, and life courses that avoid one ---

    def _stepping(self, before: StateNumbers, after: StateNumbers, actors: tuple[str, ...] | None) -> StateNumbers:
        """The states of one set with a step into another: one of these actors, limits being the law's; None: any."""
        if actors is None:
            return self.graph.some_next(after) & before
        model = self.graph.interpreter.model

        def is_theirs(step: Step) -> bool:
            match step:
                case Take(event):
                    return model.event[event].actor in actors
                case Expire():
                    return LAW in actors
                case Delay():
                    return False

        edges = self.graph.edges
        return frozenset(n for n in before if any(to in after and is_theirs(step) for step, to in edges[n]))

    def _entering_now(self, places: StateNumbers) -> StateNumbers:
        """The states of the places, which only changes of status lead into, in which a life enters them or begins."""
        place = [clock.name for clock in self.graph.interpreter.model.clocks].index(TIME_IN_STATUS)
        begins = {n for n in self.graph.starts if n in places and not self.graph.states[n].clocks[place]}
        ways = ((n, after) for n, edges in enumerate(self.graph.edges) if n not in places for _, after in edges)
        return frozenset(begins | {after for _, after in ways if after in places})

    def _without(self, condition: StateNumbers) -> StateNumbers:
        """The states of life courses on which the condition never held."""
        seen = {number for number in self.graph.starts if number not in condition}
        queue = list(seen)
        for number in queue:
            for _, after in self.graph.edges[number]:
                if after not in seen and after not in condition:
                    seen.add(after)
                    queue.append(after)
        return frozenset(seen)

    # --- paths ---

    def _with_path(self, sentence: CanReach, target: StateNumbers) -> Callable[[int], bool]:
        allowed = self._allowed(sentence.actors, adverse=sentence.adverse)
        if sentence.despite is not None:
            return _Steering(self.graph, target, allowed, sentence.within).safe(sentence.despite).__contains__
        return self._near(target, sentence.within, allowed).__contains__

    def _near(self, target: StateNumbers, within: int | None, allowed: StepFilter) -> StateNumbers:
        """The states from which allowed steps lead into the target in at most so much time."""
        times = self._times(target, allowed)
        return frozenset(number for number, total in times.items() if within is None or total <= within)

    def _times(self, target: StateNumbers, allowed: StepFilter) -> dict[int, int]:
        """The least time that allowed steps take from a state into the target; states without a path are left out."""
        before: list[list[tuple[int, int]]] = [[] for _ in self.graph.states]
        for number, edges in enumerate(self.graph.edges):
            for step, after in edges:
                if allowed(step):
                    before[after].append((number, 1 if isinstance(step, Delay) else 0))
        time = dict.fromkeys(target, 0)
        queue = deque(target)
        while queue:
            number = queue.popleft()
            for earlier, length in before[number]:
                total = time[number] + length
                if total < time.get(earlier, total + 1):
                    time[earlier] = total
                    (queue.append if length else queue.appendleft)(earlier)
        return time

    def _compared(self, sentence: PairSentence, agree: Callable[[float, float], bool]) -> Outcome:
        """Whether the least times of all two states that are compared agree.

        Raises `BudgetExceededError` where that depends on states with clocks at their ceilings: they may be reached at
        different readings only, and then are not compared.
        """
        certain = [agree(one, other) for one, other in self._pairs(sentence, certainly=True)]
        if not all(certain):
            return Outcome.VIOLATED
        perhaps = [agree(one, other) for one, other in self._pairs(sentence, certainly=False)]
        if not all(perhaps) or (perhaps and not certain):
            raise BudgetExceededError("two persons may or may not have the same readings of all clocks")
        return _of_pairs(certain)

    def _pairs(self, sentence: PairSentence, *, certainly: bool) -> Iterator[tuple[float, float]]:
        """For two reachable states that are compared, the lower or that before the change first, the least time of
        each; infinite where there is no path. `certainly`: only those that show the same readings without doubt."""
        place = [a.name for a in self.graph.interpreter.model.attributes].index(sentence.attribute)
        times = self._times(self.graph.satisfying(sentence.target), self._allowed(sentence.among.actors, adverse=False))
        change = sentence.change if isinstance(sentence, BetterNeverBlocks | BetterNeverDelays) else None
        alike: dict[State, list[tuple[Value, float]]] = {}
        for number in self.graph.satisfying(sentence.among.condition):
            state = self.graph.states[number]
            if certainly and any(map(eq, state.clocks, self.limits)):
                continue
            rest = state._replace(attributes=(*state.attributes[:place], *state.attributes[place + 1 :]))
            alike.setdefault(rest, []).append((state.attributes[place], times.get(number, INFINITE)))
        for group in alike.values():
            if change is not None:
                before, after = ([time for value, time in group if value == v] for v in (change.before, change.after))
                yield from itertools.product(before, after)
                continue
            group.sort()
            yield from ((low, high) for i, (_, low) in enumerate(group) for _, high in group[i + 1 :])

    # --- must reach ---

    def _escaping(self, target: StateNumbers, within: int | None) -> StateNumbers:
        """The states from which some life course never meets the target, or not in time.

        A life course goes on for ever in time or ends in a dead end.
        """
        away = self.graph.everything - target
        stuck = frozenset(number for number in away if not self.graph.edges[number])
        if within is None:
            return self.graph.some_until(away, stuck | self._endless(away))
        late = self._delayed(away, self.graph.everything)
        for _ in range(within):
            late = self._delayed(away, self.graph.some_until(away, late))
        return self.graph.some_until(away, stuck | late)

    def _delayed(self, members: StateNumbers, after: StateNumbers) -> StateNumbers:
        """The members where time can pass, into the set `after`."""
        edges = self.graph.edges
        return frozenset(n for n in members if any(isinstance(step, Delay) and a in after for step, a in edges[n]))

    def _endless(self, away: StateNumbers) -> StateNumbers:
        """The states with a life course inside `away` on which time never stops: a greatest fixpoint."""
        current = away
        while True:
            smaller = self.graph.some_until(away, self._delayed(away, current))
            if smaller == current:
                return current
            current = smaller


class _Steering:
    """The states from which one can steer to the target although so many adverse events hit at the worst moments.

    The steps taken on the way are allowed, non-adverse steps and time; adverse events of every actor may hit.
    """

    def __init__(self, graph: Graph, target: StateNumbers, allowed: StepFilter, within: int | None) -> None:
        events = graph.interpreter.model.event
        self.graph, self.target, self.within = graph, target, within
        self.is_adverse: StepFilter = lambda step: isinstance(step, Take) and events[step.event].adverse
        self.is_taken = allowed

    def safe(self, setbacks: int) -> StateNumbers:
        """The states that withstand so many, with all the time there is."""
        times = range(1 if self.within is None else self.within + 1)
        layers = [self.graph.everything for _ in times]  # W(-1): nothing is asked where no setback is left
        for _ in range(setbacks + 1):
            steered: list[StateNumbers] = []
            for time in times:
                earlier = steered[time - 1] if time else None
                steered.append(self._steered(self._spared(layers[time]), earlier))
            layers = steered
        return layers[-1]

    def _spared(self, harmless: StateNumbers) -> StateNumbers:
        """The states where every adverse event leads into the set."""
        return frozenset(
            number
            for number, edges in enumerate(self.graph.edges)
            if all(after in harmless for step, after in edges if self.is_adverse(step))
        )

    def _steered(self, through: StateNumbers, a_unit_less: StateNumbers | None) -> StateNumbers:
        """The states with a way of taken steps to the target through the set; a unit of time leads one layer down."""
        result = set(self.target)
        grown = True
        while grown:
            found = {n for n in through - result if self._leads(self.graph.edges[n], result, a_unit_less)}
            result |= found
            grown = bool(found)
        return frozenset(result)

    def _leads(self, edges: Iterable[tuple[Step, int]], here: set[int], a_unit_less: StateNumbers | None) -> bool:
        for step, after in edges:
            if isinstance(step, Delay) and self.within is not None:
                if a_unit_less is not None and after in a_unit_less:
                    return True
            elif after in here and self.is_taken(step):
                return True
        return False


def _holds(truth: bool) -> Outcome:
    return Outcome.HOLDS if truth else Outcome.VIOLATED


def _in_time(time: float, within: int | None) -> bool:
    """True iff there is a path, which takes at most so long."""
    return time <= within if within is not None else time < INFINITE


def _of_pairs(answers: list[bool]) -> Outcome:
    return _holds(all(answers)) if answers else Outcome.VACUOUS


def _asked_first(conclusion: Condition) -> list[Condition]:
    """The premises of a conclusion that is an implication, and whose conclusion may be one."""
    found: list[Condition] = []
    while isinstance(conclusion, Implies | NamedCondition):
        if isinstance(conclusion, Implies):
            found.append(conclusion.premise)
            conclusion = conclusion.conclusion
        else:
            conclusion = conclusion.body
    return found


def _whom_a_formula_speaks_of(formula: Formula) -> list[Condition]:
    """The premises of AG (a implies …)."""
    found: list[Condition] = []
    if not isinstance(formula, CtlUntil) or not (formula.every and formula.weak) or formula.right != CtlState(FALSE):
        return found
    formula = formula.left
    while isinstance(formula, CtlOr) and len(formula.formulas) == 2 and isinstance(formula.formulas[0], CtlNot):
        premise = formula.formulas[0].formula
        if not isinstance(premise, CtlState):
            return found
        found.append(premise.condition)
        formula = formula.formulas[1]
    return [*found, *_asked_first(formula.condition)] if isinstance(formula, CtlState) else found
