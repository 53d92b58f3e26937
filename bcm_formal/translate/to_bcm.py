"""A checked model as a policy text, which reads back as the same policy.

What was read from a text has its own form there: windows, what takes time, limits of statuses. What has none, since it
was made of other models, is said by what it is made of, or refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, Source, has_errors
from bcm_formal.language.from_text import parse
from bcm_formal.language.to_text import format_tree
from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    Choose,
    ClockTerm,
    Comparison,
    Condition,
    Implies,
    InStatus,
    Not,
    Number,
    Or,
    Term,
    Truth,
    bare,
    clocks_of,
    negation,
)
from bcm_formal.model.from_syntax.efforts import running
from bcm_formal.model.model import (
    LAW,
    PERSON,
    TIME_IN_STATUS,
    TODAY,
    AnyValue,
    Assignment,
    Attribute,
    Clock,
    Event,
    Expect,
    ExpectPossible,
    Happen,
    Limit,
    Model,
    Origin,
    Parameter,
    Requirement,
    Scenario,
    Status,
    Wait,
)
from bcm_formal.model.priority import without_priority
from bcm_formal.model.to_text import condition_text, term_text, value_text
from bcm_formal.model.types import AttributeType, Choice, Duration, DurationChoice, Integer, Level, Range, YesNo
from bcm_formal.model.units import Calendar


def to_bcm(model: Model) -> str:
    """The text in its one canonical form. Raises `DiagnosticError` (BCM804) where the language cannot say it."""
    if model.through is not None:
        raise _refused("a life through several laws is told by their dates, in the text that it was read from")
    text = "\n".join(_Writer(model).lines()) + "\n"
    parsed = parse(Source(f"{model.name}.bcm", text))
    if has_errors(parsed.diagnostics):
        raise _refused(parsed.diagnostics[0].message)
    return format_tree(parsed.tree)


def _refused(reason: str) -> DiagnosticError:
    return DiagnosticError((Diagnostic("BCM804", f"the model cannot be written as a policy: {reason}"),))


class _Writer:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.calendar = Calendar(model.unit, model.calendar)
        self.windows = {item.name for item in model.windows}
        self.efforts = self._efforts()
        self.at_once = {status: limit for limit in model.limits if limit.at_once for status in limit.statuses}
        if any(limit.condition != TRUE for limit in self.at_once.values()):
            raise _refused("whether a status acts at once depends on something")

    def lines(self) -> Iterator[str]:
        """The declarations, each with its clauses."""
        model = self.model
        yield from self._head()
        for source in model.sources:
            url = f" url {_quoted(source.url)}" if source.url else ""
            checked = f" checked {source.checked}" if source.checked else ""
            yield from self._with(f"source {source.name} {_quoted(source.title)}{url}{checked}", source.origin)
        for layer in model.layers:
            yield from self._with(_titled(f"layer {layer.name}", layer.name, layer.title), layer.origin)
        for actor in model.actors:
            if actor.name not in (PERSON, LAW):
                yield from self._with(_titled(f"actor {actor.name}", actor.name, actor.title), actor.origin)
        for attribute in model.attributes:
            if attribute.name not in model.inner:
                yield from self._with(self._attribute(attribute), attribute.origin)
        yield from self._parameters()
        for clock in model.clocks:
            yield from self._clock(clock)
        for window in model.windows:
            over = self.calendar.duration_text(window.over)
            counts = self._condition(window.counts)
            head = f"window {window.name} {_quoted(window.title)}: counts while {counts} over {over}"
            yield from self._with(f"{head} in {len(window.parts)} parts", window.origin)
        for definition in model.definitions:
            if definition.name not in self.windows:
                body = definition.body
                text = self._term(body) if isinstance(body, Term) else self._condition(body)
                yield from self._with(f"define {definition.name} = {text}", definition.origin)
        for status in model.statuses:
            yield from self._status(status)
        for event in model.events:
            yield from self._event(event)
        for limit in model.own_limits:
            if self._of_status(limit) is None:
                yield from self._limit(limit)
        for start in model.starts:
            condition = "" if start.condition == TRUE else f" with {self._condition(start.condition)}"
            yield from self._with(f"start in {', '.join(start.statuses)}{condition}", start.origin)
        for item in model.properties:
            yield from self._with(f"property {item.name} {_quoted(item.title)}: {item.text}", item.origin)
        for scenario in model.scenarios:
            yield from self._scenario(scenario)

    def _head(self) -> Iterator[str]:
        model = self.model
        yield f"policy {model.name} {_quoted(model.title)}"
        yield f"  time in {model.unit.value}"
        if model.calendar:
            yield f"  calendar {', '.join(f'1 {unit} is {days} days' for unit, days in model.calendar)}"
        if model.law_of is not None:
            yield f"  in force {model.law_of}"
        yield from _origin(model.origin)

    def _with(self, head: str, origin: Origin) -> Iterator[str]:
        yield head
        yield from _origin(origin)

    # --- expressions ---

    def _condition(self, condition: Condition) -> str:
        return condition_text(self.model, condition)

    def _term(self, term: Term) -> str:
        return term_text(self.model, term)

    def _expression(self, body: Condition | Term) -> str:
        return self._term(body) if isinstance(body, Term) else self._condition(body)

    # --- what rules speak of ---

    def _attribute(self, item: Attribute) -> str:
        start = "any" if item.start is None else value_text(self.model, item.kind, item.start)
        head = _titled(f"attribute {item.name}", item.name, item.title)
        return f"{head}: {self._type(item.kind)}{', fixed' if item.fixed else ''}, starts {start}"

    def _type(self, kind: AttributeType) -> str:
        match kind:
            case YesNo():
                return "yes or no"
            case Choice(labels):
                return f"one of {', '.join(labels)}"
            case Level(labels):
                return " < ".join(labels)
            case DurationChoice(durations):
                return f"one of {', '.join(value_text(self.model, kind, each) for each in durations)}"
            case Range(low, high, unit):
                return f"{low} to {high} {unit}" if unit else f"{low} to {high}"
            case Integer(unit):
                return f"integer {unit}" if unit else "integer"
            case _:
                assert_never(kind)

    def _parameters(self) -> Iterator[str]:
        for item in self.model.parameters:
            if isinstance(bare(item.body) if isinstance(item.body, Term) else item.body, Number | Truth):
                between = f" between {item.low} and {item.high}" if item.low is not None else ""
                value = self._value(item)
                yield from self._with(f"parameter {item.name} = {value}{between}", item.origin)
            elif item.body is not None:  # a table of values
                text = self._term(item.body) if isinstance(item.body, Term) else self._condition(item.body)
                yield from self._with(f"define {item.name} = {text}", item.origin)

    def _value(self, item: Parameter) -> str:
        body = item.body
        return self._term(body) if isinstance(body, Term) else self._condition(body) if body is not None else item.value

    def _clock(self, clock: Clock) -> Iterator[str]:
        if clock.name in (TIME_IN_STATUS, TODAY) or clock.name in self.model.inner:
            return
        if clock.name in self.efforts:
            if not any(clock.name == f"time_for_{event.name}" for event in self.model.events):
                yield from self._with(_titled(f"effort {clock.name}", clock.name, clock.title), clock.origin)
            return
        fixed = (clock.runs, clock.zero) == (FALSE, FALSE) and clock.start is None
        yield _titled(f"clock {clock.name}{', fixed' if fixed else ''}", clock.name, clock.title)
        if not fixed and clock.runs != TRUE:
            yield f"  runs {self._where(clock.runs)}"
        if clock.zero != FALSE:
            yield f"  zero {self._where(clock.zero)}"
        read = any(clock.name in clocks_of(start.condition) for start in self.model.starts)
        if clock.start is None:
            yield "  starts any"
        elif clock.start or read:
            yield f"  starts {self.calendar.duration_text(clock.start)}"
        yield from _origin(clock.origin)

    def _where(self, condition: Condition) -> str:
        return self._condition(condition) if isinstance(condition, InStatus) else f"while {self._condition(condition)}"

    def _efforts(self) -> dict[str, Clock]:
        """Clocks of what takes time that run just as their events say; others are clocks like any other."""
        users: dict[str, list[Event]] = {}
        for event in self.model.events:
            if event.effort is not None:
                users.setdefault(event.effort, []).append(event)
        found: dict[str, Clock] = {}
        for name, events in users.items():
            clock = self.model.clock[name]
            own = name == f"time_for_{events[0].name}" and len(events) == 1
            declared = own or not any(name == f"time_for_{event.name}" for event in self.model.events)
            if clock.start == 0 and declared and running(clock, map(without_priority, events)) == clock:
                found[name] = clock
        return found

    # --- places and rules ---

    def _status(self, status: Status) -> Iterator[str]:
        yield _titled(f"status {status.name} in {status.layer}", status.name, status.title)
        for limit in self.model.own_limits:
            if self._of_status(limit) == status.name:
                yield f"  at most {self._term(limit.bound)}, then {limit.target}"
                yield from _origin(limit.origin if limit.origin != status.origin else Origin(), "    ")
                if limit.yields_to:
                    yield f"    yields to {', '.join(limit.yields_to)}"
        if status.name in self.at_once:
            yield "  acts at once"
        yield from _origin(status.origin)

    def _of_status(self, limit: Limit) -> str | None:
        """The status of which the limit is the time limit, if it is one."""
        status = limit.statuses[0] if len(limit.statuses) == 1 else ""
        plain = limit.name == f"{status}_limit" and limit.condition == TRUE and not limit.assignments
        return status if plain and limit.clock == TIME_IN_STATUS else None

    def _event(self, rule: Event) -> Iterator[str]:
        event = without_priority(rule)
        adverse = ", adverse" if event.adverse else ""
        places = ", ".join(event.sources)
        place = f"in {places}" if event.target is None else f"from {places} to {event.target}"
        word = "event" if event.target is None else "transition"
        yield _titled(f"{word} {event.name} {place} by {event.actor}{adverse}", event.name, event.title)
        effort = event.effort if event.effort in self.efforts else None
        yield from self._requirements(event.requirements, effort)
        sets = [item for item in event.assignments if item.name != effort]
        taken = next((item for item in event.requirements if self._is_taken(item, effort)), None)
        if effort is not None and taken is not None:
            assert isinstance(taken.condition, Comparison)
            of = "" if effort == f"time_for_{event.name}" else f" of {effort}"
            yield f"  takes {self._term(taken.condition.right)}{of}"
        yield from self._sets(sets)
        if rule.yields_to:
            yield f"  yields to {', '.join(rule.yields_to)}"
        yield from _origin(event.origin)

    def _is_taken(self, item: Requirement, effort: str | None) -> bool:
        """True iff the requirement is the time that the event takes."""
        match item.condition:
            case Comparison(">=", ClockTerm(name)):
                return name == effort and item.text.startswith("takes ")
            case _:
                return False

    def _requirements(self, items: Sequence[Requirement], effort: str | None) -> Iterator[str]:
        asked = [item for item in items if not self._is_taken(item, effort)]
        denied = [item for item in asked if item.text.startswith("unless ") and isinstance(item.condition, Not)][:1]
        word = "when"
        for item in asked:
            if item not in denied:
                yield f"{'  ' if word == 'when' else '   '}{word} {self._line(item.condition)}"
                word = "and"
        for item in denied:
            yield f"  unless {self._line(negation(item.condition))}"

    def _line(self, condition: Condition) -> str:
        text = self._condition(condition)
        return f"({text})" if isinstance(condition, Or | Implies) else text

    def _sets(self, assignments: Iterable[Assignment]) -> Iterator[str]:
        for item in assignments:
            value = item.value
            text = "any" if isinstance(value, AnyValue) else self._expression(value)
            yield f"  set {item.name} = {text}"

    def _limit(self, limit: Limit) -> Iterator[str]:
        own = without_priority(limit)
        if own.requirements:
            raise _refused(f"`{limit.name}` asks for more before it runs out")
        yield _titled(f"limit {limit.name} in {', '.join(limit.statuses)}", limit.name, limit.title)
        applies = "" if limit.condition == TRUE else f"{self._part(limit.condition)} and "
        bound = self._term(limit.bound)
        bound = f"({bound})" if isinstance(limit.bound, Choose) else bound
        yield f"  while {applies}{limit.clock} at most {bound}, then {limit.target}"
        yield from self._sets(limit.assignments)
        if limit.yields_to:
            yield f"  yields to {', '.join(limit.yields_to)}"
        yield from _origin(limit.origin)

    def _part(self, condition: Condition) -> str:
        text = self._condition(condition)
        return f"({text})" if isinstance(condition, Or | Implies) else text

    # --- scenarios ---

    def _scenario(self, scenario: Scenario) -> Iterator[str]:
        yield f"scenario {scenario.name} {_quoted(scenario.title)}"
        said = [self._override(name, value) for name, value in scenario.overrides if value is not None]
        said += [self._part(scenario.condition)] if scenario.condition != TRUE else []
        yield f"  start in {', '.join(scenario.statuses)}{' with ' if said else ''}{' and '.join(said)}"
        for step in scenario.steps:
            match step:
                case Happen(name, choices):
                    values = ", ".join(self._override(chosen, value) for chosen, value in choices)
                    yield f"  {name}{' with ' if values else ''}{values}"
                case Wait(steps):
                    yield f"  after {self.calendar.duration_text(steps)}"
                case Expect(condition):
                    yield f"  expect {self._condition(condition)}"
                case ExpectPossible(name, possible):
                    yield f"  expect {name} {'possible' if possible else 'impossible'}"
                case _:
                    assert_never(step)

    def _override(self, name: str, value: bool | int) -> str:
        if name in self.model.attribute:
            return f"{name} is {value_text(self.model, self.model.attribute[name].kind, value)}"
        return f"{name} is {value_text(self.model, Duration(), value)}"


def _origin(origin: Origin, indent: str = "  ") -> Iterator[str]:
    for language, title in origin.titles:
        yield f"{indent}title {language} {_quoted(title)}"
    for citation in origin.citations:
        pinpoint = f" {_quoted(citation.pinpoint)}" if citation.pinpoint else ""
        yield f"{indent}source {citation.source}{pinpoint}"
    for quote in origin.quotes:
        yield f"{indent}quote {_quoted(quote)}"
    if origin.confidence:
        yield f"{indent}confidence {origin.confidence}"
    for note in origin.notes:
        yield f"{indent}note {_quoted(note)}"


def _titled(head: str, name: str, title: str) -> str:
    """The head with a title, unless it is the one that the name has anyhow."""
    return head if title in ("", name.replace("_", " ")) else f"{head} {_quoted(title)}"


def _quoted(text: str) -> str:
    written = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{written}"'
