"""What the properties of a policy are found to be: checked verdicts, one policy at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bcm_formal.model.model import Model
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio


class Asking:
    """Verdicts on the properties of one policy, all asked of one portfolio."""

    def __init__(self, model: Model, budget: Budget | None = None, solvers: Sequence[str] = ("z3",)) -> None:
        self.model = model
        self._system = TransitionSystem(model)
        self._portfolio = Portfolio("auto", budget, solvers)

    def verdict(self, name: str) -> Verdict:
        """The verdict on the property of this name, of which there must be one."""
        return self._portfolio.decide(self._system, self.model.property[name]).verdict

    def outcomes(self, names: Iterable[str]) -> dict[str, Outcome]:
        """Those of these properties, all of which the policy must state."""
        return {name: self.verdict(name).outcome for name in names}
