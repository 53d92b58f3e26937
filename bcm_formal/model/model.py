"""The checked model: resolved, typed, immutable. What the text says, in one value; nothing is left to look up."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from functools import cached_property

from bcm_formal.diagnostics import Source, Span
from bcm_formal.model.durations import durations_of
from bcm_formal.model.expressions import Condition, Term, conjunction
from bcm_formal.model.law import Through
from bcm_formal.model.sentences import Sentence
from bcm_formal.model.types import AttributeType, Value
from bcm_formal.model.units import TimeUnit
from bcm_formal.records import dataclass

TIME_IN_STATUS = "time_in_status"
TODAY = "today"
LAW = "law"
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Citation:
    """One `source ID "pinpoint"` line."""

    source: str
    pinpoint: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """When a rule is law, as written: `first` and `until` are days on which it is, `before` and `repealed` are not."""

    first: datetime.date | None
    until: datetime.date | None
    before: datetime.date | None
    repealed: datetime.date | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule comes from, when it is law, and how it is called in other languages."""

    citations: tuple[Citation, ...] = ()
    quotes: tuple[str, ...] = ()
    confidence: str | None = None
    """how far it can be relied on: one of `LEVELS_OF_CONFIDENCE`, if it is said"""
    notes: tuple[str, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    """(language code, title)"""

    in_force: Period | None = None

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The notes that speak of an assumption."""
        return tuple(note for note in self.notes if "assumption" in note.lower())


@dataclass(frozen=True, slots=True)
class SourceText:
    """A declared source."""

    name: str
    title: str
    url: str | None
    checked: datetime.date | None
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class Layer:
    name: str
    title: str
    origin: Origin
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Actor:
    """`person` and `law` are always there, first."""

    name: str
    title: str
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named constant. Its uses in expressions are already replaced by its value, under its name."""

    name: str
    value: str
    """as written, for people"""
    low: str | None
    high: str | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    body: Condition | Term | None = None
    """the value: a constant, or for a table a choice over its attribute"""
    lowest: int | None = None
    highest: int | None = None
    """`low` and `high` as numbers (of steps, or indices of levels)"""
    title: str = ""
    instead_of: str | None = None
    """the value of the text, where another was given"""

    @property
    def is_assumption(self) -> bool:
        return self.origin.confidence == "assumed" or bool(self.origin.assumptions)


@dataclass(frozen=True, slots=True)
class Attribute:
    name: str
    title: str
    kind: AttributeType
    fixed: bool
    start: Value | None
    """None: `starts any`"""
    origin: Origin
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Clock:
    """Grows with time where `runs` holds and is zero after any event where `zero` holds. Both read no clock."""

    name: str
    title: str
    runs: Condition
    zero: Condition
    start: int | None
    """None: any reading that a `start` allows"""
    origin: Origin
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """A `define` or `score`; its uses are already replaced by its body, under its name."""

    name: str
    title: str
    body: Condition | Term
    origin: Origin
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Status:
    name: str
    title: str
    layer: str
    origin: Origin
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement, one line, of a guard. An `unless` line stands here negated."""

    condition: Condition
    text: str
    """as written in canonical form, with `unless` in front where it was one"""
    origin: Origin
    """the origin of the definition it names, else of the rule"""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AnyValue:
    """`set x = any`."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """`set name = value`; reads the state before the event. A yes-no attribute takes a condition."""

    name: str
    value: Condition | Term | AnyValue
    span: Span = field(compare=False, repr=False)


class EventKind(Enum):
    TRANSITION = "transition"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Event:
    """A transition (`target` is a status) or an event that leaves the status as it is (`target` is None)."""

    name: str
    title: str
    kind: EventKind
    sources: tuple[str, ...]
    """statuses it can happen in, in order of declaration"""
    target: str | None
    actor: str
    adverse: bool
    requirements: tuple[Requirement, ...]
    """the last of them is that none of `yields_to` is possible, if there are any"""
    assignments: tuple[Assignment, ...]
    origin: Origin
    span: Span = field(compare=False, repr=False)
    yields_to: tuple[str, ...] = ()
    """rules of the law"""
    effort: str | None = None
    """the clock that must show what the event takes: one of the requirements, set to zero by the event"""


@dataclass(frozen=True, slots=True)
class Limit:
    """Applies in `statuses` while `condition` holds: `clock` may not pass `bound`; then `target`."""

    name: str
    title: str
    statuses: tuple[str, ...]
    condition: Condition
    """reads no clock"""
    clock: str
    bound: Term
    """reads no clock; may be negative: then it is over at once"""
    target: str
    assignments: tuple[Assignment, ...]
    origin: Origin
    span: Span = field(compare=False, repr=False)
    requirements: tuple[Requirement, ...] = ()
    """what else must hold for it to run out, though time stops at the bound anyhow; may read clocks. The last of them
    is that none of `yields_to` is possible, if there are any"""
    yields_to: tuple[str, ...] = ()
    """rules of the law"""
    window: str | None = None
    """what moves on then, a window of which a part is over, or the attribute that says whose law it is: that comes
    before anything else that can happen, and zeroes no clock"""
    at_once: bool = False
    """it says of its status that it acts at once, and is no limit of the text: it never runs out"""
    of_status: bool = field(default=False, compare=False, repr=False)
    """it is declared with its status, by `at most`"""

    @property
    def when(self) -> Condition:
        """All requirements together."""
        return conjunction(item.condition for item in self.requirements)


@dataclass(frozen=True, slots=True)
class Window:
    """How long something was so in the time just past: the reading is a definition of the same name.

    Made of attributes of the model, one for each part, the newest first, of the clock that measures the running part,
    and of limits that move the parts on when it is over.
    """

    name: str
    title: str
    counts: Condition
    """what is counted; reads no clock"""
    over: int
    """steps"""
    parts: tuple[str, ...]
    clock: str
    origin: Origin
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Start:
    statuses: tuple[str, ...]
    condition: Condition
    span: Span = field(compare=False, repr=False)
    origin: Origin = Origin()


# --- properties -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Property:
    name: str
    title: str
    sentence: Sentence
    text: str
    """the sentence in canonical words"""
    origin: Origin
    span: Span = field(compare=False, repr=False)


# --- scenarios ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Happen:
    """An event, transition or limit acts; `choices` fix the values of attributes set to any."""

    name: str
    choices: tuple[tuple[str, Value], ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Wait:
    """`steps` of time pass; a full limit acts by itself."""

    steps: int
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Expect:
    condition: Condition
    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ExpectPossible:
    name: str
    possible: bool
    span: Span = field(compare=False, repr=False)


ScenarioStep = Happen | Wait | Expect | ExpectPossible


@dataclass(frozen=True, slots=True)
class Scenario:
    """`overrides` replace what attributes and clocks start with (None: any value that `condition` allows); attributes
    that start with any value and are not overridden take all."""

    name: str
    title: str
    statuses: tuple[str, ...]
    overrides: tuple[tuple[str, Value | None], ...]
    condition: Condition
    steps: tuple[ScenarioStep, ...]
    origin: Origin
    span: Span = field(compare=False, repr=False)


# --- the model ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Model:
    """Everything a policy file says. Order of declaration is kept everywhere."""

    name: str
    title: str
    unit: TimeUnit
    calendar: tuple[tuple[str, int], ...]
    """(unit, days it is taken to be): the assumptions printed with every verdict"""
    law_of: datetime.date | None
    """the day whose law this is"""
    today_start: int | None
    """what the first step's date is, in steps since 1970-01-01; None: the model uses no date"""
    sources: tuple[SourceText, ...]
    layers: tuple[Layer, ...]
    actors: tuple[Actor, ...]
    parameters: tuple[Parameter, ...]
    attributes: tuple[Attribute, ...]
    clocks: tuple[Clock, ...]
    """`time_in_status` first (runs always, zero never: changes of status reset it), `today` last where it exists"""
    definitions: tuple[Definition, ...]
    statuses: tuple[Status, ...]
    events: tuple[Event, ...]
    limits: tuple[Limit, ...]
    starts: tuple[Start, ...]
    properties: tuple[Property, ...]
    scenarios: tuple[Scenario, ...]
    source: Source = field(compare=False, repr=False)
    """the text that declares the policy; a model derived from another keeps it"""
    origin: Origin = Origin()
    windows: tuple[Window, ...] = ()
    through: Through | None = None
    """of a life through several laws: from which day to which its changes are followed"""
    changes: tuple[datetime.date, ...] = ()
    """the days on which the law changes in such a life"""
    covers: tuple[datetime.date, datetime.date] | None = None
    """the first and the last day whose law the policy says, if it says which"""
    included: tuple[Source, ...] = field(default=(), compare=False, repr=False)
    """the texts that it includes, in the order in which they were"""
    given: tuple[tuple[str, str], ...] = ()
    """the names of parameters and the values that they have instead of those of the text"""
    read: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)
    """what changes nothing if it is replaced, as it was read (see `as_read`)"""

    @cached_property
    def durations(self) -> Mapping[int, str]:
        """The unit of each duration in the text (see `durations_of`)."""
        return durations_of(self)

    @cached_property
    def inner(self) -> frozenset[str]:
        """The names of the attributes, clocks and limits that windows are made of, and of what says whose law it is,
        which nobody is told."""
        ends = (name for limit in self.limits if limit.window is not None for name in (limit.name, limit.window))
        return frozenset((*(name for item in self.windows for name in (*item.parts, item.clock)), *ends))

    @property
    def own_limits(self) -> tuple[Limit, ...]:
        """The limits of the text."""
        return tuple(limit for limit in self.limits if limit.window is None and not limit.at_once)

    @cached_property
    def attribute(self) -> Mapping[str, Attribute]:
        """Attributes by name; so for the others below."""
        return {item.name: item for item in self.attributes}

    @cached_property
    def clock(self) -> Mapping[str, Clock]:
        return {item.name: item for item in self.clocks}

    @cached_property
    def status(self) -> Mapping[str, Status]:
        return {item.name: item for item in self.statuses}

    @cached_property
    def event(self) -> Mapping[str, Event]:
        return {item.name: item for item in self.events}

    @cached_property
    def limit(self) -> Mapping[str, Limit]:
        return {item.name: item for item in self.limits}

    @cached_property
    def property(self) -> Mapping[str, Property]:
        return {item.name: item for item in self.properties}
