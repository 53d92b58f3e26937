"""In which order layers stand: as lives pass them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bcm_formal.views.diagram.graph import Edge, End, EndKind, Graph

EXACT_UP_TO = 10
"""of so many layers every order is compared; more keep the order of declaration"""
_BACK, _LIMIT_BACK, _LATE_START = 12, 1, 1000
"""what a line back costs, one that is the end of a term or adverse, and a layer before that in which lives begin"""


def ordered(graph: Graph, wanted: Sequence[str] = ()) -> Graph:
    """The picture with its layers in the order in which lives pass them; those in `wanted` stand as they do there.

    The order is the one with the fewest ordinary lines back, then the shortest lines, then that of declaration.
    """
    names = [cluster.name for cluster in graph.clusters]
    if wanted:
        rest = iter(name for name in wanted if name in names)
        order = [next(rest) if name in wanted else name for name in names]
    elif len(names) > EXACT_UP_TO:
        order = names
    else:
        order = _best(graph, names)
    by_name = {cluster.name: cluster for cluster in graph.clusters}
    return replace(graph, clusters=tuple(by_name[name] for name in order))


def _best(graph: Graph, names: Sequence[str]) -> list[str]:
    """By the best way to have placed each set of layers first."""
    ahead, back = _weights(graph, names)
    count = len(names)
    starts = {i for i, cluster in enumerate(graph.clusters) if any(node.start for node in cluster.nodes)}
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for placed in range(1, 1 << count):
        options = []
        members = [index for index in range(count) if placed >> index & 1]
        cut = sum(
            ahead[i, j] + ahead[j, i] for i in members for j in range(count) if not placed >> j & 1
        )  # each column that a line passes
        for last in members:
            cost, order = best[placed & ~(1 << last)]
            cost += sum(back[last, earlier] for earlier in order) + cut
            cost += _LATE_START if last in starts and any(i not in starts for i in order) else 0
            options.append((cost, (*order, last)))
        best[placed] = min(options)
    return [names[index] for index in best[(1 << count) - 1][1]]


def _weights(graph: Graph, names: Sequence[str]) -> tuple[Mapping[tuple[int, int], int], Mapping[tuple[int, int], int]]:
    """By layers: how many lines lead from one to the other, and what they cost if that is back."""
    layer = {node.name: i for i, cluster in enumerate(graph.clusters) for node in cluster.nodes}
    layer_of = {name: i for i, name in enumerate(names)}
    ahead = {(i, j): 0 for i in range(len(names)) for j in range(len(names))}
    back = dict(ahead)
    for edge in graph.edges:
        head = layer[edge.head.name]
        for tail in {_column(tail.end, layer, layer_of) for tail in edge.tails} - {head}:
            quiet = is_quiet(edge)
            ahead[tail, head] += 0 if quiet else 1
            back[tail, head] += _LIMIT_BACK if quiet else _BACK
    return ahead, back


def _column(end: End, layer: Mapping[str, int], layer_of: Mapping[str, int]) -> int:
    return layer_of[end.name] if end.kind is EndKind.LAYER else layer[end.name]


def is_quiet(edge: Edge) -> bool:
    """True iff the line is no way that lives go on: the end of a term, or what throws a person back."""
    return edge.style.adverse or all(rule.is_time_limit for rule in edge.rules)
