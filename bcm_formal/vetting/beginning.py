"""Whether life courses may begin in given states. It is asked of Z3."""

from __future__ import annotations

from bcm_formal.look.unsatisfiability import unsatisfiability_of
from bcm_formal.model.expressions import Condition, in_status, negation
from bcm_formal.model.model import Model
from bcm_formal.system.ctl.models import initial
from bcm_formal.system.transition_system import TransitionSystem


def may_begin(system: TransitionSystem, status: str, *conditions: Condition, counting: Model | None = None) -> bool:
    """True only if in every state of the status that meets the conditions a life course may begin.

    What `counting`, a smaller model of the system, leaves out of it may have any value.
    """
    begun = in_status(initial(system, counting), status)
    return unsatisfiability_of(system).shown(status, *conditions, negation(begun))
