"""The types of the language.

A value at run time is a `bool` for `YesNo` and an `int` for everything else: the index of a choice or level,
the number itself, or a number of steps of time. So every later room handles two sorts, truth and whole number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from bcm_formal.records import dataclass

Value = bool | int


@dataclass(frozen=True, slots=True)
class YesNo:
    """Values `False` and `True`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Unordered names; the value is the index in `labels`."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """Ordered names from lowest to highest; the value is the index in `labels`."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DurationChoice:
    """One of some durations; the value is the number of steps. `durations` is sorted and without repeats."""

    durations: tuple[int, ...]
    units: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """the unit in which each is written, in the singular; none where that is not known"""


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers from `low` to `high`, both included, in a unit or in none."""

    low: int
    high: int
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Integer:
    """Whole numbers without bounds, in a unit or in none: `JPY`, `percent`. Nothing is converted."""

    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of steps of time: clocks and durations."""

    unit: str | None = field(default=None, compare=False, repr=False)
    """of a number: the unit in which it is written, in the singular"""


@dataclass(frozen=True, slots=True)
class Date:
    """A day, as the number of steps after the day the model starts on; may be negative."""


AttributeType = YesNo | Choice | Level | DurationChoice | Range | Integer
Type = AttributeType | Duration | Date


def domain(kind: AttributeType) -> Sequence[Value] | None:
    """All values of a type in order, or None when there are infinitely many. Those of a range are not listed."""
    match kind:
        case YesNo():
            return (False, True)
        case Choice(labels) | Level(labels):
            return range(len(labels))
        case DurationChoice(durations):
            return durations
        case Range(low, high):
            return range(low, high + 1)
        case Integer():
            return None


def first_of(kind: AttributeType) -> Value:
    """The first value of a type; of whole numbers without bounds zero."""
    match kind:
        case YesNo():
            return False
        case Choice() | Level() | Integer():
            return 0
        case DurationChoice(durations):
            return durations[0]
        case Range(low, _):
            return low


def admits(kind: AttributeType, value: Value) -> bool:
    """True iff `value` is one of the type's values."""
    match kind:
        case YesNo():
            return isinstance(value, bool)
        case Choice(labels) | Level(labels):
            return 0 <= value < len(labels)
        case DurationChoice(durations):
            return value in durations
        case Range(low, high):
            return low <= value <= high
        case Integer():
            return True


def without_unit(kind: Type) -> Type:
    """The type of bare numbers, for one of numbers in a unit; any other as it is."""
    match kind:
        case Range(low, high):
            return Range(low, high)
        case Integer():
            return Integer()
        case _:
            return kind


def is_ordered(kind: Type) -> bool:
    """True iff `at least` and its like make sense for the type."""
    return not isinstance(kind, YesNo | Choice)
