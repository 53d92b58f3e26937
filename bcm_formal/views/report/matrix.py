"""The table of properties × policies: for people, as Markdown, and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from bcm_formal import __version__
from bcm_formal.diagnostics import cells, padded, visible
from bcm_formal.records import dataclass
from bcm_formal.trust.verdict import Verdict
from bcm_formal.views.report.contents import Report, Result
from bcm_formal.views.report.escapes import in_markdown, json_text
from bcm_formal.views.report.page import Page, Style, Styled
from bcm_formal.views.report.standing import Standing, exit_code, judged_verdict
from bcm_formal.views.report.text import SIGNS

SCHEMA_VERSION = 1
_NOT_ASKED = "–"
_MARKS = {
    Standing.GOOD: "✅",
    Standing.BAD: "❌",
    Standing.WRONG: "❌",
    Standing.OPEN: "❔",
    Standing.FAULT: "💥",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A property by its name and title, with the verdict in each policy that has it."""

    name: str
    title: str
    verdicts: dict[str, tuple[Verdict, Standing]]


def policies_of(results: Sequence[Result]) -> tuple[Report, ...]:
    """The columns."""
    return tuple(result for result in results if isinstance(result, Report))


def rows_of(results: Sequence[Result]) -> tuple[Row, ...]:
    """The properties of all policies by name, in the order in which they are first found."""
    rows: dict[str, Row] = {}
    for report in policies_of(results):
        for verdict in report.verdicts:
            item = verdict.property
            row = rows.setdefault(item.name, Row(item.name, item.title, {}))
            row.verdicts[report.model.name] = verdict, judged_verdict(report, verdict).standing
    return tuple(rows.values())


def matrix_page(results: Sequence[Result], *, titles: bool = False) -> Page:
    """The table for people; `titles`: with what each property is called."""
    page = Page()
    columns, rows = [report.model.name for report in policies_of(results)], rows_of(results)
    first = max((cells(visible(row.name)) for row in rows), default=0)
    widths = [max(cells(visible(name)), 11) for name in columns]
    heads = [Styled(padded(visible(name), width) + "  ", "strong") for name, width in zip(columns, widths, strict=True)]
    page.line(0, padded("", first) + "  ", *heads, hang=first + 2)
    for row in rows:
        told = [_cell(row, name, width) for name, width in zip(columns, widths, strict=True)]
        page.line(0, Styled(padded(visible(row.name), first) + "  ", "strong"), *told, hang=first + 2)
        if titles and row.title:
            page.line(2, Styled(visible(row.title), "dim"))
    page.blank()
    page.line(0, _summary(results, rows))
    return page


def _cell(row: Row, policy: str, width: int) -> Styled:
    found = row.verdicts.get(policy)
    if found is None:
        return Styled(padded(_NOT_ASKED, width) + "  ", "dim")
    sign, style = SIGNS[found[0].outcome]
    chosen: Style = style
    return Styled(padded(f"{sign} {found[0].outcome.value}", width) + "  ", chosen)


def _summary(results: Sequence[Result], rows: Sequence[Row]) -> str:
    verdicts = [standing for row in rows for _, standing in row.verdicts.values()]
    bad = sum(standing is not Standing.GOOD for standing in verdicts)
    wrong = len(results) - len(policies_of(results))
    fails = sum(not played.passed for report in policies_of(results) for played in report.scenarios)
    more = f"; {fails} {'scenario fails' if fails == 1 else 'scenarios fail'}" if fails else ""
    more += f"; {wrong} of {len(results)} files {'has' if wrong == 1 else 'have'} errors" if wrong else ""
    policies = len(policies_of(results))
    counted = f"{len(rows)} {'property' if len(rows) == 1 else 'properties'}"
    told = f"{counted}, {policies} {'policy' if policies == 1 else 'policies'}, {len(verdicts)} verdicts"
    return f"{told}: {bad} not as {'it' if bad == 1 else 'they'} should be{more}" if bad else f"{told}: all good{more}"


def matrix_markdown(results: Sequence[Result]) -> str:
    """The table as Markdown, ending in a line end."""
    columns, rows = [report.model.name for report in policies_of(results)], rows_of(results)
    lines = [
        f"| property | {' | '.join(f'`{visible(name)}`' for name in columns)} |",
        f"|---|{'---|' * len(columns)}",
    ]
    for row in rows:
        said = " | ".join(_mark(row, name) for name in columns)
        lines.append(f"| `{visible(row.name)}` {in_markdown(row.title)} | {said} |".replace("`  |", "` |"))
    return "\n".join([*lines, "", f"{_summary(results, rows)}."]) + "\n"


def _mark(row: Row, policy: str) -> str:
    found = row.verdicts.get(policy)
    return _NOT_ASKED if found is None else f"{_MARKS[found[1]]} {found[0].outcome.value}"


def matrix_json(results: Sequence[Result]) -> str:
    """The same for programs, ending in a line end. The same verdicts give the same bytes."""
    document: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "bcm-formal", "version": __version__},
        "exit_code": exit_code(tuple(results)),
        "policies": [
            {"path": report.path, "policy": report.model.name, "title": report.model.title}
            for report in policies_of(results)
        ],
        "unreadable": [result.path for result in results if not isinstance(result, Report)],
        "properties": [
            {
                "name": row.name,
                "title": row.title,
                "verdicts": {
                    policy: {"verdict": verdict.outcome.value, "success": standing is Standing.GOOD}
                    for policy, (verdict, standing) in row.verdicts.items()
                },
            }
            for row in rows_of(results)
        ],
    }
    return json_text(document)


def schema_text() -> str:
    """The published JSON schema of `matrix_json`."""
    return files("bcm_formal.views.report").joinpath("matrix.schema.json").read_text(encoding="utf-8")
