"""Clocks: where they run, and what sets them to zero."""

from __future__ import annotations

from bcm_formal.diagnostics import Label
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.expressions import FALSE, TRUE, ClockTerm, Condition, InStatus, conjunction
from bcm_formal.model.findings import shown
from bcm_formal.model.from_syntax.constants import value_of
from bcm_formal.model.from_syntax.expressions import Reader, clock_mention
from bcm_formal.model.from_syntax.origins import origin_from_syntax, title_of
from bcm_formal.model.from_syntax.scope import Entry, Scope
from bcm_formal.model.model import TIME_IN_STATUS, TODAY, Clock, Origin
from bcm_formal.model.readings import Readings
from bcm_formal.model.types import Date, Duration
from bcm_formal.records import dataclass

BUILT_IN = (TIME_IN_STATUS, TODAY)


def declare_built_in(scope: Scope) -> None:
    """`time_in_status` and `today` are always known."""
    scope.names[TIME_IN_STATUS] = Entry("clock", ClockTerm(TIME_IN_STATUS), Duration(), None)
    scope.names[TODAY] = Entry("clock", ClockTerm(TODAY), Date(), None)


def declare_clock(written: syntax.ClockDecl, scope: Scope) -> None:
    """Make the clock known."""
    name = written.name.text
    scope.names[name] = Entry("clock", ClockTerm(name), Duration(), written.name.span, fixed=written.fixed)


def built_in_clock(name: str, title: str, place: syntax.PolicyDecl | syntax.PolicyFile) -> Clock:
    """A clock that always runs and that nothing sets to zero but what its meaning says."""
    return Clock(name, title, TRUE, FALSE, 0, Origin(), place.span)


@dataclass(frozen=True, slots=True)
class DeclaredClock:
    """A clock, and what its `starts` line says; None: it has no such line, so that it starts with zero unless a `start`
    line speaks of it."""

    clock: Clock
    starts: Readings | None


def clock_from_syntax(written: syntax.ClockDecl, reader: Reader) -> DeclaredClock | None:
    """The clock; None after an error."""
    origin = origin_from_syntax(written.origin, reader.scope, reader.findings)
    runs = _part(written.runs, FALSE if written.fixed else TRUE, reader)
    zero = _part(written.zero, FALSE, reader)
    starts = None if written.starts is None else _starts(written.starts, reader)
    if written.fixed:
        starts = _anywhere(written, starts, reader)
    if runs is None or zero is None or (written.starts is not None and starts is None):
        return None
    name = written.name.text
    start = 0 if starts is None else starts.single
    return DeclaredClock(Clock(name, title_of(written.title, name), runs, zero, start, origin, written.span), starts)


def _anywhere(written: syntax.ClockDecl, starts: Readings | None, reader: Reader) -> Readings | None:
    """What a fixed clock starts with: any reading, if it does not say. That it moves is reported."""
    for clause, word in ((written.runs, "runs"), (written.zero, "zero")):
        if clause is not None:
            message = f"`{written.name.text}` is fixed: it only starts somewhere and stands still"
            label = Label(written.name.span, "declared here")
            reader.findings.error("BCM428", message, clause.span, f"remove `fixed`, or the line `{word}`", label)
    return Readings() if written.starts is None else starts


def _starts(written: syntax.ClockStart, reader: Reader) -> Readings | None:
    match written.value:
        case syntax.AnyValue():
            return Readings()
        case syntax.ReadingRange(low, high):
            least = 0 if low is None else value_of(reader, low, Duration())
            most = None if high is None else value_of(reader, high, Duration())
            if least is None or (high is not None and most is None):
                return None
            found = Readings(int(least), None if most is None else int(most))
            if found.is_empty:
                message = f"`{shown(written.value.span)}` holds no duration"
                reader.findings.error("BCM417", message, written.value.span, "write the shorter duration first")
                return None
            return found
        case value:
            exact = value_of(reader, value, Duration())
            return None if exact is None else Readings(int(exact), int(exact))


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
    return _reads_none(reader, clock_mention(reader.scope, expression), where)


def no_moving_clock(reader: Reader, expression: syntax.Expression, where: str) -> bool:
    """True iff the expression reads no clock but such as are fixed; otherwise that is reported."""
    return _reads_none(reader, clock_mention(reader.scope, expression, moving=True), where)


def _reads_none(reader: Reader, mention: syntax.Name | None, where: str) -> bool:
    if mention is None:
        return True
    entry = reader.scope.names[mention.text]
    reads = "is a clock" if entry.word == "clock" else "reads a clock"
    message = f"`{mention.text}` {reads}, but {where} may only speak of status and attributes"
    remedy = "record what matters in an attribute when an event happens, and ask for that"
    reader.findings.error("BCM316", message, mention.span, remedy)
    return False
