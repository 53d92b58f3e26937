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
from bcm_formal.versions.repair.candidates import candidates
from bcm_formal.versions.repair.edits import Change, Dial, Edit, Kind, cost_of
from bcm_formal.versions.repair.repairs import Changed, Repair, Repairs
from bcm_formal.versions.repair.trapped import Trapped, asked_by, trapped
from bcm_formal.versions.repair.trials import Subject, Verdicts, changed

TRIES, MOST = 100, 5
"""verdicts on the property, and repairs that are told"""
_OPEN = (Outcome.UNKNOWN, Outcome.ENGINE_FAULT)


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
class _Miss:
    """A first change that alone does not help, and where somebody is then stuck."""

    change: Change
    edit: Edit
    then: Trapped


class _Search:
    def __init__(self, subject: Subject, keep: frozenset[str], tries: int, most: int, solvers: tuple[str, ...]) -> None:
        self.subject, self.keep, self.most, self.solvers = subject, keep, most, solvers
        self.left, self.tried, self.undecided, self.refused = tries, 0, 0, 0
        self.base = Verdicts(subject.law.model, solvers)
        self.before: dict[str, Outcome] | None = None
        self.found: list[Repair] = []
        self.misses: list[_Miss] = []

    def run(self) -> Repairs:
        subject = self.subject
        first = self.base.verdict(subject.name)
        start = trapped(first)
        all_of = candidates(subject.law.model, subject.law.tree, subject.item, start)
        singles_left = pairs_left = 0
        if first.outcome not in (Outcome.HOLDS, *_OPEN):
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
            tuple(self.found),
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
                if self._holds((change,), change):
                    yield _Hit((change,))
            case Dial():
                for end in change.ends:
                    sound = self._sound_end(change, end)
                    if sound is not None and self._holds((change.at(sound),), change):
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

    def _holds(self, edits: tuple[Edit, ...], change: Change | None = None) -> bool:
        """Whether the property holds with these; where it does not, `change` is remembered as a first of two."""
        law = changed(self.subject, edits)
        if law is None or self.subject.name not in law.model.property or not self.left:
            return False
        self.left -= 1
        self.tried += 1
        verdict = Verdicts(law.model, self.solvers).verdict(self.subject.name)
        self.undecided += verdict.outcome in _OPEN
        then = trapped(verdict) if change is not None else None
        if change is not None and then is not None:
            self.misses.append(_Miss(change, edits[0], then))
        return verdict.outcome is Outcome.HOLDS

    # --- two changes ---

    def _pairs(self, start: Trapped | None) -> int:
        """Try two at a time, until there are enough repairs; how many were not tried."""
        ordered = list(self._second(self.misses))
        ordered.sort(key=lambda pair: (pair[0].then == start, cost_of((pair[0].edit, pair[2]))))
        hits: list[_Hit] = []
        known: set[frozenset[Edit]] = set()
        for number, (first, second, edit) in enumerate(ordered):
            if not self.left or len(hits) >= self.most:
                self._accept(hits)
                return len(ordered) - number
            both = frozenset((first.edit, edit))
            if both in known or (first.edit.of, first.edit.clause) == (edit.of, edit.clause):
                continue
            known.add(both)
            if self._holds((first.edit, edit)):
                hits.append(self._narrowed(first, second, edit))
        self._accept(hits)
        return 0

    def _second(self, misses: Iterable[_Miss]) -> Iterator[tuple[_Miss, Change, Edit]]:
        for miss in list(misses):
            law = changed(self.subject, (miss.edit,))
            if law is None:
                continue
            for change in candidates(law.model, law.tree, self.subject.item, miss.then).near:
                for edit in (change,) if isinstance(change, Edit) else map(change.at, change.ends):
                    yield miss, change, edit

    def _narrowed(self, first: _Miss, second: Change, edit: Edit) -> _Hit:
        """The numbers of two changes as near to what is written as they may be, one after the other."""
        hit = _Hit((first.edit, edit))
        if isinstance(first.change, Dial):
            hit = self._nearest(first.change, _value(first.change, first.edit), (edit,))
        if isinstance(second, Dial):
            kept = hit.edits[0]
            next_to = self._nearest(second, _value(second, edit), (kept,))
            hit = _Hit((kept, next_to.edits[0]), (*hit.misses, *next_to.misses))
        return hit

    # --- what else changes ---

    def _accept(self, hits: Iterable[_Hit]) -> None:
        """Check everything else under those found, the cheapest first, until there are enough."""
        for hit in sorted(hits, key=lambda hit: cost_of(hit.edits)):
            if len(self.found) >= self.most:
                return
            law = changed(self.subject, hit.edits, len(self.found) + 1)
            assert law is not None, "it was tried"
            if self.before is None:
                self.before = self.base.outcomes(self.subject.name)
            after = Verdicts(law.model, self.solvers).outcomes(self.subject.name)
            told = tuple(
                Changed(name, before, after[name])
                for name, before in self.before.items()
                if name in after and after[name] is not before
            )
            if any(item.breaks and item.name in self.keep for item in told):
                self.refused += 1
            else:
                self.found.append(Repair(hit.edits, law.text, told, hit.misses))


def _kind(change: Change) -> Kind:
    return change.kind if isinstance(change, Edit) else Kind.NUMBER


def _value(dial: Dial, edit: Edit) -> int:
    return next(end for end in dial.ends if dial.at(end) == edit)
