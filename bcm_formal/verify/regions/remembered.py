"""States that are known to be reachable, found again by the piece that they lie in."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bcm_formal.system.state import State
from bcm_formal.verify.regions.algebra import Assignment, Diagram
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.evidence import Concretizer
from bcm_formal.verify.regions.zone import Packed, Zone


class _Point(NamedTuple):
    """A state's zone variables, and the zone that they alone are; `kind`: which of the attributes' values it has."""

    state: State
    values: tuple[int, ...]
    packed: Packed
    kind: int


class Remembered:
    """Some states, by status."""

    def __init__(self, compiled: Compiled, concretizer: Concretizer) -> None:
        self._zones, self._algebra, self._concretizer = compiled.zones, compiled.diagrams.algebra, concretizer
        self._points: dict[str, list[_Point]] = {}
        self._kinds: dict[object, int] = {}
        self._bits: list[Assignment] = []
        """of each kind"""
        self._in_zone: dict[tuple[str, Zone], tuple[int, dict[int, _Point]]] = {}
        """for a zone: of how many states it is known whether they lie in it, and the first of each kind that does"""
        self._to_place: dict[str, list[State]] = {}
        """those of which it is not computed yet where they are"""

    def add(self, state: State) -> None:
        self._to_place.setdefault(state.status, []).append(state)

    def first_in(self, status: str, pieces: Iterable[Piece], but: Iterable[Piece] = ()) -> State | None:
        """The first of the states in some of the pieces and in none of the others, if there is one."""
        return next(self._in(status, pieces, but), None)

    def all_in(self, status: str, pieces: Iterable[Piece], but: Iterable[Piece] = ()) -> list[State]:
        """All states in some of the pieces and in none of the others."""
        return list(self._in(status, pieces, but))

    def _in(self, status: str, pieces: Iterable[Piece], but: Iterable[Piece]) -> Iterator[State]:
        one, other = ([(zone, bdd, dict[int, bool]()) for zone, bdd in some] for some in (pieces, but))
        for point in self._placed(status):
            if self._is_in(point, one) and not self._is_in(point, other):
                yield point.state

    def one_in(self, status: str, zone: Zone, bdd: Diagram) -> State | None:
        """The first of the states in a piece, of those of each kind the first in the zone alone; looked up, as the same
        zones are asked about again and again."""
        points = self._placed(status)
        seen, firsts = self._in_zone.get((status, zone), (0, {}))
        if seen < len(points):
            for point in itertools.islice(points, seen, None):
                if point.kind not in firsts and self._contains(zone, point):
                    firsts[point.kind] = point
            self._in_zone[(status, zone)] = len(points), firsts
        return next((point.state for kind, point in firsts.items() if self._algebra.has(bdd, self._bits[kind])), None)

    def _is_in(self, point: _Point, pieces: Iterable[tuple[Zone, Diagram, dict[int, bool]]]) -> bool:
        """True iff a state is in one of the pieces. Each piece knows which kinds of states it has, as far as asked."""
        for zone, bdd, known in pieces:
            if self._contains(zone, point):
                if point.kind not in known:
                    known[point.kind] = self._algebra.has(bdd, self._bits[point.kind])
                if known[point.kind]:
                    return True
        return False

    def _contains(self, zone: Zone, point: _Point) -> bool:
        """As `Zones.contains`, by one subtraction where bounds are numbers that fit."""
        mine, packed = point.packed, zone.packed
        if packed.is_rough or not mine.fits:
            return self._zones.contains(zone, point.values)
        return (packed.high - mine.low) & mine.guard == mine.guard

    def _placed(self, status: str) -> list[_Point]:
        place, points = self._concretizer, self._points.setdefault(status, [])
        for state in self._to_place.pop(status, ()):
            kind = self._kinds.setdefault(state.attributes, len(self._kinds))
            if kind == len(self._bits):
                self._bits.append(place.bits(state))
            values = place.point(state)
            with_zero = (0, *values)
            alone = Zone(tuple(one - other for one in with_zero for other in with_zero))
            points.append(_Point(state, values, alone.packed, kind))
        return points
