"""The strokes of a line: from its tails to its track in each channel, and on to its head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bcm_formal.views.diagram.map.inks import Pen, Pens
from bcm_formal.views.diagram.map.layout import Layout
from bcm_formal.views.diagram.map.stack import Net, Port
from bcm_formal.views.diagram.map.ways import LOUDNESS, Arm, Course
from bcm_formal.views.picture import Line, Stroke
from bcm_formal.views.picture.description import PAPER

RADIUS, STRAIGHT = 5.0, 0.6
Point = tuple[float, float]


def lines_of(layout: Layout, arm: Arm, pens: Pens) -> Iterator[Line]:
    """All strokes of a line, quiet ones first; where several tails meet, one of them goes on and the others join."""
    for net in layout.nets_of(arm):
        out = _out(net)
        tails = [port for port in net.ports if port is not out]
        looks = {(port.emphasis, port.ways) for port in tails}
        for emphasis, ways in sorted(looks, key=lambda look: (LOUDNESS[look[0]], look[1])):
            pen = pens.of(replace(arm.style, emphasis=emphasis, ways=ways))
            same = [port for port in tails if (port.emphasis, port.ways) == (emphasis, ways)]
            yield from _joined(layout, net, same, out, pen)


def _out(net: Net) -> Port:
    """Where the line leaves the channel."""
    if net.arm.course is Course.WITHIN:
        return next(port for port in net.ports if port.is_head)
    return next(port for port in net.ports if port.is_left is (net.arm.course is Course.ON))


def _joined(layout: Layout, net: Net, tails: Sequence[Port], out: Port, pen: Pen) -> Iterator[Line]:
    """The lines of one pen in a channel."""
    track = layout.track_x(net)
    end = _end(layout, net, out)
    above = sorted((port for port in tails if port.y <= out.y), key=lambda port: port.y)
    below = sorted((port for port in tails if port.y > out.y), key=lambda port: -port.y)
    has_end = False
    for side in (above, below):
        for number, port in enumerate(side):
            start = (layout.port_x(port), port.y)
            is_straight = abs(port.y - out.y) < STRAIGHT and net.arm.course is not Course.WITHIN
            if is_straight:
                points = (start, *((x, port.y) for x, _ in end)) if not has_end else (start, (track, port.y))
                yield from _drawn(points, pen, out.is_head and not has_end)
                has_end = True
            elif number == 0 and not has_end:
                yield from _drawn((start, (track, port.y), (track, out.y), *end), pen, out.is_head)
                has_end = True
            elif number == 0:
                beyond = track + (RADIUS if end[-1][0] > track else -RADIUS)
                yield from _drawn((start, (track, port.y), (track, out.y), (beyond, out.y)), pen, False)
            else:
                towards = max(-9.0, min(9.0, out.y - port.y))
                yield from _drawn((start, (track, port.y), (track, port.y + towards)), pen, False)


def _end(layout: Layout, net: Net, out: Port) -> tuple[Point, ...]:
    """From the track out of the channel: to the cell, or across the column that it passes."""
    x = layout.port_x(out)
    if out.cell is not None:
        return ((x, out.y),)
    column = layout.columns[out.item.column]
    return ((column.right if net.arm.course is Course.ON else column.left, out.y),)


def _drawn(points: tuple[Point, ...], pen: Pen, is_end: bool) -> Iterator[Line]:
    kept = [points[0]]
    for point in points[1:]:
        if point != kept[-1]:
            kept.append(point)
    if len(kept) < 2:
        return
    head = pen.head if is_end else None
    yield Line(tuple(kept), pen.stroke, head, pen.barred and is_end, RADIUS)
    if pen.double:
        yield Line(tuple(kept), Stroke(PAPER, pen.stroke.width / 3), None, False, RADIUS)
