"""What an engine says, before anybody believes it."""

from __future__ import annotations

from enum import Enum

from bcm_formal.records import dataclass
from bcm_formal.system.questions import Witness
from bcm_formal.trust.certificate import Certificate
from bcm_formal.trust.trace import Trace


class Outcome(Enum):
    HOLDS = "HOLDS"
    VIOLATED = "VIOLATED"
    VACUOUS = "VACUOUS"
    UNKNOWN = "UNKNOWN"
    ENGINE_FAULT = "ENGINE FAULT"

    @property
    def is_decided(self) -> bool:
        """True iff it is an answer to what the property asks."""
        return self not in (Outcome.UNKNOWN, Outcome.ENGINE_FAULT)


def if_found(question: Witness, found: bool) -> Outcome:
    """The answer to the question if there is, or is not, a life course as it asks for."""
    return Outcome.HOLDS if found is not question.denied else Outcome.VIOLATED


@dataclass(frozen=True, slots=True)
class Claim:
    """`outcome` is HOLDS, VIOLATED or VACUOUS, and `certificate` is said to show it."""

    outcome: Outcome
    certificate: Certificate
    engine: str
    somebody: Trace | None = None
    """a life course to a state that the property speaks of, where the outcome would be the same if there were none"""


@dataclass(frozen=True, slots=True)
class Undecided:
    """The engine has no answer: why, and how far it got."""

    engine: str
    reason: str
