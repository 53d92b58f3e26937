"""What a certificate file claims, not yet believed: one piece of evidence, or answers to questions about a formula."""

from __future__ import annotations

from bcm_formal.system.asked import Asked
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.formulas import FormulaClaim
from bcm_formal.vault.archive import stored_from_text
from bcm_formal.vault.formula_from_text import formula_from_text
from bcm_formal.vault.formula_text import FORMULA_KINDS
from bcm_formal.vault.header import header_of


def claim_from_text(text: str, asked: Asked) -> Claim | FormulaClaim:
    """What a certificate says about a property. Raises `UnreadableCertificateError`."""
    header = header_of(text)
    if header.kind in FORMULA_KINDS:
        return formula_from_text(text, header, asked)
    return stored_from_text(text, asked).claim
