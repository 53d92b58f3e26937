"""A clock or window as a line that rises, held against what rules compare it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from bcm_formal.answers.phrases import span_of_time
from bcm_formal.answers.timelines.bounds import Bound
from bcm_formal.answers.timelines.courses import Stretch
from bcm_formal.answers.timelines.timeline import Course, Timeline
from bcm_formal.records import dataclass
from bcm_formal.views.picture import Element, Group, Ink, Line, Stroke, Text, broken, text_lines
from bcm_formal.views.timeline.frame import LEFT, PLOT, PLOT_END, RIGHT, Frame
from bcm_formal.views.timeline.inks import (
    ADVERSE,
    BOUND,
    CLOCK,
    DETAIL,
    GUIDE,
    HELD_AGAINST,
    INK,
    JUMPS,
    LEADER,
    RISES,
    SMALL,
    SMALL_BOLD,
    STANDS,
)
from bcm_formal.views.timeline.words import rule_name, title_of

_Height = Callable[[int], float]
"""where a reading stands on the page"""
_LEAST = 54.0
_WORDS = PLOT_END + 18
_MARGIN = 5.0


@dataclass(frozen=True, slots=True)
class _Said:
    """Words on the right, which belong to a height in the plot."""

    y: float
    rows: tuple[tuple[str, Ink], ...]
    line: Stroke
    since: float
    """where the line to it begins"""

    @property
    def height(self) -> float:
        return len(self.rows) * SMALL.height + 2


def panel(line: Timeline, course: Course, frame: Frame, top: float) -> tuple[list[Element], float]:
    """The line of a clock, its name on the left, what it is held against on the right; and where it ends."""
    highest = max((*(max(s.first, s.last) for s in course.stretches), *(b.amount for b in course.bounds), 1))
    kinds = {(bound.amount, bound.says, bound.rule) for bound in course.bounds}
    needed = (len(kinds) + 1) * (2 * SMALL.height + 2) + _MARGIN
    height = max(_LEAST, min(needed, 200.0))
    base = top + height

    def y(reading: int) -> float:
        return base - (height - _MARGIN) * reading / highest

    names = broken(title_of(line, course), SMALL_BOLD, PLOT - 16)
    found: list[Element] = [*text_lines(names, LEFT, top + 4, SMALL_BOLD, INK)]
    if course.is_window:
        found += text_lines(("in the time just past",), LEFT, top + 4 + len(names) * SMALL.height, SMALL, DETAIL)
    found.append(Line(((PLOT, base), (PLOT_END, base)), GUIDE))
    found += _held_against(course.bounds, frame, y)
    found.append(Group(tuple(_rising(course.stretches, frame, y)), title=title_of(line, course), classes=("clock",)))
    told, bottom = _on_the_right(_said(line, course, frame, y), top)
    return [*found, *told], max(base, bottom) + 9


def _rising(stretches: Sequence[Stretch], frame: Frame, y: _Height) -> Iterator[Element]:
    for item in stretches:
        if item.first == item.last == 0:
            continue
        stroke = RISES if item.last > item.first else STANDS
        bends = [moment for moment in frame.bends if item.since < moment < item.until]
        moments = (item.since, *bends, item.until)
        readings = (item.first, *map(item.at, bends), item.last)
        yield Line(tuple((frame.x(at), y(shown)) for at, shown in zip(moments, readings, strict=True)), stroke)
    for before, after in pairwise(stretches):
        if before.until == after.since and before.last != after.first:
            x = frame.x(after.since)
            yield Line(((x, y(before.last)), (x, y(after.first))), JUMPS)


def _held_against(bounds: Sequence[Bound], frame: Frame, y: _Height) -> Iterator[Element]:
    for bound in bounds:
        left, right = frame.x(bound.since), frame.x(bound.until)
        left, right = (left, right) if right - left > 8 else (left - 4, right + 4)
        yield Line(((left, y(bound.amount)), (right, y(bound.amount))), HELD_AGAINST)


def _said(line: Timeline, course: Course, frame: Frame, y: _Height) -> list[_Said]:
    """What is written on the right: each bound once, and the last reading."""
    found: list[_Said] = []
    last = course.stretches[-1].last if course.stretches else 0
    groups: dict[tuple[int, str], list[Bound]] = {}
    for bound in course.bounds:
        groups.setdefault((bound.amount, bound.says), []).append(bound)
    width = RIGHT - _WORDS
    for (amount, says), several in groups.items():
        names = dict.fromkeys(rule_name(line.model, bound.rule) for bound in several)
        rows = [(text, BOUND) for text in broken(says, SMALL, width, 2)]
        rows += [(text, DETAIL) for text in broken(", ".join(names), SMALL, width, 2)]
        end = several[-1]
        if not end.met and end.until == line.length and end.sign in (">=", ">") and amount > last:
            rows.append((f"{span_of_time(line.model, amount - last)} short", ADVERSE))
        found.append(_Said(y(amount), tuple(rows), LEADER, max(frame.x(b.until) for b in several)))
    if course.stretches and all(last != amount for amount, _ in groups):
        rows = [(span_of_time(line.model, last), CLOCK)]
        found.append(_Said(y(last), tuple(rows), JUMPS, frame.x(line.length)))
    return sorted(found, key=lambda said: said.y)


def _on_the_right(said: Sequence[_Said], top: float) -> tuple[list[Element], float]:
    """The words one below the other, each as near to its height as the others let it."""
    found: list[Element] = []
    y = top - 6
    for item in said:
        at = max(y, item.y - item.height / 2)
        middle = at + item.height / 2 - 1
        points = ((item.since, item.y), (PLOT_END + 4, item.y), (_WORDS - 6, middle), (_WORDS - 2, middle))
        found.append(Line(points, item.line))
        for place, (text, ink) in enumerate(item.rows):
            found.append(Text(_WORDS, at + SMALL.height * place + SMALL.size * 0.95, text, SMALL, ink))
        y = at + item.height
    return found, y
