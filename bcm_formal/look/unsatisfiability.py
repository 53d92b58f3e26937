"""Whether a state of a status can satisfy several conditions at once, asked of Z3."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bcm_formal.model.expressions import Condition
from bcm_formal.system.transition_system import TransitionSystem

if TYPE_CHECKING:
    import z3

    from bcm_formal.system.encode import Encoder

_RLIMIT = 500_000


@lru_cache(maxsize=4)
def unsatisfiability_of(system: TransitionSystem) -> Unsatisfiability:
    """One for a system, so that no condition is written twice."""
    return Unsatisfiability(system)


class Unsatisfiability:
    """Answers for one system. Z3 is imported when first asked."""

    def __init__(self, system: TransitionSystem) -> None:
        self.system = system
        self._ready: tuple[Encoder, dict[str, z3.ExprRef], z3.Solver] | None = None
        self._written: dict[tuple[str, int], tuple[Condition, z3.BoolRef]] = {}

    def shown(self, status: str, *conditions: Condition) -> bool:
        """True only if no state of `status` satisfies all the conditions; false also where Z3 gives up."""
        import z3

        if self._ready is None:
            self._ready = self._begin()
        encoder, vector, solver = self._ready
        solver.push()
        try:
            for condition in conditions:
                known = self._written.get((status, id(condition)))
                if known is None:
                    known = condition, encoder.condition(condition, status, vector)
                    self._written[status, id(condition)] = known
                solver.add(known[1])
            return bool(solver.check() == z3.unsat)
        finally:
            solver.pop()

    def _begin(self) -> tuple[Encoder, dict[str, z3.ExprRef], z3.Solver]:
        import z3

        from bcm_formal.system.encode import Encoder

        context = z3.Context()
        encoder = Encoder(self.system, context)
        vector = encoder.vector()
        solver = z3.SimpleSolver(ctx=context)
        solver.set("rlimit", _RLIMIT)
        solver.add(encoder.domain(vector))
        return encoder, vector, solver
