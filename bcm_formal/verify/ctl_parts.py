"""Inner parts of a CTL formula as conditions: computed by regions, each proved to be right where anybody is.

`AG EF …` and its like have certificates; deeper nests do not. But the states that satisfy an inner part can be
computed and said as a condition S, and two questions with evidence show that S is right: whoever is in S satisfies the
part, and whoever is not does not. With S in its place the formula is one nest less deep. As all parts of a formula
without negations can only help it, either question alone is worth something: if S is nowhere too large, a formula that
holds with S holds; if S is nowhere too small, one that is violated with S is violated.

E[a U b], and A[a W b], the negation of such a part, ask for paths; EX a and AX a, where they are not conditions
already, for one step. EG a, and AF b, ask for a set that can be stayed in (`ctl_steps.lasting`) outside of which the
end of `a` cannot be avoided. A set that the fixpoint does not find in time may be a guess: what it is worth is proved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bcm_formal.model.expressions import (
    Condition,
    InStatus,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.model import CtlAnd, CtlNext, CtlNot, CtlOr, CtlState, CtlUntil, Formula
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.ctl_formulas import NO, YES, opposite, simplified
from bcm_formal.verify.ctl_plans import Asked, Plan, globally
from bcm_formal.verify.ctl_steps import after_a_step, lasting, stepping
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.ctl import Sets
from bcm_formal.verify.regions.evidence import Wording
from bcm_formal.verify.regions.zone import Inexact

Part = CtlNext | CtlUntil
ROUNDS = 12
"""so long is an exact set looked for"""
ENOUGH = 40
"""regions make a guess"""


@dataclass(frozen=True)
class Replaced:
    """The formula with an inner part replaced; `sound` shows that who satisfies what was put there satisfies the
    part, `complete` that nobody else does."""

    formula: Formula
    sound: Plan | None
    complete: Plan | None
    inside_first: bool
    """`sound` says that members of the computed set satisfy its formula, else `complete` does"""

    @property
    def questions(self) -> tuple[tuple[Outcome, Plan | None], ...]:
        """What to ask, and the outcome of the formula that may be believed if the answer is yes. That members of the
        computed set satisfy its formula comes first: it needs part of a fixpoint, and the other all of it."""
        both = (Outcome.HOLDS, self.sound), (Outcome.VIOLATED, self.complete)
        return both if self.inside_first else both[::-1]


def with_a_part_replaced(system: TransitionSystem, formula: Formula, budget: Budget) -> Replaced | None:
    """A simplified formula with its first innermost part replaced by a condition; None: none can be.

    Raises `Inexact` and `BudgetExceededError`.
    """
    inner = next((part for part in _inner(formula) if part != formula or not _is_asked(part)), None)
    if inner is None:
        return None
    exists = opposite(inner) if inner.every else inner
    where = _states(system, exists, budget)
    match exists:
        case CtlNext(_, CtlState(then)):
            inside: Plan | None = Asked(stepping(system, where, then))
            outside: Plan | None = Asked(after_a_step(system, negation(where), then))
        case CtlUntil(_, True, CtlState(left)):
            inside = Asked(lasting(system, where, left))
            outside = globally(system, negation(where), opposite(exists))
        case _:
            inside = globally(system, where, exists)
            outside = globally(system, negation(where), opposite(exists))
    if inner.every:
        where, inside, outside = negation(where), outside, inside
    return Replaced(simplified(system, _replaced(formula, inner, CtlState(where))), inside, outside, not inner.every)


def _is_asked(part: Part) -> bool:
    """E[a U b] or A[a W b], which are questions themselves."""
    return isinstance(part, CtlUntil) and part.every == part.weak


def _states(system: TransitionSystem, formula: Formula, budget: Budget) -> Condition:
    """Who satisfies the formula, as a condition; where that has no end, a guess."""
    sets = Sets(system, budget, ROUNDS)
    try:
        found = sets.satisfying(formula)
    except (Inexact, BudgetExceededError):
        sets = Sets(system, budget, ROUNDS, ENOUGH)
        if isinstance(formula, CtlUntil) and formula.weak:
            found = sets.staying(sets.satisfying(formula.left))
        else:
            found = sets.satisfying(formula)
    worded = Wording(sets.compiled).set_of(sets.begun(found))
    return disjunction(conjunction((InStatus((status,)), condition)) for status, condition in worded.conditions)


# --- the formula ---


def _inner(formula: Formula) -> Iterable[Part]:
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


@lru_cache(maxsize=4_000)
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
