"""Models made for questions about CTL: begun by some, marked, slowed. The life courses stay the same.

Trusted like `system.questions`: what a question about the made model says of the model is argued with each step in
`system.derived.steps`.
"""

from __future__ import annotations

from bcm_formal.model.expressions import (
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    InStatus,
    Number,
    comparison,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.model import Attribute, Model
from bcm_formal.model.types import Duration, Value, YesNo
from bcm_formal.system.derived.recipe import derived
from bcm_formal.system.derived.steps import Marked, Slowed, StartsIn, StartsWhere, mark_of, rest_of
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import (
    TransitionSystem,
)

MOST_STARTS = 8
"""so many starts are taken one by one, if that helps"""
LISTED = 4096
MOST_TRIED = 12
"""values for a number that may become any"""


def initial(system: TransitionSystem, counting: Model | None = None) -> Condition:
    """True of the start states alone. What `counting`, a smaller model of the system, leaves out may have any value."""
    model = counting or system.model
    given: list[Condition] = [
        comparison("=", ClockTerm(clock.name), Number(clock.start, Duration()))
        for clock in model.clocks
        if clock.start is not None
    ]
    given += [has(item, item.start) for item in model.attributes if item.start is not None]
    places = [conjunction((InStatus(start.statuses), start.condition)) for start in system.model.starts]
    return conjunction((disjunction(places), *given))


def has(attribute: Attribute, value: Value) -> Condition:
    """True iff the attribute has this value."""
    if isinstance(attribute.kind, YesNo):
        return Flag(attribute.name) if value else negation(Flag(attribute.name))
    return Comparison("=", AttributeTerm(attribute.name, attribute.kind), Number(int(value), attribute.kind))


def starts_of(system: TransitionSystem) -> tuple[State, ...] | None:
    """The start states, if they are few; None: there are more, or too many values to look through."""
    found: dict[State, None] = {}
    try:
        for number, state in enumerate(Interpreter(system.model).start_states()):
            found[state] = None
            if len(found) > MOST_STARTS or number > LISTED:
                return None
    except UnboundedChoiceError:
        return None
    return tuple(found)


def starting_where(system: TransitionSystem, condition: Condition) -> TransitionSystem:
    """The same, with only those start states that meet the condition."""
    return derived(system, StartsWhere(condition))


def starting_in(system: TransitionSystem, state: State) -> TransitionSystem:
    """The same, with one start."""
    model = system.model
    given = [has(item, value) for item, value in zip(model.attributes, state.attributes, strict=True)]
    given += [
        comparison("=", ClockTerm(clock.name), Number(reading, Duration()))
        for clock, reading in zip(model.clocks, state.clocks, strict=True)
        if clock.start is None
    ]
    return derived(system, StartsIn(state.status, conjunction(given)))


def marked(system: TransitionSystem, condition: Condition) -> tuple[TransitionSystem, Condition]:
    """The model with a mark that may be set wherever the condition holds, and the mark."""
    return derived(system, Marked(condition)), Flag(mark_of(system.model))


def slowed(system: TransitionSystem) -> tuple[TransitionSystem, Condition]:
    """The model with a rest of one unit of time after each change, and the condition of being at rest."""
    return derived(system, Slowed()), Flag(rest_of(system.model))
