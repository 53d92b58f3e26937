"""What reforms come to when they are applied to a policy."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from bcm_formal.diagnostics import Diagnostic, has_errors
from bcm_formal.language.tree.policy import PolicyFile
from bcm_formal.records import dataclass
from bcm_formal.versions.change import Clause, ClauseId, Move, Provision
from bcm_formal.versions.kinds import Key


@dataclass(frozen=True, slots=True)
class Applied:
    """A policy and what reforms make of it. Everything but `diagnostics` is of use only without errors.

    `old` and `new` are the law of `day`, on which the last of the reforms enters into force, without and with them;
    both use the names that the reforms give. `renamed` has those names, by kind and former name. A clause is called
    after its reform and its number there, as `earned/3`. `undone` are those that were left out: what was asked for, and
    what cannot stand without it.
    """

    old: PolicyFile
    new: PolicyFile
    day: datetime.date | None
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
