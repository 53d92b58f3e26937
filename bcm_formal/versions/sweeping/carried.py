"""Evidence for a property with the values that are written, carried over to the policy with parameters left open.

Many properties do not depend on the numbers that are left open, and neither does what shows them; but where it is
searched for anew, the open numbers make the search long. So it is searched for with the written values, and the checker
is asked whether it shows the same with all of them. It believes nothing: what does not hold with some is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bcm_formal.model.expressions import Condition, conjunction
from bcm_formal.model.model import Model, Property
from bcm_formal.model.sentences import Ctl
from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import EndlessChoiceError, TransitionSystem
from bcm_formal.trust.certificate import (
    Certificate,
    ComparisonProof,
    InvariantProof,
    PathProof,
    Region,
    SeparationProof,
    StateSet,
)
from bcm_formal.trust.check import judge
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.verdict import Holds, Refused, Vacuous, Verdict, Violated
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.vetting.dependence import speaks_of_every

WORK = Budget(work=50_000)
"""for one question about the written values"""


class Carrying:
    """A policy with its written values, and those of the parameters that are open elsewhere."""

    def __init__(
        self, written: TransitionSystem, values: Mapping[str, int], within: Condition, solvers: Sequence[str] = ("z3",)
    ) -> None:
        """`within`: that the parameters have values between their bounds."""
        self._written, self._values, self._within, self._solvers = written, dict(values), within, tuple(solvers)
        self._portfolio = Portfolio("auto", WORK, solvers)

    def verdict(self, system: TransitionSystem, item: Property) -> Holds | Violated | Vacuous | None:
        """The verdict on a property of the open policy by what shows it with the written values; None: that does not
        show it, or not with every value."""
        if isinstance(item.sentence, Ctl):
            return None
        found = self._portfolio.decide(self._written, self._written.model.property[item.name]).verdict
        if not speaks_of_every(item.sentence, found.outcome):
            return None
        try:
            asked = asked_of(system, item)
        except EndlessChoiceError:
            return None
        claim = self._claim(found, asked)
        carried = None if claim is None else judge(asked, claim, self._solvers)
        return None if isinstance(carried, Refused) else carried

    def _claim(self, found: Verdict, asked: Asked) -> Claim | None:
        """The claim that was accepted, of people who also have a value of each open parameter."""
        if not isinstance(found, Holds | Violated | Vacuous) or found.shown is None:
            return None
        somebody = found.somebody
        if somebody is not None:
            start = self._with_values(somebody.start, found.asked.about(empty=True), asked.about(empty=True))
            somebody = replace(somebody, start=start)
        return Claim(found.outcome, self._of_all_values(found.shown.certificate), found.shown.engine, somebody)

    def _of_all_values(self, certificate: Certificate) -> Certificate:
        """What is shown, of people with any value of each open parameter, which they keep."""
        match certificate:
            case InvariantProof(invariant):
                return InvariantProof(self._set(invariant))
            case PathProof(invariant, regions):
                return PathProof(self._set(invariant), self._regions(regions))
            case SeparationProof(invariant, trap):
                return SeparationProof(self._set(invariant), self._set(trap))
            case ComparisonProof(invariant, regions, trap):
                return ComparisonProof(self._set(invariant), self._regions(regions), self._set(trap))
            case _:
                return certificate

    def _set(self, states: StateSet) -> StateSet:
        return StateSet(tuple((status, conjunction((self._within, here))) for status, here in states.conditions))

    def _regions(self, regions: tuple[Region, ...]) -> tuple[Region, ...]:
        return tuple(replace(item, condition=conjunction((self._within, item.condition))) for item in regions)

    def _with_values(self, state: State, before: Model, now: Model) -> State:
        """A state that also has the written values of the parameters which are open now."""
        attributes = dict(zip((item.name for item in before.attributes), state.attributes, strict=True))
        clocks = dict(zip((item.name for item in before.clocks), state.clocks, strict=True))
        return State(
            state.status,
            tuple({**self._values, **attributes}[item.name] for item in now.attributes),
            tuple({**self._values, **clocks}[item.name] for item in now.clocks),
        )
