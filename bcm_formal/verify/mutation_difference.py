"""Where two policies of the same shape behave differently: the states in which a step differs.

If no reachable state of the first is such, both have the same life courses.
"""

from __future__ import annotations

from collections.abc import Iterator

from bcm_formal.model.expressions import (
    FALSE,
    Condition,
    Term,
    comparison,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.model import Model
from bcm_formal.system.transition_system import Move, TransitionSystem


def difference(one: TransitionSystem, other: TransitionSystem) -> dict[str, Condition] | None:
    """For each status the states in which a rule or the passing of time is not the same; statuses not named: none.

    None where the policies differ in more than their events and limits.
    """
    if _shape(one.model) != _shape(other.model):
        return None
    found: dict[str, Condition] = {}
    for status in one.statuses:
        theirs = {move.name: move for move in other.moves_from[status]}
        ours = {move.name: move for move in one.moves_from[status]}
        parts = [_either(one.time_can_pass(status), other.time_can_pass(status))]
        parts += [part for name in {**ours, **theirs} for part in _moves_differ(ours.get(name), theirs.get(name))]
        condition = disjunction(parts)
        if condition != FALSE:
            found[status] = condition
    return found


def _shape(model: Model) -> tuple[object, ...]:
    return model.statuses, model.attributes, model.clocks, model.starts


def _moves_differ(one: Move | None, other: Move | None) -> Iterator[Condition]:
    """When one of two moves is possible and the other is not, or they lead to different states."""
    if one is None or other is None:
        yield FALSE if one is other else (one or other).guard  # type: ignore[union-attr]  # one of them is there
        return
    yield _either(one.guard, other.guard)
    ours, theirs = dict(one.sets), dict(other.sets)
    if one.target != other.target or set(one.free) != set(other.free) or set(ours) != set(theirs):
        yield one.guard
        return
    for name, value in ours.items():
        yield conjunction((one.guard, _values_differ(value, theirs[name])))


def _values_differ(one: Condition | Term, other: Condition | Term) -> Condition:
    if one == other:
        return FALSE
    if isinstance(one, Condition) and isinstance(other, Condition):
        return _either(one, other)
    return comparison("!=", one, other)  # type: ignore[arg-type]  # values of one name are of one sort


def _either(one: Condition, other: Condition) -> Condition:
    """True iff exactly one of the two is."""
    if one == other:
        return FALSE
    return disjunction((conjunction((one, negation(other))), conjunction((negation(one), other))))
