"""Verdicts at single points: the policy read with some values of its parameters, and checked.

What is sent to another process, or to another machine, is the syntax tree of the policy, the law that is read, and the
values in words; what comes back are the names of verdicts, or that the policy is not sound with these values.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from bcm_formal.diagnostics import Source
from bcm_formal.language.tree.policy import PolicyFile
from bcm_formal.model.as_of import Given
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.law import Law
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.versions.sweeping.area import Point

Verdicts = tuple[str, ...]
"""a word of `OUTCOMES` for each property, in order"""
OUTCOMES = tuple(outcome.name for outcome in Outcome)
MOST_POINTS = 100_000


@dataclass(frozen=True, slots=True)
class Axis:
    """The values of one parameter that are tried, in order, each with its words."""

    name: str
    values: tuple[int, ...]
    words: tuple[str, ...]


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

    def verdicts(self, values: Mapping[str, str]) -> Verdicts | None:
        """The verdicts with these values, in words; None: the policy is not sound with them."""
        given = {**dict(self.given), **values}
        model = from_syntax(self.tree, Given(tuple(given.items()), self.law), self.included)[0]
        if model is None or any(name not in model.property for name in self.properties):
            return None
        portfolio, system = Portfolio("auto", None, self.solvers), TransitionSystem(model)
        return tuple(portfolio.decide(system, model.property[name]).outcome.name for name in self.properties)


@dataclass(frozen=True, slots=True)
class Grid:
    """All combinations of the values of some axes."""

    axes: tuple[Axis, ...]

    @property
    def count(self) -> int:
        number = 1
        for axis in self.axes:
            number *= len(axis.values)
        return number

    def points(self) -> Iterator[Point]:
        """In order, the values of the last axis fastest."""
        return itertools.product(*(axis.values for axis in self.axes))

    def words(self, point: Point) -> dict[str, str]:
        """The values of a point as the policy writes them."""
        return {axis.name: axis.words[axis.values.index(value)] for axis, value in zip(self.axes, point, strict=True)}


def is_result(found: object, properties: Sequence[str]) -> bool:
    """True iff something that came from elsewhere is what `Job.verdicts` gives for these properties."""
    if found is None:
        return True
    return isinstance(found, tuple) and len(found) == len(properties) and all(word in OUTCOMES for word in found)
