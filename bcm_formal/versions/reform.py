"""What a reform comes to: the law before and after, for whom old law goes on, what becomes of whom, its clauses."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import field

from bcm_formal.diagnostics import Diagnostic, Span, has_errors
from bcm_formal.language.tree.policy import Assignment, Expression, Name, PolicyFile, SourceReference
from bcm_formal.records import dataclass
from bcm_formal.versions.kinds import Key

ClauseId = str
"""the name of a reform, `/`, and the number of the clause in it from 1, as `earned/3`"""


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest piece of a reform that can be undone. `words` are its canonical text on one line."""

    id: ClauseId
    words: str
    sources: tuple[SourceReference, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes on the day of the reform of those for whom `where` holds (everybody if it is None).

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
    """Whom another law than the new one is for, from the day of the reform on: the first whose `where` holds.

    `law` is all of that law: the new one, with what is kept as the old one has it. `until` is the last day on which it
    is theirs. `keeps_all`: nothing of the reform is for them, nor are its moves.
    """

    name: str
    title: str | None
    where: Expression | None
    law: PolicyFile
    until: datetime.date | None
    keeps_all: bool
    clause: ClauseId
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Applied:
    """A policy and what reforms make of it. Everything but `diagnostics` is of use only without errors.

    `old` and `new` are the law of the day on which the last of the reforms enters into force, without and with them;
    both use the names that the reforms give. `renamed` has those names, by kind and former name. `undone` are the
    clauses that were left out: those asked for, and what cannot stand without them.
    """

    old: PolicyFile
    new: PolicyFile
    provisions: tuple[Provision, ...]
    moves: tuple[Move, ...]
    clauses: tuple[Clause, ...]
    renamed: Mapping[Key, str]
    undone: frozenset[ClauseId]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def ok(self) -> bool:
        """True iff the reforms could be carried out."""
        return not has_errors(self.diagnostics)
