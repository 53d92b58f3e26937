"""Graphviz' HTML-like labels: the few tags that are used, and escaping."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bcm_formal.diagnostics import visible

BREAK = '<BR ALIGN="LEFT"/>'


def plain(text: str) -> str:
    """Text that shows itself: what is not seen is spelled out, and a backslash is no escape."""
    return escape(visible(text), quote=True).replace("\\", "&#92;")


def font(text: str, *, size: float | None = None, color: str | None = None, bold: bool = False) -> str:
    """Marked text in a size (points), a colour, a weight."""
    if bold:
        text = f"<B>{text}</B>"
    attributes = [f'POINT-SIZE="{size:g}"'] if size else []
    attributes += [f'COLOR="{color}"'] if color else []
    return f"<FONT {' '.join(attributes)}>{text}</FONT>" if attributes else text


def lines(marked: Iterable[str]) -> str:
    """Lines of marked text to the left, one below the other."""
    return "".join(line + BREAK for line in marked)


def centred(marked: Iterable[str]) -> str:
    """Lines of marked text as the cell aligns them."""
    return "<BR/>".join(marked)


def sized(marked: list[str], size: float) -> str:
    """Lines of one size; nothing where there are none."""
    return font(lines(marked), size=size) if marked else ""


def stacked(groups: Iterable[str]) -> str:
    """Groups of lines one below the other. Each is a cell, since lines of one size only have room between them."""
    return table(([cell(group, CELLPADDING=0)] for group in groups if group), CELLPADDING=0)


def label(content: str) -> str:
    """A whole HTML-like label."""
    return f"<{content}>"


def cell(content: str, **attributes: str | int) -> str:
    """A cell with its contents to the left and at the top unless `attributes` say otherwise."""
    given = {"ALIGN": "LEFT", "BALIGN": "LEFT", "VALIGN": "TOP", **attributes}
    return f"<TD {_attributes(given)}>{content}</TD>"


def table(rows: Iterable[Iterable[str]], **attributes: str | int) -> str:
    """Rows of cells."""
    given = {"BORDER": 0, "CELLBORDER": 0, "CELLSPACING": 0, "CELLPADDING": 2, **attributes}
    written = "".join("<TR>" + "".join(row) + "</TR>" for row in rows)
    return f"<TABLE {_attributes(given)}>{written}</TABLE>"


def _attributes(given: dict[str, str | int]) -> str:
    return " ".join(f'{name}="{value}"' for name, value in given.items())
