"""Regions of an opened policy seen as values of its open parameters alone, and as those of one start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcm_formal.model.expressions import AttributeTerm, ClockTerm
from bcm_formal.model.types import Value
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.matrix import INFINITY
from bcm_formal.verify.regions.zone import Inexact, Zone
from bcm_formal.versions.sweeping.area import Limit, Plane, Point

OpenTerm = AttributeTerm | ClockTerm


class View:
    """Pieces seen as values of the parameters alone."""

    def __init__(self, compiled: Compiled, terms: Sequence[OpenTerm], plane: Plane) -> None:
        self._compiled, self.plane = compiled, plane
        diagrams = compiled.diagrams
        self._numeric = {i: diagrams.numeric.index(t.name) for i, t in enumerate(terms) if t.name in diagrams.numeric}
        self._finite = {i: t.name for i, t in enumerate(terms) if t.name in diagrams.domains}
        own = {bit for name in self._finite.values() for bit in diagrams.bits[name]}
        self._other_bits = tuple(bit for bits in diagrams.bits.values() for bit in bits if bit not in own)
        self._others = [name for name in diagrams.domains if name not in self._finite.values()]

    def values(self, zone: Zone, bdd: Diagram) -> Iterator[Zone]:
        """The values that some state of a piece has. Raises `Inexact`."""
        if zone.extras:
            raise Inexact
        rows = [0, *(place + 1 for place in self._numeric.values())]
        own = [None, *self._numeric]
        size = self._compiled.zones.size
        limits = [
            Limit(own[i], own[j], int(bound))
            for i, row in enumerate(rows)
            for j, column in enumerate(rows)
            if i != j and (bound := zone.matrix[row * size + column]) != INFINITY
        ]
        seen = self._compiled.diagrams.algebra.exists(bdd, self._other_bits)
        for more in self._ranges(seen, list(self._finite.items())):
            found = self.plane.zone((*limits, *more))
            if found is not None:
                yield found

    def _ranges(self, bdd: Diagram, names: list[tuple[int, str]]) -> Iterator[tuple[Limit, ...]]:
        if bdd == self._compiled.diagrams.false:
            return
        if not names:
            yield ()
            return
        (number, name), *others = names
        for values, rest in self._compiled.diagrams.split(bdd, name):
            for further in self._ranges(rest, others):
                for low, high in _runs(values):
                    yield (Limit(number, None, high), Limit(None, number, -low), *further)

    def with_one_start(self, piece: Piece, point: Point) -> Piece | None:
        """The states of a piece that differ in nothing but the parameters, one of them with these values; None: none of
        the piece has them."""
        zones, diagrams = self._compiled.zones, self._compiled.diagrams
        zone, bdd = piece
        alone: Zone | None = zone
        for number, index in self._numeric.items():
            alone = None if alone is None else _fixed(self._compiled, alone, index, point[number])
        with_values = bdd
        for number, name in self._finite.items():
            with_values &= diagrams.value(name, point[number])
        if alone is None or with_values == diagrams.false:
            return None
        for index in range(zones.count):
            if index in self._numeric.values():
                continue
            value = _some_value(alone, index, zones.size)
            one, many = _fixed(self._compiled, alone, index, value), _fixed(self._compiled, zone, index, value)
            if one is None or many is None:
                return None
            alone, zone = one, many
        first = diagrams.first(with_values)
        for name in self._others:
            bdd &= diagrams.value(name, first[name])
        return zone, bdd

    def exactly(self, point: Point) -> Zone:
        zone = self.plane.box([(value, value) for value in point])
        assert zone is not None
        return zone


def _fixed(compiled: Compiled, zone: Zone, index: int, value: int) -> Zone | None:
    form = tuple(int(place == index) for place in range(compiled.zones.count))
    least = compiled.zones.constrain(zone, (form, value))
    return None if least is None else compiled.zones.constrain(least, (tuple(-k for k in form), -value))


def _some_value(zone: Zone, index: int, size: int) -> int:
    low, high = -zone.matrix[index + 1], zone.matrix[(index + 1) * size]
    return int(low if low != -INFINITY else min(high, 0))


def _runs(values: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """Neighbours among some numbers, in order, as ranges."""
    first = last = int(values[0])
    for value in map(int, values[1:]):
        if value != last + 1:
            yield first, last
            first = value
        last = value
    yield first, last
