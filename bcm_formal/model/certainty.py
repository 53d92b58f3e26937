"""A cheap look at conditions: true or false whatever the values are, by their bounds alone.

Never wrong, often undecided; what needs a solver is decided elsewhere. Parameters count as unknown, so that switching a
rule off by a parameter is no finding.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from bcm_formal.model.expressions import (
    And,
    AttributeTerm,
    Choose,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    NamedTerm,
    Not,
    Number,
    Or,
    Scaled,
    Sum,
    Term,
    Truth,
)
from bcm_formal.model.types import Choice, DurationChoice, Level, Range
from bcm_formal.records import dataclass

Bound = int | None


@dataclass(frozen=True, slots=True)
class Certainty:
    """Judges in the light of what is never known here."""

    unknown: AbstractSet[str] = frozenset()
    """names of parameters"""

    def truth(self, condition: Condition) -> bool | None:
        """The truth value that the condition always has, or None."""
        match condition:
            case Truth(value):
                return value
            case Flag() | InStatus():
                return None
            case NamedCondition(name, body):
                return None if name in self.unknown else self.truth(body)
            case Not(inner):
                known = self.truth(inner)
                return None if known is None else not known
            case And(parts):
                return self._any_is(False, parts)
            case Or(parts):
                return self._any_is(True, parts)
            case Implies(premise, conclusion):
                known = self.truth(premise)
                return self._any_is(True, (Truth(known is False), conclusion)) if known is not None else None
            case Comparison():
                return self._comparison(condition)

    def _any_is(self, deciding: bool, parts: tuple[Condition, ...]) -> bool | None:
        known = [self.truth(part) for part in parts]
        if deciding in known:
            return deciding
        return None if None in known else not deciding

    def _comparison(self, condition: Comparison) -> bool | None:
        (low, high), (other_low, other_high) = self.bounds(condition.left), self.bounds(condition.right)
        below = high is not None and other_low is not None and high < other_low
        above = low is not None and other_high is not None and low > other_high
        at_most = high is not None and other_low is not None and high <= other_low
        at_least = low is not None and other_high is not None and low >= other_high
        always, never = {
            "<": (below, at_least),
            "<=": (at_most, above),
            ">": (above, at_most),
            ">=": (at_least, below),
            "=": (at_most and at_least, below or above),
            "!=": (below or above, at_most and at_least),
        }[condition.operator]
        return True if always else False if never else None

    def bounds(self, term: Term) -> tuple[Bound, Bound]:
        """A lowest and a highest value, where there are such."""
        match term:
            case Number(value):
                return value, value
            case ClockTerm():
                return 0, None
            case AttributeTerm(_, Level(labels)) | AttributeTerm(_, Choice(labels)):
                return 0, len(labels) - 1
            case AttributeTerm(_, Range(low, high)):
                return low, high
            case AttributeTerm(_, DurationChoice(durations)):
                return durations[0], durations[-1]
            case AttributeTerm():
                return None, None
            case NamedTerm(name, body):
                return (None, None) if name in self.unknown else self.bounds(body)
            case Scaled(factor, inner):
                low_bound, high_bound = self.bounds(inner)
                ends = (_times(factor, low_bound), _times(factor, high_bound))
                return ends if factor >= 0 else (ends[1], ends[0])
            case Choose(_, then, otherwise):
                (low_then, high_then), (low_else, high_else) = self.bounds(then), self.bounds(otherwise)
                return (
                    None if low_then is None or low_else is None else min(low_then, low_else),
                    None if high_then is None or high_else is None else max(high_then, high_else),
                )
            case Sum(terms):
                ranges = [self.bounds(part) for part in terms]
                return _added([low for low, _ in ranges]), _added([high for _, high in ranges])


def _times(factor: int, bound: Bound) -> Bound:
    return None if bound is None else factor * bound


def _added(bounds: list[Bound]) -> Bound:
    known = [bound for bound in bounds if bound is not None]
    return sum(known) if len(known) == len(bounds) else None
