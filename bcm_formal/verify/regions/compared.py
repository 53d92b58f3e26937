"""Which persons are compared with which: pairs equal but for one attribute, as zones and diagrams.

A finite attribute of the second person gets bits of its own, so that one diagram holds pairs. An attribute without
bounds is a variable of zones: who lies below or beside somebody is found by letting that variable alone run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bcm_formal.model.types import Value
from bcm_formal.system.questions import Pairs
from bcm_formal.system.state import State
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.backward import Cover, outside
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.evidence import widest
from bcm_formal.verify.regions.zone import Inexact, Zone

Pieces = dict[str, list[Piece]]


@dataclass(frozen=True)
class Disagreement:
    """Some first persons, who have a path, and the second persons, who have none, that they make pairs with."""

    status: str
    first: Piece
    seconds: list[Piece]


class Finite:
    """Which persons are compared, for an attribute with finitely many values."""

    def __init__(self, compiled: Compiled, question: Pairs) -> None:
        self.compiled, self.diagrams = compiled, compiled.diagrams
        self.attribute = question.attribute
        algebra = self.diagrams.algebra
        self._bits = self.diagrams.bits[self.attribute]
        self._others = tuple(f"{bit}_other" for bit in self._bits)
        algebra.declare(*(bit for bit in self._others if bit not in algebra.bits))
        self._to_other = {bit: algebra.bit(other) for bit, other in zip(self._bits, self._others, strict=True)}
        self._from_other = {other: algebra.bit(bit) for bit, other in zip(self._bits, self._others, strict=True)}
        values = self.diagrams.domains[self.attribute]
        self.higher: dict[Value, tuple[Value, ...]] = {
            value: tuple(v for v in values if (v > value if question.raised else v != value)) for value in values
        }
        self.lower = {value: tuple(v for v in values if value in self.higher[v]) for value in values}
        self._compared = self.diagrams.any_of(
            self.diagrams.value(self.attribute, value) & self._other(self._having(others))
            for value, others in self.higher.items()
        )

    def _having(self, values: tuple[Value, ...]) -> Diagram:
        return self.diagrams.any_of(self.diagrams.value(self.attribute, value) for value in values)

    def _other(self, who: Diagram) -> Diagram:
        return self.diagrams.algebra.compose(who, self._to_other)

    def disagreeing(self, ways: Cover, apart: Cover, budget: Budget) -> list[Disagreement]:
        """All pairs that disagree, without those of whom one lies in `apart`."""
        pairs: Pieces = {}
        for status, people in ways.pieces.items():
            compared = [(zone, who & self._compared) for zone, who in widest(self.diagrams, people)]
            pairs[status] = [(zone, who) for zone, who in compared if who != self.diagrams.false]
        pairs = outside(self.compiled, pairs, self._others_of(ways), budget)
        if apart.pieces:
            pairs = outside(self.compiled, pairs, apart, budget)
            pairs = outside(self.compiled, pairs, self._others_of(apart), budget)
        algebra = self.diagrams.algebra
        return [
            Disagreement(
                status,
                (zone, algebra.exists(who, self._others)),
                [(zone, algebra.compose(algebra.exists(who, self._bits), self._from_other))],
            )
            for status, here in pairs.items()
            for zone, who in here
        ]

    def _others_of(self, cover: Cover) -> Cover:
        """The pairs whose second person is in the cover."""
        result = Cover()
        for status, people in cover.pieces.items():
            for zone, who in people.items():
                result.add(status, zone, self._other(who))
        return result

    def partners(self, state: State, is_first: bool) -> Piece:
        """Everybody a person is compared with: as the first of a pair, or as the second."""
        zone, who = exactly(self.compiled, state, self.attribute)
        place = [attribute.name for attribute in self.compiled.system.model.attributes].index(self.attribute)
        value = state.attributes[place]
        return zone, who & self._having(self.higher[value] if is_first else self.lower[value])


class Unbounded:
    """The same for an attribute without bounds, a variable of zones. Seconds may be too many, firsts are exact."""

    def __init__(self, compiled: Compiled, question: Pairs) -> None:
        self.compiled = compiled
        self.attribute, self.raised = question.attribute, question.raised
        self._index = compiled.diagrams.numeric.index(self.attribute)

    def disagreeing(self, ways: Cover, apart: Cover, budget: Budget) -> list[Disagreement]:
        compiled, zones = self.compiled, self.compiled.zones
        everybody = compiled.inside(
            {s: [(zones.everything, compiled.diagrams.valid)] for s in compiled.system.statuses}
        )
        have: Pieces = {status: list(people.items()) for status, people in ways.pieces.items()}
        lack = outside(compiled, outside(compiled, everybody, ways, budget), apart, budget)
        have = outside(compiled, have, apart, budget)
        below = {s: [(z, who) for zone, who in here if (z := self._below(zone))] for s, here in lack.items()}
        found: list[Disagreement] = []
        for status, here in met_by(compiled, have, below).items():
            for zone, who in here:
                anyhow = {status: [(zones.without(zone, self._index), who)]}
                seconds = met_by(compiled, anyhow, lack).get(status, [])
                found.append(Disagreement(status, (zone, who), seconds))
        return found

    def _below(self, zone: Zone) -> Zone | None:
        """The points that some (positive, if the attribute is raised) change of the attribute takes into the zone."""
        zones = self.compiled.zones
        if not self.raised:
            return zones.without(zone, self._index)
        runs = tuple(index == self._index for index in range(zones.count))
        once = zones.unit_before(zone, runs)
        return None if once is None else zones.past(once, runs)[0]

    def partners(self, state: State, is_first: bool) -> Piece:
        zone, who = exactly(self.compiled, state, self.attribute)
        if self.raised:
            place = [attribute.name for attribute in self.compiled.system.model.attributes].index(self.attribute)
            value, sign = int(state.attributes[place]), -1 if is_first else 1
            form = tuple(sign * (index == self._index) for index in range(self.compiled.zones.count))
            zone = self.compiled.zones.constrain(zone, (form, sign * value - 1)) or zone
        return zone, who


def exactly(compiled: Compiled, state: State, but: str) -> Piece:
    """Everybody with the state's clocks and attributes, one attribute apart."""
    zone: Zone | None = compiled.zones.everything
    who = compiled.diagrams.valid
    model = compiled.system.model
    names = (*(attribute.name for attribute in model.attributes), *(clock.name for clock in model.clocks))
    for name, value in zip(names, (*state.attributes, *state.clocks), strict=True):
        if name == but:
            continue
        if name in compiled.diagrams.domains:
            who &= compiled.diagrams.value(name, value)
            continue
        form = compiled.diagrams.linear(name)[0]
        for sign in (1, -1):
            bound = (tuple(sign * k for k in form), sign * int(value))
            zone = None if zone is None else compiled.zones.constrain(zone, bound)
    if zone is None:
        raise Inexact
    return zone, who


def met_by(compiled: Compiled, one: Pieces, other: Pieces) -> Pieces:
    """The states in both."""
    result: Pieces = {}
    for status, here in one.items():
        for zone, who in here:
            for second, people in other.get(status, ()):
                met = compiled.zones.meet(zone, second)
                if met is not None and who & people != compiled.diagrams.false:
                    result.setdefault(status, []).append((met, who & people))
    return result


def one_side(pairs: Iterable[Disagreement], is_first: bool) -> Pieces:
    """All first persons of some pairs, or all second persons."""
    result: Pieces = {}
    for pair in pairs:
        result.setdefault(pair.status, []).extend([pair.first] if is_first else pair.seconds)
    return result
