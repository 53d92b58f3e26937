"""Guards that no state satisfies: requirements that contradict each other, found before anything is proved.

A comparison that can never be met is found without a solver when the model is read; this is about several parts
together. Requirements with a parameter are left out: switching a rule off by a parameter is no mistake.
"""

from __future__ import annotations

from collections import Counter

from bcm_formal.diagnostics import Diagnostic, Label
from bcm_formal.look.unsatisfiability import Unsatisfiability
from bcm_formal.model.expressions import (
    TRUE,
    And,
    NamedCondition,
    NamedTerm,
    attributes_of,
    clocks_of,
    conjunction,
    in_status,
    walk,
)
from bcm_formal.model.findings import shown
from bcm_formal.model.model import Event, Model, Requirement
from bcm_formal.system.transition_system import TransitionSystem

_MOST = 10_000
"""questions to the solver"""


def contradictions(model: Model, most: int = _MOST) -> tuple[Diagnostic, ...]:
    """BCM405 for each event whose requirements exclude each other in every status it can happen in.

    After `most` questions the rest of the events is left out, which a finding says (BCM914).
    """
    parameters = frozenset(parameter.name for parameter in model.parameters)
    unsatisfiability: Unsatisfiability | None = None
    found: list[Diagnostic] = []
    asked = 0
    for number, event in enumerate(model.events):
        if asked >= most:
            found.append(_cut_off(len(model.events) - number))
            break
        requirements = [item for item in event.requirements if not _names(item) & parameters]
        if not _meet(requirements):
            continue
        unsatisfiability = unsatisfiability or Unsatisfiability(TransitionSystem(model))
        asked += len(event.sources)
        if _exclude(unsatisfiability, event, requirements):
            asked += len(event.sources) * (len(requirements) if len(requirements) > 1 else 0)
            found.append(_diagnostic(event, _needed(unsatisfiability, event, requirements)))
    return tuple(found)


def _exclude(unsatisfiability: Unsatisfiability, event: Event, requirements: list[Requirement]) -> bool:
    """True only if no state meets all the requirements in any status the event can happen in."""
    guard = conjunction(item.condition for item in requirements)
    conditions = ((status, in_status(guard, status)) for status in event.sources)
    return all(condition != TRUE and unsatisfiability.shown(status, condition) for status, condition in conditions)


def _needed(unsatisfiability: Unsatisfiability, event: Event, requirements: list[Requirement]) -> list[Requirement]:
    """Of requirements that exclude each other, those without any of which the others do not."""
    needed = requirements
    for item in requirements:
        fewer = [other for other in needed if other is not item]
        if fewer and _exclude(unsatisfiability, event, fewer):
            needed = fewer
    return needed


def _cut_off(count: int) -> Diagnostic:
    message = f"the search for requirements that contradict each other ended before the last {count:,} events"
    return Diagnostic("BCM914", message, help="keep the policy in smaller parts", severity="warning")


def _names(requirement: Requirement) -> frozenset[str]:
    """The names of definitions and parameters in a requirement."""
    nodes = walk(requirement.condition)
    return frozenset(node.name for node in nodes if isinstance(node, NamedTerm | NamedCondition))


def _meet(requirements: list[Requirement]) -> bool:
    """True iff two requirements, or two parts of one, speak of the same thing: else they cannot exclude each other."""
    whole = conjunction(item.condition for item in requirements)
    parts = whole.conditions if isinstance(whole, And) else (whole,)
    read = Counter(name for part in parts for name in attributes_of(part) | clocks_of(part))
    return any(count > 1 for count in read.values())


def _diagnostic(event: Event, requirements: list[Requirement]) -> Diagnostic:
    last = requirements[-1]
    others = tuple(Label(item.span, "together with this") for item in requirements[:-1])
    if not others:
        message = f"no state meets `{shown(last.span)}`, so `{event.name}` never happens"
        return Diagnostic("BCM405", message, last.span, "change or remove a part of it; one or the other is `or`")
    all_of_them = "all" if len(requirements) == len(event.requirements) else "these"
    message = f"no state meets {all_of_them} requirements of `{event.name}`, so it never happens"
    return Diagnostic("BCM405", message, last.span, "change or remove one of them", others)
