"""The laws of a life: the days on which the law changes, the model of each law, and one model of all of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from bcm_formal.diagnostics import Diagnostic
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.frame import Frame, frame_from_syntax
from bcm_formal.model.from_syntax.policy import model_of_law, scope_of
from bcm_formal.model.from_syntax.scope import Scope, Space
from bcm_formal.model.from_syntax.versions import Law, changes, check_day, in_force, space_of
from bcm_formal.model.law import Through
from bcm_formal.model.model import Model
from bcm_formal.model.through import ChangingTimeError, SeveralLaws

MOST_LAWS = 50
"""in one life"""

_OF_THE_FIRST_DAY = (syntax.StartDecl, syntax.PropertyDecl, syntax.ScenarioDecl)
_LASTING = (syntax.LayerDecl, syntax.StatusDecl, syntax.AttributeDecl, syntax.ClockDecl, syntax.WindowDecl)


_Lasting = syntax.LayerDecl | syntax.StatusDecl | syntax.AttributeDecl | syntax.ClockDecl | syntax.WindowDecl


def life_from_syntax(file: syntax.PolicyFile, through: Through, findings: Findings) -> tuple[Model | None, Law, Scope]:
    """The model of a life through several laws, or None if something is wrong; the first law, and its names.

    It begins on the first day of `through`, else on the day of the policy's `in force`, else on the first that the
    policy covers, and its changes are followed up to the last, else up to the last that the policy covers.
    """
    frame = frame_from_syntax(file, through.first, findings)
    if frame.law_of is None and frame.covers is not None:
        frame = replace(frame, law_of=frame.covers.first.value)
    first = in_force(file.declarations, frame.law_of, findings)
    scope = scope_of(file, frame, first)
    begin, end = frame.law_of, through.last or (frame.covers.last.value if frame.covers else None)
    if begin is None or frame.policy is None:
        model_of_law(file, frame, first.declarations, Reader(scope, findings, of_policy=True))
        return None, first, scope
    for day in dict.fromkeys((begin, through.last or begin)):
        check_day(replace(frame, law_of=day), file.declarations, findings)
    days = [begin, *_days(file, frame, begin, end, findings)]
    laws = [first, *(in_force(file.declarations, day, Findings()) for day in days[1:])]
    _check_lasting(laws, days, findings)
    models = _models(file, frame, laws, days, scope, findings)
    _check_windows(models, findings)
    if findings.has_errors or file.unread or len(models) < len(days):
        return None, first, scope
    try:
        readings = [frame.calendar.step_of(day) - frame.calendar.step_of(begin) for day in days]
        model = SeveralLaws(models, days, readings).model() if len(days) > 1 else models[0]
    except ChangingTimeError as error:
        _report_time(error.name, first.declarations, findings)
        return None, first, scope
    return replace(model, through=Through(begin, end)), first, scope


def _days(
    file: syntax.PolicyFile, frame: Frame, begin: datetime.date, end: datetime.date | None, findings: Findings
) -> list[datetime.date]:
    """The days after the first on which the law changes; one within a step of time is reported."""
    found: list[datetime.date] = []
    rules = [item for item in file.declarations if not isinstance(item, _OF_THE_FIRST_DAY)]
    for ordinal, span in changes(rules, begin, end).items():
        day = datetime.date.fromordinal(ordinal)
        if frame.calendar.first_day(frame.calendar.step_of(day)) != day:
            unit = frame.calendar.unit.value
            message = f"the law changes on `{day}`, in the middle of a {unit[:-1]}, and time is in {unit}"
            remedy = "read the law of one day with `--on`, or write `time in days`"
            findings.error("BCM506", message, span, remedy)
        elif len(found) + 1 == MOST_LAWS:
            message = f"a life is read through {MOST_LAWS} laws at most"
            findings.error("BCM506", message, span, f"give a day before `{day}` as the last: `--through {begin} DATE`")
            break
        else:
            found.append(day)
    return found


def _check_lasting(laws: Sequence[Law], days: Sequence[datetime.date], findings: Findings) -> None:
    """Report statuses, layers and attributes that are not the same all the time, and clocks that come or go."""
    reported: set[str] = set()
    for before, after, day in zip(laws, laws[1:], days[1:], strict=False):
        one, other = _lasting(before), _lasting(after)
        for name in (*one, *other):
            item = one.get(name) or other[name]
            same = one.get(name) is other.get(name) or (
                isinstance(item, syntax.ClockDecl) and name in one and name in other
            )
            if same or name in reported:
                continue
            reported.add(name)
            message = f"`{name}` changes on `{day}`, in the middle of the life"
            remedy = "leave its period out, and date the rules that lead to it or read it"
            if isinstance(item, syntax.StatusDecl) and item.limit is not None:
                remedy += "; a time limit changes as a dated `limit`, or by a dated parameter as its bound"
            findings.error("BCM507", message, item.name.span, remedy)


def _lasting(law: Law) -> dict[str, _Lasting]:
    return {item.name.text: item for item in law.declarations if isinstance(item, _LASTING)}


def _check_windows(models: Sequence[Model], findings: Findings) -> None:
    """Report each window that does not count the same under all laws."""
    for window in models[0].windows if models else ():
        if any(window not in model.windows for model in models):
            message = f"what `{window.name}` counts is not the same under all laws of the life"
            findings.error("BCM507", message, window.span, "let it count what no dated definition or parameter says")


def _report_time(name: str, declarations: Sequence[syntax.Declaration], findings: Findings) -> None:
    for item in declarations:
        if isinstance(item, syntax.PropertyDecl | syntax.ScenarioDecl) and item.name.text == name:
            message = f"`{name}` names a time that is not the same under all laws of the life"
            findings.error("BCM507", message, item.name.span, "write the time itself instead of a dated parameter")


def _models(
    file: syntax.PolicyFile,
    frame: Frame,
    laws: Sequence[Law],
    days: Sequence[datetime.date],
    scope: Scope,
    findings: Findings,
) -> list[Model]:
    """The model of each law. What life courses begin with, and what is asked of them, is that of the first day."""
    named = [space_of(item) for law in laws for item in law.declarations]
    moves = {item[1].text: item[1].span for item in named if item is not None and item[0] is Space.MOVE}
    asked = tuple(item for item in laws[0].declarations if isinstance(item, _OF_THE_FIRST_DAY))
    models: list[Model] = []
    told: list[Sequence[Diagnostic]] = []
    for number, law in enumerate(laws):
        own = scope if number == 0 else scope_of(file, frame, law)
        own.moves.update(moves)
        own.uses_today = own.uses_today or len(days) > 1
        rules = tuple(item for item in law.declarations if not isinstance(item, _OF_THE_FIRST_DAY))
        here = Findings()
        model = model_of_law(file, frame, (*rules, *asked), Reader(own, here, of_policy=True))
        told.append(here.found)
        if model is not None:
            models.append(model)
    _tell(told, days, findings)
    return models


def _tell(told: Sequence[Sequence[Diagnostic]], days: Sequence[datetime.date], findings: Findings) -> None:
    """Errors of any law, those of later ones with the day; warnings that all laws give."""

    def key(item: Diagnostic) -> tuple[str, str, object]:
        return item.code, item.message, item.span

    known = {key(item) for item in findings.found}
    warned = set.intersection(*({key(item) for item in found} for found in told))
    for number, (found, day) in enumerate(zip(told, days, strict=True)):
        for item in found:
            if key(item) in known or (item.severity != "error" and key(item) not in warned):
                continue
            known.add(key(item))
            dated = item if number == 0 else replace(item, message=f"{item.message}, by the law of `{day}`")
            findings.found.append(dated)
