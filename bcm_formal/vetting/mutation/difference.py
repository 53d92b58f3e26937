"""Where two policies of the same shape behave differently: the states in which a step differs.

If no reachable state of the first is such, both have the same life courses. An event that leaves everything as it is
makes no difference where something else can happen as well: it only says that what is so is so.
"""

from __future__ import annotations

from collections.abc import Iterator

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    AttributeTerm,
    ClockTerm,
    Condition,
    Flag,
    Term,
    comparison,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.model import Model
from bcm_formal.model.types import YesNo
from bcm_formal.system.transition_system import ZERO, Move, TransitionSystem


def difference(
    one: TransitionSystem, other: TransitionSystem, *, idle_counts: bool = False
) -> dict[str, Condition] | None:
    """For each status the states in which a rule or the passing of time is not the same; statuses not named: none.

    None where the policies differ in more than their events and limits. `idle_counts`: an event that changes nothing
    counts as well, as it does where single steps are counted.
    """
    if _shape(one.model) != _shape(other.model):
        return None
    found: dict[str, Condition] = {}
    for status in one.statuses:
        theirs = {move.name: move for move in other.moves_from[status]}
        ours = {move.name: move for move in one.moves_from[status]}
        parts = [_either(one.time_can_pass(status), other.time_can_pass(status))]
        same = [move.guard for name, move in ours.items() if move == theirs.get(name)]
        goes_on = FALSE if idle_counts else disjunction((one.time_can_pass(status), *same))
        for name in {**ours, **theirs}:
            parts += _moves_differ(one, ours.get(name), theirs.get(name), goes_on)
        condition = disjunction(parts)
        if condition != FALSE:
            found[status] = condition
    return found


def _shape(model: Model) -> tuple[object, ...]:
    return model.statuses, model.attributes, model.clocks, model.starts


def _moves_differ(
    system: TransitionSystem, one: Move | None, other: Move | None, goes_on: Condition
) -> Iterator[Condition]:
    """When one of two moves is possible and the other is not, or they lead to different states."""
    if one is None or other is None:
        there = one or other
        yield FALSE if there is None else conjunction((there.guard, _matters(system, there, goes_on)))
        return
    matters = disjunction((_matters(system, one, goes_on), _matters(system, other, goes_on)))
    yield conjunction((_either(one.guard, other.guard), matters))
    ours, theirs = dict(one.sets), dict(other.sets)
    if one.target != other.target or set(one.free) != set(other.free) or set(ours) != set(theirs):
        yield one.guard
        return
    for name, value in ours.items():
        yield conjunction((one.guard, _values_differ(value, theirs[name])))


def _matters(system: TransitionSystem, move: Move, goes_on: Condition) -> Condition:
    """True of a state unless the move leaves it as it is, and life goes on there anyway."""
    if move.source != move.target or move.free:
        return TRUE
    model = system.model
    parts = [negation(goes_on)]
    for name, value in move.sets:
        if name in model.clock:
            now: Condition | Term = ClockTerm(name)
        else:
            kind = model.attribute[name].kind
            now = Flag(name) if isinstance(kind, YesNo) else AttributeTerm(name, kind)
        parts.append(_values_differ(value, now))
    for clock, zero in system.zero[move.source].items() if move.zeroes else ():
        parts.append(conjunction((zero, comparison("!=", ClockTerm(clock), ZERO))))
    return disjunction(parts)


def _values_differ(one: Condition | Term, other: Condition | Term) -> Condition:
    if one == other:
        return FALSE
    if isinstance(one, Condition) and isinstance(other, Condition):
        return _either(one, other)
    assert not isinstance(one, Condition), "values of one name are of one sort"
    assert not isinstance(other, Condition), "values of one name are of one sort"
    return comparison("!=", one, other)


def _either(one: Condition, other: Condition) -> Condition:
    """True iff exactly one of the two is."""
    if one == other:
        return FALSE
    return disjunction((conjunction((one, negation(other))), conjunction((negation(one), other))))
