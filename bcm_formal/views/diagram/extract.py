"""From a model to its diagram."""

from __future__ import annotations

from dataclasses import replace

from bcm_formal.model.assumptions import doubtful
from bcm_formal.model.at_once import acting_at_once
from bcm_formal.model.from_syntax.parameters import is_taken_on_trust
from bcm_formal.model.model import Event, Layer, Limit, Model, Status
from bcm_formal.views.diagram import wording
from bcm_formal.views.diagram.changes import Changes
from bcm_formal.views.diagram.graph import ActorKey, ChangeKey, Cluster, Graph, Node, Rule, Wait, WayKey
from bcm_formal.views.diagram.highlight import Highlight
from bcm_formal.views.diagram.lines import changes, edges_of, sources_of
from bcm_formal.views.diagram.rules import Drawing, is_time_limit

NUMBERS_FROM = 30
"""beyond so many lines, they carry numbers and a table has the words"""
EVENT_DETAILS_UP_TO = 12
"""so many entries in the lists of events are shown with their requirements"""


def extract(
    model: Model,
    highlight: Highlight | None = None,
    dead: frozenset[str] = frozenset(),
    unreachable: frozenset[str] = frozenset(),
    language: str | None = None,
    became: Changes | None = None,
) -> Graph:
    """The diagram of a model. `dead` names rules that never happen, `unreachable` statuses that nobody gets into.

    A status or rule that is no part of the model, in those sets or in the highlight, is left out. `became`: what
    became of what, where the model is both laws of a change.
    """
    drawing = Drawing(model, highlight, dead, unreachable, language, became)
    edges = edges_of(drawing)
    numbers: dict[str, int] = {}
    if len(edges) > NUMBERS_FROM and became is None:
        in_words = (rule for rule in changes(drawing) if not is_time_limit(rule))
        numbers = {rule.name: number for number, rule in enumerate(in_words, 1)}
        edges = tuple(replace(edge, rules=_numbered(edge.rules, numbers)) for edge in edges)
    everywhere = _events_everywhere(drawing)
    clusters = tuple(_cluster(drawing, layer) for layer in model.layers if drawing.layers[layer.name])
    listed = _listed(everywhere, clusters)
    has_event_details = len(listed) <= EVENT_DETAILS_UP_TO and not numbers and became is None
    return Graph(
        name=model.name,
        title=_model_title(model, language),
        subtitle=_subtitle(model),
        clusters=clusters,
        everywhere=everywhere,
        edges=edges,
        actors=_actors(drawing, (*(rule for edge in edges for rule in edge.rules), *listed)),
        has_event_details=has_event_details,
        table=_table(drawing, numbers, has_event_details) if became is None else (),
        change=None if became is None else ChangeKey(became.notes),
        ways=tuple(WayKey(letter, words) for letter, words in (highlight.ways if highlight else ())),
    )


def _model_title(model: Model, language: str | None) -> str:
    return dict(model.origin.titles).get(language or "") or model.title or model.name


def _subtitle(model: Model) -> str:
    """`law of 2026-03-14 · time in months · 3 assumptions`"""
    trusted = sum(is_taken_on_trust(item) or item.origin.confidence == "low" for item in model.parameters)
    assumptions = trusted + len(doubtful(model)) + len(model.calendar)
    words = [f"law of {model.law_of.isoformat()}"] if model.law_of else []
    words.append(f"time in {model.unit.value}")
    words.append("1 assumption" if assumptions == 1 else f"{assumptions or 'no'} assumptions")
    return " · ".join(words)


def _cluster(drawing: Drawing, layer: Layer) -> Cluster:
    nodes = tuple(_node(drawing, drawing.model.status[name]) for name in drawing.layers[layer.name])
    index = drawing.model.layers.index(layer)
    title = wording.title_of(layer, drawing.language)
    return Cluster(layer.name, title, nodes, _events_of_layer(drawing, layer.name), index=index)


def _node(drawing: Drawing, status: Status) -> Node:
    model, name = drawing.model, status.name
    limits = [limit for limit in model.own_limits if wording.is_status_limit(limit) and name in limit.statuses]
    waits = drawing.highlight.waits if drawing.highlight else ()
    changed = drawing.changes.statuses.get(name) if drawing.changes else None
    if changed and changed.limits:
        limits = []
    return Node(
        name=name,
        title=wording.title_of(status, drawing.language),
        limits=(
            *(("acts at once",) if name in acting_at_once(model) else ()),
            *(wording.status_limit_line(model, limit, drawing.language) for limit in limits),
        ),
        rules=_events_in(drawing, name),
        waits=tuple(
            Wait(wait.step, f"{wording.duration_words(model, wait.length)} pass")
            for wait in waits
            if wait.status == name
        ),
        start=any(name in start.statuses for start in model.starts),
        unreachable=name in drawing.unreachable,
        emphasis=drawing.emphasis_of_status(name),
        citations=wording.citations_of(status.origin),
        mark=changed.mark if changed else None,
        word=changed.word if changed else "",
        changed=changed.limits if changed else (),
        quotes=status.origin.quotes,
        line=wording.place_of(status.span),
    )


def _events_everywhere(drawing: Drawing) -> tuple[Rule, ...]:
    return tuple(drawing.rule(event, ()) for event in drawing.model.events if _is_everywhere(drawing, event))


def _is_everywhere(drawing: Drawing, event: Event) -> bool:
    return event.target is None and len(event.sources) == len(drawing.model.statuses)


def _events_of_layer(drawing: Drawing, layer: str) -> tuple[Rule, ...]:
    """Events listed once for a layer, with the few statuses in it that do not have them."""
    members = drawing.layers[layer]
    listed: list[Rule] = []
    for event in drawing.model.events:
        if _is_of_layer(drawing, event, members):
            without = [drawing.status_title(status) for status in members if status not in event.sources]
            listed.append(replace(drawing.rule(event, ()), excepted=", ".join(without)))
    return tuple(listed)


def _is_of_layer(drawing: Drawing, event: Event, members: tuple[str, ...]) -> bool:
    """True iff the event happens in so much of a layer that it is listed there and not in each status."""
    if event.target is not None or _is_everywhere(drawing, event) or len(members) < 2:
        return False
    without = sum(status not in event.sources for status in members)
    return without <= (0 if len(members) < 3 else (len(members) + 1) // 4)


def _events_in(drawing: Drawing, status: str) -> tuple[Rule, ...]:
    """Events listed in a status itself: those not listed for the whole layer or everywhere, those that are brought out
    in it, and rules that lead from it to itself.
    """
    members = drawing.layers[drawing.model.status[status].layer]
    rules: list[Event | Limit] = []
    for event in drawing.model.events:
        if status in event.sources and event.target in (None, status):
            elsewhere = _is_everywhere(drawing, event) or _is_of_layer(drawing, event, members)
            if event.target is not None or not elsewhere or drawing.is_marked(event.name, status):
                rules.append(event)
    rules += [limit for limit in drawing.model.own_limits if status in limit.statuses and limit.target == status]
    return tuple(drawing.rule(rule, (status,)) for rule in rules)


def _listed(everywhere: tuple[Rule, ...], clusters: tuple[Cluster, ...]) -> tuple[Rule, ...]:
    """Every entry of the lists of events."""
    in_layers = (rule for cluster in clusters for rule in cluster.rules)
    in_statuses = (rule for cluster in clusters for node in cluster.nodes for rule in node.rules)
    return (*everywhere, *in_layers, *in_statuses)


def _numbered(rules: tuple[Rule, ...], numbers: dict[str, int]) -> tuple[Rule, ...]:
    return tuple(replace(rule, number=numbers.get(rule.name)) for rule in rules)


def _table(drawing: Drawing, numbers: dict[str, int], has_event_details: bool) -> tuple[Rule, ...]:
    """Rules that have only a number in the picture, then events that have only a name there."""
    moves = (rule for rule in changes(drawing) if rule.name in numbers)
    found = [drawing.rule(rule, sources_of(rule), numbers[rule.name]) for rule in moves]
    if not has_event_details:
        events = (event for event in drawing.model.events if event not in changes(drawing))
        found += [drawing.rule(event, event.sources) for event in events]
    return tuple(found)


def _actors(drawing: Drawing, rules: tuple[Rule, ...]) -> tuple[ActorKey, ...]:
    """Those who act in the picture, in order of declaration; an undeclared one comes last."""
    used = dict.fromkeys(rule.style.actor for rule in rules)
    ordered = [actor.name for actor in drawing.model.actors if actor.name in used]
    ordered += [name for name in used if name not in ordered]
    return tuple(ActorKey(name, drawing.actor_titles.get(name, name)) for name in ordered)
