"""How much time a path takes: one fixpoint for all bounds.

The observer clock runs towards zero from a negative reading: a state in the fixpoint with the clock at -D can
be at the goal within D. So the regions for a bound are those of the one fixpoint, moved by that bound.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from bcm_formal.model.types import Value
from bcm_formal.system.state import Part, State
from bcm_formal.system.transition_system import Move
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.backward import Backward, RegionEdge, SymbolicRegion
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.compiled import Choices, Compiled, Piece
from bcm_formal.verify.regions.evidence import Concretizer
from bcm_formal.verify.regions.federation import widest
from bcm_formal.verify.regions.loops import Measure
from bcm_formal.verify.regions.matrix import INFINITY
from bcm_formal.verify.regions.zone import Affine, LeastDelay, Zone, amount


class Timed(Backward):
    """The fixpoint, what takes the least time first."""

    def __init__(
        self,
        compiled: Compiled,
        clock: str,
        target: Mapping[str, Iterable[Piece]],
        moves: Iterable[Move],
        budget: Budget,
    ) -> None:
        self.place = compiled.diagrams.numeric.index(clock)
        self._listed_at = 0
        """how many regions there were when these were made"""
        self._listed: dict[tuple[str, tuple[Value, ...]], list[tuple[float, Zone]]] = {}
        self._alike: dict[str, dict[Diagram, list[Zone]]] = {}
        self._deadlines: dict[tuple[int, int], Deadline] = {}
        super().__init__(compiled, target, moves, budget)

    def priority(self, depth: int, zone: Zone) -> tuple[float, ...]:
        return (-self.latest(zone), *super().priority(depth, zone))

    def run_for(self, state: State, concretizer: Concretizer) -> int | None:
        """How much time a state needs, None if there is no path; the fixpoint goes on only until that is known."""
        while (best := self.needed(state, concretizer)) is None:
            wanted = len(self.regions) + max(16, len(self.regions) // 4)
            if self.run(partial(operator.le, wanted)) is None:
                return self.needed(state, concretizer)
        self.run(lambda _: False, most=(best,))
        return self.needed(state, concretizer)

    def run_within(self, bound: int) -> None:
        """Go on until all paths are found that take at most so long."""
        self.run(lambda _: False, most=(bound + 1,))

    def deadline(self, bound: int) -> Deadline:
        """The same for one bound, as far as it is found now."""
        key = bound, len(self.regions)
        if key not in self._deadlines:
            self._deadlines.clear()
            self._deadlines[key] = Deadline(self, bound)
        return self._deadlines[key]

    def latest(self, zone: Zone) -> float:
        """The largest reading of the clock in a zone."""
        return zone.matrix[(self.place + 1) * self.compiled.zones.size]

    def with_path(self) -> Pieces:
        """The states with a path at all, the clock left out."""
        return {status: self.without_clock(pieces.items()) for status, pieces in self.cover.pieces.items()}

    def without_clock(self, pieces: Iterable[Piece]) -> list[Piece]:
        """The states that are in some of the pieces at some reading of the clock. Raises `Inexact`."""
        projected = ((self.compiled.zones.projected(zone, self.place), bdd) for zone, bdd in pieces)
        return self._united((zone, bdd) for zone, bdd in projected if zone is not None)

    def at_zero(self, zone: Zone) -> Zone:
        """The part of a zone, which says nothing of the clock, where the clock is zero."""
        form = tuple(int(index == self.place) for index in range(self.compiled.zones.count))
        for constraint in ((form, 0), (tuple(-k for k in form), 0)):
            zone = self.compiled.zones.constrain(zone, constraint) or zone
        return zone

    def within(self, status: str, bound: int) -> list[Piece]:
        """The states of a status with a path that takes at most so long, the clock left out."""
        zones = self.compiled.zones
        at: list[Affine | None] = [None] * zones.count
        at[self.place] = ((0,) * zones.count, -bound)
        pieces = self.cover.pieces.get(status, {})
        return self._united(
            (met, bdd) for zone, bdd in pieces.items() if (met := zones.substitute(zone, at)) is not None
        )

    def _united(self, pieces: Iterable[Piece]) -> list[Piece]:
        """The same states in few pieces."""
        by_zone: dict[Zone, Diagram] = {}
        for zone, bdd in pieces:
            known = by_zone.get(zone)
            by_zone[zone] = bdd if known is None else known | bdd
        return widest(self.compiled.diagrams, by_zone)

    def bounds(self, status: str) -> tuple[int, int]:
        """(what no path from a status takes less than, what no quickest path from there takes more than)."""
        size = self.compiled.zones.size
        row = (self.place + 1) * size
        least: float = INFINITY
        most = 0
        for zone in self.cover.pieces.get(status, {}):
            least = min(least, -self.latest(zone))
            most = max([most, *(int(-bound) for bound in zone.matrix[row : row + size] if bound != INFINITY)])
            for coefficients, bound in zone.extras:
                if coefficients[self.place] > 0:
                    most = max(most, -bound)
        return (0 if least == INFINITY else max(0, int(least))), most

    def needed(self, state: State, concretizer: Concretizer) -> int | None:
        """How much time a state needs; None: there is no path."""
        others = (0, *concretizer.point(state))
        least: int | None = None
        for soonest, zone in self._soonest_first(state, concretizer):
            if least is not None and soonest >= least:
                break
            latest = self._latest_for(zone, others)
            if latest is not None and (least is None or -latest < least):
                begun = (*others[1 : self.place + 1], latest, *others[self.place + 2 :])
                if self.compiled.zones.contains(zone, begun):
                    least = -latest
        return least

    def _soonest_first(self, state: State, concretizer: Concretizer) -> list[tuple[float, Zone]]:
        """The zones of the pieces that have the state's attributes, each after the least time that any state of it
        needs; those of what soonest needs little first."""
        if self._listed_at != len(self.regions):  # the cover has grown
            self._listed_at = len(self.regions)
            self._listed.clear()
            self._alike.clear()
        key = state.status, state.attributes
        if (found := self._listed.get(key)) is None:
            bits, algebra = concretizer.bits(state), self.compiled.diagrams.algebra
            zones = (zone for bdd, here in self._zones_of(state.status) if algebra.has(bdd, bits) for zone in here)
            found = self._listed[key] = sorted(
                ((-self.latest(zone), zone) for zone in zones), key=operator.itemgetter(0)
            )
        return found

    def _zones_of(self, status: str) -> Iterable[tuple[Diagram, list[Zone]]]:
        """The zones of a status by what is beside them."""
        if status not in self._alike:
            alike: dict[Diagram, list[Zone]] = {}
            for zone, bdd in self.cover.pieces.get(status, {}).items():
                alike.setdefault(bdd, []).append(zone)
            self._alike[status] = alike
        return self._alike[status].items()

    def onward(self, state: State, bound: int, concretizer: Concretizer) -> list[Part] | None:
        """The steps of a path from a state that take at most `bound`; None: there are none, or they cannot be told."""
        begun = self._at(state, -bound)
        region = concretizer.region_of(self, begun)
        found = None if region is None else concretizer.follow(self, region, begun)
        return None if found is None else found[0]

    def _at(self, state: State, reading: int) -> State:
        return state._replace(clocks=(*state.clocks[: self.place], reading, *state.clocks[self.place + 1 :]))

    def _latest_for(self, zone: Zone, others: tuple[int, ...]) -> int | None:
        """The largest reading of the clock that the zone allows beside the other values of a point, if it has them:
        those stand after a zero."""
        own = self.place + 1
        row = zone.matrix[own * len(others) : (own + 1) * len(others)]
        allowed = [int(b) + others[j] for j, b in enumerate(row) if j != own and b != INFINITY]
        for coefficients, bound in zone.extras:
            k = coefficients[self.place]
            if k > 0:
                allowed.append((bound - amount(coefficients, others[1:]) + k * others[own]) // k)
        return min(allowed, default=None)


def moved(zone: Zone, place: int, by: int) -> Zone:
    """The points of the zone, one of their variables greater by a number."""
    matrix, own = list(zone.matrix), place + 1
    size = math.isqrt(len(matrix))
    for other in range(size):
        if other != own:
            matrix[own * size + other] += by
            matrix[other * size + own] -= by
    return Zone(tuple(matrix), frozenset(further(extra, place, by) for extra in zone.extras))


def further(constraint: Affine, place: int, by: int) -> Affine:
    """What the constraint says of points whose variable is greater by a number."""
    coefficients, bound = constraint
    return coefficients, bound + coefficients[place] * by


class Deadline(Backward):
    """The same fixpoint for one bound: the clock begins at zero and may come to `bound`."""

    def __init__(self, timed: Timed, bound: int) -> None:
        super().__init__(timed.compiled, {}, (), Budget())
        self._place, self._bound = timed.place, bound
        self.targets = timed.targets
        for region in timed.regions:
            edges = tuple((bdd, RegionEdge(self._delayed(edge.by), edge.parents)) for bdd, edge in region.edges)
            zone = self._moved(region.zone)
            measure = self._measured(region.measure) if isinstance(region.measure, Measure) else region.measure
            self.regions.append(SymbolicRegion(region.status, zone, region.bdd, region.rank, edges, measure))
            if timed.latest(zone) >= 0:
                self.cover.add(region.status, zone, region.bdd)

    def _moved(self, zone: Zone) -> Zone:
        return moved(zone, self._place, self._bound)

    def _further(self, constraint: Affine) -> Affine:
        return further(constraint, self._place, self._bound)

    def _measured(self, measure: Measure) -> Measure:
        forms = tuple((form[0], form[1] - form[0][self._place] * self._bound) for form in measure.forms)
        return replace(measure, forms=forms)

    def _delayed(self, by: LeastDelay | tuple[Move, Choices]) -> LeastDelay | tuple[Move, Choices]:
        if not isinstance(by, LeastDelay):
            return by
        return LeastDelay(tuple((slope, self._further(lower)) for slope, lower in by.lowers), by.more)
