"""How often a round of moves is taken before its way goes elsewhere: computed, so that long lives are not walked.

A round that leads back to the region it began in adds the same to every variable of zones each time. Where the way
would go elsewhere is a zone, so the first round that gets there follows from the zone's constraints.
"""

from __future__ import annotations

from collections.abc import Sequence

from bcm_formal.records import dataclass
from bcm_formal.system.state import State, Step
from bcm_formal.verify.regions.zone import Zone, Zones, amount

Point = tuple[int, ...]
MOST_RAISED = 8
"""so many times a variable is raised on the way to a point of a zone"""


@dataclass(frozen=True, slots=True)
class RoundStep:
    """One step of a round: from `before` in the zone `here` to `after`, which is not in the zones `elsewhere` where the
    way would have gone on in another way."""

    step: Step
    before: State
    point: Point
    here: Zone
    after: Point
    elsewhere: tuple[Zone, ...]


def rounds_more(zones: Zones, steps: Sequence[RoundStep]) -> int:
    """How often the round can be repeated as it is until some turn of the next would lead elsewhere; 0: not at all, or
    it never would."""
    change = tuple(last - first for first, last in zip(steps[0].point, steps[-1].after, strict=True))
    exits = [
        rounds
        for step in steps
        for zone in step.elsewhere
        if (rounds := _rounds_into(zones, zone, step.after, change)) is not None
    ]
    more = min(exits, default=0) - 1
    if more < 1 or not all(zones.contains(step.here, moved(step.point, change, more)) for step in steps):
        return 0  # a zone is convex: what is in it first and last is in it all along
    return more if zones.contains(steps[0].here, moved(steps[-1].after, change, more)) else 0


def moved(point: Point, change: Point, times: int) -> Point:
    """The point after so many changes."""
    return tuple(value + times * step for value, step in zip(point, change, strict=True))


def _rounds_into(zones: Zones, zone: Zone, point: Point, change: Point) -> int | None:
    """After how many changes, one or more, the point is first in the zone; None: never."""
    least, most = 1, float("inf")
    for coefficients, bound in zones.constraints(zone):
        left, slope = bound - amount(coefficients, point), amount(coefficients, change)
        if slope < 0:
            least = max(least, -(left // -slope))
        elif slope > 0:
            most = min(most, left // slope)
        elif left < 0:
            return None
    return least if least <= most else None


def lowest_point(zones: Zones, zone: Zone, most: int = MOST_RAISED) -> tuple[int, ...] | None:
    """A point of a zone: the least of each variable, which a closed matrix allows. Where an extra forbids it, variables
    are raised, as far as it asks or as they go, at most so many times; None if no point was found so."""
    size, values = zones.size, list[int]()
    for index in range(1, size):
        low = -zone.matrix[index]
        high = zone.matrix[index * size]
        values.append(int(low) if low != float("-inf") else (int(min(0, high)) if high != float("inf") else 0))
    point = tuple(values)
    if zones.contains(zone, point):
        return point
    broken = next(((k, b) for k, b in sorted(zone.extras) if amount(k, point) > b), None)
    if broken is None or not most:
        return None
    coefficients, bound = broken
    for place, k in enumerate(coefficients):
        if k < 0:
            asked = point[place] - (amount(coefficients, point) - bound) // k
            least = min(asked, zone.matrix[(place + 1) * size])
            raised = zones.constrain(zone, (zones.difference(0, place + 1), -int(least)))
            if raised is not None and least > point[place]:
                found = lowest_point(zones, raised, most - 1)
                if found is not None:
                    return found
    return None
