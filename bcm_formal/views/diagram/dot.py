"""From the diagram to Graphviz' DOT language, written with the `graphviz` package.

Layers are columns from left to right. The label of a line is a node of its own in a column between: lines from several
places meet in it, and no line crosses its words. Every line is written from left to right, with its arrow at the tail
where it leads back, so that no rule disturbs the order of the layers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bcm_formal.diagnostics import visible_lines
from bcm_formal.records import dataclass
from bcm_formal.views.diagram import labels, panels, style
from bcm_formal.views.diagram.graph import Cluster, Edge, Emphasis, End, EndKind, Graph, Mark, Node, Style
from bcm_formal.views.diagram.labels import ARRIVALS, DEPARTURES

if TYPE_CHECKING:
    import graphviz

FONTS = "Helvetica,Arial,sans-serif"
COLUMN_FROM, COLUMN_FROM_OF_CHANGE = 10, 6
"""with so many statuses, those of a layer stand in one column; fewer may spread to the right. In a picture of a change
most lines lead away from several of them"""


def to_dot(graph: Graph) -> str:
    """The diagram as DOT text."""
    return _Writer(graph).text()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the label of a line stands: counted in layers from the left, or inside a layer."""

    column: float
    layer: int | None


class _Writer:
    def __init__(self, graph: Graph) -> None:
        import graphviz

        self.package = graphviz
        self.graph = graph
        self.strokes = style.strokes_of(graph)
        self.layer_of = {node.name: index for index, cluster in enumerate(graph.clusters) for node in cluster.nodes}
        self.index_of = {cluster.name: index for index, cluster in enumerate(graph.clusters)}
        self.in_columns = len(self.layer_of) >= (COLUMN_FROM if graph.change is None else COLUMN_FROM_OF_CHANGE)

    def text(self) -> str:
        root = self.package.Digraph(self.graph.name)
        root.attr(
            "graph",
            rankdir="LR",
            newrank="true",
            compound="true",
            fontname=FONTS,
            bgcolor="white",
            nodesep="0.16",
            ranksep="0.6" if self.in_columns else "0.32",
            pad="0.2",
            remincross="true",
            mclimit="4",
            label=panels.heading_label(self.graph, self.strokes),
            labelloc="t",
            labeljust="l",
            tooltip=self._escaped(self.graph.title),
        )
        root.attr("node", fontname=FONTS, fontsize="10", shape="box", margin="0.1,0.06")
        root.attr("edge", fontname=FONTS, fontsize="10", arrowsize="0.8")
        table = panels.table_label(self.graph) if self.graph.table else ""
        whole = self._cluster_of("cluster_model", table, "model", "model", penwidth="0", labelloc="b")
        for index, cluster in enumerate(self.graph.clusters):
            whole.subgraph(self._layer(index, cluster))
        for number, edge in enumerate(self.graph.edges, 1):
            if self._place(edge).layer is None:
                self._label(whole, number, edge)
        for number, edge in enumerate(self.graph.edges, 1):
            self._line(whole, number, edge)
        self._order(whole)
        root.subgraph(whole)
        return str(root.source)

    def _escaped(self, text: str) -> str:
        """Text that shows itself in an attribute that is not markup, even where it looks like some."""
        escaped: str = self.package.escape(visible_lines(text))
        return escaped

    def _cluster_of(self, name: str, label: str, identity: str, kind: str, **look: str) -> graphviz.Digraph:
        drawn = self.package.Digraph(name)
        drawn.attr("graph", label=label, id=identity, **{"labelloc": "t", "labeljust": "l", "class": kind, **look})
        return drawn

    # --- layers and statuses ---

    def _layer(self, index: int, cluster: Cluster) -> graphviz.Digraph:
        fill, border = style.layer_colours(index)
        drawn = self._cluster_of(
            f"cluster_layer_{cluster.name}",
            labels.cluster_label(cluster, self.graph.has_event_details),
            f"layer-{cluster.name}",
            "layer",
            style="rounded,filled",
            fillcolor=fill,
            color=border,
            penwidth="1.2",
            margin="12",
            tooltip=self._escaped(cluster.title),
        )
        for node in cluster.nodes:
            self._status(drawn, node)
        if self.in_columns and len(cluster.nodes) > 1:
            column = self.package.Digraph()
            column.attr("graph", rank="same")
            for node in cluster.nodes:
                column.node(_status(node.name))
            drawn.subgraph(column)
        for number, edge in enumerate(self.graph.edges, 1):
            if self._place(edge).layer == index:
                self._label(drawn, number, edge)
        return drawn

    def _status(self, drawn: graphviz.Digraph, node: Node) -> None:
        look = {"margin": "0", "style": "rounded,filled", "fillcolor": "white", "color": "#4d4d4d", "penwidth": "1"}
        classes = ["status"]
        if node.start:
            classes.append("start")
        if node.unreachable:
            classes.append("unreachable")
            look |= {"style": "rounded,filled,dashed", "color": style.DEAD}
        match node.emphasis:
            case Emphasis.STRONG:
                look |= {"penwidth": "3", "color": style.MARK}
                classes.append(node.emphasis.value)
            case Emphasis.FAINT:
                look |= {"color": style.FAINT_LINE}
                classes.append(node.emphasis.value)
            case Emphasis.PLAIN:
                pass
        if node.mark is not None:
            look |= _frame(node.mark)
            classes.append(_class(node.mark))
        drawn.node(
            _status(node.name),
            label=labels.node_label(node, self.graph.has_event_details),
            tooltip=self._escaped("\n\n".join((labels.node_tooltip(node), *map(labels.tooltip, node.rules)))),
            id=f"status-{node.name}",
            **{"class": " ".join(classes)},
            **look,
        )

    def _order(self, whole: graphviz.Digraph) -> None:
        """Each layer right of the one before, with room for labels between."""
        for left, right in zip(self.graph.clusters, self.graph.clusters[1:], strict=False):
            for one in left.nodes if not self.in_columns else left.nodes[:1]:
                for other in right.nodes if not self.in_columns else right.nodes[:1]:
                    whole.edge(_status(one.name), _status(other.name), style="invis", weight="0", minlen="2")

    # --- lines ---

    def _label(self, drawn: graphviz.Digraph, number: int, edge: Edge) -> None:
        drawn.node(
            f"label_{number}",
            label=labels.edge_label(edge.rules),
            style="",
            penwidth="0",
            margin="0.03,0.01",
            tooltip=self._escaped("\n\n".join(map(labels.tooltip, edge.rules))),
            id="rule-" + "-".join(rule.name for rule in edge.rules),
            **{"class": _classes("rule", edge.style)},
        )

    def _line(self, whole: graphviz.Digraph, number: int, edge: Edge) -> None:
        """The parts of a line: from each tail to the label, from the label to the head."""
        tooltip = self._escaped("\n\n".join(map(labels.tooltip, edge.rules)))
        for part, tail in enumerate(edge.tails, 1):
            look = self._look(replace(edge.style, emphasis=tail.emphasis))
            given = {**look, "arrowhead": "none", "tooltip": tooltip, "id": f"line-{number}-{part}"}
            anchor, frame = self._anchor(tail.end)
            if self._is_before_label(tail.end, edge):
                clip = {"ltail": frame} if frame else {}
                whole.edge(f"{anchor}:{DEPARTURES}:e", f"label_{number}:w", **given, **clip)
            else:
                clip = {"lhead": frame} if frame else {}
                whole.edge(f"label_{number}:e", f"{anchor}:{DEPARTURES}:w", **given, **clip)
        anchor, _ = self._anchor(edge.head)
        given = {**self._look(edge.style), "tooltip": tooltip, "id": f"line-{number}"}
        if self._is_before_label(edge.head, edge):
            given |= {"dir": "back", "arrowtail": given.pop("arrowhead")}
            whole.edge(f"{anchor}:{ARRIVALS}:e", f"label_{number}:w", **given)
        else:
            whole.edge(f"label_{number}:e", f"{anchor}:{ARRIVALS}:w", **given)

    def _is_before_label(self, end: End, edge: Edge) -> bool:
        """True iff the label of the line stands right of one of its ends."""
        if self._place(edge).layer is not None:
            return end != edge.head
        return self._column(end) < self._place(edge).column

    def _look(self, wanted: Style) -> dict[str, str]:
        if wanted.mark is not None:
            return _marked(wanted, wanted.mark)
        stroke = self.strokes[wanted.actor]
        color = style.ADVERSE if wanted.adverse else stroke.color
        arrow = stroke.arrow + ("tee" if wanted.adverse else "")
        width = stroke.width
        if wanted.dead:
            color, width = style.DEAD, 0.8
        match wanted.emphasis:
            case Emphasis.STRONG:
                width += 2
            case Emphasis.FAINT:
                color, width = style.FAINT_LINE, min(width, 1.0)
            case Emphasis.PLAIN:
                pass
        return {
            "style": stroke.dash,
            "color": color,
            "penwidth": f"{width:g}",
            "arrowhead": arrow,
            "class": _classes("line", wanted),
        }

    # --- columns ---

    def _anchor(self, end: End) -> tuple[str, str | None]:
        """The node a line is tied to, and the frame at which it is cut off where it stands for a whole layer."""
        if end.kind is EndKind.STATUS:
            return _status(end.name), None
        nodes = self.graph.clusters[self.index_of[end.name]].nodes
        return _status(nodes[len(nodes) // 2].name), f"cluster_layer_{end.name}"

    def _column(self, end: End) -> int:
        return self.index_of[end.name] if end.kind is EndKind.LAYER else self.layer_of[end.name]

    def _place(self, edge: Edge) -> _Place:
        """The label stands beside the status the line leads to, on the side from which more lines come."""
        head = self._column(edge.head)
        columns = [self._column(tail.end) for tail in edge.tails]
        inside = all(column == head for column in columns)
        before = sum(column < head for column in columns)
        after = sum(column > head for column in columns)
        return _Place(head - 0.5 if before > after else head + 0.5, head if inside and not self.in_columns else None)


def _classes(kind: str, wanted: Style) -> str:
    words = [kind, f"by-{wanted.actor}"]
    words += ["adverse"] if wanted.adverse else []
    words += ["dead"] if wanted.dead else []
    words += [_class(wanted.mark)] if wanted.mark is not None else []
    words += [wanted.emphasis.value] if wanted.emphasis is not Emphasis.PLAIN else []
    return " ".join(words)


def _class(mark: Mark) -> str:
    return mark.value.replace(" ", "-")


def _marked(wanted: Style, mark: Mark) -> dict[str, str]:
    """The look of a line of which a change made something."""
    stroke = style.MARKS[mark].stroke
    two = stroke.dash == "double"
    return {
        "style": "solid" if two else stroke.dash,
        "color": f"{stroke.color}:{stroke.color}" if two else stroke.color,
        "penwidth": f"{stroke.width:g}",
        "arrowhead": stroke.arrow + ("tee" if wanted.adverse else ""),
        "class": _classes("line", wanted),
    }


def _frame(mark: Mark) -> dict[str, str]:
    """The frame of a status of which a change made something."""
    stroke = style.MARKS[mark].stroke
    if stroke.dash == "double":
        return {"style": "rounded,filled", "color": stroke.color, "penwidth": "2.4", "peripheries": "2"}
    return {"style": f"rounded,filled,{stroke.dash}", "color": stroke.color, "penwidth": f"{stroke.width:g}"}


def _status(name: str) -> str:
    return f"status_{name}"
