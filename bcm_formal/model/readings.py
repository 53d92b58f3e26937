"""Which readings of a clock a condition leaves, as far as its form shows: what makes start states countable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bcm_formal.model.certainty import Certainty
from bcm_formal.model.expressions import (
    And,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    Not,
    Operator,
    Or,
    Term,
    Truth,
    bare,
)
from bcm_formal.model.model import Model
from bcm_formal.records import dataclass

_MIRRORED: dict[Operator, Operator] = {"=": "=", "!=": "!=", "<=": ">=", "<": ">", ">=": "<=", ">": "<"}


@dataclass(frozen=True, slots=True)
class Readings:
    """From `low` to `high`, both included; `high` None: without end. Empty iff `high` < `low`."""

    low: int = 0
    high: int | None = None

    def meet(self, other: Readings) -> Readings:
        """The readings in both."""
        high = self.high if other.high is None else other.high if self.high is None else min(self.high, other.high)
        return Readings(max(self.low, other.low), high)

    def join(self, other: Readings) -> Readings:
        """The least range that holds both."""
        if self.is_empty or other.is_empty:
            return other if self.is_empty else self
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Readings(min(self.low, other.low), high)

    def up_to(self, ceiling: int | None) -> range | None:
        """The readings up to the ceiling, or the least one if that is above it; None: endlessly many."""
        high = self.high if ceiling is None else self.meet(Readings(0, max(self.low, ceiling))).high
        return None if high is None else range(self.low, high + 1)

    @property
    def is_empty(self) -> bool:
        return self.high is not None and self.high < self.low

    @property
    def single(self) -> int | None:
        """The one reading, if there is just one."""
        return self.low if self.low == self.high else None


ANY = Readings()
NONE = Readings(0, -1)


def start_readings(
    model: Model, condition: Condition, ceilings: Sequence[int | None] | None
) -> list[Sequence[int] | None]:
    """For each clock of the model all it may show at a start that asks for the condition; None: endlessly many.

    `ceilings` gives for each clock a reading that stands for all above it (None: there is none).
    """
    most = [None] * len(model.clocks) if ceilings is None else ceilings
    return [
        (clock.start,) if clock.start is not None else readings(condition, clock.name).up_to(ceiling)
        for clock, ceiling in zip(model.clocks, most, strict=True)
    ]


def readings(condition: Condition, clock: str) -> Readings:
    """A range that holds every reading the clock has where the condition is true; often not the least one."""
    match condition:
        case Truth(value):
            return ANY if value else NONE
        case And(parts):
            found = ANY
            for part in parts:
                found = found.meet(readings(part, clock))
            return found
        case Or(parts):
            found = NONE
            for part in parts:
                found = found.join(readings(part, clock))
            return found
        case NamedCondition(_, body):
            return readings(body, clock)
        case Comparison(operator, left, right):
            if bare(left) == ClockTerm(clock):
                return _compared(operator, right)
            return _compared(_MIRRORED[operator], left) if bare(right) == ClockTerm(clock) else ANY
        case Flag() | InStatus() | Not() | Implies():
            return ANY
        case _:
            assert_never(condition)


def _compared(operator: Operator, other: Term) -> Readings:
    """What a clock may show that compares so with the term, whatever the term amounts to."""
    low, high = Certainty().bounds(other)
    least = 0 if low is None else max(0, low)
    match operator:
        case "=":
            return Readings(least, high)
        case ">=":
            return Readings(least)
        case ">":
            return ANY if low is None else Readings(max(0, low + 1))
        case "<=":
            return Readings(0, high)
        case "<":
            return Readings(0, None if high is None else high - 1)
        case "!=":
            return ANY
        case _:
            assert_never(operator)
