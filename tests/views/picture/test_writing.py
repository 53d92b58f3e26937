"""One description, three formats: what a reader finds in each."""

from __future__ import annotations

import re
import struct
import sys
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import pytest

from bcm_formal.views.picture import (
    PICTURE_FORMATS,
    Box,
    Font,
    Group,
    Head,
    Ink,
    Line,
    Picture,
    PictureError,
    PictureFormat,
    Polygon,
    Rectangle,
    Stroke,
    Text,
    broken,
    fonts_with,
    text_lines,
    text_width,
    written,
)
from bcm_formal.views.picture.fonts import BOLD
from tests.builders.boxes import overlaps

SVG = "{http://www.w3.org/2000/svg}"
INK = Ink("#112233", "#ddeeff")


def picture(*texts: str) -> Picture:
    """A frame with the texts one below the other, and every kind of line."""
    font = Font(10)
    heads = [
        Line(
            ((10, 100 + 8 * index), (60, 100 + 8 * index), (60, 108 + 8 * index)), Stroke(INK, 1, (3, 2)), head, True, 4
        )
        for index, head in enumerate(Head)
    ]
    words = Group(
        tuple(text_lines(texts, 10, 10, font, INK)), "all-texts", ("words",), "a title\nof two lines", "l.html#L1"
    )
    shapes = (Rectangle(Box(1, 1, 199, 195), None, Stroke(INK), 6), Polygon(((150, 150), (160, 150), (155, 160)), INK))
    return Picture("p", "A <picture>", "with & in it", Box(0, 0, 200, 200), (*shapes, words, *heads), 0.5)


def test_texts_are_in_the_svg_in_the_order_of_reading_with_title_and_description() -> None:
    root = ET.fromstring(written(picture("first", "<b>second</b>", "x\u202ey"), "svg"))
    assert ["".join(text.itertext()) for text in root.iter(f"{SVG}text")] == ["first", "<b>second</b>", "x<U+202E>y"]
    assert [root[0].text, root[1].text] == ["A <picture>", "with & in it"]
    assert (root.get("width"), root.get("viewBox")) == ("100pt", "0 0 200 200")
    group = next(part for part in root.iter(f"{SVG}g"))
    assert (group[0].tag, group[0].text) == (f"{SVG}title", "a title\nof two lines")
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == ["l.html#L1"]


def test_every_colour_has_another_on_a_dark_ground() -> None:
    text = written(picture("word"), "svg").decode()
    dark = re.search(r"@media \(prefers-color-scheme: dark\)\{(.*?)\}\}", text)
    assert dark
    used = set(re.findall(r'class="(k\d+)s?"', text))
    assert used
    assert all(f".{name}{{" in dark[0] + "}" for name in used)
    assert "#ddeeff" in dark[0]


def test_letters_that_a_reader_may_lack_come_with_the_file_and_others_do_not() -> None:
    assert b"@font-face" not in written(picture("Überweisung, Łódź"), "svg")
    assert b"@font-face" in written(picture("在留資格"), "svg")


@pytest.mark.parametrize("form", PICTURE_FORMATS)
def test_the_same_picture_gives_the_same_bytes(form: PictureFormat) -> None:
    assert written(picture("在留 status", "b"), form) == written(picture("在留 status", "b"), form)


def test_a_png_has_twice_as_many_pixels_as_points() -> None:
    assert struct.unpack(">II", written(picture("在留"), "png")[16:24]) == (200, 200)


def test_texts_of_a_pdf_can_be_searched() -> None:
    content = written(picture("Ab 在"), "pdf")
    parts = [zlib.decompress(part) for part in re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)]
    known = {
        bytes.fromhex(found.decode()).decode("utf-16-be")
        for part in parts
        for found in re.findall(rb"^<\w{4}> <(\w+)>$", part, re.MULTILINE)
    }
    assert known == set("Ab 在")
    assert b"/URI (l.html#L1)" in content


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_a_character_that_no_font_has_is_named_and_an_svg_leaves_it_to_the_reader(form: PictureFormat) -> None:
    with pytest.raises(PictureError, match="HANGUL SYLLABLE HAN"):
        written(picture("한"), form)
    assert "한".encode() in written(picture("한"), "svg")


def test_a_font_of_the_readers_is_asked_for_what_is_lacking(tmp_path: Path) -> None:
    with fonts_with((BOLD,)):
        assert written(picture("a"), "pdf").startswith(b"%PDF")
    (tmp_path / "no.ttf").write_text("no font")
    with pytest.raises(PictureError, match="is no font"), fonts_with((tmp_path / "no.ttf",)):
        pass


def test_without_what_makes_a_png_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(PictureError, match="resvg_py is not installed"):
        written(picture("a"), "png")


def test_lines_break_between_words_and_never_within() -> None:
    font = Font(10)
    assert broken("one two three", font, text_width("one two", 10)) == ("one two", "three")
    assert broken("a_very_long_name_in_one_piece and more", font, 50) == ("a_very_long_name_in_one_piece", "and more")
    assert broken("一二三四。五", font, 40) == ("一二三", "四。五")
    assert broken("one two three four", font, text_width("one two", 10), 2) == ("one two", "three …")


def test_what_lies_upon_a_text_is_found() -> None:
    text, clear = Text(10, 20, "word", Font(10), INK), Text(50, 20, "word", Font(10), INK)

    def found(*elements: Text | Line) -> int:
        return len(overlaps(Picture("p", "", "", Box(0, 0, 100, 100), elements)))

    assert found(text, clear) == 0
    assert found(text, text) == 1
    assert found(text, clear, Line(((0, 16), (100, 16)), Stroke(INK))) == 2
    assert found(text, Line(((0, 40), (100, 25)), Stroke(INK))) == 0
