"""The backward fixpoint: all states from which a set can be reached, with rank and move.

The worklist has one item for each status and zone: the attribute valuations found there since it was last followed.
An item takes its delays first; if the longer past covers it, it is not followed itself. Then events that change
nothing but attributes are closed, each of their finds followed at once, and only then does everything else move. A new
region keeps only the states that no earlier region with a larger zone has. Each region's ways lead wholly into regions
found before it, so the order of discovery is the rank: that is the certificate.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import Move
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.climbs import Climber, Distance
from bcm_formal.verify.regions.compiled import Case, Choices, Compiled, Piece
from bcm_formal.verify.regions.federation import Federation, outside
from bcm_formal.verify.regions.flows import Flow, Waits
from bcm_formal.verify.regions.leading import leading_of
from bcm_formal.verify.regions.loops import Loop, LoopMove, LoopStep, LoopWait, Measure, loops
from bcm_formal.verify.regions.loose import slack
from bcm_formal.verify.regions.zone import Inexact, LeastDelay, Zone

LONGEST_ROUND, MOST_ROUNDS, FEW = 6, 60, 3
"""loops of so many moves are looked for, among so many ways, at so many regions for each move"""


class RegionEdge(NamedTuple):
    """How states of a region get into one of its parents (numbers of regions): by a delay, or a move with choices."""

    by: LeastDelay | tuple[Move, Choices]
    parents: tuple[int, ...]


class SymbolicRegion(NamedTuple):
    """A region as zone × BDD, and which of its states get closer by which edge. No edges: it is part of the target.

    `trust.certificate.Region` is a region written down as conditions.
    """

    status: str
    zone: Zone
    bdd: Diagram
    rank: int
    edges: tuple[tuple[Diagram, RegionEdge], ...]
    measure: Measure | Distance | None = None
    """falls with each edge to a region of the same rank, of a loop or climb"""


@dataclass
class WorkItem:
    """What was found in one status and zone and not followed yet."""

    depth: int
    bdd: Diagram
    numbers: list[int]


class PendingWait(NamedTuple):
    """Delays into a piece that were not followed yet."""

    status: str
    zone: Zone
    waits: Waits
    numbers: tuple[int, ...]
    depth: int


class Backward:
    """The states from which `target` can be reached by some moves and time.

    `regions` lists them in order of discovery. `is_exact` is False if regions had to be left out: then every region
    still has its way, but states outside may have one too. `nearest`: follow what is fewest moves away first, for
    short life courses; otherwise a wide zone, which covers much at once, may be some moves further away.

    States in `excluded` are left out, and so are states that lead nowhere else.

    With `along`, the way to the target may only pass states of those pieces (the target itself apart), at every unit
    of time. A piece is convex, so a wait that begins in it and one unit before its end is still in it stays in it.
    """

    def __init__(
        self,
        compiled: Compiled,
        target: Mapping[str, Iterable[Piece]],
        moves: Iterable[Move],
        budget: Budget,
        nearest: bool = False,
        along: Mapping[str, Iterable[Piece]] | None = None,
        excluded: Federation | None = None,
    ) -> None:
        self._excluded = Federation() if excluded is None else excluded
        self.compiled = compiled
        self.cover = Federation()
        self.regions: list[SymbolicRegion] = []
        self.is_exact = True
        self._budget = budget
        self.most = budget.work * (1 if compiled.is_endless else 20)
        """pieces that may be compared; unbounded numbers often make fixpoints endless: then another engine should have
        its turn soon"""
        self._nearest = nearest
        self._along = None if along is None else {status: list(pieces) for status, pieces in along.items()}
        self._leading = leading_of(compiled, moves)
        self._found: dict[tuple[str, Zone], list[tuple[Diagram, RegionEdge | None]]] = {}
        self._work_items: dict[tuple[str, Zone], WorkItem] = {}
        self._queue: list[tuple[tuple[float, ...], int, tuple[str, Zone] | PendingWait]] = []
        self._entries = itertools.count()
        self._tried: set[tuple[object, ...]] = set()
        self._climber = Climber(compiled)
        self._stopped: str | None = None
        """why nothing more can be found"""
        for status, pieces in target.items():
            for zone, bdd in pieces:
                self._find(status, zone, bdd, None)
        self._commit(0)
        self.targets = len(self.regions)

    def run(self, until: Callable[[int], bool], most: tuple[float, ...] | None = None) -> int | None:
        """Go on to the fixpoint or to the first region for which `until` is true: its number; `most`: or until nothing
        is left to follow whose priority is less.

        May be called again, to go on with another question. Raises `BudgetExceededError`, then each time where what
        there is does not answer.
        """
        for number in range(len(self.regions)):
            if until(number):
                return number
        if self._stopped is not None:
            raise BudgetExceededError(self._stopped)
        while self._queue and (most is None or self._queue[0][0] < most):
            first_new = len(self.regions)
            _, _, due = heapq.heappop(self._queue)
            if isinstance(due, PendingWait):
                self._wait_more(due)
            elif (item := self._work_items.pop(due, None)) is not None:
                self._follow(*due, item)
            for number in range(first_new, len(self.regions)):
                if until(number):
                    # What is left of this item was followed already; only the question changes.
                    return number
        return None

    # --- one item of the worklist ---

    def _follow(self, status: str, zone: Zone, item: WorkItem) -> None:
        self.cover.looked_at += len(zone.extras) ** 2  # which are compared one with the other wherever it leads
        self._wait(status, zone, item.bdd, tuple(item.numbers), item.depth)
        bdd = self.cover.uncovered(status, zone, item.bdd, strictly=True)
        if bdd == self.compiled.diagrams.false:
            return
        inner, outer = self._cases(status, zone)
        depth = item.depth
        numbers = list(item.numbers)
        if inner:
            added = self._close(status, zone, WorkItem(depth, bdd, numbers), inner)
            if added is not None:
                depth = added.depth
                self._wait(status, zone, added.bdd, tuple(added.numbers), depth)
                numbers += added.numbers
                bdd = self.cover.uncovered(status, zone, bdd | added.bdd, strictly=True)
        parents = tuple(numbers)
        for case in outer:
            self._follow_case(case, bdd, parents)
        self._commit(depth + 1)

    def _follow_case(self, case: Case, bdd: Diagram, parents: tuple[int, ...]) -> None:
        """Find the states from which the case leads into the parents, where that is `bdd` of their zone."""
        for valuations, choices in self.compiled.before(case, bdd):
            for image, may_bdd in self._on_the_way(case.move.source, case.image, valuations):
                self._find(case.move.source, image, may_bdd, RegionEdge((case.move, choices), parents))

    def _on_the_way(self, status: str, zone: Zone, bdd: Diagram) -> Iterator[Piece]:
        """The part of a piece that a way may pass."""
        if self._along is None:
            yield zone, bdd
            return
        for along, valuations in self._along.get(status, ()):
            passing = bdd & valuations
            if passing == self.compiled.diagrams.false:
                continue
            met = self.compiled.zones.meet(zone, along)
            if met is not None:
                yield met, passing

    def _close(self, status: str, zone: Zone, item: WorkItem, inner: list[Case]) -> WorkItem | None:
        """Follow events that stay in the item's status and zone as far as they lead.

        What an event finds is followed at once, by itself first ("chaining": O. Roig, J. Cortadella, E. Pastor,
        "Verification of asynchronous circuits by BDD-based model checking of Petri nets", 1995): layers of as many
        events each would be sets of "so many of these attributes", which are large.
        """
        found = [item]
        followed = [0] * len(inner)
        self._climb(status, zone, found, followed, inner)
        while min(followed) < len(found):
            for place, case in enumerate(inner):
                while followed[place] < len(found):
                    bdd, numbers = _joined(found[followed[place] :])
                    followed[place] = len(found)
                    self._follow_case(case, bdd, tuple(numbers))
                    self._commit(item.depth + 1)
                    new = self._work_items.pop((status, zone), None)
                    if new is not None:
                        found.append(new)
                        self._climb(status, zone, found, followed, inner)
        return WorkItem(item.depth + 1, *_joined(found[1:])) if len(found) > 1 else None

    def _climb(self, status: str, zone: Zone, found: list[WorkItem], followed: list[int], inner: list[Case]) -> None:
        """Add what leads into the last item by events that move attributes one way only, as one region and its item,
        and note of which events nothing is left to follow."""
        item, last = found[-1], len(found) - 1
        climb = self._climber.climb(inner, item.bdd, self._may_pass(status, zone))
        new = self._new(status, zone, climb.bdd)
        if new != self.compiled.diagrams.false:
            number = len(self.regions)
            parents = (*item.numbers, number)
            edges = tuple((bdd, RegionEdge((case.move, choices), parents)) for bdd, case, choices in climb.steps)
            self.regions.append(SymbolicRegion(status, zone, climb.bdd, number, edges, climb.distance))
            self.cover.add(status, zone, climb.bdd)
            found.append(WorkItem(item.depth + 1, new, [number]))
        for place in climb.settled if self._along is None else ():
            followed[place] = len(found) if followed[place] == last else followed[place]

    def _may_pass(self, status: str, zone: Zone) -> Diagram:
        """The valuations with which all of the zone may be passed."""
        valid = self.compiled.diagrams.valid
        if self._along is not None:
            wider = (bdd for along, bdd in self._along.get(status, ()) if zone.is_subset_of(along))
            valid = self.compiled.diagrams.any_of(wider)
        return self._excluded.uncovered(status, zone, valid)

    def _wait(self, status: str, zone: Zone, bdd: Diagram, numbers: tuple[int, ...], depth: int) -> None:
        """Find states from which a delay leads into an item: all, or some now and the others when they are due."""
        flows = self.compiled.flows(status)
        few = flows.few(zone) if self._along is None else None
        if few is not None:
            self._wait_by(few, status, zone, bdd, numbers)
            self._commit(depth)
            return
        along = None if self._along is None else tuple(self._along.get(status, ()))
        waits = Waits(flows, self.compiled.zones, zone, bdd, along)
        self._wait_more(PendingWait(status, zone, waits, numbers, depth))

    def _wait_by(self, few: Iterable[Flow], status: str, zone: Zone, bdd: Diagram, numbers: tuple[int, ...]) -> None:
        for flow in few:
            valuations = bdd & flow.bdd
            if valuations != self.compiled.diagrams.false:
                try:
                    longer = self.compiled.past(flow, zone)
                except Inexact:
                    self.is_exact = False
                    continue
                if longer is not None:
                    self._find(status, longer[0], valuations, RegionEdge(longer[1], numbers))

    def _wait_more(self, pending: PendingWait) -> None:
        status, zone, waits, numbers, depth = pending
        for flow, bdd, along in waits.some(partial(self.cover.uncovered, status)):
            try:
                for earlier, valuations, delay in self._earlier(zone, bdd, flow, along):
                    self._find(status, earlier, valuations, RegionEdge(delay, numbers))
            except Inexact:
                self.is_exact = False
        self._commit(depth)
        if (widest := waits.widest) is not None:
            heapq.heappush(self._queue, (self.priority(depth, widest), next(self._entries), pending))

    def _cases(self, status: str, zone: Zone) -> tuple[list[Case], list[Case]]:
        """(cases that stay in this status and zone, all others)."""
        cases = self._leading.into(status, zone)
        self.is_exact = self.is_exact and cases.is_exact
        return cases.inner, cases.outer

    def _earlier(
        self, zone: Zone, bdd: Diagram, flow: Flow, along: Iterable[Piece] | None
    ) -> Iterator[tuple[Zone, Diagram, LeastDelay]]:
        if along is None:
            if (longer := self.compiled.past(flow, zone)) is not None:
                yield longer[0], bdd, longer[1]
            return
        ends = self.compiled.zones.meet(zone, flow.allowed)
        last = None if ends is None else self.compiled.zones.unit_before(ends, flow.runs)
        if last is None:
            return
        for passed, valuations in along:
            passing = bdd & valuations
            met = None if passing == self.compiled.diagrams.false else self.compiled.zones.meet(last, passed)
            if met is None:
                continue
            earlier, delay = self.compiled.zones.past(met, flow.runs)
            within = self.compiled.zones.meet(earlier, passed)
            if within is not None:
                yield within, passing, LeastDelay(delay.lowers, 1)

    # --- what was found ---

    def _find(self, status: str, zone: Zone, bdd: Diagram, edge: RegionEdge | None) -> None:
        if not self.compiled.is_bounded:
            bounds = self.compiled.within.get(status)
            met = None if bounds is None else self.compiled.zones.meet(zone, bounds)
            if met is None:
                return
            zone = met
        self._found.setdefault((status, self.compiled.zones.one(zone)), []).append((bdd, edge))

    def _commit(self, depth: int) -> None:
        """Turn what was found into regions, one for each zone, the larger zones first."""
        first = len(self.regions)
        self._turn_into_regions(depth)
        if not self.compiled.is_bounded:
            for number in range(first, len(self.regions)):
                self._go_round(number, depth + 1)

    def _turn_into_regions(self, depth: int) -> None:
        found, self._found = self._found, {}
        false = self.compiled.diagrams.false
        for (status, zone), parts in sorted(found.items(), key=lambda item: -item[0][1].width):
            union = self.compiled.diagrams.any_of(bdd for bdd, _ in parts)
            new = self._new(status, zone, union)
            if new == false:
                continue
            edges: list[tuple[Diagram, RegionEdge]] = []
            left = new
            for bdd, edge in parts:
                if edge is not None and (share := left & bdd) != false:
                    edges.append((share, edge))
                    left &= ~bdd
            if self.cover.looked_at > self.most or self._budget.is_over_time:
                self._stopped = f"stopped after {len(self.regions)} regions"
                raise BudgetExceededError(self._stopped)
            number = len(self.regions)
            self.regions.append(SymbolicRegion(status, zone, new, number, tuple(edges)))
            self.cover.add(status, zone, new)
            self._enqueue(status, zone, new, number, depth)

    def _new(self, status: str, zone: Zone, bdd: Diagram) -> Diagram:
        """The part of a piece that no region has yet."""
        return self._excluded.uncovered(status, zone, self.cover.uncovered(status, zone, bdd))

    # --- loops ---

    def _go_round(self, number: int, depth: int) -> None:
        """Follow the loops that a region lies on any number of times at once."""
        status = self.regions[number].status
        for base, steps in (*self._rounds(number), *self._rounds(number, waiting=True)):
            key = (base, *(step.key for step in steps))
            if key in self._tried:
                continue
            self._tried.add(key)
            where = self.regions[base]
            for loop in loops(self.compiled, steps, (where.zone, where.bdd)):
                bounded = self.compiled.inside({status: [(loop.zone, loop.bdd)]})[status]
                if bounded and self.cover.uncovered(status, *bounded[0]) != self.compiled.diagrams.false:
                    self._add_loop(loop, base, depth)

    def _rounds(self, number: int, *, waiting: bool = False) -> Iterator[tuple[int, tuple[LoopStep, ...]]]:
        """Regions of the same status that a region's edges lead to, with the steps that do, few steps first: without
        waits, or those that wait and count something."""
        status = self.regions[number].status
        ways: list[tuple[int, tuple[LoopStep, ...]]] = [(number, ())]
        for at, steps in itertools.islice(ways, MOST_ROUNDS):
            region = self.regions[at]
            allowed = self._allowed(region)
            if steps and region.status == status and (not waiting or self._counts(steps)):
                yield at, steps
            if len(steps) == LONGEST_ROUND or isinstance(region.measure, Measure) or allowed is None:
                continue
            for _, edge in region.edges:
                if not isinstance(edge.by, LeastDelay):
                    step: LoopStep = LoopMove(*edge.by, allowed)
                elif waiting and steps:  # how long it is must follow from what was set before
                    step = LoopWait(region.status, edge.by, allowed)
                else:
                    continue
                ways += ((parent, (*steps, step)) for parent in edge.parents[:FEW])

    def _counts(self, steps: Iterable[LoopStep]) -> bool:
        """True iff some of the steps waits and some sets a number."""
        kinds = {type(step) for step in steps}
        numbers = self.compiled.numbers
        return kinds == {LoopMove, LoopWait} and any(
            isinstance(step, LoopMove) and not numbers.isdisjoint(name for name, _ in step.move.sets) for step in steps
        )

    def _allowed(self, region: SymbolicRegion) -> Piece | None:
        """A piece that a way may pass, with the region in it."""
        if self._along is None:
            return self.compiled.within[region.status], self.compiled.diagrams.valid
        pieces = self._along.get(region.status, ())
        around = ((zone, bdd) for zone, bdd in pieces if region.zone.is_subset_of(zone))
        return next((piece for piece in around if piece[1] & region.bdd != self.compiled.diagrams.false), None)

    def _add_loop(self, loop: Loop, base: int, depth: int) -> None:
        """The states of a loop as regions: those in their last round by rank, all others by measure."""
        last = base
        for by, stage in reversed(tuple(zip(loop.by[1:], loop.stages, strict=True))):
            last = self._add(stage.status, stage.last, ((stage.last[1], RegionEdge(by, (last,))),), None, depth)
        rank = len(self.regions)
        status = self.regions[base].status
        numbers = [rank, *(rank + place for place in range(1, len(loop.by))), rank]
        edge = RegionEdge(loop.by[0], (last, numbers[1]))
        self._add(status, (loop.zone, loop.bdd), ((loop.bdd, edge),), loop.measure, depth, rank)
        for place, (by, stage) in enumerate(zip(loop.by[1:], loop.stages, strict=True), 2):
            edge = RegionEdge(by, (numbers[place],))
            self._add(stage.status, stage.again, ((stage.again[1], edge),), stage.measure, depth, rank)

    def _add(
        self,
        status: str,
        piece: Piece,
        edges: tuple[tuple[Diagram, RegionEdge], ...],
        measure: Measure | None,
        depth: int,
        rank: int | None = None,
    ) -> int:
        number = len(self.regions)
        zone = self.compiled.zones.one(piece[0])
        self.regions.append(SymbolicRegion(status, zone, piece[1], number if rank is None else rank, edges, measure))
        self.cover.add(status, zone, piece[1])
        self._enqueue(status, zone, piece[1], number, depth)
        return number

    def _enqueue(self, status: str, zone: Zone, bdd: Diagram, number: int, depth: int) -> None:
        item = self._work_items.get((status, zone))
        if item is not None:
            item.bdd |= bdd
            item.numbers.append(number)
            return
        self._work_items[(status, zone)] = WorkItem(depth, bdd, [number])
        heapq.heappush(self._queue, (self.priority(depth, zone), next(self._entries), (status, zone)))

    def priority(self, depth: int, zone: Zone) -> tuple[float, ...]:
        """What is followed first: the least."""
        return (depth,) if self._nearest else (depth - zone.width, -slack(zone))


def _joined(items: list[WorkItem]) -> tuple[Diagram, list[int]]:
    """All that was found, and the numbers of its regions."""
    bdd = items[0].bdd
    for item in items[1:]:
        bdd |= item.bdd
    return bdd, [number for item in items for number in item.numbers]


class Uncovered:
    """The states of some pieces that no region of a fixpoint has yet.

    While the fixpoint grows, only whole pieces are taken away, which is cheap; now and then, and at the end, the
    rest is cut up exactly.
    """

    def __init__(self, compiled: Compiled, pieces: Mapping[str, Iterable[Piece]]) -> None:
        self._compiled = compiled
        self._rest = {status: here for status, pieces in pieces.items() if (here := list(pieces))}
        self._next_cut = 64

    def is_empty_after(self, backward: Backward, number: int) -> bool:
        """True iff every state is in a region up to this one; may notice it some regions late."""
        region = backward.regions[number]
        here = self._rest.get(region.status)
        if here:
            false = self._compiled.diagrams.false
            self._rest[region.status] = [
                (zone, left)
                for zone, bdd in here
                if (left := bdd & ~region.bdd if zone.is_subset_of(region.zone) else bdd) != false
            ]
        if number >= self._next_cut and number == len(backward.regions) - 1:
            self._next_cut = 2 * number
            self._rest = outside(self._compiled, self._rest, backward.cover, Budget())
        return not any(self._rest.values())

    def exactly(self, cover: Federation, budget: Budget) -> dict[str, list[Piece]]:
        """The states that the cover does not have."""
        return outside(self._compiled, {s: pieces for s, pieces in self._rest.items() if pieces}, cover, budget)


def meets(compiled: Compiled, region: SymbolicRegion, pieces: dict[str, list[Piece]]) -> bool:
    """True iff some state is both in the region and in one of the pieces, as far as matrices show."""
    return any(
        bdd & region.bdd != compiled.diagrams.false and compiled.zones.meet(zone, region.zone) is not None
        for zone, bdd in pieces.get(region.status, ())
    )
