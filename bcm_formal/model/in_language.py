"""A model with its titles in another language: it means the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from bcm_formal.model.model import (
    Actor,
    Attribute,
    Clock,
    Event,
    Layer,
    Limit,
    Model,
    Property,
    Scenario,
    Status,
)

Titled = TypeVar("Titled", Actor, Attribute, Clock, Event, Layer, Limit, Property, Scenario, Status)


def in_language(model: Model, language: str) -> Model:
    """The model with the titles that it has in the language; what has none there keeps its own."""

    def titled(items: tuple[Titled, ...]) -> tuple[Titled, ...]:
        return tuple(replace(item, title=dict(item.origin.titles).get(language) or item.title) for item in items)

    return replace(
        model,
        title=dict(model.origin.titles).get(language) or model.title,
        layers=titled(model.layers),
        actors=titled(model.actors),
        attributes=titled(model.attributes),
        clocks=titled(model.clocks),
        statuses=titled(model.statuses),
        events=titled(model.events),
        limits=titled(model.limits),
        properties=titled(model.properties),
        scenarios=titled(model.scenarios),
    )
