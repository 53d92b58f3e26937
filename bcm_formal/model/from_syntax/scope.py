"""The names of a policy: what each means in an expression, which statuses a place is, and which were used."""

from __future__ import annotations

from dataclasses import field
from enum import Enum

from bcm_formal.diagnostics import Label, Span
from bcm_formal.language.tree.policy import Name, ParameterDecl
from bcm_formal.model.expressions import AttributeTerm, ClockTerm, Condition, Flag, NamedCondition, NamedTerm, Term
from bcm_formal.model.findings import Findings
from bcm_formal.model.kinds import kind_of
from bcm_formal.model.model import TIME_IN_STATUS, TODAY, Model
from bcm_formal.model.types import Choice, Date, Duration, Level, Type, YesNo
from bcm_formal.model.units import Calendar
from bcm_formal.records import dataclass


class Space(Enum):
    """Names of one space must differ; the value is what a name of it is called."""

    VALUE = "name"
    PLACE = "status or layer"
    MOVE = "event, transition or limit"
    ACTOR = "actor"
    SOURCE = "source"
    PROPERTY = "property"
    SCENARIO = "scenario"


_LISTED = 8
"""so many names that are declared are told where one is not known"""
_FORMS = {
    Space.VALUE: "attribute NAME: yes or no, starts no",
    Space.PLACE: "status NAME in LAYER",
    Space.MOVE: "transition NAME from STATUS to STATUS by ACTOR",
    Space.ACTOR: "actor NAME",
    Space.SOURCE: 'source NAME "title"',
    Space.PROPERTY: "property NAME: SENTENCE",
    Space.SCENARIO: "scenario NAME",
}
"""How a name of each space is declared."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in expressions. `body` is what a use of it stands for; None if its declaration is wrong."""

    word: str
    body: Condition | Term | None
    kind: Type | None
    span: Span | None
    size: int = 1
    depth: int = 0
    fixed: bool = False
    """of a clock: it stands still"""


@dataclass(frozen=True, slots=True)
class Place:
    """A status (then `statuses` is itself) or a layer."""

    word: str
    statuses: tuple[str, ...]
    span: Span | None
    number: int = 0
    """of a status: its place in the order of declaration"""


@dataclass(frozen=True, slots=True)
class Owner:
    """An attribute whose type has a label."""

    attribute: str
    label: str
    kind: Choice | Level
    span: Span | None


@dataclass(slots=True)
class Scope:
    """Everything a name may stand for. Filled by the declarations, then only read (and `used` grows)."""

    calendar: Calendar
    today_start: int | None
    names: dict[str, Entry] = field(default_factory=dict)
    labels: dict[str, list[Owner]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    moves: dict[str, Span | None] = field(default_factory=dict)
    actors: dict[str, Span | None] = field(default_factory=dict)
    sources: dict[str, Span | None] = field(default_factory=dict)
    absent: dict[tuple[Space, str], Span] = field(default_factory=dict)
    """names that are declared but not in force"""
    unread: set[str] = field(default_factory=set)
    """names that may be declared where the text could not be read"""
    given: dict[str, ParameterDecl] = field(default_factory=dict)
    """the values that parameters have instead of those of the text, by name"""
    used: set[tuple[Space, str]] = field(default_factory=set)
    uses: dict[Span, tuple[Space, str] | Owner] = field(default_factory=dict)
    """where names stand, and what each means there"""
    uses_today: bool = False
    counts_units: bool = True
    """whether units of whole numbers must agree; not in evidence, where engines add up whatever they like"""

    def use(self, space: Space, name: Name) -> None:
        """Keep that a name is read."""
        self.used.add((space, name.text))
        self.refer(space, name)

    def refer(self, space: Space, name: Name) -> None:
        """Keep where a declared name stands; being set, it is not used yet."""
        self.uses[name.span] = space, name.text

    def refer_to_label(self, name: Name, kind: Type) -> None:
        """Keep where a label of this type stands; it is that of the first attribute of the type."""
        owner = next((owner for owner in self.labels.get(name.text, ()) if owner.kind == kind), None)
        if owner is not None:
            self.uses[name.span] = owner

    def declare_labels(self, attribute: str, kind: Type, span: Span | None) -> None:
        """Make the labels of an attribute's type known as values."""
        if isinstance(kind, Choice | Level):
            for label in kind.labels:
                self.labels.setdefault(label, []).append(Owner(attribute, label, kind, span))

    def declared(self, space: Space) -> dict[str, Span | None]:
        """The names of a space and where they are declared."""
        match space:
            case Space.VALUE:
                values = {label: owners[0].span for label, owners in self.labels.items()}
                return values | {name: entry.span for name, entry in self.names.items()}
            case Space.PLACE:
                return {name: place.span for name, place in self.places.items()}
            case Space.MOVE:
                return self.moves
            case Space.ACTOR:
                return self.actors
            case Space.SOURCE:
                return self.sources
            case Space.PROPERTY | Space.SCENARIO:
                return {}

    def _has(self, space: Space, name: str) -> bool:
        """True iff the name is among those `declared`."""
        match space:
            case Space.VALUE:
                return name in self.labels or name in self.names
            case Space.PLACE:
                return name in self.places
            case _:
                return name in self.declared(space)

    def knows(self, space: Space, name: Name, findings: Findings, code: str) -> bool:
        """True iff the name is declared and in force; otherwise that is reported. Counts as a use."""
        if self._has(space, name.text):
            self.use(space, name)
            return True
        self.report_unknown(space, name, findings, code)
        return False

    def report_unknown(self, space: Space, name: Name, findings: Findings, code: str) -> None:
        """Say that a name is not known, and which one is near. Silent where the file could not be read."""
        if name.text in self.unread:
            return
        absent = self.absent.get((space, name.text))
        if absent is not None:
            message = f"`{name.text}` is not in force on the day of the law"
            help_text = "give it an `in force` period with that day, or read the law of another day"
            findings.error("BCM207", message, name.span, help_text, Label(absent, "declared here"))
            return
        other = self._elsewhere(space, name.text)
        near = findings.nearest(name.text, {} if other else self.declared(space))
        remedy = other or near.remedy
        names = self._own_names(space)
        known = ", ".join(f"`{item}`" for item in names[:_LISTED]) + (" and others" if len(names) > _LISTED else "")
        findings.error(
            code,
            f"there is no {space.value} `{name.text}`",
            name.span,
            remedy or f"declare it: `{_FORMS[space]}`" + (f"; declared are {known}" if known else ""),
            *near.labels,
            instead=near.name,
        )

    def _own_names(self, space: Space) -> list[str]:
        """The names of a space that a person would look for in a list: not labels, nothing built in."""
        if space is Space.VALUE:
            return [name for name, entry in self.names.items() if entry.span]
        return [name for name, span in self.declared(space).items() if span]

    def _elsewhere(self, space: Space, name: str) -> str | None:
        """A remedy where the name is declared, but as something else."""
        if space is Space.VALUE and name in ("status", "state", "layer"):
            place = next((item for item, span in self.declared(Space.PLACE).items() if span), "STATUS")
            return f"to ask where the person is, write `in {place}`, with the status or layer you mean"
        if space is Space.PLACE and name in ("any", "all", "everywhere", "anywhere"):
            layers = [item for item, place in self.places.items() if place.word == "layer"]
            return f"for everywhere, name all layers: `{', '.join(layers)}`"
        if space is Space.VALUE and name in self.places:
            return f"`{name}` is a {self.places[name].word}; write `in {name}`"
        if space is Space.PLACE and name in self.names:
            return f"`{name}` is a {self.names[name].word}; name a status or layer here"
        return None

    def statuses_of(self, places: tuple[Name, ...], findings: Findings) -> tuple[str, ...] | None:
        """The statuses that places stand for, in order of declaration; None if a place is unknown."""
        chosen: set[str] = set()
        complete = True
        for place in places:
            if self.knows(Space.PLACE, place, findings, "BCM203"):
                chosen.update(self.places[place.text].statuses)
            else:
                complete = False
        return tuple(sorted(chosen, key=lambda name: self.places[name].number)) if complete else None

    @property
    def statuses(self) -> tuple[str, ...]:
        """All statuses in order of declaration."""
        return tuple(name for name, place in self.places.items() if place.word == "status")


def scope_of_model(model: Model, *, whole: bool = False) -> Scope:
    """The names of a checked model; `whole`: with those of what windows are made of, which evidence speaks of."""
    scope = Scope(Calendar(model.unit, model.calendar), model.today_start, counts_units=not whole)
    for number, status in enumerate(model.statuses):
        scope.places[status.name] = Place("status", (status.name,), status.span, number)
    for layer in model.layers:
        inside = tuple(status.name for status in model.statuses if status.layer == layer.name)
        scope.places[layer.name] = Place("layer", inside, layer.span)
    inner = frozenset(name for window in model.windows for name in (*window.parts, window.clock) if not whole)
    for attribute in model.attributes:
        if attribute.name in inner:
            continue
        kind = attribute.kind
        body = Flag(attribute.name) if isinstance(kind, YesNo) else AttributeTerm(attribute.name, kind)
        scope.names[attribute.name] = Entry("attribute", body, kind, attribute.span)
        scope.declare_labels(attribute.name, kind, attribute.span)
    for clock in (clock for clock in model.clocks if clock.name not in inner):
        scope.names[clock.name] = Entry("clock", ClockTerm(clock.name), Duration(), clock.span)
    scope.names[TIME_IN_STATUS] = Entry("clock", ClockTerm(TIME_IN_STATUS), Duration(), None)
    scope.names[TODAY] = Entry("clock", ClockTerm(TODAY), Date(), None)
    for parameter in model.parameters:
        if parameter.body is not None:
            scope.names[parameter.name] = named_entry("parameter", parameter.name, parameter.body, parameter.span)
    for definition in model.definitions:
        scope.names[definition.name] = named_entry("definition", definition.name, definition.body, definition.span)
    return scope


def named_entry(word: str, name: str, body: Condition | Term, span: Span, size: int = 1, depth: int = 0) -> Entry:
    """The entry of a parameter, score or definition: a use stands for its body under its name."""
    if isinstance(body, Term):
        return Entry(word, NamedTerm(name, body), kind_of(body), span, size, depth)
    return Entry(word, NamedCondition(name, body), YesNo(), span, size, depth)
