"""Statuses as bars by layer, values as steps: a row for each, below the axis."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bcm_formal.answers.timelines.courses import Held
from bcm_formal.answers.timelines.timeline import Bar, Steps, Timeline
from bcm_formal.model.types import Value
from bcm_formal.views.picture import (
    Box,
    Element,
    Group,
    Head,
    Ink,
    Line,
    Polygon,
    Rectangle,
    Stroke,
    Text,
    broken,
    text_lines,
)
from bcm_formal.views.timeline.frame import LEFT, PLOT, PLOT_END, TAIL, Frame
from bcm_formal.views.timeline.inks import (
    BAR,
    BAR_EDGE,
    DETAIL,
    EDGE,
    GUIDE,
    INK,
    PLAIN,
    SMALL,
    SMALL_BOLD,
)
from bcm_formal.views.timeline.words import how_long

_GAP = 3.0
_NAMES = PLOT - 12
_VALUES = 64.0
"""the width for the names of values, left of the plot"""


def lanes(line: Timeline, frame: Frame, top: float) -> tuple[list[Element], float]:
    """The statuses that the life passes, layer by layer, and where they end."""
    found: list[Element] = []
    y = top
    middles: dict[str, float] = {}
    for layer in line.model.layers:
        statuses = dict.fromkeys(bar.status for bar in line.bars if bar.layer == layer.name)
        if not statuses:
            continue
        heading = text_lines(broken(layer.title or layer.name, SMALL, _NAMES), LEFT, y, SMALL, DETAIL)
        found += heading
        y += SMALL.height * len(heading) + 1
        for status in statuses:
            bars = [bar for bar in line.bars if bar.status == status]
            names = broken(bars[0].title, PLAIN, _NAMES - 8)
            height = max(15.0, len(names) * PLAIN.height + 2)
            middles[status] = y + height / 2
            found += text_lines(names, LEFT + 8, y + (height - len(names) * PLAIN.height) / 2, PLAIN, INK)
            found += [_bar(line, frame, bar, y + height / 2) for bar in bars]
            if line.forever is not None and bars[-1] is line.bars[-1]:
                found.append(_on(frame.x(line.length), y + height / 2))
            y += height + _GAP
        y += 2
    return [*_links(line, frame, middles), *found], y


def _links(line: Timeline, frame: Frame, middles: dict[str, float]) -> Iterator[Element]:
    """From the end of a bar to the beginning of the next."""
    for bar, following in pairwise(line.bars):
        x = frame.x(following.since)
        yield Line(((x, middles[bar.status]), (x, middles[following.status])), EDGE)


def _bar(line: Timeline, frame: Frame, bar: Bar, middle: float) -> Group:
    left, right = frame.x(bar.since), frame.x(bar.until)
    title = f"{bar.title}: {how_long(line.model, bar)}"
    if right - left < 2:
        return Group((_diamond(left, middle),), title=f"{bar.title}: in passing", classes=("stay",))
    parts: list[Element] = [Rectangle(Box(left, middle - 6.5, right, middle + 6.5), BAR, radius=2)]
    words = how_long(line.model, bar)
    begin, end = frame.widest(left, right)
    text = Text((begin + end) / 2, middle + 2.8, words, SMALL, INK, "middle")
    if text.width + 8 <= end - begin:
        parts.append(text)
    return Group(tuple(parts), title=title, classes=("stay",))


def _on(x: float, y: float) -> Line:
    """An arrow beyond the end: this goes on."""
    return Line(((x, y), (x + TAIL - 6, y)), Stroke(BAR_EDGE, 4.0, (6, 3)), Head.FULL)


def _diamond(x: float, y: float) -> Polygon:
    return Polygon(((x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)), BAR, EDGE)


def dot(x: float, y: float, ink: Ink = INK) -> Polygon:
    """A point in time."""
    corners = ((-1.2, -3), (1.2, -3), (3, -1.2), (3, 1.2), (1.2, 3), (-1.2, 3), (-3, 1.2), (-3, -1.2))
    return Polygon(tuple((x + right, y + down) for right, down in corners), ink)


def steps(item: Steps, frame: Frame, top: float) -> tuple[list[Element], float]:
    """An attribute: a row for each value that was had, the highest on top, and where they end."""
    names = broken(item.title, SMALL_BOLD, _NAMES - _VALUES - 4)
    found: list[Element] = [*text_lines(names, LEFT, top, SMALL_BOLD, INK)]
    height = SMALL.height + 2
    rows = {value: top + height * (place + 0.5) for place, (value, _) in enumerate(reversed(item.order))}
    for value, words in reversed(item.order):
        (shown,) = broken(words, SMALL, _VALUES, 1)
        found.append(Text(PLOT - 8, rows[value] + 2.8, shown, SMALL, DETAIL, "end"))
        found.append(Line(((PLOT, rows[value]), (PLOT_END, rows[value])), GUIDE))
    found += _stairs(item, frame, rows)
    return found, top + max(height * len(rows), SMALL_BOLD.height * len(names)) + 5


def _stairs(item: Steps, frame: Frame, rows: dict[Value, float]) -> Iterator[Element]:
    words = dict(item.order)

    def flat(held: Held[Value]) -> Element:
        left, right, y = frame.x(held.since), frame.x(held.until), rows[held.value]
        bar = Rectangle(Box(left, y - 2, right, y + 2), BAR_EDGE) if right - left > 2 else dot(left, y, BAR_EDGE)
        return Group((bar,), title=f"{item.title}: {words[held.value]}")

    for held in item.held:
        yield flat(held)
    if item.is_ordered:
        for before, after in pairwise(item.held):
            x = frame.x(after.since)
            yield Line(((x, rows[before.value]), (x, rows[after.value])), EDGE)
