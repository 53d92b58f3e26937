"""Properties before and after a change: their verdicts, and the clauses that make one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.model import Model, Property
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import EndlessChoiceError, TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.versions.change import Change, Clause, ClauseId, model_of

Item = TypeVar("Item")
Verdicts = Callable[[Model, Property], Outcome]


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
        return Outcome.UNKNOWN in (self.before, self.after) or Outcome.ENGINE_FAULT in (self.before, self.after)


class Asking:
    """Verdicts of models, each model asked by one portfolio."""

    def __init__(self, engine: str = "auto", budget: Budget | None = None, solvers: Sequence[str] = ("z3",)) -> None:
        self.engine, self.budget, self.solvers = engine, budget, tuple(solvers)
        self._known: dict[int, tuple[Model, TransitionSystem, Portfolio]] = {}

    def verdict(self, model: Model, item: Property) -> Outcome:
        """The checked verdict, UNKNOWN where no question says what the property asks."""
        if id(model) not in self._known:
            portfolio = Portfolio(self.engine, self.budget, self.solvers)
            self._known = {id(model): (model, TransitionSystem(model), portfolio)}
        _, system, portfolio = self._known[id(model)]
        try:
            return portfolio.decide(system, item).verdict.outcome
        except EndlessChoiceError:
            return Outcome.UNKNOWN


def property_changes(
    change: Change, names: Iterable[str] | None = None, verdict: Verdicts | None = None
) -> tuple[PropertyChange, ...]:
    """The properties that the laws state, or those of these names; the ones that flip first.

    Raises `DiagnosticError` where one of the laws is no sound model.
    """
    ask = verdict or Asking().verdict
    old, new = model_of(change, change.old), model_of(change, change.new)
    wanted = None if names is None else set(names)
    listed = [name for name in dict.fromkeys((*new.property, *old.property)) if wanted is None or name in wanted]
    before = {name: ask(old, old.property[name]) for name in listed if name in old.property}
    after = {name: ask(new, new.property[name]) for name in listed if name in new.property}
    found = [PropertyChange(name, before.get(name), after.get(name)) for name in listed]
    told = [
        PropertyChange(item.name, item.before, item.after, _cause(change, item, ask)) if item.flips else item
        for item in found
    ]
    return tuple(sorted(told, key=lambda item: not item.flips))


def _cause(change: Change, item: PropertyChange, ask: Verdicts) -> tuple[Clause, ...]:
    """The clauses without any of which the verdict would be that of before."""

    def flips(kept: frozenset[ClauseId]) -> bool:
        others = [clause.id for clause in change.clauses if clause.id not in kept]
        try:
            law = model_of(change, change.undone(others).new)
        except DiagnosticError:
            return False  # what is left is no law: the clauses belong together
        asked = law.property.get(item.name)
        return asked is not None and ask(law, asked) is item.after

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
