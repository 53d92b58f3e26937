"""Columns: cells and lanes one below the other, in an order with few crossings and at heights with straight lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bcm_formal.records import dataclass
from bcm_formal.views.diagram.graph import Emphasis
from bcm_formal.views.diagram.map.cells import Cell
from bcm_formal.views.diagram.map.ways import Arm, Course

LANE, GAP, LANE_GAP, HEAD_GAP = 5.0, 11.0, 4.0, 7.0


@dataclass(eq=False)
class Lane:
    """A row of a column through which a line passes."""

    arm: Arm


@dataclass(eq=False)
class Item:
    """What has a place in a column: a cell, for the first one with the head of the layer above it, or a lane."""

    what: Cell | Lane
    column: int
    top: float = 0.0
    header: Cell | None = None

    @property
    def height(self) -> float:
        above = self.header.height + HEAD_GAP if self.header is not None else 0.0
        return above + (LANE if isinstance(self.what, Lane) else self.what.height)

    @property
    def cell_top(self) -> float:
        """Where the cell itself begins."""
        return self.top + (self.header.height + HEAD_GAP if self.header is not None else 0.0)


@dataclass(eq=False)
class Port:
    """Where a line touches a cell, or is in a lane. `offset` is counted from the cell's top."""

    item: Item
    cell: Cell | None
    arm: Arm
    is_left: bool
    room: float
    is_head: bool = False
    emphasis: Emphasis = Emphasis.PLAIN
    ways: tuple[str, ...] = ()
    offset: float = 0.0

    @property
    def y(self) -> float:
        if self.cell is None:
            return self.item.top + LANE / 2
        top = self.item.top if self.cell.is_header else self.item.cell_top
        return top + self.offset


@dataclass(eq=False)
class Net:
    """The part of a line in one channel: what it connects there. The channel `index` is right of that column."""

    arm: Arm
    index: int
    ports: list[Port]
    track: int = 0

    @property
    def span(self) -> tuple[float, float]:
        ys = [port.y for port in self.ports]
        return min(ys), max(ys)


def gap(one: Item, other: Item) -> float:
    if isinstance(one.what, Lane) and isinstance(other.what, Lane):
        return LANE_GAP
    return GAP


def stacked(items: Sequence[Item]) -> None:
    """Puts the items one below the other."""
    top = 0.0
    for index, item in enumerate(items):
        top += gap(items[index - 1], item) if index else 0.0
        item.top = top
        top += item.height


def aligned(items: Sequence[Item], wanted: Callable[[Item], tuple[float, float]]) -> None:
    """Moves the items, in their order and without touching, as near to where each is wanted as possible (least squares
    of the distances by weight). One of no weight stays at the one above it, the first ones at the one below."""
    offsets = _offsets(items)
    wishes = [wanted(item) for item in items]
    if all(weight == 0 for _, weight in wishes):
        return
    blocks: list[list[float]] = []  # mean, weight, count
    waiting = 0
    for (place, weight), offset in zip(wishes, offsets, strict=True):
        if weight == 0:
            if blocks:
                blocks[-1][2] += 1
            else:
                waiting += 1
            continue
        blocks.append([place - offset, weight, 1 + waiting])
        waiting = 0
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            last = blocks.pop()
            total = blocks[-1][1] + last[1]
            mean = (blocks[-1][0] * blocks[-1][1] + last[0] * last[1]) / total
            blocks[-1] = [mean, total, blocks[-1][2] + last[2]]
    index = 0
    for mean, _, count in blocks:
        for _ in range(int(count)):
            items[index].top = mean + offsets[index]
            index += 1


def _offsets(items: Sequence[Item]) -> list[float]:
    """Where each item is if all are as near as they may be."""
    found: list[float] = []
    at = 0.0
    for index, item in enumerate(items):
        at += (gap(items[index - 1], item) + items[index - 1].height) if index else 0.0
        found.append(at)
    return found


def passes(arm: Arm, column: int, head: int, tails: Sequence[int]) -> bool:
    """True iff the line passes through the column between its ends."""
    match arm.course:
        case Course.ON:
            return min(tails) < column < head
        case Course.BACK:
            return head < column < max(tails)
        case Course.WITHIN:
            return False
