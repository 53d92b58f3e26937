"""CTL formulas as questions that have evidence: what to ask so that the answer is the formula's.

To be believed like `system.questions`: what is asked here is what is proved. A formula is read at the starts (every
start has it) or at all reachable states (AG), where it becomes

* `Safety` for AG of a condition and, along a condition, for A[a W b];
* `Path` for AG (a implies EF b), and for AG (a implies E[b U c]) of what does not depend on time;
* `Witness`, whose *no* is asked for, for AG (a implies AG b);
* `Inevitable` for AG (a implies AF b), of which only *no* counts: endless changes in no time are paths of CTL too.

Nested operators are asked about a *marked* model: an added yes-or-no, and an added event that may set it wherever a
condition holds and that nobody takes note of. With one start a formula holds iff its negation does not.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    InStatus,
    Number,
    clocks_of,
    comparison,
    conjunction,
    disjunction,
    implication,
    in_status,
    negation,
)
from bcm_formal.model.model import (
    Assignment,
    Attribute,
    CtlAnd,
    CtlOr,
    CtlState,
    CtlUntil,
    Event,
    EventKind,
    Formula,
    Model,
    MustReach,
    Origin,
    Requirement,
    Start,
)
from bcm_formal.model.types import Duration, Value, YesNo
from bcm_formal.system.questions import Inevitable, Path, Question, Safety, Witness, per_status, question_of
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import OBSERVER, State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.ctl_formulas import (
    NO,
    YES,
    both,
    either,
    inside_always_globally,
    inside_exists_finally,
    opposite,
    simplified,
)

MOST_STARTS = 8
"""so many starts are taken one by one, if that helps"""
LISTED = 4096


@dataclass(frozen=True)
class Asked:
    """The formula holds iff the answer to `question` is yes (`negated`: no). `only`: no other answer says anything."""

    question: Question
    negated: bool = False
    only: Outcome | None = None


@dataclass(frozen=True)
class Joined:
    """The formula holds iff every plan does (or, if not `every`, some plan)."""

    every: bool
    plans: tuple[Plan, ...]


Plan = Asked | Joined


def plan_of(system: TransitionSystem, formula: Formula) -> Plan | None:
    """What to ask to know whether every start satisfies the formula; None: no questions say it."""
    return _starting(system, simplified(system, formula))


def is_complete(plan: Plan) -> bool:
    """True iff every answer counts."""
    return plan.only is None if isinstance(plan, Asked) else all(is_complete(part) for part in plan.plans)


# --- at the starts ---


def _starting(system: TransitionSystem, formula: Formula) -> Plan | None:
    """Every start satisfies the formula."""
    plan = _directly(system, formula)
    shown_by_a_course = isinstance(formula, CtlUntil) and not formula.every and not formula.weak
    if plan is not None and is_complete(plan) and not shown_by_a_course:
        return plan
    starts = starts_of(system)
    if starts is None:
        return plan
    if not starts:
        return Asked(Safety(system, per_status(system, initial(system))))
    if len(starts) == 1:
        contrary = _directly(system, opposite(formula))
        better = None if contrary is None else flipped(contrary)
        return better if plan is None or (better is not None and is_complete(better)) else plan
    if plan is not None and is_complete(plan):
        return plan
    one_by_one = [_starting(_from(system, start), formula) for start in starts]
    whole = _joined(True, one_by_one)
    return whole if plan is None or (whole is not None and is_complete(whole)) else plan


def _directly(system: TransitionSystem, formula: Formula) -> Plan | None:
    match formula:
        case CtlState(condition):
            return Asked(Safety(system, _meeting(system, initial(system), negation(condition))))
        case CtlAnd(parts):
            return _joined(True, [_starting(system, part) for part in parts])
        case CtlOr((CtlState(condition), *rest)):
            return _starting(_begun(system, negation(condition)), either(*rest))
        case CtlUntil(True, True, CtlState(left), CtlState(right)) if right != FALSE:
            bad = conjunction((negation(left), negation(right)))
            return Asked(Safety(system, per_status(system, bad), per_status(system, negation(right))))
        case CtlUntil(True, False, left, CtlState(goal)) if left == YES:
            return Asked(_must_reach(system, initial(system), goal), only=Outcome.VIOLATED)
        case CtlUntil(False, False, CtlState(left), CtlState(right)) if left != TRUE:
            return _until(system, initial(system), left, right)
        case _:
            if (target := inside_exists_finally(formula)) is not None:
                return _reaching(system, initial(system), target)
            if (always := inside_always_globally(formula)) is not None:
                return globally(system, TRUE, always)
            return None


def flipped(plan: Plan) -> Plan:
    """The plan for the negation, where there is one start."""
    if isinstance(plan, Asked):
        return replace(plan, negated=not plan.negated)
    return Joined(not plan.every, tuple(flipped(part) for part in plan.plans))


def _joined(every: bool, plans: list[Plan | None]) -> Plan | None:
    whole = tuple(plan for plan in plans if plan is not None)
    if len(whole) < len(plans):
        return None
    return whole[0] if len(whole) == 1 else Joined(every, whole)


# --- at all reachable states ---


def globally(system: TransitionSystem, where: Condition, formula: Formula) -> Plan | None:
    """AG (where implies formula)."""
    match formula:
        case CtlState(condition):
            return Asked(Safety(system, per_status(system, conjunction((where, negation(condition))))))
        case CtlAnd(parts):
            return _joined(True, [globally(system, where, part) for part in parts])
        case CtlOr((CtlState(condition), rest)):
            return globally(system, conjunction((where, negation(condition))), rest)
        case CtlUntil(True, True, CtlState(left), right) if right == NO:
            return Asked(Witness(system, per_status(system, where), per_status(system, negation(left)), None), True)
        case CtlUntil(True, True, left, right) if right == NO:
            if where == TRUE:
                return globally(system, TRUE, left)
            seen, mark = marked(system, where)
            return globally(seen, mark, left)
        case CtlUntil(True, True, CtlState(left), CtlState(right)):
            return _waiting(system, where, left, right)
        case CtlUntil(True, False, left, CtlState(goal)) if left == YES:
            return Asked(_must_reach(system, where, goal), only=Outcome.VIOLATED)
        case CtlUntil(False, False, CtlState(left), CtlState(right)) if left != TRUE:
            return _until(system, where, left, right)
        case _:
            target = inside_exists_finally(formula)
            return None if target is None else _reaching(system, where, target)


def _waiting(system: TransitionSystem, where: Condition, left: Condition, right: Condition) -> Plan:
    """AG (where implies A[left W right])."""
    neither = conjunction((negation(left), negation(right)))
    if where == TRUE:
        return Asked(Safety(system, per_status(system, neither)))
    seen, mark = marked(system, where)
    bad = per_status(seen, conjunction((mark, neither)))
    return Asked(Safety(seen, bad, per_status(seen, disjunction((negation(mark), negation(right))))))


def _reaching(system: TransitionSystem, where: Condition, goal: Formula) -> Plan | None:
    """AG (where implies EF goal)."""
    match goal:
        case CtlState(condition):
            return Asked(Path(system, per_status(system, where), per_status(system, condition), None))
        case CtlAnd((CtlState(condition), rest)) if (further := inside_exists_finally(rest)) is not None:
            seen, mark = marked(system, condition)
            return _reaching(seen, conjunction((where, negation(mark))), both(CtlState(mark), further))
        case _:
            return None


def _until(system: TransitionSystem, where: Condition, left: Condition, right: Condition) -> Plan | None:
    """AG (where implies E[left U right])."""
    if clocks_of(left) or clocks_of(right):
        return None  # time could lead out of `left` and into `right`
    inside, mark = confined(system, where, left)
    begins = per_status(inside, conjunction((mark, where)))
    return Asked(Path(inside, begins, per_status(inside, right), None))


def _must_reach(system: TransitionSystem, where: Condition, goal: Condition) -> Inevitable:
    question = question_of(system, MustReach(where, goal))
    assert isinstance(question, Inevitable)
    return question


# --- models that are asked about ---


def initial(system: TransitionSystem) -> Condition:
    """True of the start states alone."""
    model = system.model
    given: list[Condition] = [
        comparison("=", ClockTerm(clock.name), Number(clock.start, Duration())) for clock in model.clocks
    ]
    given += [_has(item, item.start) for item in model.attributes if item.start is not None]
    begun = [conjunction((InStatus(start.statuses), start.condition)) for start in model.starts]
    return conjunction((disjunction(begun), *given))


def _has(attribute: Attribute, value: Value) -> Condition:
    if isinstance(attribute.kind, YesNo):
        return Flag(attribute.name) if value else negation(Flag(attribute.name))
    return Comparison("=", AttributeTerm(attribute.name, attribute.kind), Number(int(value), attribute.kind))


def _meeting(system: TransitionSystem, where: Condition, also: Condition) -> dict[str, Condition]:
    return per_status(system, conjunction((where, also)))


def starts_of(system: TransitionSystem) -> tuple[State, ...] | None:
    """The start states, if they are few; None: there are more, or too many values to look through."""
    found: dict[State, None] = {}
    try:
        for number, state in enumerate(Interpreter(system.model).start_states()):
            found[state] = None
            if len(found) > MOST_STARTS or number > LISTED:
                return None
    except UnboundedChoiceError:
        return None
    return tuple(found)


def _begun(system: TransitionSystem, condition: Condition) -> TransitionSystem:
    """The same, begun only by those who meet the condition."""
    starts = tuple(
        Start((status,), conjunction((in_status(start.condition, status), in_status(condition, status))), start.span)
        for start in system.model.starts
        for status in start.statuses
    )
    return TransitionSystem(replace(system.model, starts=starts))


def _from(system: TransitionSystem, state: State) -> TransitionSystem:
    """The same, with one start."""
    model = system.model
    given = [_has(item, value) for item, value in zip(model.attributes, state.attributes, strict=True)]
    return TransitionSystem(
        replace(model, starts=(Start((state.status,), conjunction(given), model.starts[0].span),)),
    )


def marked(system: TransitionSystem, condition: Condition) -> tuple[TransitionSystem, Condition]:
    """The model with a mark that may be set wherever the condition holds, and the mark."""
    model = system.model
    name = _unused(model, "marked")
    span = model.statuses[0].span
    statuses = tuple(status for status in system.statuses if in_status(condition, status) != FALSE)
    event = Event(
        _unused(model, f"mark_{name}"),
        "what the property speaks of is met",
        EventKind.EVENT,
        statuses,
        None,
        OBSERVER,
        False,
        (Requirement(condition, "", Origin(), span),),
        (Assignment(name, TRUE, span),),
        Origin(),
        span,
    )
    mark = Attribute(name, name, YesNo(), False, False, Origin(), span)
    changed = replace(model, attributes=(*model.attributes, mark), events=(*model.events, event))
    return TransitionSystem(changed), Flag(name)


def confined(system: TransitionSystem, where: Condition, left: Condition) -> tuple[TransitionSystem, Condition]:
    """The model with a mark that may be set in `where`; whoever has it can change something in `left` only."""
    seen, mark = marked(system, where)
    kept = implication(mark, left)
    model = seen.model
    span = model.statuses[0].span
    events = tuple(
        event
        if event.actor == OBSERVER
        else replace(event, requirements=(*event.requirements, Requirement(kept, "", event.origin, span)))
        for event in model.events
    )
    # Without their limits people may wait outside `left`, which changes nothing that `left` and `right` read.
    limits = tuple(replace(limit, condition=conjunction((limit.condition, kept))) for limit in model.limits)
    return TransitionSystem(replace(model, events=events, limits=limits)), mark


def _unused(model: Model, name: str) -> str:
    taken = {*model.attribute, *model.clock, *model.event, *model.limit}
    return next(word for number in itertools.count() if (word := f"{name}{number or ''}") not in taken)
