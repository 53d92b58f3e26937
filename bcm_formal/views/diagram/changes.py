"""What a change of the law makes of the rules and statuses of a picture that shows both laws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from bcm_formal.records import dataclass
from bcm_formal.views.diagram.graph import Line, Mark


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of one rule or status, in words: in short, and in detail."""

    mark: Mark | None
    """None: it says the same"""
    word: str
    details: tuple[str, ...] = ()
    limits: tuple[Line, ...] = ()
    """of a status: how long it may last, where that changed"""


@dataclass(frozen=True)
class Changes:
    """By the names that they have in the picture. What is not named here is under both laws the same."""

    rules: Mapping[str, Changed] = field(default_factory=dict)
    statuses: Mapping[str, Changed] = field(default_factory=dict)
    notes: tuple[Line, ...] = ()
    """what else changed"""
