"""Which declarations are law on a day, and whether the versions of one rule fit together."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import assert_never

from bcm_formal.diagnostics import Label, Span
from bcm_formal.language.syntax import (
    ActorDecl,
    AttributeDecl,
    ClockDecl,
    Declaration,
    DefineDecl,
    EventDecl,
    LayerDecl,
    LimitDecl,
    Name,
    ParameterDecl,
    PolicyDecl,
    PropertyDecl,
    ScenarioDecl,
    ScoreDecl,
    SourceDecl,
    StartDecl,
    StatusDecl,
    TransitionDecl,
)
from bcm_formal.model.findings import Findings
from bcm_formal.model.scope import Space

_FIRST = datetime.date.min
_LAST = datetime.date.max


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to the day before `until`."""

    start: datetime.date
    until: datetime.date
    repealed: bool

    def covers(self, day: datetime.date) -> bool:
        return self.start <= day < self.until


def space_of(declaration: Declaration) -> tuple[Space, Name] | None:
    """The space of names a declaration adds to, and its name; None for the policy and for `start`."""
    match declaration:
        case PolicyDecl() | StartDecl():
            return None
        case AttributeDecl(name) | ClockDecl(name) | ParameterDecl(name) | DefineDecl(name) | ScoreDecl(name):
            return Space.VALUE, name
        case LayerDecl(name) | StatusDecl(name):
            return Space.PLACE, name
        case TransitionDecl(name) | EventDecl(name) | LimitDecl(name):
            return Space.MOVE, name
        case ActorDecl(name):
            return Space.ACTOR, name
        case SourceDecl(name):
            return Space.SOURCE, name
        case PropertyDecl(name):
            return Space.PROPERTY, name
        case ScenarioDecl(name):
            return Space.SCENARIO, name
        case _:
            assert_never(declaration)


def is_dated(declaration: Declaration) -> bool:
    """True iff the declaration says when it is law."""
    return declaration.origin.in_force is not None or declaration.origin.repealed is not None


@dataclass(frozen=True, slots=True)
class Law:
    """The declarations in force, and the places of those that are only declared for other days."""

    declarations: tuple[Declaration, ...]
    absent: dict[tuple[Space, str], Span]


def in_force(declarations: Sequence[Declaration], day: datetime.date | None, findings: Findings) -> Law:
    """The law of a day. Overlaps, gaps without `repealed` and duplicates are reported for all days."""
    periods = [_period(declaration, findings) for declaration in declarations]
    chains: dict[tuple[Space, str], list[int]] = {}
    for index, declaration in enumerate(declarations):
        named = space_of(declaration)
        if named is not None:
            chains.setdefault((named[0], named[1].text), []).append(index)
    doubled: set[int] = set()
    for chain in chains.values():
        doubled |= _check_chain([(index, declarations[index], periods[index]) for index in chain], findings)
    if day is None:
        dated = next((declaration for declaration in declarations if is_dated(declaration)), None)
        if dated is not None:
            _no_day(dated, findings)
    chosen: list[Declaration] = []
    absent: dict[tuple[Space, str], Span] = {}
    for index, (declaration, period) in enumerate(zip(declarations, periods, strict=True)):
        named = space_of(declaration)
        if index in doubled:
            continue
        if day is None or period.covers(day):
            chosen.append(declaration)
        elif named is not None:
            absent[named[0], named[1].text] = named[1].span
    return Law(tuple(chosen), absent)


def _period(declaration: Declaration, findings: Findings) -> Period:
    stated, repealed = declaration.origin.in_force, declaration.origin.repealed
    start = stated.start.value if stated else _FIRST
    until = stated.until.value if stated and stated.until else _LAST
    if stated and stated.until and until <= start:
        message = f"the period ends on `{until}`, not after it begins on `{start}`"
        findings.error("BCM503", message, stated.span, "`until` is the first day on which it is no longer law")
        return Period(start, _LAST, True)
    if repealed is None:
        return Period(start, until, False)
    if stated and stated.until and until != repealed.date.value:
        message = f"it is in force until `{until}`, but repealed `{repealed.date.value}`"
        label = Label(stated.span, "in force here")
        findings.error("BCM503", message, repealed.span, f"write `repealed {until}`, or leave `until` out", label)
    elif repealed.date.value <= start:
        message = f"it is repealed `{repealed.date.value}`, not after it begins on `{start}`"
        findings.error("BCM503", message, repealed.span, "give a later day")
        return Period(start, _LAST, True)
    return Period(start, repealed.date.value, True)


def _check_chain(chain: list[tuple[int, Declaration, Period]], findings: Findings) -> set[int]:
    """Report duplicates, overlaps and gaps among the declarations of one name; give those to leave out."""
    doubled: set[int] = set()
    ordered = sorted(chain, key=lambda item: item[2].start)
    for (_, before, earlier), (index, after, later) in pairwise(ordered):
        named, first = space_of(after), space_of(before)
        if named is None or first is None:
            continue
        name, label = named[1], Label(first[1].span, "first declared here")
        if not is_dated(before) or not is_dated(after):
            message = f"`{name.text}` is declared twice"
            remedy = "give one of them another name, or both an `in force` period"
            findings.error("BCM202", message, name.span, remedy, label)
            doubled.add(index)
        elif later.start < earlier.until:
            message = f"two versions of `{name.text}` overlap: both are in force on `{later.start}`"
            remedy = f"end the earlier one: `in force from {earlier.start} until {later.start}`"
            if earlier.start == _FIRST or earlier.start >= later.start:
                remedy = "give each version a period of its own"
            findings.error("BCM501", message, name.span, remedy, label)
            doubled.add(index)
        elif later.start > earlier.until and not earlier.repealed:
            message = f"no version of `{name.text}` is in force from `{earlier.until}` until `{later.start}`"
            remedy = f"close the gap, or add `repealed {earlier.until}` to the earlier version"
            findings.error("BCM502", message, name.span, remedy, label)
    return doubled


def _no_day(declaration: Declaration, findings: Findings) -> None:
    span = (declaration.origin.in_force or declaration.origin.repealed or declaration).span
    message = "this rule is dated, but the policy does not say which day's law to read"
    remedy = "add `in force 2026-01-01` to the policy, or give `--on 2026-01-01`, with the day you mean"
    findings.error("BCM504", message, span, remedy)
