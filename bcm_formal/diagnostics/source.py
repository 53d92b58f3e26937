"""Text under examination and places in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from functools import cached_property

from bcm_formal.records import dataclass


@dataclass(frozen=True, eq=False)
class Source:
    """A text with the path it came from; offsets count characters from 0, lines and columns from 1.

    Two sources are equal only if they are the same object: a tree never compares its text.
    """

    path: str
    text: str = field(repr=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offsets at which the lines begin; a line ends with LF, CR LF or CR."""
        starts = [0]
        text, position = self.text, 0
        has_return = "\r" in text
        while True:
            feed = text.find("\n", position)
            back = text.find("\r", position) if has_return else -1
            if back >= 0 and (feed < 0 or back < feed):
                position = back + (2 if text.startswith("\r\n", back) else 1)
            elif feed >= 0:
                position = feed + 1
            else:
                return tuple(starts)
            starts.append(position)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset between 0 and the length of the text."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """The text of a line (from 1) without its line end."""
        starts = self.line_starts
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")

    def span(self, start: int, end: int) -> Span:
        return Span(self, start, end)


@dataclass(frozen=True, slots=True)
class Span:
    """The characters `start` to `end` (excluded) of a source."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.line_column(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.line_column(self.start)[1]

    @property
    def end_line(self) -> int:
        return self.source.line_column(self.end)[0]

    @property
    def end_column(self) -> int:
        return self.source.line_column(self.end)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def place(self) -> str:
        """`file:line:column`, as editors read it."""
        line, column = self.source.line_column(self.start)
        return f"{self.source.path}:{line}:{column}"

    def to(self, other: Span) -> Span:
        """From the start of this span to the end of the other, in the same source."""
        return Span(self.source, self.start, max(self.end, other.end))
