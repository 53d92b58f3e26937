"""What was found when a property was to be repaired."""

from __future__ import annotations

from bcm_formal.model.model import Model
from bcm_formal.records import dataclass
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.repair.edits import Edit


@dataclass(frozen=True, slots=True)
class Changed:
    """Another verdict, under the repair, on a property that was to be left alone."""

    name: str
    before: Outcome
    after: Outcome

    @property
    def breaks(self) -> bool:
        """True iff it held, or spoke of nobody, and is not shown to do so or to hold any more."""
        return self.before is Outcome.HOLDS or (self.before is Outcome.VACUOUS and self.after is not Outcome.HOLDS)


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes of the text under which the property holds, checked.

    `misses`: the number nearer to what is written with which it was tried last and is not shown to hold; its neighbour,
    unless there were too few tries. Between that and what is written it was taken not to hold.
    """

    edits: tuple[Edit, ...]
    text: str
    """the reform"""
    changed: tuple[Changed, ...]
    misses: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    """scenarios that pass without the repair, and not with it"""


@dataclass(frozen=True, slots=True)
class Repairs:
    """What was found, cheapest first, and how far was looked."""

    model: Model
    name: str
    before: Outcome
    found: tuple[Repair, ...]
    left_alone: tuple[str, ...]
    """parameters and definitions in whose words the property asks"""
    tried: int
    """policies that were asked whether the property holds"""
    undecided: int
    """of them, those with no answer"""
    refused: int
    """repairs under which something that is to be kept is not shown to hold"""
    singles_left: int
    pairs_left: int
    """changes that were not tried, alone and two at a time"""
