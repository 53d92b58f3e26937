"""The library for timelines: the life course of a verdict or a scenario as a picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bcm_formal.api.allowed import alone, left_out
from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.as_read import must_be_as_read
from bcm_formal.model.model import Model
from bcm_formal.processes.allowance import Allowance
from bcm_formal.processes.sharing import Stopped
from bcm_formal.project.selection import select

if TYPE_CHECKING:
    from bcm_formal.answers.timelines.told import Sheet
    from bcm_formal.trust.verdict import Part, Verdict
    from bcm_formal.views.picture import PictureFormat
    from bcm_formal.views.report.contents import Report


def draw_life(model: Model, name: str, form: PictureFormat, engine: str, allowance: Allowance) -> bytes:
    """The timeline of the life course that is told with the verdict on a property, or of a scenario, as the content of
    a file. Raises `DiagnosticError` for a name that the model does not have (BCM903), if there is no life course
    (BCM909), and if the allowance ends before there is a picture (BCM912)."""
    must_be_as_read(model)
    select(model, (name,))
    drawn = alone(lambda: _drawn(model, name, form, engine), allowance.begun())
    if isinstance(drawn, Stopped):
        raise DiagnosticError((replace(left_out("the picture", drawn.why), severity="error"),))
    return drawn


def _drawn(model: Model, name: str, form: PictureFormat, engine: str) -> bytes:
    from bcm_formal.api.run import check
    from bcm_formal.views.picture import PictureError, written
    from bcm_formal.views.timeline.draw import picture_of

    sheet = sheet_of(check(model, (name,), engine))
    try:
        return written(picture_of(sheet), form)
    except PictureError as error:
        raise DiagnosticError((Diagnostic("BCM909", f"cannot draw: {error}", help=error.help),)) from None


def sheet_of(report: Report) -> Sheet:
    """What a report about one property or scenario has to draw. Raises `DiagnosticError` (BCM909): nothing."""
    from bcm_formal.answers.timelines.told import sheet_of_answer, sheet_of_scenario
    from bcm_formal.vetting.scenarios import life_through

    for answer in report.answers:
        sheet = sheet_of_answer(answer)
        if sheet is None:
            raise _nothing(f"`{answer.verdict.property.name}`", _why(answer.verdict))
        return sheet
    (result,) = report.scenarios
    failed = result.failure.trace if result.failure else None
    trace = failed or life_through(report.model, result.scenario)
    if trace is None:
        why = result.undecided or (result.failure.reason if result.failure else "nobody lives it")
        raise _nothing(f"scenario `{result.scenario.name}`", why)
    return sheet_of_scenario(report.model, result, report.failures.get(result.scenario.name), trace)


def _why(verdict: Verdict | Part) -> str:
    """Why no life course is told of a property."""
    from bcm_formal.trust.claim import Outcome

    match verdict.outcome:
        case Outcome.HOLDS:
            return "it holds, by a proof that names none"
        case Outcome.VACUOUS:
            return "it speaks of nobody"
        case Outcome.VIOLATED:
            return "it is violated, by evidence that names none"
        case _:
            return verdict.reason or "it is not decided"


def _nothing(what: str, why: str) -> DiagnosticError:
    remedy = "`bcm check` says which properties are violated; the life course of each can be drawn, and of a scenario"
    return DiagnosticError((Diagnostic("BCM909", f"{what} has no life course to draw: {why}", help=remedy),))
