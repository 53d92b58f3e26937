"""When a value is one that an attribute or a clock can have."""

from __future__ import annotations

from bcm_formal.model.expressions import (
    TRUE,
    Choose,
    ClockTerm,
    Condition,
    Number,
    Sum,
    Term,
    bare,
    comparison,
    conjunction,
    disjunction,
)
from bcm_formal.model.model import Attribute
from bcm_formal.model.types import AttributeType, Choice, Duration, DurationChoice, Integer, Level, Range, YesNo


def in_type(term: Term, kind: AttributeType) -> Condition:
    """True iff the term's value is one of the type's."""
    match kind:
        case Range(low, high):
            bounds = (low, high)
        case Choice(labels) | Level(labels):
            bounds = (0, len(labels) - 1)
        case DurationChoice(durations):
            return disjunction(comparison("=", term, Number(d, Duration())) for d in durations)
        case YesNo() | Integer():
            return TRUE
    low, high = bounds
    return conjunction((comparison(">=", term, Number(low, kind)), comparison("<=", term, Number(high, kind))))


def fits(value: Condition | Term, attribute: Attribute | None) -> Condition:
    """True iff the attribute, or a clock (None), can have the value."""
    if isinstance(value, Condition):
        return TRUE
    if attribute is not None:
        return in_type(value, attribute.kind)
    return TRUE if _is_never_negative(value) else comparison(">=", value, Number(0, Duration()))


def _is_never_negative(term: Term) -> bool:
    """True only if the value is never negative; no clock is, nor what is added up of, or chosen from, such values."""
    match bare(term):
        case Number(value):
            return value >= 0
        case ClockTerm():
            return True
        case Sum(terms):
            return all(map(_is_never_negative, terms))
        case Choose(_, then, otherwise):
            return _is_never_negative(then) and _is_never_negative(otherwise)
        case _:
            return False
