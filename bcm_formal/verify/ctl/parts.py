"""Which inner part of a CTL formula a condition is put for, and which condition: computed by regions, never believed.

`AG EF …` and its like have certificates; deeper nests do not. But the states that satisfy an inner part can be
computed and said as a condition, and with it in place of the part the formula is one nest less deep. A set that the
fixpoint does not find in time may be a guess: what it is worth is proved (see `system.ctl.rewritten`).
"""

from __future__ import annotations

from collections.abc import Iterable

from bcm_formal.model.expressions import Condition, InStatus, conjunction, disjunction
from bcm_formal.model.model import CtlAnd, CtlNext, CtlNot, CtlOr, CtlState, CtlUntil, Formula
from bcm_formal.system.ctl.formulas import NO, YES, opposite
from bcm_formal.system.ctl.rewritten import Inner, Rewritten, with_condition
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.evidence import ConditionWriter
from bcm_formal.verify.regions.formulas import Sets
from bcm_formal.verify.regions.zone import Inexact

ROUNDS = 12
"""so long is an exact set looked for"""
ENOUGH = 40
"""regions make a guess"""


def with_a_part_replaced(before: Rewritten, budget: Budget) -> Rewritten | None:
    """The formula with its first innermost part replaced by a condition; None: none can be.

    Raises `Inexact` and `BudgetExceededError`.
    """
    formula = before.formula
    inner = next((part for part in _inner(formula) if part != formula or not _is_asked(part)), None)
    if inner is None:
        return None
    where = _states(before.question.system, opposite(inner) if inner.every else inner, budget)
    return with_condition(before, inner, where)


def _is_asked(part: Inner) -> bool:
    """E[a U b] or A[a W b], which are questions themselves."""
    return isinstance(part, CtlUntil) and part.every == part.weak


def _states(system: TransitionSystem, formula: Formula, budget: Budget) -> Condition:
    """The states that satisfy the formula, as a condition; where the fixpoint has no end, a guess."""
    sets = Sets(system, budget, ROUNDS)
    try:
        found = sets.satisfying(formula)
    except (Inexact, BudgetExceededError):
        sets = Sets(system, budget, ROUNDS, ENOUGH)
        if isinstance(formula, CtlUntil) and formula.weak:
            found = sets.staying(sets.satisfying(formula.left))
        else:
            found = sets.satisfying(formula)
    written = ConditionWriter(sets.compiled).set_of(sets.unobserved(found))
    return disjunction(conjunction((InStatus((status,)), condition)) for status, condition in written.conditions)


# --- the formula ---


def _inner(formula: Formula) -> Iterable[Inner]:
    """The parts E[a U b], A[a W b], EG a, AF b, EX a and AX a over conditions."""
    for part in _parts(formula):
        match part:
            case CtlNext(_, CtlState()):
                yield part
            case CtlUntil(every, weak, CtlState() as left, CtlState() as right):
                if every == weak or (right == NO if weak else left == YES):
                    yield part


def _parts(formula: Formula) -> Iterable[Formula]:
    """The formula and all its parts, those it shares once."""
    seen: set[Formula] = set()
    stack = [formula]
    while stack:
        part = stack.pop()
        if part not in seen:
            seen.add(part)
            yield part
            stack.extend(reversed(_operands(part)))


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
