"""A status graph made ready for going backward: guards, updates, zeroing and delays as zones and diagrams."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bcm_formal.model.expressions import Condition, Number, Term, comparison, in_status
from bcm_formal.model.types import Integer, Range, Value
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Conditions
from bcm_formal.system.transition_system import Move, TransitionSystem
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.diagram import Cases, Diagrams, assigned
from bcm_formal.verify.regions.flows import Flow, Flows
from bcm_formal.verify.regions.intervals import bounds_of
from bcm_formal.verify.regions.loose import speaks_of
from bcm_formal.verify.regions.zone import Affine, Inexact, LeastDelay, Zone, Zones, amount, combination

if TYPE_CHECKING:
    from bcm_formal.verify.regions.leading import Leading

Cell = tuple[tuple[tuple[str, bool], ...], Diagram]
"""atoms with their truth, and the attribute valuations"""


@dataclass(frozen=True, slots=True)
class Pick:
    """A value for an unbounded number, read in the state before: the largest of `lowest`, else the least of
    `highest`, else zero."""

    lowest: tuple[Affine, ...]
    highest: tuple[Affine, ...]

    def value(self, point: Sequence[int]) -> int:
        """The value, picked in a state with these zone variables."""
        if self.lowest:
            return max(amount(form[0], point) + form[1] for form in self.lowest)
        return min((amount(form[0], point) + form[1] for form in self.highest), default=0)


ZeroedSides = tuple[tuple[bool | None, ...], ...] | None
BOTH = (True, False)
Choices = tuple[tuple[str, Value | Pick], ...]
Piece = tuple[Zone, Diagram]
"""the states (of one status) whose clocks are in the zone and whose attributes are in the BDD"""


@dataclass(frozen=True)
class Zeroing:
    """The variables that are zero after any change, where the state is in `bdd` and `zone` then."""

    zeroed: frozenset[int]
    zone: Zone
    bdd: Diagram


@dataclass(frozen=True)
class Update:
    """One case of a move: where it is enabled, and what becomes of bits and zone variables (None: unchanged)."""

    zone: Zone
    bdd: Diagram
    bits: Mapping[str, Diagram]
    """for each bit that changes: before which states it is set"""
    values: tuple[Affine | None, ...]


@dataclass(frozen=True)
class Effect:
    """An update together with what is zeroed after it. Effects with one `number` change clocks alike."""

    number: int
    values: tuple[Affine | None, ...]
    entered: Zone
    """where the clocks must be afterwards"""
    guard: Zone
    bdd_after: Diagram
    """where the attributes must be afterwards"""
    update: Update
    freed: tuple[int, ...]
    """the variables that are set to any number"""


class Case(NamedTuple):
    """One way a move leads into a zone: from clocks in `image`, with attributes in `bdd_after` afterwards."""

    move: Move
    bdd_after: Diagram
    update: Update
    image: Zone
    picks: Choices
    """what to set unbounded numbers to that are set to any"""


class Compiled:
    """One model, ready. Everything is made when first asked for, and kept."""

    def __init__(self, system: TransitionSystem, below_zero: tuple[str, ...] = ()) -> None:
        """`below_zero`: clocks that may be negative."""
        self.system = system
        self.diagrams = Diagrams(system.model)
        clocks = set(system.model.clock).difference(below_zero)
        self.zones = Zones([name in clocks for name in self.diagrams.numeric], self._ranges())
        self._flows: dict[str, Flows] = {}
        self._updates: dict[int, tuple[Update, ...]] = {}
        self._zeroed: dict[str, tuple[tuple[int, Diagram], ...]] = {}
        self._zeroing: dict[tuple[str, tuple[bool | None, ...]], tuple[Zeroing, ...]] = {}
        self._effects: dict[tuple[int, ZeroedSides], tuple[Effect, ...]] = {}
        self._entered: dict[tuple[str, Zone], tuple[tuple[bool | None, ...], ...]] = {}
        self.leading: dict[tuple[int, ...], Leading] = {}
        """what is looked up by `leading_of`"""
        self._cases: dict[tuple[int, Zone], tuple[Case, ...]] = {}
        self._pasts: dict[tuple[int, Zone], tuple[Zone, LeastDelay] | None] = {}
        self._changes: dict[tuple[tuple[Affine | None, ...], Zone, Zone, tuple[int, ...]], int] = {}
        self._images: dict[tuple[int, Zone], Zone | None] = {}
        self._zero = self.diagrams.constant(0)
        self._nothing_zeroed = Zeroing(frozenset(), self.zones.everything, self.diagrams.valid)
        self.starts = self._starts()
        self.is_bounded = len(self.diagrams.numeric) == len(system.model.clocks)
        """no attribute is a variable of zones"""
        self.numbers = frozenset(name for name in self.diagrams.numeric if name in system.model.attribute)
        """the attributes that are variables of zones"""
        self.is_endless = any(isinstance(attribute.kind, Integer) for attribute in system.model.attributes)
        """some attribute is without bounds"""
        self.within = bounds_of(self)
        """an invariant: for each status a zone; statuses not named are unreachable"""

    def _ranges(self) -> dict[int, tuple[int, int]]:
        kinds = {attribute.name: attribute.kind for attribute in self.system.model.attributes}
        numeric = ((place, kinds.get(name)) for place, name in enumerate(self.diagrams.numeric))
        return {place: (kind.low, kind.high) for place, kind in numeric if isinstance(kind, Range)}

    # --- conditions as pieces ---

    def pieces(self, conditions: Conditions) -> dict[str, list[Piece]]:
        """A set of states, as far as they may be reachable: for each status some pieces, which may overlap."""
        split = {status: self.split(condition) for status, condition in conditions.items()}
        return split if self.is_bounded else self.inside(split)

    def inside(self, pieces: Mapping[str, Sequence[Piece]]) -> dict[str, list[Piece]]:
        """The part of a set that lies within the bounds of unbounded numbers."""
        result: dict[str, list[Piece]] = {}
        for status, here in pieces.items():
            bounds = self.within.get(status)
            met = [] if bounds is None else [(self.zones.meet(zone, bounds), bdd) for zone, bdd in here]
            result[status] = [(zone, bdd) for zone, bdd in met if zone is not None]
        return result

    def split(self, condition: Condition) -> list[Piece]:
        """A condition, folded for its status, as pieces."""
        return list(self._covered(self.zones.everything, self.diagrams.condition(condition)))

    def decompose(self, zone: Zone, diagrams: Sequence[Diagram]) -> Iterator[tuple[Zone, list[Diagram]]]:
        """Replace atoms by zones. Where the first diagram becomes empty, the pair is dropped."""
        bdd, *rest = diagrams
        if not self.diagrams.atoms_of(rest):
            for part, first in self._covered(zone, bdd):
                yield part, [first, *rest]
            return
        middle = (atoms := self.diagrams.atoms_of(diagrams))[len(atoms) // 2]
        restrict = self.diagrams.algebra.restrict
        for value in (True, False):
            narrowed = self._with_atom(zone, middle, value)
            first = restrict(bdd, {middle: value})
            if narrowed is not None and first != self.diagrams.false:
                yield from self.decompose(narrowed, [first, *(restrict(diagram, {middle: value}) for diagram in rest)])

    def _with_atom(self, zone: Zone, atom: str, value: bool) -> Zone | None:
        coefficients, bound = self.diagrams.atoms[atom]
        if value:
            return self.zones.constrain(zone, (coefficients, bound))
        return self.zones.constrain(zone, (tuple(-k for k in coefficients), -bound - 1))

    def _covered(self, zone: Zone, bdd: Diagram) -> Iterator[Piece]:
        """An irredundant union of pieces, as wide as they can be (Minato, "Fast generation of irredundant
        sum-of-products forms from binary decision diagrams", 1992), over atoms instead of all bits."""
        atoms = self.diagrams.atoms_of([bdd])
        possible = self.diagrams.consistent(atoms)
        cells, _ = self._irredundant(bdd & possible, bdd | ~possible, tuple(atoms))
        for literals, valuations in cells:
            left: Zone | None = zone
            for atom, value in literals:
                left = None if left is None else self._with_atom(left, atom, value)
            if left is not None and (valid := valuations & self.diagrams.valid) != self.diagrams.false:
                yield left, valid

    def _irredundant(self, low: Diagram, high: Diagram, atoms: tuple[str, ...]) -> tuple[list[Cell], Diagram]:
        """Cells whose union lies between `low` and `high`, and that union."""
        false = self.diagrams.false
        if low == false:
            return [], false
        if not atoms:
            return [((), high)], high
        atom, rest = atoms[0], atoms[1:]
        restrict, variable = self.diagrams.algebra.restrict, self.diagrams.algebra.bit(atom)
        low_off, low_on = restrict(low, {atom: False}), restrict(low, {atom: True})
        high_off, high_on = restrict(high, {atom: False}), restrict(high, {atom: True})
        off, off_union = self._irredundant(low_off & ~high_on, high_off, rest)
        on, on_union = self._irredundant(low_on & ~high_off, high_on, rest)
        left = (low_off & ~off_union) | (low_on & ~on_union)
        free, free_union = self._irredundant(left, high_off & high_on, rest)
        cells = [(((atom, False), *literals), bdd) for literals, bdd in off]
        cells += [(((atom, True), *literals), bdd) for literals, bdd in on]
        return cells + free, (~variable & off_union) | (variable & on_union) | free_union

    # --- time ---

    def flows(self, status: str) -> Flows:
        """How time passes in a status."""
        if status not in self._flows:
            self._flows[status] = Flows(self, status)
        return self._flows[status]

    def past(self, flow: Flow, zone: Zone) -> tuple[Zone, LeastDelay] | None:
        """From which clocks some delay leads into the zone, and that delay; None if from none outside the zone.
        Raises `Inexact`."""
        key = (id(flow), zone)
        if key not in self._pasts:
            ends = self.zones.meet(zone, flow.allowed)
            found = None if ends is None else self.zones.past(ends, flow.runs)
            self._pasts[key] = None if found is None or found[0].is_subset_of(zone) else found
        return self._pasts[key]

    # --- moves ---

    def updates(self, move: Move) -> tuple[Update, ...]:
        """The cases of a move."""
        key = id(move)
        if key not in self._updates:
            self._updates[key] = tuple(self._made_updates(move))
        return self._updates[key]

    def _made_updates(self, move: Move) -> Iterator[Update]:
        diagrams = self.diagrams
        guard = diagrams.condition(move.guard) & diagrams.valid
        bits: dict[str, Diagram] = {}
        numeric: list[tuple[int, Cases]] = []
        for name, value in move.sets:
            if isinstance(value, Condition):
                bits[diagrams.bits[name][0]] = diagrams.condition(value)
            elif name in diagrams.numeric:
                numeric.append((diagrams.numeric.index(name), diagrams.cases(value)))
            else:
                set_bits, possible = assigned(diagrams, name, self._by_value(name, value))
                bits.update(set_bits)
                guard &= possible
        names = list(bits)
        for choice in itertools.product(*(cases.items() for _, cases in numeric)):
            bdd = guard
            values: list[Affine | None] = [None] * self.zones.count
            for (index, _), (form, valuations) in zip(numeric, choice, strict=True):
                values[index] = form
                bdd &= valuations
            for zone, (enabled, *rest) in self.decompose(self.zones.everything, [bdd, *(bits[bit] for bit in names)]):
                yield Update(zone, enabled, dict(zip(names, rest, strict=True)), tuple(values))

    def _by_value(self, name: str, term: Term) -> dict[int, Diagram]:
        """For each value of the attribute, where it gets it when it is set to the term."""
        diagrams, kind = self.diagrams, self.system.model.attribute[name].kind
        forms = diagrams.cases(term)
        if any(any(form) for form, _ in forms):  # it reads numbers that are variables of zones
            values = diagrams.domains[name]
            return {value: diagrams.condition(comparison("=", term, Number(int(value), kind))) for value in values}
        return {value: bdd for (_, value), bdd in forms.items()}

    def zeroing(self, status: str, entered: ZeroedSides = None) -> Iterator[Zeroing]:
        """Which zone variables are zero after any change into a status, and where. The parts are disjoint
        but for zones of unbounded numbers, where they may overlap in states that agree on what is zero.

        `entered`: only as far as it matters for entering a zone, by `_sides`.
        """
        groups: list[tuple[tuple[bool | None, ...], Diagram]] = [((), self.diagrams.valid)]
        for place, (_, zero) in enumerate(self._zero_where(status)):
            options = BOTH if entered is None else entered[place]
            sides = [(zeroed, self._zero_if(zeroed, zero)) for zeroed in options]
            groups = [
                ((*choice, zeroed), bdd & side)
                for choice, bdd in groups
                for zeroed, side in sides
                if bdd & side != self.diagrams.false
            ]
        for choice, bdd in groups:
            key = (status, choice)
            if key not in self._zeroing:
                chosen = zip(self._zero_where(status), choice, strict=True)
                zeroed = self._always_zeroed(status).union(index for (index, _), is_zero in chosen if is_zero)
                parts = self.decompose(self.zones.everything, [bdd])
                self._zeroing[key] = tuple(Zeroing(zeroed, part, valuations) for part, (valuations,) in parts)
            yield from self._zeroing[key]

    def _zero_if(self, zeroed: bool | None, zero: Diagram) -> Diagram:
        return self.diagrams.true if zeroed is None else zero if zeroed else ~zero

    def _sides(self, status: str, zone: Zone) -> tuple[tuple[bool | None, ...], ...]:
        """For each clock that may be zeroed on entering a status, which of zeroed and not matters for entering the
        zone. Where it does not speak of a clock, that may be zeroed or not: one side, None. Where it has no state
        with the clock at zero, the clock was not zeroed."""
        key = (status, zone)
        if key not in self._entered:
            self._entered[key] = tuple(
                (False,) if zone.matrix[index + 1] < 0 else BOTH if speaks_of(self.zones, zone, index) else (None,)
                for index, _ in self._zero_where(status)
            )
        return self._entered[key]

    def _zero_where(self, status: str) -> tuple[tuple[int, Diagram], ...]:
        """The variables that are zeroed on entering a status or not, as the attributes are then."""
        if status not in self._zeroed:
            named = ((self.diagrams.numeric.index(n), self.diagrams.condition(c)) for n, c in self._zero_of(status))
            self._zeroed[status] = tuple(item for item in named if not self.diagrams.is_constant(item[1]))
        return self._zeroed[status]

    def _zero_of(self, status: str) -> Iterable[tuple[str, Condition]]:
        return self.system.zero[status].items()

    def _always_zeroed(self, status: str) -> frozenset[int]:
        zeroed = (
            name
            for name, condition in self._zero_of(status)
            if self.diagrams.condition(condition) == self.diagrams.true
        )
        return frozenset(map(self.diagrams.numeric.index, zeroed))

    def cases(self, move: Move, zone: Zone) -> tuple[Case, ...]:
        """The ways the move can lead into a zone. Raises `Inexact` where such a set is not linear."""
        key = (id(move), zone)
        if key not in self._cases:
            self._cases[key] = self._made_cases(move, zone)
        return self._cases[key]

    def _made_cases(self, move: Move, zone: Zone) -> tuple[Case, ...]:
        images: dict[tuple[int, Zone], Case] = {}
        for effect in self.effects(move, self._sides(move.target, zone)):
            image = self.image(effect, zone)
            if image is None:
                continue
            key = (id(effect.update), image)
            known = images.get(key)
            valuations = effect.bdd_after if known is None else known.bdd_after | effect.bdd_after
            images[key] = Case(move, valuations, effect.update, image, self._picks(effect, zone))
        return tuple(images.values())

    def effects(self, move: Move, entered: ZeroedSides = None) -> tuple[Effect, ...]:
        """The cases of a move, each with what is zeroed after it; `entered` as for `zeroing`."""
        key = (id(move), entered)
        if key not in self._effects:
            self._effects[key] = tuple(self._made_effects(move, entered))
        return self._effects[key]

    def _made_effects(self, move: Move, entered: ZeroedSides) -> Iterator[Effect]:
        silent = not move.zeroes
        for update in self.updates(move):
            for zeroing in (self._nothing_zeroed,) if silent else self.zeroing(move.target, entered):
                values = list(update.values)
                for index in zeroing.zeroed:
                    values[index] = self._zero
                if move.target != move.source:
                    values[0] = self._zero
                freed = tuple(self.diagrams.numeric.index(n) for n in move.free if n in self.diagrams.numeric)
                change = (tuple(values), zeroing.zone, update.zone)
                number = self._changes.setdefault((*change, freed), len(self._changes))
                yield Effect(number, *change, zeroing.bdd, update, freed)

    def image(self, effect: Effect, zone: Zone) -> Zone | None:
        """The clocks from which the effect leads into the zone."""
        key = (effect.number, zone)
        if key not in self._images:
            entered = self.zones.meet(zone, effect.entered)
            for index in effect.freed:
                entered = None if entered is None else self.zones.without(entered, index)
            image = None if entered is None else self.zones.substitute(entered, effect.values)
            image = None if image is None else self.zones.meet(image, effect.guard)
            self._images[key] = None if image is None else self.zones.one(image)
        return self._images[key]

    def _picks(self, effect: Effect, zone: Zone) -> Choices:
        """What to set each freed variable to so that the move leads into the zone. Raises `Inexact`."""
        if not effect.freed or (entered := self.zones.meet(zone, effect.entered)) is None:
            return ()
        bounds: list[tuple[list[Affine], list[Affine]]] = []
        for index in effect.freed:
            bounds.append(self._bounds(entered, index))
            entered = self.zones.without(entered, index)
        # The last is bounded by variables that are not freed; those before it may be bounded by it.
        images = [self.diagrams.linear(name) for name in self.diagrams.numeric]
        picks: list[tuple[str, Pick]] = []
        for index, sides in reversed(list(zip(effect.freed, bounds, strict=True))):
            lowest, highest = (tuple(self._composed(form, images) for form in side) for side in sides)
            pick = Pick(*(tuple(self._read_before(effect, form) for form in side) for side in (lowest, highest)))
            picks.append((self.diagrams.numeric[index], pick))
            forms = lowest or highest or (self._zero,)
            if len(forms) > 1 and any(form[index] for pair in bounds for side in pair for form, _ in side):
                raise Inexact
            images[index] = forms[0]
        return tuple(picks)

    def _bounds(self, zone: Zone, index: int) -> tuple[list[Affine], list[Affine]]:
        """The values that a variable is at least, and at most, in a zone. Raises `Inexact` if they are no such."""
        lowest: list[Affine] = []
        highest: list[Affine] = []
        for coefficients, bound in self.zones.constraints(zone):
            own = coefficients[index]
            if abs(own) > 1:
                raise Inexact
            if own:
                rest = tuple(-own * k if place != index else 0 for place, k in enumerate(coefficients))
                (highest if own > 0 else lowest).append((rest, own * bound))
        return lowest, highest

    def _composed(self, form: Affine, images: Sequence[Affine]) -> Affine:
        coefficients, constant = combination(zip(form[0], images, strict=True), self.zones.count)
        return coefficients, constant + form[1]

    def _read_before(self, effect: Effect, form: Affine) -> Affine:
        """A linear value of the state after the effect, read in the state before."""
        images = [value or (self.zones.difference(i, 0), 0) for i, value in enumerate(effect.values, 1)]
        return self._composed(form, images)

    def before(self, case: Case, bdd: Diagram) -> Iterator[tuple[Diagram, Choices]]:
        """The pre-image of `bdd` under such a move, with the values to choose where it sets any."""
        entered = bdd & case.bdd_after
        if entered == self.diagrams.false:
            return
        update = case.update
        for choices, chosen in self._chosen(case.move, entered) if case.move.free else (((), entered),):
            left = self.unchanged(update, chosen) & update.bdd
            if left != self.diagrams.false:
                yield left, (*choices, *case.picks)

    def unchanged(self, update: Update, bdd: Diagram) -> Diagram:
        """The states, whether the move is enabled or not, that its change of bits takes into `bdd`."""
        return self.diagrams.algebra.compose(bdd, update.bits)

    def _chosen(self, move: Move, bdd: Diagram) -> Iterator[tuple[Choices, Diagram]]:
        """For each way to choose the values that a move sets to any: what, before it, ends up in `bdd`."""
        options: list[tuple[Choices, Diagram]] = [((), bdd)]
        for name in move.free:
            if name not in self.diagrams.domains:
                continue  # an unbounded number: see `Case.picks`
            options = [
                ((*choices, (name, values[0])), rest)
                for choices, diagram in options
                for values, rest in self.diagrams.split(diagram, name)
                if rest != self.diagrams.false
            ]
        return iter(options)

    # --- starts ---

    def _starts(self) -> dict[str, list[Piece]]:
        diagrams, model = self.diagrams, self.system.model
        begins: Zone | None = self.zones.everything
        bdd = diagrams.valid
        for attribute in model.attributes:
            if attribute.start is None:
                continue
            if attribute.name in diagrams.domains:
                bdd &= diagrams.value(attribute.name, attribute.start)
            else:
                begins = self._fixed(begins, attribute.name, int(attribute.start))
        for clock in model.clocks:
            begins = begins if clock.start is None else self._fixed(begins, clock.name, clock.start)
        result: dict[str, list[Piece]] = {}
        for start in model.starts:
            for status in start.statuses:
                for zone, valuations in self.split(in_status(start.condition, status)):
                    met = None if begins is None else self.zones.meet(zone, begins)
                    if met is not None and valuations & bdd != diagrams.false:
                        result.setdefault(status, []).append((met, valuations & bdd))
        return result

    def _fixed(self, zone: Zone | None, name: str, value: int) -> Zone | None:
        coefficients, _ = self.diagrams.linear(name)
        if zone is not None:
            zone = self.zones.constrain(zone, (coefficients, value))
        if zone is not None:
            zone = self.zones.constrain(zone, (tuple(-k for k in coefficients), -value))
        return zone
