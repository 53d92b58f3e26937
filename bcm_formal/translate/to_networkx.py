"""A model as a graph of networkx, to be looked at and computed with; nothing is decided with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bcm_formal.model.expressions import TRUE, Condition
from bcm_formal.model.model import LAW, AnyValue, Assignment, Event, Limit, Model, Origin
from bcm_formal.model.to_text import condition_text, term_text

if TYPE_CHECKING:
    import networkx as nx


def graph_of(model: Model) -> nx.MultiDiGraph:
    """The statuses as nodes, and an edge for each rule in each status it acts in; the key of an edge is the rule's
    name. What windows are made of is left out."""
    import networkx as nx

    graph = nx.MultiDiGraph(
        name=model.name,
        title=model.title,
        time_in=model.unit.value,
        layers={layer.name: layer.title for layer in model.layers},
        actors={actor.name: actor.title for actor in model.actors},
        sources={source.name: source.title for source in model.sources},
    )
    starting = {name for start in model.starts for name in start.statuses}
    for status in model.statuses:
        own = _origin(status.origin)
        graph.add_node(status.name, title=status.title, layer=status.layer, start=status.name in starting, **own)
    for event in model.events:
        for source in event.sources:
            graph.add_edge(source, event.target or source, event.name, **_event(model, event))
    for limit in model.own_limits:
        for source in limit.statuses:
            graph.add_edge(source, limit.target, limit.name, **_limit(model, limit))
    return graph


def _event(model: Model, event: Event) -> dict[str, object]:
    return {
        "title": event.title,
        "kind": event.kind.value,
        "actor": event.actor,
        "adverse": event.adverse,
        "requirements": tuple(requirement.text for requirement in event.requirements),
        "sets": _sets(model, event.assignments),
        "yields_to": event.yields_to,
        **_origin(event.origin),
    }


def _limit(model: Model, limit: Limit) -> dict[str, object]:
    over = f"{limit.clock} at least {term_text(model, limit.bound)}"
    applies = () if limit.condition == TRUE else (condition_text(model, limit.condition),)
    return {
        "title": limit.title,
        "kind": "limit",
        "actor": LAW,
        "adverse": False,
        "requirements": (over, *applies, *(requirement.text for requirement in limit.requirements)),
        "sets": _sets(model, limit.assignments),
        "yields_to": limit.yields_to,
        **_origin(limit.origin),
    }


def _sets(model: Model, assignments: Iterable[Assignment]) -> dict[str, str]:
    return {item.name: _value(model, item) for item in assignments}


def _value(model: Model, item: Assignment) -> str:
    if isinstance(item.value, AnyValue):
        return "any"
    return condition_text(model, item.value) if isinstance(item.value, Condition) else term_text(model, item.value)


def _origin(origin: Origin) -> dict[str, object]:
    return {
        "sources": tuple((item.source, item.pinpoint) for item in origin.citations),
        "quotes": origin.quotes,
        "confidence": origin.confidence,
        "notes": origin.notes,
    }
