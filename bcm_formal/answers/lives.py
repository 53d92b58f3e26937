"""Lives that show a proof of paths at work: somebody the property speaks of, and how they get to the goal.

A life supports no verdict. It begins with somebody who can be met and goes where a guide leads, so it is one that can
be lived. Who can be met is found by going back to the starts, or, where that cannot be computed, by looking around.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property, lru_cache

from bcm_formal.answers.guide import Guide, exactly_held
from bcm_formal.look.exploration import Explored, Explorer, some_starts
from bcm_formal.look.shortening import replayed, shortened
from bcm_formal.look.unsatisfiability import unsatisfiability_of
from bcm_formal.model.expressions import Condition, Rewriting, conjunction, disjunction
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import NoneCanReach, SomeCanReach
from bcm_formal.records import dataclass
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Conditions, Path, Robust, help_of, without_observer
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Parts, State, Step, Take
from bcm_formal.system.transition_system import ZERO, TransitionSystem
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.reachable import Reachable
from bcm_formal.verify.regions.zone import Inexact

MOST = 12
"""lives for one property"""
_LOOKED_AROUND = 1_000
"""states, near the starts or near somebody"""


@dataclass(frozen=True, slots=True)
class Life:
    """A life course of the model without an observer. The property speaks of the person as they are after `begins`
    steps; the steps that follow lead to the goal, by allowed actors and in time, and each of them is needed."""

    trace: Trace
    begins: int
    now: State
    """the person as the property speaks of them"""

    @property
    def until_begin(self) -> Trace:
        """The life up to the moment the property speaks of."""
        return Trace(self.trace.start, self.trace.steps[: self.begins])

    @property
    def onward(self) -> Parts:
        """The steps from the moment the property speaks of."""
        return self.trace.steps[self.begins :]


@dataclass(frozen=True, slots=True)
class Kind:
    """People whom a proof leads in one way: their status, the way, the numbers of the regions they are in."""

    status: str
    way: Hashable
    regions: tuple[int, ...]


@dataclass(frozen=True)
class Lives:
    """`of`: a life for each kind of which somebody can be met. `untold`: kinds of which somebody may be met, but nobody
    was found, or no life, or there are too many."""

    of: tuple[tuple[Kind, Life], ...]
    untold: tuple[Kind, ...]


@dataclass(frozen=True)
class Met:
    """Somebody: where their life began, the steps since, and how they are now."""

    start: State
    steps: Parts
    state: State


def lives_along(people: People, kinds: Sequence[Kind]) -> Lives:
    """Lives of people to the goal."""
    question, guide, interpreter = people.question, people.guide, people.interpreter
    found: list[tuple[Kind, Life]] = []
    untold: list[Kind] = []
    for kind in kinds:
        if len(found) == MOST:
            untold.append(kind)
            continue
        met = people.one_of(kind)
        if met is None:
            continue
        onward = guide.way_from(observed(question, met.state)) if isinstance(met, Met) else None
        if isinstance(met, Met) and onward is not None:
            found.append((kind, life_of(interpreter, met, onward)))
        else:
            untold.append(kind)
    return Lives(tuple(found), tuple(untold))


def life_of(interpreter: Interpreter, person: Met, onward: Parts) -> Life:
    """The life of a person who goes on by these steps; how they came to be as they are is told shortly as well."""
    before = shortened(interpreter, person.start, person.steps, lambda state: state == person.state)
    return Life(Trace(person.start, (*before, *onward)), len(before), person.state)


def observed(question: Path | Robust, state: State) -> State:
    """The state as the question sees it: where it measures time, that begins now."""
    missing = len(question.system.model.clocks) - len(state.clocks)
    return state._replace(clocks=(*state.clocks, *(0,) * missing))


def unmeasured(condition: Condition, status: str, question: Path | Robust, base: TransitionSystem) -> Condition:
    """The condition where the clock that the question measures time with, if any, has just begun."""
    added = {clock.name: ZERO for clock in question.system.model.clocks if clock.name not in base.model.clock}
    return Rewriting(added, {}, status).condition(condition)


def witness_of(model: Model, sentence: SomeCanReach | NoneCanReach, trace: Trace) -> Life | None:
    """A life that shows the sentence as the trace does, without what nothing needs: first of the way to the target,
    then of what comes before. None: the trace does not show it."""
    interpreter = Interpreter(model)
    spoken_of, arrived = interpreter.test(sentence.condition), interpreter.test(sentence.target)
    states = replay(interpreter, trace)
    begins = _first_counted(model, sentence, trace, [spoken_of(state) for state in states])
    if begins is None or not arrived(states[-1]):
        return None
    onward = shortened(interpreter, states[begins], trace.steps[begins:], arrived)

    def leads_on(state: State) -> bool:
        after = replayed(interpreter, state, onward) if spoken_of(state) else None
        return after is not None and arrived(after[-1])

    before = shortened(interpreter, trace.start, trace.steps[:begins], leads_on)
    whole = Trace(trace.start, (*before, *onward))
    return Life(whole, len(before), replay(interpreter, whole)[len(before)])


def _first_counted(
    model: Model, sentence: SomeCanReach | NoneCanReach, trace: Trace, spoken_of: Sequence[bool]
) -> int | None:
    """The earliest moment from which the rest of the trace counts: it is in time and in the hands of those allowed."""
    best: int | None = None
    help = help_of(sentence)
    time = 0
    for index in range(len(trace.steps), -1, -1):
        step = trace.steps[index] if index < len(trace.steps) else None
        event = model.event[step.event] if isinstance(step, Take) else None
        if event and not help.counts(event.actor, event.adverse):
            break
        time += step.steps if isinstance(step, Delay) else 0
        if sentence.within is not None and time > sentence.within:
            break
        best = index if spoken_of[index] else best
    return best


class _Unknown:
    """Whether somebody can be met is not known."""


class People:
    """Finds people whom a question speaks of, by the regions of a proof that they are in."""

    def __init__(self, question: Path | Robust, guide: Guide, somebody: Trace | None) -> None:
        """`somebody` is a life course to somebody the property speaks of, if one is known."""
        self.question, self.guide, self.somebody = question, guide, somebody
        self.base = without_observer(question.system)
        is_same = self.base is question.system
        self.interpreter = guide.interpreter if is_same else Interpreter(self.base.model)
        self._regions: dict[int, Condition] = {}
        self._spoken_of: dict[str, tuple[Met, ...]] = {}

    def near(self, status: str, regions: Sequence[int]) -> Met | None:
        """Somebody near the starts who is in one of these regions of the status."""
        if status not in self._spoken_of:
            test = self.interpreter.test(self.origin[status])
            met = near_the_starts(self.base).get(status, ())
            self._spoken_of[status] = tuple(one for one in met if test(one.state))
        tests = [self.interpreter.test(self._region(number)) for number in regions]
        return next((one for one in self._spoken_of[status] if any(test(one.state) for test in tests)), None)

    def one_of(self, kind: Kind) -> Met | _Unknown | None:
        """Somebody of a kind; None: there is nobody, as far as engines know."""
        near = self.near(kind.status, kind.regions)
        if near is not None:
            return near
        who = conjunction((self.origin[kind.status], disjunction(map(self._region, kind.regions))))
        if self._reachable is not None:
            try:
                course = self._reachable.course_into(self._reachable.compiled.pieces({kind.status: who}))
                return None if course is None else Met(course[0], tuple(course[1]), course[2])
            except (Inexact, BudgetExceededError):
                pass
        test = self.interpreter.test(who)
        return next((met for met in self._seen if met.state.status == kind.status and test(met.state)), _Unknown())

    def may_be_in(self, number: int) -> bool:
        """True iff the question speaks of somebody in the region; also where that is not known."""
        status, compiled = self.guide.regions[number].status, exactly_held(self.base)
        origin, region = self.origin[status], self._region(number)
        if compiled is not None:
            try:
                return bool(compiled.pieces({status: conjunction((origin, region))})[status])
            except (Inexact, BudgetExceededError):
                pass
        return not unsatisfiability_of(self.base).shown(status, region, origin)

    def _region(self, number: int) -> Condition:
        """Who is in a region, in the model without an observer."""
        if number not in self._regions:
            region = self.guide.regions[number]
            self._regions[number] = self._begins(region.condition, region.status)
        return self._regions[number]

    @cached_property
    def origin(self) -> Conditions:
        """Whom the question speaks of, in the model without an observer."""
        return {status: self._begins(condition, status) for status, condition in self.question.origin.items()}

    @cached_property
    def _reachable(self) -> Reachable | None:
        compiled = exactly_held(self.base)
        return None if compiled is None else Reachable(compiled, Budget())

    @cached_property
    def _seen(self) -> tuple[Met, ...]:
        """Who is met near the starts and near somebody of whom the question is known to speak."""
        explorer = Explorer(self.base, EVERYTHING, self.origin.values())
        near = explorer.explore(some_starts(self.base), _LOOKED_AROUND)
        found = [Met(*_way_to(near, state), state) for state in near.states]
        if self.somebody is not None:
            known = replay(self.interpreter, self.somebody)[-1]
            further = explorer.explore((known,), _LOOKED_AROUND)
            for state in further.states:
                steps = (*self.somebody.steps, *_way_to(further, state)[1])
                found.append(Met(self.somebody.start, steps, state))
        return tuple(found)

    def _begins(self, condition: Condition, status: str) -> Condition:
        if self.base is self.question.system:
            return condition
        return unmeasured(condition, status, self.question, self.base)


@lru_cache(maxsize=3)
def near_the_starts(system: TransitionSystem) -> dict[str, tuple[Met, ...]]:
    """For each status who is met when one looks around: first those who need no adverse event, then the quickest."""
    explored = Explorer(system).explore(some_starts(system), _LOOKED_AROUND)
    adverse = {event.name for event in system.model.events if event.adverse}
    cost: dict[State, tuple[int, int, int]] = {}
    found: dict[str, list[Met]] = {}
    for state, (before, step) in explored.arrivals.items():
        hits, time, count = (0, 0, 0) if before is None else cost[before]
        if isinstance(step, Take):
            hits += step.event in adverse
        elif isinstance(step, Delay):
            time += step.steps
        cost[state] = hits, time, count + 1
        found.setdefault(state.status, []).append(Met(*_way_to(explored, state), state))
    return {status: tuple(sorted(met, key=lambda one: cost[one.state])) for status, met in found.items()}


def _way_to(explored: Explored, state: State) -> tuple[State, Parts]:
    steps: list[Step] = []
    before, step = explored.arrivals[state]
    while before is not None and step is not None:
        steps.append(step)
        state = before
        before, step = explored.arrivals[state]
    return state, tuple(steps[::-1])
