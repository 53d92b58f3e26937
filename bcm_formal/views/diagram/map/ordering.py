"""The order of cells and lanes in each column: few crossings."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from bcm_formal.views.diagram.map.stack import Item, Net

SWEEPS = 16
Pairs = list[list[tuple[Item, Item]]]


def in_good_order(columns: Sequence[list[Item]], nets: Sequence[Sequence[Net]]) -> None:
    """Orders each column in place: sweeps that put each item beside the middle of its neighbours, and of all orders on
    the way the one with the fewest crossings."""
    pairs: Pairs = [[pair for net in channel for pair in _pairs(net)] for channel in nets]
    neighbours: tuple[dict[Item, list[Item]], dict[Item, list[Item]]] = ({}, {})
    for channel in pairs:
        for one, other in channel:
            neighbours[0].setdefault(other, []).append(one)
            neighbours[1].setdefault(one, []).append(other)
    for column in columns:
        _by_middle(column, {**neighbours[0]}, _places(columns))
    best, fewest = [list(column) for column in columns], crossings(columns, pairs)
    for sweep in range(SWEEPS):
        side = neighbours[sweep % 2]
        for column in columns if sweep % 2 == 0 else reversed(columns):
            _by_middle(column, side, _places(columns))
        now = crossings(columns, pairs)
        if now < fewest:
            best, fewest = [list(column) for column in columns], now
    for column, order in zip(columns, best, strict=True):
        column[:] = order
    _swapped(columns, pairs)


def _pairs(net: Net) -> list[tuple[Item, Item]]:
    """Items left and right of the channel that the line connects."""
    left = [port.item for port in net.ports if not port.is_left]
    right = [port.item for port in net.ports if port.is_left]
    return [(one, other) for one in left for other in right]


def _places(columns: Sequence[Sequence[Item]]) -> dict[Item, float]:
    return {item: (index + 0.5) / len(column) for column in columns for index, item in enumerate(column)}


def _by_middle(column: list[Item], side: dict[Item, list[Item]], places: dict[Item, float]) -> None:
    at = {item: fmean(places[other] for other in side[item]) if side.get(item) else places[item] for item in column}
    column.sort(key=at.__getitem__)


def crossings(columns: Sequence[Sequence[Item]], pairs: Pairs) -> int:
    """How often lines cross, were they straight."""
    index = {item: at for column in columns for at, item in enumerate(column)}
    return sum(_inversions(sorted((index[a], index[b]) for a, b in channel)) for channel in pairs)


def _inversions(ends: Sequence[tuple[int, int]]) -> int:
    """Pairs of lines that cross, the lines sorted; a Fenwick tree counts them."""
    if not ends:
        return 0
    size = max(b for _, b in ends) + 1
    tree = [0] * (size + 1)
    found = seen = 0
    same: list[int] = []
    last = -1
    for a, b in (*ends, (-2, 0)):
        if a != last:
            for other in same:
                at = other + 1
                while at <= size:
                    tree[at] += 1
                    at += at & -at
            seen += len(same)
            same, last = [], a
        if a == -2:
            break
        at, below = b + 1, 0
        while at > 0:
            below += tree[at]
            at -= at & -at
        found += seen - below
        same.append(b)
    return found


def _swapped(columns: Sequence[list[Item]], pairs: Pairs, rounds: int = 6) -> None:
    """Swaps neighbours as long as that takes crossings away."""
    of: dict[Item, tuple[list[Item], list[Item]]] = {}
    for channel in pairs:
        for one, other in channel:
            of.setdefault(one, ([], []))[1].append(other)
            of.setdefault(other, ([], []))[0].append(one)
    index = {item: at for column in columns for at, item in enumerate(column)}
    for _ in range(rounds):
        is_better = False
        for column in columns:
            for at in range(len(column) - 1):
                upper, lower = column[at], column[at + 1]
                if _cost(of, index, lower, upper) < _cost(of, index, upper, lower):
                    column[at], column[at + 1] = lower, upper
                    index[lower], index[upper] = at, at + 1
                    is_better = True
        if not is_better:
            return


def _cost(of: dict[Item, tuple[list[Item], list[Item]]], index: dict[Item, int], upper: Item, lower: Item) -> int:
    """Crossings of the lines of two neighbours if one is above the other."""
    nothing: tuple[list[Item], list[Item]] = ([], [])
    return sum(
        index[one] > index[other]
        for side in (0, 1)
        for one in of.get(upper, nothing)[side]
        for other in of.get(lower, nothing)[side]
    )
