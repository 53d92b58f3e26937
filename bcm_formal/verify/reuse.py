"""Stored proofs tried again on the model as it is now. A proof that does not hold is left aside, never believed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from bcm_formal.system.asked import Asked
from bcm_formal.trust.check import judge
from bcm_formal.trust.formulas import FormulaClaim, judge_claim
from bcm_formal.trust.proved import Proved
from bcm_formal.trust.solvers import Limits
from bcm_formal.trust.verdict import Holds, Refused, Vacuous, Violated
from bcm_formal.vault.archive import certificate_bytes, earlier_proof
from bcm_formal.vault.claims import claim_from_text
from bcm_formal.vault.names import file_of
from bcm_formal.vault.outline import UnreadableCertificateError

PATIENCE = Limits(z3=2_000_000, cvc5=500_000, eager=True, total=40_000_000)
"""What a stored proof may cost before engines are asked instead: twenty times what the dearest of the models does."""


def reused(
    folder: Path, asked: Asked, solvers: Sequence[str], proved: Proved | None = None
) -> Holds | Violated | Vacuous | str | None:
    """The verdict that a stored proof gives; why there is none; None where nothing is stored.

    `folder` holds the proofs of the policy. Other hashes in the header do not matter: what counts is that the
    obligations hold for the property and the model as they are.
    """
    path = folder / file_of(asked.property.name)
    if not os.path.lexists(path):
        return None if earlier_proof(path) is None else "it is stored as earlier versions did: bcm prove writes it anew"
    try:
        text = certificate_bytes(path, folder.parent)
    except UnreadableCertificateError as error:
        return str(error)
    return judged_text(text, asked, solvers, proved)


def judged_text(
    text: str, asked: Asked, solvers: Sequence[str], proved: Proved | None = None
) -> Holds | Violated | Vacuous | str:
    """The verdict that the text of a certificate gives, or why it gives none."""
    try:
        claim = claim_from_text(text, asked)
    except UnreadableCertificateError as error:
        return str(error)
    if isinstance(claim, FormulaClaim):
        return judge_claim(asked, claim, solvers, PATIENCE, proved)
    verdict = judge(asked, claim, solvers, PATIENCE, proved)
    return verdict.reason if isinstance(verdict, Refused) else verdict
