"""A picture as SVG: texts are texts in the order of reading, colours change on a dark ground, and each text is as long
as it was measured whatever font the reader has. Characters that a reader may lack come with the file."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never

from bcm_formal.diagnostics import visible, visible_lines
from bcm_formal.views.picture.description import PAPER, Element, Group, Ink, Line, Picture, Polygon, Rectangle, Text
from bcm_formal.views.picture.fonts import LATIN_FAMILY, WIDE_FAMILY, Face, face_of
from bcm_formal.views.picture.shapes import arrow_of, path_of
from bcm_formal.views.picture.subsets import subset_of

FAMILIES = "Helvetica, Arial, 'Liberation Sans'"


def to_svg(picture: Picture) -> str:
    """The file, for readers of any kind."""
    return _Writer(picture, for_reader=True).text()


def to_svg_for_png(picture: Picture) -> str:
    """The same for the program that makes PNG of it, which has the fonts and knows no dark ground."""
    return _Writer(picture, for_reader=False).text()


def number(value: float) -> str:
    """With at most two decimals, and no more than needed."""
    said = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if said == "-0" else said


class _Writer:
    def __init__(self, picture: Picture, for_reader: bool) -> None:
        self.picture, self.for_reader = picture, for_reader
        self.inks: dict[Ink, str] = {PAPER: "k0"}

    def text(self) -> str:
        picture, view = self.picture, self.picture.view
        body = "\n".join(self._written(picture.elements))
        box = " ".join(map(number, (view.left, view.top, view.width, view.height)))
        lang = f' xml:lang="{_quoted(picture.language)}"' if picture.language else ""
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(picture.width)}pt" '
            f'height="{number(picture.height)}pt" viewBox="{box}" role="graphics-document" '
            f'aria-labelledby="picture-title picture-desc" font-family="{self._families()}"{lang}>',
            f'<title id="picture-title">{_plain(picture.title)}</title>',
            f'<desc id="picture-desc">{_plain(picture.description)}</desc>',
        ]
        if self.for_reader:
            lines.append(f"<style>{self._style()}</style>")
        ground = f'x="{number(view.left)}" y="{number(view.top)}" width="{number(view.width)}"'
        lines.append(f'<rect {ground} height="{number(view.height)}" {self._fill(PAPER)}/>')
        return "\n".join((*lines, body, "</svg>")) + "\n"

    def _families(self) -> str:
        if self.for_reader:
            return f"{FAMILIES}, 'picture font', sans-serif"
        own = "".join(f", '{_quoted(face.family)}'" for face in self._faces())
        return f"'{LATIN_FAMILY}', '{WIDE_FAMILY}'{own}"

    # --- style ---

    def _style(self) -> str:
        dark = "".join(f".{name}{{fill:{ink.dark}}}.{name}s{{stroke:{ink.dark}}}" for ink, name in self.inks.items())
        rules = f"text{{font-kerning:none}}{self.picture.rules}@media (prefers-color-scheme: dark){{{dark}}}"
        return self._embedded() + rules.replace("</", "<\\/")

    def _embedded(self) -> str:
        """The glyphs that a reader's fonts may lack."""
        return "".join(
            "@font-face{font-family:'picture font';src:url(data:font/ttf;base64,"
            f"{base64.b64encode(subset_of(face.path, characters)).decode()})}}"
            for face, characters in self._faces().items()
        )

    def _faces(self) -> dict[Face, frozenset[str]]:
        """The fonts beside the first that texts of the picture need, and for which characters."""
        found: dict[Face, set[str]] = {}
        for text in texts_of(self.picture.elements):
            for character in visible(text.text):
                face = face_of(character, text.font.bold)
                if face is not None and face.family != LATIN_FAMILY:
                    found.setdefault(face, set()).add(character)
        return {face: frozenset(characters) for face, characters in found.items()}

    def _fill(self, ink: Ink | None) -> str:
        return 'fill="none"' if ink is None else f'fill="{ink.light}"{self._class(ink, "")}'

    def _class(self, ink: Ink, kind: str) -> str:
        name = self.inks.setdefault(ink, f"k{len(self.inks)}")
        return f' class="{name}{kind}"' if self.for_reader else ""

    def _paint(self, shape: Rectangle | Polygon) -> str:
        """Fill and stroke of a shape, in one class attribute."""
        names: list[str] = []
        fill = "none" if shape.fill is None else shape.fill.light
        if shape.fill is not None:
            names.append(self.inks.setdefault(shape.fill, f"k{len(self.inks)}"))
        said = f'fill="{fill}"'
        if shape.stroke is not None:
            names.append(self.inks.setdefault(shape.stroke.ink, f"k{len(self.inks)}") + "s")
            said += f' stroke="{shape.stroke.ink.light}" stroke-width="{number(shape.stroke.width)}"'
            if shape.stroke.dash:
                said += f' stroke-dasharray="{" ".join(map(number, shape.stroke.dash))}"'
        return said + (f' class="{" ".join(names)}"' if names and self.for_reader else "")

    # --- elements ---

    def _written(self, elements: Iterable[Element]) -> Iterator[str]:
        for element in elements:
            match element:
                case Text():
                    yield self._text(element)
                case Line():
                    yield self._line(element)
                    yield from self._written(arrow_of(element))
                case Rectangle(box, _, _, radius):
                    size = f'width="{number(box.width)}" height="{number(box.height)}"'
                    round_ = f' rx="{number(radius)}"' if radius else ""
                    yield f'<rect x="{number(box.left)}" y="{number(box.top)}" {size}{round_} {self._paint(element)}/>'
                case Polygon(points):
                    places = " ".join(f"{number(x)},{number(y)}" for x, y in points)
                    yield f'<polygon points="{places}" {self._paint(element)}/>'
                case Group():
                    yield from self._group(element)
                case _:
                    assert_never(element)

    def _group(self, group: Group) -> Iterator[str]:
        look = f' id="{_quoted(group.identity)}"' if group.identity else ""
        look += f' class="{_quoted(" ".join(group.classes))}"' if group.classes else ""
        is_link = bool(group.link) and self.for_reader
        if is_link:
            yield f'<a href="{_quoted(group.link)}">'
        yield f"<g{look}>"
        if group.title and self.for_reader:
            yield f"<title>{_plain(group.title)}</title>"
        yield from self._written(group.elements)
        yield "</g>"
        if is_link:
            yield "</a>"

    def _text(self, text: Text) -> str:
        said = f'x="{number(text.x)}" y="{number(text.y)}" font-size="{number(text.font.size)}"'
        said += ' font-weight="bold"' if text.font.bold else ""
        said += f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
        said += ' text-decoration="line-through"' if text.struck else ""
        if self.for_reader and len(text.text) > 1:
            said += f' textLength="{number(text.width)}" lengthAdjust="spacingAndGlyphs"'
        return f"<text {said} {self._fill(text.ink)}>{_plain(text.text)}</text>"

    def _line(self, line: Line) -> str:
        start, parts = path_of(line)
        places = [f"M{number(start[0])} {number(start[1])}"]
        for part in parts:
            match part:
                case ((cx, cy), (x, y)):
                    places.append(f"Q{number(cx)} {number(cy)} {number(x)} {number(y)}")
                case (x, y):
                    places.append(f"L{number(x)} {number(y)}")
        said = f'stroke="{line.stroke.ink.light}" stroke-width="{number(line.stroke.width)}"'
        if line.stroke.dash:
            said += f' stroke-dasharray="{" ".join(map(number, line.stroke.dash))}"'
        return f'<path d="{"".join(places)}" fill="none" {said}{self._class(line.stroke.ink, "s")}/>'


def texts_of(elements: Iterable[Element]) -> Iterator[Text]:
    """Every text, in the order of reading."""
    for element in elements:
        if isinstance(element, Text):
            yield element
        elif isinstance(element, Group):
            yield from texts_of(element.elements)


def _plain(text: str) -> str:
    return escape(visible_lines(text), quote=False)


def _quoted(text: str) -> str:
    return escape(visible(text), quote=True).replace("'", "&#39;")
