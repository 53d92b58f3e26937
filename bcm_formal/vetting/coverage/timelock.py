"""Whether time can stand still for ever: where something can always happen, and time can never pass again.

A life course on which time stands still for ever is none that `must reach` counts. That there are such is shown by a
trap, which the checker accepted: nothing leads out of it, time never passes in it, and it has no dead end.
"""

from __future__ import annotations

from dataclasses import replace

from bcm_formal.model.at_once import acting_at_once
from bcm_formal.model.expressions import TRUE
from bcm_formal.system.questions import Path, time_goes_on
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import TrapProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.cone import Rest
from bcm_formal.verify.engine import Budget, Engine, is_for
from bcm_formal.verify.portfolio import ENGINES

_ENGINES = ("regions", "pathways", "explicit")
_BUDGET = 20_000


def timelock_of(rest: Rest, regions: Engine) -> Trace | None:
    """A life course of the whole to where time stands still for ever; None: there is none, or none that is proved.

    `regions` is the engine of this name, which may have computed something about the smaller model already.
    """
    if not rest.whole.model.limits:
        return None
    question = _asked(rest.whole)
    bounded = {status: TRUE for status, boundaries in rest.small.boundaries.items() if boundaries}
    small = replace(_asked(rest.small), origin=bounded)  # elsewhere time can pass
    for name in _ENGINES:
        engine = regions if name == regions.name else ENGINES[name]()
        claim = engine.run(small, Budget(_BUDGET)) if is_for(engine, small) else None
        if isinstance(claim, Claim):
            shown = rest.claim(claim)
            proof = shown.certificate
            if isinstance(proof, TrapProof) and isinstance(check(shown, question, None), Shown):
                return proof.trace
            return None
    return None


def _asked(system: TransitionSystem) -> Path:
    """Whether time goes on, or a status is reached that acts at once, where it is said not to."""
    question = time_goes_on(system)
    return replace(question, goal={**question.goal, **dict.fromkeys(acting_at_once(system.model), TRUE)})
