"""CTL formulas rewritten: negations at the conditions, conditions as large as they can be, laws of EF and AG.

Trusted. Each rewriting keeps the meaning over maximal paths (which are endless or end in a dead end). Conditions
swallow Boolean operators and, where the choices of the moves can be listed, a next step as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    Condition,
    Expression,
    InStatus,
    Number,
    children,
    conjunction,
    disjunction,
    in_status,
    negation,
)
from bcm_formal.model.sentences import CtlAnd, CtlNext, CtlNot, CtlOr, CtlState, CtlUntil, Formula
from bcm_formal.model.types import Duration
from bcm_formal.system.ctl.remembering import remembered
from bcm_formal.system.transition_system import EndlessChoiceError, TransitionSystem, before_delay, before_move

YES, NO = CtlState(TRUE), CtlState(FALSE)
LARGEST = 5_000
"""a condition of so many parts gets no next step before it: what comes out would be too large to be read"""


def exists_finally(formula: Formula) -> Formula:
    """EF"""
    return CtlUntil(False, False, YES, formula)


def inside_exists_finally(formula: Formula) -> Formula | None:
    """φ of EF φ."""
    match formula:
        case CtlUntil(False, False, left, right) if left == YES:
            return right
        case _:
            return None


def inside_always_globally(formula: Formula) -> Formula | None:
    """φ of AG φ."""
    match formula:
        case CtlUntil(True, True, left, right) if right == NO:
            return left
        case _:
            return None


@remembered(10_000)
def opposite(formula: Formula) -> Formula:
    """The negation, with negations at the conditions alone."""
    match formula:
        case CtlState(condition):
            return CtlState(negation(condition))
        case CtlNot(inner):
            return positive(inner)
        case CtlAnd(parts):
            return either(*(opposite(part) for part in parts))
        case CtlOr(parts):
            return both(*(opposite(part) for part in parts))
        case CtlNext(every, inner):
            return CtlNext(not every, opposite(inner))
        case CtlUntil(every, weak, left, right):
            never = opposite(right)
            if not weak and left == YES:
                return CtlUntil(not every, True, never, NO)
            return CtlUntil(not every, not weak, never, both(opposite(left), never))
        case _:
            assert_never(formula)


@remembered(10_000)
def positive(formula: Formula) -> Formula:
    """The same with negations at the conditions alone."""
    match formula:
        case CtlState():
            return formula
        case CtlNot(inner):
            return opposite(inner)
        case CtlAnd(parts):
            return both(*(positive(part) for part in parts))
        case CtlOr(parts):
            return either(*(positive(part) for part in parts))
        case CtlNext(every, inner):
            return CtlNext(every, positive(inner))
        case CtlUntil(every, weak, left, right):
            return CtlUntil(every, weak, positive(left), positive(right))
        case _:
            assert_never(formula)


def simplified(system: TransitionSystem, formula: Formula) -> Formula:
    """The same for the system, with negations at the conditions alone, and as simple as these laws make it."""
    return _simple(system, positive(formula))


@remembered(4_000)
def _simple(system: TransitionSystem, formula: Formula) -> Formula:
    match formula:
        case CtlState() | CtlNot():
            return formula
        case CtlAnd(parts):
            return both(*(_simple(system, part) for part in parts))
        case CtlOr(parts):
            return either(*(_simple(system, part) for part in parts))
        case CtlNext(every, inner):
            return _next(system, every, _simple(system, inner))
        case CtlUntil(every, weak, left, right):
            return _until(every, weak, _simple(system, left), _simple(system, right))
        case _:
            assert_never(formula)


def both(*parts: Formula) -> Formula:
    """The conjunction, flat, its conditions as one."""
    rest, conditions = _sorted(CtlAnd, parts)
    condition = conjunction(conditions)
    if condition == FALSE or not rest:
        return CtlState(condition)
    whole = rest if condition == TRUE else (CtlState(condition), *rest)
    return whole[0] if len(whole) == 1 else CtlAnd(whole)


def either(*parts: Formula) -> Formula:
    """The disjunction, flat, its conditions as one; EF a or EF b is EF (a or b)."""
    rest, conditions = _sorted(CtlOr, parts)
    condition = disjunction(conditions)
    if condition == TRUE or not rest:
        return CtlState(condition)
    goals = [goal for part in rest if (goal := inside_exists_finally(part)) is not None]
    if len(goals) > 1 and all(isinstance(goal, CtlState) for goal in goals):
        rest = (*(part for part in rest if inside_exists_finally(part) is None), exists_finally(either(*goals)))
    whole = rest if condition == FALSE else (CtlState(condition), *rest)
    return whole[0] if len(whole) == 1 else CtlOr(whole)


def _sorted(
    kind: type[CtlAnd] | type[CtlOr], parts: tuple[Formula, ...]
) -> tuple[tuple[Formula, ...], list[Condition]]:
    rest: dict[Formula, None] = {}
    conditions: list[Condition] = []
    for part in parts:
        for inner in part.formulas if isinstance(part, CtlAnd | CtlOr) and isinstance(part, kind) else (part,):
            if isinstance(inner, CtlState):
                conditions.append(inner.condition)
            else:
                rest[inner] = None
    return tuple(rest), conditions


def _next(system: TransitionSystem, every: bool, inner: Formula) -> Formula:
    if isinstance(inner, CtlState) and not _is_large(inner.condition):
        try:
            if every:
                return CtlState(negation(some_next(system, negation(inner.condition))))
            return CtlState(some_next(system, inner.condition))
        except EndlessChoiceError:  # a free choice among endlessly many values
            return CtlNext(every, inner)
    return CtlNext(every, inner)


def _is_large(condition: Condition) -> bool:
    """True iff it has more than `LARGEST` nodes, with what is shared written out."""
    stack: list[Expression] = [condition]
    count = 0
    while stack and count <= LARGEST:
        count += 1
        stack.extend(children(stack.pop()))
    return count > LARGEST


def _until(every: bool, weak: bool, left: Formula, right: Formula) -> Formula:
    if right == YES or (weak and left == YES):
        return YES
    if left == NO or (right == NO and not weak):
        return right
    if not every and weak and right != NO:  # E[a W b] is E[a U b] or EG a
        return either(_until(False, False, left, right), CtlUntil(False, True, left, NO))
    if every and not weak and left != YES:  # A[a U b] is A[a W b] and AF b
        return both(_until(True, True, left, right), CtlUntil(True, False, YES, right))
    formula = CtlUntil(every, weak, left, right)
    if (goal := inside_exists_finally(formula)) is not None:
        return _finally(goal)
    if (always := inside_always_globally(formula)) is not None:
        if isinstance(always, CtlAnd):
            return both(*(_until(True, True, part, NO) for part in always.formulas))
        if inside_always_globally(always) is not None:
            return always
    return formula


def _finally(goal: Formula) -> Formula:
    """EF of a simplified formula."""
    if isinstance(goal, CtlOr):
        return either(*(_finally(part) for part in goal.formulas))
    return goal if inside_exists_finally(goal) is not None else exists_finally(goal)


def some_next(system: TransitionSystem, condition: Condition) -> Condition:
    """EX of a condition, as a condition. Raises `EndlessChoiceError` where a move chooses among endless values."""
    ways: list[Condition] = []
    for status in system.statuses:
        here = [conjunction((move.guard, before_move(system, move, condition))) for move in system.moves_from[status]]
        later = before_delay(system, status, in_status(condition, status), Number(1, Duration()))
        here.append(conjunction((system.time_can_pass(status), later)))
        ways.append(conjunction((InStatus((status,)), disjunction(here))))
    return disjunction(ways)


def conditions_of(formula: Formula) -> Iterator[Condition]:
    """The state conditions of a formula; parts it shares are looked through once."""
    seen: set[Formula] = set()
    stack: list[Formula] = [formula]
    while stack:
        part = stack.pop()
        if part in seen:
            continue
        seen.add(part)
        match part:
            case CtlState(condition):
                yield condition
            case CtlNot(inner) | CtlNext(_, inner):
                stack.append(inner)
            case CtlAnd(parts) | CtlOr(parts):
                stack.extend(reversed(parts))
            case CtlUntil(_, _, left, right):
                stack += (right, left)
            case _:
                assert_never(part)
