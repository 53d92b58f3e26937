"""Who the life courses start with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.certainty import Certainty
from bcm_formal.model.expressions import (
    TRUE,
    And,
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    Not,
    Number,
    Rewriting,
    Term,
    Truth,
    bare,
    clocks_of,
    comparison,
    conjunction,
)
from bcm_formal.model.findings import shown
from bcm_formal.model.from_syntax.clocks import DeclaredClock
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.origins import origin_from_syntax
from bcm_formal.model.model import TODAY, Attribute, Clock, Start
from bcm_formal.model.readings import Readings, readings
from bcm_formal.model.types import Duration, Value
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class ClockStarts:
    """What the clocks of a policy start with, and how a condition on a start bears on it."""

    clocks: tuple[DeclaredClock, ...]
    """all but `today`"""

    opened: frozenset[str] = frozenset()
    """those that some `start` line opens"""

    def opened_by(self, condition: Condition) -> frozenset[str]:
        """The clocks without a `starts` line that the condition reads: they start with whatever it allows."""
        read = clocks_of(condition)
        return frozenset(c.clock.name for c in self.clocks if c.starts is None and c.clock.name in read)

    def asked(self, condition: Condition, opened: AbstractSet[str], given: AbstractSet[str] = frozenset()) -> Condition:
        """The condition, with what it leaves unsaid about the clocks that do not start with one reading.

        `opened` clocks start with any reading where it speaks of them, else with zero; of `given` ones all is said.
        """
        read = self.opened_by(condition)
        parts = [condition]
        for declared in self.clocks:
            name, starts = declared.clock.name, declared.starts
            if starts is not None and starts.single is None and name not in given:
                parts += _within(name, starts)
            elif name in opened - read - given:
                parts.append(comparison("=", ClockTerm(name), Number(0, Duration())))
        return conjunction(parts)

    def elsewhere(self, opened: AbstractSet[str], given: AbstractSet[str]) -> Iterator[tuple[str, int | None]]:
        """What clocks start with where only the `opened` ones are spoken of, and where that may differ from the model:
        any reading (None) or zero; of `given` ones it was said."""
        for declared in self.clocks:
            name = declared.clock.name
            if declared.starts is None and name not in given:
                if name in opened:
                    yield name, None
                elif name in self.opened:
                    yield name, 0

    @property
    def begun(self) -> tuple[Clock, ...]:
        """The clocks as they are in the model."""
        return tuple(
            replace(item.clock, start=None) if item.clock.name in self.opened else item.clock for item in self.clocks
        )


def _within(clock: str, starts: Readings) -> list[Condition]:
    found: list[Condition] = []
    if starts.low > 0:
        found.append(comparison(">=", ClockTerm(clock), Number(starts.low, Duration())))
    if starts.high is not None:
        found.append(comparison("<=", ClockTerm(clock), Number(starts.high, Duration())))
    return found


def starts_from_syntax(
    written: Sequence[syntax.StartDecl], reader: Reader, attributes: Sequence[Attribute], clocks: ClockStarts
) -> tuple[tuple[Start, ...], ClockStarts]:
    """The starts, and which clocks they open; a condition that no start value meets is reported."""
    read = [(item, start) for item in written if (start := _start(item, reader)) is not None]
    opened = frozenset[str]().union(*(clocks.opened_by(start.condition) for _, start in read))
    clocks = replace(clocks, opened=opened)
    starts = tuple(replace(start, condition=clocks.asked(start.condition, opened)) for _, start in read)
    for (item, _), start in zip(read, starts, strict=True):
        if item.condition is not None and _is_impossible(start.condition, start.statuses, attributes, clocks.begun):
            text = shown(item.condition.span)
            message = f"no person can start with `{text}`"
            remedy = "it contradicts what attributes and clocks start with: change their `starts`, or this condition"
            reader.findings.error("BCM407", message, item.condition.span, remedy)
    return starts, clocks


def _start(written: syntax.StartDecl, reader: Reader) -> Start | None:
    """The start as written."""
    origin = origin_from_syntax(written.origin, reader.scope, reader.findings)
    statuses = reader.scope.statuses_of(written.places, reader.findings)
    condition = TRUE if written.condition is None else reader.condition(written.condition)
    if statuses is None or condition is None:
        return None
    if not statuses:
        message = f"`{shown(written.span)}` names no status"
        reader.findings.error("BCM407", message, written.span, "name a status")
    return Start(statuses, condition, written.span, origin)


def _is_impossible(
    condition: Condition, statuses: tuple[str, ...], attributes: Sequence[Attribute], clocks: Sequence[Clock]
) -> bool:
    terms: dict[str, Term] = {TODAY: Number(0, Duration())}
    flags: dict[str, Condition] = {}
    for attribute in attributes:
        if isinstance(attribute.start, bool):
            flags[attribute.name] = Truth(attribute.start)
        elif attribute.start is not None:
            terms[attribute.name] = Number(attribute.start, attribute.kind)
    for clock in clocks:
        if clock.start is not None:
            terms[clock.name] = Number(clock.start, Duration())
    certainty = Certainty()
    return all(
        certainty.truth(asked) is False or any(readings(asked, clock.name).is_empty for clock in clocks)
        for asked in (Rewriting(terms, flags, status).condition(condition) for status in statuses)
    )


def equalities(condition: Condition) -> Iterator[tuple[str, Value] | Condition]:
    """The conjuncts of a condition; those that say what one attribute or clock is, as its name and value."""
    for part in condition.conditions if isinstance(condition, And) else (condition,):
        match part:
            case Flag(name):
                yield name, True
            case Not(Flag(name)):
                yield name, False
            case Comparison("=", AttributeTerm(name) | ClockTerm(name), right) if isinstance(bare(right), Number):
                value = bare(right)
                assert isinstance(value, Number)
                yield name, value.value
            case _:
                yield part
