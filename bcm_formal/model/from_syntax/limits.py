"""Limits: how long something may last, and what then."""

from __future__ import annotations

from collections.abc import Mapping

from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.expressions import TRUE, ClockTerm, Condition, Number, Term, conjunction, total
from bcm_formal.model.findings import shown
from bcm_formal.model.from_syntax.assignments import assignments_from_syntax
from bcm_formal.model.from_syntax.clocks import clockless, no_moving_clock
from bcm_formal.model.from_syntax.events import names_yielded_to, one_status
from bcm_formal.model.from_syntax.expressions import Reader, clock_mention
from bcm_formal.model.from_syntax.origins import merged, origin_from_syntax, title_of
from bcm_formal.model.from_syntax.quantities import Quantity
from bcm_formal.model.kinds import family, kind_words
from bcm_formal.model.model import TIME_IN_STATUS, AnyValue, Limit
from bcm_formal.model.types import Duration

_REMEDY = "write `while CONDITION and CLOCK at most DURATION, then STATUS`"


def status_limit(written: syntax.StatusDecl, reader: Reader) -> Limit | None:
    """The limit that `at most D, then S` of a status stands for."""
    if written.limit is None:
        return None
    name = f"{written.name.text}_limit"
    own = origin_from_syntax(written.limit.origin, reader.scope, reader.findings)
    rule = origin_from_syntax(written.origin, reader.scope, reader.findings)
    bound = _bound(written.limit.bound, Quantity(ClockTerm(TIME_IN_STATUS), Duration()), reader)
    target = one_status(written.limit.target, reader.scope, reader)
    if bound is None or target is None:
        return None
    return Limit(
        name=name,
        title=f"time limit of {title_of(written.title, written.name.text)}",
        statuses=(written.name.text,),
        condition=TRUE,
        clock=TIME_IN_STATUS,
        bound=bound,
        target=target,
        assignments=(),
        origin=merged(own, rule) if own.citations == () else own,
        span=written.limit.span,
        yields_to=names_yielded_to(written.limit.yields),
        of_status=True,
    )


def limit_from_syntax(
    written: syntax.LimitDecl, reader: Reader, attributes: Mapping[str, syntax.AttributeDecl]
) -> Limit | None:
    """The limit; None after an error."""
    origin = origin_from_syntax(written.origin, reader.scope, reader.findings)
    statuses = reader.scope.statuses
    found: tuple[str, ...] | None = statuses
    if written.places:
        found = reader.scope.statuses_of(written.places, reader.findings)
    rule = _rule(written.rule.condition, reader)
    target = one_status(written.rule.target, reader.scope, reader)
    assignments = assignments_from_syntax(written.assignments, reader, attributes)
    for item in assignments:
        if isinstance(item.value, AnyValue):
            message = f"a limit sets `{item.name}` to any value, but nobody is there to choose it"
            remedy = f"set one value here, or let an event in {target or 'the target'} set `{item.name}`"
            reader.findings.error("BCM419", message, item.span, remedy)
    if rule is None or found is None or target is None:
        return None
    condition, clock, bound = rule
    return Limit(
        name=written.name.text,
        title=title_of(written.title, written.name.text),
        statuses=found,
        condition=condition,
        clock=clock.name,
        bound=bound,
        target=target,
        assignments=assignments,
        origin=origin,
        span=written.span,
        yields_to=names_yielded_to(written.yields),
    )


def _rule(expression: syntax.Expression, reader: Reader) -> tuple[Condition, ClockTerm, Term] | None:
    """The condition, clock and bound of `COND and CLOCK at most BOUND`."""
    parts = expression.operands if isinstance(expression, syntax.And) else (expression,)
    clocked = [part for part in parts if clock_mention(reader.scope, part) is not None]
    if len(clocked) != 1:
        message = "a limit must compare one clock with its bound"
        if clocked:
            message = f"a limit must compare one clock, but this compares {len(clocked)}"
        unknown = _report_inside(parts, reader) if not clocked else False
        if not unknown:
            reader.findings.error("BCM404", message, expression.span, _REMEDY)
        return None
    measured = _measured(clocked[0], reader)
    conditions = [clockless(reader, part, "a limit") for part in parts if part is not clocked[0]]
    whole = [condition for condition in conditions if condition is not None]
    if measured is None or len(whole) < len(conditions):
        return None
    return conjunction(whole), measured[0], measured[1]


def _report_inside(parts: tuple[syntax.Expression, ...], reader: Reader) -> bool:
    """Read conditions only for their own mistakes; True iff there were some."""
    read = [reader.condition(part) for part in parts]
    return None in read


def _measured(part: syntax.Expression, reader: Reader) -> tuple[ClockTerm, Term] | None:
    """Clock and bound of `CLOCK at most BOUND`, also written the other way round."""
    match part:
        case syntax.Compare("at most" | "less than" as op, clock, bound):
            less = op == "less than"
        case syntax.Compare("at least" | "more than" as op, bound, clock):
            less = op == "more than"
        case _:
            clock = bound = part
            less = False
    entry = reader.scope.names.get(clock.text) if isinstance(clock, syntax.Name) else None
    if entry is None or not isinstance(entry.body, ClockTerm):
        message = f"`{shown(part.span)}` does not say how long a clock may run"
        reader.findings.error("BCM404", message, part.span, _REMEDY)
        return None
    measured = reader.quantity(clock)
    if measured is None:
        return None
    read = _bound(bound, Quantity(entry.body, measured.kind), reader)
    if read is None:
        return None
    return entry.body, total([read, Number(-1, Duration())]) if less else read


def _bound(expression: syntax.Expression, clock: Quantity, reader: Reader) -> Term | None:
    read = reader.quantity(expression, clock.kind)
    if read is None:
        return None
    if reader.reports_negative(expression) or reader.lacks_unit(expression, read.kind, clock.kind):
        return None
    if family(read.kind) != family(clock.kind):
        message = f"`{shown(expression.span)}` is {kind_words(read.kind)}, but the clock is {kind_words(clock.kind)}"
        reader.findings.error("BCM301", message, expression.span, f"write {kind_words(clock.kind)}")
        return None
    return read.term if no_moving_clock(reader, expression, "the bound of a limit") else None
