"""Sets of values of some parameters: unions of zones, in which values and their differences lie between bounds.

A value is a whole number: of steps of time, the place of a level, or itself. With so few dimensions everything is exact
and cheap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bcm_formal.records import dataclass
from bcm_formal.verify.regions.matrix import INFINITY, Bound
from bcm_formal.verify.regions.zone import Zone, Zones

Part = Zone
"""values between bounds"""
Point = tuple[int, ...]
Area = tuple[Zone, ...]
"""a union of zones, which may overlap"""


@dataclass(frozen=True, slots=True)
class Limit:
    """The value of parameter `more` less that of `less` is at most `bound`; None stands for zero."""

    more: int | None
    less: int | None
    bound: int


class Plane:
    """All values of some parameters, each between two bounds."""

    def __init__(self, bounds: Sequence[tuple[int, int]]) -> None:
        self.bounds = tuple(bounds)
        self.zones = Zones([False] * len(bounds), dict(enumerate(bounds)))
        self.everything = self.zones.everything

    def zone(self, limits: Iterable[Limit]) -> Zone | None:
        """The values within some limits; None if there are none."""
        zone: Zone | None = self.everything
        for item in limits:
            form = [0] * len(self.bounds)
            if item.more is not None:
                form[item.more] += 1
            if item.less is not None:
                form[item.less] -= 1
            zone = None if zone is None else self.zones.constrain(zone, (tuple(form), item.bound))
        return zone

    def box(self, ranges: Sequence[tuple[int, int]]) -> Zone | None:
        """The values within ranges, both ends included."""
        ends = ((Limit(i, None, high), Limit(None, i, -low)) for i, (low, high) in enumerate(ranges))
        return self.zone(limit for pair in ends for limit in pair)

    def contains(self, area: Area, point: Point) -> bool:
        return any(self.zones.contains(zone, point) for zone in area)

    def outside(self, zones: Iterable[Zone], area: Area) -> Area:
        """The values of some zones that an area does not have, in zones that do not overlap those they are cut from."""
        rest = list(zones)
        for cut in area:
            rest = [part for zone in rest for part in self._minus(zone, cut)]
        return tuple(rest)

    def _minus(self, zone: Zone, cut: Zone) -> Sequence[Zone]:
        return (zone,) if self.zones.meet(zone, cut) is None else self.zones.minus(zone, cut)

    def meets(self, zone: Zone, area: Area) -> bool:
        return any(self.zones.meet(zone, other) is not None for other in area)

    def range_of(self, zone: Zone, place: int) -> tuple[int, int]:
        """The least and the greatest value of a parameter in a zone."""
        size = self.zones.size
        return int(-zone.matrix[place + 1]), int(zone.matrix[(place + 1) * size])

    def range_of_all(self, area: Area, place: int) -> tuple[int, int]:
        """The least and the greatest value of a parameter in an area, which is not empty."""
        ranges = [self.range_of(zone, place) for zone in area]
        return min(low for low, _ in ranges), max(high for _, high in ranges)

    def meet(self, area: Area, zone: Zone | None) -> Area:
        """The values of an area that are in a zone, too."""
        met = (None if zone is None else self.zones.meet(each, zone) for each in area)
        return tuple(each for each in met if each is not None)

    def half(self, place: int, middle: int, *, upper: bool) -> Zone | None:
        """Where a parameter is at most so much, or (`upper`) more."""
        return self.zone([Limit(None, place, -middle - 1) if upper else Limit(place, None, middle)])

    def ends(self) -> tuple[Limit, ...]:
        """The bounds of the parameters."""
        pairs = ((Limit(None, i, -low), Limit(i, None, high)) for i, (low, high) in enumerate(self.bounds))
        return tuple(item for pair in pairs for item in pair)

    def point_of(self, zone: Zone) -> Point:
        """A member: the least value of the first parameter, then the least of the second with it, and so on."""
        for place in range(len(self.bounds)):
            least, _ = self.range_of(zone, place)
            zone = self.zones.constrain(zone, (self._form(place), least)) or zone
        return tuple(self.range_of(zone, place)[0] for place in range(len(self.bounds)))

    def _form(self, place: int) -> tuple[int, ...]:
        return tuple(int(index == place) for index in range(len(self.bounds)))

    def count(self, zone: Zone) -> int:
        """How many values a box has, or as many as the least box has that contains the zone."""
        number = 1
        for place in range(len(self.bounds)):
            low, high = self.range_of(zone, place)
            number *= high - low + 1
        return number

    def limits(self, zone: Zone) -> tuple[Limit, ...]:
        """What a zone asks for beyond the bounds of the plane; nothing of it says what the rest says."""
        size = self.zones.size
        found = [
            Limit(i - 1 if i else None, j - 1 if j else None, int(zone.matrix[i * size + j]))
            for i, j in sorted(self._pairs(size), key=lambda pair: bool(pair[0]) and bool(pair[1]), reverse=True)
            if zone.matrix[i * size + j] < self.everything.matrix[i * size + j]
        ]
        for item in tuple(found):
            others = [other for other in found if other is not item]
            if self.zone(others) == zone:
                found = others
        return tuple(sorted(found, key=_in_order))

    @staticmethod
    def _pairs(size: int) -> Iterator[tuple[int, int]]:
        return ((i, j) for i in range(size) for j in range(size) if i != j)

    def described(self, area: Area) -> Area:
        """The same set in few zones with few limits each: each is widened as far as the set goes, then those that the
        rest cover are left out."""
        beyond = self.outside((self.everything,), area)
        wide: dict[Zone, None] = {}
        for zone in sorted(area, key=self._largest_first):
            if self.outside((zone,), tuple(wide)):
                wide[self._widened(zone, area, beyond)] = None
        kept = list(wide)
        for zone in sorted(wide, key=self._largest_first, reverse=True):
            others = tuple(each for each in kept if each is not zone)
            if not self.outside((zone,), others):
                kept = list(others)
        return tuple(kept)

    def _largest_first(self, zone: Zone) -> tuple[object, ...]:
        return -self.count(zone), zone.matrix

    def _widened(self, zone: Zone, area: Area, beyond: Area) -> Zone:
        """The zone with others that make one with it, and without the limits that nothing needs."""
        for other in area:
            hull = Zone(tuple(map(max, zone.matrix, other.matrix)))
            if not self.meets(hull, beyond):
                zone = hull
        for item in sorted(self.limits(zone), key=lambda item: item.more is None or item.less is None):
            wider = self.zone(each for each in self.limits(zone) if each != item)
            if wider is not None and not self.meets(wider, beyond):
                zone = wider
        return zone

    def submatrix(self, entries: Sequence[Sequence[Bound]]) -> Zone | None:
        """The zone with these bounds of differences, rows and columns in the order of zero and the parameters."""
        limits = (
            Limit(i - 1 if i else None, j - 1 if j else None, int(bound))
            for i, row in enumerate(entries)
            for j, bound in enumerate(row)
            if i != j and bound != INFINITY
        )
        return self.zone(limits)


def _in_order(item: Limit) -> tuple[int, int, int]:
    """By the parameter that it is about, single values first, `at least` before `at most`."""
    places = [place for place in (item.more, item.less) if place is not None]
    return len(places), min(places), int(item.more is not None)
