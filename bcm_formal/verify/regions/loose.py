"""How much a zone says, of one variable and in all."""

from __future__ import annotations

from collections.abc import Iterable

from bcm_formal.verify.regions.matrix import INFINITY
from bcm_formal.verify.regions.zone import Zone, Zones


def slack(zone: Zone) -> float:
    """How far apart a zone's bounds are, all differences added up; only good for comparing."""
    return sum(bound for bound in zone.matrix if bound != INFINITY)


def speaks_of(zones: Zones, zone: Zone, place: int) -> bool:
    """False only if every point of the zone stays in it whatever value of its type variable `place` gets."""
    if any(coefficients[place] for coefficients, _ in zone.extras):
        return True
    size, matrix, own = zones.size, zone.matrix, place + 1
    low, high = zones.everything.matrix[own], zones.everything.matrix[own * size]
    return any(
        matrix[other * size + own] < matrix[other * size] + low or matrix[own * size + other] < high + matrix[other]
        for other in range(size)
        if other != own
    )


def loosened(zones: Zones, zone: Zone, places: Iterable[int]) -> Zone:
    """The zone without what it says of some variables, but for constants that they are at most."""
    matrix, size, extras = list(zone.matrix), zones.size, zone.extras
    for place in places:
        own = place + 1
        extras = frozenset(extra for extra in extras if not extra[0][place]) if extras else extras
        low, high = zones.everything.matrix[own], matrix[own * size]
        for other in range(size):
            if other != own:
                matrix[other * size + own] = matrix[other * size] + low
                matrix[own * size + other] = high + matrix[other]
    return Zone(tuple(matrix), extras)
