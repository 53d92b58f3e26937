"""Texts in lines: measured, and broken only between words."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import east_asian_width

from bcm_formal.diagnostics import visible
from bcm_formal.views.picture.description import Font, Ink, Text
from bcm_formal.views.picture.fonts import text_width

_NOT_FIRST, _NOT_LAST = "、。，．・：；？！ー」』）】〕〉》", "「『（【〔〈《"


def broken(text: str, font: Font, width: float, lines: int | None = None) -> tuple[str, ...]:
    """The text in lines of at most `width` points; a word that is longer stands alone and is not broken.

    Lines break at spaces, and between two wide characters where that is allowed. What is beyond `lines` lines is left
    out and an ellipsis stands for it.
    """
    found: list[str] = []
    current = ""
    for piece in _pieces(visible(text)):
        if current.strip() and text_width((current + piece).strip(), font.size, font.bold) > width:
            found.append(current.strip())
            current = piece
        else:
            current += piece
    if current.strip() or not found:
        found.append(current.strip())
    if lines is None or len(found) <= lines:
        return tuple(found)
    return (*found[: lines - 1], _with_ellipsis(found[lines - 1], font, width))


def text_lines(lines: Iterable[str], x: float, y: float, font: Font, ink: Ink, anchor: str = "start") -> list[Text]:
    """The lines one below the other; `y` is the upper edge of the first."""
    first = y + font.size * 0.95
    return [Text(x, first + font.height * index, line, font, ink, anchor) for index, line in enumerate(lines)]


def _with_ellipsis(text: str, font: Font, width: float) -> str:
    """The text without its last words, so that an ellipsis has room; one word is left whole."""
    words = list(_pieces(text))
    while len(words) > 1 and text_width("".join(words).strip() + " …", font.size, font.bold) > width:
        words.pop()
    return "".join(words).strip() + " …"


def _pieces(text: str) -> Iterable[str]:
    """The parts between which a line may break."""
    piece = ""
    for index, character in enumerate(text):
        following = text[index + 1] if index + 1 < len(text) else " "
        piece += character
        if character == " " or (_may_end(character, following) and piece):
            yield piece
            piece = ""
    if piece:
        yield piece


def _may_end(character: str, following: str) -> bool:
    """True iff a line may break between the two, neither of them a space."""
    if following == " " or following in _NOT_FIRST or character in _NOT_LAST:
        return False
    return east_asian_width(character) in "WF" or east_asian_width(following) in "WF"
