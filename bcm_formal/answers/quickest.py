"""The quickest way to a goal from one state, or of anybody: exactly, by the fixpoint that counts time.

What takes the least time is found first (`regions.timed`), so the search may end as soon as all that is left takes
longer. A way is played by the interpreter and nothing of it can be left out; its length is a claim of the engine, as is
that there is no way at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from bcm_formal.look.exploration import Explorer
from bcm_formal.look.shortening import merged, shortened
from bcm_formal.model.expressions import TRUE, Condition
from bcm_formal.model.sentences import CanReach, SomeCanReach
from bcm_formal.records import dataclass
from bcm_formal.system.derived.steps import observer_clock
from bcm_formal.system.help import Help
from bcm_formal.system.questions import Path, help_of, per_status, question_of, with_observer
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Part, Parts, State, time_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.backward import Backward
from bcm_formal.verify.regions.compared import met_by
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.evidence import Concretizer
from bcm_formal.verify.regions.reachable import EFFORT, ConcreteCourse, Reachable
from bcm_formal.verify.regions.timed import Deadline, Timed
from bcm_formal.verify.regions.zone import Inexact

WORK = Budget(work=30_000)
"""what a fixpoint may cost that only words depend on"""


@dataclass(frozen=True, slots=True)
class Quickest:
    """Steps to the goal that take the least time there is; if not `is_exact`, there may be quicker ones."""

    before: Trace | None
    """the life of the person until then; None: it was given"""
    onward: Parts
    is_exact: bool = True

    @property
    def time(self) -> int:
        """How long the steps take."""
        return time_of(self.onward)


@dataclass(frozen=True, slots=True)
class NoWay:
    """The goal cannot be reached at any time."""


@dataclass(frozen=True, slots=True)
class NotFound:
    """Whether the goal can be reached at some time was not found out, for this reason."""

    reason: str


Sought = Quickest | NoWay | NotFound


def quickest_from(
    system: TransitionSystem,
    state: State,
    target: Condition,
    help: Help,
    budget: Budget = WORK,
) -> Sought:
    """The quickest way from a state of `system` (which has no observer) to the target by moves that count."""
    seen: Parts | None = None
    try:
        seen = _some_way(system, state, target, help, budget)
        if seen is None:
            return NoWay()
        onward = _Seeker(system, target, help, budget).onward(state)
        if onward is None:
            raise Inexact
        return Quickest(None, _short(system, state, onward, target))
    except (Inexact, BudgetExceededError) as error:
        found = Quickest(None, _short(system, state, seen, target), False) if seen is not None else None
        return found or _looked_for(system, state, target, help, _reason(error))


def _reason(error: Exception) -> str:
    return str(error) or "the rules count in a way that cannot be computed exactly"


def _some_way(system: TransitionSystem, state: State, target: Condition, help: Help, budget: Budget) -> Parts | None:
    """Steps of any length from a state to the target; None: there are none. Raises `Inexact` and
    `BudgetExceededError`."""
    compiled = Compiled(system)
    back = Backward(compiled, compiled.pieces(per_status(system, target)), system.counting(help), budget)
    concretizer = Concretizer(compiled)

    def is_there(number: int) -> bool:
        region = back.regions[number]
        return region.status == state.status and concretizer.contains(region.zone, region.bdd, state)

    number = back.run(is_there)
    found = None if number is None else concretizer.follow(back, number, state)
    if found is None and not (number is None and back.is_exact):
        raise Inexact
    return None if found is None else tuple(found[0])


def quickest_of_all(system: TransitionSystem, sentence: SomeCanReach, budget: Budget = WORK) -> Sought:
    """The quickest way that anybody has of whom the sentence speaks, whatever bound it has itself."""
    try:
        seeker = _Seeker(system, sentence.target, help_of(sentence), budget)
        found = seeker.soonest(sentence.condition)
    except (Inexact, BudgetExceededError) as error:
        return NotFound(_reason(error))
    if found is None:
        return NoWay()
    (start, before, now), onward = found
    interpreter = Interpreter(system.model)
    came = shortened(interpreter, start, before, lambda state: state == now)
    return Quickest(Trace(start, came), _short(system, now, onward, sentence.target))


def _short(system: TransitionSystem, state: State, onward: Sequence[Part], target: Condition) -> Parts:
    interpreter = Interpreter(system.model)
    return shortened(interpreter, state, merged(onward), interpreter.test(target))


def _looked_for(system: TransitionSystem, state: State, target: Condition, help: Help, reason: str) -> Sought:
    """The quickest way among those seen by looking around."""
    explorer = Explorer(system, help, (target,))
    found = explorer.quickest((state,), explorer.interpreter.test(target))
    return NotFound(reason) if found is None else Quickest(None, _short(system, state, found[1], target), False)


class _Seeker:
    """The fixpoint to one goal with time counted."""

    def __init__(self, system: TransitionSystem, target: Condition, help: Help, budget: Budget) -> None:
        self.observed, self.budget = with_observer(system), budget
        clock = observer_clock(system.model)
        self.compiled = Compiled(self.observed, below_zero=(clock,))
        at_once = question_of(system, CanReach(TRUE, target, 0))
        assert isinstance(at_once, Path)
        goal, moves = self.compiled.pieces(at_once.goal), self.observed.counting(help)
        self.timed = Timed(self.compiled, clock, goal, moves, budget)
        self.concretizer = Concretizer(self.compiled)

    def onward(self, state: State) -> list[Part] | None:
        """The quickest steps from a state; None: there are none. Raises `Inexact` and `BudgetExceededError`."""
        here = state._replace(clocks=(*state.clocks, 0))
        needed = self.timed.run_for(here, self.concretizer)
        if not self.timed.is_exact:
            raise Inexact
        return None if needed is None else self._follow(here, needed)

    def soonest(self, condition: Condition) -> tuple[tuple[State, list[Part], State], list[Part]] | None:
        """The person with the quickest way of all who meet the condition, and that way; None: nobody has one."""
        self.timed.run(lambda _: False)
        if not self.timed.is_exact:
            raise Inexact
        origin = self.compiled.pieces(per_status(self.observed, condition))
        reachable = Reachable(self.compiled, self.budget, EFFORT + 20 * self.timed.cover.looked_at)
        best = reachable.course_into(met_by(self.compiled, origin, self.timed.with_path()))
        if best is None:
            return None
        low, steps = min(self.timed.bounds(status)[0] for status in origin), self._needs(best)
        asked = low
        while low < steps:
            within = {status: self.timed.within(status, asked) for status in origin}
            course = reachable.course_into(met_by(self.compiled, origin, within))
            if course is None:
                low = asked + 1
            else:
                best, steps = course, self._needs(course)
            asked = (low + steps) // 2
        start, before, end = best
        onward = self._follow(end._replace(clocks=(*end.clocks[:-1], 0)), steps)
        return (_without_clock(start), before, _without_clock(end)), onward

    def _needs(self, course: ConcreteCourse) -> int:
        needed = self.timed.needed(course[2], self.concretizer)
        if needed is None:
            raise Inexact
        return needed

    def _follow(self, here: State, steps: int) -> list[Part]:
        deadline = Deadline(self.timed, steps)
        region = self.concretizer.region_of(deadline, here)
        onward = None if region is None else self.concretizer.follow(deadline, region, here)
        if onward is None:
            raise Inexact
        return onward[0]


def _without_clock(state: State) -> State:
    return state._replace(clocks=state.clocks[:-1])
