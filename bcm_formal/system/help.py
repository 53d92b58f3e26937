"""Whose moves count on a path.

Trusted: questions say it, engines and the checker ask it. Limits are the law's, time is nobody's; both always count.
"""

from __future__ import annotations

from bcm_formal.model.model import LAW
from bcm_formal.records import dataclass
from bcm_formal.system.state import OBSERVER


@dataclass(frozen=True, slots=True)
class Help:
    """The moves of `actors` (None: of all) and the law's, adverse events among them or not. The observer's never."""

    actors: tuple[str, ...] | None = None
    adverse: bool = True

    def counts(self, actor: str, adverse: bool) -> bool:
        """True iff an event of the actor, adverse or not, counts."""
        if actor == OBSERVER or (adverse and not self.adverse):
            return False
        return self.actors is None or actor == LAW or actor in self.actors


EVERYTHING = Help()
"""everything that can happen"""
NO_LUCK = Help(adverse=False)
"""everything but adverse events"""
