"""Durations in words, and fractions of a unit as whole numbers of a smaller one."""

from __future__ import annotations

from fractions import Fraction

UNITS = ("year", "quarter", "month", "week", "day")
_SMALLER = {"year": ("month", 12), "quarter": ("month", 3), "week": ("day", 7)}


def duration_words(amount: int, unit: str) -> str:
    """`1 year`, `6 months`."""
    return f"{amount} {unit}{'' if amount == 1 else 's'}"


def in_a_smaller_unit(number: str, unit: str) -> str | None:
    """`0.5` (or `0,5`) of a year is `6 months`; None where no smaller unit makes it whole without a calendar."""
    value = Fraction(number.replace(",", "."))
    if value.denominator == 1:
        return duration_words(int(value), unit)
    if unit not in _SMALLER:
        return None
    smaller, count = _SMALLER[unit]
    return duration_words(int(value * count), smaller) if (value * count).denominator == 1 else None
