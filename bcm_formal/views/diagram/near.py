"""What of a picture of a change is near the change: the statuses that it touches, and the lines between them."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from bcm_formal.views.diagram.graph import Cluster, Edge, EndKind, Graph, Node, Rule

WHOLE_UP_TO = 9
"""of so few statuses all are near"""


class Extent(Enum):
    """How much is drawn of a change."""

    WHOLE = "whole"
    NEAR = "near"
    """the statuses that the change touches, and all lines between them; of few statuses all"""
    CHANGED = "changed"
    """those statuses, and only the lines that it touches"""


def near(graph: Graph, extent: Extent) -> Graph:
    """The part of the picture that is to be drawn. What is left out is counted."""
    is_small = extent is Extent.NEAR and len(graph.nodes()) <= WHOLE_UP_TO
    if graph.change is None or extent is Extent.WHOLE or is_small:
        return graph
    names = _touched(graph)
    frames = _frames(graph)
    clusters = tuple(part for cluster in graph.clusters if (part := _part(cluster, names, cluster.name in frames)))
    places = names | {cluster.name for cluster in clusters}
    edges = tuple(line for edge in graph.edges if (line := _line(edge, places, extent)))
    lost = len(graph.nodes()) - len(names)
    lines = len({rule.name for edge in graph.edges for rule in edge.rules})
    lines -= len({rule.name for edge in edges for rule in edge.rules})
    said = [f"{lost} statuses" if lost != 1 else "1 status"] if lost else []
    said += [f"{lines} lines" if lines != 1 else "1 line"] if lines else []
    left_out = f"Not drawn, since nothing changes there: {' and '.join(said)}." if said else ""
    return replace(
        graph,
        clusters=clusters,
        edges=edges,
        everywhere=_marked(graph.everywhere),
        change=replace(graph.change, left_out=left_out),
    )


def _touched(graph: Graph) -> set[str]:
    """Statuses that changed, that something changed in, and where lines that changed begin or end."""
    found = {node.name for node in graph.nodes() if node.mark or node.changed or _marked(node.rules)}
    for edge in graph.edges:
        if edge.style.mark is not None:
            ends = (edge.head, *(tail.end for tail in edge.tails))
            found |= {end.name for end in ends if end.kind is EndKind.STATUS}
    return found


def _frames(graph: Graph) -> set[str]:
    """Layers from all of which a line that changed begins, or in all of which an event did."""
    lines = (edge for edge in graph.edges if edge.style.mark is not None)
    found = {tail.end.name for edge in lines for tail in edge.tails if tail.end.kind is EndKind.LAYER}
    return found | {cluster.name for cluster in graph.clusters if _marked(cluster.rules)}


def _marked(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.style.mark is not None)


def _part(cluster: Cluster, names: set[str], is_named: bool) -> Cluster | None:
    """The layer with its statuses that are near, and one that stands for all others if there is none."""
    nodes = tuple(replace(node, rules=_marked(node.rules)) for node in cluster.nodes if node.name in names)
    if not nodes and not is_named:
        return None
    count, rules = len(cluster.nodes), _marked(cluster.rules)
    if not nodes:
        return replace(cluster, nodes=(_others(cluster.nodes[0], count),), rules=rules)
    note = f"{len(nodes)} of {count} statuses" if len(nodes) < count else ""
    return replace(cluster, nodes=nodes, rules=rules, note=note)


def _others(first: Node, count: int) -> Node:
    """A status in place of several."""
    title = f"{count} statuses" if count > 1 else first.title
    return replace(first, title=title, limits=(), rules=(), waits=(), citations=(), start=False)


def _line(edge: Edge, places: set[str], extent: Extent) -> Edge | None:
    """The line with the ends that are drawn; None: it is not drawn."""
    if edge.style.mark is None and extent is Extent.CHANGED:
        return None
    tails = tuple(tail for tail in edge.tails if tail.end.name in places)
    return replace(edge, tails=tails) if tails and edge.head.name in places else None
