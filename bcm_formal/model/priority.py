"""Which rule of the law goes first: a rule is not possible where one that it yields to is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from bcm_formal.model.expressions import (
    ClockTerm,
    Condition,
    InStatus,
    comparison,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.model import AnyValue, Attribute, Event, Limit, Model, Requirement
from bcm_formal.model.ranges import fits

Rules = tuple[tuple[Event, ...], tuple[Limit, ...]]


def with_priority(model: Model) -> Model:
    """The model in which each rule that yields asks that no rule it yields to is possible, as these now are."""
    if not any(item.yields_to for item in model.events) and not any(item.yields_to for item in model.limits):
        return model
    events, limits = ordered(model.events, model.limits, model.attribute)
    return replace(model, events=events, limits=limits)


def ordered(events: tuple[Event, ...], limits: tuple[Limit, ...], attributes: Mapping[str, Attribute]) -> Rules:
    """The same for rules alone. No rule may yield to itself, be it through others; a name of no rule is passed over."""
    every: tuple[Event | Limit, ...] = (*events, *limits)
    rules = {rule.name: rule for rule in every}
    settled: dict[str, Event | Limit] = {}

    def settle(name: str) -> Event | Limit:
        """Rules yield one to another in chains that are as short as people write them."""
        if name not in settled:
            rule = rules[name]
            first = [settle(other) for other in rule.yields_to if other in rules]
            free = negation(disjunction(possible(other, attributes) for other in first))
            settled[name] = _yielding(rule, free) if rule.yields_to else rule
        return settled[name]

    found = [settle(name) for name in rules]
    return (
        tuple(rule for rule in found if isinstance(rule, Event)),
        tuple(rule for rule in found if isinstance(rule, Limit)),
    )


def _yielding(rule: Event | Limit, free: Condition) -> Event | Limit:
    own = without_priority(rule)
    asked = Requirement(free, _text(rule), rule.origin, rule.span)
    return replace(own, requirements=(*own.requirements, asked))


Rule = TypeVar("Rule", bound=Event | Limit)


def without_priority(rule: Rule) -> Rule:
    """The rule without what it asks of those that it yields to, though it still says so."""
    text = _text(rule)
    kept = tuple(item for item in rule.requirements if not rule.yields_to or item.text != text)
    return rule if kept == rule.requirements else replace(rule, requirements=kept)


def _text(rule: Event | Limit) -> str:
    return f"yields to {', '.join(rule.yields_to)}"


def possible(rule: Event | Limit, attributes: Mapping[str, Attribute]) -> Condition:
    """True iff the rule is possible, for some of the values that it sets to any."""
    if isinstance(rule, Event):
        asked = conjunction((InStatus(rule.sources), *(item.condition for item in rule.requirements)))
    else:
        full = comparison(">=", ClockTerm(rule.clock), rule.bound)
        asked = conjunction((InStatus(rule.statuses), rule.condition, full, rule.when))
    in_range = (
        fits(item.value, attributes.get(item.name)) for item in rule.assignments if not isinstance(item.value, AnyValue)
    )
    return conjunction((asked, *in_range))
