"""One model of a life through several laws, from the models of each of them.

A rule that is the same in all stays as it is. One that changes stands there once for each of its versions, and each
asks that `today` is one of its days. What reads no clock (when a limit applies, when a clock runs) reads an attribute
instead, which says whose law it is: time stops on the day of a change until it has changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    Number,
    Term,
    choose,
    conjunction,
    disjunction,
)
from bcm_formal.model.internal_names import internal
from bcm_formal.model.model import (
    TODAY,
    Assignment,
    Attribute,
    Clock,
    Definition,
    Event,
    ExpectPossible,
    Happen,
    Limit,
    Model,
    Origin,
    Parameter,
    Property,
    Requirement,
    Scenario,
    ScenarioStep,
    Wait,
)
from bcm_formal.model.priority import with_priority, without_priority
from bcm_formal.model.types import Choice, Date

LAW_IN_FORCE = internal("law_in_force")
"""the attribute that says whose law it is"""

Item = TypeVar("Item")
Rule = TypeVar("Rule", Event, Limit)
Named = TypeVar("Named", Event, Limit, Definition, Parameter, Property, Scenario)


class ChangingTimeError(Exception):
    """A number of a sentence or scenario is not the same under all laws; `name` says of which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Merging:
    """`models` are those of the laws, in order; `days` their first days, and `readings` what `today` shows then.

    All have the same statuses and attributes, and the properties and scenarios of the first.
    """

    def __init__(self, models: Sequence[Model], days: Sequence[datetime.date], readings: Sequence[int]) -> None:
        self.models, self.days, self.readings = models, days, readings
        self.last = len(models) - 1
        self.kind = Choice(tuple(f"of_{day:%Y_%m_%d}" for day in days))
        self.span = models[0].statuses[0].span
        self.names: dict[str, list[tuple[str, int, int]]] = {}
        """of each rule the names of its versions, and under which laws they are law"""

    def model(self) -> Model:
        """The one model. Raises `ChangingTimeError`."""
        first = self.models[0]
        events = self._rules([model.events for model in self.models], self._dated_event)
        limits = self._rules([model.limits for model in self.models], self._dated_limit)
        clocks = tuple(laws[0] for laws in self._clocks)
        attributes = first.attributes
        if self._needs_attribute:
            attributes = (*attributes, self._attribute())
            clocks = tuple(map(self._clock, self._clocks))
            limits = (*limits, *self._changes())
        merged = replace(
            first,
            attributes=attributes,
            clocks=clocks,
            parameters=self._merged([model.parameters for model in self.models], self._parameter),
            definitions=self._merged([model.definitions for model in self.models], self._definition),
            sources=_union(model.sources for model in self.models),
            actors=_union(model.actors for model in self.models),
            events=tuple(self._yields(rule) for rule in events),
            limits=tuple(self._yields(rule) for rule in limits),
            properties=self._merged([model.properties for model in self.models], self._property),
            scenarios=self._merged([model.scenarios for model in self.models], self._scenario),
            changes=tuple(self.days[1:]),
        )
        return with_priority(merged)

    def _attribute(self) -> Attribute:
        return Attribute(LAW_IN_FORCE, "the law in force", self.kind, False, 0, Origin(), self.span)

    # --- days ---

    def on_days_of(self, first: int, last: int) -> Condition:
        """True iff `today` is a day of one of these laws."""
        today = ClockTerm(TODAY)
        parts: list[Condition] = []
        if first > 0:
            parts.append(Comparison(">=", today, Number(self.readings[first], Date())))
        if last < self.last:
            parts.append(Comparison("<", today, Number(self.readings[last + 1], Date())))
        return conjunction(parts)

    def under(self, first: int, last: int) -> Condition:
        """True iff the attribute says that it is one of these laws."""
        if (first, last) == (0, self.last):
            return conjunction(())
        term = AttributeTerm(LAW_IN_FORCE, self.kind)
        return disjunction(Comparison("=", term, Number(number, self.kind)) for number in range(first, last + 1))

    def _words(self, first: int, last: int) -> str:
        start = f" from {self.days[first]}" if first > 0 else ""
        end = f" until {self.days[last + 1] - datetime.timedelta(1)}" if last < self.last else ""
        return f"in force{start}{end}"

    def versions(self, items: Sequence[Any]) -> list[tuple[Any, int, int]]:
        """Of what is law under each law (None: nothing is), each version with the laws it stays the same under."""
        found: list[tuple[Any, int, int]] = []
        for number, item in enumerate(items):
            if item is None:
                continue
            if found and found[-1][2] == number - 1 and found[-1][0] == item:
                found[-1] = (found[-1][0], found[-1][1], number)
            else:
                found.append((item, number, number))
        return found

    # --- rules ---

    def _rules(self, laws: Sequence[tuple[Rule, ...]], dated: Callable[[Rule, int, int], Rule]) -> tuple[Rule, ...]:
        plain = [{rule.name: without_priority(rule) for rule in rules} for rules in laws]
        found: list[Rule] = []
        for name in dict.fromkeys(name for rules in plain for name in rules):
            versions = self.versions([rules.get(name) for rules in plain])
            called: list[tuple[str, int, int]] = []
            for place, (rule, first, last) in enumerate(versions):
                own = name if place == 0 else self._name(name, first)
                called.append((own, first, last))
                whole = (first, last) == (0, self.last)
                title = rule.title if place == 0 else f"{rule.title} by the law of {self.days[first]}"
                found.append(rule if whole else replace(dated(rule, first, last), name=own, title=title))
            self.names[name] = called
        return tuple(found)

    def _name(self, name: str, first: int) -> str:
        own = f"{name}_from_{self.days[first]:%Y_%m_%d}"
        while any(own in model.event or own in model.limit for model in self.models):
            own += "_"
        return own

    def _asks(self, rule: Event | Limit, first: int, last: int) -> tuple[Requirement, ...]:
        words, days = self._words(first, last), self.on_days_of(first, last)
        return (*rule.requirements, Requirement(days, words, rule.origin, rule.span))

    def _dated_event(self, rule: Event, first: int, last: int) -> Event:
        return replace(rule, requirements=self._asks(rule, first, last))

    def _dated_limit(self, rule: Limit, first: int, last: int) -> Limit:
        applies = conjunction((rule.condition, self.under(first, last)))
        return replace(rule, condition=applies, requirements=self._asks(rule, first, last))

    def _yields(self, rule: Rule) -> Rule:
        others = [own for name in rule.yields_to for own, _, _ in self.names.get(name, ())]
        return replace(rule, yields_to=tuple(others)) if rule.yields_to else rule

    # --- whose law it is ---

    @cached_property
    def _needs_attribute(self) -> bool:
        """Whether something that reads no clock changes."""
        limits = [{rule.name: without_priority(rule) for rule in model.limits} for model in self.models]
        return any(other != limits[0] for other in limits) or any(
            (clock.runs, clock.zero) != (laws[0].runs, laws[0].zero) for laws in self._clocks for clock in laws
        )

    @cached_property
    def _clocks(self) -> tuple[list[Clock], ...]:
        """Each clock as each law has it. That of an event that takes time is zero where the event is no law."""
        named = [{clock.name: clock for clock in model.clocks} for model in self.models]
        found: list[list[Clock]] = []
        for name in sorted(dict.fromkeys(name for clocks in named for name in clocks), key=lambda name: name == TODAY):
            known = next(clocks[name] for clocks in named if name in clocks)
            none = replace(known, runs=FALSE, zero=TRUE)
            found.append([clocks.get(name, none) for clocks in named])
        return tuple(found)

    def _changes(self) -> tuple[Limit, ...]:
        """Time stops on the day of each change until the attribute says so; nothing else happens by that."""
        found: list[Limit] = []
        for number in range(1, len(self.models)):
            day = self.days[number]
            law = Assignment(LAW_IN_FORCE, Number(number, self.kind), self.span)
            found += [
                Limit(
                    internal(f"law_of_{day:%Y_%m_%d}_in_{status.name}"),
                    f"the law of {day}",
                    (status.name,),
                    self.under(number - 1, number - 1),
                    TODAY,
                    Number(self.readings[number], Date()),
                    status.name,
                    (law,),
                    Origin(),
                    status.span,
                    window=LAW_IN_FORCE,
                )
                for status in self.models[0].statuses
            ]
        return tuple(found)

    def _before(self, number: int) -> Condition:
        return Comparison("<", ClockTerm(TODAY), Number(self.readings[number], Date()))

    def _clock(self, clocks: Sequence[Clock]) -> Clock:
        runs = self._by_law([clock.runs for clock in clocks])
        zero = self._by_law([clock.zero for clock in clocks])
        return replace(clocks[0], runs=runs, zero=zero)

    def _by_law(self, conditions: Sequence[Condition]) -> Condition:
        versions = self.versions(conditions)
        return disjunction(conjunction((self.under(first, last), item)) for item, first, last in versions)

    # --- what is said of states ---

    def condition(self, conditions: Sequence[Condition | None]) -> Condition:
        """What each law says on its days; where it says nothing, not."""
        versions = self.versions(conditions)
        if len(versions) == 1 and versions[0][1:] == (0, self.last):
            return cast("Condition", versions[0][0])
        return disjunction(conjunction((self.on_days_of(first, last), item)) for item, first, last in versions)

    def term(self, terms: Sequence[Term | None]) -> Term:
        """What each law says on its days; where it says nothing, what the next says, or the last."""
        versions = self.versions(terms)
        found: Term = versions[-1][0]
        for item, _, last in reversed(versions[:-1]):
            found = choose(self._before(last + 1), item, found)
        return found

    def _merged(
        self, laws: Sequence[tuple[Named, ...]], one: Callable[[Sequence[Named | None]], Named]
    ) -> tuple[Named, ...]:
        named = [{item.name: item for item in items} for items in laws]
        names = dict.fromkeys(name for items in named for name in items)
        return tuple(one([items.get(name) for items in named]) for name in names)

    def _definition(self, laws: Sequence[Definition | None]) -> Definition:
        first = next(item for item in laws if item is not None)
        return replace(first, body=self._body([item and item.body for item in laws]))

    def _body(self, bodies: Sequence[Any]) -> Any:
        """Of one definition or parameter; a body that is a number in one law and true or false in another is kept as
        the first has it, since nothing reads it: uses stand there written out."""
        given = [body for body in bodies if body is not None]
        if all(isinstance(body, Condition) for body in given):
            return self.condition(bodies)
        return self.term(bodies) if all(isinstance(body, Term) for body in given) else given[0]

    def _parameter(self, laws: Sequence[Parameter | None]) -> Parameter:
        versions = self.versions(laws)
        first: Parameter = versions[0][0]
        if len(versions) == 1:
            return first
        if first.instead_of is not None:
            return self._given(first, [(item, start, end) for item, start, end in versions])
        value = "; ".join(f"{item.value} {self._words(start, end)}" for item, start, end in versions)
        body = None
        if all(item.body is not None for item, _, _ in versions):
            body = self._body([item and item.body for item in laws])
        return replace(first, value=value, low=None, high=None, lowest=None, highest=None, body=body)

    def _given(self, first: Parameter, versions: Sequence[tuple[Parameter, int, int]]) -> Parameter:
        """One value that was given under all laws, whatever each says."""
        said = "; ".join(f"{item.instead_of} {self._words(start, end)}" for item, start, end in versions)
        return replace(first, low=None, high=None, lowest=None, highest=None, instead_of=said)

    def _property(self, laws: Sequence[Property | None]) -> Property:
        items = [cast("Property", item) for item in laws]
        return replace(items[0], sentence=self._tree([item.sentence for item in items], items[0].name))

    def _tree(self, values: Sequence[Any], name: str) -> Any:
        """One tree of those that are the same but for conditions."""
        first = values[0]
        if all(value == first for value in values):
            return first
        if all(isinstance(value, Condition) for value in values):
            return self.condition(values)
        if isinstance(first, tuple):
            return tuple(self._tree(parts, name) for parts in zip(*values, strict=True))
        if is_dataclass(first) and all(type(value) is type(first) for value in values):
            named = [item.name for item in fields(first) if item.init]
            parts = {each: self._tree([getattr(value, each) for value in values], name) for each in named}
            return cast("Any", type(first))(**parts)
        raise ChangingTimeError(name)

    # --- scenarios ---

    def _scenario(self, laws: Sequence[Scenario | None]) -> Scenario:
        """Each line as the law of its day reads it: what day that is follows from the waits before it."""
        items = [cast("Scenario", item) for item in laws]
        begun = next((value for name, value in items[0].overrides if name == TODAY), 0)
        today = int(begun or 0)
        steps: list[ScenarioStep] = []
        for place in range(len(items[0].steps)):
            number = max(index for index, reading in enumerate(self.readings) if index == 0 or reading <= today)
            step = items[number].steps[place]
            if isinstance(step, Happen | ExpectPossible):
                step = replace(step, name=self._called(step.name, number))
            elif isinstance(step, Wait):
                today += step.steps
            steps.append(step)
        return replace(items[0], steps=tuple(steps))

    def _called(self, name: str, number: int) -> str:
        """The version of the rule that is law, or else one that is not and therefore impossible."""
        versions = self.names.get(name, [(name, 0, self.last)])
        return next((own for own, first, last in versions if first <= number <= last), versions[0][0])


def _union(laws: Iterable[tuple[Item, ...]]) -> tuple[Item, ...]:
    """What is declared under one of the laws, by name."""
    found: dict[str, Item] = {}
    for items in laws:
        for item in items:
            found.setdefault(cast("Any", item).name, item)
    return tuple(found.values())
