"""Stored proofs tried again on the model as it is now. A proof that does not hold is left aside, never believed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from bcm_formal.model.model import Property
from bcm_formal.system.questions import CtlQuestion
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import Accepted
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.solvers import Limits
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.proofs.archive import asked_of, certificate_bytes, earlier_proof, stored_from_text
from bcm_formal.verify.proofs.making import accepted
from bcm_formal.verify.proofs.names import file_of
from bcm_formal.verify.proofs.outline import UnreadableCertificateError

PATIENCE = Limits(z3=2_000_000, cvc5=500_000, eager=True, total=40_000_000)
"""What a stored proof may cost before engines are asked instead: twenty times what the dearest of the models does."""


def reused(folder: Path, system: TransitionSystem, item: Property, solvers: Sequence[str]) -> Verdict | str | None:
    """The verdict that a stored proof gives; why there is none; None where nothing is stored.

    `folder` holds the proofs of the policy. Other hashes in the header do not matter: what counts is that the
    obligations hold for the property and the model as they are.
    """
    path = folder / file_of(item.name)
    asked = asked_of(system, item)
    if isinstance(asked.question, CtlQuestion):
        return None
    if not os.path.lexists(path):
        return None if earlier_proof(path) is None else "it is stored as earlier versions did: bcm prove writes it anew"
    try:
        stored = stored_from_text(certificate_bytes(path, folder.parent), asked)
    except UnreadableCertificateError as error:
        return str(error)
    result = accepted(stored, asked, solvers, PATIENCE)
    if not isinstance(result, Accepted):
        return result.reason
    outcome = stored.header.outcome
    shown = asked.vacuity if outcome is Outcome.VACUOUS and asked.vacuity is not None else asked.question
    return Verdict(
        item,
        outcome,
        shown,
        stored.certificate,
        None,
        result.obligations,
        result.solvers,
        reused=True,
        somebody=stored.somebody,
    )
