"""Pictures as the pages of a PDF, whose texts can be searched; it brings the glyphs that it uses."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from bcm_formal.diagnostics import visible
from bcm_formal.views.picture.description import (
    Box,
    Element,
    Group,
    Ink,
    Line,
    Picture,
    Polygon,
    Rectangle,
    Stroke,
    Text,
)
from bcm_formal.views.picture.fonts import Face, PictureError, face_of, must_have, opened
from bcm_formal.views.picture.shapes import arrow_of, path_of
from bcm_formal.views.picture.subsets import numbers_in, subset_of
from bcm_formal.views.picture.svg import texts_of

if TYPE_CHECKING:
    import pydyf

_ROUND = 0.5523
"""how far the handles of a quarter of a circle are from its ends, in parts of its radius"""


def to_pdf(pictures: Sequence[Picture]) -> bytes:
    """The file, a page for each picture. Raises `PictureError` if a character has no font."""
    try:
        import pydyf
    except ImportError as error:
        raise PictureError("the library pydyf is not installed", "pip install pydyf, or draw .svg") from error
    for picture in pictures:
        for text in texts_of(picture.elements):
            must_have(text.text, text.font.bold)
    file = pydyf.PDF()
    fonts = _Fonts(file, pictures)
    for picture in pictures:
        page = _Page(picture, fonts)
        page.draw(picture.elements)
        file.add_object(page.stream)
        notes = pydyf.Array()
        for note in page.notes:
            file.add_object(note)
            notes.append(note.reference)
        box = pydyf.Array([0, 0, round(picture.width, 2), round(picture.height, 2)])
        resources = pydyf.Dictionary({"Font": fonts.names})
        page_of = {"Type": "/Page", "Parent": file.pages.reference, "MediaBox": box, "Resources": resources}
        file.add_page(pydyf.Dictionary({**page_of, "Contents": page.stream.reference, "Annots": notes}))
    file.info["Title"] = pydyf.String(visible(pictures[0].title))
    file.info["Subject"] = pydyf.String(visible(pictures[0].description))
    made = io.BytesIO()
    file.write(made)
    return made.getvalue()


class _Fonts:
    """The fonts of a file, each with the glyphs that its pages need."""

    def __init__(self, file: pydyf.PDF, pictures: Sequence[Picture]) -> None:
        import pydyf

        used: dict[Path, dict[str, Face]] = {}
        for picture in pictures:
            for text in texts_of(picture.elements):
                for character in visible(text.text):
                    face = face_of(character, text.font.bold)
                    if face is not None:
                        used.setdefault(face.path, {})[character] = face
        self.names = pydyf.Dictionary()
        self.name_of: dict[Path, str] = {}
        self.numbers: dict[Path, dict[str, int]] = {}
        for index, (path, characters) in enumerate(used.items()):
            name = self.name_of[path] = f"F{index}"
            subset = subset_of(path, frozenset(characters))
            self.numbers[path] = numbers_in(subset)
            face = next(iter(characters.values()))
            self.names[name] = _font(file, subset, self.numbers[path], face).reference


def _font(file: pydyf.PDF, subset: bytes, numbers: dict[str, int], face: Face) -> pydyf.Dictionary:
    """The objects of one font."""
    import pydyf

    font = opened(face.path)
    is_cff = "CFF " in font or "CFF2" in font
    kind = {"Subtype": "/OpenType"} if is_cff else {"Length1": len(subset)}
    program = pydyf.Stream([subset], kind, compress=True)
    file.add_object(program)
    unit = font["head"].unitsPerEm
    scaled = {key: round(getattr(font["hhea"], key) * 1000 / unit) for key in ("ascent", "descent")}
    name = (
        "/PICTUR+"
        + "".join(c for c in face.family if c.isascii() and c.isalnum())
        + ("B" if "Bold" in face.path.stem else "")
    )
    box = pydyf.Array([0, scaled["descent"], 1000, scaled["ascent"]])
    about = {"Type": "/FontDescriptor", "FontName": name, "Flags": 4, "FontBBox": box, "ItalicAngle": 0}
    about |= {"Ascent": scaled["ascent"], "Descent": scaled["descent"], "CapHeight": 700, "StemV": 80}
    about["FontFile3" if is_cff else "FontFile2"] = program.reference
    descriptor = pydyf.Dictionary(about)
    file.add_object(descriptor)
    widths = pydyf.Array()
    for character, glyph in sorted(numbers.items(), key=lambda item: item[1]):
        widths += [glyph, pydyf.Array([round(face.widths[face.glyphs[ord(character)]] * 1000)])]
    system = pydyf.Dictionary(
        {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
    )
    inner = {"Type": "/Font", "Subtype": "/CIDFontType0" if is_cff else "/CIDFontType2", "BaseFont": name}
    inner |= {"CIDSystemInfo": system, "FontDescriptor": descriptor.reference, "W": widths, "CIDToGIDMap": "/Identity"}
    descendant = pydyf.Dictionary(inner)
    file.add_object(descendant)
    back = pydyf.Stream([_to_unicode(numbers)], compress=True)
    file.add_object(back)
    outer = {"Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H"}
    made = pydyf.Dictionary(
        {**outer, "DescendantFonts": pydyf.Array([descendant.reference]), "ToUnicode": back.reference}
    )
    file.add_object(made)
    return made


def _to_unicode(numbers: dict[str, int]) -> bytes:
    """Which characters the glyphs are, for who searches or copies."""
    lines = [f"<{glyph:04x}> <{character.encode('utf-16-be').hex()}>" for character, glyph in numbers.items()]
    blocks = [lines[first : first + 100] for first in range(0, len(lines), 100)]
    said = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def "
        "/CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{said}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


class _Page:
    """The marks on one page."""

    def __init__(self, picture: Picture, fonts: _Fonts) -> None:
        import pydyf

        self.pydyf, self.picture, self.fonts = pydyf, picture, fonts
        self.stream = pydyf.Stream(compress=True)
        self.notes: list[pydyf.Dictionary] = []
        view, scale = picture.view, round(picture.scale, 5)
        self.stream.set_matrix(scale, 0, 0, -scale, round(-view.left * scale, 3), round(view.bottom * scale, 3))

    def draw(self, elements: Iterable[Element]) -> None:
        for element in elements:
            match element:
                case Text():
                    self._text(element)
                case Line():
                    self._line(element)
                    self.draw(arrow_of(element))
                case Rectangle():
                    self._rectangle(element)
                case Polygon(points, fill, stroke):
                    self._move(points)
                    self.stream.close()
                    self._paint(fill, stroke)
                case Group():
                    if element.link:
                        self._link(element)
                    self.draw(element.elements)
                case _:
                    assert_never(element)

    def _move(self, points: Sequence[tuple[float, float]]) -> None:
        self.stream.move_to(*_rounded(points[0]))
        for point in points[1:]:
            self.stream.line_to(*_rounded(point))

    def _color(self, ink: Ink, stroke: bool) -> None:
        parts = [round(int(ink.light[at : at + 2], 16) / 255, 3) for at in (1, 3, 5)]
        self.stream.set_color_rgb(*parts, stroke=stroke)

    def _paint(self, fill: Ink | None, stroke: Stroke | None) -> None:
        if fill is not None:
            self._color(fill, stroke=False)
        if stroke is not None:
            self._pen(stroke)
            self.stream.fill_and_stroke() if fill is not None else self.stream.stroke()
        else:
            self.stream.fill() if fill is not None else self.stream.end()

    def _pen(self, stroke: Stroke) -> None:
        self._color(stroke.ink, stroke=True)
        self.stream.set_line_width(round(stroke.width, 2))
        self.stream.set_dash(list(stroke.dash), 0)

    def _line(self, line: Line) -> None:
        start, parts = path_of(line)
        self.stream.move_to(*_rounded(start))
        at = start
        for part in parts:
            match part:
                case ((cx, cy), (x, y)):
                    one = at[0] + (cx - at[0]) * 2 / 3, at[1] + (cy - at[1]) * 2 / 3
                    other = x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3
                    self.stream.curve_to(*_rounded(one), *_rounded(other), *_rounded((x, y)))
                    at = (x, y)
                case (x, y):
                    at = (x, y)
                    self.stream.line_to(*_rounded(at))
        self._pen(line.stroke)
        self.stream.stroke()

    def _rectangle(self, shape: Rectangle) -> None:
        box = shape.box
        radius = min(shape.radius, box.width / 2, box.height / 2)
        if radius <= 0:
            self.stream.rectangle(*_rounded((box.left, box.top)), *_rounded((box.width, box.height)))
        else:
            self._rounded(box, radius)
        self._paint(shape.fill, shape.stroke)

    def _rounded(self, box: Box, radius: float) -> None:
        near, (left, top, right, bottom) = radius * (1 - _ROUND), (box.left, box.top, box.right, box.bottom)
        self.stream.move_to(*_rounded((left + radius, top)))
        for end, one, other, corner in (
            ((right - radius, top), (right - near, top), (right, top + near), (right, top + radius)),
            ((right, bottom - radius), (right, bottom - near), (right - near, bottom), (right - radius, bottom)),
            ((left + radius, bottom), (left + near, bottom), (left, bottom - near), (left, bottom - radius)),
            ((left, top + radius), (left, top + near), (left + near, top), (left + radius, top)),
        ):
            self.stream.line_to(*_rounded(end))
            self.stream.curve_to(*_rounded(one), *_rounded(other), *_rounded(corner))
        self.stream.close()

    def _text(self, text: Text) -> None:
        self._color(text.ink, stroke=False)
        x, shown = text.left, visible(text.text)
        self.stream.begin_text()
        for face, run in _runs(shown, text.font.bold):
            numbers = self.fonts.numbers[face.path]
            is_thickened = text.font.bold and "Bold" not in face.path.stem
            if is_thickened:
                self._color(text.ink, stroke=True)
                self.stream.set_line_width(round(text.font.size * 0.03, 3))
            self.stream.set_text_rendering(2 if is_thickened else 0)
            self.stream.set_font_size(self.fonts.name_of[face.path], round(text.font.size, 2))
            self.stream.set_text_matrix(1, 0, 0, -1, round(x, 2), round(text.y, 2))
            glyphs = "".join(f"{numbers[character]:04x}" for character in run)
            self.stream.show_text(f"<{glyphs}>")
            x += text.font.size * sum(face.widths[face.glyphs[ord(character)]] for character in run)
        self.stream.end_text()
        if text.struck:
            y = text.y - text.font.size * 0.3
            self._move(((text.left, y), (x, y)))
            self._color(text.ink, stroke=True)
            self.stream.set_line_width(0.6)
            self.stream.set_dash([], 0)
            self.stream.stroke()

    def _link(self, group: Group) -> None:
        boxes = [text.box for text in texts_of(group.elements)]
        view, scale = self.picture.view, self.picture.scale
        for box in boxes:
            corners = (box.left - view.left, view.bottom - box.bottom, box.right - view.left, view.bottom - box.top)
            action = self.pydyf.Dictionary({"S": "/URI", "URI": self.pydyf.String(visible(group.link))})
            place = self.pydyf.Array([round(corner * scale, 2) for corner in corners])
            note = {"Type": "/Annot", "Subtype": "/Link", "Rect": place, "Border": self.pydyf.Array([0, 0, 0])}
            self.notes.append(self.pydyf.Dictionary({**note, "A": action}))


def _runs(text: str, bold: bool) -> list[tuple[Face, str]]:
    """The text in parts of one font; what no font has (combining marks alone) is left out."""
    found: list[tuple[Face, str]] = []
    for character in text:
        face = face_of(character, bold)
        if face is None:
            continue
        if found and found[-1][0] is face:
            found[-1] = (face, found[-1][1] + character)
        else:
            found.append((face, character))
    return found


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 2), round(point[1], 2)
