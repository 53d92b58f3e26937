"""Inner parts of a CTL formula as conditions: computed by regions, each proved to be exactly right where anybody is.

`AG EF …` and its like have certificates; deeper nests do not. But the states that satisfy an inner `E[a U b]` can be
computed and said as a condition S, and two questions with evidence show that S is right: whoever is in S has the path,
and whoever is not has none. With S in its place the formula is one nest less deep. What A[a W b] says inside is the
negation of such a part. Inner parts with EG or AF are not replaced: no certificate shows that something never ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bcm_formal.model.expressions import (
    Condition,
    InStatus,
    clocks_of,
    conjunction,
    disjunction,
    implication,
    negation,
)
from bcm_formal.model.model import CtlAnd, CtlNext, CtlNot, CtlOr, CtlState, CtlUntil, Formula, Requirement
from bcm_formal.system.questions import Path, per_status
from bcm_formal.system.state import OBSERVER
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.ctl_formulas import YES, opposite, simplified
from bcm_formal.verify.ctl_plans import Asked, Plan, globally, marked
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions.ctl import Sets
from bcm_formal.verify.regions.evidence import Wording


@dataclass(frozen=True)
class Replaced:
    """The formula with an inner part replaced, and the plans that show that this is right."""

    formula: Formula
    shown_by: tuple[Plan, ...]


def with_a_part_replaced(system: TransitionSystem, formula: Formula, budget: Budget) -> Replaced | None:
    """A simplified formula with its first innermost part replaced by a condition; None: none can be.

    Raises `Inexact` and `BudgetExceededError`.
    """
    inner = next((part for part in _inner(formula) if part != formula), None)
    if inner is None or any(_is_endless(part) for part in _parts(formula)):
        return None
    exists = opposite(inner) if inner.every else inner
    assert isinstance(exists, CtlUntil)
    left, right = exists.left, exists.right
    if not isinstance(left, CtlState) or not isinstance(right, CtlState):
        return None
    where = _states(system, exists, budget)
    inside = _inside(system, where, left.condition, right.condition)
    outside = globally(system, negation(where), opposite(exists))
    if inside is None or outside is None:
        return None
    put = CtlState(negation(where) if inner.every else where)
    return Replaced(simplified(system, _replaced(formula, inner, put)), (inside, outside))


def _states(system: TransitionSystem, formula: Formula, budget: Budget) -> Condition:
    """Who satisfies the formula, as a condition; it is right where anybody ever is."""
    sets = Sets(system, budget)
    wording = Wording(sets.compiled)
    found = wording.set_of(sets.satisfying(formula))
    return disjunction(conjunction((InStatus((status,)), condition)) for status, condition in found.conditions)


def _inside(system: TransitionSystem, where: Condition, left: Condition, right: Condition) -> Plan | None:
    """AG (where implies E[left U right])."""
    if CtlState(left) == YES:
        return globally(system, where, CtlUntil(False, False, YES, CtlState(right)))
    if clocks_of(left) or clocks_of(right):
        return None  # time could lead out of `left` and into `right`
    confined, mark = _confined(system, where, left)
    begins = conjunction((mark, where))
    return Asked(Path(confined, per_status(confined, begins), per_status(confined, right), None))


def _confined(system: TransitionSystem, where: Condition, left: Condition) -> tuple[TransitionSystem, Condition]:
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


# --- the formula ---


def _inner(formula: Formula) -> Iterable[CtlUntil]:
    """The parts E[a U b] and A[a W b] over conditions."""
    for part in _parts(formula):
        if isinstance(part, CtlUntil) and isinstance(part.left, CtlState) and isinstance(part.right, CtlState):
            yield part


def _parts(formula: Formula) -> Iterable[Formula]:
    """The formula and all its parts."""
    yield formula
    for part in _operands(formula):
        yield from _parts(part)


def _operands(formula: Formula) -> tuple[Formula, ...]:
    match formula:
        case CtlState():
            return ()
        case CtlNot(inner) | CtlNext(_, inner):
            return (inner,)
        case CtlAnd(parts) | CtlOr(parts):
            return parts
        case CtlUntil(_, _, left, right):
            return left, right


def _is_endless(formula: Formula) -> bool:
    """True iff the operator at the top is EG or AF, or contains it."""
    return isinstance(formula, CtlUntil) and formula.every != formula.weak


def _replaced(formula: Formula, part: Formula, put: Formula) -> Formula:
    if formula == part:
        return put
    match formula:
        case CtlState():
            return formula
        case CtlNot(inner):
            return CtlNot(_replaced(inner, part, put))
        case CtlNext(every, inner):
            return CtlNext(every, _replaced(inner, part, put))
        case CtlAnd(parts):
            return CtlAnd(tuple(_replaced(inner, part, put) for inner in parts))
        case CtlOr(parts):
            return CtlOr(tuple(_replaced(inner, part, put) for inner in parts))
        case CtlUntil(every, weak, left, right):
            return CtlUntil(every, weak, _replaced(left, part, put), _replaced(right, part, put))
