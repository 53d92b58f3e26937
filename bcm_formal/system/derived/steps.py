"""The steps by which a model is made from another: with observers, marks and rests, begun elsewhere.

Trusted: questions are asked about what `made` makes. What the answer says of the model before the step is argued with
each. What is added bears a name that no text can declare (`unused`), and no path may use an event of the observer.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias, assert_never

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    Condition,
    Flag,
    InStatus,
    Number,
    conjunction,
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
    Status,
)
from bcm_formal.model.types import Duration, YesNo
from bcm_formal.records import dataclass
from bcm_formal.system.state import OBSERVER
from bcm_formal.system.transition_system import ZERO


@dataclass(frozen=True, slots=True)
class Observed:
    """With a clock that always runs and that the observer may set to zero at any moment, as often as liked."""


@dataclass(frozen=True, slots=True)
class Unobserved:
    """Without the events of the observer and the clocks that they set."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """With a clock that stands for ever at any reading it starts with: a bound that is left open. Whatever is reachable
    is so with every bound, and no step depends on it."""


@dataclass(frozen=True, slots=True)
class Entered:
    """With a mark of those whose last change, or start, led into the statuses of `where`, which reads nothing else.
    Whoever has it and has spent no time in the status enters these statuses just now."""

    where: Condition


@dataclass(frozen=True, slots=True)
class Arrived:
    """With a mark of those whose last change, or start, led into the status that they are in: `Entered` for each status
    by itself."""


@dataclass(frozen=True, slots=True)
class StartsWhere:
    """With only those start states that meet the condition."""

    where: Condition


@dataclass(frozen=True, slots=True)
class StartsIn:
    """With one start, in one status, under a condition that takes the place of those of all starts."""

    status: str
    where: Condition


@dataclass(frozen=True, slots=True)
class Marked:
    """With a mark that the observer may set wherever the condition holds."""

    where: Condition


@dataclass(frozen=True, slots=True)
class Stepped:
    """With a mark that the observer may set once in `where`, which begins a count of time. The next change makes the
    mark a used one, after which nothing changes any more."""

    where: Condition


@dataclass(frozen=True, slots=True)
class Slowed:
    """With a rest of one unit of time after each change.

    Nothing else happens at rest: the clocks of the model stand, events and limits ask for no rest. So the life courses
    are those of the model with rests put in, and endless changes in no time take endless time here. What holds of a
    state holds of it at rest and after it, for conditions do not speak of the rest.
    """


Derivation: TypeAlias = (
    Observed | Unobserved | Bounded | Entered | Arrived | StartsWhere | StartsIn | Marked | Stepped | Slowed
)


def made(model: Model, step: Derivation) -> Model:
    """The model after the step."""
    match step:
        case Observed():
            return _observed(model)
        case Unobserved():
            added = {item.name for event in model.events if event.actor == OBSERVER for item in event.assignments}
            return replace(
                model,
                clocks=tuple(clock for clock in model.clocks if clock.name not in added),
                events=tuple(event for event in model.events if event.actor != OBSERVER),
            )
        case Bounded():
            name, span = bound_clock(model), _first(model).span
            bound = Clock(name, "the bound of time", FALSE, FALSE, None, Origin(), span)
            return replace(model, clocks=(*model.clocks, bound))
        case Entered(where):
            return _entered(model, where)
        case Arrived():
            return _arrived(model)
        case StartsWhere(where):
            starts = (
                Start((s,), conjunction((in_status(start.condition, s), in_status(where, s))), start.span)
                for start in model.starts
                for s in start.statuses
            )
            return replace(model, starts=tuple(starts))
        case StartsIn(status, where):
            return replace(model, starts=(Start((status,), where, _first(model).span),))
        case Marked(where):
            return _marked(model, where)
        case Stepped(where):
            return _stepped(model, where)
        case Slowed():
            return _slowed(model)
        case _:
            assert_never(step)


# --- names of what is added ---


def unused(model: Model, name: str) -> str:
    """An internal name like this one that is not in the model yet."""
    taken = {*model.attribute, *model.clock, *model.event, *model.limit}
    words = (internal(f"{name}{number or ''}") for number in itertools.count())
    return next(word for word in words if word not in taken)


def observer_clock(model: Model) -> str:
    """The name of the clock that the next step `Observed`, or `Stepped`, adds to the model."""
    name = internal("observed_time")
    while name in model.clock:
        name += "_"
    return name


def bound_clock(model: Model) -> str:
    """The name of the clock that the next step `Bounded` adds to the model."""
    return unused(model, "bound_of_time")


def entry_mark_of(model: Model) -> str:
    """The name of the mark that the next step `Entered` or `Arrived` adds to the model."""
    return unused(model, "entered")


def mark_of(model: Model) -> str:
    """The name of the mark that the next step `Marked` or `Stepped` adds to the model."""
    return unused(model, "marked")


def used_mark_of(model: Model) -> str:
    """The name of the attribute by which the next step `Stepped` tells used marks."""
    return unused(model, "used")


def rest_of(model: Model) -> str:
    """The name of the attribute of those at rest that the next step `Slowed` adds to the model."""
    return unused(model, "resting")


# --- how they are made ---


def _observed(model: Model) -> Model:
    clock, span = observer_clock(model), _first(model).span
    observe = Event(
        f"{clock}_begins",
        "the time of the property begins",
        EventKind.EVENT,
        tuple(status.name for status in model.statuses),
        None,
        OBSERVER,
        False,
        (),
        (Assignment(clock, ZERO, span),),
        Origin(),
        span,
    )
    extra = Clock(clock, "time since then", TRUE, FALSE, 0, Origin(), span)
    return replace(model, clocks=(*model.clocks, extra), events=(*model.events, observe))


def _entered(model: Model, where: Condition) -> Model:
    def leads_in(target: str | None) -> Condition:
        return negation(where) if target is not None and in_status(where, target) == TRUE else FALSE

    return _with_entry_mark(model, leads_in, lambda status: in_status(where, status) == TRUE)


def _arrived(model: Model) -> Model:
    def leads_in(target: str | None) -> Condition:
        return FALSE if target is None else negation(InStatus((target,)))

    return _with_entry_mark(model, leads_in, lambda _: True)


def _with_entry_mark(
    model: Model, leads_in: Callable[[str | None], Condition], begins_in: Callable[[str], bool]
) -> Model:
    """`leads_in`: whether a change into a status (None: one that keeps it) sets the mark, read in the state before."""
    name, span = entry_mark_of(model), _first(model).span
    mark = Flag(name)
    starts = (
        Start((s,), conjunction((start.condition, mark if begins_in(s) else negation(mark))), start.span)
        for start in model.starts
        for s in start.statuses
    )
    events = tuple(
        event
        if event.actor == OBSERVER
        else replace(event, assignments=(*event.assignments, Assignment(name, leads_in(event.target), span)))
        for event in model.events
    )
    limits = tuple(
        replace(limit, assignments=(*limit.assignments, Assignment(name, leads_in(limit.target), span)))
        for limit in model.limits
    )
    attributes = (*model.attributes, replace(_yes_or_no(name, model), start=None))
    return replace(model, attributes=attributes, starts=tuple(starts), events=events, limits=limits)


def _marked(model: Model, where: Condition) -> Model:
    name, span = mark_of(model), _first(model).span
    event = Event(
        unused(model, "mark"),
        "what the property speaks of is met",
        EventKind.EVENT,
        tuple(status.name for status in model.statuses if in_status(where, status.name) != FALSE),
        None,
        OBSERVER,
        False,
        (Requirement(where, "", Origin(), span),),
        (Assignment(name, TRUE, span),),
        Origin(),
        span,
    )
    mark = _yes_or_no(name, model)
    return replace(model, attributes=(*model.attributes, mark), events=(*model.events, event))


def _stepped(model: Model, where: Condition) -> Model:
    mark, clock = Flag(mark_of(model)), observer_clock(model)
    seen, span = _marked(model, where), _first(model).span
    used = used_mark_of(model)
    fresh, uses = negation(Flag(used)), Assignment(used, mark, span)
    *others, marks = seen.events
    events = tuple(
        replace(
            event,
            requirements=(*event.requirements, Requirement(fresh, "", Origin(), span)),
            assignments=(*event.assignments, uses),
        )
        for event in others
        if event.actor != OBSERVER
    )
    limits = tuple(
        replace(limit, condition=conjunction((limit.condition, fresh)), assignments=(*limit.assignments, uses))
        for limit in seen.limits
    )
    marks = replace(
        marks,
        requirements=(*marks.requirements, Requirement(negation(mark), "", Origin(), span)),
        assignments=(*marks.assignments, Assignment(clock, ZERO, span)),
    )
    return replace(
        seen,
        attributes=(*seen.attributes, _yes_or_no(used, model)),
        clocks=(*seen.clocks, Clock(clock, clock, TRUE, FALSE, 0, Origin(), span)),
        events=(*(event for event in others if event.actor == OBSERVER), *events, marks),
        limits=limits,
    )


def _slowed(model: Model) -> Model:
    span = _first(model).span
    rest, clock = rest_of(model), unused(model, "rest_time")
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
    return replace(
        model,
        attributes=(*model.attributes, _yes_or_no(rest, model)),
        clocks=(*clocks, Clock(clock, clock, resting, awake, 0, Origin(), span)),
        events=events,
        limits=(*limits, *ends),
    )


def _first(model: Model) -> Status:
    """The status where what is added is said to stand."""
    return model.statuses[0]


def _yes_or_no(name: str, model: Model) -> Attribute:
    """An attribute that is `no` at the start."""
    return Attribute(name, name, YesNo(), False, False, Origin(), _first(model).span)
