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

from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.expressions import (
    TRUE,
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    NamedTerm,
    Number,
    comparison,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.from_syntax.windows import clocks_of, ends_of, parts_of, reading_of
from bcm_formal.model.merging import union
from bcm_formal.model.model import (
    TODAY,
    AnyValue,
    Attribute,
    Definition,
    Model,
    Origin,
    Window,
)
from bcm_formal.model.priority import with_priority
from bcm_formal.records import dataclass
from bcm_formal.versions.aligned import Aligned, aligned
from bcm_formal.versions.by_regime import ByRegime
from bcm_formal.versions.change import Change, model_of
from bcm_formal.versions.day_of_change import DayOfChange, Names
from bcm_formal.versions.rewording import Rewording

OLD, NEW = "old", "new"


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
    day: Mapping[str, str] = field(default_factory=dict, repr=False)
    """rules of the bridge that are no law: what each is for, one of `enters`, `move`, `stays` and `ends`"""
    memory: str | None = None
    """the attribute that says whether something has happened since the change, if it matters"""
    settled: str | None = None
    """the attribute that says whether the moves of the change are made, if there are any"""
    ambiguous: frozenset[str] = frozenset()
    """names of parameters and definitions that the texts call alike and that mean something else under each law"""

    def under(self, *regimes: str) -> Condition:
        """True iff the person lives under one of these laws."""
        kind = self.model.attribute[self.regime].kind
        term = AttributeTerm(self.regime, kind)
        return disjunction(Comparison("=", term, Number(self.regimes.index(item), kind)) for item in regimes)

    def for_whom(self, regime: str) -> Condition:
        """Of whom, as they are on the day of the change, it makes this the law."""
        if len(self.regimes) == 2:
            return TRUE
        kind = self.model.attribute[self.regime].kind
        term = next(item.value for item in self.model.event[self.enters].assignments if item.name == self.regime)
        assert not isinstance(term, AnyValue | Condition)
        return comparison("=", term, Number(self.regimes.index(regime), kind))


def settled(model: Model) -> Condition:
    """True iff no part of a window is over and has not moved on: it does so before anything else happens."""
    return conjunction(
        negation(conjunction((limit.condition, comparison(">=", ClockTerm(limit.clock), limit.bound))))
        for limit in model.limits
        if limit.window is not None
    )


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


class _Bridging:
    def __init__(self, change: Change, laws: Sequence[Model], fitted: Aligned, regimes: tuple[str, ...]) -> None:
        self.change, self.laws, self.fitted, self.regimes = change, laws, fitted, regimes
        self.taken = {item for law in laws for item in _names(law)}
        self.merging = ByRegime(regimes, self._free("regime"), fitted)

    def _free(self, name: str) -> str:
        """The name, with `_` behind it where the laws use it themselves, or where another name may grow of it."""
        while any(taken == name or taken.startswith(f"{name}_") for taken in self.taken):
            name += "_"
        return name

    def bridge(self) -> Bridge:
        merging = self.merging
        names = Names(
            memory=self._free("acted_since_change"),
            moved=self._free("moves_made"),
            since=self._free("since_change"),
            enters=self._free("enters_into_force"),
            legislature=self._free("legislature"),
            move=self._free("moved_by_the_change"),
            stays=self._free("stays_in"),
            ends=self._free("end_of"),
        )
        day = DayOfChange(self.change, self._laws(), merging, names)
        versions = {
            own: Version(name, tuple(self.regimes[number] for number in laws))
            for name, called in merging.names.items()
            for own, laws in called
        }
        return Bridge(
            self.change,
            with_priority(day.model()),
            merging.attribute,
            self.regimes,
            names.enters,
            dict(zip(self.regimes, self.laws, strict=True)),
            versions,
            day.rules,
            names.memory if day.remembers else None,
            names.moved if day.moves else None,
            frozenset(self.fitted.called),
        )

    def _laws(self) -> Model:
        """All laws as one model, in which nothing changes the law."""
        first, merging, fitted = self.laws[0], self.merging, self.fitted
        events = merging.rules([model.events for model in fitted.models])
        limits = merging.rules([model.limits for model in fitted.models])
        clocks = tuple(map(merging.clock, merging.clocks))
        windows = self._windows()
        parts = [part for item in windows for part in parts_of(item)]
        ends = ends_of(windows, tuple(status.name for status in fitted.statuses))
        before = [clock for clock in clocks if clock.name != TODAY]
        today = [clock for clock in clocks if clock.name == TODAY]
        span = self.change.new.span
        regime = Attribute(merging.attribute, "the law that applies", merging.kind, False, 0, Origin(), span)
        model = replace(
            first,
            name=f"{first.name}_bridge",
            title=f"{first.title}, and its change",
            today_start=next((law.today_start for law in self.laws if law.today_start is not None), None),
            sources=union(law.sources for law in self.laws),
            layers=union(law.layers for law in self.laws),
            actors=union(law.actors for law in self.laws),
            parameters=fitted.parameters,
            attributes=(*fitted.attributes, regime, *parts),
            clocks=(*before, *(item.clock for item in clocks_of(windows)), *today),
            definitions=(*fitted.definitions, *map(_shown, windows)),
            statuses=fitted.statuses,
            events=tuple(merging.yields(rule) for rule in events if rule.sources),
            limits=(*(merging.yields(rule) for rule in limits if rule.statuses), *ends),
            starts=fitted.starts,
            properties=(),
            scenarios=(),
            covers=None,
            windows=windows,
            included=self.change.included,
            read={},
        )
        readings = {item.name: NamedTerm(item.name, reading_of(item)) for item in windows}
        return Rewording(terms=readings).everywhere(model) if windows else model

    def _windows(self) -> tuple[Window, ...]:
        """Each window counts what each law says, and under a law that does not know it the same facts."""
        found: list[Window] = []
        for window, counts in self.fitted.windows:
            known = next(item for item in counts if item is not None)
            found.append(replace(window, counts=self.merging.condition([item or known for item in counts])))
        return tuple(found)


def _shown(window: Window) -> Definition:
    return Definition(window.name, window.title, reading_of(window), window.origin, window.span)


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
