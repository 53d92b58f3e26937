"""What was found of the numbers of a policy: frontiers over all their values, or verdicts at some points. Pure data."""

from __future__ import annotations

from bcm_formal.model.model import Model
from bcm_formal.records import dataclass
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.sweeping.area import Area, Plane, Point
from bcm_formal.vetting.opening import Bounds

Outcomes = tuple[Outcome, ...]
"""one for each of some properties, in order"""


@dataclass(frozen=True, slots=True)
class OpenNumber:
    """A parameter that is left open, and between which values."""

    name: str
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Frontier:
    """The values with which a property holds (or speaks of nobody), and those with which it does not, both shown."""

    name: str
    holds: Area
    violated: Area
    undecided: Area = ()
    questions: int = 0
    """how many were asked"""
    why: str | None = None
    """why something is undecided"""


@dataclass(frozen=True, slots=True)
class Swept:
    """The frontiers of some properties of a policy over the same numbers."""

    model: Model
    numbers: tuple[OpenNumber, ...]
    frontiers: tuple[Frontier, ...]

    @property
    def plane(self) -> Plane:
        return Plane([(item.bounds.low, item.bounds.high) for item in self.numbers])

    @property
    def is_decided(self) -> bool:
        """True iff every property is decided for all values."""
        return not any(item.undecided for item in self.frontiers)


@dataclass(frozen=True, slots=True)
class Varied:
    """Verdicts at points: for each, in the order of `names`, or None where the policy with these values is not
    sound."""

    model: Model
    numbers: tuple[OpenNumber, ...]
    names: tuple[str, ...]
    """the properties"""
    points: tuple[tuple[Point, Outcomes | None], ...]
    remembered: frozenset[Point] | None = None
    """the points of which a file said this; None: no file was asked"""

    @property
    def is_decided(self) -> bool:
        return all(outcome.is_decided for _, outcomes in self.points for outcome in outcomes or ())
