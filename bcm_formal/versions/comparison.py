"""What there is to tell of a change: what was asked of it, and what came of it."""

from __future__ import annotations

from bcm_formal.records import dataclass
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.meaning import Sameness
from bcm_formal.versions.people.effects import Effect
from bcm_formal.versions.properties import PropertyChange
from bcm_formal.versions.texts import TextChange


@dataclass(frozen=True)
class Comparison:
    """Two laws compared. What was not asked is None."""

    bridge: Bridge
    texts: tuple[TextChange, ...]
    people: tuple[Effect, ...] | None = None
    properties: tuple[PropertyChange, ...] | None = None
    sameness: Sameness | None = None
