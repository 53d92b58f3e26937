"""The checked model as JSON: plain dicts and lists in a fixed order, the only interchange format; and its digests.

Expressions refer to definitions and parameters by name (`{"named": …}`); both are listed with their bodies.
Values are numbers as in `model.types`: indices of labels, steps of time; durations carry their words beside them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import assert_never

from bcm_formal.model.at_once import acting_at_once
from bcm_formal.model.expressions import TRUE, Expression, conjunction
from bcm_formal.model.model import (
    AnyValue,
    Assignment,
    Attribute,
    Clock,
    Event,
    Expect,
    ExpectPossible,
    Happen,
    Limit,
    Model,
    Origin,
    Parameter,
    Period,
    Property,
    Requirement,
    Scenario,
    ScenarioStep,
    Start,
    Wait,
    Window,
)
from bcm_formal.model.to_json.expressions import Json, canonical, dumped, expression_json
from bcm_formal.model.to_json.sentences import sentence_json
from bcm_formal.model.types import AttributeType, Choice, DurationChoice, Integer, Level, Range, YesNo

SCHEMA_VERSION = 1

Object = dict[str, Json]


def to_json(model: Model) -> Object:
    """The whole model; equal models give equal JSON. What windows are made of is said by the windows, that no
    time passes in a status by the status."""
    windows = frozenset(window.name for window in model.windows)
    at_once = acting_at_once(model)
    hidden = frozenset(name for window in model.windows for name in (*window.parts, window.clock))
    return {
        "schema_version": SCHEMA_VERSION,
        "digest": digest(model),
        "policy": model.name,
        "title": model.title,
        "time_in": model.unit.value,
        "calendar": [{"unit": unit, "days": days} for unit, days in model.calendar],
        "law_of": model.law_of.isoformat() if model.law_of else None,
        "covers": [day.isoformat() for day in model.covers] if model.covers else None,
        "changes": [day.isoformat() for day in model.changes],
        "today_start": model.today_start,
        "sources": [
            {
                "name": item.name,
                "title": item.title,
                "url": item.url,
                "checked": item.checked.isoformat() if item.checked else None,
                "origin": _origin(item.origin),
            }
            for item in model.sources
        ],
        "layers": [_named(item.name, item.title, item.origin) for item in model.layers],
        "actors": [_named(item.name, item.title, item.origin) for item in model.actors],
        "parameters": [_parameter(item) for item in model.parameters],
        "attributes": [_attribute(item) for item in model.attributes if item.name not in hidden],
        "clocks": [_clock(item) for item in model.clocks if item.name not in hidden],
        "windows": [_window(item) for item in model.windows],
        "definitions": [
            {**_named(item.name, item.title, item.origin), "body": expression_json(item.body)}
            for item in model.definitions
            if item.name not in windows
        ],
        "statuses": [
            {
                **_named(item.name, item.title, item.origin),
                "layer": item.layer,
                "acts_at_once": item.name in at_once,
            }
            for item in model.statuses
        ],
        "events": [_event(item) for item in model.events],
        "limits": [_limit(item) for item in model.limits if item.clock not in hidden and not item.at_once],
        "starts": [_start(item) for item in model.starts],
        "properties": [_property(item) for item in model.properties],
        "scenarios": [_scenario(item) for item in model.scenarios],
        "origin": _origin(model.origin),
    }


def _window(item: Window) -> Object:
    """What it counts and over how many steps; each step is a part."""
    return {
        **_named(item.name, item.title, item.origin),
        "counts": expression_json(item.counts),
        "over": item.over,
        "parts": len(item.parts),
    }


def schema_text() -> str:
    """The published JSON schema of `to_json`."""
    return files("bcm_formal.model.to_json").joinpath("model.schema.json").read_text(encoding="utf-8")


def digest(model: Model) -> str:
    """sha256 in hex over what verdicts depend on.

    Two models have one digest if they differ only in titles, origins, places, properties, scenarios, in names of
    definitions and parameters, in layers as such, or in the order of declarations and of parts of conditions.
    """
    meaning: Object = {
        "unit": model.unit.value,
        "calendar": sorted([unit, days] for unit, days in model.calendar),
        "today": model.today_start,
        "statuses": sorted(item.name for item in model.statuses),
        "attributes": _sorted(
            {"name": item.name, "type": type_json(item.kind), "fixed": item.fixed, "start": item.start}
            for item in model.attributes
        ),
        "clocks": _sorted(
            {"name": item.name, "runs": canonical(item.runs), "zero": canonical(item.zero), "start": item.start}
            for item in model.clocks
        ),
        "events": _sorted(_event_meaning(item) for item in model.events),
        "limits": _sorted(_limit_meaning(item) for item in model.limits),
        "starts": _sorted(
            {"in": sorted(item.statuses), "condition": canonical(item.condition)} for item in model.starts
        ),
    }
    return hashlib.sha256(dumped(meaning).encode()).hexdigest()


def property_digest(item: Property) -> str:
    """sha256 in hex over the property's sentence: its name, titles and words do not count."""
    return hashlib.sha256(dumped(sentence_json(item.sentence, canonical)).encode()).hexdigest()


def type_json(kind: AttributeType) -> Object:
    """An attribute's type."""
    match kind:
        case YesNo():
            return {"type": "yes or no"}
        case Choice(labels):
            return {"type": "choice", "labels": list(labels)}
        case Level(labels):
            return {"type": "level", "labels": list(labels)}
        case DurationChoice(durations):
            return {"type": "duration choice", "durations": list(durations)}
        case Range(low, high, unit):
            return {"type": "range", "low": low, "high": high, **_unit(unit)}
        case Integer(unit):
            return {"type": "integer", **_unit(unit)}
        case _:
            assert_never(kind)


def _unit(unit: str | None) -> Object:
    return {} if unit is None else {"unit": unit}


def _sorted(items: Iterable[Object]) -> list[Json]:
    return sorted(items, key=dumped)


def _event_meaning(item: Event) -> Object:
    return {
        "name": item.name,
        "sources": sorted(item.sources),
        "target": item.target,
        "actor": item.actor,
        "adverse": item.adverse,
        "guard": canonical(conjunction(requirement.condition for requirement in item.requirements)),
        "set": _sorted(_assignment(assignment, canonical) for assignment in item.assignments),
    }


def _limit_meaning(item: Limit) -> Object:
    return {
        "name": item.name,
        "statuses": sorted(item.statuses),
        "condition": canonical(item.condition),
        "clock": item.clock,
        "bound": canonical(item.bound),
        "target": item.target,
        "set": _sorted(_assignment(assignment, canonical) for assignment in item.assignments),
        **({"when": canonical(item.when)} if item.when != TRUE else {}),
    }


def _assignment(item: Assignment, written: Callable[[Expression], Json]) -> Object:
    if isinstance(item.value, AnyValue):
        return {"name": item.name, "any": True}
    return {"name": item.name, "value": written(item.value)}


def _origin(origin: Origin) -> Object:
    return {
        "citations": [{"source": item.source, "pinpoint": item.pinpoint} for item in origin.citations],
        "quotes": list(origin.quotes),
        "confidence": origin.confidence,
        "notes": list(origin.notes),
        "titles": [{"language": language, "title": title} for language, title in origin.titles],
        "in_force": None if origin.in_force is None else _period(origin.in_force),
    }


def _period(period: Period) -> Object:
    days = {"from": period.first, "until": period.until, "before": period.before, "repealed": period.repealed}
    return {word: None if day is None else day.isoformat() for word, day in days.items()}


def _named(name: str, title: str, origin: Origin) -> Object:
    return {"name": name, "title": title, "origin": _origin(origin)}


def _parameter(item: Parameter) -> Object:
    return {
        **_named(item.name, item.title, item.origin),
        "value": item.value,
        "low": item.low,
        "high": item.high,
        "assumption": item.is_assumption,
        "body": None if item.body is None else expression_json(item.body),
        **({} if item.instead_of is None else {"instead_of": item.instead_of}),
    }


def _attribute(item: Attribute) -> Object:
    return {
        **_named(item.name, item.title, item.origin),
        "type": type_json(item.kind),
        "fixed": item.fixed,
        "start": item.start,
    }


def _clock(item: Clock) -> Object:
    return {
        **_named(item.name, item.title, item.origin),
        "runs": expression_json(item.runs),
        "zero": expression_json(item.zero),
        "start": item.start,
    }


def _event(item: Event) -> Object:
    return {
        **_named(item.name, item.title, item.origin),
        "kind": item.kind.value,
        "from": list(item.sources),
        "to": item.target,
        "by": item.actor,
        "adverse": item.adverse,
        "requirements": [_requirement(requirement) for requirement in item.requirements],
        "set": [_assignment(assignment, expression_json) for assignment in item.assignments],
        "yields_to": list(item.yields_to),
    }


def _limit(item: Limit) -> Object:
    return {
        **_named(item.name, item.title, item.origin),
        "in": list(item.statuses),
        "while": expression_json(item.condition),
        "clock": item.clock,
        "at_most": expression_json(item.bound),
        "then": item.target,
        "set": [_assignment(assignment, expression_json) for assignment in item.assignments],
        "requirements": [_requirement(requirement) for requirement in item.requirements],
        "yields_to": list(item.yields_to),
        "comes_first": item.window is not None,
    }


def _requirement(item: Requirement) -> Object:
    return {"text": item.text, "condition": expression_json(item.condition), "origin": _origin(item.origin)}


def _start(item: Start) -> Object:
    return {"in": list(item.statuses), "with": expression_json(item.condition), "origin": _origin(item.origin)}


def _property(item: Property) -> Object:
    return {
        **_named(item.name, item.title, item.origin),
        "text": item.text,
        "sentence": sentence_json(item.sentence, expression_json),
        "digest": property_digest(item),
    }


def _scenario(item: Scenario) -> Object:
    return {
        **_named(item.name, item.title, item.origin),
        "in": list(item.statuses),
        "overrides": [{"name": name, "value": value} for name, value in item.overrides],
        "with": expression_json(item.condition),
        "steps": [_step(step) for step in item.steps],
    }


def _step(step: ScenarioStep) -> Object:
    match step:
        case Happen(name, choices):
            return {"happen": name, "choices": [{"name": item, "value": value} for item, value in choices]}
        case Wait(steps):
            return {"wait": steps}
        case Expect(condition, text):
            return {"expect": expression_json(condition), "text": text}
        case ExpectPossible(name, possible):
            return {"expect_possible": name, "possible": possible}
        case _:
            assert_never(step)
