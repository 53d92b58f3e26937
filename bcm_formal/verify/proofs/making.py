"""From a verdict to the files that anybody can check: written, read back, and proved again as they were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bcm_formal.model.model import Ctl, Sentence
from bcm_formal.system.questions import CtlQuestion
from bcm_formal.trust.check import Accepted, check, obligations_of
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.solvers import LIMITS, Limits
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.proofs.archive import Asked, Stored, obligation_files, stored_from_text
from bcm_formal.verify.proofs.certificate_text import certificate_text
from bcm_formal.verify.proofs.outline import UnreadableCertificateError


@dataclass(frozen=True, slots=True)
class Proof:
    """What is stored for a property."""

    certificate: str
    obligations: Mapping[str, str]
    """file name → text"""


@dataclass(frozen=True, slots=True)
class NoProof:
    """Nothing can be stored for the property, and why."""

    reason: str
    is_lacking: bool = True
    """False: the property is decided, and of no verdict of its kind a proof is ever stored"""


def may_be_stored(sentence: Sentence) -> bool:
    """True iff a verdict on such a sentence rests on one certificate, which a file can hold."""
    return not isinstance(sentence, Ctl)


def proof_of(verdict: Verdict, asked: Asked, solvers: Sequence[str], limits: Limits = LIMITS) -> Proof | NoProof:
    """The files for a verdict. What they say was read back from the text and accepted by the checker once more."""
    if verdict.outcome in (Outcome.UNKNOWN, Outcome.ENGINE_FAULT):
        return NoProof(verdict.reason or "it is not decided")
    if not may_be_stored(verdict.property.sentence):
        return NoProof("the answer to a formula rests on several questions, each check shows them anew", False)
    if verdict.certificate is None:
        return NoProof("there is no evidence of a kind that can be stored")
    about = asked.about(verdict.outcome)
    try:
        text = certificate_text(
            asked.model, asked.property, verdict.outcome, verdict.certificate, verdict.somebody, about
        )
        stored = stored_from_text(text, asked)
    except (UnreadableCertificateError, RecursionError) as error:
        return NoProof(f"its evidence cannot be written as text: {error}")
    result = accepted(stored, asked, solvers, limits)
    if not isinstance(result, Accepted):
        return NoProof(f"its evidence was refused when it was read back: {result.reason}")
    work = obligations_of(stored.header.outcome, stored.certificate, asked.question, asked.vacuity)
    return Proof(text, obligation_files(work))


def accepted(stored: Stored, asked: Asked, solvers: Sequence[str], limits: Limits) -> Accepted | NoProof:
    """Whether the checker accepts what a file says about the property as it stands now."""
    if isinstance(asked.question, CtlQuestion):
        return NoProof("no certificate shows a sentence of this kind")
    claim = Claim(stored.header.outcome, stored.certificate, "proofs", stored.somebody)
    result = check(claim, asked.question, asked.vacuity, solvers, limits)
    return result if isinstance(result, Accepted) else NoProof(result.reason)
