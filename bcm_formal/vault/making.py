"""From a verdict to the file that anybody can check: written, read back, and proved again as it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bcm_formal.model.model import Ctl, Sentence
from bcm_formal.trust.check import judge, obligations_of
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.solvers import LIMITS, Limits
from bcm_formal.trust.verdict import Fault, Refused, Unknown, Verdict
from bcm_formal.vault.archive import stored_from_text
from bcm_formal.vault.certificate_text import body_text, certificate_text
from bcm_formal.vault.header import NO_SCRIPT, header_for
from bcm_formal.vault.kinds import kind_of
from bcm_formal.vault.outline import UnreadableCertificateError
from bcm_formal.vault.script import Script, digest_of, script_of


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


def proof_of(verdict: Verdict, solvers: Sequence[str], limits: Limits = LIMITS) -> Proof | NoProof:
    """The file for a verdict. What it says was read back from the text and accepted by the checker once more."""
    if isinstance(verdict, Unknown | Fault):
        return NoProof(verdict.reason)
    if not may_be_stored(verdict.property.sentence):
        return NoProof("the answer to a formula rests on several questions, which every check asks anew", False)
    asked, shown, outcome = verdict.asked, verdict.shown, verdict.outcome
    assert shown is not None, "only formulas are shown otherwise"
    header = header_for(asked.model, asked.property, outcome, kind_of(shown.certificate), NO_SCRIPT, shown.engine)
    try:
        about = asked.about(empty=outcome is Outcome.VACUOUS)
        body = body_text(shown.certificate, shown.somebody, asked.model, about)
        claim = stored_from_text(certificate_text(header, body), asked).claim
    except (UnreadableCertificateError, RecursionError) as error:
        return NoProof(f"its evidence cannot be written as text: {error}")
    again = judge(asked, claim, solvers, limits)
    if isinstance(again, Refused):
        return NoProof(f"its evidence was refused when it was read back: {again.reason}")
    work = obligations_of(outcome, claim.certificate, asked.question, asked.vacuity)
    script = script_of(asked.model, asked.property, outcome, work)
    return Proof(certificate_text(replace(header, script=digest_of(script)), body), script)
