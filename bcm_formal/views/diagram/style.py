"""Ink: line styles of actors, colours of layers. No meaning hangs on colour alone.

Text has a contrast of at least 4.5 to 1 on the ground it stands on, lines of at least 3 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bcm_formal.model.model import LAW, PERSON
from bcm_formal.records import dataclass
from bcm_formal.views.diagram.graph import Graph, Mark

INK = "#1a1a1a"
DETAIL = "#3d3d3d"
GREY = "#5f5f5f"
FAINT_TEXT = "#696969"
FAINT_LINE = "#8b8b8b"
DEAD = "#858585"
ADVERSE = "#b3261e"
MARK = "#0b57d0"
"""step numbers and the frame of highlighted statuses"""

LAYERS = (
    ("#eef4fb", "#8aa9c9"),
    ("#edf7ee", "#86b08b"),
    ("#fdf6e7", "#c7a95f"),
    ("#f6f0fb", "#ab91c2"),
    ("#eaf6f6", "#79adad"),
    ("#fbf0ee", "#c99a91"),
    ("#f3f4ea", "#a5a97c"),
)
"""fill and border"""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One actor's line: a dash style, a colour, a width in points and an arrowhead, in Graphviz' words."""

    dash: str
    color: str
    width: float
    arrow: str


_NAMED: Mapping[str, Stroke] = {
    PERSON: Stroke("solid", INK, 1.2, "normal"),
    LAW: Stroke("bold", "#757575", 2.2, "normal"),
    "authority": Stroke("dashed", "#1f4e9c", 1.4, "normal"),
    "employer": Stroke("dotted", "#7a4b00", 1.9, "normal"),
}
_FURTHER = (
    Stroke("dashed", "#1f4e9c", 1.4, "normal"),
    Stroke("dotted", "#7a4b00", 1.9, "normal"),
    Stroke("solid", "#0f6b4f", 1.2, "empty"),
    Stroke("dashed", "#7b2d8e", 1.4, "vee"),
    Stroke("dotted", "#0f6b4f", 1.9, "odiamond"),
    Stroke("solid", "#7b2d8e", 1.2, "dot"),
    Stroke("dashed", "#5c5300", 1.4, "odot"),
    Stroke("dotted", "#1f4e9c", 1.9, "diamond"),
)


def strokes(actors: Sequence[str]) -> Mapping[str, Stroke]:
    """A line for each actor, different from all others as long as there are enough."""
    chosen = {name: _NAMED[name] for name in actors if name in _NAMED}
    spare = [stroke for stroke in _FURTHER if stroke not in chosen.values()]
    for index, name in enumerate(name for name in actors if name not in _NAMED):
        chosen[name] = spare[index % len(spare)]
    return chosen


@dataclass(frozen=True, slots=True)
class MarkInk:
    """How a part of the picture looks that a change made something of. No two look alike without colour."""

    sign: str
    stroke: Stroke
    meaning: str
    """for the legend"""
    of_limits: str = ""
    """what it means of a limit, if that is something else"""


_LESS, _MORE, _OTHER = "#9c4200", "#00508c", "#6b2a86"
MARKS: Mapping[Mark, MarkInk] = {
    Mark.NEW: MarkInk("✚", Stroke("double", _MORE, 1.1, "normal"), "new"),
    Mark.GONE: MarkInk("✖", Stroke("dotted", _LESS, 2.2, "normal"), "gone, struck out"),
    Mark.TIGHTENED: MarkInk(
        "−", Stroke("dashed", _LESS, 2.6, "normal"), "tightened: for fewer persons", "a limit: it runs out for more"
    ),
    Mark.LOOSENED: MarkInk(
        "+", Stroke("dashed", _MORE, 2.6, "empty"), "loosened: for more persons", "a limit: it runs out for fewer"
    ),
    Mark.CHANGED: MarkInk("±", Stroke("dashed", _OTHER, 2.6, "odiamond"), "changed both ways, or in its effect"),
    Mark.ONCE: MarkInk("⇒", Stroke("solid", INK, 3.0, "vee"), "moves persons once, on the day of the change"),
    Mark.OPEN: MarkInk("?", Stroke("dashed", "#5c5300", 2.6, "odot"), "not decided how it changed"),
}
ARROWS: Mapping[str, str] = {"normal": "▶", "empty": "▷", "odiamond": "◇", "vee": "➤", "odot": "○"}
"""for the legend, a sign that looks like the arrow"""
UNCHANGED = Stroke("solid", FAINT_LINE, 0.9, "normal")


def strokes_of(graph: Graph) -> Mapping[str, Stroke]:
    """A line for each actor of the picture; in that of a change what did not change is alike, whose it may be."""
    names = [actor.name for actor in graph.actors]
    return strokes(names) if graph.change is None else dict.fromkeys(names, UNCHANGED)


def layer_colours(index: int) -> tuple[str, str]:
    """Fill and border of the layer declared at `index`."""
    return LAYERS[index % len(LAYERS)]
