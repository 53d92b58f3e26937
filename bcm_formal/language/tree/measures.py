"""Syntax of what measures time: clocks and windows."""

from __future__ import annotations

from dataclasses import field

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree.clauses import NO_COMMENTS, ClockStart, Comments, Origin, Runs, Zero
from bcm_formal.language.tree.terms import Expression, Name, Text
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class ClockDecl:
    """`clock NAME[, fixed]`; without `runs` it always runs, unless it is fixed, without `zero` it is never set to zero
    by itself."""

    name: Name
    title: Text | None
    fixed: bool
    runs: Runs | None
    zero: Zero | None
    starts: ClockStart | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EffortDecl:
    """`effort NAME`: what several events that take time share; their `takes` says how much of it."""

    name: Name
    title: Text | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WindowDecl:
    """`window NAME: counts [in S, …] [while COND] over DURATION in N parts`; one of the two is given."""

    name: Name
    title: Text | None
    places: tuple[Name, ...]
    condition: Expression | None
    over: Expression
    parts: int
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)
