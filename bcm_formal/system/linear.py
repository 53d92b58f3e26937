"""Terms as linear forms, and linear comparisons as readable conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import gcd
from typing import assert_never

from bcm_formal.model.expressions import (
    AttributeTerm,
    Choose,
    ClockTerm,
    Condition,
    NamedTerm,
    Number,
    Operator,
    Scaled,
    Sum,
    Term,
    comparison,
    scaled,
    total,
)
from bcm_formal.model.kinds import family, kind_of
from bcm_formal.model.types import Choice, Date, Duration, Integer, Level, Type
from bcm_formal.records import dataclass

Variable = AttributeTerm | ClockTerm

_MIRRORED: Mapping[Operator, Operator] = {"=": "=", "!=": "!=", "<=": ">=", "<": ">", ">=": "<=", ">": "<"}


class NotLinearError(Exception):
    """The term holds an `if … then … else …` and so is no linear form."""


@dataclass(frozen=True, slots=True)
class Linear:
    """`constant` plus the sum of coefficient times reading; coefficients are not zero, each reading comes once."""

    parts: tuple[tuple[Variable, int], ...]
    constant: int

    @staticmethod
    def of(parts: Iterable[tuple[Variable, int]], constant: int) -> Linear:
        """The form with equal readings added up."""
        summed: dict[Variable, int] = {}
        for reading, coefficient in parts:
            summed[reading] = summed.get(reading, 0) + coefficient
        return Linear(tuple((reading, c) for reading, c in summed.items() if c), constant)

    def plus(self, other: Linear) -> Linear:
        return Linear.of((*self.parts, *other.parts), self.constant + other.constant)

    def times(self, factor: int) -> Linear:
        return Linear.of(((reading, factor * c) for reading, c in self.parts), factor * self.constant)

    def coefficient(self, name: str) -> int:
        """The coefficient of the reading of that name; 0 where it is not read."""
        return next((c for reading, c in self.parts if reading.name == name), 0)

    def without(self, name: str) -> Linear:
        """The form less the reading of that name."""
        return Linear(tuple(part for part in self.parts if part[0].name != name), self.constant)

    def term(self) -> Term:
        """The form as a term of the language."""
        return _side(self.parts, self.constant)


def linear(term: Term) -> Linear:
    """The term as a linear form. Raises `NotLinearError`."""
    match term:
        case Number(value):
            return Linear((), value)
        case AttributeTerm() | ClockTerm():
            return Linear(((term, 1),), 0)
        case Sum(terms):
            result = Linear((), 0)
            for part in terms:
                result = result.plus(linear(part))
            return result
        case Scaled(factor, inner):
            return linear(inner).times(factor)
        case NamedTerm(_, body):
            return linear(body)
        case Choose():
            raise NotLinearError
        case _:
            assert_never(term)


def difference(left: Term, right: Term) -> Linear:
    """`left - right` as a linear form. Raises `NotLinearError`."""
    return linear(left).plus(linear(right).times(-1))


def linear_comparison(operator: Operator, form: Linear) -> Condition:
    """`form operator 0` with a positive coefficient first on the left, subtracted readings on the right."""
    divisor = gcd(*(c for _, c in form.parts)) if form.parts else 1
    if divisor > 1 and form.constant % divisor == 0:
        form = Linear(tuple((reading, c // divisor) for reading, c in form.parts), form.constant // divisor)
    left = tuple(part for part in form.parts if part[1] > 0)
    right = tuple((reading, -c) for reading, c in form.parts if c < 0)
    constant = -form.constant
    if not left and right:
        left, right, constant, operator = right, left, -constant, _MIRRORED[operator]
    if right and constant < 0:
        return comparison(operator, _side(left, -constant), _side(right, 0))
    return comparison(operator, _side(left, 0), _side(right, constant, left))


def _side(parts: Iterable[tuple[Variable, int]], constant: int, beside: Iterable[tuple[Variable, int]] = ()) -> Term:
    """The sum as a term; its constant is printed in the kind of what it stands with or is compared to."""
    parts = tuple(parts)
    kinds = [kind_of(reading) for reading, _ in (*parts, *beside)]
    number = Number(constant, _constant_kind(kinds, bare=not parts))
    return total((*(scaled(c, reading) for reading, c in parts), number))


def _constant_kind(kinds: list[Type], bare: bool) -> Type:
    if not kinds:
        return Integer()
    first = kinds[0]
    if isinstance(first, Choice | Level):
        return first if bare and len(kinds) == 1 else Integer()
    if any(isinstance(kind, Date) for kind in kinds):
        return Date() if bare and len(kinds) == 1 else Duration()
    return family(first)
