"""One model of a life through several laws, from the models of each of them.

Each version of a rule asks that `today` is one of its days. What reads no clock (when a limit applies, when a clock
runs) reads an attribute instead, which says whose law it is: time stops on the day of a change until it has changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cached_property
from typing import Any, cast

from bcm_formal.model.expressions import (
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
from bcm_formal.model.merging import Laws, Merging, union
from bcm_formal.model.model import (
    TODAY,
    Assignment,
    Attribute,
    ExpectPossible,
    Happen,
    Limit,
    Model,
    Origin,
    Parameter,
    Property,
    Scenario,
    ScenarioStep,
    Wait,
)
from bcm_formal.model.priority import with_priority, without_priority
from bcm_formal.model.types import Choice, Date

LAW_IN_FORCE = internal("law_in_force")
"""the attribute that says whose law it is"""


class ChangingTimeError(Exception):
    """A number of a sentence or scenario is not the same under all laws; `name` says of which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class SeveralLaws(Merging):
    """`days` are the first days of the laws, and `readings` what `today` shows then.

    All have the properties and scenarios of the first.
    """

    def __init__(self, models: Sequence[Model], days: Sequence[datetime.date], readings: Sequence[int]) -> None:
        super().__init__(models)
        self.days, self.readings = days, readings
        self.kind = Choice(tuple(f"of_{day:%Y_%m_%d}" for day in days))

    def model(self) -> Model:
        """The one model. Raises `ChangingTimeError`."""
        first = self.models[0]
        events = self.rules([model.events for model in self.models])
        limits = self.rules([model.limits for model in self.models])
        clocks = tuple(laws[0] for laws in self.clocks)
        attributes = first.attributes
        if self._needs_attribute:
            attributes = (*attributes, self._attribute())
            clocks = tuple(map(self.clock, self.clocks))
            limits = (*limits, *self._changes())
        merged = replace(
            first,
            attributes=attributes,
            clocks=clocks,
            parameters=self.merged([model.parameters for model in self.models], self._parameter),
            definitions=self.merged([model.definitions for model in self.models], self.definition),
            sources=union(model.sources for model in self.models),
            actors=union(model.actors for model in self.models),
            events=tuple(self.yields(rule) for rule in events),
            limits=tuple(self.yields(rule) for rule in limits),
            properties=self.merged([model.properties for model in self.models], self._property),
            scenarios=self.merged([model.scenarios for model in self.models], self._scenario),
            changes=tuple(self.days[1:]),
        )
        return with_priority(merged)

    def _attribute(self) -> Attribute:
        return Attribute(LAW_IN_FORCE, "the law in force", self.kind, False, 0, Origin(), self.span)

    # --- days; the laws of a version follow one another ---

    def holds(self, laws: Laws) -> Condition:
        """True iff `today` is a day of one of these laws."""
        first, last = laws[0], laws[-1]
        today = ClockTerm(TODAY)
        parts: list[Condition] = []
        if first > 0:
            parts.append(Comparison(">=", today, Number(self.readings[first], Date())))
        if last < self.last:
            parts.append(Comparison("<", today, Number(self.readings[last + 1], Date())))
        return conjunction(parts)

    def under(self, laws: Laws) -> Condition:
        """True iff the attribute says that it is one of these laws."""
        if laws == self.every:
            return conjunction(())
        term = AttributeTerm(LAW_IN_FORCE, self.kind)
        return disjunction(Comparison("=", term, Number(number, self.kind)) for number in laws)

    def words(self, laws: Laws) -> str:
        """From which day to which it is law."""
        first, last = laws[0], laws[-1]
        start = f" from {self.days[first]}" if first > 0 else ""
        end = f" until {self.days[last + 1] - datetime.timedelta(1)}" if last < self.last else ""
        return f"in force{start}{end}"

    def name_of_version(self, name: str, law: int) -> str:
        """The name with the day on which it begins to be law."""
        return f"{name}_from_{self.days[law]:%Y_%m_%d}"

    def title_of_version(self, title: str, law: int) -> str:
        """The title with that day."""
        return f"{title} by the law of {self.days[law]}"

    def versions(self, items: Sequence[Any]) -> list[tuple[Any, Laws]]:
        """Each version with the laws that follow one another under which it stays the same."""
        found: list[tuple[Any, Laws]] = []
        for number, item in enumerate(items):
            if item is None:
                continue
            if found and found[-1][1][-1] == number - 1 and found[-1][0] == item:
                found[-1] = (found[-1][0], (*found[-1][1], number))
            else:
                found.append((item, (number,)))
        return found

    # --- whose law it is ---

    @cached_property
    def _needs_attribute(self) -> bool:
        """Whether something that reads no clock changes."""
        limits = [{rule.name: without_priority(rule) for rule in model.limits} for model in self.models]
        return any(other != limits[0] for other in limits) or any(
            (clock.runs, clock.zero) != (laws[0].runs, laws[0].zero) for laws in self.clocks for clock in laws
        )

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
                    self.under((number - 1,)),
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

    # --- what is said of states ---

    def term(self, terms: Sequence[Term | None]) -> Term:
        """What each law says on its days; where it says nothing, what the next says, or the last."""
        versions = self.versions(terms)
        found: Term = versions[-1][0]
        for item, laws in reversed(versions[:-1]):
            found = choose(self._before(laws[-1] + 1), item, found)
        return found

    def _parameter(self, laws: Sequence[Parameter | None]) -> Parameter:
        versions = self.versions(laws)
        first: Parameter = versions[0][0]
        if len(versions) == 1:
            return first
        if first.instead_of is not None:
            return self._given(first, versions)
        value = "; ".join(f"{item.value} {self.words(own)}" for item, own in versions)
        body = None
        if all(item.body is not None for item, _ in versions):
            body = self.body([item and item.body for item in laws])
        return replace(first, value=value, low=None, high=None, lowest=None, highest=None, body=body)

    def _given(self, first: Parameter, versions: Sequence[tuple[Parameter, Laws]]) -> Parameter:
        """One value that was given under all laws, whatever each says."""
        said = "; ".join(f"{item.instead_of} {self.words(own)}" for item, own in versions)
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
        versions = self.names.get(name, [(name, self.every)])
        return next((own for own, laws in versions if number in laws), versions[0][0])
