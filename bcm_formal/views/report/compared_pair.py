"""Two persons side by side: what happens to both, what happens to one of them alone."""

from __future__ import annotations

from collections.abc import Iterator

from bcm_formal.answers.pairs import ComparedPair, Row, told
from bcm_formal.answers.phrases import listed
from bcm_formal.answers.story import Moment
from bcm_formal.diagnostics import cells, padded
from bcm_formal.views.report.page import Page, Style, Styled

_WIDTH = 98
_INDENT = 8


def tell_compared_pair(page: Page, pair: ComparedPair, *, verbose: bool) -> None:
    """The table of both life courses up to where they differ in the attribute alone."""
    name = pair.attribute
    page.line(6, Styled(f"Two persons who differ in {name} alone", "strong"))
    first, second = f"{name} {pair.first.value}", f"{name} {pair.second.value}"
    stamps = [_stamp(row) for row in pair.rows]
    column = max(cells(stamp) for stamp in stamps)
    wide = (_WIDTH - _INDENT - column - 4) // 2
    _line(page, "", ("the first: " + first, "the second: " + second), column, wide, ("strong", "strong"))
    before = ""
    for row, stamp in zip(pair.rows, stamps, strict=True):
        texts = _texts(row, pair, verbose)
        _line(page, "" if stamp == before else stamp, texts, column, wide, ("text", "dim" if row.is_same else "text"))
        before = stamp
    _line(page, "now", (first, second), column, wide, ("good", "bad"))


def _stamp(row: Row) -> str:
    item = row.first or row.second
    assert item is not None
    return f"{item.date}, {item.when}" if item.date else item.when


def _texts(row: Row, pair: ComparedPair, verbose: bool) -> tuple[str, str]:
    """The two cells of a row."""
    first = "" if row.first is None else _said(row.first, pair.attribute, verbose)
    second = "" if row.second is None else _said(row.second, pair.attribute, verbose)
    if row.is_same or (row.first and row.second and _but_for(row.first, pair) == _but_for(row.second, pair)):
        return first, "the same"
    return first, second


def _but_for(item: Moment, pair: ComparedPair) -> tuple[object, ...]:
    """All that is told of a start but the attribute; of other moments everything."""
    if item.rule is not None:
        return told(item)
    return (*told(item)[:-1], tuple(change for change in item.changes if change.name != pair.attribute))


def _said(item: Moment, attribute: str, verbose: bool) -> str:
    if item.rule is None and item.changes and item.changes[0].before is None:
        status, *others = item.changes
        own = [other for other in others if (other.own or verbose) and other.name != attribute]
        return "; ".join([status.after, *([", ".join(f"{c.name} {c.after}" for c in own)] if own else [])])
    adverse = " (adverse)" if item.adverse else ""
    changes = f": {listed(change.words for change in item.changes)}" if item.changes else ""
    return f"{item.what}{item.again}{adverse}{changes}"


def _line(page: Page, stamp: str, texts: tuple[str, str], column: int, wide: int, styles: tuple[Style, Style]) -> None:
    """One row of the table, on as many lines as its longer cell takes."""
    left, right = list(_cut(texts[0], wide)), list(_cut(texts[1], wide))
    for index in range(max(len(left), len(right), 1)):
        one = left[index] if index < len(left) else ""
        other = right[index] if index < len(right) else ""
        pieces = [
            Styled(padded(stamp if not index else "", column) + "  ", "dim"),
            Styled(padded(one, wide), styles[0]),
        ]
        page.line(_INDENT, *pieces, *([Styled("  " + other, styles[1])] if other else []), hang=_INDENT + column + 2)


def _cut(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most so many columns, where its words allow that."""
    line = ""
    for word in text.split():
        if line and cells(line) + 1 + cells(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line
