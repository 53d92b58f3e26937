"""Property sentences in normal form: what exactly has to be decided.

Trusted: engines answer these questions and the checker checks the answers against the very same ones. There are
three kinds, over a status graph that may carry an observer (below):

* `Safety`: no reachable state is bad.
* `Path`: from every reachable state in `origin` the goal can be reached by the moves that count.
* `Witness`: from some reachable state in `origin` the goal can be reached by the moves that count, or from none.

Which moves count is a `Help`. Adverse events are none on a path that everybody is to have, unless the sentence says so.

**Observer clock.** A bound `within D` is measured by an added clock that always runs, and an added event that sets
it to zero at any moment and that no path may use. Every reachable state is then also reachable with the clock at
zero, and a path from there meets the goal in time iff it meets `goal and clock at most D`. So a bounded question is
an unbounded one about the observed model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never
from weakref import WeakKeyDictionary

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    ClockTerm,
    Condition,
    Flag,
    Number,
    comparison,
    conjunction,
    disjunction,
    in_status,
    negation,
    total,
)
from bcm_formal.model.sentence_conditions import entered_now
from bcm_formal.model.sentences import (
    BetterNeverBlocks,
    BetterNeverDelays,
    CanReach,
    Change,
    Ctl,
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
from bcm_formal.model.types import Duration
from bcm_formal.records import dataclass
from bcm_formal.system.derived.recipe import derived, recipe_of
from bcm_formal.system.derived.steps import (
    Bounded,
    Entered,
    Observed,
    Unobserved,
    bound_clock,
    entry_mark_of,
    observer_clock,
)
from bcm_formal.system.help import EVERYTHING, NO_LUCK, Help
from bcm_formal.system.state import OBSERVER
from bcm_formal.system.transition_system import ZERO, TransitionSystem, before_delay, before_move

Conditions = Mapping[str, Condition]
"""a condition for each status; statuses not named: false"""


@dataclass(frozen=True)
class Safety:
    """No reachable state of `system` satisfies `bad`.

    With `along`, only life courses count that satisfy it in every state, at every unit of time, the bad one included.
    """

    system: TransitionSystem
    bad: Conditions
    along: Conditions | None = None


@dataclass(frozen=True)
class Path:
    """From every reachable state in `origin`, time and the moves that count can lead into `goal`.

    With `along`, only paths count that satisfy it in every state, at every unit of time, before the goal.
    """

    system: TransitionSystem
    origin: Conditions
    goal: Conditions
    help: Help
    along: Conditions | None = None


@dataclass(frozen=True)
class Witness:
    """From some reachable state in `origin`, time and the moves that count can lead into `goal`.

    `denied`: from none.
    """

    system: TransitionSystem
    origin: Conditions
    goal: Conditions
    help: Help
    denied: bool = False


@dataclass(frozen=True)
class Robust:
    """From every reachable state in `origin` the person can steer into `goal` by time and the moves that count, none of
    them adverse, although up to `setbacks` adverse events hit at the worst moments."""

    system: TransitionSystem
    origin: Conditions
    goal: Conditions
    help: Help
    setbacks: int


@dataclass(frozen=True)
class Inevitable:
    """Every life course that goes on from a reachable state in `origin` meets `goal`, within `within` if given.

    `system` carries the observer clock `clock`; `origin` asks that it is zero.
    """

    system: TransitionSystem
    origin: Conditions
    goal: Conditions
    within: int | None
    clock: str


@dataclass(frozen=True)
class TimeBound:
    """Time counts from where the observer's `clock` is zero; a path counts that meets the goal at or before `bound`,
    which is a number or a clock that stands for ever."""

    clock: str
    bound: Number | ClockTerm


@dataclass(frozen=True)
class Pairs:
    """Of two reachable states that differ only in `attribute`, if time and the moves that count can lead the first into
    `goal`, so they can the second.

    `raised`: the second has the higher value; with a `change`, the first has the value before it, the second that
    after it; else they are any two values. With `among`, only pairs count whose first state is among them. With
    `within`, only paths count that keep to it, the second's to `later` steps more, which may be less than none. Where
    its bound is left open (a clock that starts with any reading, equal for both), this says of every bound at once that
    the second has a path within it, and `later`, if the first has one within it: so that its least time is at most
    `later` steps greater.
    """

    system: TransitionSystem
    attribute: str
    raised: bool
    goal: Conditions
    help: Help
    within: TimeBound | None = None
    among: Conditions | None = None
    change: Change | None = None
    later: int = 0

    @property
    def arrival(self) -> Conditions:
        """The states in which a path of the first that counts may end."""
        return self._arrival(0)

    @property
    def second_arrival(self) -> Conditions:
        """The states in which a path of the second that counts may end."""
        return self._arrival(self.later)

    def _arrival(self, later: int) -> Conditions:
        if self.within is None:
            return self.goal
        latest = total((self.within.bound, Number(later, Duration())))
        in_time = comparison("<=", ClockTerm(self.within.clock), latest)
        return {status: conjunction((condition, in_time)) for status, condition in self.goal.items()}


@dataclass(frozen=True)
class CtlQuestion:
    """Every start satisfies the formula, read over maximal paths whose steps are one change or one unit of time."""

    system: TransitionSystem
    formula: Formula


Question = Safety | Path | Witness | Robust | Inevitable | Pairs | CtlQuestion


def per_status(system: TransitionSystem, condition: Condition) -> dict[str, Condition]:
    """The condition for each status in which it can be true at all."""
    folded = {status: in_status(condition, status) for status in system.statuses}
    return {status: part for status, part in folded.items() if part != FALSE}


def question_of(system: TransitionSystem, sentence: Sentence) -> Question:
    """The question a sentence asks of a model."""
    match sentence:
        case NoPerson(condition):
            return Safety(system, per_status(system, condition))
        case EveryHas(condition, conclusion):
            return Safety(system, per_status(system, conjunction((condition, negation(conclusion)))))
        case EveryEntering(_, conclusion) | EveryLeaving(_, conclusion):
            return Safety(system, before_step(system, sentence, negation(conclusion)))
        case NoDeadEnds():
            return Safety(system, {status: negation(system.can_proceed(status)) for status in system.statuses})
        case CanReach(condition, target, within, _, despite):
            path = Path(*_way(system, condition, target, within), help_of(sentence))
            return path if despite is None else Robust(path.system, path.origin, path.goal, path.help, despite)
        case SomeCanReach(condition, target, within):
            return Witness(*_way(system, condition, target, within), help_of(sentence))
        case NoneCanReach(condition, target, within):
            return Witness(*_way(system, condition, target, within), help_of(sentence), denied=True)
        case MustReach(condition, target, within):
            clock = observer_clock(system.model)
            seen = with_observer(system)
            begins = conjunction((condition, comparison("=", ClockTerm(clock), ZERO)))
            return Inevitable(seen, per_status(seen, begins), per_status(seen, target), within, clock)
        case OnlyAfter(target, condition):
            before = negation(condition)
            bad = per_status(system, conjunction((target, before)))
            return Safety(system, bad, per_status(system, before))
        case BetterNeverBlocks() | DoesNotDepend() | BetterNeverDelays() | TimeDoesNotDepend():
            return _pairs(system, sentence)
        case TimeFrom():
            return _time_from(system, sentence)
        case Ctl(formula):
            return CtlQuestion(system, formula)


PathSentence = CanReach | SomeCanReach | NoneCanReach | TimeFrom | PairSentence


def help_of(sentence: PathSentence) -> Help:
    """Whose moves count on the paths that a sentence speaks of."""
    match sentence:
        case CanReach() | SomeCanReach():
            return Help(sentence.actors, sentence.adverse)
        case NoneCanReach():
            return Help(sentence.actors)
        case TimeFrom():
            return NO_LUCK
        case BetterNeverBlocks() | DoesNotDepend() | BetterNeverDelays() | TimeDoesNotDepend():
            return Help(sentence.among.actors, adverse=False)
        case _:
            assert_never(sentence)


def time_goes_on(system: TransitionSystem) -> Path:
    """The question whose *yes* says that no timelock is reachable, where time stands still for ever: from every state
    some path leads to where time can pass, or to a dead end."""
    goal = {s: disjunction((system.time_can_pass(s), negation(system.can_proceed(s)))) for s in system.statuses}
    return Path(system, dict.fromkeys(system.statuses, TRUE), goal, EVERYTHING)


StepSentence = EveryEntering | EveryLeaving


def before_step(system: TransitionSystem, sentence: StepSentence, also: Condition) -> dict[str, Condition]:
    """The states with `also` from which a step leads that the sentence speaks of."""
    result = {
        status: conjunction((before, in_status(also, status), leads))
        for status, (before, leads) in _leading(system, sentence).items()
    }
    return {status: condition for status, condition in result.items() if condition != FALSE}


def step_between(sentence: StepSentence) -> tuple[Condition, Condition]:
    """The states before, and those after, the steps that a sentence speaks of."""
    match sentence:
        case EveryEntering(target, _, origin):
            return conjunction((negation(target), origin)), target
        case EveryLeaving(origin):
            return origin, negation(origin)
        case _:
            assert_never(sentence)


_LEADING: WeakKeyDictionary[
    TransitionSystem, dict[int, tuple[StepSentence, dict[str, tuple[Condition, Condition]]]]
] = WeakKeyDictionary()
"""by the identity of a sentence, which is kept so that no other gets it: equal ones may differ in how they are told"""


def _leading(system: TransitionSystem, sentence: StepSentence) -> Mapping[str, tuple[Condition, Condition]]:
    """For each status (that a state is one before the steps, that a step leads from it to one after them): one change,
    or, where it does not matter whose steps they are, one unit of time."""
    known = _LEADING.setdefault(system, {})
    if id(sentence) not in known:
        before, after = step_between(sentence)
        found: dict[str, tuple[Condition, Condition]] = {}
        for status in system.statuses:
            here = in_status(before, status)
            if here == FALSE:
                continue
            ways = [
                conjunction((move.guard, before_move(system, move, after)))
                for move in system.moves_from[status]
                if sentence.actors is None or move.actor in sentence.actors
            ]
            if sentence.actors is None:
                later = before_delay(system, status, in_status(after, status), Number(1, Duration()))
                ways.append(conjunction((system.time_can_pass(status), later)))
            found[status] = (here, disjunction(ways))
        known[id(sentence)] = (sentence, found)
    return known[id(sentence)][1]


def _way(
    system: TransitionSystem, condition: Condition, target: Condition, within: int | None
) -> tuple[TransitionSystem, Conditions, Conditions]:
    """The system, the origin and the goal of a path."""
    if within is not None:
        clock = observer_clock(system.model)
        system = with_observer(system)
        condition = conjunction((condition, comparison("=", ClockTerm(clock), ZERO)))
        target = conjunction((target, comparison("<=", ClockTerm(clock), Number(within, Duration()))))
    return system, per_status(system, condition), per_status(system, target)


def entering_now(system: TransitionSystem, origin: Condition) -> tuple[TransitionSystem, Condition]:
    """A status graph with a mark, and which of its states are those of lives that just enter, or begin in, the statuses
    of the origin."""
    mark = Flag(entry_mark_of(system.model))
    return derived(system, Entered(origin)), conjunction((origin, mark, entered_now()))


def _time_from(system: TransitionSystem, sentence: TimeFrom) -> Path | Witness:
    system, begins = entering_now(system, sentence.origin)
    if sentence.at_least:
        return Witness(*_way(system, begins, sentence.target, sentence.bound - 1), help_of(sentence), denied=True)
    return Path(*_way(system, begins, sentence.target, sentence.bound), help_of(sentence))


def _pairs(system: TransitionSystem, sentence: PairSentence) -> Pairs:
    ordered = sentence if isinstance(sentence, BetterNeverBlocks | BetterNeverDelays) else None
    change = None if ordered is None else ordered.change
    within: TimeBound | None = None
    match sentence:
        case BetterNeverBlocks(_, _, bound) | DoesNotDepend(_, _, bound):
            if bound is not None:
                clock, system = observer_clock(system.model), with_observer(system)
                within = TimeBound(clock, Number(bound, Duration()))
        case BetterNeverDelays() | TimeDoesNotDepend():
            clock, system = observer_clock(system.model), with_observer(system)
            within = TimeBound(clock, ClockTerm(bound_clock(system.model)))
            system = derived(system, Bounded())
        case _:
            assert_never(sentence)
    goal = per_status(system, sentence.target)
    return Pairs(
        system,
        sentence.attribute,
        ordered is not None and change is None,
        goal,
        help_of(sentence),
        within,
        None if sentence.among.condition == TRUE else per_status(system, sentence.among.condition),
        change,
        sentence.later if isinstance(sentence, BetterNeverDelays) else 0,
    )


def at_any_time(question: Pairs) -> Pairs:
    """The question whether there is a path at all, about the model without the clocks of its time bound."""
    recipe = recipe_of(question.system)
    steps = recipe.steps[:-1] if recipe.steps and recipe.steps[-1] == Bounded() else recipe.steps
    return replace(question, system=without_observer(replace(recipe, steps=steps).system), within=None)


def with_observer(system: TransitionSystem) -> TransitionSystem:
    """The status graph of the model with an observer clock (see above), the same each time."""
    return derived(system, Observed())


def without_observer(system: TransitionSystem) -> TransitionSystem:
    """The status graph without the clock and the event of `with_observer`, the same each time; one without them is
    returned as it is."""
    recipe = recipe_of(system)
    if recipe.steps and recipe.steps[-1] == Observed():
        return without_observer(replace(recipe, steps=recipe.steps[:-1]).system)
    return derived(system, Unobserved()) if any(event.actor == OBSERVER for event in system.model.events) else system
