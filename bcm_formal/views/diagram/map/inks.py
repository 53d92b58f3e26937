"""Colours and pens of the map, on a light and on a dark ground."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from functools import cache

from bcm_formal.records import dataclass
from bcm_formal.views.diagram import style
from bcm_formal.views.diagram.graph import Emphasis, Graph, Mark, Style
from bcm_formal.views.picture import Font, Head, Ink, Stroke


@cache
def ink(light: str) -> Ink:
    """The colour, and one of its hue that is as far from a dark ground as it is from a light one."""
    red, green, blue = (int(light[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    most = 0.22 if lightness > 0.9 else 0.75  # grounds are quiet on a dark one, too
    turned = colorsys.hls_to_rgb(hue, 0.97 - 0.85 * lightness, min(saturation, most))
    return Ink(light, "#" + "".join(f"{round(part * 255):02x}" for part in turned))


INK, DETAIL, GREY, FAINT = ink(style.INK), ink(style.DETAIL), ink(style.GREY), ink(style.FAINT_TEXT)
ADVERSE, MARKED, FRAME = ink(style.ADVERSE), ink(style.MARK), ink("#4d4d4d")
QUIET = ink("#767676")
PLAIN_FILL = Ink("#ffffff", "#202327")
TITLE, NAME, TEXT, SMALL = Font(10, True), Font(9, True), Font(9), Font(8)
LAYER_TITLE, HEADLINE, SUBTITLE = Font(12, True), Font(18, True), Font(10)

_DASHES: Mapping[str, tuple[float, ...]] = {"dashed": (5, 3), "dotted": (1.4, 2.4)}
_HEADS = {
    "normal": Head.FULL,
    "empty": Head.EMPTY,
    "vee": Head.VEE,
    "diamond": Head.DIAMOND,
    "odiamond": Head.EMPTY_DIAMOND,
    "dot": Head.DOT,
    "odot": Head.EMPTY_DOT,
}
SIGNS: Mapping[Mark, str] = {
    Mark.NEW: "■",
    Mark.GONE: "□",
    Mark.TIGHTENED: "−",
    Mark.LOOSENED: "+",
    Mark.CHANGED: "±",
    Mark.ONCE: "→",
    Mark.OPEN: "?",
}
"""before words of which a change made something; the fonts of pictures have them"""


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn; `double`: as two."""

    stroke: Stroke
    head: Head
    barred: bool = False
    double: bool = False


class Pens:
    """A pen for each style of a picture."""

    def __init__(self, graph: Graph) -> None:
        self.strokes = style.strokes_of(graph)

    def of(self, wanted: Style, *, quiet: bool = False) -> Pen:
        """The pen of a line; `quiet`: of a short one."""
        if wanted.mark is not None:
            return of_mark(wanted.mark, wanted.adverse)
        stroke = self.strokes[wanted.actor]
        color, width = (style.ADVERSE if wanted.adverse else stroke.color), stroke.width
        if wanted.dead:
            color, width = style.DEAD, 0.8
        if wanted.emphasis is Emphasis.STRONG and wanted.closed:
            return CLOSED
        if wanted.emphasis is Emphasis.STRONG and wanted.ways:
            return of_ways(wanted.ways, wanted.waited)
        if wanted.emphasis is Emphasis.STRONG:
            width += 2 if not wanted.waited else 1 + wanted.waited
        elif wanted.emphasis is Emphasis.FAINT:
            color, width = style.FAINT_LINE, min(width, 0.9)
        if quiet:
            width = min(width, 1.2)
        return Pen(Stroke(ink(color), width, _DASHES.get(stroke.dash, ())), _HEADS[stroke.arrow], wanted.adverse)


_WAYS: Mapping[str, tuple[str, tuple[float, ...]]] = {
    "A": ("#0b5cad", ()),
    "B": ("#b34700", (8, 4)),
    "C": ("#00705a", (2, 3)),
    "D": ("#7b2d8e", (11, 3, 2, 3)),
    "E": ("#5c5300", (4, 4)),
    "F": ("#a3003f", (14, 5)),
    "G": ("#33691e", (2, 3, 2, 7)),
    "H": ("#4a4a4a", (6, 3, 1, 3, 1, 3)),
}
"""for each class of persons a colour and a pattern of its own"""
CLOSED = Pen(Stroke(ink("#4d4d4d"), 1.6, (2, 3)), Head.EMPTY_DIAMOND)
"""of an exit that is closed where the person is"""


def of_ways(ways: tuple[str, ...], waited: int) -> Pen:
    """The pen of a way; where several share a line, of none of them."""
    color, dash = _WAYS[ways[0]] if len(ways) == 1 else (style.INK, ())
    return Pen(Stroke(ink(color), 2.2 + waited * 0.8, dash), Head.FULL)


def of_mark(mark: Mark, adverse: bool = False) -> Pen:
    """The pen of what a change made something of."""
    stroke = style.MARKS[mark].stroke
    double = stroke.dash == "double"
    width = 3.4 if double else stroke.width
    return Pen(Stroke(ink(stroke.color), width, _DASHES.get(stroke.dash, ())), _HEADS[stroke.arrow], adverse, double)


def rule_ink(wanted: Style) -> Ink:
    """The colour of a rule's name."""
    if wanted.mark is not None:
        return ink(style.MARKS[wanted.mark].stroke.color)
    if wanted.emphasis is Emphasis.FAINT:
        return FAINT
    if wanted.dead:
        return GREY
    return ADVERSE if wanted.adverse else INK
