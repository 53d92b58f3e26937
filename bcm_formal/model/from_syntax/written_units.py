"""Durations and dates as written, in whole steps."""

from __future__ import annotations

import datetime
from typing import assert_never

from bcm_formal.language.tree.policy import Date, Duration
from bcm_formal.model.findings import Findings, shown
from bcm_formal.model.units import Calendar, NoCalendar, NotWhole, TimeUnit

_DAYS_OF: dict[str, int] = {"year": 365, "month": 30}


def duration_steps(calendar: Calendar, duration: Duration, findings: Findings) -> int | None:
    """The duration in steps, or None after an error."""
    steps = calendar.steps(duration.amount, duration.unit)
    match steps:
        case int():
            return steps
        case NoCalendar(unit):
            message = f"`{shown(duration.span)}` needs a calendar: time is in {calendar.unit.value}"
            days = _DAYS_OF[unit] if calendar.step_word == "day" else _DAYS_OF[unit] // 7 * 7
            remedy = (
                f"add `calendar 1 {unit} is {days} days` to the policy; the assumption is printed with every verdict"
            )
            findings.error("BCM308", message, duration.span, remedy)
            return None
        case NotWhole():
            message = f"`{shown(duration.span)}` is not a whole number of {calendar.unit.value}"
            findings.error("BCM307", message, duration.span, _finer(calendar, duration))
            return None
        case _:
            assert_never(steps)


def _finer(calendar: Calendar, duration: Duration) -> str:
    if not calendar.counts_days and duration.unit in ("week", "day"):
        return f"write it in {calendar.unit.value}, or write `time in days` in the policy"
    unit = "days" if calendar.counts_days else "months"
    return f"write whole {calendar.unit.value}, or write `time in {unit}` in the policy"


def date_steps(calendar: Calendar, date: Date, findings: Findings) -> int | None:
    """The step that begins on the day, counted from 1970-01-01, or None after an error."""
    step = calendar.step_of(date.value)
    first = calendar.first_day(step)
    if first == date.value:
        return step
    begins = "a Monday" if calendar.unit is TimeUnit.WEEKS else f"the first day of a {calendar.step_word}"
    message = f"`{date.value}` is not {begins}, and time is in {calendar.unit.value}"
    near = _nearest(calendar, date.value).isoformat()
    findings.error("BCM309", message, date.span, f"write `{near}`, or `time in days`", instead=near)
    return None


def _nearest(calendar: Calendar, day: datetime.date) -> datetime.date:
    step = calendar.step_of(day)
    first = calendar.first_day(step)
    try:
        following = calendar.first_day(step + 1)
    except (OverflowError, ValueError):
        return first
    return first if day - first <= following - day else following
