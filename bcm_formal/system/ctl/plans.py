"""CTL formulas as questions that have evidence: what to ask so that the answer is the formula's.

Trusted like `system.questions`: what is asked here is what is proved. A formula is read at the starts (every
start has it) or at all reachable states (AG), where it becomes

* `Safety` for AG of a condition and, along a condition, for A[a W b];
* `Path` for AG (a implies EF b), and, along b, for AG (a implies E[b U c]);
* `Witness`, whose *no* is asked for, for AG (a implies AG b);
* `Inevitable` for AG (a implies AF b), of a *slowed* model: endless changes in no time are paths of CTL too.

Nested operators are asked about a *marked* model (see `models`). With one start a formula holds iff its negation does
not. Nothing is searched for here: measures that may fall on the way to a goal are proposed by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    Condition,
    Term,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.sentences import CtlAnd, CtlNext, CtlNot, CtlOr, CtlState, CtlUntil, Formula, MustReach
from bcm_formal.model.types import Integer
from bcm_formal.records import dataclass
from bcm_formal.system.ctl.formulas import (
    NO,
    YES,
    either,
    inside_always_globally,
    inside_exists_finally,
    opposite,
    simplified,
)
from bcm_formal.system.ctl.models import initial, marked, slowed, starting_in, starting_where, starts_of
from bcm_formal.system.ctl.remembering import remembered
from bcm_formal.system.ctl.steps import falling
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Inevitable, Path, Question, Safety, Witness, per_status, question_of
from bcm_formal.system.transition_system import TransitionSystem

Propose = Callable[[TransitionSystem, Condition, Condition], Mapping[str, tuple[Term, ...]] | None]
"""Measures for each status that may fall on every way from a condition to a goal. Nothing is believed of them: whether
they fall is asked."""


@dataclass(frozen=True)
class ByQuestion:
    """The formula holds iff the answer to `question` is yes (`negated`: no)."""

    question: Question
    negated: bool = False
    before: tuple[tuple[Question, bool], ...] = ()
    """to be asked before: the answer given with each (true: yes), if it is that, is the answer to `question`"""


@dataclass(frozen=True)
class Joined:
    """The formula holds iff every plan does (or, if not `every`, some plan).

    `partial`: there are parts that no plan is for. Then one plan that fails (or holds) settles it, and no others do.
    """

    every: bool
    plans: tuple[Plan, ...]
    partial: bool = False


Plan = ByQuestion | Joined


def plan_of(system: TransitionSystem, formula: Formula, propose: Propose) -> Plan | None:
    """What to ask to know whether every start satisfies the formula; None: no questions say it."""
    return _starting(system, simplified(system, formula), propose)


def at_once(system: TransitionSystem, formula: Formula) -> tuple[Plan, Plan]:
    """What may settle a simplified formula without a further step: that every start meets a condition which is enough,
    and that some start fails one which is needed."""
    enough, needed = (
        ByQuestion(Safety(system, per_status(system, conjunction((initial(system), negation(condition))))))
        for condition in (_enough(formula), _needed(formula))
    )
    return Joined(False, (enough,), partial=True), Joined(True, (needed,), partial=True)


@remembered(4096)
def _enough(formula: Formula) -> Condition:
    """A state that meets it satisfies the formula."""
    match formula:
        case CtlState(condition):
            return condition
        case CtlAnd(parts):
            return conjunction(_enough(part) for part in parts)
        case CtlOr(parts):
            return disjunction(_enough(part) for part in parts)
        case CtlUntil(_, _, _, right):
            return _enough(right)
        case CtlNext() | CtlNot():
            return FALSE
        case _:
            assert_never(formula)


@remembered(4096)
def _needed(formula: Formula) -> Condition:
    """Every state that satisfies the formula meets it."""
    match formula:
        case CtlState(condition):
            return condition
        case CtlAnd(parts):
            return conjunction(_needed(part) for part in parts)
        case CtlOr(parts):
            return disjunction(_needed(part) for part in parts)
        case CtlUntil(_, _, left, right):
            return disjunction((_needed(left), _needed(right)))
        case CtlNext() | CtlNot():
            return TRUE
        case _:
            assert_never(formula)


# --- at the starts ---


def _starting(system: TransitionSystem, formula: Formula, propose: Propose) -> Plan | None:
    """Every start satisfies the formula."""
    plan = _directly(system, formula, propose)
    shown_by_a_course = isinstance(formula, CtlUntil) and not formula.every and not formula.weak
    whole = plan is not None and not _is_partial(plan)
    if whole and not shown_by_a_course:
        return plan
    starts = starts_of(system)
    if starts is None:
        return plan
    if not starts:
        return ByQuestion(Safety(system, per_status(system, initial(system))))
    if len(starts) == 1:
        contrary = _directly(system, opposite(formula), propose)
        return plan if contrary is None or (plan is not None and _is_partial(contrary)) else flipped(contrary)
    if whole:
        return plan
    return _joined(True, [_starting(starting_in(system, start), formula, propose) for start in starts]) or plan


def _directly(system: TransitionSystem, formula: Formula, propose: Propose) -> Plan | None:
    match formula:
        case CtlState(condition):
            return ByQuestion(Safety(system, per_status(system, conjunction((initial(system), negation(condition))))))
        case CtlAnd(parts):
            return _joined(True, [_starting(system, part, propose) for part in parts])
        case CtlOr((CtlState(condition), *rest)):
            return _starting(starting_where(system, negation(condition)), either(*rest), propose)
        case CtlOr(parts):  # some holds at every start: not all that could be so
            holding = _joined(False, [_starting(system, part, propose) for part in parts])
            return replace(holding, partial=True) if isinstance(holding, Joined) else None
        case CtlUntil(True, True, CtlState(left), CtlState(right)) if right != FALSE:
            bad = conjunction((negation(left), negation(right)))
            return ByQuestion(Safety(system, per_status(system, bad), per_status(system, negation(right))))
        case CtlUntil(True, False, left, CtlState(goal)) if left == YES:
            return _must_reach(system, initial(system), goal, propose)
        case CtlUntil(False, False, CtlState(left), CtlState(right)) if left != TRUE:
            return _until(system, initial(system), left, right)
        case _:
            if (target := inside_exists_finally(formula)) is not None:
                return _reaching(system, initial(system), target, propose)
            if (always := inside_always_globally(formula)) is not None:
                return globally(system, TRUE, always, propose)
            return None


def flipped(plan: Plan) -> Plan:
    """The plan for the negation, where there is one start."""
    if isinstance(plan, ByQuestion):
        return replace(plan, negated=not plan.negated)
    return Joined(not plan.every, tuple(flipped(part) for part in plan.plans), plan.partial)


def questions_in(plan: Plan) -> Iterator[Question]:
    """All that may be asked for a plan, in order."""
    match plan:
        case ByQuestion(question, _, before):
            yield from (other for other, _ in before)
            yield question
        case Joined(_, plans):
            for part in plans:
                yield from questions_in(part)
        case _:
            assert_never(plan)


def _is_partial(plan: Plan) -> bool:
    return isinstance(plan, Joined) and (plan.partial or any(_is_partial(part) for part in plan.plans))


def _joined(every: bool, plans: list[Plan | None]) -> Plan | None:
    whole = tuple(plan for plan in plans if plan is not None)
    if not whole:
        return None
    return whole[0] if len(plans) == 1 else Joined(every, whole, len(whole) < len(plans))


# --- at all reachable states ---


def globally(system: TransitionSystem, where: Condition, formula: Formula, propose: Propose) -> Plan | None:
    """AG (where implies formula)."""
    match formula:
        case CtlState(condition):
            return ByQuestion(Safety(system, per_status(system, conjunction((where, negation(condition))))))
        case CtlAnd(parts):
            return _joined(True, [globally(system, where, part, propose) for part in parts])
        case CtlOr((CtlState(condition), rest)):
            return globally(system, conjunction((where, negation(condition))), rest, propose)
        case CtlUntil(True, True, CtlState(left), right) if right == NO:
            return ByQuestion(
                Witness(system, per_status(system, where), per_status(system, negation(left)), EVERYTHING), True
            )
        case CtlUntil(True, True, left, right) if right == NO:
            if where == TRUE:
                return globally(system, TRUE, left, propose)
            seen, mark = marked(system, where)
            return globally(seen, mark, left, propose)
        case CtlUntil(True, True, CtlState(left), CtlState(right)):
            return _waiting(system, where, left, right)
        case CtlUntil(True, False, left, CtlState(goal)) if left == YES:
            return _must_reach(system, where, goal, propose)
        case CtlUntil(False, False, CtlState(left), CtlState(right)) if left != TRUE:
            return _until(system, where, left, right)
        case _:
            target = inside_exists_finally(formula)
            return None if target is None else _reaching(system, where, target, propose)


def _waiting(system: TransitionSystem, where: Condition, left: Condition, right: Condition) -> Plan:
    """AG (where implies A[left W right])."""
    neither = conjunction((negation(left), negation(right)))
    if where == TRUE:
        return ByQuestion(Safety(system, per_status(system, neither)))
    seen, mark = marked(system, where)
    bad = per_status(seen, conjunction((mark, neither)))
    return ByQuestion(Safety(seen, bad, per_status(seen, disjunction((negation(mark), negation(right))))))


def _reaching(system: TransitionSystem, where: Condition, goal: Formula, propose: Propose) -> Plan | None:
    """AG (where implies EF goal)."""
    match goal:
        case CtlState(condition):
            path = Path(system, per_status(system, where), per_status(system, condition), EVERYTHING)
            return ByQuestion(path, before=_ranked(system, where, condition, propose))
        case _:
            return None


def _until(system: TransitionSystem, where: Condition, left: Condition, right: Condition) -> Plan:
    """AG (where implies E[left U right])."""
    begins, goal, along = (per_status(system, condition) for condition in (where, right, left))
    return ByQuestion(Path(system, begins, goal, EVERYTHING, along))


def _must_reach(system: TransitionSystem, where: Condition, goal: Condition, propose: Propose) -> Plan:
    """AG (where implies AF goal)."""
    slow, resting = slowed(system)
    before = (*_ranked(system, where, goal, propose), (_inevitable(system, where, goal), False))
    return ByQuestion(_inevitable(slow, conjunction((where, negation(resting))), goal), before=before)


def _ranked(
    system: TransitionSystem, where: Condition, goal: Condition, propose: Propose
) -> tuple[tuple[Question, bool], ...]:
    """A question whose *yes* shows AG (where implies AF goal), if measures that fall on the way are found."""
    if not any(isinstance(item.kind, Integer) for item in system.model.attributes):
        return ()
    measures = propose(system, where, goal)
    return () if measures is None else ((falling(system, where, goal, measures), True),)


def _inevitable(system: TransitionSystem, where: Condition, goal: Condition) -> Inevitable:
    question = question_of(system, MustReach(where, goal))
    assert isinstance(question, Inevitable)
    return question
