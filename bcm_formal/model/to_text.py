"""Expressions and values in the words of the language, for people and for certificates.

`condition_from_text` reads them back with the same meaning. Printing takes linear time and a stack of its own, so that
the long expressions of certificates cost nothing but their length.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import IntEnum
from typing import assert_never

from bcm_formal.model.expressions import (
    And,
    AttributeTerm,
    Choose,
    ClockTerm,
    Comparison,
    Condition,
    Expression,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    NamedTerm,
    Not,
    Number,
    Operator,
    Or,
    Scaled,
    Sum,
    Term,
    Truth,
    compare,
)
from bcm_formal.model.kinds import kind_of
from bcm_formal.model.model import Model
from bcm_formal.model.types import Choice, Date, Duration, DurationChoice, Integer, Level, Range, Type, Value, YesNo
from bcm_formal.model.units import Calendar
from bcm_formal.records import dataclass

_WORDS: Mapping[Operator, str] = {
    "=": "is",
    "!=": "is not",
    "<=": "at most",
    "<": "less than",
    ">=": "at least",
    ">": "more than",
}
_MIRRORED: Mapping[Operator, Operator] = {"=": "=", "!=": "!=", "<=": ">=", "<": ">", ">=": "<=", ">": "<"}


_WIDE = 60
"""Longer chains are printed in parenthesised parts: the reader bounds what stands between two parentheses."""


class Binding(IntEnum):
    """How tightly a form binds; a part that binds looser than its place asks for stands in parentheses."""

    CHOOSE = 0
    IMPLIES = 1
    OR = 2
    AND = 3
    NOT = 4
    COMPARISON = 5
    SUM = 6
    PRODUCT = 7
    MINUS = 8
    ATOM = 9


@dataclass(frozen=True, slots=True)
class _Part:
    """An expression in a place: how tightly it must bind, and the kind its constants have there."""

    expression: Expression
    place: Binding
    kind: Type | None = None


_Piece = str | _Part


def condition_text(model: Model, condition: Condition, *, expand: bool = False) -> str:
    """The condition in canonical words; with `expand`, named parts are replaced by their bodies."""
    return _Printer(Calendar(model.unit, model.calendar), model.today_start or 0, expand).text(condition)


def told_condition(model: Model, condition: Condition) -> str:
    """The same for people: a duration without a unit that the text uses, as in what engines find or keep of an equal
    model, has the one that the text gives this number in."""
    return _Printer(Calendar(model.unit, model.calendar), model.today_start or 0, False, model.durations).text(
        condition
    )


def term_text(model: Model, term: Term, *, expand: bool = False) -> str:
    """The term in canonical words; with `expand`, named parts are replaced by their bodies."""
    return _Printer(Calendar(model.unit, model.calendar), model.today_start or 0, expand).text(term)


def value_text(model: Model, kind: Type, value: Value) -> str:
    """A value of a type in words: `yes`, `N3`, `18 months`, `2027-04-01`, `3`."""
    return constant_text(Calendar(model.unit, model.calendar), model.today_start or 0, kind, value)


def constant_text(calendar: Calendar, today_start: int, kind: Type, value: Value) -> str:
    """`value_text` before there is a model. A level beyond the last is written `next` of the last."""
    match kind:
        case YesNo():
            return "yes" if value else "no"
        case Choice(labels) | Level(labels):
            last = len(labels) - 1
            if value > last:
                return "next " * (value - last) + labels[last]
            return labels[value] if value >= 0 else "previous " * -value + labels[0]
        case Duration(unit):
            return calendar.duration_text(value, unit)
        case DurationChoice(durations, units):
            return calendar.duration_text(value, dict(zip(durations, units, strict=False)).get(value))
        case Date():
            try:
                return calendar.first_day(today_start + value).isoformat()
            except (OverflowError, ValueError):
                start = calendar.first_day(today_start).isoformat()
                sign = "+" if value >= 0 else "-"
                return f"({start} {sign} {calendar.duration_text(abs(value))})"
        case Integer(unit) | Range(unit=unit):
            return f"{value} {unit}" if unit else str(value)
        case _:
            assert_never(kind)


@dataclass(frozen=True, slots=True)
class _Printer:
    calendar: Calendar
    today_start: int
    expand: bool
    written: Mapping[int, str] = field(default_factory=dict)
    """the text's units, by length; for durations that have none of them"""

    def text(self, expression: Expression) -> str:
        written: list[str] = []
        stack: list[_Piece] = [_Part(expression, Binding.CHOOSE)]
        while stack:
            piece = stack.pop()
            if isinstance(piece, str):
                written.append(piece)
            else:
                stack.extend(reversed(self._pieces(piece)))
        return "".join(written)

    def _pieces(self, part: _Part) -> list[_Piece]:
        binding, pieces = self._form(part)
        return pieces if binding >= part.place else ["(", *pieces, ")"]

    def _form(self, part: _Part) -> tuple[Binding, list[_Piece]]:
        """One node: how tightly it binds, and its words and parts."""
        match part.expression:
            case Truth(value):
                return Binding.ATOM, ["yes" if value else "no"]
            case Flag(name) | AttributeTerm(name) | ClockTerm(name):
                return Binding.ATOM, [name]
            case InStatus(statuses):
                return (Binding.COMPARISON, [f"in {', '.join(statuses)}"]) if statuses else (Binding.ATOM, ["no"])
            case NamedCondition(name, body) | NamedTerm(name, body):
                return self._form(_Part(body, part.place, part.kind)) if self.expand else (Binding.ATOM, [name])
            case Not(condition):
                return Binding.NOT, ["not ", _Part(condition, Binding.NOT)]
            case And(conditions):
                return _joined(conditions, Binding.AND, Binding.NOT, " and ", "yes")
            case Or(conditions):
                return self._alternatives(conditions) or _joined(conditions, Binding.OR, Binding.NOT, " or ", "no")
            case Implies(premise, conclusion):
                return Binding.IMPLIES, [
                    _Part(premise, Binding.OR),
                    " implies ",
                    _Part(conclusion, Binding.IMPLIES),
                ]
            case Comparison(operator, left, right):
                return self._comparison(operator, left, right)
            case Number() | Sum() | Scaled() | Choose() as term:
                return self._term(term, part.kind)
            case other:
                assert_never(other)

    def _term(self, term: Number | Sum | Scaled | Choose, kind: Type | None) -> tuple[Binding, list[_Piece]]:
        match term:
            case Number(value, own):
                written = isinstance(own, Duration) and isinstance(kind, Duration | None)
                text = self._constant(own if written or kind is None else kind, value)
                return (Binding.MINUS if value < 0 else Binding.ATOM), [text]
            case Sum(terms):
                return self._sum(terms, kind_of(term))
            case Scaled(factor, inner):
                own = kind or kind_of(inner)
                if factor == -1:
                    return Binding.MINUS, ["-", _Part(inner, Binding.MINUS, own)]
                return Binding.PRODUCT, [f"{factor} * ", _Part(inner, Binding.MINUS, own)]
            case Choose(Comparison(">=" | "<=" as operator, left, right), then, otherwise) if (
                left == then and right == otherwise
            ):
                own = kind or kind_of(term)
                word = "larger" if operator == ">=" else "smaller"
                pair = _Part(then, Binding.SUM, own), _Part(otherwise, Binding.SUM, own)
                return Binding.CHOOSE, [f"{word} of ", pair[0], " and ", pair[1]]
            case Choose(condition, then, otherwise):
                own = kind or kind_of(term)
                return Binding.CHOOSE, [
                    "if ",
                    _Part(condition, Binding.IMPLIES),
                    " then ",
                    _Part(then, Binding.SUM, own),
                    " else ",
                    _Part(otherwise, Binding.CHOOSE, own),
                ]
            case _:
                assert_never(term)

    def _constant(self, kind: Type, value: int) -> str:
        if isinstance(kind, Duration) and self.written and kind.unit not in self.written.values():
            kind = Duration(self.written.get(abs(value)))
        return constant_text(self.calendar, self.today_start, kind, value)

    def _comparison(self, operator: Operator, left: Term, right: Term) -> tuple[Binding, list[_Piece]]:
        if isinstance(left, Number) and isinstance(right, Number):
            return Binding.ATOM, ["yes" if compare(operator, left.value, right.value) else "no"]
        if isinstance(left, Number):
            left, right, operator = right, left, _MIRRORED[operator]
        kind = kind_of(left)
        if isinstance(right, Number) and isinstance(kind, Choice):
            return self._choice(operator, left, right.value, kind)
        kind = next((own for own in (kind, kind_of(right)) if isinstance(own, Date)), kind)
        return Binding.COMPARISON, [*self._side(left, kind), f" {_WORDS[operator]} ", *self._side(right, kind)]

    def _side(self, term: Term, kind: Type) -> list[_Piece]:
        """One side of a comparison. Beside `today`, what clocks show is a time from the day of reading 0 on."""
        if isinstance(kind, Date) and not isinstance(term, Number) and not isinstance(kind_of(term), Date):
            return self._sum(term.terms if isinstance(term, Sum) else (term,), kind)[1]
        return [_Part(term, Binding.SUM, kind)]

    def _choice(self, operator: Operator, left: Term, value: int, kind: Choice) -> tuple[Binding, list[_Piece]]:
        """A comparison with an unordered choice: only `is`, `is not` and `is one of` can be read back."""
        if operator in ("=", "!=") and 0 <= value < len(kind.labels):
            return Binding.COMPARISON, [_Part(left, Binding.SUM), f" {_WORDS[operator]} {kind.labels[value]}"]
        chosen = [label for index, label in enumerate(kind.labels) if compare(operator, index, value)]
        if len(chosen) in (0, len(kind.labels)):
            return Binding.ATOM, ["yes" if chosen else "no"]
        words = " is " if len(chosen) == 1 else " is one of "
        return Binding.COMPARISON, [_Part(left, Binding.SUM), words + ", ".join(chosen)]

    def _alternatives(self, conditions: tuple[Condition, ...]) -> tuple[Binding, list[_Piece]] | None:
        """`x is one of a, b`, where all alternatives say what one attribute is."""
        values: list[int] = []
        subject: AttributeTerm | None = None
        for condition in conditions:
            match condition:
                case Comparison("=", AttributeTerm() as left, Number(value)) if subject in (None, left):
                    subject = left
                    values.append(value)
                case _:
                    return None
        if subject is None or len(values) < 2:
            return None
        listed = ", ".join(self._constant(subject.kind, value) for value in values)
        return Binding.COMPARISON, [f"{subject.name} is one of {listed}"]

    def _sum(self, terms: tuple[Term, ...], kind: Type) -> tuple[Binding, list[_Piece]]:
        numbers = [term for term in terms if isinstance(term, Number)]
        constant = sum(number.value for number in numbers)
        others = [term for term in terms if not isinstance(term, Number)]
        if not others:
            return (Binding.MINUS if constant < 0 else Binding.ATOM), [self._constant(kind, constant)]
        if isinstance(kind, Level) and len(others) == 1:
            step = "next " if constant > 0 else "previous "
            return Binding.MINUS, [step * abs(constant), _Part(others[0], Binding.ATOM)]
        if len(others) > _WIDE:
            others = [Sum(tuple(others[start : start + _WIDE])) for start in range(0, len(others), _WIDE)]
        pieces: list[_Piece] = []
        dated = isinstance(kind, Date) and not any(isinstance(kind_of(term), Date) for term in others)
        if dated:
            pieces.append(self._constant(kind, constant))
            constant = 0
        elif _is_negative(others[0]) and constant > 0:
            pieces.append(self._constant(_step_kind(kind, numbers), constant))
            constant = 0
        for term in others:
            pieces += self._summand(term, first=not pieces)
        if constant:
            pieces += [" + " if constant > 0 else " - ", self._constant(_step_kind(kind, numbers), abs(constant))]
        return Binding.SUM, pieces

    def _summand(self, term: Term, first: bool) -> list[_Piece]:
        if first:
            return [_Part(term, Binding.PRODUCT)]
        if isinstance(term, Scaled) and term.factor < 0:
            positive = term.term if term.factor == -1 else Scaled(-term.factor, term.term)
            return [" - ", _Part(positive, Binding.PRODUCT)]
        return [" + ", _Part(term, Binding.PRODUCT)]


def _joined(
    parts: tuple[Condition, ...], binding: Binding, inner: Binding, joint: str, empty: str
) -> tuple[Binding, list[_Piece]]:
    """Parts with a word between; a conjunction in a disjunction stands in parentheses, to be read at a glance."""
    if not parts:
        return Binding.ATOM, [empty]
    if len(parts) > _WIDE:
        inner = Binding.ATOM
    pieces: list[_Piece] = []
    for index, part in enumerate(parts):
        if index:
            pieces.append(joint)
        pieces.append(_Part(part, inner))
    return (binding if len(parts) > 1 else inner), pieces


def _is_negative(term: Term) -> bool:
    return isinstance(term, Scaled) and term.factor < 0


def _step_kind(kind: Type, numbers: list[Number]) -> Type:
    """The kind of a constant that is added to something of this kind; a duration has the unit of the first of them."""
    return (
        next((number.kind for number in numbers if isinstance(number.kind, Duration)), Duration())
        if isinstance(kind, Date | Duration)
        else kind
    )
