"""Small models written by hand, as values: what engines are tried on apart from the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bcm_formal.diagnostics import Source
from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    AttributeTerm,
    ClockTerm,
    Condition,
    InStatus,
    Number,
    Operator,
    Term,
    comparison,
    scaled,
    total,
)
from bcm_formal.model.model import (
    LAW,
    PERSON,
    Actor,
    AnyValue,
    Assignment,
    Attribute,
    Clock,
    Event,
    EventKind,
    Layer,
    Limit,
    Model,
    Origin,
    Property,
    Requirement,
    Start,
    Status,
)
from bcm_formal.model.sentences import Sentence
from bcm_formal.model.types import AttributeType, Duration, Integer, Value
from bcm_formal.model.units import TimeUnit

SPAN = Source("by-hand", " ").span(0, 1)
INTEGER = Integer()


def number(value: int) -> Number:
    return Number(value, INTEGER)


def steps(value: int) -> Number:
    return Number(value, Duration())


def reading(name: str, kind: AttributeType = INTEGER) -> AttributeTerm:
    return AttributeTerm(name, kind)


def clock_is(name: str, operator: Operator, value: int) -> Condition:
    return comparison(operator, ClockTerm(name), steps(value))


def number_is(name: str, operator: Operator, value: int | Term, kind: AttributeType = INTEGER) -> Condition:
    return comparison(operator, reading(name, kind), number(value) if isinstance(value, int) else value)


def plus(name: str, value: int) -> Term:
    return total((reading(name), number(value)))


def twice(name: str) -> Term:
    return scaled(2, reading(name))


def attribute(name: str, kind: AttributeType, start: Value | None, *, fixed: bool = False) -> Attribute:
    return Attribute(name, name, kind, fixed, start, Origin(), SPAN)


def clock(name: str, runs: Condition = TRUE, zero: Condition = FALSE, start: int = 0) -> Clock:
    return Clock(name, name, runs, zero, start, Origin(), SPAN)


def event(
    name: str,
    sources: str,
    target: str | None = None,
    *,
    when: Sequence[Condition] = (),
    sets: Mapping[str, Condition | Term | AnyValue] | None = None,
    actor: str = PERSON,
    adverse: bool = False,
) -> Event:
    """`sources` are names with blanks between them; without a target the status stays."""
    return Event(
        name,
        name,
        EventKind.EVENT if target is None else EventKind.TRANSITION,
        tuple(sources.split()),
        target,
        actor,
        adverse,
        tuple(Requirement(condition, "", Origin(), SPAN) for condition in when),
        tuple(Assignment(item, value, SPAN) for item, value in (sets or {}).items()),
        Origin(),
        SPAN,
    )


def limit(
    name: str,
    sources: str,
    clock_name: str,
    bound: Term,
    target: str,
    *,
    condition: Condition = TRUE,
    sets: Mapping[str, Condition | Term] | None = None,
) -> Limit:
    assignments = tuple(Assignment(item, value, SPAN) for item, value in (sets or {}).items())
    return Limit(name, name, tuple(sources.split()), condition, clock_name, bound, target, assignments, Origin(), SPAN)


def policy(
    statuses: str,
    *,
    attributes: Sequence[Attribute] = (),
    clocks: Sequence[Clock] = (),
    events: Sequence[Event] = (),
    limits: Sequence[Limit] = (),
    start: str,
    start_with: Condition = TRUE,
    actors: Sequence[str] = (),
) -> Model:
    """A model of one layer; `time_in_status` is added."""
    return Model(
        name="by_hand",
        title="",
        unit=TimeUnit.MONTHS,
        calendar=(),
        law_of=None,
        today_start=None,
        sources=(),
        layers=(Layer("all", "all", Origin(), SPAN),),
        actors=tuple(Actor(name, name) for name in (PERSON, LAW, *actors)),
        parameters=(),
        attributes=tuple(attributes),
        clocks=(clock("time_in_status"), *clocks),
        definitions=(),
        statuses=tuple(Status(name, name, "all", Origin(), SPAN) for name in statuses.split()),
        events=tuple(events),
        limits=tuple(limits),
        starts=(Start(tuple(start.split()), start_with, SPAN),),
        properties=(),
        scenarios=(),
        source=SPAN.source,
    )


def within(*statuses: str) -> Condition:
    return InStatus(statuses)


def property_of(sentence: Sentence) -> Property:
    """A property that says the sentence."""
    return Property("said", "", sentence, "", Origin(), SPAN)
