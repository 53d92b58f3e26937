"""How far a policy rests on sources: rules that cite none, sources that nobody can look up or did for long, and what
may be wrong by its own account."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Iterator

from bcm_formal.diagnostics import Span
from bcm_formal.model.assumptions import DOUBTFUL
from bcm_formal.model.model import (
    TIME_IN_STATUS,
    TODAY,
    Actor,
    Attribute,
    Layer,
    Model,
    Origin,
    Property,
    Scenario,
    SourceText,
    Status,
)
from bcm_formal.records import dataclass

DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a law decides by: a parameter, clock, window, definition, transition, event or limit."""

    kind: str
    name: str
    origin: Origin
    span: Span

    @property
    def is_assumed(self) -> bool:
        """Whether it says that it is an assumption, by its confidence or in a note."""
        return self.origin.confidence == "assumed" or bool(self.origin.assumptions)


@dataclass(frozen=True, slots=True)
class Cited:
    """A declared source, and what cites it: rules, statuses, attributes, properties and scenarios, each once."""

    source: SourceText
    by: tuple[str, ...]
    is_overdue: bool
    """whether nobody has looked it up within the months that were given"""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the rules of a policy rest on, in the order of the text, on the day `as_of`."""

    model: Model
    as_of: datetime.date
    within: int
    """months"""
    rules: tuple[Rule, ...]
    sources: tuple[Cited, ...]

    @property
    def unsourced(self) -> tuple[Rule, ...]:
        """The rules that cite nothing and do not say that they are assumptions; definitions are none of them, since the
        rules that use them answer for them."""
        own = (rule for rule in self.rules if rule.kind != DEFINITION)
        return tuple(rule for rule in own if not rule.origin.citations and not rule.is_assumed)

    @property
    def assumed(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.is_assumed)

    @property
    def low(self) -> tuple[Rule, ...]:
        """The rules of low confidence."""
        return tuple(rule for rule in self.rules if rule.origin.confidence in set(DOUBTFUL) - {"assumed"})

    @property
    def unaddressed(self) -> tuple[Cited, ...]:
        """The sources without an address."""
        return tuple(item for item in self.sources if item.source.url is None)

    @property
    def overdue(self) -> tuple[Cited, ...]:
        return tuple(item for item in self.sources if item.is_overdue)

    @property
    def has_gaps(self) -> bool:
        """Whether something is missing that can be put right: a source, an address, a look."""
        return bool(self.unsourced or self.unaddressed or self.overdue)


def provenance_of(model: Model, as_of: datetime.date, within: int) -> Provenance:
    """What the rules of the law that was read rest on; a source is overdue where it was not checked in the `within`
    months up to `as_of`, or never."""
    cited: dict[str, dict[str, None]] = {item.name: {} for item in model.sources}
    for name, origin in _declared(model):
        for citation in origin.citations:
            cited[citation.source][name] = None
    sources = (Cited(item, tuple(cited[item.name]), _is_overdue(item, as_of, within)) for item in model.sources)
    return Provenance(model, as_of, within, tuple(_rules(model)), tuple(sources))


def _is_overdue(source: SourceText, as_of: datetime.date, within: int) -> bool:
    return source.checked is None or later(source.checked, within) < as_of


def later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last one of a month that has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, datetime.MAXYEAR)
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _rules(model: Model) -> Iterator[Rule]:
    yield from (Rule("parameter", item.name, item.origin, item.span) for item in model.parameters)
    not_written = {TIME_IN_STATUS, TODAY, *model.inner, *(item.effort for item in model.events)}
    yield from (
        Rule("clock", item.name, item.origin, item.span) for item in model.clocks if item.name not in not_written
    )
    yield from (Rule("window", item.name, item.origin, item.span) for item in model.windows)
    windows = {item.name for item in model.windows}
    yield from (
        Rule(DEFINITION, item.name, item.origin, item.span) for item in model.definitions if item.name not in windows
    )
    yield from (Rule(item.kind.value, item.name, item.origin, item.span) for item in model.events)
    yield from (Rule("limit", item.name, item.origin, item.span) for item in model.own_limits)


def _declared(model: Model) -> Iterator[tuple[str, Origin]]:
    """Everything that may cite a source, by name. What is declared of a status and its limit is that of the status."""
    yield model.name, model.origin
    named: tuple[Layer | Actor | Attribute | Status, ...]
    named = (*model.layers, *model.actors, *model.attributes, *model.statuses)
    yield from ((item.name, item.origin) for item in named)
    ends = {item.name for item in model.limits if item.of_status}
    yield from ((item.name, item.origin) for item in _rules(model) if item.name not in ends)
    asked: tuple[Property | Scenario, ...] = (*model.properties, *model.scenarios)
    yield from ((item.name, item.origin) for item in asked)
