"""What is told of the pathways of a path property that holds, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcm_formal.records import dataclass

if TYPE_CHECKING:
    from bcm_formal.answers.life_in_words import LifeInWords
    from bcm_formal.answers.setbacks import Recovery


@dataclass(frozen=True, slots=True)
class Stage:
    """What is done in one status, in any order and as far as needed, and what leads on from it."""

    acts: tuple[str, ...]
    waits: tuple[str, ...]
    """`residence is 10 years`; empty words where the length cannot be said shortly"""
    by: tuple[str, ...]
    """the events or limits that lead on; none: the goal is met in this status"""
    to: str | None


@dataclass(frozen=True, slots=True)
class Pathway:
    """People in `status` (those with `condition`, where that can be said shortly) and the stages of their way."""

    status: str
    condition: str | None
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Pathways:
    """`merged`: the ways of the proof that cover everybody the property speaks of, the shortest of each status first.
    `lives`: one for each kind of people who can be met. `further_setbacks`: can hit on them, too, and no way on was
    looked for, since that would take long. `untold`: kinds of people who may be there, of whom nobody was
    found, or no life, within the bounds of the search."""

    merged: tuple[Pathway, ...] = ()
    lives: tuple[LifeInWords, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    further_setbacks: int = 0
    untold: int = 0

    @property
    def different(self) -> tuple[LifeInWords, ...]:
        """Of the lives that pass the same statuses the first one."""
        found: dict[tuple[str | None, ...], LifeInWords] = {}
        for told in self.lives:
            found.setdefault(told.passes, told)
        return tuple(found.values())

    @property
    def told_apart(self) -> tuple[LifeInWords, ...]:
        """Of the lives that are told in the same words the first one."""
        found: dict[tuple[object, ...], LifeInWords] = {}
        for told in self.lives:
            found.setdefault((told.status, told.who, told.legs, told.takes), told)
        return tuple(found.values())


NO_PATHWAYS = Pathways()
