"""Ink: line styles of actors, colours of layers. No meaning hangs on colour alone.

Text has a contrast of at least 4.5 to 1 on the ground it stands on, lines of at least 3 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bcm_formal.model.model import LAW, PERSON
from bcm_formal.records import dataclass

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


def layer_colours(index: int) -> tuple[str, str]:
    """Fill and border of the layer declared at `index`."""
    return LAYERS[index % len(LAYERS)]
