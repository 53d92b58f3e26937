"""Whether time can stand still for ever: where something can always happen, and time can never pass again.

A life course on which time stands still for ever is none that `must reach` counts. That there are such is shown by a
trap, which the checker accepted: nothing leads out of it, time never passes in it, and it has no dead end.
"""

from __future__ import annotations

from bcm_formal.system.questions import time_goes_on
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import TrapProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.cone import smaller
from bcm_formal.verify.engine import Budget, is_for
from bcm_formal.verify.portfolio import ENGINES

_ENGINES = ("regions", "pathways", "explicit")
_BUDGET = 20_000


def timelock_of(system: TransitionSystem) -> Trace | None:
    """A life course to where time stands still for ever; None: there is none, or none that is proved."""
    if not system.model.limits:
        return None
    question = time_goes_on(system)
    small, rest = smaller(question)
    for name in _ENGINES:
        engine = ENGINES[name]()
        claim = engine.run(small, Budget(_BUDGET)) if is_for(engine, small) else None
        if isinstance(claim, Claim):
            shown = rest.claim(claim)
            proof = shown.certificate
            if isinstance(proof, TrapProof) and isinstance(check(shown, question, None), Shown):
                return proof.trace
            return None
    return None
