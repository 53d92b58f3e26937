"""What holds for a whole policy: its step of time, its calendar, the day whose law is read."""

from __future__ import annotations

import datetime

from bcm_formal.diagnostics import Label
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.findings import Findings, shown
from bcm_formal.model.units import Calendar, TimeUnit
from bcm_formal.records import dataclass

_UNITS = {unit.value[:-1]: unit for unit in TimeUnit}


@dataclass(frozen=True, slots=True)
class Frame:
    """The policy's own line, and what follows from it."""

    policy: syntax.PolicyDecl | None
    calendar: Calendar
    law_of: datetime.date | None
    covers: syntax.Covers | None = None

    @property
    def today_start(self) -> int | None:
        """The step the model starts in, counted from 1970-01-01."""
        return None if self.law_of is None else self.calendar.step_of(self.law_of)


def frame_from_syntax(file: syntax.PolicyFile, on: datetime.date | None, findings: Findings) -> Frame:
    """The frame; without a policy, steps are months and the mistake is reported."""
    policies = [item for item in file.declarations if isinstance(item, syntax.PolicyDecl)]
    policy = policies[0] if policies else None
    for other in policies[1:]:
        label = Label(policies[0].name.span, "first declared here")
        findings.error("BCM202", "a file declares one policy", other.name.span, "remove one of them", label)
    unread = any(item.keyword == "policy" for item in file.unread)
    if policy is None:
        if not unread:
            first = file.declarations[0].span if file.declarations else file.span
            message = "the file declares no policy"
            findings.error("BCM415", message, first, 'begin with `policy NAME "title"` and `time in months`')
        return Frame(None, Calendar(TimeUnit.MONTHS), on)
    if policy.time is None:
        message = f"the policy `{policy.name.text}` does not say what a step of time is"
        findings.error("BCM415", message, policy.name.span, "add `time in months` below it")
        return Frame(policy, Calendar(TimeUnit.MONTHS), on)
    calendar = Calendar(_UNITS[policy.time.unit])
    if policy.calendar is not None:
        calendar = _calendar(policy.calendar, calendar, findings)
    law_of = on or (policy.law_of.date.value if policy.law_of else None)
    return Frame(policy, calendar, law_of, _covers(policy.covers, findings))


def _covers(written: syntax.Covers | None, findings: Findings) -> syntax.Covers | None:
    """The days that the policy covers, if there are any."""
    if written is not None and written.last.value < written.first.value:
        message = f"no day is from `{written.first.value}` to `{written.last.value}`"
        findings.error("BCM503", message, written.span, "give the earlier day first")
        return None
    return written


def _calendar(written: syntax.Calendar, plain: Calendar, findings: Findings) -> Calendar:
    if not plain.counts_days:
        message = f"time is in {plain.unit.value}: a calendar would say nothing"
        remedy = "remove the line, or write `time in days`"
        findings.error("BCM416", message, written.span, remedy)
        return plain
    days: dict[str, int] = {}
    for entry in written.entries:
        steps = Calendar(TimeUnit.DAYS).steps(entry.length.amount, entry.length.unit)
        problem = None
        if entry.period.amount != 1 or entry.period.unit in ("week", "day"):
            problem = "a calendar says how long `1 year`, `1 quarter` or `1 month` is"
        elif not isinstance(steps, int) or steps == 0:
            problem = "a calendar counts days or weeks"
        elif entry.period.unit in days:
            problem = f"`1 {entry.period.unit}` is given twice"
        if problem or not isinstance(steps, int):
            remedy = "write `calendar 1 year is 365 days, 1 month is 30 days`"
            findings.error("BCM416", problem or shown(entry.span), entry.span, remedy)
        else:
            days[entry.period.unit] = steps
    return Calendar(plain.unit, tuple(days.items()))
