"""A journey unrolled in macro-steps: a delay of any length, perhaps none, then an edge.

Stage n is the state after n edges: `before` its delay and `after` it. Everything is written backwards:
`here` at a place implies that one of the edges into it was taken, an edge implies its guard and effect and that the
state was at its source. So following one true `here` back to the beginning reads off a life course, and
nothing has to say that all other places are not taken. Satisfiable with `end` at stage n iff some journey ends
after exactly n edges and a last delay; nothing demands that a state has a successor.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import z3

from bcm_formal.model.expressions import FALSE, TRUE, Condition, Truth
from bcm_formal.records import dataclass
from bcm_formal.system.encode import Encoder, Vector
from bcm_formal.system.questions import Conditions
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Step
from bcm_formal.verify.bounded.budget import Meter
from bcm_formal.verify.bounded.journey import (
    Course,
    Edge,
    InitialStates,
    Journey,
    Location,
    replayed,
    state_with,
    step_of,
)


def encoder_of(journey: Journey, meter: Meter) -> Encoder:
    """The encoding of what matters on a journey."""
    return Encoder(journey.system, meter.context, journey.names | set(journey.constants), journey.constants)


@dataclass(frozen=True)
class _Stage:
    here: Mapping[Location, z3.BoolRef]
    before: Vector
    delay: z3.ArithRef
    after: Vector
    taken: tuple[tuple[Edge, z3.BoolRef], ...]
    """edges into this stage"""


class Unrolling:
    """The stages of a journey in one solver, made as they are needed. `route` fixes the edges that are taken."""

    def __init__(self, journey: Journey, encoder: Encoder, meter: Meter, route: Sequence[Edge] | None = None) -> None:
        self.journey, self.encoder, self.meter, self.route = journey, encoder, meter, route
        self.solver = meter.solver()
        self.interpreter = Interpreter(journey.system.model)
        self.stages: list[_Stage] = []
        self._pattern: _Pattern | None = None
        changed = {name for edge in journey.useful if edge.move for name, _ in edge.move.sets}
        changed |= {name for edge in journey.useful if edge.move for name in edge.move.free}
        self._still = tuple(n for n in encoder.names if n not in encoder.clocks and n not in changed)

    # --- building ---

    def stage(self, number: int) -> _Stage | None:
        """The stage after so many edges; None if no edge leads so far."""
        while len(self.stages) <= number:
            if self.stages and not self._edges_from(len(self.stages) - 1):
                return None
            self.stages.append(self._extended())
        return self.stages[number]

    def _edges_from(self, number: int) -> list[Edge]:
        places = self.stages[number].here
        edges = self.journey.useful if self.route is None else self.route[number : number + 1]
        return [edge for edge in edges if edge.source in places]

    def _extended(self) -> _Stage:
        number, encoder = len(self.stages), self.encoder
        before = encoder.vector(f"!{number}")
        taken: list[tuple[Edge, z3.BoolRef]] = []
        if number:
            before.update({name: self.stages[-1].before[name] for name in self._still})
            edges = self._edges_from(number - 1)
            taken = [(edge, z3.Bool(f"!take!{number}!{i}", encoder.context)) for i, edge in enumerate(edges)]
            places: Iterable[Location] = dict.fromkeys(edge.target for edge in edges)
        else:
            places = self.journey.initial_places
        here = {place: z3.Bool(f"!here!{number}!{place[0]}!{place[1]}", encoder.context) for place in places}
        self.solver.add(encoder.domain(before))
        if number:
            self._link(before, here, taken)
        delay = z3.Int(f"!delay!{number}", encoder.context)
        self.solver.add(delay >= 0)
        return _Stage(here, before, delay, self._wait(number, here, before, delay), tuple(taken))

    def _link(self, before: Vector, here: Mapping[Location, z3.BoolRef], taken: list[tuple[Edge, z3.BoolRef]]) -> None:
        """An edge into the stage implies its guard, its source and, name by name, its effect."""
        if self._pattern is None:
            self._pattern = _Pattern(self.journey, self.encoder, self._still)
        last = self.stages[-1]
        self.solver.add(self._pattern.between(last.here, last.after, dict(taken), before, here))

    def _wait(
        self, number: int, here: Mapping[Location, z3.BoolRef], before: Vector, delay: z3.ArithRef
    ) -> dict[str, z3.ExprRef]:
        """The vector after the stage's delay, which the limits of the place allow."""
        encoder, runs = self.encoder, self.journey.system.runs
        after: dict[str, z3.ExprRef] = dict(before)
        split: list[str] = []
        for clock in encoder.clocks:
            growth = {runs[status][clock] for _, status in here}
            if growth == {TRUE}:
                after[clock] = before[clock] + delay
            elif growth != {FALSE}:
                after[clock] = encoder.constant(clock, f"!{number}+")
                split.append(clock)
        marks: dict[str, list[z3.BoolRef]] = {}
        for (_, status), mark in here.items():
            marks.setdefault(status, []).append(mark)
        for status, those in marks.items():
            mark = encoder.any_of(those)
            for clock in split:
                condition = runs[status][clock]
                grown = before[clock] + delay
                if not isinstance(condition, Truth):
                    grown = z3.If(encoder.condition(condition, status, before), grown, before[clock])
                self.solver.add(z3.Implies(mark, after[clock] == (before[clock] if condition == FALSE else grown)))
            kept = encoder.within_limits(status, after)
            if not z3.is_true(kept):
                self.solver.add(z3.Implies(z3.And(mark, delay > 0), kept))
        return after

    # --- asking ---

    def initial(self, initial: InitialStates) -> z3.BoolRef:
        """True iff stage 0 is where the journey may begin."""
        first = self.stage(0)
        assert first is not None
        parts = [self.encoder.equals(first.before, initial.values)]
        for (_, status), mark in first.here.items():
            condition: Condition = initial.conditions.get(status, FALSE)
            parts.append(z3.Implies(mark, self.encoder.condition(condition, status, first.before)))
        return self.encoder.all_of(parts)

    def end(self, number: int, goal: Conditions) -> z3.BoolRef | None:
        """True iff the journey is over after the delay of a stage, the goal reached; None if it cannot be."""
        stage = self.stage(number)
        last = len(self.journey.legs) - 1
        if stage is None:
            return None
        parts = [
            z3.And(mark, self.encoder.condition(goal[status], status, stage.after))
            for (leg, status), mark in stage.here.items()
            if leg == last and goal.get(status, FALSE) != FALSE
        ]
        return self.encoder.any_of(parts)

    def waits(self, number: int) -> z3.ArithRef:
        """The time that passes in all stages up to this one."""
        return z3.Sum([stage.delay for stage in self.stages[: number + 1]])

    def course(self, number: int, place: Location, initial: InitialStates, found: z3.ModelRef) -> Course:
        """The life course that a model shows to be at a place of a stage. Raises `NotReplayedError`."""
        steps: list[Step | None] = []
        for stage in reversed(self.stages[: number + 1]):
            length = int(found.eval(stage.delay, model_completion=True).as_long())
            if length:
                steps.append(Delay(length))
            for edge, mark in stage.taken:
                if edge.target == place and z3.is_true(found.eval(mark)):
                    place = edge.source
                    values = self.encoder.values(stage.before, found)
                    steps.append(step_of(self.journey.system, edge.move, values) if edge.move else None)
                    break
        values = {**initial.values, **self.encoder.values(self.stages[0].before, found)}
        start = state_with(self.journey.system, place[1], values)
        return replayed(self.interpreter, start, reversed(steps))

    def place(self, number: int, goal: Conditions, found: z3.ModelRef) -> Location:
        """Where a model of `end` at a stage reaches the goal."""
        stage, last = self.stages[number], len(self.journey.legs) - 1
        for place, mark in stage.here.items():
            if place[0] == last and place[1] in goal and z3.is_true(found.eval(mark)):
                reached = self.encoder.condition(goal[place[1]], place[1], stage.after)
                if z3.is_true(found.eval(reached, model_completion=True)):
                    return place
        raise AssertionError("a model of the end of a journey is at one of its ends")


class _Pattern:
    """The step from one stage to the next, written once and then copied by substitution."""

    def __init__(self, journey: Journey, encoder: Encoder, still: Collection[str]) -> None:
        context = encoder.context
        self._no = z3.BoolVal(False, context)
        self._edges = journey.useful
        self._names = encoder.variables
        self._from = encoder.vector("?")
        self._to = {name: self._from[name] if name in still else encoder.constant(name, "?'") for name in encoder.names}
        self._marks = [z3.Bool(f"!take?{i}", context) for i in range(len(self._edges))]
        self._source = {place: z3.Bool(f"!from?{place[0]}!{place[1]}", context) for place in journey.places}
        self._target = {place: z3.Bool(f"!to?{place[0]}!{place[1]}", context) for place in journey.places}
        self._formula = encoder.all_of(self._written(encoder))

    def _written(self, encoder: Encoder) -> Iterator[z3.BoolRef]:
        effects: dict[tuple[str, int], tuple[z3.BoolRef, list[z3.BoolRef]]] = {}
        into: dict[Location, list[z3.BoolRef]] = {place: [] for place in self._target}
        for edge, mark in zip(self._edges, self._marks, strict=True):
            into[edge.target].append(mark)
            possible = encoder.condition(edge.guard, edge.status, self._from)
            yield z3.Implies(mark, z3.And(self._source[edge.source], possible))
            after: Vector = self._from
            if edge.move is not None:
                chosen = {name: self._to[name] for name in edge.move.free if name in self._to}
                after = encoder.after_move(edge.move, self._from, chosen)
            for name in self._names:
                if not after[name].eq(self._to[name]):
                    key = (name, after[name].get_id())
                    effects.setdefault(key, (self._to[name] == after[name], []))[1].append(mark)
        for equation, marks in effects.values():
            yield z3.Implies(encoder.any_of(marks), equation)
        for place, marks in into.items():
            yield z3.Implies(self._target[place], encoder.any_of(marks))

    def between(
        self,
        source: Mapping[Location, z3.BoolRef],
        after: Vector,
        taken: Mapping[Edge, z3.BoolRef],
        before: Vector,
        target: Mapping[Location, z3.BoolRef],
    ) -> z3.BoolRef:
        """The pattern for a step from what is `after` one stage's delay to what is `before` the next one's."""
        pairs = [(symbol, source.get(place, self._no)) for place, symbol in self._source.items()]
        pairs += ((symbol, target.get(place, self._no)) for place, symbol in self._target.items())
        pairs += ((mark, taken.get(edge, self._no)) for edge, mark in zip(self._edges, self._marks, strict=True))
        for name in self._names:
            pairs.append((self._from[name], after[name]))
            if self._to[name] is not self._from[name]:
                pairs.append((self._to[name], before[name]))
        return z3.substitute(self._formula, *pairs)
