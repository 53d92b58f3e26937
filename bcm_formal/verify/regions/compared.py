"""Which states are compared with which: pairs equal but for one attribute, as zones and BDDs.

A finite attribute of the second state gets bits of its own, so that one BDD holds pairs. An attribute without
bounds is a variable of zones: what lies below or beside a state is found by letting that variable alone run.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from bcm_formal.model.expressions import FALSE
from bcm_formal.model.types import Value
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Pairs
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.federation import Federation, outside, widest
from bcm_formal.verify.regions.zone import Inexact, Zone

Pieces = dict[str, list[Piece]]
"""a set of states: for each status a union of pieces"""


@dataclass(frozen=True)
class DisagreeingPairs:
    """Some first states, which have a path, and the second states, which have none, that they make pairs with."""

    status: str
    first: Piece
    seconds: list[Piece]


class _Comparison(ABC):
    """Which states are compared: what does not depend on how many values the attribute has."""

    def __init__(self, compiled: Compiled, question: Pairs) -> None:
        self.compiled, self.attribute, self._question = compiled, question.attribute, question
        self._apart, self._among = not_compared(question), among(compiled, question)
        model = compiled.system.model
        self._place = [attribute.name for attribute in model.attributes].index(self.attribute)
        self._clocks = tuple(place for place, clock in enumerate(model.clocks) if clock.name not in self._apart)
        self._interpreter = Interpreter(model)

    def compares(self, first: State, second: State) -> bool:
        """True iff the question is about these two, in this order."""
        question, here = self._question, self._place
        if first.status != second.status or any(first.clocks[k] != second.clocks[k] for k in self._clocks):
            return False
        values = (first.attributes[here], second.attributes[here])
        alike = (*first.attributes[:here], values[1], *first.attributes[here + 1 :]) == second.attributes
        if not alike or values[0] == values[1] or (question.raised and values[0] > values[1]):
            return False
        if question.change is not None and values != (question.change.before, question.change.after):
            return False
        return question.among is None or self._interpreter.holds(question.among.get(first.status, FALSE), first)

    def partners(self, state: State, is_first: bool) -> Pieces:
        """The states that a state is compared with: as the first of a pair, or as the second."""
        found = self.compiled.inside({state.status: [self.differing(state, is_first)]})
        return found if is_first or self._among is None else met_by(self.compiled, found, self._among)

    @abstractmethod
    def differing(self, state: State, is_first: bool) -> Piece:
        """The same, whether or not they have values of their types, and whichever first states count."""


class FinitePairs(_Comparison):
    """Which states are compared, for an attribute with finitely many values."""

    def __init__(self, compiled: Compiled, question: Pairs) -> None:
        super().__init__(compiled, question)
        self.diagrams, self._later = compiled.diagrams, question.later
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
        if (change := question.change) is not None:
            self.higher = {value: (change.after,) if value == change.before else () for value in values}
        self.lower = {value: tuple(v for v in values if value in self.higher[v]) for value in values}
        self._compared = self.diagrams.any_of(
            self.diagrams.value(self.attribute, value) & self._other(self._having(others))
            for value, others in self.higher.items()
        )

    def _having(self, values: tuple[Value, ...]) -> Diagram:
        return self.diagrams.any_of(self.diagrams.value(self.attribute, value) for value in values)

    def _other(self, bdd: Diagram) -> Diagram:
        return self.diagrams.algebra.compose(bdd, self._to_other)

    def disagreeing(
        self, ways: Federation, others: Federation, unreachable: Federation, budget: Budget
    ) -> list[DisagreeingPairs]:
        """All pairs whose first is among the `ways` and whose second is not among the `others`, without those of which
        one lies in `unreachable`."""
        pairs: Pieces = {}
        for status, pieces in ways.pieces.items():
            parts = widest(self.diagrams, pieces)
            compared = [(zone, self._first_of(bdd)) for zone, bdd in parts]
            pairs[status] = [(zone, bdd) for zone, bdd in compared if bdd != self.diagrams.false]
        pairs = pairs if self._among is None else met_by(self.compiled, pairs, self._among)
        pairs = outside(self.compiled, pairs, self._others_of(others), budget)
        if unreachable.pieces:
            pairs = outside(self.compiled, pairs, unreachable, budget)
            pairs = outside(self.compiled, pairs, self._others_of(unreachable), budget)
        algebra = self.diagrams.algebra
        return [
            DisagreeingPairs(
                status,
                (zone, algebra.exists(bdd, self._others)),
                [(zone, algebra.compose(algebra.exists(bdd, self._bits), self._from_other))],
            )
            for status, here in pairs.items()
            for zone, bdd in here
        ]

    def _first_of(self, bdd: Diagram) -> Diagram:
        """The pairs whose first is among the valuations; where the second may not be earlier, those are apart whose
        second is among them, too."""
        pairs = bdd & self._compared
        return pairs & ~self._other(bdd) if self._later >= 0 else pairs

    def _others_of(self, cover: Federation) -> Federation:
        """The pairs whose second state is in the cover."""
        result = Federation()
        for status, pieces in cover.pieces.items():
            for zone, bdd in pieces.items():
                result.add(status, zone, self._other(bdd))
        return result

    def differing(self, state: State, is_first: bool) -> Piece:
        zone, bdd = exactly(self.compiled, state, self._apart)
        value = state.attributes[self._place]
        return zone, bdd & self._having(self.higher[value] if is_first else self.lower[value])


class UnboundedPairs(_Comparison):
    """The same for an attribute without bounds, a variable of zones. Seconds may be too many, firsts are exact."""

    def __init__(self, compiled: Compiled, question: Pairs) -> None:
        super().__init__(compiled, question)
        self.raised, self._change = question.raised, question.change
        self._index = compiled.diagrams.numeric.index(self.attribute)

    def disagreeing(
        self, ways: Federation, others: Federation, unreachable: Federation, budget: Budget
    ) -> list[DisagreeingPairs]:
        compiled, zones = self.compiled, self.compiled.zones
        all_states = compiled.inside(
            {s: [(zones.everything, compiled.diagrams.valid)] for s in compiled.system.statuses}
        )
        have: Pieces = {status: list(pieces.items()) for status, pieces in ways.pieces.items()}
        have = have if self._among is None else met_by(compiled, have, self._among)
        lack = outside(compiled, outside(compiled, all_states, others, budget), unreachable, budget)
        have = outside(compiled, have, unreachable, budget)
        if self._change is not None:
            have, lack = self._having(have, self._change.before), self._having(lack, self._change.after)
        below = {s: [(z, bdd) for zone, bdd in here if (z := self._below(zone))] for s, here in lack.items()}
        found: list[DisagreeingPairs] = []
        for status, here in met_by(compiled, have, below).items():
            for zone, bdd in here:
                anyhow = {status: [(zones.without(zone, self._index), bdd)]}
                seconds = met_by(compiled, anyhow, lack).get(status, [])
                found.append(DisagreeingPairs(status, (zone, bdd), seconds))
        return found

    def _below(self, zone: Zone) -> Zone | None:
        """The points that some (positive, if the attribute is raised) change of the attribute takes into the zone."""
        zones = self.compiled.zones
        if not self.raised:
            return zones.without(zone, self._index)
        runs = tuple(index == self._index for index in range(zones.count))
        once = zones.unit_before(zone, runs)
        return None if once is None else zones.past(once, runs)[0]

    def _having(self, pieces: Pieces, value: Value) -> Pieces:
        return {s: [(z, bdd) for zone, bdd in here if (z := self._at(zone, value))] for s, here in pieces.items()}

    def _at(self, zone: Zone, value: Value) -> Zone | None:
        """The part of the zone where the attribute has a value."""
        found: Zone | None = zone
        for sign in (1, -1):
            form = tuple(sign * (index == self._index) for index in range(self.compiled.zones.count))
            found = None if found is None else self.compiled.zones.constrain(found, (form, sign * int(value)))
        return found

    def differing(self, state: State, is_first: bool) -> Piece:
        zone, bdd = exactly(self.compiled, state, self._apart)
        if self._change is not None:
            zone = self._at(zone, self._change.after if is_first else self._change.before) or zone
        if self.raised:
            value, sign = int(state.attributes[self._place]), -1 if is_first else 1
            form = tuple(sign * (index == self._index) for index in range(self.compiled.zones.count))
            zone = self.compiled.zones.constrain(zone, (form, sign * value - 1)) or zone
        return zone, bdd


def among(compiled: Compiled, question: Pairs) -> Pieces | None:
    """The first states of the pairs that are compared; None: all."""
    return None if question.among is None else dict(compiled.pieces(question.among))


def seconds(compiled: Compiled, question: Pairs, pieces: Pieces) -> Pieces:
    """Those of the pieces' states that may be the second of two that are compared, and perhaps others; no piece is cut
    up."""
    diagrams = compiled.diagrams
    if question.attribute not in diagrams.domains:
        return pieces
    firsts, bits = among(compiled, question), diagrams.bits[question.attribute]
    change = question.change
    after = diagrams.valid if change is None else diagrams.value(question.attribute, change.after)
    found: Pieces = {}
    for status, here in pieces.items():
        compared = None if firsts is None else firsts.get(status, [])
        for zone, bdd in here:
            own = bdd & after
            if compared is not None:
                met = (other for place, other in compared if compiled.zones.meet(zone, place) is not None)
                own &= diagrams.algebra.exists(diagrams.any_of(met), bits)
            if own != diagrams.false:
                found.setdefault(status, []).append((zone, own))
    return found


def not_compared(question: Pairs) -> frozenset[str]:
    """In what two states of a pair may differ: the attribute, and what the observer's clock shows before it begins."""
    return frozenset({question.attribute, *(() if question.within is None else (question.within.clock,))})


def exactly(compiled: Compiled, state: State, but: frozenset[str]) -> Piece:
    """The states with the state's clocks and attributes, except for some."""
    zone: Zone | None = compiled.zones.everything
    bdd = compiled.diagrams.valid
    model = compiled.system.model
    names = (*(attribute.name for attribute in model.attributes), *(clock.name for clock in model.clocks))
    for name, value in zip(names, (*state.attributes, *state.clocks), strict=True):
        if name in but:
            continue
        if name in compiled.diagrams.domains:
            bdd &= compiled.diagrams.value(name, value)
            continue
        form = compiled.diagrams.linear(name)[0]
        for sign in (1, -1):
            bound = (tuple(sign * k for k in form), sign * int(value))
            zone = None if zone is None else compiled.zones.constrain(zone, bound)
    if zone is None:
        raise Inexact
    return zone, bdd


def met_by(compiled: Compiled, one: Pieces, other: Pieces) -> Pieces:
    """The states in both."""
    result: Pieces = {}
    for status, here in one.items():
        for zone, bdd in here:
            for second, valuations in other.get(status, ()):
                met = compiled.zones.meet(zone, second)
                if met is not None and bdd & valuations != compiled.diagrams.false:
                    result.setdefault(status, []).append((met, bdd & valuations))
    return result


def one_side(pairs: Iterable[DisagreeingPairs], is_first: bool) -> Pieces:
    """All first states of some pairs, or all second states."""
    result: Pieces = {}
    for pair in pairs:
        result.setdefault(pair.status, []).extend([pair.first] if is_first else pair.seconds)
    return result
