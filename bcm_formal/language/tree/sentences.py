"""Syntax of property sentences and of CTL formulas."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree.terms import Expression, Name
from bcm_formal.records import dataclass

CtlUnaryOp = Literal["EX", "AX", "EF", "AF", "EG", "AG"]
PathQuantifier = Literal["E", "A"]


@dataclass(frozen=True, slots=True)
class Who:
    """`in S, … with EXPR`: persons in one of the places (none named: anywhere) for whom the condition holds."""

    places: tuple[Name, ...]
    condition: Expression | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Goal:
    """`S, …` or `S with EXPR`: in one of the places (at least one named) while the condition holds."""

    places: tuple[Name, ...]
    condition: Expression | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NoPerson:
    """`no person COND`; `who` names a place or a condition."""

    who: Who
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EveryPersonHas:
    """`every person COND has EXPR`."""

    who: Who
    condition: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EveryEntryHas:
    """`every person entering T has EXPR`, with `from` and `by` before `has` in any order.

    `by` is empty where every step counts.
    """

    goal: Goal
    origin: Goal | None
    by: tuple[Name, ...]
    condition: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EveryExitHas:
    """`every person leaving S has EXPR`, with `by` before `has`."""

    origin: Goal
    by: tuple[Name, ...]
    condition: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EveryPersonCanReach:
    """`every person COND can reach T`, with `within`, `by` and `despite` or `even by adverse events` in any order.

    `by` is empty where everybody's events count; `despite` is None where no setbacks are spoken of.
    """

    who: Who
    goal: Goal
    within: Expression | None
    by: tuple[Name, ...]
    despite: int | None
    even_by_adverse: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EveryPersonMustReach:
    """`every person COND must reach T [within D]`."""

    who: Who
    goal: Goal
    within: Expression | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SomePersonCanReach:
    """`some person [COND] can reach T`, with `within` and `by` in any order."""

    who: Who
    goal: Goal
    within: Expression | None
    by: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NoPersonCanReach:
    """`no person [COND] can reach T`, with `within` and `by` in any order."""

    who: Who
    goal: Goal
    within: Expression | None
    by: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OnlyAfter:
    """`T only after EXPR`."""

    goal: Goal
    condition: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Raised:
    """`better A`, or `changing A from V to W`: which of two persons the second is."""

    attribute: Name
    change: tuple[Expression, Expression] | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class BetterNeverBlocks:
    """`better A never blocks T [within D] [by ACTOR, …]`; `changing …` may stand for `better A`, as below."""

    raised: Raised
    goal: Goal
    within: Expression | None
    by: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PathIndependent:
    """`path to T [within D] [by ACTOR, …] does not depend on A`."""

    goal: Goal
    attribute: Name
    within: Expression | None
    by: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class BetterNeverDelays:
    """`better A never delays T [by more than D] [by ACTOR, …]`."""

    raised: Raised
    goal: Goal
    later: Expression | None
    by: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class BetterAlwaysHastens:
    """`better A always hastens T by at least D [by ACTOR, …]`."""

    raised: Raised
    goal: Goal
    earlier: Expression
    by: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TimeFrom:
    """`time from S, … to T, … is at most D`, or `at least D`."""

    origin: tuple[Name, ...]
    target: tuple[Name, ...]
    at_least: bool
    bound: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TimeIndependent:
    """`time to T [by ACTOR, …] does not depend on A`."""

    goal: Goal
    attribute: Name
    by: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NoDeadEnds:
    """`no dead ends`."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StateCondition:
    """A condition on a state; the leaf of a CTL formula, as large as it can be."""

    condition: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CtlNot:
    operand: Formula
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CtlAnd:
    operands: tuple[Formula, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CtlOr:
    operands: tuple[Formula, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CtlImplies:
    left: Formula
    right: Formula
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CtlUnary:
    """`AG f` and its kin; binds as tightly as `not`."""

    op: CtlUnaryOp
    operand: Formula
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CtlUntil:
    """`E[left U right]`, `A[left U right]`; weak: with W."""

    quantifier: PathQuantifier
    weak: bool
    left: Formula
    right: Formula
    span: Span = field(compare=False, repr=False)


Formula = StateCondition | CtlNot | CtlAnd | CtlOr | CtlImplies | CtlUnary | CtlUntil


@dataclass(frozen=True, slots=True)
class Ctl:
    """`ctl FORMULA`.

    Connectives between plain conditions belong to the condition: `CtlAnd`, `CtlOr`, `CtlNot` and `CtlImplies` stand
    only where at least one part is temporal.
    """

    formula: Formula
    span: Span = field(compare=False, repr=False)


TwoPersons = BetterNeverBlocks | BetterNeverDelays | BetterAlwaysHastens | PathIndependent | TimeIndependent
"""what compares two persons"""


@dataclass(frozen=True, slots=True)
class ForEvery:
    """`for every person COND: SENTENCE`, of two persons who are both so."""

    who: Who
    sentence: TwoPersons
    span: Span = field(compare=False, repr=False)


Sentence = (
    NoPerson
    | EveryPersonHas
    | EveryEntryHas
    | EveryExitHas
    | EveryPersonCanReach
    | EveryPersonMustReach
    | SomePersonCanReach
    | NoPersonCanReach
    | OnlyAfter
    | BetterNeverBlocks
    | PathIndependent
    | BetterNeverDelays
    | BetterAlwaysHastens
    | TimeIndependent
    | ForEvery
    | TimeFrom
    | NoDeadEnds
    | Ctl
)
