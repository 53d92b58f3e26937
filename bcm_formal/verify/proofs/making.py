"""From a verdict to the file that anybody can check: written, read back, and proved again as it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bcm_formal.model.model import Ctl, Sentence
from bcm_formal.system.questions import CtlQuestion
from bcm_formal.trust.check import Accepted, check, obligations_of
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.solvers import LIMITS, Limits
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.proofs.archive import Asked, Stored, stored_from_text
from bcm_formal.verify.proofs.certificate_text import body_text, certificate_text
from bcm_formal.verify.proofs.header import NO_SCRIPT, header_for
from bcm_formal.verify.proofs.kinds import kind_of
from bcm_formal.verify.proofs.outline import UnreadableCertificateError
from bcm_formal.verify.proofs.script import Script, digest_of, script_of


@dataclass(frozen=True, slots=True)
class Proof:
    """What is stored for a property, and the script that is made of it."""

    certificate: str
    script: Script | None
    """None: nothing is left to prove"""


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
    """The file for a verdict. What it says was read back from the text and accepted by the checker once more."""
    if verdict.outcome in (Outcome.UNKNOWN, Outcome.ENGINE_FAULT):
        return NoProof(verdict.reason or "it is not decided")
    if not may_be_stored(verdict.property.sentence):
        return NoProof("the answer to a formula rests on several questions, each check shows them anew", False)
    if verdict.certificate is None:
        return NoProof("there is no evidence of a kind that can be stored")
    outcome, kind, engine = verdict.outcome, kind_of(verdict.certificate), verdict.engine or "unnamed"
    header = header_for(asked.model, asked.property, outcome, kind, NO_SCRIPT, engine)
    try:
        body = body_text(verdict.certificate, verdict.somebody, asked.model, asked.about(outcome))
        stored = stored_from_text(certificate_text(header, body), asked)
    except (UnreadableCertificateError, RecursionError) as error:
        return NoProof(f"its evidence cannot be written as text: {error}")
    result = accepted(stored, asked, solvers, limits)
    if not isinstance(result, Accepted):
        return NoProof(f"its evidence was refused when it was read back: {result.reason}")
    work = obligations_of(outcome, stored.certificate, asked.question, asked.vacuity)
    script = script_of(asked.model, asked.property, outcome, work)
    return Proof(certificate_text(replace(header, script=digest_of(script)), body), script)


def accepted(stored: Stored, asked: Asked, solvers: Sequence[str], limits: Limits) -> Accepted | NoProof:
    """Whether the checker accepts what a file says about the property as it stands now."""
    if isinstance(asked.question, CtlQuestion):
        return NoProof("no certificate shows a sentence of this kind")
    claim = Claim(stored.header.outcome, stored.certificate, "proofs", stored.somebody)
    result = check(claim, asked.question, asked.vacuity, solvers, limits)
    return result if isinstance(result, Accepted) else NoProof(result.reason)
