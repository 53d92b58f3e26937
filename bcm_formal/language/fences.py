"""Where the policy text stands in a Markdown file: the fenced blocks whose first word is `bcm`."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..diagnostics import Source

MARKDOWN_SUFFIXES = (".md", ".markdown")

_FENCE = re.compile(r"^([ \t]*)(`{3,}|~{3,})[ \t]*([^\s`]*)[^`\r\n]*$")


class Region(NamedTuple):
    """Text from `start` to `end` whose lines are indented by `margin` columns that do not count."""

    start: int
    end: int
    margin: int


def is_markdown(source: Source) -> bool:
    """True iff the path of the source says that it is Markdown."""
    return source.path.lower().endswith(MARKDOWN_SUFFIXES)


def regions(source: Source) -> tuple[Region, ...]:
    """The parts of the source that hold policy text: all of it, or the `bcm` blocks of Markdown.

    A block that is not closed goes to the end of the file, as Markdown has it.
    """
    if not is_markdown(source):
        return (Region(0, len(source.text), 0),)
    found: list[Region] = []
    mark, margin, is_policy, start = "", 0, False, 0
    for line, offset in enumerate(source.line_starts, start=1):
        text = source.line_text(line)
        if mark:
            stripped = text.strip()
            if stripped.startswith(mark) and not stripped.strip(mark[0]):
                if is_policy:
                    found.append(Region(start, offset, margin))
                mark = ""
        elif opening := _FENCE.match(text):
            mark, margin = opening[2], len(opening[1].replace("\t", "  "))
            is_policy = opening[3] == "bcm"
            start = source.line_starts[line] if line < len(source.line_starts) else len(source.text)
    if mark and is_policy:
        found.append(Region(start, len(source.text), margin))
    return tuple(found)
