"""A timeline as a picture: one life, or two below each other on one axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcm_formal.answers.phrases import listed, span_of_time
from bcm_formal.answers.timelines.timeline import Timeline
from bcm_formal.answers.timelines.told import Lived, Sheet
from bcm_formal.answers.timelines.two import Compared, compared
from bcm_formal.views.picture import (
    Box,
    Element,
    Font,
    Ink,
    Line,
    Picture,
    Polygon,
    Rectangle,
    Stroke,
    Text,
    broken,
    text_lines,
)
from bcm_formal.views.picture.description import PAPER
from bcm_formal.views.picture.hatching import hatched
from bcm_formal.views.timeline.frame import LEFT, PLOT, PLOT_END, RIGHT, TAIL, Frame
from bcm_formal.views.timeline.inks import (
    ADVERSE,
    APART,
    AXIS,
    DETAIL,
    GUIDE,
    HEAD,
    INK,
    PLAIN,
    SMALL,
    SMALL_BOLD,
    TITLE,
)
from bcm_formal.views.timeline.labels import BESIDE, Block, Row, heights, rows_of
from bcm_formal.views.timeline.lanes import dot, lanes, steps
from bcm_formal.views.timeline.marks import legend
from bcm_formal.views.timeline.numbers import NUMBERS, listed_marks, numbers
from bcm_formal.views.timeline.panels import panel
from bcm_formal.views.timeline.scale import Scale, scale_of
from bcm_formal.views.timeline.ticks import ticks_of
from bcm_formal.views.timeline.words import changes, description, what, who

_BESIDE = 220.0
"""the width of what is written beside a mark, where there is so much room"""
_MOST_BESIDE = 12
"""so many moments have words beside them; of more only numbers stand there"""
_MARGIN = 14.0


def picture_of(sheet: Sheet) -> Picture:
    """The picture; whatever it shows stands in its description as well."""
    both = compared(sheet.lives[0].line, sheet.lives[1].line) if len(sheet.lives) == 2 else None
    shifts = both.shifts if both else (0, 0)
    lines = [lived.line for lived in sheet.lives]
    scale = _scale(lines, shifts)
    found, y = _heading(sheet)
    for place, lived in enumerate(sheet.lives):
        drawing = _Drawing(lived, place, scale, both, sheet.origin)
        elements, y = drawing.drawn(y)
        found += elements
        y += 10
    elements, y = legend([mark for line in lines for mark in line.marks], y, two=both is not None)
    found += elements
    view = Box(LEFT - _MARGIN, -_MARGIN, RIGHT + _MARGIN, y + _MARGIN)
    return Picture(sheet.name, sheet.title or sheet.name, description(sheet), view, tuple(found))


def _scale(lines: Sequence[Timeline], shifts: Sequence[int]) -> Scale:
    moments: set[int] = set()
    gaps: list[tuple[int, int]] = []
    for line, shift in zip(lines, shifts, strict=False):
        seen = {0, line.length, *(mark.at for mark in line.marks), *(bar.since for bar in line.bars)}
        if line.begins is not None:
            seen |= {line.begins, *([line.begins + line.within] if line.within is not None else [])}
        moments |= {moment + shift for moment in seen}
        gaps += [(gap.since + shift, gap.until + shift) for gap in line.gaps]
    goes_on = any(line.forever for line in lines)
    return scale_of(moments, PLOT, PLOT_END - (TAIL if goes_on else 0), gaps)


def _heading(sheet: Sheet) -> tuple[list[Element], float]:
    """What the picture is of."""
    found: list[Element] = []
    y = 0.0
    for text, font, ink in (
        (sheet.title or sheet.name, TITLE, INK),
        (sheet.says, PLAIN, DETAIL),
        (f"{sheet.result}. {sheet.shows}.", HEAD, ADVERSE if sheet.result in ("VIOLATED", "FAILED") else INK),
    ):
        if text:
            rows = text_lines(broken(text, font, RIGHT - LEFT), LEFT, y, font, ink)
            found += rows
            y += font.height * len(rows) + 2
    return found, y + 6


class _Drawing:
    """One life on the page."""

    def __init__(self, lived: Lived, place: int, scale: Scale, both: Compared | None, origin: str) -> None:
        self.lived, self.line, self.both, self.place = lived, lived.line, both, place
        self.origin = origin
        shift = both.shifts[place] if both else 0
        places = sorted({scale.at(mark.at + shift) for mark in self.line.marks})
        self.frame = Frame(scale, shift, tuple(places))
        self.is_numbered = len({mark.at for mark in self.line.marks}) > _MOST_BESIDE
        self.only = both.only[place] if both else frozenset(range(len(self.line.marks)))

    def drawn(self, top: float) -> tuple[list[Element], float]:
        """Everything of the life, and where it ends."""
        line, frame = self.line, self.frame
        found: list[Element] = []
        y = top
        for text, font, ink in self._introduced():
            rows = text_lines(broken(text, font, RIGHT - LEFT), LEFT, y, font, ink)
            found += rows
            y += font.height * len(rows) + 2
        blocks, y = self._blocks(y)
        at = y
        axis, y = self._axis(y)
        shortened, y = self._shortened(y)
        axis += shortened
        body: list[Element] = []
        begun = y
        asked, y = self._asked(y)
        body += asked
        apart, y = self._apart(y)
        body += apart
        part, y = lanes(line, frame, y)
        body += part
        y += 4
        for course in line.courses:
            part, y = panel(line, course, frame, y)
            body += part
        for item in line.steps:
            part, y = steps(item, frame, y)
            body += part
        ground = list(self._guides(begun, y))
        breaks = [*self._breaks(at - 5, at + 5), *self._breaks(begun, y)]
        listing, y = listed_marks(line, y + 4) if self.is_numbered else ([], y + 4)
        ends, y = self._end(y)
        return [*found, *blocks, *ground, *axis, *body, *breaks, *listing, *ends], y

    def _introduced(self) -> Iterator[tuple[str, Font, Ink]]:
        if self.lived.who:
            yield self.lived.who[0].upper() + self.lived.who[1:], HEAD, INK
        if self.line.always:
            yield f"with {listed(f'{name} {value}' for name, value in self.line.always)}", PLAIN, DETAIL

    # --- what happens ---

    def _blocks(self, top: float) -> tuple[list[Element], float]:
        """The words above the axis with their lines down to it; and where the axis is."""
        frame, moments = self.frame, dict[int, list[int]]()
        for place, mark in enumerate(self.line.marks):
            moments.setdefault(mark.at, []).append(place)
        if self.is_numbered:
            return numbers(self.line, frame, top), top + NUMBERS
        blocks = [Block(frame.x(at), tuple(self._rows(places))) for at, places in sorted(moments.items())]
        rises = heights(blocks)
        highest = max((rise + block.height for rise, block in zip(rises, blocks, strict=True)), default=0.0)
        axis = top + highest + 8
        found: list[Element] = []
        for rise, block in zip(rises, blocks, strict=True):
            bottom = axis - 6 - rise
            found.append(Line(((block.x, bottom - block.height + 2), (block.x, axis)), Stroke(DETAIL, 0.7)))
            found += block.elements(bottom)
        return found, axis

    def _rows(self, places: Sequence[int]) -> Iterator[Row]:
        """What happens in one moment, one thing below the other."""
        for place in places:
            mark = self.line.marks[place]
            ink = ADVERSE if mark.moment.adverse else INK
            font = SMALL_BOLD if place in self.only else SMALL
            wide = min(_BESIDE, RIGHT - BESIDE - self.frame.x(mark.at))
            yield from rows_of(what(mark), font, ink, wide, 2, mark)
            said = "; ".join(part for part in (who(mark), changes(mark)) if part)
            yield from rows_of(said, SMALL, DETAIL, wide, 2)

    def _axis(self, y: float) -> tuple[list[Element], float]:
        line, frame = self.line, self.frame
        found: list[Element] = [Line(((frame.x(0), y), (max(frame.x(line.length), frame.x(0) + 1), y)), AXIS)]
        dated = False
        for tick in ticks_of(line, frame.scale, SMALL, frame.shift, self.origin):
            found.append(Line(((tick.x, y), (tick.x, y + 4)), AXIS))
            found.append(Text(tick.x, y + 13, tick.words, SMALL, DETAIL, "middle"))
            if tick.date is not None:
                dated = True
                found.append(Text(tick.x, y + 23, tick.date, SMALL, DETAIL, "middle"))
        for at in dict.fromkeys(mark.at for mark in line.marks):
            found.append(dot(frame.x(at), y))
        return found, y + (30 if dated else 20)

    def _asked(self, y: float) -> tuple[list[Element], float]:
        """The time that a property gives, or that the rest is repeated."""
        line, frame = self.line, self.frame
        found: list[Element] = []
        if line.begins is not None and line.within is not None:
            left, right = frame.x(line.begins), frame.x(line.begins + line.within)
            found.append(Text(LEFT, y + 8, "time that is given", SMALL_BOLD, INK))
            found.append(Line(((left, y + 2), (left, y + 8), (right, y + 8), (right, y + 2)), AXIS))
            found.append(Text(PLOT_END + 18, y + 10, span_of_time(line.model, line.within), SMALL, INK))
            y += 16
        if line.forever is not None and not line.forever.is_idle:
            left, right = frame.x(line.forever.since), frame.x(line.length)
            found.append(Text(LEFT, y + 8, "repeated for ever", SMALL_BOLD, INK))
            found.append(
                Line(((left, y + 2), (left, y + 8), (max(right, left + 6), y + 8), (max(right, left + 6), y + 2)), AXIS)
            )
            y += 16
        return found, y

    def _guides(self, top: float, bottom: float) -> Iterator[Element]:
        for x in self.frame.guides:
            yield Line(((x, top), (x, bottom)), GUIDE)

    def _apart(self, y: float) -> tuple[list[Element], float]:
        """Where the second of two lives is in another status than the first."""
        if self.both is None or not self.place or not self.both.apart:
            return [], y
        found: list[Element] = [Text(LEFT, y + 9, "not as the first", SMALL_BOLD, INK)]
        for since, until in self.both.apart:
            box = Box(self.frame.scale.at(since), y + 2, self.frame.scale.at(until), y + 11)
            found += [Rectangle(box, None, Stroke(APART, 0.7)), *hatched(box, Stroke(APART, 0.7))]
        return found, y + 16

    def _breaks(self, top: float, bottom: float) -> Iterator[Element]:
        """Where time is shortened: a strip in the colour of the paper between two slanting lines."""
        for piece in self.frame.scale.broken:
            x, half = piece.middle, 2.0
            left = ((x - half - 2, bottom), (x - half + 2, top))
            right = ((x + half - 2, bottom), (x + half + 2, top))
            yield Polygon((*left, *reversed(right)), PAPER)
            yield Line(left, Stroke(DETAIL, 0.7))
            yield Line(right, Stroke(DETAIL, 0.7))

    def _shortened(self, y: float) -> tuple[list[Element], float]:
        """How long each span is that is shortened, in as many rows as their words need."""
        found: list[Element] = []
        ends: list[float] = []
        gaps = {gap.since + self.frame.shift: gap for gap in self.line.gaps}
        for piece in self.frame.scale.broken:
            gap = gaps.get(piece.since)
            words = f"shortened: {span_of_time(self.line.model, piece.until - piece.since)}"
            words += f", {gap.times:,} times the same" if gap else ""
            text = Text(piece.middle, 0, words, SMALL, DETAIL, "middle")
            row = next((place for place, end in enumerate(ends) if end + 8 < text.left), len(ends))
            ends[row : row + 1] = [text.left + text.width]
            found.append(Text(piece.middle, y + 8 + row * SMALL.height, words, SMALL, DETAIL, "middle"))
        return found, y + len(ends) * SMALL.height + (3 if ends else 0)

    def _end(self, y: float) -> tuple[list[Element], float]:
        """What there is to say of the end."""
        found: list[Element] = []
        for text in self.lived.end:
            rows = text_lines(broken(text, PLAIN, RIGHT - LEFT), LEFT, y, PLAIN, INK)
            found += rows
            y += PLAIN.height * len(rows) + 1
        return found, y
