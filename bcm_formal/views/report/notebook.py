"""What notebooks show: HTML in which every text of a model, and every path, is text."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bcm_formal.diagnostics import inert
from bcm_formal.trust.claim import Outcome
from bcm_formal.views.report.contents import Report
from bcm_formal.views.report.escapes import in_xml, in_xml_attribute
from bcm_formal.views.report.formats import Format, Look, written
from bcm_formal.views.report.life_courses import LifeCourse
from bcm_formal.views.report.standing import exit_code

_MOST = 200
"""so many states of a life course are shown"""
_MOST_PICTURES, _MOST_MARKS = 4, 40
"""so many timelines, each of so many things that happen at most"""


def report_html(report: Report) -> str:
    """A table of verdicts and scenarios; below it, as on the command line, what is told of them."""
    rows = [(item.outcome.value, item.property.name, item.property.text) for item in report.verdicts]
    rows += [(_result(item.passed), item.scenario.name, item.scenario.title) for item in report.scenarios]
    told = written((report,), Format.TEXT, exit_code((report,)), Look())
    good = all(item.outcome is Outcome.HOLDS for item in report.verdicts) and all(i.passed for i in report.scenarios)
    opened = "" if good else ' open=""'
    details = f"<details{opened}><summary>in words</summary><pre>{in_xml(told)}</pre></details>"
    title = in_xml(report.model.title or report.model.name)
    pictures = "".join(_pictures(report))
    return inert(f"<h3>{title}</h3>\n{_table(('verdict', 'name', 'what it says'), rows)}\n{details}\n{pictures}")


def _pictures(report: Report) -> Iterator[str]:
    """The life courses of the first properties that are violated, as timelines, where they are not too long. Each is an
    image of its own, whose names and colours concern nothing else on the page."""
    from bcm_formal.answers.timelines.told import sheet_of_answer
    from bcm_formal.views.picture import written
    from bcm_formal.views.timeline.draw import picture_of

    violated = (answer for answer in report.answers if answer.verdict.outcome is Outcome.VIOLATED)
    sheets = (sheet for answer in violated if (sheet := sheet_of_answer(answer)) is not None)
    short = (sheet for sheet in sheets if sum(len(lived.line.marks) for lived in sheet.lives) <= _MOST_MARKS)
    for sheet in islice(short, _MOST_PICTURES):
        picture = picture_of(sheet)
        image = base64.b64encode(written(picture, "svg")).decode()
        alt = in_xml_attribute(picture.description.replace("\n", " "))
        summary = f"<summary>the life course of {in_xml(sheet.name)}</summary>"
        yield f'<details>{summary}<img alt={alt} src="data:image/svg+xml;base64,{image}"/></details>\n'


def life_course_html(life: LifeCourse) -> str:
    """A table of the states, of the first of them if there are many."""
    rows = [state.to_dict() for state in life.states[:_MOST]]
    left = len(life) - len(rows)
    more = f"\n<p>and {left} more</p>" if left else ""
    return inert(f"{_table(tuple(rows[0]), [tuple(map(_cell, row.values())) for row in rows])}{more}\n")


def _result(passed: bool) -> str:
    return "PASSED" if passed else "FAILED"


def _cell(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{in_xml(name)}</th>" for name in heads)
    body = "\n".join("<tr>" + "".join(f"<td>{in_xml(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
