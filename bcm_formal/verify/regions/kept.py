"""Status graphs made ready, kept for what is asked about them next."""

from __future__ import annotations

from functools import lru_cache

from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.regions.compiled import Compiled

MOST_KEPT = 12
"""status graphs"""


@lru_cache(maxsize=MOST_KEPT)
def compiled_of(system: TransitionSystem) -> Compiled:
    """The status graph made ready, once. Raises `Inexact` and `BudgetExceededError`.

    Not for those who look at all that was ever compared.
    """
    return Compiled(system)
