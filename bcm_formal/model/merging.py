"""One model of several laws, from the models of each of them, whatever it is that says whose law it is.

A rule that is the same under all stays as it is. One that is not stands there once for each of its versions, and each
asks whether it is law. What reads no clock (when a limit applies, when a clock runs) asks that in a form that reads
none.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar, cast

from bcm_formal.model.expressions import FALSE, TRUE, Condition, Term, choose, conjunction, disjunction
from bcm_formal.model.model import (
    TODAY,
    Clock,
    Definition,
    Event,
    Limit,
    Model,
    Parameter,
    Property,
    Requirement,
    Scenario,
)
from bcm_formal.model.priority import without_priority

Item = TypeVar("Item")
Rule = TypeVar("Rule", Event, Limit)
Named = TypeVar("Named", Event, Limit, Definition, Parameter, Property, Scenario)
Laws = tuple[int, ...]
"""numbers of laws, in order"""


class Merging(ABC):
    """`models` are those of the laws, in order; all have the same statuses and attributes."""

    def __init__(self, models: Sequence[Model]) -> None:
        self.models = models
        self.last = len(models) - 1
        self.every: Laws = tuple(range(len(models)))
        self.span = models[0].statuses[0].span
        self.names: dict[str, list[tuple[str, Laws]]] = {}
        """of each rule the names of its versions, and under which laws they are law"""

    # --- whose law it is ---

    @abstractmethod
    def holds(self, laws: Laws) -> Condition:
        """True iff one of these is the law; may read a clock."""

    @abstractmethod
    def under(self, laws: Laws) -> Condition:
        """True iff one of these is the law; reads no clock."""

    @abstractmethod
    def words(self, laws: Laws) -> str:
        """What a rule asks that is law under these only."""

    @abstractmethod
    def name_of_version(self, name: str, law: int) -> str:
        """How a version of a rule is called that is not its first, and law first under this law."""

    @abstractmethod
    def title_of_version(self, title: str, law: int) -> str:
        """The same for its title."""

    @abstractmethod
    def versions(self, items: Sequence[Any]) -> list[tuple[Any, Laws]]:
        """Of what is law under each law (None: nothing is), each version with the laws under which it is."""

    # --- rules ---

    def rules(self, laws: Sequence[tuple[Rule, ...]]) -> tuple[Rule, ...]:
        """The rules of all laws, each version guarded by the laws that it belongs to."""
        plain = [{rule.name: without_priority(rule) for rule in rules} for rules in laws]
        found: list[Rule] = []
        for name in dict.fromkeys(name for rules in plain for name in rules):
            called: list[tuple[str, Laws]] = []
            for place, (rule, own) in enumerate(self.versions([rules.get(name) for rules in plain])):
                version = name if place == 0 else self._free(self.name_of_version(name, own[0]))
                called.append((version, own))
                title = rule.title if place == 0 else self.title_of_version(rule.title, own[0])
                found.append(rule if own == self.every else replace(self.guarded(rule, own), name=version, title=title))
            self.names[name] = called
        return tuple(found)

    def _free(self, name: str) -> str:
        while any(name in model.event or name in model.limit for model in self.models):
            name += "_"
        return name

    def guarded(self, rule: Rule, laws: Laws) -> Rule:
        """The rule as law under these alone."""
        asked = Requirement(self.holds(laws), self.words(laws), rule.origin, rule.span)
        if isinstance(rule, Event):
            return replace(rule, requirements=(*rule.requirements, asked))
        applies = conjunction((rule.condition, self.under(laws)))
        return replace(rule, condition=applies, requirements=(*rule.requirements, asked))

    def yields(self, rule: Rule) -> Rule:
        """The rule, yielding to every version of what it yields to. All rules have been merged before."""
        others = [own for name in rule.yields_to for own, _ in self.names.get(name, ())]
        return replace(rule, yields_to=tuple(others)) if rule.yields_to else rule

    # --- clocks ---

    @cached_property
    def clocks(self) -> tuple[list[Clock], ...]:
        """Each clock as each law has it."""
        named = [{clock.name: clock for clock in model.clocks} for model in self.models]
        found: list[list[Clock]] = []
        for name in sorted(dict.fromkeys(name for clocks in named for name in clocks), key=lambda name: name == TODAY):
            known = next(clocks[name] for clocks in named if name in clocks)
            found.append([clocks[name] if name in clocks else self.absent(known) for clocks in named])
        return tuple(found)

    def absent(self, clock: Clock) -> Clock:
        """The clock under a law that does not know it: zero, as is that of an event where the event is no law."""
        return replace(clock, runs=FALSE, zero=TRUE)

    def clock(self, clocks: Sequence[Clock]) -> Clock:
        """The one clock of those of each law."""
        runs = self._by_law([clock.runs for clock in clocks])
        zero = self._by_law([clock.zero for clock in clocks])
        return replace(clocks[0], runs=runs, zero=zero)

    def _by_law(self, conditions: Sequence[Condition]) -> Condition:
        return disjunction(conjunction((self.under(laws), item)) for item, laws in self.versions(conditions))

    # --- what is said of states ---

    def condition(self, conditions: Sequence[Condition | None]) -> Condition:
        """What each law says where it is the law; where it says nothing, not."""
        versions = self.versions(conditions)
        if len(versions) == 1 and versions[0][1] == self.every:
            return cast("Condition", versions[0][0])
        return disjunction(conjunction((self.holds(laws), item)) for item, laws in versions)

    def term(self, terms: Sequence[Term | None]) -> Term:
        """What each law says where it is the law; where it says nothing, what another does."""
        versions = self.versions(terms)
        found: Term = versions[-1][0]
        for item, laws in reversed(versions[:-1]):
            found = choose(self.holds(laws), item, found)
        return found

    def merged(
        self, laws: Sequence[tuple[Named, ...]], one: Callable[[Sequence[Named | None]], Named]
    ) -> tuple[Named, ...]:
        """What has one name under several laws, made one by `one`."""
        named = [{item.name: item for item in items} for items in laws]
        names = dict.fromkeys(name for items in named for name in items)
        return tuple(one([items.get(name) for items in named]) for name in names)

    def body(self, bodies: Sequence[Any]) -> Any:
        """Of one definition or parameter; a body that is a number in one law and true or false in another is kept as
        the first has it, since nothing reads it: uses stand there written out."""
        given = [body for body in bodies if body is not None]
        if all(isinstance(body, Condition) for body in given):
            return self.condition(bodies)
        return self.term(bodies) if all(isinstance(body, Term) for body in given) else given[0]

    def definition(self, laws: Sequence[Definition | None]) -> Definition:
        """The one definition of those of each law."""
        first = next(item for item in laws if item is not None)
        return replace(first, body=self.body([item and item.body for item in laws]))


def union(laws: Iterable[tuple[Item, ...]]) -> tuple[Item, ...]:
    """What is declared under one of the laws, by name."""
    found: dict[str, Item] = {}
    for items in laws:
        for item in items:
            found.setdefault(cast("Any", item).name, item)
    return tuple(found.values())
