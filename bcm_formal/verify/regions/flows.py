"""How time passes in a status: which clocks run and where limits allow to end, for which attributes.

Each clock that may stand or run doubles the number of ways in which time can pass, so they are never listed. A zone
that does not speak of a clock is led into from the same zone whether the clock runs or stands: its two ways are one
for that zone (`Flows.into`). Where many are left, the widest are followed first (`Waits`); mostly what is found from
there covers what all others would find, and then they are not made at all.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from bcm_formal.records import dataclass
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.loose import loosened, slack, speaks_of
from bcm_formal.verify.regions.zone import Inexact, Zone, Zones

if TYPE_CHECKING:
    from bcm_formal.verify.regions.compiled import Compiled

Choice = tuple[bool | None, ...]
"""for each clock that may stand or run: whether it runs; None: either"""
Along = tuple[tuple[Zone, Diagram], ...] | None
FEW = 8
"""so many ways are followed at once"""


@dataclass(frozen=True)
class Flow:
    """How time passes in some states: which variables run, and the zone that limits allow to end in.

    The zone also says for which unbounded numbers, which stand, this is so.
    """

    bdd: Diagram
    runs: tuple[bool, ...]
    allowed: Zone


class Flows:
    """How time passes in one status."""

    def __init__(self, compiled: Compiled, status: str) -> None:
        diagrams, runs = compiled.diagrams, compiled.system.runs[status]
        self._compiled = compiled
        running = [diagrams.condition(runs[name]) if name in runs else diagrams.false for name in diagrams.numeric]
        self.always = tuple(bdd == diagrams.true for bdd in running)
        """for each variable of zones whether it runs in every state"""
        self.sometimes = tuple((place, bdd) for place, bdd in enumerate(running) if not diagrams.is_constant(bdd))
        """the variables of which that depends on the attributes, and on which"""
        self.limited = tuple(self._limited(status))
        """zones in which limits allow to end, for attributes that exclude each other; where time cannot pass: none"""
        diagrams_read = [bdd for _, bdd in self.sometimes] + [bdd for bdd, _ in self.limited]
        self._numbers = tuple(diagrams.atoms_of(diagrams_read))
        """the comparisons of unbounded numbers on which any of that depends"""
        self._made: dict[tuple[int, Choice], tuple[Flow, ...]] = {}
        self._few: dict[Zone, tuple[Flow, ...] | None] = {}

    def _limited(self, status: str) -> Iterator[tuple[Diagram, Zone]]:
        diagrams, zones = self._compiled.diagrams, self._compiled.zones
        groups: dict[Zone | None, Diagram] = {zones.everything: diagrams.valid}
        for boundary in self._compiled.system.boundaries[status]:
            applies = diagrams.condition(boundary.condition)
            clock = diagrams.linear(boundary.clock)[0]
            split: list[tuple[Zone | None, Diagram]] = []
            for zone, bdd in groups.items():
                split.append((zone, bdd & ~applies))
                for (form, bound), valuations in diagrams.cases(boundary.bound).items():
                    kept = tuple(a - b for a, b in zip(clock, form, strict=True))
                    limited = None if zone is None else zones.constrain(zone, (kept, bound))
                    split.append((limited, bdd & applies & valuations))
            groups = {}
            for zone, bdd in split:
                if bdd != diagrams.false:
                    groups[zone] = groups[zone] | bdd if zone in groups else bdd
        yield from ((bdd, zone) for zone, bdd in groups.items() if zone is not None)

    def all(self) -> Iterator[Flow]:
        """All ways, which exclude each other and together are all states in which time can pass."""
        for number, (bdd, _) in enumerate(self.limited):
            yield from (flow for flow, _ in self._below(number, bdd, tuple(place for place, _ in self.sometimes)))

    def into(self, zone: Zone, bdd: Diagram, also: Iterable[Zone] = ()) -> Iterator[tuple[Flow, Diagram]]:
        """The ways into the zone and `bdd`, each with its part of it, split only by clocks that the zone, a limit or
        one of `also` speaks of."""
        for number, ends, valuations in self.ends(zone, bdd):
            clocks = self.spoken_of(ends, *also)
            yield from self._below(number, valuations, clocks)

    def few(self, zone: Zone) -> tuple[Flow, ...] | None:
        """The ways into a zone, whatever the attributes are; looked up, as the same zones are led into again and again.
        None: they are more than `FEW`, or depend on unbounded numbers."""
        if zone not in self._few:
            valid = self._compiled.diagrams.valid
            number = sum(1 << len(self.spoken_of(ends)) for _, ends, _ in self.ends(zone, valid))
            are_few = number <= FEW and not self._numbers
            self._few[zone] = tuple(flow for flow, _ in self.into(zone, valid)) if are_few else None
        return self._few[zone]

    def ends(self, zone: Zone, bdd: Diagram) -> Iterator[tuple[int, Zone, Diagram]]:
        """For each place of `limited` where a wait can end in the zone: the part where, and the attributes."""
        for number, (limited, allowed) in enumerate(self.limited):
            valuations = self.part(bdd, limited)
            if not self.is_empty(valuations):
                ends = self._compiled.zones.meet(zone, allowed)
                if ends is not None:
                    yield number, ends, valuations

    def spoken_of(self, *zones: Zone) -> tuple[int, ...]:
        """The variables that some zone says something of, among those that may stand or run."""
        of = self._compiled.zones
        return tuple(place for place, _ in self.sometimes if any(speaks_of(of, zone, place) for zone in zones))

    def _below(self, number: int, bdd: Diagram, clocks: tuple[int, ...]) -> Iterator[tuple[Flow, Diagram]]:
        parts: list[tuple[Choice, Diagram]] = [((), bdd)]
        for place, running in self.sometimes:
            if place not in clocks:
                parts = [((*choice, None), left) for choice, left in parts]
                continue
            parts = [
                ((*choice, is_on), part)
                for choice, left in parts
                for side, is_on in ((running, True), (~running, False))
                if not self.is_empty(part := self.part(left, side))
            ]
        for choice, left in parts:
            yield from self.made(number, choice, left)

    def made(self, number: int, choice: Choice, bdd: Diagram) -> Iterator[tuple[Flow, Diagram]]:
        """The ways with this choice, the same objects each time, and the part of `bdd` of each."""
        key = (number, choice)
        if key not in self._made:
            self._made[key] = tuple(self._new(number, choice))
        for flow in self._made[key]:
            if (valuations := bdd & flow.bdd) != self._compiled.diagrams.false:
                yield flow, valuations

    def _new(self, number: int, choice: Choice) -> Iterator[Flow]:
        bdd, allowed = self.limited[number]
        for (_, running), is_on in zip(self.sometimes, choice, strict=True):
            bdd = bdd if is_on is None else bdd & running if is_on else bdd & ~running
        for part, (valuations,) in self._compiled.decompose(allowed, [bdd]):
            yield Flow(valuations, self.runs(choice), part)

    def runs(self, choice: Choice) -> tuple[bool, ...]:
        """The variables that surely run where the choice, or the beginning of one, is as it says."""
        runs = list(self.always)
        for (place, _), is_on in zip(self.sometimes, choice, strict=False):
            runs[place] = bool(is_on)
        return tuple(runs)

    def part(self, bdd: Diagram, side: Diagram) -> Diagram:
        """Those of the attributes with which a state may be on the side, whatever its unbounded numbers are."""
        both = bdd & side
        return self._compiled.diagrams.algebra.exists(both, self._numbers) if self._numbers else both

    def is_empty(self, bdd: Diagram) -> bool:
        """True iff there are no such attributes."""
        return bool(bdd == self._compiled.diagrams.false)


class _Node(NamedTuple):
    """Ways that agree in a part of the choice."""

    priority: tuple[float, float]
    """the least is looked at first"""
    number: int
    limited: int
    """place in `Flows.limited`"""
    ends: Zone
    clocks: tuple[int, ...]
    """that are told apart"""
    choice: Choice
    bdd: Diagram
    most: Zone
    """from where, at most, such a way leads into `ends`"""
    along: Along


class Waits:
    """The ways in which time leads into a piece, those from the widest zone first, each with what it may pass.

    Some of them are left out once all is known from where they might lead there: they would find nothing new.
    """

    def __init__(self, flows: Flows, zones: Zones, zone: Zone, bdd: Diagram, along: Along = None) -> None:
        """`along`: the pieces one of which a wait stays in; None: it may pass anything."""
        self._flows, self._zones = flows, zones
        self._nodes: list[_Node] = []
        self._numbers = itertools.count()
        passed = () if along is None else tuple(piece[0] for piece in along)
        ways = [(number, ends, left, flows.spoken_of(ends, *passed)) for number, ends, left in flows.ends(zone, bdd)]
        self._first: list[tuple[Flow, Diagram, Along]] = []
        if sum(1 << len(clocks) for _, _, _, clocks in ways) <= FEW:
            self._first = [(flow, valuations, along) for flow, valuations in flows.into(zone, bdd, passed)]
            return
        for limited, ends, valuations, clocks in ways:
            if along is None:
                self._add(limited, ends, clocks, (), valuations, None)
            for piece in along or ():
                self._add(limited, ends, clocks, (), valuations & piece[1], (piece,))

    @property
    def widest(self) -> Zone | None:
        """A zone at least as wide as those that are still to come; None: there are no more."""
        return self._nodes[0].most if self._nodes else None

    def some(self, unknown: Callable[[Zone, Diagram], Diagram]) -> Iterator[tuple[Flow, Diagram, Along]]:
        """The next few ways. `unknown`: the part of a piece that is not known."""
        first, self._first = self._first, []
        yield from first
        number = FEW
        while self._nodes and number > 0:
            _, _, limited, ends, clocks, choice, bdd, most, along = heapq.heappop(self._nodes)
            bdd = unknown(most, bdd)
            if len(choice) == len(self._flows.sometimes):
                for flow, valuations in self._flows.made(limited, choice, bdd):
                    number -= 1
                    yield flow, valuations, along
                continue
            place, running = self._flows.sometimes[len(choice)]
            if place not in clocks:
                self._add(limited, ends, clocks, (*choice, None), bdd, along)
                continue
            self._add(limited, ends, clocks, (*choice, True), self._flows.part(bdd, running), along)
            self._add(limited, ends, clocks, (*choice, False), self._flows.part(bdd, ~running), along)

    def _add(
        self, limited: int, ends: Zone, clocks: tuple[int, ...], choice: Choice, bdd: Diagram, along: Along
    ) -> None:
        if self._flows.is_empty(bdd):
            return
        most: Zone | None = self._most(ends, clocks, choice)
        for passed, _ in along or ():
            most = None if most is None else self._zones.meet(most, passed)
        if most is not None:
            key, number = (-most.width, -slack(most)), next(self._numbers)
            heapq.heappush(self._nodes, _Node(key, number, limited, ends, clocks, choice, bdd, most, along))

    def _most(self, ends: Zone, clocks: tuple[int, ...], choice: Choice) -> Zone:
        """Where time can begin at most that ends there: no clock is higher before than after."""
        runs = self._flows.runs(choice)
        open_ones = [place for place, _ in self._flows.sometimes[len(choice) :] if place in clocks]
        loose = loosened(self._zones, ends, open_ones)
        try:
            return self._zones.past(loose, runs)[0]
        except Inexact:
            return loosened(self._zones, loose, [place for place, is_on in enumerate(runs) if is_on])
