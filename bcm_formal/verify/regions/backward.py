"""The backward fixpoint: everybody from whom a set can be reached, with rank and move.

Breadth first, so ranks count the moves of a shortest way. A new region keeps only the people that no earlier region
with a larger zone has; what a later, larger region covers is not followed further. Each region's way leads wholly
into its parent, which has a lower rank: that is the certificate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bcm_formal.system.transition_system import Move
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.compiled import Choices, Compiled, Piece
from bcm_formal.verify.regions.diagram import Diagram
from bcm_formal.verify.regions.zone import Delay, Inexact, Zone


@dataclass(frozen=True)
class Hop:
    """How a region's people get to its parent: a delay, or a move with its choices."""

    by: Delay | tuple[Move, Choices]
    parent: int


@dataclass(frozen=True)
class Reached:
    """One region: its people, and who of them gets closer by which hop. No hops: a piece of the target itself."""

    status: str
    zone: Zone
    who: Diagram
    rank: int
    hops: tuple[tuple[Diagram, Hop], ...]


class Cover:
    """A union of pieces for each status."""

    def __init__(self) -> None:
        self.pieces: dict[str, dict[Zone, Diagram]] = {}

    def add(self, status: str, zone: Zone, who: Diagram) -> None:
        here = self.pieces.setdefault(status, {})
        known = here.get(zone)
        here[zone] = who if known is None else known | who

    def uncovered(self, status: str, zone: Zone, who: Diagram, strictly: bool = False) -> Diagram:
        """Those of `who` that no piece with a larger (`strictly`: really larger) zone has; may be more."""
        for known, people in self.pieces.get(status, {}).items():
            if zone.is_subset_of(known) and not (strictly and known == zone):
                who &= ~people
        return who


class Backward:
    """The states from which `target` can be reached by some moves and time.

    `regions` lists them in order of discovery. `is_exact` is False if regions had to be left out: then every region
    still has its way, but states outside may have one too.
    """

    def __init__(
        self, compiled: Compiled, target: dict[str, list[Piece]], moves: Iterable[Move], budget: Budget
    ) -> None:
        self.compiled = compiled
        self.cover = Cover()
        self.regions: list[Reached] = []
        self.is_exact = True
        self._budget = budget
        self._into: dict[str, list[Move]] = {}
        for move in moves:
            self._into.setdefault(move.target, []).append(move)
        self._found: dict[tuple[str, Zone], list[tuple[Diagram, Hop | None]]] = {}
        for status, pieces in target.items():
            for zone, who in pieces:
                self._find(status, zone, who, None)
        self._rank = 0
        self._frontier = 0
        """regions from here on have not been followed"""
        self._commit()
        self.targets = len(self.regions)

    def run(self, until: Callable[[int], bool]) -> int | None:
        """Go on, round by round, to the fixpoint or to the first region for which `until` is true: its number.

        May be called again, to go on with another question. A round takes one change backward, then one delay:
        a region that its own past covers is then not followed any more.
        """
        for number in range(len(self.regions)):
            if until(number):
                return number
        while self._frontier < len(self.regions):
            first, end = self._frontier, len(self.regions)
            for number in range(first, end):
                self._delays(number)
            self._commit()
            both = len(self.regions)
            for number in range(first, both):
                self._changes(number)
            self._commit()
            self._frontier = both
            for number in range(end, len(self.regions)):
                if until(number):
                    return number
        return None

    def _find(self, status: str, zone: Zone, who: Diagram, hop: Hop | None) -> None:
        self._found.setdefault((status, zone), []).append((who, hop))

    def _commit(self) -> None:
        """Turn what one round found into regions, one for each zone, the larger zones first."""
        found, self._found = self._found, {}
        false = self.compiled.diagrams.false
        for (status, zone), parts in sorted(found.items(), key=lambda item: -_width(item[0][1])):
            everybody = self.compiled.diagrams.any_of(who for who, _ in parts)
            new = self.cover.uncovered(status, zone, everybody)
            if new == false:
                continue
            hops: list[tuple[Diagram, Hop]] = []
            left = new
            for who, hop in parts:
                if hop is not None and (share := left & who) != false:
                    hops.append((share, hop))
                    left &= ~who
            if len(self.regions) * 100 > self._budget.work or self._budget.is_over_time:
                raise BudgetExceededError(f"stopped after {len(self.regions)} regions")
            self.regions.append(Reached(status, zone, new, self._rank, tuple(hops)))
            self.cover.add(status, zone, new)
        self._rank += 1

    def _delays(self, number: int) -> None:
        region = self.regions[number]
        for zone, people, delay in self._earlier(region, region.who):
            self._find(region.status, zone, people, Hop(delay, number))

    def _changes(self, number: int) -> None:
        region = self.regions[number]
        who = self.cover.uncovered(region.status, region.zone, region.who, strictly=True)
        if who == self.compiled.diagrams.false:
            return
        for move in self._into.get(region.status, ()):
            try:
                for zone, people, choices in self.compiled.before(move, region.zone, who):
                    self._find(move.source, zone, people, Hop((move, choices), number))
            except Inexact:
                self.is_exact = False

    def _earlier(self, region: Reached, who: Diagram) -> Iterator[tuple[Zone, Diagram, Delay]]:
        for flow in self.compiled.flows(region.status):
            people = who & flow.who
            if people == self.compiled.diagrams.false:
                continue
            ends = self.compiled.zones.meet(region.zone, flow.allowed)
            if ends is None:
                continue
            try:
                zone, delay = self.compiled.zones.past(ends, flow.runs)
            except Inexact:
                self.is_exact = False
                continue
            if not zone.is_subset_of(region.zone):
                yield zone, people, delay


def meets(compiled: Compiled, region: Reached, pieces: dict[str, list[Piece]]) -> bool:
    """True iff some state is both in the region and in one of the pieces, as far as matrices show."""
    return any(
        who & region.who != compiled.diagrams.false and compiled.zones.meet(zone, region.zone) is not None
        for zone, who in pieces.get(region.status, ())
    )


def outside(compiled: Compiled, pieces: dict[str, list[Piece]], cover: Cover, budget: Budget) -> dict[str, list[Piece]]:
    """The people of some pieces that a cover does not have, as pieces. Exact, and each status on its own."""
    result: dict[str, list[Piece]] = {}
    for status, here in pieces.items():
        rest = list(here)
        for zone, who in sorted(cover.pieces.get(status, {}).items(), key=lambda item: -_width(item[0])):
            rest = remove(compiled, rest, zone, who)
            if len(rest) * 100 > budget.work or budget.is_over_time:
                raise BudgetExceededError(f"the people without a way fall into more than {len(rest)} pieces")
        if rest:
            result[status] = rest
    return result


def remove(compiled: Compiled, pieces: list[Piece], zone: Zone, who: Diagram) -> list[Piece]:
    """The people of some pieces who are not in the piece (zone, who)."""
    remaining: list[Piece] = []
    for left_zone, left in pieces:
        common = left & who
        if common == compiled.diagrams.false or compiled.zones.meet(left_zone, zone) is None:
            remaining.append((left_zone, left))
            continue
        if (untouched := left & ~who) != compiled.diagrams.false:
            remaining.append((left_zone, untouched))
        remaining.extend((part, common) for part in compiled.zones.minus(left_zone, zone))
    return _merged(remaining)


def _width(zone: Zone) -> int:
    return sum(bound == float("inf") for bound in zone.matrix)


def _merged(pieces: list[Piece]) -> list[Piece]:
    by_zone: dict[Zone, Diagram] = {}
    for zone, who in pieces:
        known = by_zone.get(zone)
        by_zone[zone] = who if known is None else known | who
    return list(by_zone.items())
