"""Sets of states as unions of pieces, and what is left of one set without another."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping

from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.diagram import Diagrams
from bcm_formal.verify.regions.zone import Packed, Zone

MOST_WIDE = 100
"""pieces of one status that overlap"""


class Federation:
    """A union of pieces (zone × BDD) for each status."""

    def __init__(self) -> None:
        self.pieces: dict[str, dict[Zone, Diagram]] = {}
        self._packed: dict[str, list[Packed]] = {}
        self._larger: dict[tuple[str, Zone], tuple[int, list[Zone]]] = {}
        """for a zone: those among the first so many zones of its status that contain it"""
        self.looked_at = 0
        """pieces compared with, ever: the measure of work"""

    def add(self, status: str, zone: Zone, bdd: Diagram) -> None:
        here = self.pieces.setdefault(status, {})
        known = here.get(zone)
        here[zone] = bdd if known is None else known | bdd
        if known is None:
            self._packed.setdefault(status, []).append(zone.packed)

    def uncovered(self, status: str, zone: Zone, bdd: Diagram, strictly: bool = False) -> Diagram:
        """Those of `bdd` that no piece with a larger (`strictly`: really larger) zone has; may be more."""
        here = self.pieces.get(status, {})
        self.looked_at += len(here)
        seen, larger = self._larger.get((status, zone), (0, []))
        if seen < len(here):
            larger += zone.supersets(itertools.islice(self._packed[status], seen, None))
            self._larger[(status, zone)] = len(here), larger
        for known in larger:
            if not (strictly and known == zone):
                bdd &= ~here[known]
        return bdd


def federation_of(pieces: Mapping[str, Iterable[Piece]]) -> Federation:
    """The union of some pieces."""
    cover = Federation()
    for status, here in pieces.items():
        for zone, bdd in here:
            cover.add(status, zone, bdd)
    return cover


def outside(
    compiled: Compiled, pieces: dict[str, list[Piece]], cover: Federation, budget: Budget
) -> dict[str, list[Piece]]:
    """The states of some pieces that a cover does not have, as pieces. Exact, and each status on its own.

    Raises `BudgetExceededError` if that takes more comparisons than the budget has work, or makes too many pieces.
    """
    before = cover.looked_at
    result: dict[str, list[Piece]] = {}
    for status, here in pieces.items():
        without = sorted(cover.pieces.get(status, {}).items(), key=lambda item: -item[0].width)
        rest: dict[Zone, Diagram] = {}
        for zone, bdd, looked_at in _outside(compiled, here, without):
            cover.looked_at += looked_at
            if max(cover.looked_at - before, len(rest) * 100) > budget.work or budget.is_over_time:
                raise BudgetExceededError("stopped while people without a way were told from those who have one")
            if bdd != compiled.diagrams.false:
                rest[zone] = rest[zone] | bdd if zone in rest else bdd
        if rest:
            result[status] = list(rest.items())
    return result


def _outside(compiled: Compiled, pieces: Iterable[Piece], without: list[Piece]) -> Iterator[tuple[Zone, Diagram, int]]:
    """What other pieces leave of some, with how many were compared since the last.

    Those that contain a zone as a whole come first, as they cut nothing up; what they leave is cut up by the others in
    turn. Parts with equal zones that wait to be cut by the same one become one.
    """
    false, zones = compiled.diagrams.false, compiled.zones
    whole = _Whole(without, false)
    waiting: list[dict[Zone, Diagram]] = [{} for _ in without]
    parts = list(pieces)
    for place in range(len(without) + 1):
        for zone, bdd in parts:
            left = bdd & ~whole.valuations(zone)
            after = place
            while after < len(without) and left != false:
                other, valuations = without[after]
                if left & valuations != false and zones.meet(zone, other) is not None:
                    here = waiting[after]
                    here[zone] = here[zone] | left if zone in here else left
                    left = false
                after += 1
            yield zone, left, after - place + 1
        parts = []
        for zone, bdd in waiting[place].items() if place < len(without) else ():
            cut, valuations = without[place]
            parts += [(part, bdd & valuations) for part in zones.minus(zone, cut)]
            parts.append((zone, bdd & ~valuations))


class _Whole:
    """Which valuations the pieces have whose zones contain a zone as a whole."""

    def __init__(self, pieces: Iterable[Piece], false: Diagram) -> None:
        self._pieces, self._false = dict(pieces), false
        self._packed = [zone.packed for zone in self._pieces]
        self._known: dict[Zone, Diagram] = {}

    def valuations(self, zone: Zone) -> Diagram:
        if zone not in self._known:
            containing = (self._pieces[other] for other in zone.supersets(self._packed))
            self._known[zone] = functools.reduce(operator.or_, containing, self._false)
        return self._known[zone]


def widely_outside(
    compiled: Compiled, pieces: dict[str, list[Piece]], cover: Federation, budget: Budget | None
) -> dict[str, list[Piece]]:
    """The same set as `outside`, in pieces as wide as they can be, which overlap: where only a whole piece can be
    passed at once, few wide ones are worth more than many that exclude each other. Where they are too many, these;
    without a budget for that, none."""
    result: dict[str, list[Piece]] = {}
    for status, here in pieces.items():
        rest = _widely_outside(compiled, here, cover.pieces.get(status, {}))
        if rest is None:
            rest = [] if budget is None else outside(compiled, {status: here}, cover, budget).get(status, [])
        if rest:
            result[status] = rest
    return result


def _widely_outside(compiled: Compiled, pieces: list[Piece], cover: Mapping[Zone, Diagram]) -> list[Piece] | None:
    """None: they are too many."""
    false, zones = compiled.diagrams.false, compiled.zones
    rest = pieces
    for zone, bdd in sorted(widest(compiled.diagrams, cover), key=lambda item: -item[0].width):
        found: dict[Zone, Diagram] = {}
        for place, valuations in rest:
            if valuations & bdd == false or zones.meet(place, zone) is None:
                found[place] = found.get(place, false) | valuations
                continue
            for part in zones.beside(place, zone):
                found[part] = found.get(part, false) | valuations
            found[place] = found.get(place, false) | (valuations & ~bdd)
        rest = _not_in_wider(compiled.diagrams, found)
        if len(rest) > MOST_WIDE:
            return None
    return rest


def _not_in_wider(diagrams: Diagrams, pieces: Mapping[Zone, Diagram]) -> list[Piece]:
    """The pieces that are in no union of others with larger zones, each whole."""
    packed = [zone.packed for zone in pieces]
    kept: list[Piece] = []
    for zone, bdd in pieces.items():
        left = bdd
        for other in zone.supersets(packed):
            left = left if other is zone else left & ~pieces[other]
        if left != diagrams.false:
            kept.append((zone, bdd))
    return kept


def remove(compiled: Compiled, pieces: list[Piece], zone: Zone, bdd: Diagram) -> list[Piece]:
    """The states of some pieces that are not in the piece (zone, bdd)."""
    remaining: list[Piece] = []
    for left_zone, left in pieces:
        common = left & bdd
        if common == compiled.diagrams.false or compiled.zones.meet(left_zone, zone) is None:
            remaining.append((left_zone, left))
            continue
        if (untouched := left & ~bdd) != compiled.diagrams.false:
            remaining.append((left_zone, untouched))
        remaining.extend((part, common) for part in compiled.zones.minus(left_zone, zone))
    return _merged(remaining)


def _merged(pieces: list[Piece]) -> list[Piece]:
    by_zone: dict[Zone, Diagram] = {}
    for zone, bdd in pieces:
        known = by_zone.get(zone)
        by_zone[zone] = bdd if known is None else known | bdd
    return list(by_zone.items())


def widest(diagrams: Diagrams, pieces: Mapping[Zone, Diagram]) -> list[Piece]:
    """The pieces of a cover without what others with a larger zone have anyway."""
    left = dict(pieces)
    packed = [zone.packed for zone in pieces]
    for zone in pieces:
        for other in zone.supersets(packed):
            if other is not zone:
                left[zone] &= ~left[other]
    return [(zone, bdd) for zone, bdd in left.items() if bdd != diagrams.false]
