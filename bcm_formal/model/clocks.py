"""Clocks: where they run, and what sets them to zero."""

from __future__ import annotations

from bcm_formal.language import syntax
from bcm_formal.model.constants import value_of
from bcm_formal.model.expressions import FALSE, TRUE, ClockTerm, Condition, InStatus, conjunction
from bcm_formal.model.expressions_from_syntax import Reader, clock_mention
from bcm_formal.model.model import TIME_IN_STATUS, TODAY, Clock, Origin
from bcm_formal.model.origins import origin_from_syntax, title_of
from bcm_formal.model.scope import Entry, Scope
from bcm_formal.model.types import Date, Duration

BUILT_IN = (TIME_IN_STATUS, TODAY)


def declare_built_in(scope: Scope) -> None:
    """`time_in_status` and `today` are always known."""
    scope.names[TIME_IN_STATUS] = Entry("clock", ClockTerm(TIME_IN_STATUS), Duration(), None)
    scope.names[TODAY] = Entry("clock", ClockTerm(TODAY), Date(), None)


def declare_clock(written: syntax.ClockDecl, scope: Scope) -> None:
    """Make the clock known."""
    name = written.name.text
    scope.names[name] = Entry("clock", ClockTerm(name), Duration(), written.name.span)


def built_in_clock(name: str, title: str, place: syntax.PolicyDecl | syntax.PolicyFile) -> Clock:
    """A clock that always runs and that nothing sets to zero but what its meaning says."""
    return Clock(name, title, TRUE, FALSE, 0, Origin(), place.span)


def clock_from_syntax(written: syntax.ClockDecl, reader: Reader) -> Clock | None:
    """The clock; None after an error."""
    origin = origin_from_syntax(written.origin, reader.scope, reader.findings)
    runs, zero = _part(written.runs, TRUE, reader), _part(written.zero, FALSE, reader)
    start = 0
    if written.starts is not None:
        found = value_of(reader, written.starts.value, Duration())
        if found is None:
            return None
        start = int(found)
    if runs is None or zero is None:
        return None
    name = written.name.text
    return Clock(name, title_of(written.title, name), runs, zero, start, origin, written.span)


def _part(part: syntax.Runs | syntax.Zero | None, missing: Condition, reader: Reader) -> Condition | None:
    if part is None:
        return missing
    conditions: list[Condition | None] = []
    if part.places:
        statuses = reader.scope.statuses_of(part.places, reader.findings)
        conditions.append(None if statuses is None else InStatus(statuses))
    if part.condition is not None:
        word = "runs" if isinstance(part, syntax.Runs) else "zero"
        conditions.append(clockless(reader, part.condition, f"`{word}` of a clock"))
    whole = [condition for condition in conditions if condition is not None]
    return conjunction(whole) if len(whole) == len(conditions) else None


def clockless(reader: Reader, expression: syntax.Expression, where: str) -> Condition | None:
    """A condition that may only read status and attributes, so that it is constant while time passes."""
    condition = reader.condition(expression)
    if condition is None:
        return None
    return condition if no_clock(reader, expression, where) else None


def no_clock(reader: Reader, expression: syntax.Expression, where: str) -> bool:
    """True iff the expression reads no clock; otherwise that is reported."""
    mention = clock_mention(reader.scope, expression)
    if mention is None:
        return True
    entry = reader.scope.names[mention.text]
    reads = "is a clock" if entry.word == "clock" else "reads a clock"
    message = f"`{mention.text}` {reads}, but {where} may only speak of status and attributes"
    remedy = "record what matters in an attribute when an event happens, and ask for that"
    reader.findings.error("BCM316", message, mention.span, remedy)
    return False
