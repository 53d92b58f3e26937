"""What a condition asks that a person does not have, atom by atom, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from bcm_formal.answers.phrases import (
    attribute_text,
    counted,
    listed,
    reading_text,
    span_of_time,
    status_title,
    statuses_title,
    written_time,
)
from bcm_formal.model.durations import unit_in
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
    attributes_of,
    bare,
    clocks_of,
    negation,
    walk,
)
from bcm_formal.model.kinds import kind_of
from bcm_formal.model.model import Model
from bcm_formal.model.to_text import condition_text, value_text
from bcm_formal.model.types import Choice, Date, Duration, DurationChoice, Integer, Level, Range, Type, YesNo
from bcm_formal.records import dataclass
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State


@dataclass(frozen=True, slots=True)
class Points:
    """One line of a score: so many points `when`; `given` to this person, or `never` to be had any more."""

    points: int
    when: str
    condition: Condition
    given: bool
    never: bool = False


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing asked: what it is, what the person has instead, and by how much it is missed where that can be said."""

    asks: str
    has: str
    short: str | None
    condition: Condition
    known: str = ""
    """what the numbers that it names, or adds up, amount to: `pass_mark is 70`"""
    points: tuple[Points, ...] = ()
    """the lines of the scores that it reads"""


def missing(miss: Miss) -> str:
    """What is asked and what is there instead, in one line: `tongue is good; has some (1 level short)`."""
    known = f" ({miss.known})" if miss.known else ""
    short = f" ({miss.short})" if miss.short else ""
    return f"{miss.asks}{known}; {miss.has}{short}"


@dataclass(frozen=True, slots=True)
class _Sides:
    """A comparison as read from the side that a person has something of."""

    operator: Operator
    subject: Term
    other: Term


_MIRRORED: dict[Operator, Operator] = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}


class Misses:
    """Compares conditions with states of one model."""

    def __init__(self, model: Model, interpreter: Interpreter | None = None) -> None:
        self.model = model
        self.interpreter = interpreter or Interpreter(model)

    def of(self, condition: Condition, state: State) -> tuple[Miss, ...]:
        """The parts of the condition that are not true of the state; none iff it holds."""
        return tuple(self.told(part, state) for part in self._missing(condition, state))

    def distance(self, condition: Condition, state: State) -> int:
        """By how much those parts are missed, all together; 0 iff the condition holds."""
        return sum(self._distance(part, state) for part in self._missing(condition, state))

    def _missing(self, condition: Condition, state: State) -> Iterator[Condition]:
        """The smallest parts that are not true of the state and can be told each for itself."""
        if self.interpreter.test(condition)(state):
            return
        match condition:
            case And(parts):
                for part in parts:
                    yield from self._missing(part, state)
            case NamedCondition(_, body):
                yield from self._missing(body, state)
            case Implies(_, conclusion):
                yield from self._missing(conclusion, state)
            case Not(NamedCondition(_, body)) if not isinstance(body, And):
                yield from self._missing(Not(body), state)
            case Not(Or(parts)):
                for part in parts:
                    yield from self._missing(negation(part), state)
            case Not(Comparison() as inner):
                yield from self._missing(negation(inner), state)
            case Not(Not(inner)):
                yield from self._missing(inner, state)
            case Truth() | Or() | Not() | Comparison() | Flag() | InStatus():
                yield condition
            case _:
                assert_never(condition)

    def told(self, condition: Condition, state: State) -> Miss:
        """One part and what the state has of it."""
        match condition:
            case Comparison():
                return self._compared(condition, state)
            case Flag(name) | Not(Flag(name)):
                return self._miss(condition, self._has(name, state))
            case InStatus(statuses) | Not(InStatus(statuses)):
                miss = self._miss(condition, f"is {status_title(self.model, state.status)}")
                asks = f"in {statuses_title(self.model, statuses)}"
                return replace(miss, asks=f"not {asks}" if isinstance(condition, Not) else asks)
            case Truth() | Or() | Not() | And() | Implies() | NamedCondition():
                return self._whole(condition, state)
            case _:
                assert_never(condition)

    def _distance(self, condition: Condition, state: State) -> int:
        """By how much a part is missed: what its comparison lacks, else 1."""
        if not isinstance(condition, Comparison):
            return 1
        side = self._sides(condition)
        if side.operator == "!=" or isinstance(kind_of(side.subject), Choice):
            return 1
        value, wanted = self.interpreter.value(side.subject, state), self.interpreter.value(side.other, state)
        return abs(wanted - value) + (1 if side.operator in ("<", ">") else 0)

    def _miss(self, condition: Condition, has: str, short: str | None = None) -> Miss:
        values = [
            f"{node.name} is {self._value(kind_of(node), number.value, unit_in(number))}"
            for node in dict.fromkeys(walk(condition))
            if isinstance(node, NamedTerm) and isinstance(number := bare(node), Number)
        ]
        return Miss(condition_text(self.model, condition), has, short, condition, ", ".join(values))

    def _points(self, condition: Condition, state: State) -> Iterator[Points]:
        """The lines of the scores that a condition reads."""
        windows = {window.name for window in self.model.windows}
        scores = dict.fromkeys(node for node in walk(condition) if isinstance(node, NamedTerm))
        for score in (score for score in scores if score.name not in windows):
            lines = score.body.terms if isinstance(score.body, Sum) else (score.body,)
            for line in lines:
                match line:
                    case Choose(when, Number(points), Number(0)):
                        words = condition_text(self.model, when)
                        yield Points(points, words, when, self.interpreter.holds(when, state))
                    case _:
                        break

    def _has(self, name: str, state: State) -> str:
        index = next(i for i, item in enumerate(self.model.attributes) if item.name == name)
        return f"has {attribute_text(self.model, name, state.attributes[index])}"

    def _whole(self, condition: Condition, state: State) -> Miss:
        """A part that cannot be split: the values of everything it reads."""
        values = [f"{name} {value}" for name, value in self._readings(condition, state)]
        return self._miss(condition, f"has {listed(values)}" if values else "never true")

    def _readings(self, expression: Expression, state: State) -> Iterator[tuple[str, str]]:
        """What attributes and clocks that the expression reads show."""
        attributes, clocks = attributes_of(expression), clocks_of(expression)
        for item, value in zip(self.model.attributes, state.attributes, strict=True):
            if item.name in attributes:
                yield item.name, attribute_text(self.model, item.name, value)
        for clock, reading in zip(self.model.clocks, state.clocks, strict=True):
            if clock.name in clocks:
                yield clock.name, reading_text(self.model, clock.name, reading)

    def _compared(self, condition: Comparison, state: State) -> Miss:
        side = self._sides(condition)
        value, wanted = self.interpreter.value(side.subject, state), self.interpreter.value(side.other, state)
        constant = _is_constant(side.other)
        kind, unit = kind_of(side.subject), unit_in(side.other) if constant else None
        has = f"has {self._value(kind, value, unit)}"
        if not constant:
            has += f", and {self._term(side.other)} is {self._value(kind, wanted, unit)}"
        if side.operator == "!=" or isinstance(kind, Choice):
            return self._miss(condition, has)
        below = value < wanted or side.operator == ">"
        miss = self._miss(condition, has, _short(self.model, kind, self._distance(condition, state), below, unit))
        known = [miss.known] if miss.known else []
        if isinstance(side.subject, Sum | Scaled):
            parts = [f"{name} is {shown}" for name, shown in self._readings(side.subject, state)]
            known += parts if len(parts) > 1 or isinstance(side.subject, Scaled) else []
        return replace(miss, known=", ".join(known), points=tuple(self._points(condition, state)))

    def _sides(self, condition: Comparison) -> _Sides:
        left, right = condition.left, condition.right
        if isinstance(bare(left), (AttributeTerm | ClockTerm | Choose)) or not _is_constant(left):
            return _Sides(condition.operator, left, right)
        return _Sides(_MIRRORED.get(condition.operator, condition.operator), right, left)

    def _value(self, kind: Type, value: int, unit: str | None = None) -> str:
        return (
            written_time(self.model, value, unit) if isinstance(kind, Duration) else value_text(self.model, kind, value)
        )

    def _term(self, term: Term) -> str:
        from bcm_formal.model.to_text import term_text

        return term_text(self.model, term)


def _is_constant(term: Term) -> bool:
    return not clocks_of(term) and not attributes_of(term)


def _short(model: Model, kind: Type, gap: int, below: bool, unit: str | None) -> str | None:
    """`2 levels short`, `3 months too long`."""
    match kind:
        case Level():
            return f"{counted(gap, 'level')} {'short' if below else 'too high'}"
        case Duration():
            return f"{span_of_time(model, gap, unit)} {'short' if below else 'too long'}"
        case Date():
            return f"{span_of_time(model, gap)} {'too early' if below else 'too late'}"
        case Range(unit=str(unit)) | Integer(str(unit)):
            return f"{gap} {unit} {'short' if below else 'too much'}"
        case Range() | Integer():
            return f"{gap} {'short' if below else 'too many'}"
        case YesNo() | Choice() | DurationChoice():
            return None
        case _:
            assert_never(kind)
