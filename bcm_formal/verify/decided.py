"""A verdict and how it came about: what no checker looks at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from bcm_formal.model.model import Property
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Refused, Verdict

Tried = tuple[tuple[str, str], ...]
"""(engine, why it had no answer) for those asked before"""
STORED = "the stored proof"
"""in the place of an engine's name"""
T = TypeVar("T")


@dataclass(frozen=True)
class Found(Generic[T]):
    """What came of a question: an answer that was shown, evidence that was refused, or (text) why there is neither."""

    result: T | Refused | str
    tried: Tried = ()
    is_too_long: bool = False
    """there is neither, and some engine sees a life course too long to be written down: more work would hardly help"""


@dataclass(frozen=True, slots=True)
class Before:
    """A claim on a property that was accepted in an earlier run, how it was found then, and what else was noted."""

    claim: Claim | str
    """of a formula with several questions: as the text of its certificate"""
    tried: Tried
    notes: tuple[str, ...]
    reused: bool


Recall = Callable[[TransitionSystem, Property], Before | None]
"""what is remembered of a property, if anything is"""


@dataclass(frozen=True)
class Decided:
    """The verdict on one property."""

    verdict: Verdict
    tried: Tried = ()
    notes: tuple[str, ...] = ()
    """what the property speaks of and what never comes about: proved, and no reason to call it empty talk"""
    reused: bool = False
    """a stored certificate was accepted again"""
    recalled: bool = False
    """the claim was remembered, and accepted again"""

    @property
    def outcome(self) -> Outcome:
        return self.verdict.outcome
