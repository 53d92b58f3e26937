"""Parts of a diagram: layers alone, one layer with what is beside it, or the surroundings of a status."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from bcm_formal.views.diagram.graph import Cluster, Edge, Emphasis, End, EndKind, Graph, Node, Tail
from bcm_formal.views.diagram.map.ways import Arm, Plan, merged


def overview(graph: Graph) -> Graph:
    """Layers with numbers in place of statuses, and the ways between them."""
    layer_of = {node.name: layer.name for layer in graph.clusters for node in layer.nodes}
    within: dict[str, set[str]] = {layer.name: set() for layer in graph.clusters}
    between: dict[tuple[str, str], dict[str, Edge]] = {}
    for edge in graph.edges:
        head = layer_of[edge.head.name]
        for tail in edge.tails:
            layer = tail.end.name if tail.end.kind is EndKind.LAYER else layer_of[tail.end.name]
            for rule in edge.rules:
                if layer == head:
                    within[head].add(rule.name)
                else:
                    between.setdefault((layer, head), {})[rule.name] = replace(edge, rules=(rule,))
    edges = [
        replace(edge, tails=(Tail(_all_of(layer), Emphasis.PLAIN),), head=_all_of(head))
        for (layer, head), rules in between.items()
        for edge in rules.values()
    ]
    clusters = tuple(_counted(layer, len(within[layer.name])) for layer in graph.clusters)
    return replace(graph, clusters=clusters, edges=tuple(merged(edges)), everywhere=())


def _all_of(layer: str) -> End:
    """The cell that stands for all statuses of a layer; no status is called so."""
    return End(EndKind.STATUS, f"all-{layer}")


def _counted(layer: Cluster, within: int) -> Cluster:
    """A layer with one cell that says how many statuses and ways it has."""
    count = len(layer.nodes)
    limits = (f"{within} ways within" if within != 1 else "1 way within",) if within else ()
    node = Node(
        name=_all_of(layer.name).name,
        title="1 status" if count == 1 else f"{count} statuses",
        limits=limits,
        rules=(),
        waits=(),
        start=any(node.start for node in layer.nodes),
        unreachable=False,
        emphasis=Emphasis.PLAIN,
        citations=(),
    )
    return replace(layer, nodes=(node,), rules=(), note="")


def members_of(graph: Graph, layer: str) -> tuple[str, ...]:
    return tuple(node.name for each in graph.clusters if each.name == layer for node in each.nodes)


def cut(graph: Graph, plan: Plan, centre: Set[str]) -> tuple[Graph, Plan]:
    """These statuses with all their lines, long and short. At the other end of a long one is a status by its name
    alone, or for all of a layer a number; a short one names what is there."""
    layers = {layer.name for layer in graph.clusters for node in layer.nodes if node.name in centre}
    members = {layer.name: {node.name for node in layer.nodes} & centre for layer in graph.clusters}
    arms = tuple(found for arm in plan.arms if (found := _near(arm, centre, members)))
    named = {arm.head for arm in arms} | {tail.end.name for arm in arms for tail in arm.tails}
    clusters = tuple(part for layer in graph.clusters if (part := _part(layer, centre, named)))
    places = centre | layers
    exits = {name: stubs for name, stubs in plan.exits.items() if name in centre}
    for name in layers & set(plan.exits):
        exits[name] = tuple(stub for stub in plan.exits[name] if members[name] - set(stub.lacking))
    arrivals = {name: stubs for name, stubs in plan.arrivals.items() if name in centre}
    edges = tuple(
        edge for edge in graph.edges if edge.head.name in centre or any(tail.end.name in places for tail in edge.tails)
    )
    return replace(graph, clusters=clusters, edges=edges), Plan(arms, exits, arrivals)


def _near(arm: Arm, centre: Set[str], members: Mapping[str, Set[str]]) -> Arm | None:
    """The line with those of its tails that the centre has a part in; None: it has none."""
    if arm.head in centre:
        return arm
    tails = tuple(tail for tail in arm.tails if _is_near(tail, centre, members))
    return replace(arm, tails=tails) if tails else None


def _is_near(tail: Tail, centre: Set[str], members: Mapping[str, Set[str]]) -> bool:
    """True iff the tail is in the centre, or stands for some status of it."""
    if tail.end.kind is EndKind.STATUS:
        return tail.end.name in centre
    return bool(members[tail.end.name] - set(tail.lacking))


def _part(layer: Cluster, centre: Set[str], named: Set[str]) -> Cluster | None:
    shown = tuple(
        node if node.name in centre else _bare(node)
        for node in layer.nodes
        if node.name in centre or node.name in named
    )
    count = len(layer.nodes)
    if not shown and layer.name not in named:
        return None
    has_centre = any(node.name in centre for node in shown)
    rules = layer.rules if has_centre else ()
    if not shown:
        title = f"{count} statuses" if count != 1 else layer.nodes[0].title
        shown = (replace(_bare(layer.nodes[0]), title=title, start=False),)
        return replace(layer, nodes=shown, rules=rules)
    note = f"{len(shown)} of {count} statuses" if len(shown) < count else ""
    return replace(layer, nodes=shown, rules=rules, note=note)


def _bare(node: Node) -> Node:
    """A status with its name alone."""
    return replace(node, limits=(), rules=(), waits=(), changed=())


def halves(centre: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    middle = len(centre) // 2
    return centre[:middle], centre[middle:]
