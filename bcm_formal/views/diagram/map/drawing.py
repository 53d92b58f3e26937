"""From the places of a map to its picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bcm_formal.views.diagram import style
from bcm_formal.views.diagram.graph import Emphasis, Graph, Place
from bcm_formal.views.diagram.map import inks
from bcm_formal.views.diagram.map.cells import PADDING, Cell, Row, title_of_rules
from bcm_formal.views.diagram.map.columns import ordered
from bcm_formal.views.diagram.map.heading import heading
from bcm_formal.views.diagram.map.inks import Pens
from bcm_formal.views.diagram.map.layout import INSET, Column, Layout, label_width
from bcm_formal.views.diagram.map.lines import lines_of
from bcm_formal.views.diagram.map.parts import cut, members_of, overview
from bcm_formal.views.diagram.map.stack import Item
from bcm_formal.views.diagram.map.view import WHOLE, View
from bcm_formal.views.diagram.map.ways import LOUDNESS, Arm, Plan, plan
from bcm_formal.views.picture import Box, Element, Group, Line, Picture, Rectangle, Stroke, Text, text_width

MARGIN, STUB = 16.0, 15.0


def map_of(graph: Graph, view: View = WHOLE, language: str = "") -> Picture:
    """The picture of a diagram or of a part: layers from left to right in the order in which lives pass them."""
    return _Drawing(*shown(graph, view), view).picture(language)


def shown(graph: Graph, view: View) -> tuple[Graph, Plan]:
    """What a map shows of a diagram, and which lines are long ones."""
    graph = ordered(overview(graph) if view.overview else graph, view.order)
    lines = plan(graph, view.all_lines)
    centre = members_of(graph, view.only) if view.only else (view.around,) if view.around else ()
    return cut(graph, lines, frozenset(centre)) if centre else (graph, lines)


def picture_of(graph: Graph, lines: Plan, centre: frozenset[str], view: View, language: str = "") -> Picture:
    """The picture of these statuses with what is beside them."""
    return _Drawing(*cut(graph, lines, centre), view).picture(language)


class _Drawing:
    def __init__(self, graph: Graph, lines: Plan, view: View) -> None:
        self.graph, self.plan, self.link = graph, lines, view.link
        self.layout = Layout(graph, self.plan)
        self.pens = Pens(graph)

    def picture(self, language: str) -> Picture:
        body = (*self._layers(), *self._ways())
        frames = [self._frame(column) for column in self.layout.columns]
        ys = [port.y for channel in self.layout.nets for net in channel for port in net.ports]
        top = min([box.top for box in frames] + ys, default=0.0)
        bottom = max([box.bottom for box in frames] + ys, default=0.0)
        width = max(self.layout.right, 420.0)
        above = heading(self.graph, self.pens, self.plan, width)
        start = top - above.height - 14
        view = Box(-MARGIN, start - MARGIN, max(width, above.width) + MARGIN, bottom + MARGIN)
        moved = Group(tuple(_moved(element, start) for element in above.elements), "heading")
        return Picture(
            self.graph.name,
            self.graph.title,
            self._description(),
            view,
            (moved, *body),
            rules=self._rules(),
            language=language,
        )

    def _description(self) -> str:
        graph = self.graph
        layers = ", ".join(f"{layer.title} ({len(layer.nodes)})" for layer in graph.clusters)
        ways = len({rule.name for edge in graph.edges for rule in edge.rules})
        return f"{graph.subtitle}. Layers from left to right, with their numbers of statuses: {layers}. {ways} ways."

    def _rules(self) -> str:
        """What happens under the pointer."""
        rules = [".way:hover path,.stub:hover path{stroke-width:3.2}.way:hover text{text-decoration:underline}"]
        rules += [f"svg:has(.s-{name}:hover) .of-{name} path{{stroke-width:3.2}}" for name in self.layout.place]
        return "".join(rules)

    # --- layers and statuses ---

    def _frame(self, column: Column) -> Box:
        top, bottom = column.frame
        return Box(column.left, top, column.right, bottom)

    def _layers(self) -> Iterator[Element]:
        for column, layer in zip(self.layout.columns, self.graph.clusters, strict=True):
            declared = style.layer_colours(layer.index)
            fill, border = (inks.ink(color) for color in declared)
            frame = Rectangle(self._frame(column), fill, Stroke(border, 1.2), 8)
            header = self._rows(column.header, column.left, column.frame[0] + 5, column.right)
            cells = [self._status(column, item) for item in column.items if isinstance(item.what, Cell)]
            yield Group((frame, *header, *cells), f"layer-{layer.name}", ("layer",))

    def _status(self, column: Column, item: Item) -> Group:
        cell = item.what
        assert isinstance(cell, Cell)
        assert cell.node is not None
        node = cell.node
        box = Box(column.left + INSET, item.cell_top, column.right - INSET, item.cell_top + cell.height)
        stroke = Stroke(inks.FRAME, 1.0)
        classes = ["status", f"s-{node.name}"]
        extra: list[Element] = []
        if node.start:
            classes.append("start")
        if node.unreachable:
            stroke = Stroke(inks.ink(style.DEAD), 1.0, (4, 3))
            classes.append("unreachable")
        if node.emphasis is not Emphasis.PLAIN:
            is_strong = node.emphasis is Emphasis.STRONG
            stroke = Stroke(inks.MARKED, 3.0) if is_strong else Stroke(inks.ink(style.FAINT_LINE), 1.0)
            classes.append(node.emphasis.value)
        if node.mark is not None:
            pen = inks.of_mark(node.mark)
            stroke = Stroke(pen.stroke.ink, 1.4 if pen.double else pen.stroke.width, pen.stroke.dash)
            classes.append(node.mark.value.replace(" ", "-"))
            if pen.double:
                extra.append(Rectangle(box.grown(-3), None, stroke, 5))
        frame = Rectangle(box, inks.PLAIN_FILL, stroke, 7)
        rows = self._rows(cell, box.left, item.cell_top, box.right)
        return Group((frame, *extra, *rows), f"status-{node.name}", tuple(classes), cell.title, self._linked(node.line))

    def _rows(self, cell: Cell, left: float, top: float, right: float) -> Iterator[Element]:
        """The texts of a cell from above, the short lines of its lower ones beside them."""
        y = top + PADDING - 2
        upper = sum(row.height for row in cell.upper)
        if not cell.is_header:
            y = top + max(PADDING - 2, (cell.upper_height - upper) / 2)
        for row in cell.upper:
            yield _text(row, left + PADDING, y)
            y += row.height
        y = top + cell.upper_height - (2 if cell.lower else 0)
        for row in cell.lower:
            text = _text(row, left + PADDING, y)
            if row.stub is None:
                yield text
            else:
                pen = self.pens.of(row.stub.style, quiet=True)
                middle = text.y - row.font.size * 0.3
                points = (
                    ((right, middle), (right + STUB, middle))
                    if row.is_exit
                    else (
                        (left - STUB, middle),
                        (left, middle),
                    )
                )
                line = Line(points, pen.stroke, pen.head, pen.barred)
                yield Group(
                    (text, line),
                    "",
                    ("stub", f"w{row.stub.number}"),
                    title_of_rules(row.stub.rules),
                    self._linked(row.stub.rules[0].line),
                )
            y += row.height

    def _linked(self, place: Place | None) -> str:
        """Where the text of the policy has it."""
        if not self.link or place is None:
            return ""
        if "{" not in self.link:
            return f"{self.link}#L{place.line}"
        return self.link.replace("{line}", str(place.line)).replace("{file}", place.file)

    # --- ways ---

    def _ways(self) -> Iterator[Element]:
        for arm in sorted(self.plan.arms, key=lambda arm: LOUDNESS[arm.style.emphasis]):
            touched = [f"of-{tail.end.name}" for tail in arm.tails] + [f"of-{arm.head}"]
            classes = ("way", f"w{arm.number}", *touched, *_classes(arm))
            identity = f"way-{arm.number}-{arm.course.value}"
            elements = (*lines_of(self.layout, arm, self.pens), *self._label(arm))
            yield Group(elements, identity, classes, title_of_rules(arm.rules), self._linked(arm.rules[0].line))

    def _label(self, arm: Arm) -> Iterator[Element]:
        rows = self.layout.label_of(arm)
        port = self.layout.head_port(arm)
        column = self.layout.columns[port.item.column]
        width = label_width(rows)
        left = column.left - 4 - width if port.is_left else column.right + 4
        y = port.y - 2.5 - sum(row.height for row in rows)
        for row in rows:
            yield _text(row, left, y)
            y += row.height


def _classes(arm: Arm) -> list[str]:
    wanted = arm.style
    words = [f"by-{wanted.actor}"]
    words += ["adverse"] if wanted.adverse else []
    words += ["dead"] if wanted.dead else []
    words += [wanted.mark.value.replace(" ", "-")] if wanted.mark is not None else []
    return words + ([wanted.emphasis.value] if wanted.emphasis is not Emphasis.PLAIN else [])


def _moved(element: Element, by: float) -> Element:
    """An element of the heading, lower by some points."""
    match element:
        case Text():
            return replace(element, y=element.y + by)
        case Line(points):
            return replace(element, points=tuple((x, y + by) for x, y in points))
        case _:
            raise AssertionError("a heading has texts and lines alone")


def _text(row: Row, x: float, y: float) -> Text:
    text = row.text.lstrip()
    x += text_width(row.text[: len(row.text) - len(text)], row.font.size)
    return Text(x, y + row.room + row.font.size * 0.95, text, row.font, row.ink, struck=row.struck)
