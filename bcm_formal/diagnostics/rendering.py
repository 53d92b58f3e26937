"""Diagnostics as plain text: what, where with the line underlined, and the remedy."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from bcm_formal.diagnostics.columns import cells
from bcm_formal.diagnostics.diagnostic import Diagnostic
from bcm_formal.diagnostics.hidden import inert, visible
from bcm_formal.diagnostics.source import Span

_MAX_WIDTH = 160


def render(diagnostic: Diagnostic) -> str:
    """The whole diagnostic as lines of text, without colour and without a line end.

    The first line is `file:line:column: severity[code]: message`.
    """
    place = f"{diagnostic.span.place}: " if diagnostic.span else ""
    lines = [visible(f"{place}{diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}")]
    spans = [span for span in (diagnostic.span, *(label.span for label in diagnostic.labels)) if span]
    gutter = max((len(str(span.line)) for span in spans), default=0)
    if diagnostic.span and diagnostic.span.source.text:
        lines += _excerpt(diagnostic.span, gutter, "^", "")
    for label in diagnostic.labels:
        if diagnostic.span is None or label.span.source is not diagnostic.span.source:
            lines.append(visible(f"{' ' * gutter} = {label.span.place}"))
        lines += _excerpt(label.span, gutter, "-", label.text)
    if diagnostic.help:
        lines.append(visible(f"{' ' * gutter} = help: {diagnostic.help}"))
    return inert("\n".join(lines))


def render_all(diagnostics: Iterable[Diagnostic]) -> str:
    """All diagnostics, a blank line between two."""
    return "\n\n".join(render(diagnostic) for diagnostic in diagnostics)


def _excerpt(span: Span, gutter: int, mark: str, text: str) -> list[str]:
    """The first line of the span and a line that underlines it."""
    source = span.source
    line, column = source.line_column(span.start)
    content = source.line_text(line)
    first = column - 1
    last = max(first + 1, min(len(content), first + span.end - span.start))
    cut = 0
    if len(content) > _MAX_WIDTH:
        cut = max(0, first - _MAX_WIDTH // 2)
        content = content[cut : cut + _MAX_WIDTH]
        last = min(last, cut + _MAX_WIDTH)
    before, marked = content[: first - cut], content[first - cut : last - cut]
    pad = " " * cells(before)
    underline = mark * max(1, cells(marked))
    shown = "".join(character if _is_shown(character) else " " for character in content)
    return [f"{line:>{gutter}} | {shown}", f"{' ' * gutter} | {pad}{underline}{' ' if text else ''}{visible(text)}"]


def _is_shown(character: str) -> bool:
    """Controls, and marks that turn the direction of writing, are not shown."""
    return character.isprintable() or unicodedata.category(character) == "Zs"
