"""Measures that fall on every way to a goal: lexicographic linear ranking functions for `AF` over unbounded numbers.

Locations are statuses with the values of the bounded attributes and a zone of clocks and numbers; between them lead
changes and units of time, each with a linear guard and a linear effect. In every strongly connected part a linear
function is sought that never rises and falls on some of the steps, which are then taken out (Alias, Darte, Feautrier,
Gonnord, "Multi-dimensional rankings, program termination, and complexity bounds of flowchart programs", SAS 2010);
that it does so is linear arithmetic over its coefficients by Farkas' lemma. Nothing found here is believed: what comes
of it is a question with evidence of its own (`system.ctl.steps.falling`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from math import lcm
from typing import TYPE_CHECKING, Any

from bcm_formal.model.expressions import Condition, Term, choose, conjunction, disjunction, in_status, negation
from bcm_formal.records import dataclass
from bcm_formal.system.state import OBSERVER
from bcm_formal.system.transition_system import Move, TransitionSystem
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.algebra import Diagram, assignments
from bcm_formal.verify.regions.cells import cells
from bcm_formal.verify.regions.compiled import Compiled, Effect, Piece
from bcm_formal.verify.regions.evidence import ConditionWriter
from bcm_formal.verify.regions.zone import Affine, Inexact, Zone

if TYPE_CHECKING:
    import z3

MOST_LOCATIONS, MOST_STEPS, MOST_WORK = 200, 600, 2_000_000
"""of a search; the work is that of the solver for one function"""
Bits = tuple[bool, ...]


@dataclass(frozen=True)
class AbstractLocation:
    """A status, one of the zones that the way to the goal leads through there, and the values of all bits."""

    status: str
    zone: Zone
    bits: Bits


@dataclass(frozen=True)
class AbstractStep:
    """From one location to another: allowed in a zone, with the variables afterwards (None: any value)."""

    source: AbstractLocation
    target: AbstractLocation
    guard: tuple[Affine, ...]
    """each Σ kᵢxᵢ ≤ b"""
    after: tuple[Affine | None, ...]


RankingFunction = dict[AbstractLocation, Affine]


def ranking(
    system: TransitionSystem, where: Condition, goal: Condition, budget: Budget
) -> dict[str, tuple[Term, ...]] | None:
    """For each status the measures, the first counting most; None: none were found."""
    for finely in (False, True):
        with suppress(Inexact, BudgetExceededError):
            graph = _Graph(system, where, goal, finely, budget)
            levels = _levels(graph.locations, graph.steps, len(graph.compiled.diagrams.numeric))
            if levels is not None:
                return graph.as_terms(levels)
    return None


class _Graph:
    """The locations that can be met from `where` before the goal, and the steps between them.

    Their zones are those of the states outside the goal; `finely`: cut by all that the rules compare.
    """

    def __init__(
        self, system: TransitionSystem, where: Condition, goal: Condition, finely: bool, budget: Budget
    ) -> None:
        self.system, self.budget = system, budget
        self.compiled = Compiled(system)
        self._names = tuple(bit for bits in self.compiled.diagrams.bits.values() for bit in bits)
        first = self._pieces(conjunction((where, negation(goal))))
        self._away = self._pieces(negation(goal))
        if finely:
            self._away = cells(self.compiled, self._away, MOST_LOCATIONS)
        self._met: dict[tuple[str, Bits], list[Zone]] = {}
        self.steps: list[AbstractStep] = []
        self.locations: dict[AbstractLocation, None] = {}
        for status, pieces in first.items():
            for zone, bdd in pieces:
                for bits in self._values(bdd):
                    for other in self._zones(status, bits):
                        if self.compiled.zones.meet(zone, other) is not None:
                            self._meet(AbstractLocation(status, other, bits))
        for location in (waiting := list(self.locations)):
            known = len(self.locations)
            self.steps += self._steps_from(location)
            waiting += list(self.locations)[known:]
            if len(self.steps) > MOST_STEPS or budget.is_over_time:
                raise BudgetExceededError("there are too many steps to rank")

    def _zones(self, status: str, bits: Bits) -> list[Zone]:
        key = (status, bits)
        if key not in self._met:
            self._met[key] = [zone for zone, bdd in self._away.get(status, ()) if self._has(bdd, bits)]
        return self._met[key]

    def _pieces(self, condition: Condition) -> dict[str, list[Piece]]:
        return self.compiled.pieces({status: in_status(condition, status) for status in self.system.statuses})

    def _meet(self, location: AbstractLocation) -> None:
        self.locations[location] = None
        if len(self.locations) > MOST_LOCATIONS:
            raise BudgetExceededError("there are too many locations to rank")

    def _values(self, bdd: Diagram) -> Iterator[Bits]:
        valid = bdd & self.compiled.diagrams.valid
        return assignments(self.compiled.diagrams.algebra, valid, self._names)

    def _has(self, bdd: Diagram, bits: Bits) -> bool:
        diagrams = self.compiled.diagrams
        return diagrams.algebra.has(bdd, diagrams.algebra.assignment(dict(zip(self._names, bits, strict=True))))

    def _steps_from(self, location: AbstractLocation) -> Iterator[AbstractStep]:
        for move in self.system.moves_from[location.status]:
            if move.actor != OBSERVER:
                for effect in self.compiled.effects(move):
                    if self._has(effect.update.bdd, location.bits):
                        yield from self._changes(location, move, effect)
        for flow in self.compiled.flows(location.status).all():
            if self._has(flow.bdd, location.bits):
                after = tuple((form, more + runs) for (form, more), runs in zip(self._same(), flow.runs, strict=True))
                for zone in self._zones(location.status, location.bits):
                    ends = self.compiled.zones.meet(zone, flow.allowed)
                    earlier = None if ends is None else self.compiled.zones.unit_before(ends, flow.runs)
                    yield from self._between(location, replace(location, zone=zone), earlier, after)

    def _changes(self, location: AbstractLocation, move: Move, effect: Effect) -> Iterator[AbstractStep]:
        freed = frozenset(effect.freed)
        after = tuple(
            None if index in freed else value or same
            for index, (value, same) in enumerate(zip(effect.values, self._same(), strict=True))
        )
        for bits in self._bits_after(location.bits, move, effect):
            for zone in self._zones(move.target, bits):
                target = AbstractLocation(move.target, zone, bits)
                yield from self._between(location, target, self.compiled.image(effect, zone), after)

    def _bits_after(self, bits: Bits, move: Move, effect: Effect) -> Iterator[Bits]:
        diagrams = self.compiled.diagrams
        new = dict(zip(self._names, bits, strict=True))
        new.update({bit: self._has(side, bits) for bit, side in effect.update.bits.items()})
        for name in move.free:
            for bit in diagrams.bits.get(name, ()):
                del new[bit]
        return self._values(effect.bdd_after & diagrams.algebra.cube(new))

    def _same(self) -> list[Affine]:
        return [self.compiled.diagrams.linear(name) for name in self.compiled.diagrams.numeric]

    def _between(
        self, source: AbstractLocation, target: AbstractLocation, image: Zone | None, after: tuple[Affine | None, ...]
    ) -> Iterator[AbstractStep]:
        guard = None if image is None else self.compiled.zones.meet(source.zone, image)
        if guard is not None:
            self._meet(target)
            yield AbstractStep(source, target, tuple(self.compiled.zones.constraints(guard)), after)

    def as_terms(self, levels: Sequence[RankingFunction]) -> dict[str, tuple[Term, ...]]:
        """The measures in words of the model."""
        return {s: tuple(self._term(s, level) for level in levels) for s in self.system.statuses}

    def _term(self, status: str, level: RankingFunction) -> Term:
        writer, diagrams = ConditionWriter(self.compiled), self.compiled.diagrams
        people: dict[Affine, dict[Zone, Diagram]] = {}
        for location, form in level.items():
            if location.status == status:
                bdd = diagrams.algebra.cube(dict(zip(self._names, location.bits, strict=True)))
                here = people.setdefault(form, {})
                here[location.zone] = here.get(location.zone, diagrams.false) | bdd
        first, *others = people or {diagrams.constant(0): {}}
        term = writer.linear(first)
        for form in others:
            where = disjunction(writer.piece(zone, bdd) for zone, bdd in people[form].items())
            term = choose(where, writer.linear(form), term)
        return term


def _levels(
    locations: Iterable[AbstractLocation], steps: Sequence[AbstractStep], count: int
) -> list[RankingFunction] | None:
    """Functions that fall on all steps, the first counting most; None: none were found."""
    import networkx

    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(locations)
    graph.add_edges_from((step.source, step.target, number) for number, step in enumerate(steps))
    parts = networkx.condensation(graph)
    order = {part: place for place, part in enumerate(reversed(list(networkx.topological_sort(parts))))}
    place = {location: order[part] for location, part in parts.graph["mapping"].items()}
    levels: list[RankingFunction] = [{location: ((0,) * count, number) for location, number in place.items()}]
    below: list[list[RankingFunction]] = []
    for part in parts:
        members = parts.nodes[part]["members"]
        inside = [step for step in steps if step.source in members and step.target in members]
        if not inside:
            continue
        found = _falling(members, inside, count)
        if found is None:
            return None
        function, left = found
        further = _levels(members, left, count)
        if further is None:
            return None
        below.append([function, *further])
    for depth in range(max(map(len, below), default=0)):
        levels.append({place: form for each in below for place, form in (each[depth : depth + 1] or [{}])[0].items()})
    nothing: Affine = ((0,) * count, 0)
    return [{location: level.get(location, nothing) for location in place} for level in levels]


def _falling(
    members: Iterable[AbstractLocation], steps: Sequence[AbstractStep], count: int
) -> tuple[RankingFunction, list[AbstractStep]] | None:
    """A function that rises on no step and falls on some; and the steps on which it does not fall."""
    import z3

    from bcm_formal.z3_contexts import Context

    solver = z3.Optimize(ctx=(context := Context()))
    solver.set("rlimit", MOST_WORK)
    names = {location: number for number, location in enumerate(members)}
    forms = {
        location: ([z3.Real(f"a{number}_{index}", context) for index in range(count)], z3.Real(f"b{number}", context))
        for location, number in names.items()
    }
    falls = [z3.Bool(f"s{number}", context) for number in range(len(steps))]
    for number, step in enumerate(steps):
        slopes, constant = forms[step.source]
        slopes_after, constant_after = forms[step.target]
        rise: list[z3.ArithRef] = [-slope for slope in slopes]
        room = constant - constant_after
        for slope, after in zip(slopes_after, step.after, strict=True):
            if after is None:
                solver.add(slope == 0)
                continue
            for index, k in enumerate(after[0]):
                if k:
                    rise[index] = rise[index] + k * slope
            room = room - after[1] * slope
        solver.add(*_at_most(step.guard, rise, room - z3.If(falls[number], 1, 0), f"u{number}", context))
        bounded = _at_most(step.guard, [-slope for slope in slopes], constant, f"v{number}", context)
        solver.add(z3.Implies(falls[number], z3.And(*bounded)))
        solver.add_soft(falls[number])
    solver.add(z3.Or(*falls))
    if solver.check() != z3.sat:
        return None
    model = solver.model()

    def value(term: z3.ArithRef) -> Any:
        return model.eval(term, model_completion=True).as_fraction()

    exact = {place: [value(term) for term in (*slopes, constant)] for place, (slopes, constant) in forms.items()}
    common = lcm(*(number.denominator for numbers in exact.values() for number in numbers))
    whole = {place: [int(number * common) for number in numbers] for place, numbers in exact.items()}
    left = [step for step, fall in zip(steps, falls, strict=True) if not z3.is_true(model.eval(fall))]
    return {place: (tuple(numbers[:-1]), numbers[-1]) for place, numbers in whole.items()}, left


def _at_most(
    guard: Sequence[Affine], slopes: Sequence[z3.ArithRef], bound: z3.ArithRef, name: str, context: z3.Context
) -> list[z3.BoolRef]:
    """That Σ slopeᵢxᵢ ≤ bound wherever the guard holds: it is a sum of its constraints, none taken negatively."""
    import z3

    shares = [z3.Real(f"{name}_{number}", context) for number in range(len(guard))]
    zero = z3.RealVal(0, context)
    sums: list[z3.ArithRef] = [zero] * len(slopes)
    total = zero
    for share, (coefficients, limit) in zip(shares, guard, strict=True):
        total = total + limit * share
        for index, k in enumerate(coefficients):
            if k:
                sums[index] = sums[index] + k * share
    same = [slope == whole for slope, whole in zip(slopes, sums, strict=True)]
    return [*(share >= 0 for share in shares), *same, total <= bound]
