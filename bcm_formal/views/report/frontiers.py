"""With which values of some numbers properties hold, as a page, as Markdown and as a table for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from bcm_formal.answers.phrases import listed
from bcm_formal.model.units import Calendar
from bcm_formal.versions.sweeping.area import Area, Limit, Part
from bcm_formal.versions.sweeping.results import Frontier, OpenNumber, Swept
from bcm_formal.views.report.escapes import in_markdown
from bcm_formal.views.report.page import Page, Style, Styled

_SIGNS: tuple[tuple[str, str, Style], ...] = (
    ("holds", "✓", "good"),
    ("violated", "✗", "bad"),
    ("changes", "▸", "strong"),
    ("undecided", "?", "warning"),
)


def kind_of(item: Frontier) -> str:
    """`holds`, `violated`: with all values; `undecided`: with some values nothing was shown; else `changes`."""
    if item.undecided:
        return "undecided"
    return "changes" if item.holds and item.violated else "holds" if item.holds else "violated"


def frontiers_page(swept: Swept) -> Page:
    """Which numbers were left open, and for each property the values with which it holds."""
    page = Page()
    model = swept.model
    page.line(0, Styled(model.title or model.name, "heading"), Styled(f"  {model.source.path}", "dim"))
    page.line(0, f"open: {', '.join(open_words(swept, item) for item in swept.numbers)}", hang=2)
    page.blank()
    for kind, sign, style in _SIGNS:
        for item in (each for each in swept.frontiers if kind_of(each) == kind):
            page.line(0, Styled(f"{sign} ", style), Styled(item.name, "strong"), f": {verdict_words(swept, item)}")
    page.blank()
    page.line(0, summary(swept))
    return page


def open_words(swept: Swept, number: OpenNumber) -> str:
    """`settle_after from 1 year to 10 years (written: 5 years)`."""
    low, high, value = (number.bounds.words(swept.model, each) for each in _ends(number))
    return f"{number.name} from {low} to {high} (written: {value})"


def _ends(number: OpenNumber) -> tuple[int, int, int]:
    return number.bounds.low, number.bounds.high, number.bounds.value


def summary(swept: Swept) -> str:
    """`8 properties: 5 hold with all values, 2 change, 1 is violated with all`."""
    counts = {kind: sum(kind_of(item) == kind for item in swept.frontiers) for kind, _, _ in _SIGNS}
    verb = {kind: ("" if count != 1 else "s") for kind, count in counts.items()}
    parts = [
        (counts["holds"], f"hold{verb['holds']} with all values"),
        (counts["changes"], f"depend{verb['changes']} on them"),
        (counts["violated"], f"{'is' if counts['violated'] == 1 else 'are'} violated with all"),
        (counts["undecided"], f"{'is' if counts['undecided'] == 1 else 'are'} not decided with all"),
    ]
    many = len(swept.frontiers)
    told = ", ".join(f"{count} {words}" for count, words in parts if count)
    return f"{many} propert{'y' if many == 1 else 'ies'}: {told}" if many else "no properties"


def verdict_words(swept: Swept, item: Frontier) -> str:
    """`holds iff settle_after at most 7 years, or language at most B1`."""
    match kind_of(item):
        case "holds":
            return "holds with all values"
        case "violated":
            return "violated with all values"
        case "changes":
            return f"holds iff {area_words(swept, item.holds)}"
        case _:
            parts = [f"holds where {area_words(swept, item.holds)}"] if item.holds else []
            parts += [f"violated where {area_words(swept, item.violated)}"] if item.violated else []
            rest = "elsewhere" if parts else "with any value"
            return "; ".join((*parts, f"not decided {rest}: {item.why}"))


def area_words(swept: Swept, area: Area) -> str:
    """The values of an area as a condition."""
    return ", or ".join(zone_words(swept, zone) for zone in area)


def zone_words(swept: Swept, zone: Part) -> str:
    """`settle_after at most 7 years and language from A2 to B1`."""
    limits = swept.plane.limits(zone)
    single: dict[int, tuple[int | None, int | None]] = {}
    parts: list[str] = []
    for item in limits:
        if item.more is not None and item.less is not None:
            parts.append(_difference(swept, item))
        elif item.more is not None:
            single[item.more] = single.get(item.more, (None, None))[0], item.bound
        elif item.less is not None:
            single[item.less] = -item.bound, single.get(item.less, (None, None))[1]
    told = [_range(swept, swept.numbers[place], *ends) for place, ends in sorted(single.items())]
    return " and ".join((*told, *parts)) or "with all values"


def _range(swept: Swept, number: OpenNumber, low: int | None, high: int | None) -> str:
    if low is not None and low == high:
        return f"{number.name} is {number.bounds.words(swept.model, low)}"
    if low is not None and high is not None:
        least, most = (number.bounds.words(swept.model, value) for value in (low, high))
        return f"{number.name} from {least} to {most}"
    if high is not None:
        return f"{number.name} at most {number.bounds.words(swept.model, high)}"
    assert low is not None
    return f"{number.name} at least {number.bounds.words(swept.model, low)}"


def _difference(swept: Swept, item: Limit) -> str:
    """`a at most b + 3 months` or, where the number would be negative, `b at least a + 3 months`."""
    assert item.more is not None
    assert item.less is not None
    more, less = swept.numbers[item.more].name, swept.numbers[item.less].name
    if item.bound < 0:
        return f"{less} at least {more} + {_amount(swept, -item.bound)}"
    return f"{more} at most {less}" + (f" + {_amount(swept, item.bound)}" if item.bound else "")


def _amount(swept: Swept, steps: int) -> str:
    return Calendar(swept.model.unit, swept.model.calendar).duration_text(steps)


def frontiers_markdown(swept: Swept) -> str:
    """The same as a table of Markdown."""
    lines = [
        f"**{in_markdown(swept.model.title or swept.model.name)}**: {in_markdown(summary(swept))}",
        "",
        f"Open: {listed(in_markdown(open_words(swept, item)) for item in swept.numbers)}.",
        "",
        "| property | with which values |",
        "|---|---|",
    ]
    lines += [f"| `{item.name}` | {in_markdown(verdict_words(swept, item))} |" for item in swept.frontiers]
    return "\n".join(lines) + "\n"


def frontiers_csv(swept: Swept) -> str:
    """A row for each property, verdict and part of the values: the ends of each number, and what else is asked."""
    ends = [f"{item.name} {end}" for item in swept.numbers for end in ("from", "to")]
    rows: list[Sequence[str]] = [["property", "verdict", *ends, "and"]]
    for item in swept.frontiers:
        for verdict, area in areas_of(item):
            rows += [[item.name, verdict, *_cells(swept, zone)] for zone in area]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def areas_of(item: Frontier) -> Iterator[tuple[str, Area]]:
    """The parts of a frontier with their verdicts."""
    yield "holds", item.holds
    yield "violated", item.violated
    yield "undecided", item.undecided


def _cells(swept: Swept, zone: Part) -> list[str]:
    plane = swept.plane
    found = [
        number.bounds.words(swept.model, end)
        for place, number in enumerate(swept.numbers)
        for end in plane.range_of(zone, place)
    ]
    return [*found, " and ".join(differences_in(swept, zone))]


def differences_in(swept: Swept, zone: Part) -> list[str]:
    """The limits of differences that a zone asks for, in words."""
    limits = (item for item in swept.plane.limits(zone) if item.more is not None and item.less is not None)
    return [_difference(swept, item) for item in limits]
