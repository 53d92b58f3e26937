"""The first lines of a certificate: what it is for. Read before anything else, and alone where that is enough."""

from __future__ import annotations

from bcm_formal import __version__
from bcm_formal.model.model import Model, Property
from bcm_formal.model.to_json.policy import digest, property_digest
from bcm_formal.records import dataclass
from bcm_formal.system.semantics import SEMANTICS
from bcm_formal.trust.claim import Outcome
from bcm_formal.vault.outline import UnreadableCertificateError

FORMAT = 2
TITLE = "bcm-formal certificate "
"""what every certificate begins with, in any format"""
MAX_WORDS = 200
"""characters of anything that a header names"""
MAX_SENTENCE = 20_000
"""characters of a sentence"""
NO_SCRIPT = "none"


@dataclass(frozen=True, slots=True)
class Header:
    """Which property of which model a certificate is for, what it shows, and what wrote it. All digests are SHA-256."""

    policy: str
    property: str
    sentence: str
    """in canonical words"""
    outcome: Outcome
    kind: str
    rules: str
    """digest of the checked model, of which properties are no part"""
    question: str
    """digest of what the sentence asks"""
    script: str
    """digest of the obligations, or `NO_SCRIPT` where nothing is left to prove"""
    engine: str
    """what found the evidence"""
    tool: str
    semantics: int


def header_for(model: Model, item: Property, outcome: Outcome, kind: str, script: str, engine: str) -> Header:
    """The header of a certificate that this program writes."""
    return Header(
        policy=model.name,
        property=item.name,
        sentence=one_line(item.text),
        outcome=outcome,
        kind=kind,
        rules=digest(model),
        question=property_digest(item),
        script=script,
        engine=engine,
        tool=__version__,
        semantics=SEMANTICS,
    )


def one_line(text: str) -> str:
    """The words of a text on one line."""
    return " ".join(text.split())


def header_lines(header: Header) -> list[str]:
    """The header as it is written."""
    return [
        f"{TITLE}{FORMAT}",
        f"policy {header.policy}",
        f"property {header.property}",
        f"sentence {header.sentence}",
        f"shows {header.outcome.value} by {header.kind}",
        f"rules {header.rules}",
        f"question {header.question}",
        f"script {header.script}",
        f"engine {header.engine}",
        f"tool {header.tool}",
        f"semantics {header.semantics}",
    ]


_NAMES = ("policy", "property", "sentence", "shows", "rules", "question", "script", "engine", "tool", "semantics")


def header_of(text: str) -> Header:
    """The header of a certificate. Raises `UnreadableCertificateError` if it is none that can be used."""
    lines = text.split("\n", HEADER_LINES)[:HEADER_LINES]
    if not lines[0].startswith(TITLE):
        raise UnreadableCertificateError("it does not begin as a certificate does")
    version = lines[0].removeprefix(TITLE).strip()
    if version != str(FORMAT):
        raise UnreadableCertificateError(
            f"it is written in format {version[:20]}, and this program reads format {FORMAT}"
        )
    found: list[str] = []
    for name, line in zip(_NAMES, lines[1:], strict=False):
        if not line.startswith(name + " "):
            raise UnreadableCertificateError(f"its header has no line `{name}`")
        found.append(line[len(name) + 1 :].strip())
        if len(found[-1]) > (MAX_SENTENCE if name == "sentence" else MAX_WORDS):
            raise UnreadableCertificateError(f"its header says more after `{name}` than anything is called")
    if len(found) < len(_NAMES):
        raise UnreadableCertificateError(f"its header has no line `{_NAMES[len(found)]}`")
    policy, item, sentence, shows, rules, question, script, engine, tool, semantics = found
    if semantics != str(SEMANTICS):
        reads = f"it is about semantics {semantics[:20]}, and this program proves semantics {SEMANTICS}"
        raise UnreadableCertificateError(reads)
    outcome, _, kind = shows.partition(" by ")
    if outcome not in (Outcome.HOLDS.value, Outcome.VIOLATED.value, Outcome.VACUOUS.value):
        raise UnreadableCertificateError(f"it shows `{outcome[:20]}`, which is no verdict that can be proved")
    return Header(policy, item, sentence, Outcome(outcome), kind, rules, question, script, engine, tool, SEMANTICS)


HEADER_LINES = 1 + len(_NAMES)
