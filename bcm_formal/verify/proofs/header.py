"""The first lines of a certificate: what it is for. Read before anything else, and alone where that is enough."""

from __future__ import annotations

from dataclasses import dataclass

from bcm_formal import __version__
from bcm_formal.model.model import Model, Property
from bcm_formal.model.to_json import digest, property_digest
from bcm_formal.system.semantics import SEMANTICS
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.proofs.outline import UnreadableCertificateError

FORMAT = 1
MAX_WORDS = 200
"""characters of anything that a header names"""
_TITLE = "bcm-formal certificate"


@dataclass(frozen=True, slots=True)
class Header:
    """Which property of which model a certificate is for, what it shows, and what wrote it."""

    policy: str
    model: str
    """digest of the checked model"""
    property: str
    sentence: str
    """digest of the property"""
    semantics: int
    tool: str
    outcome: Outcome
    kind: str


def header_for(model: Model, item: Property, outcome: Outcome, kind: str) -> Header:
    """The header of a certificate that this program writes."""
    return Header(model.name, digest(model), item.name, property_digest(item), SEMANTICS, __version__, outcome, kind)


def header_lines(header: Header) -> list[str]:
    """The header as it is written."""
    return [
        f"{_TITLE} {FORMAT}",
        f"policy {header.policy}",
        f"model {header.model}",
        f"property {header.property}",
        f"sentence {header.sentence}",
        f"semantics {header.semantics}",
        f"tool {header.tool}",
        f"shows {header.outcome.value} by {header.kind}",
    ]


_NAMES = ("policy", "model", "property", "sentence", "semantics", "tool", "shows")


def header_of(lines: list[str]) -> Header:
    """The header in the first lines of a file. Raises `UnreadableCertificateError` if it is none that can be used."""
    if not lines or not lines[0].startswith(_TITLE + " "):
        raise UnreadableCertificateError("it does not begin as a certificate does")
    version = lines[0][len(_TITLE) + 1 :].strip()
    if version != str(FORMAT):
        raise UnreadableCertificateError(
            f"it is written in format {version[:20]}, and this program reads format {FORMAT}"
        )
    found: list[str] = []
    for name, line in zip(_NAMES, lines[1:], strict=False):
        if not line.startswith(name + " "):
            raise UnreadableCertificateError(f"its header has no line `{name}`")
        found.append(line[len(name) + 1 :].strip())
        if len(found[-1]) > MAX_WORDS:
            raise UnreadableCertificateError(f"its header says more after `{name}` than anything is called")
    if len(found) < len(_NAMES):
        raise UnreadableCertificateError(f"its header has no line `{_NAMES[len(found)]}`")
    policy, model, item, sentence, semantics, tool, shows = found
    if semantics != str(SEMANTICS):
        reads = f"it is about semantics {semantics[:20]}, and this program proves semantics {SEMANTICS}"
        raise UnreadableCertificateError(reads)
    outcome, _, kind = shows.partition(" by ")
    if outcome not in (Outcome.HOLDS.value, Outcome.VIOLATED.value, Outcome.VACUOUS.value):
        raise UnreadableCertificateError(f"it shows `{outcome[:20]}`, which is no verdict that can be proved")
    return Header(policy, model, item, sentence, SEMANTICS, tool, Outcome(outcome), kind)


HEADER_LINES = 1 + len(_NAMES)
