"""What searches look for: a path from initial states, leg by leg, to where it is to end.

A journey is a product of the status graph with its legs. A question of safety has one leg (any move, until what is
bad), a question for a witness two (any move until the origin, allowed moves until the goal).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from bcm_formal.model.expressions import FALSE, TRUE, Condition, Number, Rewriting, Term, Truth
from bcm_formal.model.types import Value, YesNo
from bcm_formal.records import dataclass
from bcm_formal.system.encode import cone, some_value, start_conditions, start_values
from bcm_formal.system.questions import Conditions, Safety, Witness
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, State, Step
from bcm_formal.system.transition_system import Move, TransitionSystem

Location = tuple[int, str]
"""the number of the leg, the status"""


@dataclass(frozen=True)
class InitialStates:
    """States with these values and, in each status, its condition; statuses not named: none."""

    conditions: Conditions
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Leg:
    """Time and these moves, until a state of `until`."""

    moves: tuple[Move, ...]
    until: Conditions


@dataclass(frozen=True, eq=False)
class Edge:
    """A move within a leg, or the change to the next leg (`move` is None: nothing else changes)."""

    source: Location
    target: Location
    move: Move | None
    guard: Condition

    @property
    def status(self) -> str:
        return self.source[1]


@dataclass(frozen=True)
class Course:
    """The states a search passed, and the steps between them."""

    states: tuple[State, ...]
    steps: tuple[Step, ...]


class NotReplayedError(Exception):
    """A search found what is no life course of the model: a fault of the search."""


@dataclass(frozen=True)
class _Reduced:
    """A journey's graph where some attributes keep the values they begin with."""

    constants: Mapping[str, Value]
    initial_places: Conditions
    untils: tuple[Conditions, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True)
class Journey:
    """From `initial`, leg after leg; it ends where the last leg's `until` holds."""

    system: TransitionSystem
    initial: InitialStates
    legs: tuple[Leg, ...]
    timeless: bool = False
    """no clock is spoken of, and time does not pass"""

    @cached_property
    def _whole(self) -> _Reduced:
        return self._graph({})

    @cached_property
    def _reduced(self) -> _Reduced:
        # Optimistic: all keep their values, until an edge that is possible then changes one. What is left is kept.
        constants = {n: v for n, v in self.initial.values.items() if n in self.system.model.attribute}
        while True:
            graph = self._graph(constants)
            forward = self._forward(graph)
            changed: set[str] = set()
            for edge in graph.edges:
                if edge.move is not None and edge.source in forward and edge.target in self.concerned:
                    changed |= _changed(edge.move, constants)
            if changed.isdisjoint(constants):
                return graph
            constants = {n: v for n, v in constants.items() if n not in changed}

    def _graph(self, constants: Mapping[str, Value]) -> _Reduced:
        fold = _folding(self.system, constants)

        def folded(conditions: Conditions) -> dict[str, Condition]:
            kept = {status: fold.condition(condition) for status, condition in conditions.items()}
            return {status: condition for status, condition in kept.items() if condition != FALSE}

        untils = tuple(folded(leg.until) for leg in self.legs)
        edges: list[Edge] = []
        for number, leg in enumerate(self.legs):
            if number + 1 < len(self.legs):
                edges += (Edge((number, s), (number + 1, s), None, c) for s, c in untils[number].items())
            for move in leg.moves:
                guard = fold.condition(move.guard)
                if guard != FALSE:
                    edges.append(Edge((number, move.source), (number, move.target), move, guard))
        return _Reduced(constants, folded(self.initial.conditions), untils, tuple(edges))

    def _places_of(self, leg: int, conditions: Conditions) -> tuple[Location, ...]:
        return tuple((leg, status) for status in self.system.statuses if status in conditions)

    def _forward(self, graph: _Reduced) -> frozenset[Location]:
        return _closure(self._places_of(0, graph.initial_places), [(edge.source, edge.target) for edge in graph.edges])

    def _backward(self, graph: _Reduced) -> frozenset[Location]:
        ends = self._places_of(len(self.legs) - 1, graph.untils[-1])
        return _closure(ends, [(edge.target, edge.source) for edge in graph.edges])

    @cached_property
    def concerned(self) -> frozenset[Location]:
        """From where the graph's edges, whatever the values, reach an end."""
        return self._backward(self._whole)

    @cached_property
    def visited(self) -> frozenset[Location]:
        """What the graph's edges, whatever the values, reach from a beginning."""
        return self._forward(self._whole)

    @cached_property
    def constants(self) -> Mapping[str, Value]:
        """Attributes that matter and have one value wherever the journey comes among the concerned."""
        edges = self._whole.edges
        untils = (condition for leg in self.legs for condition in leg.until.values())
        conditions = (*untils, *self.initial.conditions.values(), *(edge.guard for edge in edges))
        moves = (edge.move for edge in edges if edge.move is not None)
        matter = cone(self.system, moves, conditions, () if self.timeless else self.system.statuses)
        return {name: value for name, value in self._reduced.constants.items() if name in matter}

    @cached_property
    def forward(self) -> frozenset[Location]:
        """What the journey may reach; all there among the concerned have the constants' values."""
        return self._forward(self._reduced)

    @cached_property
    def names(self) -> frozenset[str]:
        """The attributes and clocks that matter."""
        conditions = [*self.goal.values(), *self.initial.conditions.values(), *(edge.guard for edge in self.useful)]
        moves = [edge.move for edge in self.useful if edge.move is not None]
        statuses = () if self.timeless else tuple(dict.fromkeys(status for _, status in self.places))
        return cone(self.system, moves, conditions, statuses)

    @property
    def goal(self) -> Conditions:
        """What holds in the end."""
        return self._reduced.untils[-1]

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Every edge between places, changes of leg among them."""
        return self._reduced.edges

    @property
    def initial_places(self) -> tuple[Location, ...]:
        """Where the journey can begin."""
        return tuple(place for place in self._places_of(0, self._reduced.initial_places) if place in self.places)

    @property
    def ends(self) -> tuple[Location, ...]:
        """Where it can end."""
        ends = self._places_of(len(self.legs) - 1, self.goal)
        return tuple(place for place in ends if place in self.places)

    @cached_property
    def useful(self) -> tuple[Edge, ...]:
        """The edges on some way from a beginning to an end."""
        places = set(self.places)
        return tuple(edge for edge in self.edges if edge.source in places and edge.target in places)

    @cached_property
    def places(self) -> tuple[Location, ...]:
        """The locations on some way from a beginning to an end."""
        backward = self._backward(self._reduced)
        every = ((leg, status) for leg in range(len(self.legs)) for status in self.system.statuses)
        return tuple(place for place in every if place in self.forward and place in backward)


def _folding(system: TransitionSystem, constants: Mapping[str, Value]) -> Rewriting:
    """The substitution of the constants' values."""
    flags: dict[str, Condition] = {}
    terms: dict[str, Term] = {}
    for name, value in constants.items():
        kind = system.model.attribute[name].kind
        if isinstance(kind, YesNo):
            flags[name] = Truth(bool(value))
        else:
            terms[name] = Number(int(value), kind)
    return Rewriting(terms, flags)


def _changed(move: Move, constants: Mapping[str, Value]) -> set[str]:
    """The attributes that a move may give another value than the constant one."""
    changed = set(move.free)
    for name, value in move.sets:
        same = (isinstance(value, Truth) and value.value == constants.get(name)) or (
            isinstance(value, Number) and value.value == constants.get(name)
        )
        if not same:
            changed.add(name)
    return changed


def _closure(places: Iterable[Location], pairs: Sequence[tuple[Location, Location]]) -> frozenset[Location]:
    following: dict[Location, list[Location]] = {}
    for source, target in pairs:
        following.setdefault(source, []).append(target)
    found = set(places)
    frontier = list(found)
    while frontier:
        for place in following.get(frontier.pop(), ()):
            if place not in found:
                found.add(place)
                frontier.append(place)
    return frozenset(found)


def from_start(system: TransitionSystem) -> InitialStates:
    """Every start state."""
    return InitialStates(start_conditions(system), start_values(system))


def from_state(system: TransitionSystem, state: State) -> InitialStates:
    """One state."""
    return InitialStates({state.status: TRUE}, values_of(system, state))


def values_of(system: TransitionSystem, state: State) -> dict[str, Value]:
    """The values of a state by name."""
    values: dict[str, Value] = {}
    values.update((a.name, v) for a, v in zip(system.model.attributes, state.attributes, strict=True))
    values.update((c.name, v) for c, v in zip(system.model.clocks, state.clocks, strict=True))
    return values


def state_with(system: TransitionSystem, status: str, values: Mapping[str, Value]) -> State:
    """A state with these values; where none is given, it does not matter which."""
    attributes = tuple(
        values[a.name] if a.name in values else some_value(system, a.name) for a in system.model.attributes
    )
    clocks = tuple(int(values.get(c.name, c.start or 0)) for c in system.model.clocks)
    return State(status, attributes, clocks)


def journey_of(question: Safety | Witness) -> Journey:
    """The journey whose end violates a question of safety or answers one for a witness."""
    system = question.system
    match question:
        case Safety(_, bad):
            legs: tuple[Leg, ...] = (Leg(system.moves, bad),)
        case Witness(_, origin, goal, help):
            legs = (Leg(system.moves, origin), Leg(system.counting(help), goal))
    return Journey(system, from_start(system), legs)


def replayed(interpreter: Interpreter, start: State, steps: Iterable[Step | None]) -> Course:
    """The course that the steps make from a state. Raises `NotReplayedError`.

    Neighbouring delays are merged, except over a None: the state there is one that the next leg begins in.
    """
    merged: list[Step | None] = []
    for step in steps:
        if isinstance(step, Delay) and merged and isinstance(merged[-1], Delay):
            merged[-1] = Delay(merged[-1].steps + step.steps)
        else:
            merged.append(step)
    kept = tuple(step for step in merged if step is not None)
    states = [start]
    for step in kept:
        after = interpreter.step(states[-1], step)
        if after is None:
            raise NotReplayedError(f"{step} is not possible in {states[-1]}")
        states.append(after)
    return Course(tuple(states), kept)


def step_of(system: TransitionSystem, move: Move, values: Mapping[str, Value]) -> Step:
    """The move as a step; what it chooses is read from the values after it."""
    choices = tuple((name, values[name] if name in values else some_value(system, name)) for name in move.free)
    return move.step(choices)
