"""Lines under lines: the plain layout of a certificate, before anything in it means something.

A line stands two blanks deeper than the line it belongs to. Six blanks deeper continues the line above. Empty lines and
lines that begin with `#` say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from bcm_formal.records import dataclass

MAX_LEVELS = 8
_WIDTH = 110
_STEP, _CONTINUED = 2, 6


class UnreadableCertificateError(Exception):
    """The file is no certificate that can be used; the message says why, in lower case."""


@dataclass(slots=True)
class Line:
    """A line and those that belong to it; `number` is its place in the file, from 1."""

    text: str
    number: int = 0
    children: list[Line] = field(default_factory=list)

    def add(self, text: str) -> Line:
        """A new line that belongs to this one."""
        line = Line(text)
        self.children.append(line)
        return line


def written(lines: Iterable[Line]) -> str:
    """The text of an outline."""
    result: list[str] = []
    stack = [(0, line) for line in reversed(list(lines))]
    while stack:
        level, line = stack.pop()
        if level == 0 and line.children and result:
            result.append("")
        result += _wrapped(line.text, level * _STEP)
        stack += [(level + 1, child) for child in reversed(line.children)]
    return "\n".join(result) + "\n"


def _wrapped(text: str, indent: int) -> list[str]:
    """The text broken at blanks into lines of some width; longer words stay whole."""
    lines: list[str] = []
    first, later = " " * indent, " " * (indent + _CONTINUED)
    start = 0
    while len(text) - start > _WIDTH:
        end = text.rfind(" ", start + 1, start + _WIDTH)
        if end < 0:
            end = text.find(" ", start + _WIDTH)
        if end < 0:
            break
        lines.append((later if lines else first) + text[start:end])
        start = end + 1
    lines.append((later if lines else first) + text[start:])
    return lines


def outline_of(text: str) -> list[Line]:
    """The lines of level 0 with what belongs to them. Raises `UnreadableCertificateError` if a line stands askew."""
    top = Line("")
    path = [top]
    parts: list[str] = []
    for number, raw in enumerate(text.split("\n"), 1):
        content = raw.lstrip(" ")
        if not content.strip() or content.startswith("#"):
            continue
        indent = len(raw) - len(content)
        depth = len(path) - 2
        if indent == depth * _STEP + _CONTINUED and depth >= 0:
            parts.append(content)
            continue
        level, odd = divmod(indent, _STEP)
        if odd or level > depth + 1 or level > MAX_LEVELS:
            raise UnreadableCertificateError(f"line {number} stands askew")
        path[-1].text = " ".join(parts)
        del path[level + 1 :]
        line = path[-1].add("")
        line.number = number
        path.append(line)
        parts = [content]
    path[-1].text = " ".join(parts)
    return top.children
