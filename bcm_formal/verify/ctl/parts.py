"""Which condition is put for an inner part of a CTL formula: computed by regions, never believed.

`AG EF …` and its like have certificates; deeper nests do not. But the states that satisfy an inner part can be
computed and said as a condition, and with it in place of the part the formula is one nest less deep. A set that the
fixpoint does not find in time may be a guess: what it is worth is proved (see `system.ctl.rewritten`).
"""

from __future__ import annotations

from bcm_formal.model.expressions import Condition
from bcm_formal.model.sentences import CtlUntil, Formula
from bcm_formal.system.ctl.formulas import opposite
from bcm_formal.system.ctl.rewritten import Rewritten, innermost, with_condition
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.evidence import ConditionWriter, one_condition
from bcm_formal.verify.regions.formulas import Sets
from bcm_formal.verify.regions.zone import Inexact

ROUNDS = 12
"""so long is an exact set looked for"""
ENOUGH = 40
"""regions make a guess"""


def with_a_part_replaced(before: Rewritten, budget: Budget) -> Rewritten | None:
    """The formula with its innermost part replaced by a condition; None: none can be.

    Raises `Inexact` and `BudgetExceededError`.
    """
    inner = innermost(before.formula)
    if inner is None:
        return None
    where = _states(before.question.system, opposite(inner) if inner.every else inner, budget)
    return with_condition(before, inner, where)


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
    return one_condition(ConditionWriter(sets.compiled).set_of(sets.unobserved(found)))
