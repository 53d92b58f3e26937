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
from bcm_formal.versions.sweeping.area import Point
from bcm_formal.vetting.dependence import speaks_of_every

WORK = Budget(work=50_000)
"""for one question about the written values"""


class Carrying:
    """A policy with its written values, and those of the parameters that are open elsewhere."""

    def __init__(self, written: TransitionSystem, values: Mapping[str, int], solvers: Sequence[str] = ("z3",)) -> None:
        self._written, self._values, self._solvers = written, dict(values), tuple(solvers)
        self._portfolio = Portfolio("auto", WORK, solvers)
        self._found: dict[str, Verdict] = {}

    @property
    def point(self) -> Point:
        """The written values."""
        return tuple(self._values.values())

    def verdict(
        self, system: TransitionSystem, item: Property, within: Condition, point: Point
    ) -> Holds | Violated | Vacuous | None:
        """The verdict on a property of the open policy, in which all begin `within` some values of the parameters,
        these among them, by what shows it with the written ones; None: that does not show it, or not with all."""
        if isinstance(item.sentence, Ctl):
            return None
        found = self._with_written_values(item.name)
        if not speaks_of_every(item.sentence, found.outcome):
            return None
        try:
            asked = asked_of(system, item)
        except EndlessChoiceError:
            return None
        claim = self._claim(found, asked, within, point)
        carried = None if claim is None else judge(asked, claim, self._solvers)
        return None if isinstance(carried, Refused) else carried

    def _with_written_values(self, name: str) -> Verdict:
        if name not in self._found:
            item = self._written.model.property[name]
            self._found[name] = self._portfolio.decide(self._written, item).verdict
        return self._found[name]

    def _claim(self, found: Verdict, asked: Asked, within: Condition, point: Point) -> Claim | None:
        """The claim that was accepted, of people who also have a value of each open parameter."""
        if not isinstance(found, Holds | Violated | Vacuous) or found.shown is None:
            return None
        somebody = found.somebody
        if somebody is not None:
            values = dict(zip(self._values, point, strict=True))
            start = _with_values(somebody.start, found.asked.about(empty=True), asked.about(empty=True), values)
            somebody = replace(somebody, start=start)
        return Claim(found.outcome, _of_all_values(found.shown.certificate, within), found.shown.engine, somebody)


def _with_values(state: State, before: Model, now: Model, values: Mapping[str, int]) -> State:
    """A state that also has these values of the parameters which are open now."""
    attributes = dict(zip((item.name for item in before.attributes), state.attributes, strict=True))
    clocks = dict(zip((item.name for item in before.clocks), state.clocks, strict=True))
    return State(
        state.status,
        tuple({**values, **attributes}[item.name] for item in now.attributes),
        tuple({**values, **clocks}[item.name] for item in now.clocks),
    )


def _of_all_values(certificate: Certificate, within: Condition) -> Certificate:
    """What is shown, of people with any of these values of the open parameters, which they keep."""

    def states(given: StateSet) -> StateSet:
        return StateSet(tuple((status, conjunction((within, here))) for status, here in given.conditions))

    def ways(given: tuple[Region, ...]) -> tuple[Region, ...]:
        return tuple(replace(item, condition=conjunction((within, item.condition))) for item in given)

    match certificate:
        case InvariantProof(invariant):
            return InvariantProof(states(invariant))
        case PathProof(invariant, regions):
            return PathProof(states(invariant), ways(regions))
        case SeparationProof(invariant, trap):
            return SeparationProof(states(invariant), states(trap))
        case ComparisonProof(invariant, regions, trap):
            return ComparisonProof(states(invariant), ways(regions), states(trap))
        case _:
            return certificate
