"""Verdicts at single points: the policy read with some values of its parameters, and checked.

What is sent to another process, or to another machine, is the syntax tree of the policy, the law that is read, and the
values in words; what comes back are verdicts, or that the policy is not sound with these values.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from bcm_formal.diagnostics import Source
from bcm_formal.language.tree.policy import PolicyFile
from bcm_formal.model.as_of import Given
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.law import Law
from bcm_formal.model.model import Model
from bcm_formal.records import dataclass
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.asking import Asking
from bcm_formal.versions.sweeping.area import Point
from bcm_formal.versions.sweeping.results import OpenNumber, Outcomes

MOST_POINTS = 100_000


@dataclass(frozen=True, slots=True)
class Axis:
    """The values of one parameter that are tried, in order; there may be very many."""

    number: OpenNumber
    values: range

    @staticmethod
    def of(number: OpenNumber, step: int) -> Axis:
        """Every so many values, beginning with the least."""
        return Axis(number, range(number.bounds.low, number.bounds.high + 1, step))

    @property
    def count(self) -> int:
        """How many there are, also where that is more than a machine counts."""
        return (self.values[-1] - self.values.start) // self.values.step + 1


@dataclass(frozen=True, slots=True)
class Job:
    """All that is needed to check a policy with some values."""

    tree: PolicyFile
    included: tuple[Source, ...]
    law: Law
    given: tuple[tuple[str, str], ...]
    """values of other parameters"""
    properties: tuple[str, ...]
    solvers: tuple[str, ...]

    def verdicts(self, values: Mapping[str, str]) -> Outcomes | None:
        """The verdicts with these values, in words; None: the policy is not sound with them."""
        given = {**dict(self.given), **values}
        model = from_syntax(self.tree, Given(tuple(given.items()), self.law), self.included)[0]
        if model is None or any(name not in model.property for name in self.properties):
            return None
        return tuple(Asking(model, None, self.solvers).outcomes(self.properties).values())


def is_result(said: object, properties: Sequence[str]) -> TypeGuard[Outcomes | None]:
    """True iff it may be what a `Job` finds of these properties."""
    return said is None or (
        type(said) is tuple and len(said) == len(properties) and all(type(item) is Outcome for item in said)
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """All combinations of the values of some parameters of a policy."""

    model: Model
    axes: tuple[Axis, ...]

    @property
    def count(self) -> int:
        number = 1
        for axis in self.axes:
            number *= axis.count
        return number

    def points(self) -> Iterator[Point]:
        """In order, the values of the last parameter fastest. There must not be many."""
        return itertools.product(*(axis.values for axis in self.axes))

    def words(self, point: Point) -> dict[str, str]:
        """The values of a point as the policy writes them."""
        numbers = (axis.number for axis in self.axes)
        return {item.name: item.bounds.words(self.model, value) for item, value in zip(numbers, point, strict=True)}
