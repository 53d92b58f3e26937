"""Where the policy text stands in a Markdown file: the fenced code blocks whose first word is `bcm`.

What a fenced code block is, CommonMark says, and the parser of `markdown-it` reads it so. What looks like a block
inside an HTML comment or element, another block or an indented text is none; one in a quotation (`>`) does not count
either. This is the only definition of what is a model in Markdown, for every command.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bcm_formal.diagnostics import Diagnostic, Source, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

MARKDOWN_SUFFIXES = (".md", ".markdown")
WORD = "bcm"
MAX_LINES = 50_000
MAX_SAID = 20
"""so many of what looks like blocks and is none are named"""

_LIKE_A_BLOCK = re.compile(r"^[ \t>*+\-\d.)]*(?:`{3,}|~{3,})[ \t]*\{?\.?bcm\b", re.MULTILINE | re.IGNORECASE)
_WHY = "this `bcm` block is not read: it stands in a comment, a quotation or another block, or is called otherwise"
_REMEDY = "let it stand on its own, between lines of three backticks, the first with the word `bcm`"


class Region(NamedTuple):
    """Text from `start` to `end` whose lines are indented by `margin` columns that do not count."""

    start: int
    end: int
    margin: int


def is_markdown(source: Source) -> bool:
    """True iff the path of the source says that it is Markdown."""
    return source.path.lower().endswith(MARKDOWN_SUFFIXES)


def may_hold_blocks(text: str) -> bool:
    """True iff something in a text looks like a `bcm` block, so that it is worth reading as Markdown."""
    return _LIKE_A_BLOCK.search(text) is not None


def regions(source: Source) -> tuple[Region, ...]:
    """The parts of the source that hold policy text: all of it, or the `bcm` blocks of Markdown.

    A block that is not closed goes to the end of the file or of the list item in which it stands, as Markdown has it.
    """
    if not is_markdown(source):
        return (Region(0, len(source.text), 0),)
    return _regions_of(source)[0]


def overlooked(source: Source) -> tuple[Diagnostic, ...]:
    """A warning for everything in a Markdown file that looks like a `bcm` block and is none."""
    if not is_markdown(source):
        return ()
    if len(source.line_starts) > MAX_LINES:
        message = f"`bcm` blocks are read in Markdown of at most {MAX_LINES:,} lines"
        remedy = "put the policy into a file of its own"
        return (Diagnostic("BCM609", message, source.span(0, 0), remedy, severity="warning"),)
    found, openings = _regions_of(source)
    starts = [region.start for region in found]

    def is_overlooked(match: re.Match[str]) -> bool:
        inside = found[bisect_right(starts, match.start()) - 1] if starts else None
        return match.start() not in openings and not (inside and inside.start <= match.start() < inside.end)

    looking = filter(is_overlooked, _LIKE_A_BLOCK.finditer(source.text))
    return tuple(
        Diagnostic("BCM609", _WHY, _shown(source, match), _REMEDY, severity="warning")
        for match in islice(looking, MAX_SAID)
    )


def _shown(source: Source, match: re.Match[str]) -> Span:
    return source.span(match.end() - len(match[0].lstrip()), match.end())


@lru_cache(maxsize=16)
def _regions_of(source: Source) -> tuple[tuple[Region, ...], frozenset[int]]:
    """The blocks, and where their first lines begin."""
    starts = source.line_starts
    if len(starts) > MAX_LINES or not may_hold_blocks(source.text):
        return (), frozenset()
    ends = (*starts[1:], len(source.text))
    found: list[Region] = []
    openings: list[int] = []
    for fence in _fences(source.text):
        first, _ = fence.map or (0, 0)
        lines = fence.content.count("\n") + (fence.content[-1:] not in ("", "\n"))
        before = source.line_text(first + 1).partition(fence.markup)[0]
        found.append(Region(ends[first], ends[first + lines], len(before.replace("\t", "  "))))
        openings.append(starts[first])
    return tuple(found), frozenset(openings)


def _fences(text: str) -> list[Token]:
    """The blocks of CommonMark that are called `bcm` and stand in no quotation."""
    from markdown_it import MarkdownIt  # most models are no Markdown

    reader = MarkdownIt("commonmark")
    found = _Fences()
    reader.block.parse(re.sub(r"\r\n?", "\n", text), reader, {}, found)
    return [fence for fence in found if fence.info.split()[:1] == [WORD]]


class _Fences(list["Token"]):
    """Takes what the parser finds and keeps only the blocks in no quotation, so that no text makes it large."""

    def __init__(self) -> None:
        super().__init__()
        self._quotations = 0

    def append(self, token: Token) -> None:
        if token.type.startswith("blockquote_"):
            self._quotations += token.nesting
        elif token.type == "fence" and not self._quotations:
            super().append(token)
