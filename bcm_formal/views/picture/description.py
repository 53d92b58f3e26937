"""What is drawn: texts, lines and shapes in groups, in the order in which a person reads them."""

from __future__ import annotations

from enum import Enum

from bcm_formal.records import dataclass
from bcm_formal.views.picture.fonts import ASCENT, DESCENT, text_width

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour on a light and on a dark ground, as `#1a1a1a`."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A pen. `dash` are lengths of ink and gap in turn; none: a whole line."""

    ink: Ink
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Font:
    size: float
    bold: bool = False

    @property
    def height(self) -> float:
        """From one line of text to the next."""
        return self.size * 1.2


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def meets(self, other: Box) -> bool:
        """True iff they share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text: `y` is its base line, `x` where it begins, its middle or its end, as `anchor` says."""

    x: float
    y: float
    text: str
    font: Font
    ink: Ink
    anchor: str = "start"
    struck: bool = False

    @property
    def width(self) -> float:
        return text_width(self.text, self.font.size, self.font.bold)

    @property
    def left(self) -> float:
        return self.x - self.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]

    @property
    def box(self) -> Box:
        """What its letters take, with those that reach below the line."""
        size = self.font.size
        return Box(self.left, self.y - ASCENT * size, self.left + self.width, self.y + DESCENT * size)


class Head(Enum):
    """How a line ends."""

    FULL = "full"
    EMPTY = "empty"
    VEE = "vee"
    DIAMOND = "diamond"
    EMPTY_DIAMOND = "empty diamond"
    DOT = "dot"
    EMPTY_DOT = "empty dot"


@dataclass(frozen=True, slots=True)
class Line:
    """Straight pieces with corners rounded by `radius`. The arrow is at the last point; with a bar across the line
    where `barred`."""

    points: tuple[Point, ...]
    stroke: Stroke
    head: Head | None = None
    barred: bool = False
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Rectangle:
    box: Box
    fill: Ink | None = None
    stroke: Stroke | None = None
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Polygon:
    points: tuple[Point, ...]
    fill: Ink | None = None
    stroke: Stroke | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Elements that belong together. `title` is shown beside the pointer, `link` is followed when it is clicked;
    `identity` is unique in the picture, and classes are for `Picture.rules`."""

    elements: tuple[Element, ...]
    identity: str = ""
    classes: tuple[str, ...] = ()
    title: str = ""
    link: str = ""


Element = Text | Line | Rectangle | Polygon | Group


@dataclass(frozen=True, slots=True)
class Picture:
    """`view` is what is shown of the plane, `scale` how many points of paper one of its points takes. What is no text
    and no colour (`rules`, in CSS) only an SVG has."""

    name: str
    title: str
    description: str
    view: Box
    elements: tuple[Element, ...]
    scale: float = 1.0
    rules: str = ""
    language: str = ""

    @property
    def width(self) -> float:
        return self.view.width * self.scale

    @property
    def height(self) -> float:
        return self.view.height * self.scale


PAPER = Ink("#ffffff", "#16181b")
"""the ground of every picture"""
