"""Syntax of expressions: names, values as written, and what is said with them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import field
from typing import Literal, assert_never

from bcm_formal.diagnostics import Span
from bcm_formal.records import dataclass

Unit = Literal["year", "quarter", "month", "week", "day"]
CompareOp = Literal["is", "is not", "at least", "at most", "more than", "less than"]
ArithmeticOp = Literal["+", "-", "*"]
StepOp = Literal["next", "previous"]
ExtremeOp = Literal["larger of", "smaller of"]

UNITS: tuple[Unit, ...] = ("year", "quarter", "month", "week", "day")


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it is declared or used; as an expression: an attribute, clock, parameter, definition or value."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Text in quotes; `value` is what stands between them, escapes resolved."""

    value: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number, not negative (a sign is `Negative`), with its unit if it has one: `3000000 JPY`."""

    value: int
    span: Span = field(compare=False, repr=False)
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount of time as written: `18 months` is (18, "month")."""

    amount: int
    unit: Unit
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the calendar, compared with the built-in clock `today`."""

    value: datetime.date
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class YesNo:
    value: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """`left op right`; symbols are read as the words."""

    op: CompareOp
    left: Expression
    right: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OneOf:
    """`subject is one of a, b`, negated: `subject is not one of a, b`; at least one value."""

    subject: Expression
    values: tuple[Expression, ...]
    negated: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class In:
    """`in a, b`: the person's status is one of these statuses or lies in one of these layers; at least one name."""

    places: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    operand: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class And:
    """`a and b and c` without parentheses is one node with three operands; at least two."""

    operands: tuple[Expression, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Or:
    """`a or b or c` without parentheses is one node with three operands; at least two."""

    operands: tuple[Expression, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Implies:
    left: Expression
    right: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class IfThenElse:
    condition: Expression
    then: Expression
    otherwise: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    op: ArithmeticOp
    left: Expression
    right: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Extreme:
    """`larger of left and right`, `smaller of left and right`."""

    op: ExtremeOp
    left: Expression
    right: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Negative:
    operand: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NeighbouringLevel:
    """`next language`, `previous language`: the neighbouring level."""

    op: StepOp
    operand: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AnyValue:
    """`any`, in `starts any` and `set x = any`; not an expression."""

    span: Span = field(compare=False, repr=False)


Literals = Number | Duration | Date | YesNo
Expression = (
    Name
    | Number
    | Duration
    | Date
    | YesNo
    | Compare
    | OneOf
    | In
    | Not
    | And
    | Or
    | Implies
    | IfThenElse
    | Arithmetic
    | Extreme
    | Negative
    | NeighbouringLevel
)


def operands(expression: Expression) -> tuple[Expression, ...]:
    """The direct parts of an expression in reading order (the places of `in` are not expressions)."""
    match expression:
        case Name() | Number() | Duration() | Date() | YesNo() | In():
            return ()
        case Compare(_, left, right) | Arithmetic(_, left, right) | Extreme(_, left, right) | Implies(left, right):
            return (left, right)
        case OneOf(subject, values):
            return (subject, *values)
        case And(parts) | Or(parts):
            return parts
        case Not(part) | Negative(part) | NeighbouringLevel(_, part):
            return (part,)
        case IfThenElse(condition, then, otherwise):
            return (condition, then, otherwise)
        case _:
            assert_never(expression)


def subexpressions(expression: Expression) -> Iterator[Expression]:
    """The expression and everything in it, in reading order, however deep."""
    waiting = [expression]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(operands(current)))
