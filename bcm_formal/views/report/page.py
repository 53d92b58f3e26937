"""A page of styled lines, and its two forms: plain text and coloured text for a terminal.

Wrapping is done here, by columns of the terminal, so that both forms have the same lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import Literal

from bcm_formal.diagnostics import cells, inert, visible
from bcm_formal.records import dataclass

Style = Literal["text", "strong", "good", "bad", "warning", "dim", "heading"]

_CODES: dict[Style, str] = {
    "strong": "1",
    "good": "32",
    "bad": "1;31",
    "warning": "33",
    "dim": "2",
    "heading": "1;4",
}
"""how a terminal is told the style of what follows (ECMA-48, SGR)"""
WORDS = {
    "✓": "ok:",
    "✗": "no:",
    "○": "-",
    "·": "-",
    "→": "->",
    "…": "...",
    "▸": "-",
    "“": '"',
    "”": '"',
    "–": "-",
    "−": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
}
"""what stands for signs where there are none"""


@dataclass(frozen=True, slots=True)
class Styled:
    """Some words in one style."""

    text: str
    style: Style = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: it begins at `indent` and continues at `hang` columns."""

    indent: int
    hang: int
    pieces: tuple[Styled, ...]


@dataclass(slots=True)
class Page:
    """Lines in the order they are written; two blank lines never follow each other."""

    lines: list[Line] = field(default_factory=list)

    def line(self, indent: int, *pieces: str | Styled, hang: int | None = None) -> None:
        parts = tuple(Styled(piece) if isinstance(piece, str) else piece for piece in pieces)
        self.lines.append(Line(indent, indent + 2 if hang is None else hang, parts))

    def blank(self) -> None:
        if self.lines and self.lines[-1].pieces:
            self.lines.append(Line(0, 0, ()))


def new_lines(page: Page, begin: int, *, last: bool) -> Page:
    """The lines from `begin` on. Unless they are the last, without the blank one at the end, which may fall away."""
    end = len(page.lines)
    while not last and end > begin and not page.lines[end - 1].pieces:
        end -= 1
    return Page(page.lines[begin:end])


def to_plain(page: Page, width: int = 100, *, symbols: bool = True) -> str:
    """The page without colour; without `symbols`, words stand for all signs that are not ASCII punctuation."""
    rows = ("".join(piece.text for piece in row).rstrip() for row in _rows(page, width, symbols))
    return inert("\n".join(rows).rstrip("\n") + "\n")


def to_colour(page: Page, width: int = 100) -> str:
    """The page with the colours of a terminal."""
    rows = []
    for row in _rows(page, max(width, 20), True):
        plain = "".join(piece.text for piece in row)
        rows.append("".join(map(_coloured, row)) if inert(plain) == plain else inert(plain))
    return "".join(f"{row}\n" for row in rows)


def _coloured(piece: Styled) -> str:
    code = _CODES.get(piece.style)
    return piece.text if code is None or not piece.text else f"\x1b[{code}m{piece.text}\x1b[0m"


def _rows(page: Page, width: int, symbols: bool) -> Iterator[tuple[Styled, ...]]:
    for line in page.lines:
        yield from _wrapped(line, width, symbols)


def _wrapped(line: Line, width: int, symbols: bool) -> Iterator[tuple[Styled, ...]]:
    row: list[Styled] = [Styled(" " * line.indent)]
    used = line.indent
    fresh = True
    for word in _words(line.pieces, symbols):
        space = word.text[: len(word.text) - len(word.text.lstrip(" "))]
        bare = word.text[len(space) :]
        if not fresh and bare and used + len(space) + cells(bare) > width:
            yield tuple(row)
            row, used, space = [Styled(" " * line.hang)], line.hang, ""
        row.append(Styled(space + bare, word.style))
        used += len(space) + cells(bare)
        fresh = fresh and not bare
    yield tuple(row)


def _words(pieces: Iterable[Styled], symbols: bool) -> Iterator[Styled]:
    """Words, each with the spaces before it."""
    for piece in pieces:
        text = visible(_without_signs(piece.text) if not symbols else piece.text)
        start, position = 0, 0
        while position < len(text):
            while position < len(text) and text[position] == " ":
                position += 1
            while position < len(text) and text[position] != " ":
                position += 1
            yield Styled(text[start:position], piece.style)
            start = position


def _without_signs(text: str) -> str:
    for sign, word in WORDS.items():
        text = text.replace(sign, word)
    return text
