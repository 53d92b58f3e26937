"""Properties before and after a change: their verdicts, and the clauses that make one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.records import dataclass
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.asking import Asking
from bcm_formal.versions.change import Change, Clause, ClauseId, model_of

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """A property, with its verdict under the old law and under the new one; None: that law does not state it."""

    name: str
    before: Outcome | None
    after: Outcome | None
    clauses: tuple[Clause, ...] = ()
    """the fewest clauses that make the difference: with them alone it is there, with any of them undone it is not"""

    @property
    def flips(self) -> bool:
        """True iff the verdicts are two, and both are known."""
        return self.before is not self.after and None not in (self.before, self.after) and not self.undecided

    @property
    def undecided(self) -> bool:
        """True iff one of the verdicts is not known."""
        return any(outcome is not None and not outcome.is_decided for outcome in (self.before, self.after))


def property_changes(change: Change, names: Iterable[str] | None = None) -> tuple[PropertyChange, ...]:
    """The properties that the laws state, or those of these names; the ones that flip first.

    Raises `DiagnosticError` where one of the laws is no sound model.
    """
    old, new = model_of(change, change.old), model_of(change, change.new)
    wanted = None if names is None else set(names)
    listed = [name for name in dict.fromkeys((*new.property, *old.property)) if wanted is None or name in wanted]
    before = Asking(old).outcomes(name for name in listed if name in old.property)
    after = Asking(new).outcomes(name for name in listed if name in new.property)
    found = [PropertyChange(name, before.get(name), after.get(name)) for name in listed]
    told = [
        PropertyChange(item.name, item.before, item.after, _cause(change, item)) if item.flips else item
        for item in found
    ]
    return tuple(sorted(told, key=lambda item: not item.flips))


def _cause(change: Change, item: PropertyChange) -> tuple[Clause, ...]:
    """The clauses without any of which the verdict would be that of before."""

    def flips(kept: frozenset[ClauseId]) -> bool:
        others = [clause.id for clause in change.clauses if clause.id not in kept]
        try:
            law = model_of(change, change.undone(others).new)
        except DiagnosticError:
            return False  # what is left is no law: the clauses belong together
        return item.name in law.property and Asking(law).verdict(item.name).outcome is item.after

    kept = smallest([clause.id for clause in change.clauses], flips)
    return tuple(clause for clause in change.clauses if clause.id in kept)


def smallest(items: Sequence[Item], causes: Callable[[frozenset[Item]], bool]) -> frozenset[Item]:
    """Of items that together cause something some that do, and do not once any of them is left out.

    Halves are left out first, then ever smaller parts, so that a long list with a short cause takes few questions.
    """
    kept = list(items)
    size = max(1, len(kept) // 2)
    while True:
        place, left_out = 0, False
        while place < len(kept):
            fewer = kept[:place] + kept[place + size :]
            if causes(frozenset(fewer)):
                kept, left_out = fewer, True
            else:
                place += size
        if size == 1 and not left_out:
            return frozenset(kept)
        size = max(1, size // 2)
