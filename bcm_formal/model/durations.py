"""In which units a text speaks of time: what is told of it uses the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bcm_formal.model.expressions import Condition, Expression, Number, Term, walk
from bcm_formal.model.types import Duration, DurationChoice
from bcm_formal.model.units import UNIT_WORDS, Calendar

if TYPE_CHECKING:
    from bcm_formal.model.model import Assignment, Model

_BOUND = re.compile(rf"(?:\bwithin|^time from .* at (?:most|least)) (\d+) ({'|'.join(UNIT_WORDS)})s?\b")


def durations_of(model: Model) -> Mapping[int, str]:
    """For each number of steps that the text gives as a duration, the unit it is written in first."""
    found: dict[int, str] = {}
    for expression in _expressions(model):
        for node in walk(expression):
            if isinstance(node, Number) and isinstance(node.kind, Duration) and node.kind.unit:
                found.setdefault(abs(node.value), node.kind.unit)
    for attribute in model.attributes:
        if isinstance(attribute.kind, DurationChoice):
            for length, unit in zip(attribute.kind.durations, attribute.kind.units, strict=False):
                found.setdefault(length, unit)
    calendar = Calendar(model.unit, model.calendar)
    for amount, unit in (match for item in model.properties for match in _BOUND.findall(item.text)):
        steps = calendar.steps(int(amount), unit)
        if isinstance(steps, int):
            found.setdefault(steps, unit)
    return {steps: unit for steps, unit in found.items() if steps}


def unit_of_bound(text: str) -> str | None:
    """The unit in which a sentence in canonical words gives its time: `month` of `… within 24 months`."""
    found = _BOUND.search(text)
    return None if found is None else found[2]


def unit_in(expression: Expression) -> str | None:
    """The unit of the first duration that the expression reads, where that is known."""
    kinds = (node.kind for node in walk(expression) if isinstance(node, Number))
    return next((kind.unit for kind in kinds if isinstance(kind, Duration) and kind.unit), None)


def _expressions(model: Model) -> Iterator[Expression]:
    yield from (item.body for item in model.parameters if item.body is not None)
    yield from (item.body for item in model.definitions)
    for event in model.events:
        yield from (item.condition for item in event.requirements)
        yield from _values(event.assignments)
    for limit in model.limits:
        yield from (limit.condition, limit.bound, limit.when, *_values(limit.assignments))
    for clock in model.clocks:
        yield from (clock.runs, clock.zero)
    yield from (start.condition for start in model.starts)


def _values(assignments: tuple[Assignment, ...]) -> Iterator[Condition | Term]:
    return (item.value for item in assignments if isinstance(item.value, Condition | Term))
