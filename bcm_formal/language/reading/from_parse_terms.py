"""What the parser reads becomes expressions and CTL formulas. The methods are named like the rules of the grammar."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from bcm_formal.diagnostics import Diagnostic, Span
from bcm_formal.language.tree.policy import (
    UNITS,
    And,
    AnyValue,
    Arithmetic,
    ArithmeticOp,
    Compare,
    CompareOp,
    CtlAnd,
    CtlImplies,
    CtlNot,
    CtlOr,
    CtlUnary,
    CtlUnaryOp,
    CtlUntil,
    Date,
    Duration,
    Expression,
    Extreme,
    ExtremeOp,
    Formula,
    IfThenElse,
    Implies,
    In,
    Name,
    Negative,
    NeighbouringLevel,
    Not,
    Number,
    OneOf,
    Or,
    StateCondition,
    StepOp,
    Text,
    Unit,
    YesNo,
)
from bcm_formal.records import dataclass

Parsed = Any  # what Lark hands to a callback: terminals and what other callbacks returned
T = TypeVar("T")

_TEMPORAL = (CtlNot, CtlAnd, CtlOr, CtlImplies, CtlUnary, CtlUntil)
_COMPARISONS: dict[str, CompareOp] = {
    "is": "is",
    "is not": "is not",
    "=": "is",
    "!=": "is not",
    "at least": "at least",
    "at most": "at most",
    "more than": "more than",
    "less than": "less than",
    ">=": "at least",
    "<=": "at most",
    ">": "more than",
    "<": "less than",
}
_UNIT_OF: dict[str, Unit] = {spelling: unit for unit in UNITS for spelling in (unit, f"{unit}s")}


class RefusedError(Exception):
    """The words can be read, but what they say cannot be meant."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Names:
    names: tuple[Name, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class UnitWord:
    unit: Unit
    span: Span


def whole(pieces: Sequence[Parsed]) -> Span:
    """From the first to the last of the pieces."""
    return cast("Span", pieces[0].span.to(pieces[-1].span))


def find(kind: type[T], pieces: Sequence[Parsed]) -> T | None:
    """The first piece of this kind."""
    return next((piece for piece in pieces if isinstance(piece, kind)), None)


def every(kind: type[T], pieces: Sequence[Parsed]) -> tuple[T, ...]:
    return tuple(piece for piece in pieces if isinstance(piece, kind))


def unquoted(text: str) -> str:
    """The value of a text in quotes."""
    inner = text[1:-1]
    return inner.replace('\\"', '"').replace("\\\\", "\\") if "\\" in inner else inner


class TermBuilder:
    """Callbacks of the expression rules; every result has a span."""

    def name(self, p: list[Parsed]) -> Name:
        return Name(str(p[0]), p[0].span)

    def names(self, p: list[Parsed]) -> Names:
        return Names(tuple(p[::2]), whole(p))

    def text(self, p: list[Parsed]) -> Text:
        return Text(unquoted(str(p[0])), p[0].span)

    def number(self, p: list[Parsed]) -> Number:
        return Number(int(p[0]), p[0].span)

    def measured(self, p: list[Parsed]) -> Number:
        return Number(int(p[0]), whole(p), str(p[1]))

    def signed(self, p: list[Parsed]) -> Number | Negative:
        number = Number(int(p[-1]), p[-1].span)
        return number if len(p) == 1 else Negative(number, whole(p))

    def unit(self, p: list[Parsed]) -> UnitWord:
        return UnitWord(_UNIT_OF[str(p[0])], p[0].span)

    def duration(self, p: list[Parsed]) -> Duration:
        return Duration(int(p[0]), p[1].unit, whole(p))

    def date(self, p: list[Parsed]) -> Date:
        try:
            return Date(datetime.date.fromisoformat(str(p[0])), p[0].span)
        except ValueError:
            message = f"there is no day `{p[0]}` in the calendar"
            remedy = "write year-month-day, such as `2027-04-01`"
            raise RefusedError(Diagnostic("BCM122", message, p[0].span, remedy)) from None

    def yes_no(self, p: list[Parsed]) -> YesNo:
        return YesNo(str(p[0]) == "yes", p[0].span)

    def any(self, p: list[Parsed]) -> AnyValue:
        return AnyValue(p[0].span)

    def grouped(self, p: list[Parsed]) -> Expression | Formula:
        inner: Expression | Formula = replace(p[1], span=whole(p))
        return inner

    def neighbour(self, p: list[Parsed]) -> NeighbouringLevel:
        op: StepOp = "next" if str(p[0]) == "next" else "previous"
        return NeighbouringLevel(op, self._plain(p[1]), whole(p))

    def negative(self, p: list[Parsed]) -> Negative:
        return Negative(self._plain(p[1]), whole(p))

    def arithmetic(self, p: list[Parsed]) -> Arithmetic:
        return Arithmetic(cast("ArithmeticOp", str(p[1])), self._plain(p[0]), self._plain(p[2]), whole(p))

    def extreme(self, p: list[Parsed]) -> Extreme:
        op: ExtremeOp = "larger of" if str(p[0]).startswith("larger") else "smaller of"
        return Extreme(op, self._plain(p[1]), self._plain(p[3]), whole(p))

    def comparator(self, p: list[Parsed]) -> CompareOp:
        words = [str(word) for word in p]
        return _COMPARISONS[words[-1] if words[-1] != "not" else "is not"]

    def compare(self, p: list[Parsed]) -> Compare:
        return Compare(p[1], self._plain(p[0]), self._plain(p[2]), whole(p))

    def one_of(self, p: list[Parsed]) -> OneOf:
        negated = str(p[2]) == "not"
        return OneOf(self._plain(p[0]), tuple(p[4 if negated else 3 :: 2]), negated, whole(p))

    def inside(self, p: list[Parsed]) -> In:
        return In(p[1].names, whole(p))

    def negate(self, p: list[Parsed]) -> Not | CtlNot:
        span = whole(p)
        return CtlNot(p[1], span) if isinstance(p[1], _TEMPORAL) else Not(p[1], span)

    def conjunction(self, p: list[Parsed]) -> And | CtlAnd:
        parts, span = p[::2], whole(p)
        if any(isinstance(part, _TEMPORAL) for part in parts):
            return CtlAnd(tuple(as_formula(part) for part in parts), span)
        return And(tuple(parts), span)

    def disjunction(self, p: list[Parsed]) -> Or | CtlOr:
        parts, span = p[::2], whole(p)
        if any(isinstance(part, _TEMPORAL) for part in parts):
            return CtlOr(tuple(as_formula(part) for part in parts), span)
        return Or(tuple(parts), span)

    def implies(self, p: list[Parsed]) -> Implies | CtlImplies:
        left, right, span = p[0], p[2], whole(p)
        if isinstance(left, _TEMPORAL) or isinstance(right, _TEMPORAL):
            return CtlImplies(as_formula(left), as_formula(right), span)
        return Implies(left, right, span)

    def if_then_else(self, p: list[Parsed]) -> IfThenElse:
        return IfThenElse(self._plain(p[1]), self._plain(p[3]), self._plain(p[5]), whole(p))

    def temporal(self, p: list[Parsed]) -> CtlUnary:
        return CtlUnary(cast("CtlUnaryOp", str(p[0])), as_formula(p[1]), whole(p))

    def until(self, p: list[Parsed]) -> CtlUntil:
        weak = str(p[3]) == "W"
        return CtlUntil("E" if str(p[0]) == "E" else "A", weak, as_formula(p[2]), as_formula(p[4]), whole(p))

    def _plain(self, piece: Parsed) -> Expression:
        """The piece, if it is not temporal."""
        if isinstance(piece, _TEMPORAL):
            message = "a formula about paths is no value that can be compared or counted"
            remedy = "put it next to `and`, `or`, `not` or `implies` only"
            raise RefusedError(Diagnostic("BCM128", message, piece.span, remedy))
        return cast("Expression", piece)


def as_formula(piece: Parsed) -> Formula:
    """A formula as it is; a plain condition as a leaf."""
    return piece if isinstance(piece, _TEMPORAL) else StateCondition(piece, piece.span)
