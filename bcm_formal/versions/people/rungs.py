"""What each rung says by itself: who is affected, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Protocol

from bcm_formal.model.expressions import Condition
from bcm_formal.records import dataclass
from bcm_formal.system.state import State
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.versions.people.effects import AskedFor, Claimed, What


@dataclass(frozen=True)
class Group:
    """Persons with the same effect."""

    what: What
    members: Pieces
    asked: tuple[AskedFor, ...] = ()
    """what they must meet and need not have met, or the other way round"""
    place: str | None = None
    """where they are moved"""
    rules: frozenset[str] = field(default=frozenset(), repr=False)
    """the rules that ask for it"""

    @property
    def kind(self) -> tuple[object, ...]:
        """Groups of one kind may be told of together."""
        return self.what, self.asked, self.place


class OnRung(Protocol):
    """One target, law and rung. All may raise `Inexact`, `BudgetExceededError` and `NotShownError`."""

    def groups(self) -> Iterator[Group]:
        """All who are affected, perhaps some of whom nobody can be met."""

    def apart(self) -> Sequence[Pieces]:
        """Who is told of on another rung, and is not among everybody else."""

    def affected(self, group: Group, who: Condition, person: State) -> Iterator[Claimed]:
        """That all of them, of whom the person is one, are affected as the group says."""

    def unaffected(self, who: Condition) -> Iterator[Claimed]:
        """That nobody of them is affected."""
