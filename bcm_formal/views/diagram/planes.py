"""Frontiers as a map: for each property that depends on two numbers the plane of their values, green where it holds.

Of more than two numbers each pair makes a map, the others as the policy has them; of one, a map is a strip. Each value
is a cell, so that what is drawn is exact.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from html import escape

from bcm_formal.records import dataclass
from bcm_formal.versions.sweeping.area import Area, Part, Plane
from bcm_formal.versions.sweeping.results import Frontier, Swept

WIDTH, HEIGHT, STRIP = 300, 220, 36
LEFT, TOP, ACROSS, DOWN = 96, 44, 440, 330
PER_ROW, MOST_MAPS = 2, 24
_FILL = {"holds": "#cfe8d5", "violated": "#f6d0cc", "undecided": "#e3e3e3"}
_INK = {"holds": "#1d5b34", "violated": "#8c2318", "undecided": "#555555"}


@dataclass(frozen=True, slots=True)
class _Map:
    """One property over one or two numbers (their places)."""

    item: Frontier
    across: int
    up: int | None


@dataclass(frozen=True, slots=True)
class _Block:
    """Cells of one kind: columns from one value to another, and rows likewise."""

    kind: str
    first: int
    last: int
    low: int
    high: int


def frontiers_svg(swept: Swept) -> str:
    """The picture; the same frontiers give the same bytes."""
    maps = list(_maps(swept))
    shown = maps[:MOST_MAPS]
    rows = -(-len(shown) // PER_ROW)
    width, height = ACROSS * min(PER_ROW, max(1, len(shown))), DOWN * rows + 64
    title = escape(swept.model.title or swept.model.name)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="16" y="24" font-size="15" font-weight="bold">{title}</text>',
        f'<text x="16" y="44" fill="#444">{escape(_what_is_left_out(swept, len(maps)))}</text>',
    ]
    for number, each in enumerate(shown):
        x, y = ACROSS * (number % PER_ROW), 56 + DOWN * (number // PER_ROW)
        parts.append(f'<g transform="translate({x},{y})">{"".join(_drawn(swept, each))}</g>')
    return "\n".join((*parts, "</svg>")) + "\n"


def _what_is_left_out(swept: Swept, maps: int) -> str:
    same = sum(not (item.undecided or (item.holds and item.violated)) for item in swept.frontiers)
    alike = f"; {same} that hold, or not, with all values alike are not drawn" if same else ""
    left = f"; {maps - MOST_MAPS} further maps are left out" if maps > MOST_MAPS else ""
    return f"with which values properties hold{alike}{left}"


def _maps(swept: Swept) -> Iterator[_Map]:
    places = range(len(swept.numbers))
    for item in swept.frontiers:
        if not item.undecided and not (item.holds and item.violated):
            continue
        if len(places) == 1:
            yield _Map(item, 0, None)
            continue
        for across, up in itertools.combinations(places, 2):
            each = _Map(item, across, up)
            if len({block.kind for block in _blocks(swept, each)}) > 1:
                yield each


def _drawn(swept: Swept, each: _Map) -> Iterator[str]:
    plane, model = swept.plane, swept.model
    numbers = swept.numbers
    height = STRIP if each.up is None else HEIGHT
    low, high = plane.bounds[each.across]
    below, above = (0, 0) if each.up is None else plane.bounds[each.up]
    wide, tall = WIDTH / (high - low + 1), height / (above - below + 1)
    blocks = list(_blocks(swept, each))

    def x(value: float) -> str:
        return f"{LEFT + (value - low) * wide:.1f}"

    def y(value: float) -> str:
        return f"{TOP + height - (value - below) * tall:.1f}"

    yield f'<text x="16" y="20" font-weight="bold">{escape(each.item.name)}</text>'
    yield f'<text x="16" y="36" fill="#444">{escape(_others(swept, each))}</text>'
    for block in blocks:
        size = f'width="{(block.last - block.first + 1) * wide:.2f}" height="{(block.high - block.low + 1) * tall:.2f}"'
        place = f'x="{x(block.first)}" y="{y(block.high + 1)}"'
        fill = _FILL[block.kind]  # the line hides the seams that rounding leaves
        yield f'<rect {place} {size} fill="{fill}" stroke="{fill}" stroke-width="0.6" shape-rendering="crispEdges"/>'
    yield f'<rect x="{LEFT}" y="{TOP}" width="{WIDTH}" height="{height}" fill="none" stroke="#333"/>'
    for kind in _FILL:
        if own := [block for block in blocks if block.kind == kind]:
            across, up = _middle(own)
            inside = min(max(float(x(across)), LEFT + 32), LEFT + WIDTH - 32)
            place = f'x="{inside:.1f}" y="{float(y(up)) + 4:.1f}"'
            yield f'<text {place} text-anchor="middle" fill="{_INK[kind]}">{kind}</text>'
    for value in _ticks([b.first for b in blocks], [b.last for b in blocks], (low, high)):
        words = escape(numbers[each.across].bounds.words(model, value))
        anchor = f'x="{x(value + 0.5)}" y="{TOP + height + 15}" text-anchor="middle" font-size="10"'
        yield f"<text {anchor}>{words}</text>"
    below_it = f'x="{LEFT + WIDTH / 2}" y="{TOP + height + 31}"'
    yield f'<text {below_it} text-anchor="middle">{numbers[each.across].name}</text>'
    if each.up is not None:
        for value in _ticks([b.low for b in blocks], [b.high for b in blocks], (below, above)):
            words = escape(numbers[each.up].bounds.words(model, value))
            anchor = f'x="{LEFT - 6}" y="{float(y(value + 0.5)) + 4:.1f}" text-anchor="end" font-size="10"'
            yield f"<text {anchor}>{words}</text>"
        yield f'<text transform="translate(18,{TOP + height / 2}) rotate(-90)" text-anchor="middle">' + (
            f"{numbers[each.up].name}</text>"
        )
    here = numbers[each.across].bounds.value, 0 if each.up is None else numbers[each.up].bounds.value
    if low <= here[0] <= high and below <= here[1] <= above:
        place = f'cx="{x(here[0] + 0.5)}" cy="{y(here[1] + 0.5)}"'
        yield f'<circle {place} r="4" fill="#111"><title>as written</title></circle>'


def _others(swept: Swept, each: _Map) -> str:
    """Which values the numbers that are not drawn have."""
    rest = [item for place, item in enumerate(swept.numbers) if place not in (each.across, each.up)]
    words = [f"{item.name} is {item.bounds.words(swept.model, item.bounds.value)}" for item in rest]
    return ", ".join(words) if words else "the dot: as written"


def _middle(blocks: list[_Block]) -> tuple[float, float]:
    """Where a label of some blocks stands: in the middle of the one that is nearest to the middle of all."""
    sizes = [(b.last - b.first + 1) * (b.high - b.low + 1) for b in blocks]
    weighed = zip(blocks, sizes, strict=True)
    middle = sum((block.first + block.last + 1) / 2 * size for block, size in weighed) / sum(sizes)
    nearest = min(blocks, key=lambda b: max(b.first - middle, middle - b.last - 1, 0))
    across = min(max(middle, nearest.first + 0.5), nearest.last + 0.5)
    return across, (nearest.low + nearest.high + 1) / 2


MOST_TICKS = 5


def _ticks(starts: list[int], ends: list[int], bounds: tuple[int, int]) -> list[int]:
    """The ends of the numbers and the values where something changes, as many as can be told apart."""
    low, high = bounds
    inner = sorted({value for value in (*starts, *ends) if low < value < high})
    room = max(1, (high - low) // (MOST_TICKS + 1))
    found = [low, high]
    for value in inner if len(inner) <= 2 * MOST_TICKS else ():
        if all(abs(value - other) >= room for other in found):
            found.append(value)
    return sorted(set(found))


def _blocks(swept: Swept, each: _Map) -> Iterator[_Block]:
    """The cells, those of neighbouring columns that have the same rows together."""
    areas = {"holds": each.item.holds, "violated": each.item.violated, "undecided": each.item.undecided}
    for kind, area in areas.items():
        waiting: dict[tuple[int, int], int] = {}
        low, high = swept.plane.bounds[each.across]
        for value in range(low, high + 2):
            rows = set(_rows(swept, each, area, value)) if value <= high else set()
            for row in [row for row in waiting if row not in rows]:
                yield _Block(kind, waiting.pop(row), value - 1, *row)
            for row in sorted(rows):
                waiting.setdefault(row, value)


def _rows(swept: Swept, each: _Map, area: Area, value: int) -> list[tuple[int, int]]:
    """The rows of one column that an area has, as ranges in order."""
    plane = swept.plane
    ranges = list(plane.bounds)
    for place, number in enumerate(swept.numbers):
        ranges[place] = (number.bounds.value, number.bounds.value)
    ranges[each.across] = (value, value)
    if each.up is not None:
        ranges[each.up] = plane.bounds[each.up]
    column = plane.box(ranges)
    found = sorted(_range(plane, each, zone) for zone in plane.meet(area, column))
    joined: list[tuple[int, int]] = []
    for low, high in found:
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(high, joined[-1][1])
        else:
            joined.append((low, high))
    return joined


def _range(plane: Plane, each: _Map, zone: Part) -> tuple[int, int]:
    return (0, 0) if each.up is None else plane.range_of(zone, each.up)
