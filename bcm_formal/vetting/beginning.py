"""Whether life courses may begin in given states. It is asked of Z3."""

from __future__ import annotations

from bcm_formal.look.unsatisfiability import unsatisfiability_of
from bcm_formal.model.expressions import (
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    Number,
    conjunction,
    disjunction,
    in_status,
    negation,
)
from bcm_formal.model.model import Model
from bcm_formal.model.types import Duration, YesNo
from bcm_formal.system.transition_system import TransitionSystem


def may_begin(system: TransitionSystem, status: str, *conditions: Condition, counting: Model | None = None) -> bool:
    """True only if in every state of the status that meets the conditions a life course may begin.

    What `counting`, a smaller model of the system, leaves out of it may have any value.
    """
    model = counting or system.model
    starts = [in_status(start.condition, status) for start in system.model.starts if status in start.statuses]
    first: list[Condition] = [disjunction(starts)]
    for attribute in (item for item in model.attributes if item.start is not None):
        if isinstance(attribute.kind, YesNo):
            first.append(Flag(attribute.name) if attribute.start else negation(Flag(attribute.name)))
        else:
            number = Number(int(attribute.start or 0), attribute.kind)
            first.append(Comparison("=", AttributeTerm(attribute.name, attribute.kind), number))
    for clock in (item for item in model.clocks if item.start is not None):
        first.append(Comparison("=", ClockTerm(clock.name), Number(clock.start or 0, Duration())))
    return unsatisfiability_of(system).shown(status, *conditions, negation(conjunction(first)))
