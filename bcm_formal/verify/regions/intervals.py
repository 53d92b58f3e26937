"""Between which bounds unbounded numbers stay: a cheap invariant, found forward.

For each status the least and the largest value of each unbounded attribute are followed along every move (P. Cousot,
R. Cousot, "Abstract interpretation", 1977, with widening to the constants of the model). Everything the engine does
afterwards stays within these bounds, which keeps its fixpoints from wandering off into unreachable states.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bcm_formal.verify.regions.matrix import INFINITY
from bcm_formal.verify.regions.zone import Affine, Inexact, Zone, highest

if TYPE_CHECKING:
    from bcm_formal.system.transition_system import Move
    from bcm_formal.verify.regions.compiled import Compiled

Interval = tuple[float, float]
Box = tuple[Interval, ...]
"""for each unbounded attribute its least and largest value"""
PATIENCE, NARROWINGS = 2, 2


def bounds_of(compiled: Compiled) -> dict[str, Zone]:
    """For each status a zone that contains its reachable states; statuses not named are unreachable.

    Where there are no unbounded attributes nothing is bounded.
    """
    everywhere = dict.fromkeys(compiled.system.statuses, compiled.zones.everything)
    if compiled.is_bounded:
        return everywhere
    try:
        return _Search(compiled).result()
    except Inexact:
        return everywhere


class _Search:
    def __init__(self, compiled: Compiled) -> None:
        self.compiled, self.zones = compiled, compiled.zones
        model = compiled.system.model
        self.places = [i for i, name in enumerate(compiled.diagrams.numeric) if name in model.attribute]
        self.free = {
            id(move): frozenset(compiled.diagrams.numeric.index(n) for n in move.free if n in compiled.diagrams.numeric)
            for move in compiled.system.moves
        }
        self.begins: dict[str, Box] = {}
        for status, pieces in compiled.starts.items():
            for zone, _ in pieces:
                self.begins[status] = _joined(self.begins.get(status), self._read(zone))
        updates = [update.zone for move in compiled.system.moves for update in compiled.updates(move)]
        constants = {
            sign * int(b) + more
            for zone in updates
            for b in self._bounds(zone)
            for sign in (1, -1)
            for more in (-1, 0, 1)
        }
        self.thresholds = sorted(constants | {0})

    def _bounds(self, zone: Zone) -> Iterator[float]:
        size = self.zones.size
        for place in self.places:
            yield from (b for b in (zone.matrix[(place + 1) * size], zone.matrix[place + 1]) if abs(b) != INFINITY)

    def result(self) -> dict[str, Zone]:
        boxes: dict[str, Box] = {}
        visits: dict[str, int] = {}
        queue = dict.fromkeys(self.begins)
        for status, box in self.begins.items():
            boxes[status] = box
        while queue:
            status = next(iter(queue))
            del queue[status]
            for move in self.compiled.system.moves_from[status]:
                after = self._after(boxes[status], move)
                known = boxes.get(move.target)
                larger = known if after is None else _joined(known, after)
                if larger is None or larger == known:
                    continue
                visits[move.target] = visits.get(move.target, 0) + 1
                if known is not None and visits[move.target] > PATIENCE:
                    larger = tuple(self._widened(*pair) for pair in zip(known, larger, strict=True))
                boxes[move.target] = larger
                queue[move.target] = None
        for _ in range(NARROWINGS):
            boxes = self._again(boxes)
        return {status: self._zone(box) for status, box in boxes.items()}

    def _widened(self, known: Interval, larger: Interval) -> Interval:
        low, high = known
        if larger[0] < low:
            place = bisect.bisect_right(self.thresholds, larger[0]) - 1
            low = self.thresholds[place] if place >= 0 else -INFINITY
        if larger[1] > high:
            place = bisect.bisect_left(self.thresholds, larger[1])
            high = self.thresholds[place] if place < len(self.thresholds) else INFINITY
        return low, high

    def _again(self, boxes: Mapping[str, Box]) -> dict[str, Box]:
        """What the moves make of the boxes: still an invariant, perhaps a smaller one."""
        result = dict(self.begins)
        for status, box in boxes.items():
            for move in self.compiled.system.moves_from[status]:
                after = self._after(box, move)
                if after is not None:
                    result[move.target] = _joined(result.get(move.target), after)
        return result

    def _after(self, box: Box, move: Move) -> Box | None:
        """Where the move leads from a box; None: it is not possible there."""
        result: Box | None = None
        before = self._zone(box)
        for update in self.compiled.updates(move):
            zone = self.zones.meet(before, update.zone)
            if zone is None:
                continue
            here = []
            for place in self.places:
                value = update.values[place]
                if place in self.free[id(move)]:
                    here.append((-INFINITY, INFINITY))
                else:
                    here.append(_range(zone, value or (self.zones.difference(place + 1, 0), 0)))
            result = _joined(result, tuple(here))
        return result

    def _read(self, zone: Zone) -> Box:
        return tuple(_range(zone, (self.zones.difference(place + 1, 0), 0)) for place in self.places)

    def _zone(self, box: Box) -> Zone:
        zone: Zone | None = self.zones.everything
        for place, (low, high) in zip(self.places, box, strict=True):
            for sign, bound in ((1, high), (-1, -low)):
                if zone is not None and bound != INFINITY:
                    coefficients = tuple(sign * k for k in self.zones.difference(place + 1, 0))
                    zone = self.zones.constrain(zone, (coefficients, int(bound)))
        assert zone is not None
        return zone


def _range(zone: Zone, value: Affine) -> Interval:
    coefficients, constant = value
    low = -highest(zone, tuple(-k for k in coefficients))
    return low + constant, highest(zone, coefficients) + constant


def _joined(one: Box | None, other: Box) -> Box:
    if one is None:
        return other
    return tuple((min(a, c), max(b, d)) for (a, b), (c, d) in zip(one, other, strict=True))
