"""Where everything of a map stands: columns of cells, lines in channels between them, texts beside nothing else.

No text can lie on a line, since each has ground of its own: a line runs across a column only in its own lane, up and
down only in the tracks of a channel, and its name stands before its arrow in a row that it alone has there.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from bcm_formal.records import dataclass
from bcm_formal.views.diagram.graph import EndKind, Graph
from bcm_formal.views.diagram.map.cells import Cell, Row, has_details, label_rows, layer_cell, status_cell
from bcm_formal.views.diagram.map.ordering import in_good_order
from bcm_formal.views.diagram.map.stack import Item, Lane, Net, Port, aligned, passes, stacked
from bcm_formal.views.diagram.map.tracks import laid
from bcm_formal.views.diagram.map.ways import LOUDNESS, Arm, Course, Plan
from bcm_formal.views.picture import text_width

LABEL_WIDTH, INSET, TRACK, SIDE = 96.0, 9.0, 7.0, 17.0
"""of names beside lines; from the frame of a layer to its cells; between lines side by side; for short lines"""
_ROUNDS = 14


@dataclass(eq=False)
class Column:
    """A layer: its cells and lanes from above, and where it stands from left to right."""

    name: str
    header: Cell
    items: list[Item]
    width: float
    """of its cells"""
    left: float = 0.0
    """of its frame"""

    @property
    def right(self) -> float:
        return self.left + self.width + 2 * INSET

    @property
    def frame(self) -> tuple[float, float]:
        """Upper and lower edge of its frame."""
        cells = [item for item in self.items if isinstance(item.what, Cell)]
        return cells[0].top - 5, cells[-1].top + cells[-1].height + INSET


class Layout:
    """The places of everything; only `tops` of items and `left` of columns change while it is made."""

    def __init__(self, graph: Graph, plan: Plan) -> None:
        self.graph, self.plan, self.details = graph, plan, has_details(graph, plan)
        self.labels: dict[int, tuple[Row, ...]] = {}
        self.columns = [self._column(index) for index in range(len(graph.clusters))]
        self.place = {
            item.what.name: item for column in self.columns for item in column.items if isinstance(item.what, Cell)
        }
        self.nets: list[list[Net]] = [[] for _ in self.columns]
        self.ports: dict[tuple[Cell, bool], list[Port]] = {}
        for arm in plan.arms:
            self._join(arm)
        self._order()
        self._align()
        for channel in self.nets:
            laid(channel)
        self._spread()

    def label_of(self, arm: Arm) -> tuple[Row, ...]:
        if id(arm) not in self.labels:
            self.labels[id(arm)] = label_rows(arm, self.details, LABEL_WIDTH)
        return self.labels[id(arm)]

    def nets_of(self, arm: Arm) -> list[Net]:
        """The parts of a line, channel by channel."""
        return [net for channel in self.nets for net in channel if net.arm is arm]

    def head_port(self, arm: Arm) -> Port:
        return next(port for net in self.nets_of(arm) for port in net.ports if port.is_head)

    # --- what there is ---

    def _column(self, index: int) -> Column:
        layer = self.graph.clusters[index]
        has_events = self.graph.has_event_details
        cells = [status_cell(node, self.plan, has_events) for node in layer.nodes]
        width = max((cell.width for cell in cells), default=0.0)
        header = layer_cell(layer, self.plan, has_events, max(width, 90.0))
        width = max(width, header.width - INSET)
        return Column(layer.name, header, [Item(cell, index) for cell in cells], width + 14)

    def _port(self, item: Item, cell: Cell | None, arm: Arm, is_left: bool, is_head: bool = False) -> Port:
        room = 7.0
        if is_head:
            room = sum(row.height for row in self.label_of(arm)) + 6
        port = Port(item, cell, arm, is_left, room, is_head)
        if cell is not None:
            self.ports.setdefault((cell, is_left), []).append(port)
        return port

    def _join(self, arm: Arm) -> None:
        """Makes the ports, lanes and nets of a line."""
        target = self.place[arm.head]
        head = target.column
        is_back = arm.course is Course.BACK
        index_of = {column.name: index for index, column in enumerate(self.columns)}
        tails: list[tuple[int, Port]] = []
        for tail in arm.tails:
            name = tail.end.name
            if tail.end.kind is EndKind.LAYER:
                column = index_of[name]
                item, cell = self.columns[column].items[0], self.columns[column].header
            else:
                item = self.place[name]
                column = item.column
                assert isinstance(item.what, Cell)
                cell = item.what
            port = self._port(item, cell, arm, is_left=is_back)
            port.emphasis, port.ways = tail.emphasis, tail.ways
            tails.append((column, port))
        assert isinstance(target.what, Cell)
        end = self._port(target, target.what, arm, is_left=arm.course is Course.ON, is_head=True)
        if arm.course is Course.WITHIN:
            self.nets[head].append(Net(arm, head, [*(port for _, port in tails), end]))
            return
        columns = [column for column, _ in tails]
        lanes = {
            column: Item(Lane(arm), column) for column in range(len(self.columns)) if passes(arm, column, head, columns)
        }
        for column, item in lanes.items():
            self.columns[column].items.append(item)
        far = max(columns) if is_back else min(columns)
        for channel in range(head, far) if is_back else range(far, head):
            near, beyond = (channel + 1, channel) if is_back else (channel, channel + 1)
            ports = [port for column, port in tails if column == near]
            if near in lanes:
                before = [port for column, port in tails if (column > near if is_back else column < near)]
                heard = max((port.emphasis for port in before), key=LOUDNESS.__getitem__)
                ways = tuple(sorted({way for port in before for way in port.ways}))
                ports.append(Port(lanes[near], None, arm, is_back, 0, emphasis=heard, ways=ways))
            ports.append(Port(lanes[beyond], None, arm, not is_back, 0) if beyond in lanes else end)
            self.nets[channel].append(Net(arm, channel, ports))

    # --- from above ---

    def _order(self) -> None:
        in_good_order([column.items for column in self.columns], self.nets)
        holder: dict[Cell, Item] = {}
        for column in self.columns:
            first = next(item for item in column.items if isinstance(item.what, Cell))
            first.header = column.header
            holder[column.header] = first
        for (cell, _), ports in self.ports.items():
            for port in ports:
                port.item = holder.get(cell, port.item)
        for (cell, _), ports in self.ports.items():
            cell.beside = max(cell.beside, sum(port.room for port in ports))

    def _align(self) -> None:
        others: dict[Port, list[Port]] = {}
        of_item: dict[Item, list[Port]] = {}
        for channel in self.nets:
            for net in channel:
                for port in net.ports:
                    side = port.is_left
                    across = [other for other in net.ports if other.is_left is not side] or [
                        other for other in net.ports if other is not port
                    ]
                    others[port] = across
                    of_item.setdefault(port.item, []).append(port)
        for column in self.columns:
            stacked(column.items)
            low = column.items[-1].top + column.items[-1].height
            for item in column.items:
                item.top -= low / 2
        self._offsets(others)
        for number in range(_ROUNDS):
            for column in self.columns if number % 2 == 0 else reversed(self.columns):
                wishes = {item: _wish(item, of_item.get(item, ()), others) for item in column.items}
                aligned(column.items, wishes.__getitem__)
                self._offsets(others)

    def _offsets(self, others: dict[Port, list[Port]]) -> None:
        """Ports of a side in the order of what is at the other ends of their lines."""
        for (cell, _), ports in self.ports.items():
            ports.sort(key=lambda port: fmean(other.y for other in others[port]))
            spare = cell.upper_height - sum(port.room for port in ports)
            at = max(spare / 2, 1.0)
            for port in ports:
                at += port.room
                port.offset = at - (2.5 if port.is_head else port.room / 2)

    # --- from left to right ---

    def _spread(self) -> None:
        left = 0.0
        for index, column in enumerate(self.columns):
            left += self._side(column, is_left=True)
            column.left = left
            left = column.right + self._side(column, is_left=False)
            tracks = max((net.track for net in self.nets[index]), default=-1) + 1
            left += tracks * TRACK + (4 if tracks else 0)
        self.right = left

    def _side(self, column: Column, is_left: bool) -> float:
        """How much room a column needs beside it for names and short lines."""
        cells = [column.header, *(item.what for item in column.items if isinstance(item.what, Cell))]
        ports = [port for cell in cells for port in self.ports.get((cell, is_left), [])]
        wide = [label_width(self.label_of(port.arm)) for port in ports if port.is_head]
        return max(wide) + 12 if wide else SIDE

    def track_x(self, net: Net) -> float:
        column = self.columns[net.index]
        return column.right + self._side(column, is_left=False) + net.track * TRACK + 2

    def port_x(self, port: Port) -> float:
        """Where a line touches the cell, or the edge of the column that it passes."""
        column = self.columns[port.item.column]
        edge = INSET if port.cell is not None and not port.cell.is_header else 0.0
        return column.left + edge if port.is_left else column.right - edge


def label_width(rows: Sequence[Row]) -> float:
    return max((text_width(row.text, row.font.size, row.font.bold) for row in rows), default=0.0)


def _wish(item: Item, ports: Sequence[Port], others: dict[Port, list[Port]]) -> tuple[float, float]:
    """Where the item would like to be, and how much; without lines, beside the one above it."""
    if not ports:
        return item.top, 0.0
    moves = [fmean(other.y for other in others[port]) - port.y for port in ports]
    return item.top + fmean(moves), float(len(ports)) * (3 if isinstance(item.what, Lane) else 1)
