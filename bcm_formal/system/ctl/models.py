"""Models made for questions about CTL: begun by some, marked, confined, slowed. The life courses stay the same.

Trusted like `system.questions`: the argument why a question about the made model says something of the model
stands with each function.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
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
    implication,
    in_status,
    negation,
)
from bcm_formal.model.internal_names import internal
from bcm_formal.model.model import (
    Assignment,
    Attribute,
    Clock,
    Event,
    EventKind,
    Limit,
    Model,
    Origin,
    Requirement,
    Start,
)
from bcm_formal.model.types import Duration, Value, YesNo
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import OBSERVER, State
from bcm_formal.system.transition_system import (
    TransitionSystem,
)

MOST_STARTS = 8
"""so many starts are taken one by one, if that helps"""
LISTED = 4096
MOST_TRIED = 12
"""values for a number that may become any"""


def initial(system: TransitionSystem) -> Condition:
    """True of the start states alone."""
    model = system.model
    given: list[Condition] = [
        comparison("=", ClockTerm(clock.name), Number(clock.start, Duration()))
        for clock in model.clocks
        if clock.start is not None
    ]
    given += [has(item, item.start) for item in model.attributes if item.start is not None]
    begun = [conjunction((InStatus(start.statuses), start.condition)) for start in model.starts]
    return conjunction((disjunction(begun), *given))


def has(attribute: Attribute, value: Value) -> Condition:
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


def begun(system: TransitionSystem, condition: Condition) -> TransitionSystem:
    """The same, begun only by those who meet the condition."""
    starts = tuple(
        Start((status,), conjunction((in_status(start.condition, status), in_status(condition, status))), start.span)
        for start in system.model.starts
        for status in start.statuses
    )
    return TransitionSystem(replace(system.model, starts=starts), system.policy)


def begun_in(system: TransitionSystem, state: State) -> TransitionSystem:
    """The same, with one start."""
    model = system.model
    given = [has(item, value) for item, value in zip(model.attributes, state.attributes, strict=True)]
    given += [
        comparison("=", ClockTerm(clock.name), Number(reading, Duration()))
        for clock, reading in zip(model.clocks, state.clocks, strict=True)
        if clock.start is None
    ]
    return TransitionSystem(
        replace(model, starts=(Start((state.status,), conjunction(given), model.starts[0].span),)),
        system.policy,
    )


def marked(system: TransitionSystem, condition: Condition) -> tuple[TransitionSystem, Condition]:
    """The model with a mark that may be set wherever the condition holds, and the mark."""
    model = system.model
    name = unused(model, "marked")
    span = model.statuses[0].span
    statuses = tuple(status for status in system.statuses if in_status(condition, status) != FALSE)
    event = Event(
        unused(model, "mark"),
        "what the property speaks of is met",
        EventKind.EVENT,
        statuses,
        None,
        OBSERVER,
        False,
        (Requirement(condition, "", Origin(), span),),
        (Assignment(name, TRUE, span),),
        Origin(),
        span,
    )
    mark = Attribute(name, name, YesNo(), False, False, Origin(), span)
    changed = replace(model, attributes=(*model.attributes, mark), events=(*model.events, event))
    return TransitionSystem(changed, system.policy), Flag(name)


def confined(system: TransitionSystem, where: Condition, left: Condition) -> tuple[TransitionSystem, Condition]:
    """The model with a mark that may be set in `where`; whoever has it can change something in `left` only."""
    seen, mark = marked(system, where)
    kept = implication(mark, left)
    model = seen.model
    span = model.statuses[0].span
    events = tuple(
        event
        if event.actor == OBSERVER
        else replace(event, requirements=(*event.requirements, Requirement(kept, "", event.origin, span)))
        for event in model.events
    )
    # Without their limits people may wait outside `left`, which changes nothing that `left` and `right` read.
    limits = tuple(replace(limit, condition=conjunction((limit.condition, kept))) for limit in model.limits)
    return TransitionSystem(replace(model, events=events, limits=limits), system.policy), mark


def slowed(system: TransitionSystem) -> tuple[TransitionSystem, Condition]:
    """The model in which everybody rests for a unit of time after each change, and who is at rest.

    Nothing else happens at rest: the clocks of the model stand, events and limits ask for no rest. So the life courses
    are those of the model with rests put in, and endless changes in no time take endless time here. What holds of a
    state holds of it at rest and after it, for conditions do not speak of the rest.
    """
    model = system.model
    span = model.statuses[0].span
    rest, clock = unused(model, "resting"), unused(model, "rest_time")
    resting, awake = Flag(rest), negation(Flag(rest))
    begins = Assignment(rest, TRUE, span)
    events = tuple(
        event
        if event.actor == OBSERVER
        else replace(
            event,
            requirements=(*event.requirements, Requirement(awake, "", event.origin, span)),
            assignments=(*event.assignments, begins),
        )
        for event in model.events
    )
    limits = tuple(
        replace(
            limit,
            condition=conjunction((limit.condition, awake)),
            assignments=(*limit.assignments, begins),
        )
        for limit in model.limits
    )
    ends = tuple(
        Limit(
            unused(model, f"rest_in_{status.name}"),
            "the next moment",
            (status.name,),
            resting,
            clock,
            Number(1, Duration()),
            status.name,
            (Assignment(rest, FALSE, span),),
            Origin(),
            span,
        )
        for status in model.statuses
    )
    clocks = tuple(replace(item, runs=conjunction((item.runs, awake))) for item in model.clocks)
    changed = replace(
        model,
        attributes=(*model.attributes, Attribute(rest, rest, YesNo(), False, False, Origin(), span)),
        clocks=(*clocks, Clock(clock, clock, resting, awake, 0, Origin(), span)),
        events=events,
        limits=(*limits, *ends),
    )
    return TransitionSystem(changed, system.policy), resting


def unused(model: Model, name: str) -> str:
    """An internal name like this one that is not in the model yet."""
    taken = {*model.attribute, *model.clock, *model.event, *model.limit}
    words = (internal(f"{name}{number or ''}") for number in itertools.count())
    return next(word for word in words if word not in taken)
