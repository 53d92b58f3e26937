"""How soon, on the page."""

from __future__ import annotations

from bcm_formal.answers.phrases import counted
from bcm_formal.answers.times import times_told
from bcm_formal.diagnostics import cells, padded
from bcm_formal.model.model import Model
from bcm_formal.trust.claim import Undecided
from bcm_formal.vetting.results import HowSoon
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
    for course in (course for item in told for course in item.courses if verbose):
        page.line(6, Styled(course.says, "strong"), hang=8)
        tell_story(page, course.story, verbose=False)
    shown = [shown for item in found.times for shown in item.shown]
    if verbose:
        obligations = sum(item.shown.obligations for item in shown)
        words = f"{counted(len(shown), 'claim')} shown, {counted(obligations, 'obligation')} proved"
        page.line(6, Styled(words, "dim"))
