"""How soon, on the page."""

from __future__ import annotations

from bcm_formal.answers.phrases import counted
from bcm_formal.answers.times import ClassTold, classes_told, times_told
from bcm_formal.diagnostics import cells, padded
from bcm_formal.model.model import Model
from bcm_formal.trust.claim import Undecided
from bcm_formal.vetting.results import HowSoon
from bcm_formal.views.report.escapes import in_markdown
from bcm_formal.views.report.evidence import tell_story
from bcm_formal.views.report.page import Page, Styled


def tell_times(page: Page, model: Model, found: HowSoon | Undecided, *, verbose: bool) -> None:
    """A line for each status; with `verbose` the life courses that attain the times."""
    if isinstance(found, Undecided):
        page.line(6, Styled("How soon", "strong"), f": unknown, {found.reason}", hang=8)
        return
    told = times_told(model, found)
    first = max([len("from"), *(cells(item.status) for item in told)])
    second = max([len("the soonest"), *(cells(item.soonest) for item in told)])
    head = f"{padded('from', first)}  {padded('the soonest', second)}  the slowest, on the quickest path"
    page.line(6, Styled("How soon", "strong"))
    page.line(8, Styled(head, "dim"))
    for item in told:
        page.line(8, f"{padded(item.status, first)}  {padded(item.soonest, second)}  {item.slowest}", hang=10)
        if item.unknown:
            page.line(10, Styled(f"not shown: {item.unknown}", "warning"), hang=12)
    _tell_classes(page, classes_told(model, found), found.unknown)
    for course in (course for item in told for course in item.courses if verbose):
        page.line(6, Styled(course.says, "strong"), hang=8)
        tell_story(page, course.story, verbose=False)
    everything = (*found.times, *(item for group in found.classes for item in group.times))
    shown = [shown for item in everything for shown in item.shown]
    if verbose:
        obligations = sum(item.shown.obligations for item in shown)
        words = f"{counted(len(shown), 'claim')} shown, {counted(obligations, 'obligation')} proved"
        page.line(6, Styled(words, "dim"))


def _tell_classes(page: Page, told: tuple[ClassTold, ...], unknown: str | None) -> None:
    """A line for each status and class of those who enter it."""
    if not told and unknown is None:
        return
    page.line(6, Styled("How soon from entering", "strong"))
    first = max([len("from"), *(cells(item.status) for item in told)])
    second = max([len("who"), *(cells(item.who) for item in told)])
    third = max([len("the soonest"), *(cells(item.soonest) for item in told)])
    if told:
        head = f"{padded('from', first)}  {padded('who', second)}  {padded('the soonest', third)}  the slowest"
        page.line(8, Styled(head, "dim"))
    before = ""
    for item in told:
        status = "" if item.status == before else item.status
        before = item.status
        line = f"{padded(status, first)}  {padded(item.who, second)}  {padded(item.soonest, third)}  {item.slowest}"
        page.line(8, line, hang=10)
        if item.unknown:
            page.line(10, Styled(f"not shown: {item.unknown}", "warning"), hang=12)
    if unknown is not None:
        page.line(8, Styled(f"not all of it: {unknown}", "warning"), hang=10)


def times_in_markdown(model: Model, found: HowSoon | Undecided) -> list[str]:
    """The same as tables of Markdown, as lines."""
    if isinstance(found, Undecided):
        return [f"How soon: unknown, {in_markdown(found.reason)}"]
    rows = [(item.status, item.soonest, item.slowest) for item in times_told(model, found)]
    lines = ["| from | the soonest | the slowest |", "|---|---|---|", *map(_row, rows)]
    classes = [(item.status, item.who, item.soonest, item.slowest) for item in classes_told(model, found)]
    if classes:
        lines += ["", "| from entering | who | the soonest | the slowest |", "|---|---|---|---|", *map(_row, classes)]
    return [*lines, *(("", f"Not all of it: {in_markdown(found.unknown)}") if found.unknown else ())]


def _row(texts: tuple[str, ...]) -> str:
    return f"| {' | '.join(in_markdown(text) for text in texts)} |"
