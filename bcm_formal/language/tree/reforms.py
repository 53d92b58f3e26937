"""Syntax of what stands in a reform only: a text that changes the law of a policy."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree.clauses import (
    NO_COMMENTS,
    NO_ORIGIN,
    ActsAtOnce,
    Assignment,
    ClockStart,
    Comments,
    LawOf,
    Origin,
    Requirement,
    Runs,
    StatusLimit,
    Takes,
    While,
    Yields,
    Zero,
)
from bcm_formal.language.tree.terms import Date, Duration, Expression, Name, Text
from bcm_formal.records import dataclass

if TYPE_CHECKING:
    from bcm_formal.language.tree.policy import Declaration

Action = Literal["add", "drop", "replace"]
ACTIONS: tuple[Action, ...] = ("add", "drop", "replace")


class OfReform:
    """A declaration that stands in a reform only."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ReformDecl(OfReform):
    """`reform NAME "title" of "FILE"` with `in force DATE`; the first declaration of a reform."""

    name: Name
    title: Text | None
    of: Text
    law_of: LawOf | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AmendedPlaces:
    """`from S, …` or `in S, …` of an amendment, or the name that a dropped `set` sets."""

    names: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AmendedTarget:
    """`to S` of an amendment."""

    name: Name
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AmendedActor:
    """`by ACTOR[, adverse]` of an amendment."""

    name: Name
    adverse: bool
    span: Span = field(compare=False, repr=False)


AmendedPart = (
    Requirement
    | Assignment
    | Takes
    | Yields
    | Runs
    | Zero
    | ClockStart
    | ActsAtOnce
    | StatusLimit
    | While
    | AmendedPlaces
    | AmendedTarget
    | AmendedActor
)


@dataclass(frozen=True, slots=True)
class Amendment:
    """One line of an `amend`: `add when COND`, `drop when COND`, `replace when COND with COND`, `drop takes`, …

    `clause` is the word of the clause. `part` is what is added, what takes a place or, where it is written out, what is
    dropped; `instead_of` is the requirement whose place a new one takes.
    """

    action: Action
    clause: str
    part: AmendedPart | None
    instead_of: Expression | None
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AmendDecl(OfReform):
    """`amend KIND NAME` and its amendments, in order."""

    kind: Name
    name: Name
    amendments: tuple[Amendment, ...]
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ReplaceDecl(OfReform):
    """`replace` before a whole declaration, which takes the place of the one of its kind and name."""

    declaration: Declaration
    span: Span = field(compare=False, repr=False)

    @property
    def origin(self) -> Origin:
        """Where the new declaration comes from."""
        return self.declaration.origin

    @property
    def comments(self) -> Comments:
        """Those of the new declaration."""
        return self.declaration.comments


@dataclass(frozen=True, slots=True)
class RepealDecl(OfReform):
    """`repeal KIND NAME`."""

    kind: Name
    name: Name
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RenamedDecl(OfReform):
    """`renamed KIND OLD to NEW`: everywhere in the policy, and nothing else is changed by it."""

    kind: Name
    old: Name
    new: Name
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)

    @property
    def origin(self) -> Origin:
        """None: the line has no clauses."""
        return NO_ORIGIN


@dataclass(frozen=True, slots=True)
class Credit:
    """`credit 2 months of CLOCK for 1 month of CLOCK up to 10 years`: for each whole portion of the second clock so
    much of the first is set, and at most the last."""

    portion: Duration
    clock: Name
    for_each: Duration
    of: Name
    most: Duration
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class MoveDecl(OfReform):
    """`move in S, … with COND [to T]` and what it sets: what becomes of whom on the day of the reform."""

    places: tuple[Name, ...]
    condition: Expression | None
    target: Name | None
    assignments: tuple[Assignment, ...]
    credit: Credit | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Let:
    """`let PARAMETER = VALUE`."""

    name: Name
    value: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Keep:
    """`for COND: keep NAME, …, let PARAMETER = VALUE [until DATE]`, either of the two or both.

    `names` is None for `keep all`: all that the reform changes. It is empty if nothing is kept.
    """

    places: tuple[Name, ...]
    condition: Expression | None
    names: tuple[Name, ...] | None
    lets: tuple[Let, ...]
    until: Date | None
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TransitionalDecl(OfReform):
    """`transitional NAME ["title"]` and what it keeps for whom; of several lines, the first whose condition holds."""

    name: Name
    title: Text | None
    keeps: tuple[Keep, ...]
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


PartOfReform = ReformDecl | AmendDecl | ReplaceDecl | RepealDecl | RenamedDecl | MoveDecl | TransitionalDecl
