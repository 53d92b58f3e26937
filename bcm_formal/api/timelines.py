"""The library for timelines: the life course of a verdict or a scenario as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bcm_formal.api.allowed import alone, left_out
from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.as_read import must_be_as_read
from bcm_formal.model.in_language import in_language
from bcm_formal.model.model import Model
from bcm_formal.processes.allowance import Allowance
from bcm_formal.processes.sharing import Stopped
from bcm_formal.project.selection import select

if TYPE_CHECKING:
    from bcm_formal.answers.timelines.told import Sheet
    from bcm_formal.trust.trace import Trace
    from bcm_formal.trust.verdict import Part, Verdict
    from bcm_formal.versions.comparison import Comparison
    from bcm_formal.vetting.results import ScenarioResult
    from bcm_formal.views.picture import PictureFormat
    from bcm_formal.views.report.contents import Report


def draw_life(
    model: Model,
    name: str,
    form: PictureFormat,
    language: str | None,
    engine: str,
    allowance: Allowance,
    fonts: Sequence[Path] = (),
) -> bytes:
    """The timeline of the life course that is told with the verdict on a property, or of a scenario, as the content of
    a file; titles are in `language` where they have one, what the shipped fonts lack is in `fonts`. Raises
    `DiagnosticError` for a name that the model does not have (BCM903), if there is no life course, or it cannot be
    written so (BCM909), and if the allowance ends before there is a picture (BCM912).
    """
    must_be_as_read(model)
    select(model, (name,))
    told = model if language is None else in_language(model, language)
    drawn = alone(lambda: _drawn(told, name, form, engine, fonts), allowance.begun())
    if isinstance(drawn, Stopped):
        raise DiagnosticError((replace(left_out("the picture", drawn.why), severity="error"),))
    return drawn


def draw_both_lives(found: Comparison, number: int, form: PictureFormat) -> bytes:
    """The lives of one person under both laws that were compared, as the content of a file: the person told as the
    `number`th, from 1, with what becomes of people. Raises `DiagnosticError` (BCM909) if there are not so many."""
    from bcm_formal.answers.timelines.laws import lives_under, sheet_of_laws

    told = lives_under(found.people or ())
    if not 1 <= number <= len(told):
        there = f"{len(told)} are told" if told else "nobody is affected, so none is told"
        message = f"there is no life {number} of a person under both laws: {there}"
        remedy = "`bcm diff --people` tells them in this order, as `for example` and `the least`"
        raise DiagnosticError((Diagnostic("BCM909", message, help=remedy),))
    return _written(sheet_of_laws(found.bridge, *told[number - 1]), form)


def _drawn(model: Model, name: str, form: PictureFormat, engine: str, fonts: Sequence[Path]) -> bytes:
    from bcm_formal.api.run import check

    return _written(sheet_of(check(model, (name,), engine)), form, fonts)


def _written(sheet: Sheet, form: PictureFormat, fonts: Sequence[Path] = ()) -> bytes:
    from bcm_formal.views.picture import PictureError, fonts_with, written
    from bcm_formal.views.timeline.draw import picture_of

    try:
        with fonts_with(tuple(fonts)):
            return written(picture_of(sheet), form)
    except PictureError as error:
        raise DiagnosticError((Diagnostic("BCM909", f"cannot draw: {error}", help=error.help),)) from None


def sheet_of(report: Report) -> Sheet:
    """What a report about one property or scenario has to draw. Raises `DiagnosticError` (BCM909): nothing."""
    from bcm_formal.answers.timelines.told import sheet_of_answer, sheet_of_scenario

    for answer in report.answers:
        sheet = sheet_of_answer(answer)
        if sheet is None:
            raise _nothing(f"`{answer.verdict.property.name}`", _why(answer.verdict))
        return sheet
    (result,) = report.scenarios
    trace = trace_of_scenario(report, result)
    if trace is None:
        why = result.undecided or (result.failure.reason if result.failure else "nobody lives it")
        raise _nothing(f"scenario `{result.scenario.name}`", why)
    return sheet_of_scenario(report.model, result, report.failures.get(result.scenario.name), trace)


def trace_of_scenario(report: Report, result: ScenarioResult) -> Trace | None:
    """The life that fails a scenario, or one that lives it; None: nobody does."""
    from bcm_formal.vetting.scenarios import life_through

    failed = result.failure.trace if result.failure else None
    return failed or life_through(report.model, result.scenario)


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
