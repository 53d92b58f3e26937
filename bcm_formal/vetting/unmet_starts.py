"""Starts that nobody can begin a life course with: decided exactly, whatever the form of the contradiction.

Most starts are met by the first person tried; Z3 is asked only about the others.
"""

from __future__ import annotations

from dataclasses import replace

from bcm_formal.diagnostics import Diagnostic
from bcm_formal.look.unsatisfiability import Unsatisfiability
from bcm_formal.model.expressions import TRUE, ClockTerm, Condition, Number, comparison
from bcm_formal.model.findings import shown
from bcm_formal.model.from_syntax.starts import equalities
from bcm_formal.model.model import Model, Start
from bcm_formal.model.readings import readings
from bcm_formal.model.types import Duration, Value, admits, domain
from bcm_formal.system.ctl.models import has
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem


def unmet_starts(model: Model) -> tuple[Diagnostic, ...]:
    """BCM407 for each start that no state meets; a start about which Z3 gives up counts as met."""
    still = replace(model, events=(), limits=())
    interpreter = Interpreter(still)
    unsatisfiability: Unsatisfiability | None = None
    found: list[Diagnostic] = []
    for start in model.starts:
        if start.condition == TRUE or _is_met_at_once(interpreter, start):
            continue
        unsatisfiability = unsatisfiability or Unsatisfiability(TransitionSystem(still))
        if all(unsatisfiability.shown(status, start.condition, *_given(model)) for status in start.statuses):
            found.append(_diagnostic(start))
    return tuple(found)


def _given(model: Model) -> list[Condition]:
    """The one value that an attribute or a clock starts with."""
    clocks = (
        comparison("=", ClockTerm(clock.name), Number(clock.start, Duration()))
        for clock in model.clocks
        if clock.start is not None
    )
    return [*(has(item, item.start) for item in model.attributes if item.start is not None), *clocks]


def _is_met_at_once(interpreter: Interpreter, start: Start) -> bool:
    """True only if a person meets it: the one whose values are read off its equalities, else the first there are."""
    model = interpreter.model
    said: dict[str, Value] = dict(part for part in equalities(start.condition) if isinstance(part, tuple))
    attributes: list[Value] = []
    for item in model.attributes:
        asked = said.get(item.name)
        if item.start is not None:
            attributes.append(item.start)
        elif asked is not None and admits(item.kind, asked):
            attributes.append(asked)
        else:
            attributes.append((domain(item.kind) or (0,))[0])
    clocks = tuple(
        readings(start.condition, clock.name).low if clock.start is None else clock.start for clock in model.clocks
    )
    return any(interpreter.holds(start.condition, State(s, tuple(attributes), clocks)) for s in start.statuses)


def _diagnostic(start: Start) -> Diagnostic:
    message = f"no person can start as `{shown(start.span)}` says"
    remedy = "no values of attributes and clocks meet its condition: change it, or what they start with"
    return Diagnostic("BCM407", message, start.span, remedy)
