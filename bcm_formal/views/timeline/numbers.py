"""What happens where there is too much for words beside the axis: numbers on it, and below a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bcm_formal.answers.timelines.timeline import Mark, Timeline
from bcm_formal.views.picture import Element, Line, Stroke, Text, broken, text_lines
from bcm_formal.views.timeline.frame import LEFT, RIGHT, Frame
from bcm_formal.views.timeline.inks import ADVERSE, DETAIL, INK, SMALL, SMALL_BOLD
from bcm_formal.views.timeline.marks import sign
from bcm_formal.views.timeline.words import changes, what, when, who

NUMBERS = 34.0
"""how far below the top of the numbers the axis is"""
_GUTTER, _INDENT = 24.0, 32.0


def numbers(line: Timeline, frame: Frame, top: float) -> list[Element]:
    """The numbers of what happens above the axis, with a sign and a line down to it. What has no room for a number of
    its own is among those before it: `4–7`."""
    found: list[Element] = []
    for first, last in _grouped(line, frame):
        marks = line.marks[first : last + 1]
        mark = next((item for item in marks if item.moment.adverse), marks[-1])
        x = frame.x(marks[0].at)
        found.append(Line(((x, top + 18), (x, top + NUMBERS)), Stroke(DETAIL, 0.7)))
        found.append(sign(mark, x, top + 18))
        found.append(_number(first, last, x, top, is_adverse=mark.moment.adverse))
    return found


def _grouped(line: Timeline, frame: Frame) -> list[tuple[int, int]]:
    """The places of the first and the last mark of each group."""
    found: list[tuple[int, int]] = []
    for place, mark in enumerate(line.marks):
        x = frame.x(mark.at)
        if found:
            first, last = found[-1]
            begun = frame.x(line.marks[first].at)
            before = _number(first, last, begun, 0, is_adverse=False)
            if x - begun < 13 or _number(place, place, x, 0, is_adverse=False).left < before.left + before.width + 4:
                found[-1] = (first, place)
                continue
        found.append((place, place))
    return found


def _number(first: int, last: int, x: float, top: float, *, is_adverse: bool) -> Text:
    words = f"{first + 1}" if first == last else f"{first + 1}–{last + 1}"
    return Text(x - 3, top + SMALL.size * 0.95, words, SMALL, ADVERSE if is_adverse else INK)


def listed_marks(line: Timeline, top: float) -> tuple[list[Element], float]:
    """What happens, line by line in two columns, and where they end. The same again and again stands there once."""
    found: list[Element] = []
    rows = list(_rows(line))
    half = (len(rows) + 1) // 2
    width = (RIGHT - LEFT - _GUTTER) / 2
    bottom = top
    for column, part in enumerate((rows[:half], rows[half:])):
        left, y = LEFT + column * (width + _GUTTER), top
        for number, words, is_adverse in part:
            lines = broken(words, SMALL, width - _INDENT)
            found.append(Text(left, y + SMALL.size * 0.95, number, SMALL_BOLD, INK))
            found += text_lines(lines, left + _INDENT, y, SMALL, ADVERSE if is_adverse else INK)
            y += len(lines) * SMALL.height + 1
        bottom = max(bottom, y)
    return found, bottom + 6


def _rows(line: Timeline) -> Iterator[tuple[str, str, bool]]:
    """The number, the words, and whether it is adverse."""
    number = 1
    for (_, said), group in groupby(line.marks, key=lambda mark: (mark.moment.rule, _said(mark))):
        marks: Sequence[Mark] = list(group)
        last = number + len(marks) - 1
        times = when(line, marks[0])
        if len(marks) > 1:
            times += f" to {when(line, marks[-1])}, {len(marks)} times"
        label = str(number) if number == last else f"{number}–{last}"
        yield label, f"{times}: {said}", marks[0].moment.adverse
        number = last + 1


def _said(mark: Mark) -> str:
    words = f"{what(mark)} ({who(mark)})"
    return f"{words}: {changes(mark)}" if changes(mark) else words
