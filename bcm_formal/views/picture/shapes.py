"""What a line looks like in detail: rounded corners and arrows, the same in every format."""

from __future__ import annotations

from math import hypot

from bcm_formal.views.picture.description import PAPER, Head, Line, Point, Polygon, Stroke

Curve = tuple[Point, Point]
"""the corner that it goes round, and where it ends"""
_LENGTH, _HALF = 7.0, 3.2


def path_of(line: Line) -> tuple[Point, tuple[Point | Curve, ...]]:
    """Where the pen is set down, and where it then goes: straight, or round a corner (a quadratic curve)."""
    points = _shortened(line)
    parts: list[Point | Curve] = []
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(line.radius, _distance(before, corner) / 2, _distance(corner, after) / 2)
        if radius <= 0:
            parts.append(corner)
            continue
        parts.append(_towards(corner, before, radius))
        parts.append((corner, _towards(corner, after, radius)))
    return points[0], (*parts, points[-1])


def arrow_of(line: Line) -> tuple[Polygon, ...]:
    """The arrow at the end of a line, and the bar across it."""
    if line.head is None:
        return ()
    tip, back = line.points[-1], line.points[-2]
    ink, stroke = line.stroke.ink, Stroke(line.stroke.ink, min(line.stroke.width, 1.4))
    size = 1 + max(0.0, line.stroke.width - 1.5) * 0.18
    long, half = _LENGTH * size, _HALF * size
    at = _Frame(tip, back)
    shape: tuple[Polygon, ...]
    match line.head:
        case Head.FULL:
            shape = (Polygon(at.points((0, 0), (long, half), (long, -half)), ink),)
        case Head.EMPTY:
            shape = (Polygon(at.points((0, 0), (long, half), (long, -half)), PAPER, stroke),)
        case Head.VEE:
            shape = (Polygon(at.points((0, 0), (long, half), (long * 0.6, 0), (long, -half)), ink),)
        case Head.DIAMOND | Head.EMPTY_DIAMOND:
            fill = ink if line.head is Head.DIAMOND else PAPER
            shape = (Polygon(at.points((0, 0), (long / 2, half), (long, 0), (long / 2, -half)), fill, stroke),)
        case Head.DOT | Head.EMPTY_DOT:
            fill = ink if line.head is Head.DOT else PAPER
            shape = (Polygon(at.points(*_round(long)), fill, stroke),)
    if line.barred:
        bar = at.points((long + 1.5, half + 1.5), (long + 3.0, half + 1.5), (long + 3.0, -half - 1.5))
        shape = (*shape, Polygon((*bar, at.points((long + 1.5, -half - 1.5))[0]), ink))
    return shape


def _round(long: float) -> tuple[Point, ...]:
    """A regular octagon, which is round enough at this size."""
    a, b = long / 2, long * 0.2071
    return ((0, b), (0, -b), (a - b, -a), (a + b, -a), (long, -b), (long, b), (a + b, a), (a - b, a))


class _Frame:
    """Places counted from the tip of an arrow: back along its line, and to its side."""

    def __init__(self, tip: Point, back: Point) -> None:
        far = _distance(tip, back) or 1.0
        self.tip = tip
        self.along = ((back[0] - tip[0]) / far, (back[1] - tip[1]) / far)

    def points(self, *places: Point) -> tuple[Point, ...]:
        (x, y), (dx, dy) = self.tip, self.along
        return tuple((x + dx * far - dy * side, y + dy * far + dx * side) for far, side in places)


def _shortened(line: Line) -> tuple[Point, ...]:
    """The points of a line that ends where its arrow begins."""
    if line.head is None:
        return line.points
    size = 1 + max(0.0, line.stroke.width - 1.5) * 0.18
    long = _LENGTH * size * (0.6 if line.head is Head.VEE else 0.95)
    before, tip = line.points[-2], line.points[-1]
    return (*line.points[:-1], _towards(tip, before, min(long, _distance(tip, before))))


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _towards(start: Point, goal: Point, by: float) -> Point:
    far = _distance(start, goal)
    if not far:
        return start
    return start[0] + (goal[0] - start[0]) * by / far, start[1] + (goal[1] - start[1]) * by / far
