"""The kind of a term, and which kinds may meet in a comparison."""

from __future__ import annotations

from typing import assert_never

from bcm_formal.model.expressions import AttributeTerm, Choose, ClockTerm, NamedTerm, Number, Scaled, Sum, Term
from bcm_formal.model.model import TODAY
from bcm_formal.model.types import Choice, Date, Duration, DurationChoice, Integer, Level, Range, Type, YesNo


def family(kind: Type) -> Type:
    """Kinds of one family compare with each other: numbers of one unit, all durations, one and the same level, …"""
    match kind:
        case Range(unit=unit) | Integer(unit):
            return Integer(unit)
        case DurationChoice() | Duration():
            return Duration()
        case YesNo() | Choice() | Level() | Date():
            return kind
        case _:
            assert_never(kind)


def unit_of(kind: Type) -> str | None:
    """The unit of whole numbers, if they have one; that of durations is told with each."""
    return kind.unit if isinstance(kind, Range | Integer) else None


def kind_of(term: Term) -> Type:
    """The kind of a well-typed term: a sum with a date is a date; otherwise what is no bare constant decides."""
    while True:
        match term:
            case Number(_, kind) | AttributeTerm(_, kind):
                return kind
            case ClockTerm(name):
                return Date() if name == TODAY else Duration()
            case Scaled(_, inner) | NamedTerm(_, inner):
                term = inner
            case Choose(_, then, otherwise):
                term = otherwise if isinstance(then, Number) and not isinstance(otherwise, Number) else then
            case Sum(terms):
                kinds = [kind_of(part) for part in terms if not isinstance(part, Number)]
                kinds += [part.kind for part in terms if isinstance(part, Number)]
                dates = (kind for kind in kinds if isinstance(kind, Date))
                return family(next(dates, kinds[0]))
            case _:
                assert_never(term)


def kind_words(kind: Type) -> str:
    """What an error message calls a kind."""
    match kind:
        case YesNo():
            return "yes or no"
        case Choice(labels):
            return "one of " + _some(labels, ", ")
        case Level(labels):
            return "a level of " + _some(labels, " < ")
        case Range(low, high, unit):
            return f"a whole number from {low} to {high}{f' {unit}' if unit else ''}"
        case Integer(unit):
            return f"a whole number in {unit}" if unit else "a whole number"
        case DurationChoice() | Duration():
            return "a duration"
        case Date():
            return "a date"
        case _:
            assert_never(kind)


def _some(labels: tuple[str, ...], joint: str) -> str:
    shown = labels if len(labels) <= 6 else (*labels[:3], "…", labels[-1])
    return joint.join(shown)
