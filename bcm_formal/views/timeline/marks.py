"""The signs on the axis: who acts, by their shape, so that they stay apart in grey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from bcm_formal.answers.timelines.timeline import Mark
from bcm_formal.views.picture import Box, Element, Group, Polygon, Rectangle, Stroke, Text
from bcm_formal.views.picture.description import PAPER
from bcm_formal.views.timeline.frame import LEFT
from bcm_formal.views.timeline.inks import ADVERSE, AXIS, DETAIL, INK, SMALL
from bcm_formal.views.timeline.words import what, who


class Sign(Enum):
    """How a mark looks, and what that says."""

    OWN = "by the person"
    OTHERS = "by others"
    ADVERSE = "adverse"
    LIMIT = "a limit runs out"


def kind_of(mark: Mark) -> Sign:
    if mark.is_limit:
        return Sign.LIMIT
    if mark.moment.adverse:
        return Sign.ADVERSE
    return Sign.OWN if mark.moment.by == "by the person" else Sign.OTHERS


def sign(mark: Mark, x: float, y: float) -> Group:
    """The sign of a mark; beside the pointer what happens."""
    return Group((_shape(kind_of(mark), x, y),), title=f"{what(mark)} ({who(mark)})", classes=("mark",))


def _shape(kind: Sign, x: float, y: float) -> Element:
    match kind:
        case Sign.OWN:
            return Polygon(_round(x, y), INK, AXIS)
        case Sign.OTHERS:
            return Polygon(_round(x, y), PAPER, AXIS)
        case Sign.ADVERSE:
            return Polygon(((x - 5, y - 5), (x + 5, y - 5), (x, y + 5)), ADVERSE, Stroke(ADVERSE, 1))
        case Sign.LIMIT:
            return Rectangle(Box(x - 2, y - 7, x + 2, y + 7), INK)


def _round(x: float, y: float) -> tuple[tuple[float, float], ...]:
    """The corners of an octagon, which is round enough at this size."""
    a, b = 4.0, 1.66
    corners = ((-b, -a), (b, -a), (a, -b), (a, b), (b, a), (-b, a), (-a, b), (-a, -b))
    return tuple((x + right, y + down) for right, down in corners)


def legend(marks: Sequence[Mark], top: float, *, two: bool) -> tuple[list[Element], float]:
    """What the signs say that the picture has."""
    kinds = [kind for kind in Sign if any(kind_of(mark) is kind for mark in marks)]
    return list(_legend(kinds, top, two)), top + (14 if kinds else 0)


def _legend(kinds: Sequence[Sign], top: float, two: bool) -> Iterator[Element]:
    x = LEFT + 6
    for kind in kinds:
        yield _shape(kind, x, top + 6)
        text = Text(x + 10, top + 9, kind.value, SMALL, DETAIL)
        yield text
        x += text.width + 28
    if two:
        yield Text(x, top + 9, "bold: happens to this one alone, or not then", SMALL, DETAIL)
