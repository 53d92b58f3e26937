"""Inner parts of a CTL formula as conditions: computed by regions, each proved to be exactly right where anybody is.

`AG EF …` and its like have certificates; deeper nests do not. But the states that satisfy an inner `E[a U b]` can be
computed and said as a condition S, and two questions with evidence show that S is right: whoever is in S has the path,
and whoever is not has none. With S in its place the formula is one nest less deep. What A[a W b] says inside is the
negation of such a part. Inner parts with EG or AF are not replaced: no certificate shows that something never ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bcm_formal.model.expressions import (
    Condition,
    InStatus,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.model import CtlAnd, CtlNext, CtlNot, CtlOr, CtlState, CtlUntil, Formula
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.ctl_formulas import opposite, simplified
from bcm_formal.verify.ctl_plans import Plan, globally
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
    if inner is None:
        return None
    exists = opposite(inner) if inner.every else inner
    assert isinstance(exists, CtlUntil)
    where = _states(system, exists, budget)
    inside = globally(system, where, exists)
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


# --- the formula ---


def _inner(formula: Formula) -> Iterable[CtlUntil]:
    """The parts E[a U b] and A[a W b] over conditions."""
    for part in _parts(formula):
        match part:
            case CtlUntil(every, weak, CtlState(), CtlState()) if every == weak:
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
