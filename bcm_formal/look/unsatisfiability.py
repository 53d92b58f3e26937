"""Whether a state of a status can satisfy several conditions at once, asked of Z3."""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING

from bcm_formal.model.expressions import Condition
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem

if TYPE_CHECKING:
    import z3

    from bcm_formal.system.encode import Encoder

_RLIMIT = 500_000


@lru_cache(maxsize=4)
def unsatisfiability_of(system: TransitionSystem) -> Unsatisfiability:
    """One for a system, so that no condition is written twice."""
    return Unsatisfiability(system)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A solver that knows what every state is like, and the conditions that were written for it."""

    encoder: Encoder
    vector: dict[str, z3.ExprRef]
    solver: z3.Solver
    written: dict[tuple[str, int], tuple[Condition, z3.BoolRef]] = field(default_factory=dict)


class Unsatisfiability:
    """Answers for one system. Z3 is imported when first asked."""

    def __init__(self, system: TransitionSystem) -> None:
        self.system = system
        self._ready: _Ready | None = None

    def shown(self, status: str, *conditions: Condition) -> bool:
        """True only if no state of `status` satisfies all the conditions; false also where Z3 gives up."""
        return self.satisfiable(status, *conditions) is False

    def satisfiable(self, status: str, *conditions: Condition) -> bool | None:
        """Whether some state of `status` satisfies all the conditions; None: Z3 gives up."""
        import z3

        ready, self._ready = self._ready or self._begin(), None  # of what is cut short nothing is used again
        ready.solver.push()
        for condition in conditions:
            known = ready.written.get((status, id(condition)))
            if known is None:
                known = condition, ready.encoder.condition(condition, status, ready.vector)
                ready.written[status, id(condition)] = known
            ready.solver.add(known[1])
        answer = ready.solver.check()
        ready.solver.pop()
        self._ready = ready
        return None if answer == z3.unknown else bool(answer == z3.sat)

    def _begin(self) -> _Ready:
        import z3

        from bcm_formal.system.encode import Encoder
        from bcm_formal.z3_contexts import Context

        context = Context()
        encoder = Encoder(self.system, context)
        vector = encoder.vector()
        solver = z3.SimpleSolver(ctx=context)
        solver.set("rlimit", _RLIMIT)
        solver.add(encoder.domain(vector))
        return _Ready(encoder, vector, solver)
