"""What a change of the law is: the law before, the law after, and the pieces in which one becomes the other.

Both laws are trees of what is in force, without dates, so that each can be read as a policy of its own. They are read
as of one day, from which `today` counts in both.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from typing import Any

from bcm_formal.diagnostics import DiagnosticError, Source, Span, has_errors
from bcm_formal.language.tree.policy import (
    Assignment,
    Declaration,
    Expression,
    Name,
    Origin,
    PolicyDecl,
    PolicyFile,
    SourceReference,
)
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.frame import frame_from_syntax
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.from_syntax.versions import in_force
from bcm_formal.model.model import Model
from bcm_formal.records import dataclass

ClauseId = str


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest piece of a change that can be undone; `span` is in the new text, or in the old one if it is gone."""

    id: ClauseId
    words: str
    sources: tuple[SourceReference, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes on the day of the change of those for whom `where` holds (everybody if it is None).

    Without a target they stay where they are. The assignments are read in the state before. Several moves are taken in
    order; the first whose condition holds is the one that is made.
    """

    where: Expression | None
    target: Name | None
    assignments: tuple[Assignment, ...]
    clause: ClauseId
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Provision:
    """Whom another law than the new one is for, from the day of the change on: the first whose `where` holds.

    `law` is all of that law. `until` is the last day on which it is theirs. `keeps_all`: nothing of the change is for
    them, nor are its moves.
    """

    name: str
    title: str | None
    where: Expression | None
    law: PolicyFile
    until: datetime.date | None
    keeps_all: bool
    clause: ClauseId
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Change:
    """A change of the law.

    `without` makes the change again, with these clauses undone. What clauses it has stays the same.
    """

    old: PolicyFile
    new: PolicyFile
    day: datetime.date | None
    """as of which day both are read; None: neither speaks of dates"""
    without: Callable[[frozenset[ClauseId]], Change] = field(compare=False, repr=False)
    provisions: tuple[Provision, ...] = ()
    moves: tuple[Move, ...] = ()
    clauses: tuple[Clause, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    """names of the old law and what the new one calls the same"""
    in_force: datetime.date | None = None
    """the first day of the new law, if it is known"""
    included: tuple[Source, ...] = ()
    """the texts of both laws besides their first"""

    def undone(self, clauses: Iterable[ClauseId]) -> Change:
        """The change without these clauses: what they change is as in the old law."""
        return self.without(frozenset(clauses))


def clauses_of_the_day(change: Change) -> tuple[Clause, ...]:
    """The clauses that say what becomes of some persons on the day of the change, or which law stays theirs."""
    named = {item.clause for item in change.moves} | {item.clause for item in change.provisions}
    return tuple(clause for clause in change.clauses if clause.id in named)


@dataclass(frozen=True, slots=True)
class Law:
    """A policy and the day whose law it is."""

    tree: PolicyFile
    day: datetime.date | None
    model: Model
    """the law as that day has it"""
    included: tuple[Source, ...] = ()


def law_of(tree: PolicyFile, day: datetime.date | None, included: tuple[Source, ...] = ()) -> Law:
    """What is law on a day (None: the day that the policy says). Raises `DiagnosticError` if it is no sound model."""
    model, findings, _ = from_syntax(tree, day, included)
    if model is None:
        raise DiagnosticError(tuple(item for item in findings if item.severity == "error"))
    frame = frame_from_syntax(tree, day, Findings())
    law = in_force(tree.declarations, frame.law_of, Findings())
    return Law(replace(tree, declarations=tuple(map(undated, law.declarations))), frame.law_of, model, included)


def undated(declaration: Declaration) -> Declaration:
    """The declaration as law on every day."""
    if isinstance(declaration, PolicyDecl):
        declaration = replace(declaration, law_of=None, covers=None)
    if declaration.origin.in_force is None and declaration.origin.repealed is None:
        return declaration
    return with_origin(declaration, replace(declaration.origin, in_force=None, repealed=None))


def with_origin(declaration: Declaration, origin: Origin) -> Declaration:
    """The declaration with other clauses about where it comes from; it must be one that has such."""
    anything: Any = declaration
    changed: Declaration = replace(anything, origin=origin)
    return changed


def model_of(change: Change, tree: PolicyFile) -> Model:
    """One of the laws of the change as a model. Raises `DiagnosticError`."""
    model, findings, _ = from_syntax(tree, change.day, change.included)
    if model is None or has_errors(findings):
        raise DiagnosticError(tuple(item for item in findings if item.severity == "error"))
    return model
