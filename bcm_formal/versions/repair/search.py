"""The search for repairs: single changes, then two at a time, each tried by a checked verdict on the changed policy.

Changes come from what somebody for whom the property fails can meet (see `trapped`). Numbers are tried at the ends of
what they may be; where the property holds there, the number nearest to what is written is found by halving, which takes
it to hold on one side only: the number and its neighbour are both checked. A second change is one that somebody can
meet for whom the property fails after the first; first changes by which the failure becomes another one come first.
Work is counted: each verdict on the property is one try.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bcm_formal.records import dataclass
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.asking import Asking
from bcm_formal.versions.repair.candidates import candidates
from bcm_formal.versions.repair.edits import Change, Dial, Edit, Kind, cost_of
from bcm_formal.versions.repair.repairs import Changed, Repair, Repairs
from bcm_formal.versions.repair.trapped import Trapped, asked_by, trapped
from bcm_formal.versions.repair.trials import ONE, Subject, changed, passing

TRIES, MOST = 100, 5
"""verdicts on the property, and repairs that are told"""


def repairs(
    subject: Subject, keep: Sequence[str] = (), tries: int = TRIES, most: int = MOST, solvers: Sequence[str] = ("z3",)
) -> Repairs:
    """The cheapest repairs that were found; nothing is searched where the property holds or is not decided."""
    return _Search(subject, frozenset(keep), tries, most, tuple(solvers)).run()


@dataclass(frozen=True, slots=True)
class _Hit:
    edits: tuple[Edit, ...]
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Tried:
    """A change as it is tried: of a number, with the value."""

    change: Change
    edit: Edit
    value: int = 0

    @staticmethod
    def of(change: Change, value: int = 0) -> _Tried:
        """The change; of a number, to the value."""
        return _Tried(change, change if isinstance(change, Edit) else change.at(value), value)


@dataclass(frozen=True, slots=True)
class _Miss:
    """A first change that alone does not help, and where somebody is then stuck."""

    tried: _Tried
    then: Trapped


@dataclass(frozen=True, slots=True)
class _Accepted:
    """A repair without its number."""

    hit: _Hit
    changed: tuple[Changed, ...]
    fails: tuple[str, ...]


class _Search:
    def __init__(self, subject: Subject, keep: frozenset[str], tries: int, most: int, solvers: tuple[str, ...]) -> None:
        self.subject, self.keep, self.most, self.solvers = subject, keep, most, solvers
        self.left, self.tried, self.undecided, self.refused = tries, 0, 0, 0
        self.base = Asking(subject.law.model, ONE, solvers)
        self.before: dict[str, Outcome] | None = None
        self.passed: tuple[str, ...] = ()
        self.found: list[_Accepted] = []
        self.misses: list[_Miss] = []

    def run(self) -> Repairs:
        subject = self.subject
        first = self.base.verdict(subject.name)
        start = trapped(first)
        all_of = candidates(subject.law.model, subject.law.tree, subject.item, start)
        singles_left = pairs_left = 0
        if first.outcome is not Outcome.HOLDS and first.outcome.is_decided:
            singles_left = self._singles(all_of.near)
            if not self.found:
                pairs_left = self._pairs(start)
            if not self.found:
                singles_left += self._singles(all_of.far)
            else:
                singles_left += len(all_of.far)
        asked = sorted(name for _, name in asked_by(subject.law.tree.declarations, subject.item))
        return Repairs(
            subject.law.model,
            subject.name,
            first.outcome,
            tuple(self._repair(number, item) for number, item in enumerate(self._cheapest_first(), 1)),
            tuple(asked),
            self.tried,
            self.undecided,
            self.refused,
            singles_left,
            pairs_left,
        )

    # --- single changes ---

    def _singles(self, changes: Sequence[Change]) -> int:
        """Try them, kind by kind, until there are enough repairs; how many were not tried."""
        waiting = list(changes)
        for kind in Kind:
            of_kind = [change for change in waiting if _kind(change) is kind]
            hits: list[_Hit] = []
            for change in of_kind:
                if not self.left or len(self.found) >= self.most:
                    break
                waiting.remove(change)
                hits += self._tried(change)
            self._accept(hits)
        return len(waiting)

    def _tried(self, change: Change) -> Iterator[_Hit]:
        match change:
            case Edit():
                if self._holds((change,), _Tried.of(change)):
                    yield _Hit((change,))
            case Dial():
                for end in change.ends:
                    sound = self._sound_end(change, end)
                    if sound is not None and self._holds((change.at(sound),), _Tried.of(change, sound)):
                        yield self._nearest(change, sound, ())

    def _sound_end(self, dial: Dial, end: int) -> int | None:
        """The end, or where that makes no sound law the farthest value found towards what is written."""
        value = end
        while value != dial.written:
            if changed(self.subject, (dial.at(value),)) is not None:
                return value
            value = (
                dial.written + (value - dial.written) // 2 if value > dial.written else (value + dial.written + 1) // 2
            )
        return None

    def _nearest(self, dial: Dial, good: int, others: tuple[Edit, ...]) -> _Hit:
        """The value nearest to what is written with which the property holds, between that and `good`."""
        bad, step = dial.written, 1 if good > dial.written else -1
        while abs(good - bad) > 1 and self.left:
            middle = good - step * (abs(good - bad) // 2)
            if self._holds((dial.at(middle), *others)):
                good = middle
            else:
                bad = middle
        miss = () if bad == dial.written and abs(good - bad) == 1 else (dial.at(bad).words,)
        return _Hit((dial.at(good), *others), miss)

    def _holds(self, edits: tuple[Edit, ...], first: _Tried | None = None) -> bool:
        """Whether the property holds with these; where it does not, `first` is remembered as a first of two."""
        law = changed(self.subject, edits)
        if law is None or self.subject.name not in law.model.property or not self.left:
            return False
        self.left -= 1
        self.tried += 1
        verdict = Asking(law.model, ONE, self.solvers).verdict(self.subject.name)
        self.undecided += not verdict.outcome.is_decided
        then = trapped(verdict) if first is not None else None
        if first is not None and then is not None:
            self.misses.append(_Miss(first, then))
        return verdict.outcome is Outcome.HOLDS

    # --- two changes ---

    def _pairs(self, start: Trapped | None) -> int:
        """Try two at a time, until there are enough repairs; how many were not tried."""
        ordered = list(self._second(self.misses))
        ordered.sort(key=lambda pair: (pair[0].then == start, cost_of((pair[0].tried.edit, pair[1].edit))))
        known: set[frozenset[Edit]] = set()
        for number, (miss, second) in enumerate(ordered):
            if not self.left or len(self.found) >= self.most:
                return len(ordered) - number
            first = miss.tried
            both = frozenset((first.edit, second.edit))
            if both in known or (first.edit.of, first.edit.clause) == (second.edit.of, second.edit.clause):
                continue
            known.add(both)
            if self._holds((first.edit, second.edit)):
                self._accept((self._narrowed(first, second),))
        return 0

    def _second(self, misses: Iterable[_Miss]) -> Iterator[tuple[_Miss, _Tried]]:
        for miss in misses:
            law = changed(self.subject, (miss.tried.edit,))
            if law is None:
                continue
            for change in candidates(law.model, law.tree, self.subject.item, miss.then).near:
                for value in (0,) if isinstance(change, Edit) else change.ends:
                    yield miss, _Tried.of(change, value)

    def _narrowed(self, first: _Tried, second: _Tried) -> _Hit:
        """The numbers of two changes as near to what is written as they may be, one after the other; where that of the
        first is wrong was asked with another second one, so it is not told."""
        hit = _Hit((first.edit, second.edit))
        if isinstance(first.change, Dial):
            hit = self._nearest(first.change, first.value, (second.edit,))
        if isinstance(second.change, Dial):
            kept = hit.edits[0]
            next_to = self._nearest(second.change, second.value, (kept,))
            hit = _Hit((kept, next_to.edits[0]), next_to.misses)
        return hit

    # --- what else changes ---

    def _accept(self, hits: Iterable[_Hit]) -> None:
        """Check everything else under those found, the cheapest first, until there are enough."""
        for hit in sorted(hits, key=lambda hit: cost_of(hit.edits)):
            if len(self.found) >= self.most:
                return
            law = changed(self.subject, hit.edits)
            assert law is not None, "it was tried"
            if self.before is None:
                self.before, self.passed = self._others(self.base), passing(self.base.model)
            after = self._others(Asking(law.model, ONE, self.solvers))
            told = tuple(
                Changed(name, before, after[name])
                for name, before in self.before.items()
                if name in after and after[name] is not before
            )
            if any(item.breaks and item.name in self.keep for item in told):
                self.refused += 1
            else:
                still = passing(law.model)
                self.found.append(_Accepted(hit, told, tuple(name for name in self.passed if name not in still)))

    def _others(self, asking: Asking) -> dict[str, Outcome]:
        """The verdicts on all properties but the one that is repaired."""
        return asking.outcomes(item.name for item in asking.model.properties if item.name != self.subject.name)

    def _cheapest_first(self) -> list[_Accepted]:
        return sorted(self.found, key=lambda item: cost_of(item.hit.edits))

    def _repair(self, number: int, item: _Accepted) -> Repair:
        law = changed(self.subject, item.hit.edits, number)
        assert law is not None, "it was tried"
        return Repair(item.hit.edits, law.text, item.changed, item.hit.misses, item.fails)


def _kind(change: Change) -> Kind:
    return change.kind if isinstance(change, Edit) else Kind.NUMBER
