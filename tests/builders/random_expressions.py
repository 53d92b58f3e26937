"""Random conditions and terms over what a model declares so far."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

from bcm_formal.model.expressions import (
    FALSE,
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    NamedTerm,
    Number,
    Operator,
    Term,
    choose,
    comparison,
    conjunction,
    disjunction,
    negation,
    scaled,
    total,
)
from bcm_formal.model.model import Attribute, Clock, Definition, Model
from bcm_formal.model.types import Duration, DurationChoice, Integer, Value, YesNo, domain, is_ordered

T = TypeVar("T")
LARGEST = 4
"""the largest duration"""


class Words:
    """Draws expressions; they speak of the statuses, attributes, clocks and definitions it knows."""

    def __init__(self, draw: random.Random, model: Model | None = None) -> None:
        self.draw = draw
        self.statuses: tuple[str, ...] = tuple(s.name for s in model.statuses) if model else ()
        self.attributes: tuple[Attribute, ...] = model.attributes if model else ()
        self.clocks: tuple[Clock, ...] = model.clocks if model else ()
        self.definitions: list[Definition] = list(model.definitions) if model else []
        self.diagonal = False
        """clocks that run are compared with each other"""

    # --- drawing ---

    def chance(self, percent: int) -> bool:
        return self.draw.randint(1, 100) > 100 - percent

    def one(self, items: Sequence[T]) -> T:
        return items[self.draw.randint(0, len(items) - 1)]

    def some(self, items: Sequence[T], at_least: int = 1) -> tuple[T, ...]:
        """A random part of the items in their order, of at least so many."""
        count = self.draw.randint(at_least, len(items))
        places = sorted(self.draw.sample(range(len(items)), count))
        return tuple(items[place] for place in places)

    # --- expressions ---

    def still(self, depth: int) -> Condition:
        """A condition on status and attributes only."""
        return self._combined(depth, False)

    def condition(self, depth: int) -> Condition:
        """A condition on anything."""
        return self._combined(depth, True)

    def _combined(self, depth: int, timed: bool) -> Condition:
        if depth == 0 or self.chance(50):
            return self._atom(timed)
        one, other = self._combined(depth - 1, timed), self._combined(depth - 1, timed)
        match self.draw.randint(0, 4):
            case 0 | 1:
                return conjunction((one, other))
            case 2:
                return disjunction((one, other))
            case 3:
                return negation(one)
            case _:
                return Implies(one, other)

    def _atom(self, timed: bool) -> Condition:
        kinds = ["attribute"] * 3 * bool(self.attributes) + ["status"] + (["clock"] * 4 + ["named"]) * timed
        match self.one(kinds):
            case "attribute":
                return self._about(self.one(self.attributes))
            case "clock":
                return self._about_clock()
            case "named" if self.definitions:
                return self._named(self.one(self.definitions))
            case _:
                return InStatus(self.some(self.statuses))

    def _about(self, attribute: Attribute) -> Condition:
        kind = attribute.kind
        if isinstance(kind, YesNo):
            return Flag(attribute.name)
        values: Sequence[Value] = range(LARGEST + 2) if is_duration(attribute) else domain(kind) or range(-1, 4)
        return Comparison(
            self._sign(is_ordered(kind)), AttributeTerm(attribute.name, kind), Number(int(self.one(values)), kind)
        )

    def _about_clock(self) -> Condition:
        clock = ClockTerm(self.one(self.clocks).name)
        sign = self._sign(True)
        numbers = self.numbers()
        standing = [c.name for c in self.clocks if c.runs == FALSE or self.diagonal]
        match self.draw.randint(0, 9):
            case 7 if numbers:
                return comparison(sign, clock, self.one(numbers))
            case 8 if numbers:
                return comparison(sign, total((clock, steps(1))), scaled(2, self.one(numbers)))
            case 6 if standing:
                pair = clock, ClockTerm(self.one(standing))
                condition = Comparison(self.one((">=", "<=")), *pair)
                return comparison(sign, choose(condition, *pair), steps(self.draw.randint(0, LARGEST)))
            case 5 if standing:
                other = scaled(self.one((1, 2, -1)), ClockTerm(self.one(standing)))
                weighed = total((scaled(self.one((1, 2, 3)), clock), other))
                return comparison(sign, weighed, steps(self.draw.randint(0, 2 * LARGEST)))
            case 9 if standing:
                return comparison(sign, clock, ClockTerm(self.one(standing)))
            case _:
                return comparison(sign, clock, steps(self.draw.randint(0, LARGEST)))

    def _named(self, definition: Definition) -> Condition:
        if definition.name == "meets":
            return NamedCondition(definition.name, definition.body)  # type: ignore[arg-type]
        score = NamedTerm(definition.name, definition.body)  # type: ignore[arg-type]
        return comparison(">=", score, Number(self.draw.randint(1, 4), Integer()))

    def numbers(self) -> list[Term]:
        """What a clock may be compared with besides constants."""
        return [AttributeTerm(a.name, a.kind) for a in self.attributes if is_duration(a)]

    def _sign(self, ordered: bool) -> Operator:
        signs: tuple[Operator, ...] = ("<=", ">=", "<", ">", "=", "!=") if ordered else ("=", "!=")
        return self.one(signs)


def steps(count: int) -> Number:
    return Number(count, Duration())


def is_duration(attribute: Attribute) -> bool:
    return isinstance(attribute.kind, DurationChoice)
