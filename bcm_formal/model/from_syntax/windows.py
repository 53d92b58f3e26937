"""Windows: how long something was so in the time just past, and what a policy is given to know it.

Trusted, like all that reads the text. Every step of a window that moves has an end, at which its parts move on: the
newest says whether what is counted was so in the step just over, the oldest is forgotten. A window rests while nothing
is counted and no part of it is, or while all parts are and still it is counted: then moving on changes nothing, and
any time may pass at once. So the clock of the running part shows one step only at the very moment at which it is
over; nothing else can happen before the parts have moved on, and the reading is already what it is after that.
"""

from __future__ import annotations

from collections.abc import Sequence

from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.expressions import (
    FALSE,
    Choose,
    ClockTerm,
    Condition,
    Flag,
    InStatus,
    Number,
    Term,
    comparison,
    conjunction,
    disjunction,
    negation,
    total,
)
from bcm_formal.model.from_syntax.clocks import DeclaredClock, clockless
from bcm_formal.model.from_syntax.constants import value_of
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.origins import origin_from_syntax, title_of
from bcm_formal.model.internal_names import internal
from bcm_formal.model.model import Assignment, Attribute, Clock, Limit, Origin, Window
from bcm_formal.model.readings import Readings
from bcm_formal.model.types import Duration, YesNo

MOST_PARTS = 60
RUNNING = internal("running_part")
"""the clock that measures the running part of all windows of a policy"""
ONE, NONE = Number(1, Duration()), Number(0, Duration())


def window_from_syntax(written: syntax.WindowDecl, reader: Reader) -> Window | None:
    """The window; None after an error."""
    name, findings = written.name.text, reader.findings
    origin = origin_from_syntax(written.origin, reader.scope, findings)
    counts = _counted(written, reader)
    over = value_of(reader, written.over, Duration())
    if counts is None or over is None:
        return None
    if not 1 <= written.parts <= MOST_PARTS:
        message = f"a window has 1 to {MOST_PARTS} parts"
        findings.error("BCM429", message, written.span, "count in longer steps, or over a shorter time")
        return None
    if int(over) != written.parts:
        message = f"`{name}` is {int(over)} steps long, but has {written.parts} parts: each part is one step"
        remedy = f"write `in {int(over)} parts`" if 1 <= over <= MOST_PARTS else "choose a longer step with `time in`"
        findings.error("BCM429", message, written.over.span, remedy)
        return None
    parts = tuple(internal(f"{name}_{number}") for number in range(1, written.parts + 1))
    return Window(name, title_of(written.title, name), counts, int(over), parts, RUNNING, origin, written.span)


def _counted(written: syntax.WindowDecl, reader: Reader) -> Condition | None:
    conditions: list[Condition | None] = []
    if written.places:
        statuses = reader.scope.statuses_of(written.places, reader.findings)
        conditions.append(None if statuses is None else InStatus(statuses))
    if written.condition is not None:
        conditions.append(clockless(reader, written.condition, "what a window counts"))
    whole = [condition for condition in conditions if condition is not None]
    return conjunction(whole) if len(whole) == len(conditions) else None


def reading_of(window: Window) -> Term:
    """What the window shows, in steps: the parts that count. Of one that is over, what it shows after moving on."""
    *newer, oldest = map(Flag, window.parts)
    over = comparison(">=", ClockTerm(window.clock), ONE)
    last = disjunction((conjunction((over, window.counts)), conjunction((negation(over), oldest))))
    return total(Choose(counted, ONE, NONE) for counted in (*newer, last))


def parts_of(window: Window) -> tuple[Attribute, ...]:
    """An attribute for each part, the newest first. Before a life course begins nothing was counted."""
    return tuple(Attribute(name, window.title, YesNo(), False, False, Origin(), window.span) for name in window.parts)


def clocks_of(windows: Sequence[Window]) -> tuple[DeclaredClock, ...]:
    """The clock of the running part, where there are windows. It stands while all of them rest."""
    if not windows:
        return ()
    runs = disjunction(negation(_rests(window)) for window in windows)
    clock = Clock(RUNNING, windows[0].title, runs, FALSE, 0, Origin(), windows[0].span)
    return (DeclaredClock(clock, Readings(0, 0)),)


def _rests(window: Window) -> Condition:
    flags = tuple(map(Flag, window.parts))
    full = conjunction((window.counts, *flags))
    empty = conjunction((negation(window.counts), *map(negation, flags)))
    return disjunction((full, empty))


def ends_of(windows: Sequence[Window], statuses: tuple[str, ...]) -> tuple[Limit, ...]:
    """The end of the running part, in each status: the parts of all windows move on."""
    if not windows:
        return ()
    span = windows[0].span
    sets = [Assignment(RUNNING, NONE, span)]
    for window in windows:
        values = (window.counts, *map(Flag, window.parts))
        sets += (Assignment(name, value, span) for name, value in zip(window.parts, values, strict=False))
    return tuple(
        Limit(
            internal(f"part_ends_in_{status}"),
            windows[0].title,
            (status,),
            conjunction(()),
            RUNNING,
            ONE,
            status,
            tuple(sets),
            Origin(),
            span,
            window=RUNNING,
        )
        for status in statuses
    )
