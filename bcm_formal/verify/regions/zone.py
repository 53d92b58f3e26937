"""Convex sets of clock readings: difference-bound matrices, and general linear constraints where those fall short.

A `Zone` holds integer points of n variables. Row and column 0 of its matrix stand for zero; entry (i, j) bounds
xᵢ - xⱼ from above. The matrix is closed (no bound can be tightened by going through a third variable), so over the
integers emptiness and inclusion are exact (Bengtsson and Yi, "Timed Automata: Semantics, Algorithms and Tools",
2004, section 4). `extras` are further constraints Σ kᵢxᵢ ≤ b of any other shape. They arise where a clock stands while
another runs; the elimination of a delay stays exact as long as one side of its bounds has unit coefficients, and
`Inexact` is raised where it would not be.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import le

from bcm_formal.records import dataclass
from bcm_formal.verify.regions.matrix import INFINITY, Bound, Difference, is_closed_by, is_tightened_by

_HALF, _TOP = 1 << 29, (1 << 30) - 1
Coefficients = tuple[int, ...]
Affine = tuple[Coefficients, int]
"""(k, b): as a constraint Σ kᵢxᵢ ≤ b, as a value Σ kᵢxᵢ + b"""


class Inexact(Exception):  # noqa: N818  # it is a signal that precision would be lost, not a fault
    """The set asked for is no finite union of linear sets that this class can hold exactly."""


class Zone:
    """A non-empty-as-far-as-known convex set; `matrix` row by row, (n + 1)² entries. Immutable; hashed once."""

    __slots__ = ("_hash", "_packed", "extras", "matrix", "width")

    def __init__(self, matrix: tuple[Bound, ...], extras: frozenset[Affine] = frozenset()) -> None:
        self.matrix = matrix
        self.extras = extras
        self._hash = hash((matrix, extras))
        self._packed: Packed | None = None
        self.width = matrix.count(INFINITY) - len(extras)
        """how little it says: the differences it leaves free"""

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            isinstance(other, Zone)
            and self._hash == other._hash
            and self.matrix == other.matrix
            and self.extras == other.extras
        )

    def is_subset_of(self, other: Zone) -> bool:
        """True only if every point is in `other`; exact without extras, else it may miss some inclusions."""
        if self is other:
            return True
        more_free = self.width + len(self.extras) > other.width + len(other.extras)
        if more_free or not all(map(le, self.matrix, other.matrix)):
            return False
        return not other.extras or all(implies(self, extra) for extra in other.extras)

    @property
    def packed(self) -> Packed:
        """The matrix as numbers, made when first asked for."""
        if self._packed is None:
            self._packed = Packed(self)
        return self._packed

    def supersets(self, others: Iterable[Packed]) -> list[Zone]:
        """Those of the zones that contain this one, as far as `is_subset_of` knows."""
        mine = self.packed
        if not mine.fits:
            return [other.zone for other in others if self.is_subset_of(other.zone)]
        low, guard = mine.low, mine.guard
        return [
            other.zone
            for other in others
            if (other.high - low) & guard == guard and (not other.is_rough or self.is_subset_of(other.zone))
        ]


class Packed:
    """All bounds of a matrix side by side in one number, each with a bit to spare: so one subtraction compares all.

    `fits`: they do stand there. `is_rough`: there is more to compare with.
    """

    __slots__ = ("fits", "guard", "high", "is_rough", "low", "zone")

    def __init__(self, zone: Zone) -> None:
        bounds = zone.matrix
        fits = all(-_HALF < bound < _HALF or bound == INFINITY for bound in bounds)
        self.zone, self.fits = zone, fits
        self.is_rough = bool(zone.extras) or not fits
        self.guard = _side_by_side([1 << 31] * len(bounds))
        self.low = _side_by_side(
            [_TOP if bound == INFINITY else int(bound) + _HALF for bound in bounds] if fits else ()
        )
        self.high = self.low | self.guard if fits else _side_by_side([(1 << 32) - 1] * len(bounds))


def _side_by_side(numbers: Iterable[int]) -> int:
    return int.from_bytes(array("I", numbers).tobytes(), sys.byteorder)


class Zones:
    """The zones over some variables; `lows` says which are never negative (clocks), `ranges` gives for some others, by
    their place, the least and the largest value they can have."""

    def __init__(self, lows: Sequence[bool], ranges: Mapping[int, tuple[int, int]] | None = None) -> None:
        self.count = len(lows)
        self.ranges = dict(ranges or {})
        self.size = self.count + 1
        self.lows = tuple(lows)
        matrix: list[Bound] = [INFINITY] * (self.size * self.size)
        for i in range(self.size):
            matrix[i * self.size + i] = 0
        for i, low in enumerate(lows, 1):
            if low:
                matrix[i] = 0
        for index, (least, largest) in self.ranges.items():
            matrix[index + 1], matrix[(index + 1) * self.size] = -least, largest
        self.everything = Zone(self._closed(matrix) or ())
        self._said: dict[Zone, tuple[Difference, ...]] = {}
        self._known: dict[Zone, Zone] = {}

    def one(self, zone: Zone) -> Zone:
        """The same zone, always as the same object, so that looking it up compares nothing."""
        return self._known.setdefault(zone, zone)

    # --- construction ---

    def _closed(self, matrix: list[Bound]) -> tuple[Bound, ...] | None:
        """The matrix with all bounds as tight as they can be; None if no point is left."""
        return tuple(matrix) if is_closed_by(matrix, self.size) else None

    def constrain(self, zone: Zone, constraint: Affine) -> Zone | None:
        """The points that satisfy Σ kᵢxᵢ ≤ b too; None if there are none."""
        coefficients, bound = normalised(constraint)
        places = [(i, k) for i, k in enumerate(coefficients, 1) if k]
        if not places:
            return zone if bound >= 0 else None
        if len(places) == 1 and abs(places[0][1]) == 1:
            i, k = places[0]
            pair = (i, 0) if k == 1 else (0, i)
        elif len(places) == 2 and places[0][1] * places[1][1] == -1:
            (i, k), (j, _) = places
            pair = (i, j) if k == 1 else (j, i)
        else:
            return self._with_extra(zone, (coefficients, bound))
        return self._with_differences(zone, ((*pair, bound),))

    def _with_differences(self, zone: Zone, differences: Iterable[Difference]) -> Zone | None:
        matrix = list(zone.matrix)
        if not is_tightened_by(matrix, self.size, differences):
            return None
        return self._checked(Zone(tuple(matrix), zone.extras))

    def _with_extra(self, zone: Zone, constraint: Affine) -> Zone | None:
        if implies(zone, constraint):
            return zone
        coefficients = constraint[0]
        others = (extra for extra in zone.extras if extra[0] != coefficients)
        return self._checked(Zone(zone.matrix, frozenset((*others, constraint))))

    def _checked(self, zone: Zone) -> Zone | None:
        """The zone without extras that say nothing new; None if an extra contradicts the matrix, or another extra that
        bounds the same sum from the other side."""
        if not zone.extras:
            return zone
        bounds = dict(zone.extras)
        kept = []
        bare = Zone(zone.matrix)
        for coefficients, bound in zone.extras:
            opposite = tuple(-k for k in coefficients)
            if max(-highest(bare, opposite), -bounds.get(opposite, INFINITY)) > bound:
                return None
            if highest(bare, coefficients) > bound:
                kept.append((coefficients, bound))
        return Zone(zone.matrix, frozenset(kept))

    def meet(self, one: Zone, other: Zone) -> Zone | None:
        """The points in both."""
        if one is other or other is self.everything:
            return one
        if one is self.everything:
            return other
        if not one.extras and not other.extras:
            if all(map(le, one.matrix, other.matrix)):
                return one
            if all(map(le, other.matrix, one.matrix)):
                return other
        said, size = self.said(other), self.size
        if any(one.matrix[j * size + i] + bound < 0 for i, j, bound in said):
            return None
        result = self._with_differences(one, said)
        for constraint in sorted(other.extras):
            result = None if result is None else self.constrain(result, constraint)
        return result

    # --- reading ---

    def constraints(self, zone: Zone) -> Iterator[Affine]:
        """Constraints that say all the zone says, without those every state meets; some may be redundant."""
        for i, j, bound in self._differences(zone):
            yield self.difference(i, j), int(bound)
        yield from sorted(zone.extras)

    def said(self, zone: Zone) -> tuple[Difference, ...]:
        """What the matrix says, as `_differences`; kept."""
        if zone not in self._said:
            self._said[zone] = tuple(self._differences(zone))
        return self._said[zone]

    def _differences(self, zone: Zone) -> Iterator[Difference]:
        """What the matrix says, without what every state meets or two bounds say together."""
        size, matrix = self.size, zone.matrix
        for i in range(size):
            for j in range(size):
                bound = matrix[i * size + j]
                if i == j or bound == INFINITY:
                    continue
                if i and j:
                    if bound == matrix[i * size] + matrix[j]:
                        continue
                elif not i and bound == 0 and self.lows[j - 1]:
                    continue
                yield i, j, bound

    def difference(self, i: int, j: int) -> Coefficients:
        """The coefficients of xᵢ - xⱼ, where index 0 is the constant zero."""
        return tuple((k == i) - (k == j) for k in range(1, self.size))

    def contains(self, zone: Zone, point: Sequence[int]) -> bool:
        """True iff the point is in the zone."""
        values = (0, *point)
        size, matrix = self.size, zone.matrix
        for i in range(size):
            for j in range(size):
                if values[i] - values[j] > matrix[i * size + j]:
                    return False
        return all(amount(k, point) <= b for k, b in zone.extras)

    # --- moving ---

    def minus(self, zone: Zone, other: Zone) -> list[Zone]:
        """Disjoint zones that make up the points of `zone` outside `other`."""
        pieces: list[Zone] = []
        rest: Zone | None = zone
        for i, j, bound in self.said(other):
            if rest is None:
                return pieces
            if rest.matrix[i * self.size + j] > bound:
                outside = self._with_differences(rest, ((j, i, -bound - 1),))
                if outside is not None:
                    pieces.append(outside)
                    rest = self._with_differences(rest, ((i, j, bound),))
        for coefficients, bound in sorted(other.extras):
            if rest is None:
                return pieces
            outside = self.constrain(rest, (tuple(-k for k in coefficients), -bound - 1))
            if outside is not None:
                pieces.append(outside)
                rest = self.constrain(rest, (coefficients, bound))
        return pieces

    def beside(self, zone: Zone, other: Zone) -> Iterator[Zone]:
        """Zones, as wide as they can be, that together are the points of `zone` outside `other`."""
        for coefficients, bound in self.constraints(other):
            outside = self.constrain(zone, (tuple(-k for k in coefficients), -bound - 1))
            if outside is not None:
                yield outside

    def substitute(self, zone: Zone, values: Sequence[Affine | None]) -> Zone | None:
        """The points whose image lies in the zone, where variable i of the image is `values[i]` (None: itself)."""
        if all(value is None for value in values):
            return zone
        simple = [self._as_offset(index, value) for index, value in enumerate(values, 1)]
        if not zone.extras and all(place is not None for place in simple):
            return self._shifted(zone, [(0, 0), *(place for place in simple if place is not None)])
        result: Zone | None = self.everything
        images = [value or (self.difference(i, 0), 0) for i, value in enumerate(values, 1)]
        for coefficients, bound in self._all_constraints(zone):
            if result is None:
                break
            image = combination(zip(coefficients, images, strict=True), self.count)
            result = self.constrain(result, (image[0], bound - image[1]))
        return result

    def _as_offset(self, index: int, value: Affine | None) -> tuple[int, int] | None:
        """`value` as (variable or 0, offset), if it has that shape."""
        if value is None:
            return index, 0
        places = [i for i, k in enumerate(value[0], 1) if k]
        if not places:
            return 0, value[1]
        if len(places) == 1 and value[0][places[0] - 1] == 1:
            return places[0], value[1]
        return None

    def _shifted(self, zone: Zone, places: list[tuple[int, int]]) -> Zone | None:
        size = self.size
        matrix = list(self.everything.matrix)
        for i in range(size):
            base_i, offset_i = places[i]
            for j in range(size):
                bound = zone.matrix[i * size + j]
                if i == j or bound == INFINITY:
                    continue
                base_j, offset_j = places[j]
                moved = bound - offset_i + offset_j
                if base_i == base_j:
                    if moved < 0:
                        return None
                elif moved < matrix[base_i * size + base_j]:
                    matrix[base_i * size + base_j] = moved
        closed = self._closed(matrix)
        return None if closed is None else Zone(closed)

    def _all_constraints(self, zone: Zone) -> Iterator[Affine]:
        size, matrix = self.size, zone.matrix
        for i in range(size):
            for j in range(size):
                bound = matrix[i * size + j]
                if i != j and bound != INFINITY:
                    yield self.difference(i, j), int(bound)
        yield from sorted(zone.extras)

    def unit_before(self, zone: Zone, runs: Sequence[bool]) -> Zone | None:
        """The points that one unit of time takes into the zone."""
        values = [(self.difference(i, 0), 1) if run else None for i, run in enumerate(runs, 1)]
        return self.substitute(zone, values)

    def without(self, zone: Zone, index: int) -> Zone:
        """The projection that leaves variable `index` (from 0) free. Raises `Inexact` if an extra reads it."""
        if any(coefficients[index] for coefficients, _ in zone.extras):
            raise Inexact
        size, place = self.size, index + 1
        matrix = list(zone.matrix)
        for other in range(size):
            if other != place:
                matrix[place * size + other] = INFINITY
                matrix[other * size + place] = INFINITY
        if self.lows[index]:
            matrix[place] = 0
        elif index in self.ranges:
            matrix[place], matrix[place * size] = -self.ranges[index][0], self.ranges[index][1]
        return Zone(self._closed(matrix) or (), zone.extras)

    def projected(self, zone: Zone, index: int) -> Zone | None:
        """The points that some value of variable `index`, which has no bounds of its own, puts into the zone; it is
        left free. None: there are none. Raises `Inexact`."""
        lowered, _ = self._eliminated(zone, [place == index for place in range(self.count)])
        if lowered is None:
            return None
        others = frozenset(extra for extra in lowered.extras if not extra[0][index])
        return self.without(Zone(lowered.matrix, others), index)

    def past(self, zone: Zone, runs: Sequence[bool]) -> tuple[Zone, LeastDelay]:
        """The points from which some delay d ≥ 0 of the running variables leads into the zone, and that delay. Raises
        `Inexact` where the integers would make it lose points."""
        result, delay = self._eliminated(zone, runs)
        return (zone, LeastDelay(())) if result is None else (result, delay)

    def _eliminated(self, zone: Zone, runs: Sequence[bool]) -> tuple[Zone | None, LeastDelay]:
        """The same by Fourier-Motzkin elimination of d; None: the zone turns out to have no points."""
        moving = (False, *runs)
        if not zone.extras and self._is_apart(zone, moving):
            return self._plain_past(zone, moving)
        lowers: list[tuple[int, Affine]] = []
        uppers: list[tuple[int, Affine]] = []
        result: Zone | None = self.everything
        for coefficients, bound in self.constraints(zone):
            slope = sum(k for k, run in zip(coefficients, runs, strict=True) if run)
            if slope < 0:
                lowers.append((-slope, (coefficients, bound)))
                continue
            if slope > 0:
                uppers.append((slope, (coefficients, bound)))
            if result is not None:
                result = self.constrain(result, (coefficients, bound))
        lowers = [item for item in lowers if not implies(self.everything, item[1])]
        if any(slope > 1 for slope, _ in lowers) and uppers:
            raise Inexact
        for low_slope, (low, low_bound) in lowers:
            for high_slope, (high, high_bound) in uppers:
                mixed = tuple(high_slope * a + low_slope * b for a, b in zip(low, high, strict=True))
                if result is not None:
                    result = self.constrain(result, (mixed, high_slope * low_bound + low_slope * high_bound))
        return result, LeastDelay(tuple(lowers))

    def _is_apart(self, zone: Zone, moving: Sequence[bool]) -> bool:
        """True iff nothing but the constant zero links a running variable with a standing one."""
        size, matrix = self.size, zone.matrix
        standing = [j for j in range(1, size) if not moving[j]]
        for i in range(1, size):
            if moving[i]:
                up, down = matrix[i * size], matrix[i]
                for j in standing:
                    if matrix[i * size + j] != up + matrix[j] or matrix[j * size + i] != matrix[j * size] + down:
                        return False
        return True

    def _plain_past(self, zone: Zone, moving: Sequence[bool]) -> tuple[Zone, LeastDelay]:
        """Running and standing variables are apart: only lower bounds of the running ones are dropped."""
        size = self.size
        matrix = list(zone.matrix)
        lowers: list[tuple[int, Affine]] = []
        running = [i for i in range(1, size) if moving[i]]
        for i in running:
            free = self.everything.matrix[i]
            if matrix[i] < free:
                lowers.append((1, (self.difference(0, i), int(matrix[i]))))
            matrix[i] = free
        if not lowers:
            return zone, LeastDelay(())
        # Closed again by hand: differences of running variables stand; all others go through zero.
        for i in running:
            matrix[i] = min(self.everything.matrix[j] + matrix[j * size + i] for j in running)
        for i in running:
            for j in range(1, size):
                if not moving[j]:
                    matrix[i * size + j] = matrix[i * size] + matrix[j]
                    matrix[j * size + i] = matrix[j * size] + matrix[i]
        return Zone(tuple(matrix)), LeastDelay(tuple(lowers))


@dataclass(frozen=True, slots=True)
class LeastDelay:
    """How long to wait: the least d ≥ 0 with Σ kᵢxᵢ - s·d ≤ b for each (s, (k, b)), and `more` on top of it."""

    lowers: tuple[tuple[int, Affine], ...]
    more: int = 0

    def length(self, point: Sequence[int]) -> int:
        """The delay from a point."""
        return self.more + max((0, *(-((b - amount(k, point)) // s) for s, (k, b) in self.lowers)))


def amount(coefficients: Coefficients, point: Sequence[int]) -> int:
    """Σ kᵢxᵢ at a point."""
    return sum(k * x for k, x in zip(coefficients, point, strict=True))


def normalised(constraint: Affine) -> Affine:
    """The same integer points with coprime coefficients."""
    coefficients, bound = constraint
    divisor = math.gcd(*coefficients)
    if divisor > 1:
        return tuple(k // divisor for k in coefficients), bound // divisor
    return constraint


def combination(parts: Iterable[tuple[int, Affine]], count: int) -> Affine:
    """Σ factor · value."""
    total, constant = [0] * count, 0
    for factor, (coefficients, offset) in parts:
        if factor:
            for index, k in enumerate(coefficients):
                total[index] += factor * k
            constant += factor * offset
    return tuple(total), constant


def implies(zone: Zone, constraint: Affine) -> bool:
    """True only if every point of the zone satisfies the constraint, as far as its matrix shows."""
    coefficients, bound = constraint
    if any(own <= bound and k == coefficients for k, own in zone.extras):
        return True
    return highest(zone, coefficients) <= bound


def highest(zone: Zone, coefficients: Coefficients) -> Bound:
    """An upper bound of Σ kᵢxᵢ over the matrix: unit steps up are paired with unit steps down, the cheapest first."""
    size = len(coefficients) + 1
    ups = [i for i, k in enumerate(coefficients, 1) for _ in range(k)]
    downs = [i for i, k in enumerate(coefficients, 1) for _ in range(-k)]
    if len(ups) > 6 or len(downs) > 6:
        return sum(zone.matrix[i * size] for i in ups) + sum(zone.matrix[i] for i in downs)
    length = max(len(ups), len(downs))
    ups += [0] * (length - len(ups))
    downs += [0] * (length - len(downs))
    return _best_pairing(zone.matrix, size, tuple(ups), tuple(downs))


def _best_pairing(matrix: tuple[Bound, ...], size: int, ups: tuple[int, ...], downs: tuple[int, ...]) -> Bound:
    if not ups:
        return 0
    best: Bound = INFINITY
    for position, down in enumerate(downs):
        if down in downs[:position]:
            continue
        rest = _best_pairing(matrix, size, ups[1:], downs[:position] + downs[position + 1 :])
        best = min(best, matrix[ups[0] * size + down] + rest)
    return best
