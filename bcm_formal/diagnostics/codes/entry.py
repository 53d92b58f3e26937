"""One entry of the registry of diagnostic codes."""

from __future__ import annotations

from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What a code means: a title, an explanation, and a text that is wrong beside one that is right.

    Examples are parts of a model; they are empty where the mistake is not in a text.
    """

    code: str
    title: str
    explanation: str
    wrong: str = ""
    right: str = ""
