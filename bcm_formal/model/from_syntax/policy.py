"""From the syntax tree to the checked model: names resolved, units in steps, types checked, the law of one day.

All mistakes of a file are found in one run; none is raised. A wrong declaration is known as wrong, so that its uses are
not reported again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar, assert_never

from bcm_formal.diagnostics import Diagnostic, Label, Source, in_reading_order
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.reforms import OfReform
from bcm_formal.model.as_of import AsOf, Given
from bcm_formal.model.as_read import as_read
from bcm_formal.model.at_once import stop_of
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.alike import report_look_alikes
from bcm_formal.model.from_syntax.attributes import attribute_from_syntax, declare_attribute, label_names
from bcm_formal.model.from_syntax.clocks import (
    BUILT_IN,
    DeclaredClock,
    built_in_clock,
    clock_from_syntax,
    declare_built_in,
    declare_clock,
)
from bcm_formal.model.from_syntax.definitions import definitions_from_syntax
from bcm_formal.model.from_syntax.efforts import clocks_of_efforts, declare_effort
from bcm_formal.model.from_syntax.events import event_from_syntax
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.frame import Frame, frame_from_syntax
from bcm_formal.model.from_syntax.given import check_given, with_given
from bcm_formal.model.from_syntax.limits import limit_from_syntax, status_limit
from bcm_formal.model.from_syntax.lint import lint
from bcm_formal.model.from_syntax.names import names_of
from bcm_formal.model.from_syntax.origins import origin_from_syntax, title_of
from bcm_formal.model.from_syntax.parameters import parameter_from_syntax
from bcm_formal.model.from_syntax.places import declare_places
from bcm_formal.model.from_syntax.priority import settle_priority
from bcm_formal.model.from_syntax.properties import property_from_syntax
from bcm_formal.model.from_syntax.scenarios import scenario_from_syntax
from bcm_formal.model.from_syntax.scope import Scope, Space
from bcm_formal.model.from_syntax.starts import ClockStarts, starts_from_syntax
from bcm_formal.model.from_syntax.versions import Law, check_day, in_force, space_of
from bcm_formal.model.from_syntax.windows import clocks_of, ends_of, parts_of
from bcm_formal.model.from_words import condition_from_text, term_from_text
from bcm_formal.model.law import Through
from bcm_formal.model.model import (
    LAW,
    PERSON,
    TIME_IN_STATUS,
    TODAY,
    Actor,
    Event,
    Layer,
    Limit,
    Model,
    Origin,
    SourceText,
    Status,
)
from bcm_formal.model.names import Names

__all__ = ["condition_from_text", "from_syntax", "term_from_text"]

_Built = TypeVar("_Built")
_Kind = TypeVar("_Kind")


def from_syntax(
    file: syntax.PolicyFile, on: AsOf = None, included: tuple[Source, ...] = ()
) -> tuple[Model | None, tuple[Diagnostic, ...], Names]:
    """The model of a file, all findings in reading order, and its names; no model if one of the findings is an error.

    `on` is the day whose law is read, instead of the policy's `in force`, or a life through several laws, and may give
    parameters other values than the text; `included` are the texts of the file besides its own.
    """
    findings = Findings()
    on, given = (on.law, on.values) if isinstance(on, Given) else (on, ())
    file = with_given(file, given, findings)
    if isinstance(on, Through):
        from bcm_formal.model.from_syntax.through import life_from_syntax

        model, law, scope = life_from_syntax(file, on, findings)
    else:
        frame = frame_from_syntax(file, on, findings)
        law = in_force(file.declarations, frame.law_of, findings)
        check_day(frame, file.declarations, findings)
        scope = scope_of(file, frame, law)
        model = model_of_law(file, frame, law.declarations, Reader(scope, findings, of_policy=True))
    check_given(file, model, findings)
    broken = findings.has_errors or bool(file.unread)
    names = names_of(law.declarations, law.others, scope)
    model = None if broken or model is None else as_read(replace(model, included=included, given=given))
    return model, in_reading_order(tuple(findings.found)), names


def scope_of(file: syntax.PolicyFile, frame: Frame, law: Law) -> Scope:
    """The names of a law, none of them declared yet."""
    given = {item.name.text: item for item in file.given}
    scope = Scope(frame.calendar, frame.today_start, absent=law.absent, given=given)
    for unread in file.unread:
        scope.unread.update(name.text for name in (unread.name, *unread.values) if name is not None)
    return scope


def model_of_law(
    file: syntax.PolicyFile, frame: Frame, declarations: tuple[syntax.Declaration, ...], reader: Reader
) -> Model | None:
    """The model of these declarations; None without a policy, of use only if nothing was found wrong."""
    scope, findings = reader.scope, reader.findings
    attributes = {item.name.text: item for item in _of(declarations, syntax.AttributeDecl)}
    _declare(declarations, scope, findings)
    parameters = _each(
        parameter_from_syntax(item, reader, attributes) for item in _of(declarations, syntax.ParameterDecl)
    )
    definitions, windows = definitions_from_syntax(
        [item for item in declarations if isinstance(item, syntax.DefineDecl | syntax.ScoreDecl | syntax.WindowDecl)],
        reader,
    )
    by_name = {definition.name: definition for definition in definitions}
    built_attributes = _each(attribute_from_syntax(item, reader) for item in attributes.values())
    clocks = _each(clock_from_syntax(item, reader) for item in _of(declarations, syntax.ClockDecl))
    events = _each(
        event_from_syntax(item, reader, attributes, by_name)
        for item in declarations
        if isinstance(item, syntax.TransitionDecl | syntax.EventDecl)
    )
    limits = (
        *_each(status_limit(item, reader) for item in _of(declarations, syntax.StatusDecl)),
        *_each(limit_from_syntax(item, reader, attributes) for item in _of(declarations, syntax.LimitDecl)),
    )
    stops = (stop_of(item.name.text, item.acts.span) for item in _of(declarations, syntax.StatusDecl) if item.acts)
    built_in = built_in_clock(TIME_IN_STATUS, "time in status", frame.policy or file)
    efforts = clocks_of_efforts(_of(declarations, syntax.EffortDecl), events, reader)
    clocks = (*clocks, *efforts, *clocks_of(windows))
    clock_starts = ClockStarts((DeclaredClock(built_in, None), *clocks))
    starts, clock_starts = starts_from_syntax(
        _of(declarations, syntax.StartDecl), reader, built_attributes, clock_starts
    )
    events, limits = settle_priority(declarations, events, limits, built_attributes, reader)
    moves: dict[str, Event | Limit] = {event.name: event for event in events}
    moves.update((limit.name, limit) for limit in limits)
    properties = _each(property_from_syntax(item, reader) for item in _of(declarations, syntax.PropertyDecl))
    scenarios = _each(
        scenario_from_syntax(item, reader, moves, clock_starts) for item in _of(declarations, syntax.ScenarioDecl)
    )
    layers = tuple(
        Layer(item.name.text, title_of(item.title, item.name.text), _origin(item, reader), item.span)
        for item in _of(declarations, syntax.LayerDecl)
    )
    statuses = tuple(
        Status(item.name.text, title_of(item.title, item.name.text), item.layer.text, _origin(item, reader), item.span)
        for item in _of(declarations, syntax.StatusDecl)
    )
    sources = tuple(_source(item, reader) for item in _of(declarations, syntax.SourceDecl))
    actors = tuple(
        Actor(item.name.text, title_of(item.title, item.name.text), _origin(item, reader))
        for item in _of(declarations, syntax.ActorDecl)
    )
    if not file.unread:
        _report_missing(file, declarations, findings)
    _report_size(events, limits, len(statuses) * len(clocks), file, findings)
    if not findings.has_errors and not file.unread:
        lint(declarations, file.declarations, moves.values(), scope, findings)
    policy = frame.policy
    if policy is None:
        return None
    title = title_of(policy.title, policy.name.text)
    today = (built_in_clock(TODAY, "today", policy),) if scope.uses_today else ()
    return Model(
        name=policy.name.text,
        title=title,
        unit=frame.calendar.unit,
        calendar=frame.calendar.days,
        law_of=frame.law_of,
        today_start=frame.today_start if scope.uses_today else None,
        sources=sources,
        layers=layers,
        actors=(Actor(PERSON, "the person"), Actor(LAW, "the law"), *actors),
        parameters=parameters,
        attributes=(*built_attributes, *(part for window in windows for part in parts_of(window))),
        clocks=(*clock_starts.begun, *today),
        definitions=definitions,
        statuses=statuses,
        events=events,
        limits=(*limits, *stops, *ends_of(windows, scope.statuses)),
        starts=starts,
        properties=properties,
        scenarios=scenarios,
        origin=_origin(policy, reader),
        source=file.span.source,
        windows=windows,
        covers=(frame.covers.first.value, frame.covers.last.value) if frame.covers else None,
    )


def _declare(declarations: tuple[syntax.Declaration, ...], scope: Scope, findings: Findings) -> None:
    """Make all names known before anything is read, whatever the order of the file."""
    declare_built_in(scope)
    scope.actors.update({PERSON: None, LAW: None})
    for declaration in declarations:
        named = space_of(declaration)
        if named is not None:
            _report_built_in(named[0], named[1], findings)
        match declaration:
            case syntax.ActorDecl(name):
                scope.actors[name.text] = name.span
            case syntax.SourceDecl(name):
                scope.sources[name.text] = name.span
            case syntax.AttributeDecl():
                declare_attribute(declaration, scope, findings)
            case syntax.ClockDecl():
                declare_clock(declaration, scope)
            case syntax.EffortDecl():
                declare_effort(declaration, scope)
            case syntax.TransitionDecl(name) | syntax.EventDecl(name) | syntax.LimitDecl(name):
                scope.moves[name.text] = name.span
            case (
                syntax.PolicyDecl()
                | syntax.IncludeDecl()
                | syntax.PropertiesDecl()
                | syntax.LayerDecl()
                | syntax.ParameterDecl()
                | syntax.StatusDecl()
                | syntax.DefineDecl()
                | syntax.ScoreDecl()
                | syntax.WindowDecl()
                | syntax.StartDecl()
                | syntax.PropertyDecl()
                | syntax.ScenarioDecl()
                | OfReform()
            ):
                continue
            case _:
                assert_never(declaration)
    for item in declarations:
        if isinstance(item, syntax.TransitionDecl | syntax.EventDecl):
            declare_effort(item, scope)
    declare_places(declarations, scope, findings)
    report_look_alikes(declarations, findings)
    _report_labels(declarations, findings)
    _report_shared(declarations, findings)


def _report_built_in(space: Space, name: syntax.Name, findings: Findings) -> None:
    built_in = {Space.VALUE: BUILT_IN, Space.ACTOR: (PERSON, LAW)}.get(space, ())
    if name.text in built_in:
        message = f"`{name.text}` is built in: it cannot be declared"
        findings.error("BCM209", message, name.span, "remove the declaration, or give it another name")


def _report_labels(declarations: tuple[syntax.Declaration, ...], findings: Findings) -> None:
    """A level or choice must not be called like an attribute, clock, parameter or definition."""
    named = {
        place[1].text: place[1]
        for place in map(space_of, declarations)
        if place is not None and place[0] is Space.VALUE
    }
    for attribute in _of(declarations, syntax.AttributeDecl):
        for label in label_names(attribute):
            if label.text in named:
                other = named[label.text]
                message = f"the value `{label.text}` of `{attribute.name.text}` is also the name of something else"
                where = Label(other.span, "declared here")
                findings.error("BCM212", message, label.span, "rename one of them", where)


def _report_shared(declarations: tuple[syntax.Declaration, ...], findings: Findings) -> None:
    """A scenario must not be called like a property: verdicts and results are told by name."""
    properties = {item.name.text: item.name for item in _of(declarations, syntax.PropertyDecl)}
    for scenario in _of(declarations, syntax.ScenarioDecl):
        name = scenario.name
        if name.text in properties:
            message = f"`{name.text}` is the name of a property and of a scenario"
            label = Label(properties[name.text].span, "the property")
            remedy = f"give one of them another name, such as `{name.text}_in_a_life`"
            findings.error("BCM202", message, name.span, remedy, label)


def _report_missing(file: syntax.PolicyFile, declarations: tuple[syntax.Declaration, ...], findings: Findings) -> None:
    place = next((item.name.span for item in declarations if isinstance(item, syntax.PolicyDecl)), file.span)
    if not _of(declarations, syntax.StatusDecl):
        remedy = "declare a layer and `status NAME in LAYER`"
        findings.error("BCM418", "the policy has no status", place, remedy)
    elif not _of(declarations, syntax.StartDecl):
        first = _of(declarations, syntax.StatusDecl)[0].name.text
        message = "it is not said where life courses start"
        findings.error("BCM406", message, place, f"add a line such as `start in {first}`")
    if not _of(declarations, syntax.PropertyDecl):
        message = "the policy states no property, so there is nothing to prove"
        findings.warning("BCM603", message, place, "add a `property`")


MOST_STEPS = 200_000
"""of a policy: each rule counts once for each status it can begin in; and so many readings of clocks in statuses"""


def _report_size(
    events: tuple[Event, ...], limits: tuple[Limit, ...], readings: int, file: syntax.PolicyFile, findings: Findings
) -> None:
    steps = sum(len(event.sources) for event in events) + sum(len(limit.statuses) for limit in limits)
    for count, what in ((steps, "steps from one status"), (readings, "readings of a clock in a status")):
        if count > MOST_STEPS:
            place = next((item.name.span for item in _of(file.declarations, syntax.PolicyDecl)), file.span)
            message = f"the policy has {count:,} {what}, more than {MOST_STEPS:,}"
            findings.error("BCM424", message, place, "say where each rule can happen instead of everywhere")


_ANOTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def _source(item: syntax.SourceDecl, reader: Reader) -> SourceText:
    if item.url and _ANOTHER_SCHEME.match(item.url.value.strip()):
        message = f"`{item.url.value}` is not the address of a page"
        reader.findings.error("BCM425", message, item.url.span, "write one that begins with `https://`")
    return SourceText(
        item.name.text,
        item.title.value,
        item.url.value if item.url else None,
        item.checked.value if item.checked else None,
        _origin(item, reader),
    )


def _origin(item: syntax.Declaration, reader: Reader) -> Origin:
    return origin_from_syntax(item.origin, reader.scope, reader.findings)


def _of(declarations: Iterable[syntax.Declaration], kind: type[_Kind]) -> list[_Kind]:
    return [item for item in declarations if isinstance(item, kind)]


def _each(items: Iterable[_Built | None]) -> tuple[_Built, ...]:
    return tuple(item for item in items if item is not None)
