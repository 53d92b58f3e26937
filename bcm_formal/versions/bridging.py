"""The bridge: old law, new law and the day between them as one model.

An attribute says under which law a person lives: the old one, the new one, or that of a transitional provision. Life
courses begin under the old law as it lets them; an event of the legislature, possible at any moment under the old law,
puts the new one in its place. A person on the day of the change and the same person as the old law has it so differ in
that attribute alone, which makes questions about the change questions about two persons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, Span
from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    AttributeTerm,
    Comparison,
    Condition,
    Flag,
    NamedTerm,
    Number,
    conjunction,
    disjunction,
    in_status,
    negation,
)
from bcm_formal.model.from_syntax.windows import clock_of, ends_of, parts_of, reading_of
from bcm_formal.model.merging import Laws, Merging, Rule, union
from bcm_formal.model.model import (
    TODAY,
    Actor,
    Assignment,
    Attribute,
    Clock,
    Definition,
    Event,
    EventKind,
    Limit,
    Model,
    Origin,
    Requirement,
    Window,
)
from bcm_formal.model.priority import with_priority
from bcm_formal.model.types import Choice, YesNo
from bcm_formal.records import dataclass
from bcm_formal.versions.aligned import Aligned, aligned
from bcm_formal.versions.change import Change, model_of
from bcm_formal.versions.rewording import Rewording

OLD, NEW = "old", "new"
LEGISLATURE = "legislature"


@dataclass(frozen=True, slots=True)
class Version:
    """A rule of the bridge: which rule of which laws it stands for."""

    rule: str
    """its name in the text"""
    regimes: tuple[str, ...]
    """under which it is law"""


@dataclass(frozen=True)
class Bridge:
    """Both laws as one model, with what leads from it back to the texts."""

    change: Change
    model: Model
    """without properties and scenarios: they are asked of it"""
    regime: str
    """the attribute that says under which law a person lives"""
    regimes: tuple[str, ...]
    """its values: the old law, the new law, and the provisions"""
    enters: str
    """the event by which the change enters into force"""
    laws: Mapping[str, Model]
    """under each value the law in its own words"""
    versions: Mapping[str, Version] = field(repr=False)
    """of each rule of the bridge, which rule it stands for"""
    memory: str | None = None
    """the attribute that says whether something has happened since the change, if it matters"""

    def under(self, *regimes: str) -> Condition:
        """True iff the person lives under one of these laws."""
        kind = self.model.attribute[self.regime].kind
        term = AttributeTerm(self.regime, kind)
        return disjunction(Comparison("=", term, Number(self.regimes.index(item), kind)) for item in regimes)


def bridge(change: Change) -> Bridge:
    """Both laws as one model. Raises `DiagnosticError` where a law is no sound model, or they do not fit together."""
    trees = (change.old, change.new, *(item.law for item in change.provisions))
    return bridge_of(change, [model_of(change, tree) for tree in trees])


def bridge_of(change: Change, laws: Sequence[Model]) -> Bridge:
    """The same for models of the laws: the old one, the new one, and those of the provisions."""
    regimes = (OLD, NEW, *(item.name for item in change.provisions))
    _check(laws, change)
    return _Bridging(change, laws, aligned(laws, regimes), regimes).bridge()


def _check(laws: Sequence[Model], change: Change) -> None:
    """Raise `DiagnosticError` where time passes otherwise under one of the laws."""
    old, span = laws[0], change.new.span
    for law in laws[1:]:
        if law.unit != old.unit:
            message = f"time is in {old.unit.value} in the old law, and in {law.unit.value} in the new one"
            raise DiagnosticError((Diagnostic("BCM801", message, span, "write both in the shorter step"),))
        if law.calendar != old.calendar:
            message = "the laws take years or months to be of different lengths"
            raise DiagnosticError((Diagnostic("BCM801", message, span, "give both the same `calendar` line"),))


class ByRegime(Merging):
    """Laws of which an attribute says which is one's own."""

    def __init__(self, regimes: tuple[str, ...], attribute: str, fitted: Aligned):
        super().__init__(fitted.models)
        self.regimes, self.attribute, self.fitted = regimes, attribute, fitted
        self.kind = Choice(regimes)

    def under(self, laws: Laws) -> Condition:
        """True iff the attribute names one of these laws."""
        if laws == self.every:
            return TRUE
        term = AttributeTerm(self.attribute, self.kind)
        return disjunction(Comparison("=", term, Number(number, self.kind)) for number in laws)

    holds = under

    def words(self, laws: Laws) -> str:
        """The same in words."""
        named = ", ".join(self.regimes[number] for number in laws)
        return f"{self.attribute} is {'one of ' if len(laws) > 1 else ''}{named}"

    def name_of_version(self, name: str, law: int) -> str:
        """The name with that of the law."""
        return f"{name}_{self.regimes[law]}"

    def title_of_version(self, title: str, law: int) -> str:
        """The title with that of the law."""
        return f"{title} ({self.regimes[law]} law)" if title else title

    def guarded(self, rule: Rule, laws: Laws) -> Rule:
        """The rule as law under these alone."""
        if isinstance(rule, Event):
            return super().guarded(rule, laws)
        return replace(rule, condition=conjunction((rule.condition, self.under(laws))))

    def versions(self, items: Sequence[Any]) -> list[tuple[Any, Laws]]:
        """Each version with all laws under which it is the same, but for statuses that do not matter there."""
        return self.fitted.versions(items)

    def absent(self, clock: Clock) -> Clock:
        """A clock that a law does not know counts the same facts under it; that of an event is zero where the event
        is no law."""
        timed = any(event.effort == clock.name for model in self.models for event in model.events)
        return super().absent(clock) if timed else clock


class _Bridging:
    def __init__(self, change: Change, laws: Sequence[Model], fitted: Aligned, regimes: tuple[str, ...]) -> None:
        self.change, self.laws, self.fitted, self.regimes = change, laws, fitted, regimes
        self.attribute = self._free("regime")
        self.memory = self._free("acted_since_change")
        self.merging = ByRegime(regimes, self.attribute, fitted)
        self.span: Span = change.new.span

    def _free(self, name: str) -> str:
        """The name, with `_` behind it where the laws use it themselves."""
        taken = {item for law in self.laws for item in _names(law)}
        while name in taken:
            name += "_"
        return name

    def bridge(self) -> Bridge:
        first, merging, fitted = self.laws[0], self.merging, self.fitted
        events = merging.rules([model.events for model in fitted.models])
        limits = merging.rules([model.limits for model in fitted.models])
        clocks = tuple(map(merging.clock, merging.clocks))
        enters = self._enters()
        remembers = any(map(self._may_be_zeroed, merging.clocks))
        if remembers:
            events, limits = tuple(map(self._noting, events)), tuple(map(self._noting, limits))
            clocks = tuple(map(self._kept_on_the_day, clocks))
        windows = self._windows()
        parts = [part for item in windows for part in parts_of(item)]
        ends = [end for item in windows for end in ends_of(item, tuple(status.name for status in fitted.statuses))]
        before = [clock for clock in clocks if clock.name != TODAY]
        today = [clock for clock in clocks if clock.name == TODAY]
        model = replace(
            first,
            name=f"{first.name}_bridge",
            title=f"{first.title}, and its change",
            today_start=next((law.today_start for law in self.laws if law.today_start is not None), None),
            sources=union(law.sources for law in self.laws),
            layers=union(law.layers for law in self.laws),
            actors=(*union(law.actors for law in self.laws), Actor(enters.actor, "the legislature")),
            parameters=fitted.parameters,
            attributes=(*fitted.attributes, *self._attributes(remembers), *parts),
            clocks=(*before, *(clock_of(item).clock for item in windows), *today),
            definitions=(*fitted.definitions, *map(_shown, windows)),
            statuses=fitted.statuses,
            events=(*(merging.yields(rule) for rule in events), enters),
            limits=(*(merging.yields(rule) for rule in limits), *ends),
            starts=fitted.starts,
            properties=(),
            scenarios=(),
            covers=None,
            windows=windows,
            included=self.change.included,
            read={},
        )
        readings = {item.name: NamedTerm(item.name, reading_of(item)) for item in windows}
        model = Rewording(terms=readings).everywhere(model) if windows else model
        versions = {
            own: Version(name, tuple(self.regimes[number] for number in laws))
            for name, called in merging.names.items()
            for own, laws in called
        }
        by_regime = dict(zip(self.regimes, self.laws, strict=True))
        memory = self.memory if remembers else None
        return Bridge(
            self.change, with_priority(model), self.attribute, self.regimes, enters.name, by_regime, versions, memory
        )

    def _windows(self) -> tuple[Window, ...]:
        """Each window counts what each law says, and under a law that does not know it the same facts."""
        found: list[Window] = []
        for window, counts in self.fitted.windows:
            known = next(item for item in counts if item is not None)
            found.append(replace(window, counts=self.merging.condition([item or known for item in counts])))
        return tuple(found)

    def _attributes(self, remembers: bool) -> tuple[Attribute, ...]:
        regime = Attribute(self.attribute, "the law that applies", self.merging.kind, False, 0, Origin(), self.span)
        title = "whether something has happened since the change"
        memory = Attribute(self.memory, title, YesNo(), False, False, Origin(), self.span)
        return (regime, memory) if remembers else (regime,)

    def _enters(self) -> Event:
        """The change enters into force: it is adverse, so that no path of anybody uses it."""
        kind = self.merging.kind
        old = self.merging.under((0,))
        return Event(
            self._free("enters_into_force"),
            "the change enters into force",
            EventKind.EVENT,
            tuple(status.name for status in self.fitted.statuses),
            None,
            self._free(LEGISLATURE),
            True,
            (Requirement(old, self.merging.words((0,)), Origin(), self.span),),
            (Assignment(self.attribute, Number(1, kind), self.span),),
            Origin(),
            self.span,
        )

    # --- that no clock is zeroed by the change itself ---

    def _may_be_zeroed(self, clocks: Sequence[Clock]) -> bool:
        """True unless the clock is zero anyhow wherever its `zero` holds after the change."""
        first = clocks[0]
        if all(clock.zero == FALSE for clock in clocks):
            return False
        if any(clock.zero != first.zero for clock in clocks) or first.start != 0:
            return True
        return any(not self._never_both(clock.runs, clock.zero) for clock in clocks)

    def _never_both(self, runs: Condition, zero: Condition) -> bool:
        """True only if no person meets both."""
        return all(_contradicts(in_status(conjunction((runs, zero)), status.name)) for status in self.fitted.statuses)

    def _noting(self, rule: Rule) -> Rule:
        """The rule, which keeps that something happened since the change."""
        if isinstance(rule, Limit) and (rule.window is not None or rule.at_once):
            return rule
        after = negation(self.merging.under((0,)))
        return replace(rule, assignments=(*rule.assignments, Assignment(self.memory, after, rule.span)))

    def _kept_on_the_day(self, clock: Clock) -> Clock:
        """The clock, zeroed by what happens before or after the change and not by the change."""
        if clock.zero == FALSE:
            return clock
        happened = disjunction((self.merging.under((0,)), Flag(self.memory)))
        return replace(clock, zero=conjunction((clock.zero, happened)))


def _shown(window: Window) -> Definition:
    return Definition(window.name, window.title, reading_of(window), window.origin, window.span)


def _contradicts(condition: Condition) -> bool:
    """True only if the condition is never true: one part of it is the negation of others."""
    if condition == FALSE:
        return True
    parts = {condition, *getattr(condition, "conditions", ())}
    return any(negation(part) in parts or _all_denied(part, parts) for part in parts)


def _all_denied(part: Condition, parts: set[Condition]) -> bool:
    inner = getattr(part, "condition", None)
    return negation(part) == inner and set(getattr(inner, "conditions", (inner,))) <= parts


def _names(law: Model) -> set[str]:
    every: tuple[tuple[Any, ...], ...] = (
        law.attributes,
        law.clocks,
        law.definitions,
        law.parameters,
        law.events,
        law.limits,
        law.statuses,
        law.layers,
        law.actors,
    )
    return {item.name for items in every for item in items}
