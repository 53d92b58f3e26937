"""When a value is one that an attribute can have."""

from __future__ import annotations

from bcm_formal.model.expressions import TRUE, Condition, Number, Term, comparison, conjunction, disjunction
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
