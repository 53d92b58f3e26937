"""From a verdict to the file that anybody can check: written, read back, and proved again as it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from bcm_formal.model.sentences import Ctl, Sentence
from bcm_formal.records import dataclass
from bcm_formal.system.asked import Asked
from bcm_formal.system.questions import CtlQuestion
from bcm_formal.trust.check import judge, obligations_of
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.formulas import FormulaClaim, judge_claim, remaining_of
from bcm_formal.trust.obligations import Obligations
from bcm_formal.trust.solvers import LIMITS, Limits
from bcm_formal.trust.verdict import (
    Agreement,
    Computed,
    Fault,
    Holds,
    OppositeEverywhere,
    Refused,
    Shown,
    Together,
    Unknown,
    Vacuous,
    Verdict,
    Violated,
)
from bcm_formal.vault.certificate_text import body_text, certificate_text
from bcm_formal.vault.claims import claim_from_text
from bcm_formal.vault.formula_text import formula_body, formula_kind
from bcm_formal.vault.header import NO_SCRIPT, Header, header_for
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
    """False: the property is decided, and there is nothing that a proof of it could hold"""


def can_always_be_stored(sentence: Sentence) -> bool:
    """True iff every verdict on such a sentence has a certificate; engines that agree on a formula leave none."""
    return not isinstance(sentence, Ctl)


def proof_of(verdict: Verdict, solvers: Sequence[str], limits: Limits = LIMITS) -> Proof | NoProof:
    """The file for a verdict. What it says was read back from the text and accepted by the checker once more."""
    if isinstance(verdict, Unknown | Fault):
        return NoProof(verdict.reason)
    if isinstance(verdict.evidence, Agreement):
        return NoProof("two engines agree on the formula, and there is no certificate that could be kept", False)
    asked = verdict.asked
    try:
        header, body = _written(verdict)
        claim = claim_from_text(certificate_text(header, body), asked)
    except (UnreadableCertificateError, RecursionError) as error:
        return NoProof(f"its evidence cannot be written as text: {error}")
    works = _accepted(asked, claim, solvers, limits)
    if isinstance(works, str):
        return NoProof(f"its evidence was refused when it was read back: {works}")
    script = script_of(asked.model, asked.property, verdict.outcome, works)
    return Proof(certificate_text(replace(header, script=digest_of(script)), body), script)


def unproved_text(verdict: Holds | Violated | Vacuous) -> str | None:
    """The certificate without the digest of its script, which nobody has read back; None: it cannot be written."""
    if isinstance(verdict.evidence, Agreement):
        return None
    try:
        return certificate_text(*_written(verdict))
    except (UnreadableCertificateError, RecursionError):
        return None


def _written(verdict: Holds | Violated | Vacuous) -> tuple[Header, str]:
    """What stands above the evidence, and the evidence. Raises `UnreadableCertificateError`."""
    kind, body = _evidence(verdict)
    asked = verdict.asked
    return header_for(asked.model, asked.property, verdict.outcome, kind, NO_SCRIPT, verdict.engine), body


def _evidence(verdict: Holds | Violated | Vacuous) -> tuple[str, str]:
    """What the header calls the evidence, and what stands below it."""
    asked, evidence = verdict.asked, verdict.evidence
    match evidence:
        case Shown(certificate=certificate, somebody=somebody):
            about = asked.about(empty=verdict.outcome is Outcome.VACUOUS)
            return kind_of(certificate), body_text(certificate, somebody, asked.about(empty=True), about)
        case Computed() | OppositeEverywhere():
            assert isinstance(asked.question, CtlQuestion), "only formulas are shown so"
            subject = verdict.subject if isinstance(verdict, Holds) else None
            return formula_kind(evidence), formula_body(asked, asked.question, evidence, subject)
        case Together() | Agreement():
            raise AssertionError("this shows parts of a formula, or can be stored nowhere")
        case _:
            assert_never(evidence)


def _accepted(
    asked: Asked, claim: Claim | FormulaClaim, solvers: Sequence[str], limits: Limits
) -> Sequence[Obligations] | str:
    """The obligations of the claim if the checker accepts it; else why not."""
    if isinstance(claim, FormulaClaim):
        verdict = judge_claim(asked, claim, solvers, limits)
        return verdict if isinstance(verdict, str) else remaining_of(asked, claim)
    again = judge(asked, claim, solvers, limits)
    if isinstance(again, Refused):
        return again.reason
    work = obligations_of(claim.outcome, claim.certificate, asked.question, asked.vacuity)
    return () if work is None else (work,)
