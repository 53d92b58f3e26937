"""What takes time: clocks that run while an event could happen otherwise.

Trusted, like all that reads the text. `takes 6 months` is one more requirement: a clock at 6 months or more, which runs
while the person is where the event can happen and all its requirements that read no clock hold, is zero while they do
not, and is set to zero by the event. Events that name one effort share its clock, which runs for any of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.writing.clauses import takes_text
from bcm_formal.model.expressions import (
    ClockTerm,
    Condition,
    InStatus,
    Number,
    clocks_of,
    comparison,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.findings import shown
from bcm_formal.model.from_syntax.clocks import DeclaredClock, no_clock
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.origins import origin_from_syntax, title_of
from bcm_formal.model.from_syntax.scope import Entry, Scope, Space
from bcm_formal.model.kinds import family, kind_words
from bcm_formal.model.model import Assignment, Clock, Event, Origin, Requirement
from bcm_formal.model.readings import Readings
from bcm_formal.model.types import Duration

Timed = syntax.TransitionDecl | syntax.EventDecl


def declare_effort(written: syntax.EffortDecl | Timed, scope: Scope) -> None:
    """Make the clock of an effort known, or that of an event that takes time by itself."""
    if isinstance(written, syntax.EffortDecl):
        name, span = written.name.text, written.name.span
        scope.names[name] = Entry("effort", ClockTerm(name), Duration(), span)
    elif written.takes is not None and written.takes.effort is None:
        name = own_clock(written)
        scope.names.setdefault(name, Entry("effort", ClockTerm(name), Duration(), written.takes.span))


def own_clock(written: Timed) -> str:
    """The clock of an event that takes time by itself."""
    return f"time_for_{written.name.text}"


def clock_taken(written: Timed, reader: Reader) -> str | None:
    """The name of the clock by which the event takes time; None: it takes none, or after an error."""
    takes, scope = written.takes, reader.scope
    if takes is None:
        return None
    if takes.effort is None:
        name = own_clock(written)
        known = scope.names[name]
        if known.span != takes.span:
            message = f"`{name}` is the name of the clock that says how long `{written.name.text}` has been possible"
            reader.findings.error("BCM430", message, takes.span, "call the other declaration of that name otherwise")
            return None
        return name
    if not scope.knows(Space.VALUE, takes.effort, reader.findings, "BCM201"):
        return None
    entry = scope.names.get(takes.effort.text)
    if entry is None or entry.word != "effort":
        message = f"`{takes.effort.text}` is no effort"
        remedy = f'declare one: `effort {takes.effort.text}_ "…"`'
        reader.findings.error("BCM430", message, takes.effort.span, remedy)
        return None
    return takes.effort.text


def time_taken(written: Timed, clock: str, reader: Reader) -> Condition | None:
    """That the clock shows as much as the event takes; None after an error."""
    assert written.takes is not None
    length = written.takes.length
    read = reader.quantity(length, Duration())
    if read is None or reader.reports_negative(length) or reader.lacks_unit(length, read.kind, Duration()):
        return None
    if family(read.kind) != Duration():
        message = f"`{shown(length.span)}` is {kind_words(read.kind)}, but what something takes is a duration"
        reader.findings.error("BCM301", message, length.span, "write a duration, such as `6 months`")
        return None
    if not no_clock(reader, length, "what an event takes"):
        return None
    return comparison(">=", ClockTerm(clock), read.term)


def taking_time(written: Timed, event: Event, reader: Reader) -> Event | None:
    """The event with the time it takes, if any; None after an error."""
    if written.takes is None:
        return event
    clock = clock_taken(written, reader)
    taken = None if clock is None else time_taken(written, clock, reader)
    if clock is None or taken is None:
        return None
    span = written.takes.span
    asked = Requirement(taken, takes_text(written.takes), event.origin, span)
    begun_anew = Assignment(clock, Number(0, Duration()), span)
    return replace(
        event,
        requirements=(*event.requirements, asked),
        assignments=(*event.assignments, begun_anew),
        effort=clock,
    )


def clocks_of_efforts(
    declared: Iterable[syntax.EffortDecl], events: Iterable[Event], reader: Reader
) -> tuple[DeclaredClock, ...]:
    """The clock of each effort, and those of events that take time by themselves."""
    users: dict[str, list[Event]] = {}
    for event in events:
        if event.effort is not None:
            users.setdefault(event.effort, []).append(event)
    clocks: list[DeclaredClock] = []
    for item in declared:
        name = item.name.text
        origin = origin_from_syntax(item.origin, reader.scope, reader.findings)
        blank = Clock(name, title_of(item.title, name), conjunction(()), disjunction(()), 0, origin, item.span)
        clocks.append(_running(blank, users.pop(name, [])))
    for name, (event, *_) in users.items():
        title = f"time in which {event.title or event.name} was possible otherwise"
        blank = Clock(name, title, conjunction(()), disjunction(()), 0, Origin(), event.span)
        clocks.append(_running(blank, [event]))
    return tuple(clocks)


def _running(clock: Clock, events: Iterable[Event]) -> DeclaredClock:
    return DeclaredClock(running(clock, events), Readings(0, 0))


def running(clock: Clock, events: Iterable[Event]) -> Clock:
    """The clock of an effort that these events share."""
    possible = disjunction(map(_otherwise_possible, events))
    return replace(clock, runs=possible, zero=negation(possible))


def _otherwise_possible(event: Event) -> Condition:
    """That the person is where the event can happen and meets all that it asks without reading a clock."""
    asked = (item.condition for item in event.requirements if not clocks_of(item.condition))
    return conjunction((InStatus(event.sources), *asked))
