"""What each rung says: who is affected, and what shows it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Protocol

from bcm_formal.model.expressions import Condition
from bcm_formal.records import dataclass
from bcm_formal.system.state import State
from bcm_formal.trust.certificate import PairProof
from bcm_formal.verify.engine import BudgetExceededError
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.zone import Inexact
from bcm_formal.versions.people.accepting import NotShownError
from bcm_formal.versions.people.effects import AskedFor, Claimed, What
from bcm_formal.versions.people.sides import People


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
        return self.what, self.asked, self.place, self.rules


@dataclass(frozen=True)
class Those:
    """Some persons of a group, who are told of together."""

    group: Group
    who: Condition
    alike: Condition
    """they, and the others who are affected in the same way"""
    whole: Pieces
    """all who meet the condition"""
    members: Pieces
    """those of them who are in the group: some can be met, and nobody else of the whole can"""


@dataclass(frozen=True)
class Told:
    """What there is to say of them."""

    persons: tuple[State, ...]
    """whose lives are told"""
    claims: tuple[Claimed, ...]
    least: int | None = None
    most: int | None = None
    """by how many steps of time"""
    pair: PairProof | None = None
    """two lives of the first of them, who is affected most, and a trap: not believed yet"""


class OnRung(Protocol):
    """One target, law and rung. All may raise `Inexact`, `BudgetExceededError` and `NotShownError`."""

    def groups(self) -> Iterator[Group]:
        """All who are affected, perhaps some of whom nobody can be met."""

    def apart(self) -> Sequence[Pieces]:
        """Who is told of on another rung, and is not among everybody else."""

    def told(self, those: Those) -> Told:
        """How they are affected."""

    def unaffected(self, who: Condition) -> Iterator[Claimed]:
        """That nobody of them is affected."""


class ShownTogether(ABC):
    """What is shown of all who are affected in the same way is shown of each class of them; else each by itself."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._of_all: dict[object, tuple[Claimed, ...]] = {}
        """by kind of group; none: nothing was shown of all"""

    def told(self, those: Those) -> Told:
        person, kind = self.people.somebody(those.members), those.group.kind
        assert person is not None
        if kind not in self._of_all:
            try:
                self._of_all[kind] = tuple(self.affected(those.group, those.alike, person))
            except (Inexact, BudgetExceededError, NotShownError):
                self._of_all[kind] = ()
        return Told((person,), self._of_all[kind] or tuple(self.affected(those.group, those.who, person)))

    @abstractmethod
    def affected(self, group: Group, who: Condition, person: State) -> Iterator[Claimed]:
        """That all of them, of whom the person is one, are affected as the group says. Raises `NotShownError`."""
