"""Transitional provisions, each tried alone: whom of those who lose by a change it saves.

The classes are those of the change without any provision. Of each class and provision it is asked, as of any change,
whether somebody of the class is worse off than under the old law; the checker decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from typing import Protocol, TypeVar

from bcm_formal.model.expressions import Condition, conjunction
from bcm_formal.model.model import PERSON, Model
from bcm_formal.model.sentences import (
    Among,
    BetterNeverBlocks,
    BetterNeverDelays,
    NoPerson,
    PairSentence,
    Sentence,
)
from bcm_formal.model.sentences import Change as Compared
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions import Regions
from bcm_formal.versions.bridging import NEW, OLD, Bridge, bridge
from bcm_formal.versions.change import Change, Clause, ClauseId
from bcm_formal.versions.people.accepting import NotShownError, answered
from bcm_formal.versions.people.common import Common
from bcm_formal.versions.people.effects import Effect, Rung, Target, What
from bcm_formal.versions.people.people import parts_of, people_of
from bcm_formal.versions.people.targets import targets_of

COMPARED = (Rung.ENTITLEMENT, Rung.OWN_STEPS, Rung.PATH, Rung.TIME)
"""the rungs on which it is tried whom a provision saves"""


class Saves(Enum):
    """Whom of a class a provision saves from what the change does to them."""

    ALL = "all"
    """nobody of the class is worse off than under the old law"""
    SOME = "some"
    """somebody of the class is not worse off, somebody is"""
    IN_PART = "in part"
    """everybody is later, but nobody by as much as without it"""
    NOT_ALL = "not all"
    """somebody is worse off; whether somebody is not is not asked"""
    NOBODY = "nobody"
    """everybody is worse off, and somebody as much as without it"""
    UNDECIDED = "not decided"


@dataclass(frozen=True, slots=True)
class Saved:
    """What a provision does for a class. `later`: by how many steps those who still are later are so at most, if that
    is less than without it."""

    saves: Saves
    later: int | None = None
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """A provision alone, and what it does for each class, in their order."""

    clause: Clause
    saved: tuple[Saved, ...]


@dataclass(frozen=True, slots=True)
class Transitions:
    """Who loses without any provision, and whom each provision saves. `undecided` are effects that are not known.

    `model` are both laws as one model, without provisions, of which the classes speak.
    """

    model: Model
    classes: tuple[Effect, ...]
    undecided: tuple[Effect, ...]
    tried: tuple[Tried, ...]


T = TypeVar("T")


class Do(Protocol):
    """Does pieces of work, numbered from 0, in any order."""

    def __call__(self, count: int, work: Callable[[int], T], /) -> Sequence[T]: ...


def in_turn(count: int, work: Callable[[int], T]) -> Sequence[T]:
    """One after the other."""
    return [work(number) for number in range(count)]


def provisions_in(change: Change) -> tuple[Clause, ...]:
    """The clauses that keep something for somebody, and those that only say what somebody brings along."""
    savings = {item.clause for item in change.provisions}
    savings |= {item.clause for item in change.moves if item.target is None}
    return tuple(clause for clause in change.clauses if clause.id in savings)


def transitions(
    change: Change,
    targets: Sequence[Target] | None = None,
    rungs: Sequence[Rung] = COMPARED,
    budget: Budget | None = None,
    solvers: Sequence[str] = ("z3",),
    do: Do = in_turn,
) -> Transitions:
    """Each provision of a change tried alone. `do`: what comes of so many pieces of work, which do not depend on each
    other. Raises `DiagnosticError` where a law is no sound model."""
    budget = budget or Budget()
    provisions = provisions_in(change)
    every = frozenset(clause.id for clause in provisions)
    plain = bridge(change.undone(every))
    parts, common = parts_of(plain, targets_of(plain) if targets is None else targets, rungs), Common(plain)

    def effects_of(number: int) -> tuple[Effect, ...]:
        return tuple(people_of(common, parts[number], budget, solvers))

    effects = [effect for some in do(len(parts), effects_of) for effect in some]
    classes = tuple(effect for effect in effects if effect.what in (What.LOSES, What.LATER))
    undecided = tuple(effect for effect in effects if effect.what is What.UNDECIDED)

    def saved_by(number: int) -> tuple[Saved, ...]:
        return tuple(_Alone(change, every, provisions[number].id, budget, tuple(solvers)).saves(classes))

    saved = do(len(provisions), saved_by)
    tried = tuple(Tried(clause, by) for clause, by in zip(provisions, saved, strict=True))
    return Transitions(plain.model, classes, undecided, tried)


class _Alone:
    """A change with one of its provisions."""

    def __init__(
        self, change: Change, every: frozenset[ClauseId], clause: ClauseId, budget: Budget, solvers: tuple[str, ...]
    ) -> None:
        self.bridge: Bridge = bridge(change.undone(every - {clause}))
        self.system, self.engine = TransitionSystem(self.bridge.model), Regions()
        self.budget, self.solvers = budget, solvers
        self.moves = bool(self.bridge.change.moves)

    def saves(self, classes: Sequence[Effect]) -> Iterator[Saved]:
        for effect in classes:
            assert effect.who is not None
            yield self._saved(effect, effect.who)

    def _saved(self, effect: Effect, who: Condition) -> Saved:
        """What becomes of those of the class who live under each law after the change."""
        shown: list[Shown] = []
        worse: dict[str, bool] = {}
        for regime in self.bridge.regimes[1:]:
            own = self._own(who, regime)
            met = self._checked(NoPerson(conjunction((self.bridge.under(OLD), own))))
            is_worse = None
            if met is not None and met.outcome is Outcome.VIOLATED:
                is_worse = self._checked(self._worse(effect, who, regime))
                worse[regime] = is_worse is not None and is_worse.outcome is Outcome.VIOLATED
            shown += [item for item in (met, is_worse) if item is not None]
            if met is None or (regime in worse and is_worse is None):
                return Saved(Saves.UNDECIDED, None, tuple(shown))
        if not any(worse.values()):
            return Saved(Saves.ALL, None, tuple(shown))
        if effect.rung is Rung.TIME:
            return self._by_how_much(effect, who, worse, tuple(shown))
        if not all(worse.values()):
            return Saved(Saves.SOME, None, tuple(shown))
        is_for_nobody = not self.moves and set(worse) == {NEW}
        return Saved(Saves.NOBODY if is_for_nobody else Saves.NOT_ALL, None, tuple(shown))

    def _by_how_much(self, effect: Effect, who: Condition, worse: dict[str, bool], shown: tuple[Shown, ...]) -> Saved:
        """Of a class with somebody who is still later: whether all are, and by how much at most (found by halves)."""
        assert effect.most is not None
        saves = Saves.SOME
        if all(worse.values()):
            all_later, found = self._delayed(effect, who, worse, -1, back=True)
            shown += found
            if all_later is Outcome.UNKNOWN:
                return Saved(Saves.UNDECIDED, None, shown)
            saves = Saves.NOBODY if all_later is Outcome.HOLDS else Saves.SOME
        low, high, later = 0, effect.most, 0
        below: tuple[Shown, ...] = ()
        above: tuple[Shown, ...] = ()
        while low + 1 < high:
            middle = (low + high) // 2
            outcome, found = self._delayed(effect, who, worse, middle)
            if outcome is Outcome.HOLDS:
                high, below = middle, found
                continue
            low = middle
            if outcome is Outcome.VIOLATED:
                later, above = middle, found
        shown += (*below, *above)
        if high < effect.most:
            return Saved(Saves.IN_PART if saves is Saves.NOBODY else saves, high, shown)
        return Saved(saves if later == effect.most - 1 else Saves.UNDECIDED, None, shown)

    def _delayed(
        self, effect: Effect, who: Condition, regimes: Iterable[str], by: int, *, back: bool = False
    ) -> tuple[Outcome, tuple[Shown, ...]]:
        """Whether these laws make nobody of the class later by more than a number (`back`: the old one), and what shows
        it: HOLDS, VIOLATED, or UNKNOWN."""
        known: list[Shown] = []
        is_open = False
        for regime in regimes:
            found = self._checked(self._delays(effect, who, regime, by, back=back))
            if found is None:
                is_open = True
            elif found.outcome is Outcome.VIOLATED:
                return Outcome.VIOLATED, (found,)
            else:
                known.append(found)
        return (Outcome.UNKNOWN, ()) if is_open else (Outcome.HOLDS, tuple(known))

    def _checked(self, sentence: Sentence) -> Shown | None:
        """What the checker accepts about a sentence; None: nothing."""
        try:
            return answered(self.system, sentence, self.engine, self.budget, self.solvers)
        except NotShownError:
            return None

    def _worse(self, effect: Effect, who: Condition, regime: str) -> PairSentence:
        """That nobody of the class whose law this is is worse off than under the old one."""
        if effect.rung is Rung.TIME:
            return self._delays(effect, who, regime, 0)
        among = Among(self._own(who, regime), (PERSON,) if effect.rung is Rung.OWN_STEPS else None)
        within = 0 if effect.rung is Rung.ENTITLEMENT else None
        return BetterNeverBlocks(self.bridge.regime, effect.target.condition, within, among, self._laws(regime))

    def _delays(self, effect: Effect, who: Condition, regime: str, by: int, *, back: bool = False) -> BetterNeverDelays:
        """That this law makes nobody of the class whose law it is later by more than a number; `back`: the old one."""
        among, laws = Among(self._own(who, regime), None), self._laws(regime)
        laws = Compared(laws.after, laws.before) if back else laws
        return BetterNeverDelays(self.bridge.regime, effect.target.condition, by, among, laws)

    def _own(self, who: Condition, regime: str) -> Condition:
        return conjunction((who, self.bridge.for_whom(regime)))

    def _laws(self, regime: str) -> Compared:
        return Compared(0, self.bridge.regimes.index(regime))
