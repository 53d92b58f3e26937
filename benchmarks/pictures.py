"""Growth as a picture: CPU seconds over a size, both logarithmic, one line for each series, as SVG text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 50, 190, 28, 40
COLOURS = ("#0b6e99", "#b5471b", "#3f7d2a", "#7a3e9d", "#8a6d00", "#555555")
_APART = 24
"""between two sizes that are written below the picture"""
_LEAST = 0.1
"""CPU seconds at the foot of the picture"""


@dataclass(frozen=True, slots=True)
class Point:
    size: int
    seconds: float
    is_stopped: bool
    """it was stopped after these seconds"""


Lines = Mapping[str, Sequence[Point]]


def picture(title: str, sizes: str, lines: Lines, target: float | None) -> str:
    """The lines as SVG. `sizes` says what is counted; `target`: seconds that the largest size may take.

    A hollow point is a process that was stopped. Same lines, same bytes.
    """
    points = [point for line in lines.values() for point in line]
    plane = _Plane(
        *(min(point.size for point in points), max(point.size for point in points)),
        max(10.0, *(point.seconds for point in points)),
    )
    body = [*plane.frame(title, sizes, sorted({point.size for point in points})), *plane.goal(target, len(lines))]
    for number, (name, line) in enumerate(lines.items()):
        body += plane.line(name, line, COLOURS[number % len(COLOURS)], number)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="11"><rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    )
    return "\n".join((head, *body, "</svg>")) + "\n"


@dataclass(frozen=True, slots=True)
class _Plane:
    smallest: int
    largest: int
    longest: float

    def x(self, size: int) -> float:
        span = math.log(self.largest / self.smallest) or 1
        return round(LEFT + (WIDTH - LEFT - RIGHT) * math.log(size / self.smallest) / span, 1)

    def y(self, seconds: float) -> float:
        share = math.log(max(seconds, _LEAST) / _LEAST) / math.log(self.longest / _LEAST)
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)

    def frame(self, title: str, sizes: str, ticks: Sequence[int]) -> Iterator[str]:
        right, foot = WIDTH - RIGHT, HEIGHT - BOTTOM
        yield _words(LEFT, 16, f"{title}: CPU seconds", 'font-weight="bold"')
        for power in range(-1, math.floor(math.log10(self.longest)) + 1):
            height = self.y(10.0**power)
            yield f'<path d="M{LEFT} {height}H{right}" stroke="#dddddd"/>'
            yield _words(LEFT - 6, height + 4, f"{10.0**power:g}", 'text-anchor="end"')
        yield f'<path d="M{LEFT} {TOP}V{foot}H{right}" fill="none" stroke="black"/>'
        last = -math.inf
        for tick in ticks:
            if self.x(tick) - last >= _APART:
                last = self.x(tick)
                yield _words(last, foot + 14, f"{tick:,}", 'text-anchor="middle"')
        yield _words((LEFT + right) / 2, foot + 30, sizes, 'text-anchor="middle"')

    def goal(self, target: float | None, number: int) -> Iterator[str]:
        if target is not None:
            how = 'stroke="#c00000" stroke-dasharray="5 4"'
            yield f'<path d="M{LEFT} {self.y(target)}H{WIDTH - RIGHT}" {how}/>'
            yield from self.entry(number, f"asked of the largest: {target:g} s", how)

    def line(self, name: str, points: Sequence[Point], colour: str, number: int) -> Iterator[str]:
        places = [(self.x(point.size), self.y(point.seconds)) for point in points]
        path = "L".join(f"{x} {y}" for x, y in places)
        yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        for (x, y), point in zip(places, points, strict=True):
            fill = "white" if point.is_stopped else colour
            yield f'<circle cx="{x}" cy="{y}" r="3.5" fill="{fill}" stroke="{colour}"/>'
        yield from self.entry(number, name, f'stroke="{colour}" stroke-width="2"')

    def entry(self, number: int, name: str, how: str) -> Iterator[str]:
        """What a line means, beside the picture, where no line runs through it."""
        height = TOP + 12 + 18 * number
        yield f'<path d="M{WIDTH - RIGHT + 12} {height - 4}h16" {how}/>'
        yield _words(WIDTH - RIGHT + 34, height, name, "")


def _words(x: float, y: float, text: str, how: str) -> str:
    return f'<text x="{x}" y="{y}"{f" {how}" if how else ""}>{escape(text)}</text>'
