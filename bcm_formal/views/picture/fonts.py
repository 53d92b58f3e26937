"""How wide a text is, and which font has its characters.

Latin, Greek and Cyrillic letters are measured in Liberation Sans, whose letters are as wide as those of Helvetica and
Arial; Japanese and Chinese ones in Droid Sans Fallback. Both are shipped (`fonts/README.md`). What neither has, as
Hangul or Devanagari, is in a picture only with a font file of the reader's own.
"""

from __future__ import annotations

import contextlib
import io
import unicodedata
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from bcm_formal.diagnostics import visible
from bcm_formal.records import dataclass

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_AT = Path(str(files("bcm_formal"))) / "views" / "picture" / "fonts"
REGULAR, BOLD, WIDE = _AT / "LiberationSans-Regular.ttf", _AT / "LiberationSans-Bold.ttf", _AT / "DroidSansFallback.ttf"
LATIN_FAMILY, WIDE_FAMILY = "Liberation Sans", "Droid Sans Fallback"
ASCENT, DESCENT = 0.905, 0.212
"""of Liberation Sans, in parts of its size"""
_OWN: ContextVar[tuple[Path, ...]] = ContextVar("own fonts of the reader", default=())


class PictureError(Exception):
    """The picture cannot be written; the message says why, `help` what to do."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font file: its glyphs by code point and their widths, in parts of the size."""

    path: Path
    glyphs: Mapping[int, str]
    widths: Mapping[str, float]
    family: str


@contextlib.contextmanager
def fonts_with(own: tuple[Path, ...]) -> Iterator[None]:
    """Within, what the shipped fonts lack is taken from these files. Raises `PictureError` where one is no font."""
    for path in own:
        face(path)
    token = _OWN.set(own)
    try:
        yield
    finally:
        _OWN.reset(token)


@cache
def opened(path: Path) -> TTFont:
    """The font in a file. Raises `PictureError` where it is none."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        content = io.BytesIO(path.read_bytes())
        return TTFont(content, lazy=True, fontNumber=0)
    except (OSError, TTLibError) as error:
        raise PictureError(f"`{path}` is no font: {error}", "name a .ttf or .otf file") from error


@cache
def face(path: Path) -> Face:
    font = opened(path)
    unit = font["head"].unitsPerEm
    metrics: Mapping[str, tuple[int, int]] = font["hmtx"].metrics
    widths = {name: wide / unit for name, (wide, _) in metrics.items()}
    return Face(path, font.getBestCmap(), widths, font["name"].getBestFamilyName() or path.stem)


def own_fonts() -> tuple[Path, ...]:
    """The reader's own files, where there are any."""
    return _OWN.get()


def faces(bold: bool) -> tuple[Face, ...]:
    """The fonts in the order in which they are asked for a character."""
    return tuple(face(path) for path in (BOLD if bold else REGULAR, WIDE, *_OWN.get()))


def face_of(character: str, bold: bool = False) -> Face | None:
    """The font that has the character; None: none has it."""
    code = ord(character)
    first = face(BOLD if bold else REGULAR)
    if code in first.glyphs:
        return first
    return next((each for each in faces(bold)[1:] if code in each.glyphs), None)


@cache
def _own_width(character: str, bold: bool, own: tuple[Path, ...]) -> float:
    """In parts of the size; a character that no font has is as wide as a square."""
    found = face_of(character, bold)
    if found is None:
        return 0.0 if unicodedata.combining(character) else 1.0
    return found.widths[found.glyphs[ord(character)]]


def text_width(text: str, size: float, bold: bool = False) -> float:
    """How many points wide the text is, as it is shown: what is not seen is spelled out."""
    own = _OWN.get()
    return size * sum(_own_width(character, bold, own) for character in visible(text))


def must_have(text: str, bold: bool) -> None:
    """Raises `PictureError` if no font has some character of the text."""
    for character in visible(text):
        if face_of(character, bold) is None and not unicodedata.combining(character):
            name = unicodedata.name(character, "a character without a name")
            message = f"no font here has `{character}` ({name}) of `{visible(text)}`"
            raise PictureError(message, "name a font that has it (--font FILE), or draw .svg, for the reader's fonts")
