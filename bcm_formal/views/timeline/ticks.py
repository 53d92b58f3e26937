"""The words along the time axis."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bcm_formal.answers.phrases import span_of_time
from bcm_formal.answers.timelines.timeline import Timeline
from bcm_formal.model.to_text import value_text
from bcm_formal.model.types import Date
from bcm_formal.model.units import Calendar
from bcm_formal.records import dataclass
from bcm_formal.views.picture import Font, text_width
from bcm_formal.views.timeline.scale import Scale

_MOST = 200
"""ticks of one piece"""
_APART = 8.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment with its words, and its date where there are dates."""

    x: float
    words: str
    date: str | None


def ticks_of(line: Timeline, scale: Scale, font: Font, shift: int, origin: str) -> list[Tick]:
    """Moments at even distances, as many as have room, and never within a span that is shortened. The life begins at
    `shift` on the scale; with an `origin` time is counted from where what is asked begins, which is called so."""
    zero = shift + (line.begins or 0) if origin else shift

    def tick(moment: int) -> Tick:
        date = None if line.today is None else value_text(line.model, Date(), line.today + moment - shift)
        return Tick(scale.at(moment), _words(line, moment - zero, origin if zero > shift or shift else ""), date)

    if not scale.pieces:
        return [tick(zero)]
    for step in _steps(line):
        found = [tick(moment) for moment in _moments(scale, step, zero)]
        widths = [max(text_width(text, font.size) for text in (tick.words, tick.date or "")) for tick in found]
        places = list(zip(found, widths, strict=True))
        if all(right.x - left.x - (mine + other) / 2 >= _APART for (left, mine), (right, other) in pairwise(places)):
            return found
    return []


def _steps(line: Timeline) -> Iterator[int]:
    """Distances of ticks, the shortest first."""
    calendar = Calendar(line.model.unit, line.model.calendar)
    year = calendar.steps(1, "year")
    whole = year if isinstance(year, int) else 1
    if whole > 50:
        yield from (1, 7, 30, 60, 90, 180)
    elif whole > 1:
        yield from (step for step in (1, 3, 6) if step < whole)
    for power in range(40):
        yield from (whole * nice * 10**power for nice in (1, 2, 5))


def _moments(scale: Scale, step: int, shift: int) -> list[int]:
    """The multiples of the step in pieces that are even."""
    found: dict[int, None] = {}
    for piece in scale.pieces:
        if piece.is_broken:
            continue
        first = shift - (shift - piece.since) // step * step
        last = min(piece.until, first + _MOST * step)
        found.update(dict.fromkeys(range(first, last + 1, step)))
    return list(found)


def _words(line: Timeline, after: int, origin: str) -> str:
    if not after:
        return origin or "start"
    span = span_of_time(line.model, abs(after))
    return f"{span} {'later' if after > 0 else 'before'}" if origin else span
