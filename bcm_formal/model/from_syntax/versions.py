"""Which declarations are law on a day, and whether the versions of one rule fit together."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import pairwise
from typing import assert_never

from bcm_formal.diagnostics import Label, Span
from bcm_formal.language.tree.policy import (
    ActorDecl,
    AttributeDecl,
    ClockDecl,
    Declaration,
    DefineDecl,
    EffortDecl,
    EventDecl,
    IncludeDecl,
    LayerDecl,
    LimitDecl,
    Name,
    ParameterDecl,
    PolicyDecl,
    PropertiesDecl,
    PropertyDecl,
    ScenarioDecl,
    ScoreDecl,
    SourceDecl,
    StartDecl,
    StatusDecl,
    TransitionDecl,
    WindowDecl,
)
from bcm_formal.language.tree.reforms import OfReform
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.frame import Frame
from bcm_formal.model.from_syntax.scope import Space
from bcm_formal.records import dataclass

_FIRST = datetime.date.min.toordinal()
_LAST = datetime.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Period:
    """From its first to its last day, both included, as ordinals."""

    first: int
    last: int
    repealed: bool

    def covers(self, day: datetime.date) -> bool:
        return self.first <= day.toordinal() <= self.last


def space_of(declaration: Declaration) -> tuple[Space, Name] | None:
    """The space of names a declaration adds to, and its name; None for those of whole files and for `start`."""
    match declaration:
        case PolicyDecl() | StartDecl() | IncludeDecl() | PropertiesDecl() | OfReform():
            return None
        case AttributeDecl(name) | ClockDecl(name) | ParameterDecl(name) | DefineDecl(name) | ScoreDecl(name):
            return Space.VALUE, name
        case WindowDecl(name) | EffortDecl(name):
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
    """The declarations in force, all others, and the places of the names that are only declared for other days."""

    declarations: tuple[Declaration, ...]
    others: tuple[Declaration, ...]
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
    chosen: dict[int, Declaration] = {}
    taken: set[tuple[Space, str]] = set()
    absent: dict[tuple[Space, str], Span] = {}
    for index in sorted(range(len(declarations)), key=lambda index: index in doubled):
        named = space_of(declarations[index])
        key = None if named is None else (named[0], named[1].text)
        if index in doubled and key in taken:
            continue
        if day is None or periods[index].covers(day):
            chosen[index] = declarations[index]
            taken |= set() if key is None else {key}
        elif named is not None and key is not None:
            absent[key] = named[1].span
    others = tuple(declaration for index, declaration in enumerate(declarations) if index not in chosen)
    return Law(tuple(chosen[index] for index in sorted(chosen)), others, absent)


def check_day(frame: Frame, declarations: Sequence[Declaration], findings: Findings) -> None:
    """Report a day whose law the policy does not say: a verdict about it would stand under a wrong heading.

    A policy that says which days it covers says the law of these. Any other says it from the first day that it names,
    be it the first of a rule or that of its `in force`; a rule with an end but no beginning is law from the beginning.
    That one rule begins after the day whose law is read is no mistake: it is not yet law.
    """
    day, policy = frame.law_of, frame.policy
    if day is None or policy is None:
        return
    if frame.covers is not None:
        first, last = frame.covers.first.value, frame.covers.last.value
        if not first <= day <= last:
            message = f"the law of `{day}` is asked for, but the policy covers `{first}` to `{last}`"
            remedy = f"give a day from `{first}` to `{last}`, or let `covers` name more days once their law is written"
            findings.error("BCM505", message, frame.covers.span, remedy)
        return
    places = [] if policy.law_of is None else [(policy.law_of.date.value, policy.law_of.span)]
    for declaration in declarations:
        stated = declaration.origin.in_force
        if stated is not None and stated.start is not None:
            places.append((stated.start.value, stated.span))
        elif is_dated(declaration):
            return
    earliest = min(places, key=lambda place: place[0], default=None)
    if earliest is not None and day < earliest[0]:
        message = f"the law of `{day}` is asked for, but the first day that the policy speaks of is `{earliest[0]}`"
        remedy = f"give `{earliest[0]}` or a later day; if the rules were law before, say `covers {day} to …`"
        findings.error("BCM505", message, earliest[1], remedy)


def changes(declarations: Sequence[Declaration], after: datetime.date, until: datetime.date | None) -> dict[int, Span]:
    """The days after one day and up to another on which something begins or ends to be law, as ordinals in order, each
    with a place that says so."""
    found: dict[int, Span] = {}
    last = _LAST if until is None else until.toordinal()
    for declaration in declarations:
        origin = declaration.origin
        clause = origin.in_force or origin.repealed
        if clause is not None:
            period = _period(declaration, Findings())
            for day in (period.first, period.last + 1):
                if after.toordinal() < day <= last:
                    found.setdefault(day, clause.span)
    return dict(sorted(found.items()))


def _period(declaration: Declaration, findings: Findings) -> Period:
    stated, repealed = declaration.origin.in_force, declaration.origin.repealed
    first = stated.start.value.toordinal() if stated and stated.start else _FIRST
    last, end = _LAST, ""
    if stated and stated.until:
        last, end = stated.until.value.toordinal(), f"until `{stated.until.value}`"
    elif stated and stated.before:
        last, end = stated.before.value.toordinal() - 1, f"before `{stated.before.value}`"
    if stated and last < first:
        message = f"no day is {f'from `{_day(first)}` ' if stated.start else ''}{end}"
        remedy = "`until` names the last day on which it is law, `before` the first on which it no longer is"
        findings.error("BCM503", message, stated.span, remedy)
        return Period(first, _LAST, True)
    if repealed is None:
        return Period(first, last, False)
    day = repealed.date.value.toordinal()
    if stated and end and last + 1 != day:
        message = f"it is in force {end}, but repealed `{repealed.date.value}`"
        label = Label(stated.span, "in force here")
        write = "" if last == _LAST else f"write `repealed {_day(last + 1)}`, or "
        remedy = f"{write}give only one of the two; `repealed` names the first day on which it is no longer law"
        findings.error("BCM503", message, repealed.span, remedy, label)
    elif day <= first:
        message = f"it is repealed `{repealed.date.value}`, not after it begins on `{_day(first)}`"
        findings.error("BCM503", message, repealed.span, "give a later day")
        return Period(first, _LAST, True)
    return Period(first, day - 1, True)


def _day(ordinal: int) -> datetime.date:
    return datetime.date.fromordinal(ordinal)


def _check_chain(chain: list[tuple[int, Declaration, Period]], findings: Findings) -> set[int]:
    """Report duplicates, overlaps and gaps among the declarations of one name; give those to leave out."""
    doubled: set[int] = set()
    ordered = sorted(chain, key=lambda item: item[2].first)
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
        elif later.first <= earlier.last:
            message = f"two versions of `{name.text}` overlap: both are in force on `{_day(later.first)}`"
            findings.error("BCM501", message, name.span, _how_to_part(earlier, later), label)
            doubled.add(index)
        elif later.first > earlier.last + 1 and not earlier.repealed:
            begin, end = _day(earlier.last + 1), _day(later.first - 1)
            message = f"no version of `{name.text}` is in force from `{begin}` until `{end}`"
            remedy = f"close the gap, or add `repealed {begin}` to the earlier version"
            findings.error("BCM502", message, name.span, remedy, label)
    return doubled


def _how_to_part(earlier: Period, later: Period) -> str:
    """How the earlier of two versions that overlap can end in time."""
    if earlier.first >= later.first:
        return "give each version a period of its own"
    if earlier.repealed:
        return f"end the earlier one: `repealed {_day(later.first)}`"
    begin = "" if earlier.first == _FIRST else f"from {_day(earlier.first)} "
    return f"end the earlier one: `in force {begin}until {_day(later.first - 1)}`"


def _no_day(declaration: Declaration, findings: Findings) -> None:
    span = (declaration.origin.in_force or declaration.origin.repealed or declaration).span
    message = "this rule is dated, but the policy does not say which day's law to read"
    remedy = "add `in force 2026-01-01` to the policy, or give `--on 2026-01-01`, with the day you mean"
    findings.error("BCM504", message, span, remedy)
