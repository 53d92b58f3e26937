"""Verdicts at points, as a page, as Markdown and as a table for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from bcm_formal.versions.sweeping.area import Point
from bcm_formal.versions.sweeping.results import Varied
from bcm_formal.views.report.escapes import in_markdown
from bcm_formal.views.report.page import Page, Styled

UNSOUND = "UNSOUND"
"""with these values the policy is not sound"""
FROM_FILE = "from file"


def points_page(varied: Varied) -> Page:
    """For each property where it holds: as ranges of one number, or as how many points of a grid."""
    page = Page()
    page.line(0, Styled(varied.model.title or varied.model.name, "heading"), Styled(f"  {_path(varied)}", "dim"))
    page.line(0, f"{len(varied.points)} points: {', '.join(item.name for item in varied.numbers)}")
    if varied.remembered is not None:
        page.line(0, _remembered(varied.remembered))
    page.blank()
    for name, words in _told(varied):
        page.line(0, Styled(name, "strong"), f": {words}")
    return page


def points_markdown(varied: Varied) -> str:
    """The same as a table of Markdown."""
    lines = [f"{len(varied.points)} points", ""]
    lines += [] if varied.remembered is None else [_remembered(varied.remembered), ""]
    lines += ["| property | verdicts |", "|---|---|"]
    lines += [f"| `{name}` | {in_markdown(words)} |" for name, words in _told(varied)]
    return "\n".join(lines) + "\n"


def points_csv(varied: Varied) -> str:
    """A row for each point: the values, then the verdict on each property; where a file was asked, also whether it is
    what the file said."""
    stream = io.StringIO()
    before = varied.remembered
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*(item.name for item in varied.numbers), *varied.names, *([] if before is None else [FROM_FILE])])
    for point, verdicts in varied.points:
        words = [n.bounds.words(varied.model, value) for n, value in zip(varied.numbers, point, strict=True)]
        told = [outcome.value for outcome in verdicts] if verdicts is not None else [UNSOUND] * len(varied.names)
        where = [] if before is None else ["yes" if point in before else "no"]
        writer.writerow([*words, *told, *where])
    return stream.getvalue()


def _remembered(points: frozenset[Point]) -> str:
    return f"{len(points)} of them are as the file says, and were not checked again"


def _path(varied: Varied) -> str:
    return varied.model.source.path


def _told(varied: Varied) -> Iterator[tuple[str, str]]:
    for place, name in enumerate(varied.names):
        at = [(point, verdicts[place].value if verdicts else UNSOUND) for point, verdicts in varied.points]
        if len(varied.numbers) == 1:
            yield name, ", ".join(_runs(varied, [(point[0], verdict) for point, verdict in at]))
            continue
        kinds = dict.fromkeys(verdict for _, verdict in at)
        yield name, ", ".join(f"{kind} at {sum(verdict == kind for _, verdict in at)}" for kind in kinds)


def _runs(varied: Varied, at: list[tuple[int, str]]) -> Iterator[str]:
    """`HOLDS from 3 years to 7 years`, for neighbours with one verdict together."""
    number = varied.numbers[0]
    first = 0
    for place in range(1, len(at) + 1):
        if place == len(at) or at[place][1] != at[first][1]:
            low, high = (number.bounds.words(varied.model, at[end][0]) for end in (first, place - 1))
            yield f"{at[first][1]} at {low}" if low == high else f"{at[first][1]} from {low} to {high}"
            first = place
