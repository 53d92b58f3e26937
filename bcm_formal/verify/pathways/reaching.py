"""The growing set W: ranked regions from where the goal can be reached, each with its moves.

Invariant of the set: from every state of a region one of its ways leads to the goal or into a region that was there
before and has a lower rank. So what is added stays right when an invariant of the model gets stronger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import z3

from bcm_formal.model.expressions import FALSE, And, Condition, Number, Term, conjunction
from bcm_formal.model.types import Duration
from bcm_formal.records import dataclass
from bcm_formal.system.encode import Encoder, Vector
from bcm_formal.system.questions import Conditions
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, State, Step, Take
from bcm_formal.system.transition_system import Move, TransitionSystem
from bcm_formal.trust.certificate import Act, Region, WaitFor, Way
from bcm_formal.verify.bounded.budget import Meter
from bcm_formal.verify.bounded.journey import Course
from bcm_formal.verify.pathways.backwards import Backwards, Before, Parts

NEIGHBOURS = 24
"""how many other regions of the status a move leads to are tried when a region is made larger"""
SHARE = 2_000_000
"""Z3's resource units for one try to make a region larger"""
_STAY = WaitFor(Number(0, Duration()))


@dataclass(frozen=True)
class _Landing:
    """One way of being right in a region: after `move` in region `into` (None: at the goal). `formula`: it works."""

    move: WaitFor | Act
    into: int | None
    formula: z3.BoolRef


class ReachingSet:
    """W for one goal. Statuses without a condition in `goal` have no member of it."""

    def __init__(
        self, system: TransitionSystem, goal: Conditions, moves: Iterable[Move], encoder: Encoder, meter: Meter
    ) -> None:
        self.system, self.goal, self.encoder, self.meter = system, goal, encoder, meter
        self.backwards = Backwards(system)
        self.regions: list[Region] = []
        self._moves = {(move.name, move.source): move for move in moves}
        self._here = encoder.vector()
        self._solvers: dict[str, z3.Solver] = {}
        self._formulas: dict[str, list[tuple[int | None, z3.BoolRef]]] = {}
        """for each status what makes a state belong to it here: the goal, then each region"""

    @property
    def interpreter(self) -> Interpreter:
        return self.backwards.interpreter

    # --- members ---

    def of(self, status: str) -> list[int]:
        """The regions of a status."""
        return [index for index, region in enumerate(self.regions) if region.status == status]

    def condition(self, index: int | None, status: str) -> Condition:
        """What a region says; None: the goal in a status."""
        return self.goal.get(status, FALSE) if index is None else self.regions[index].condition

    def place_of(self, state: State) -> tuple[bool, int | None]:
        """(whether the state is at the goal or in a region, in which: None for the goal, else the lowest rank)."""
        if self.interpreter.holds(self.condition(None, state.status), state):
            return True, None
        found = [i for i in self.of(state.status) if self.interpreter.holds(self.regions[i].condition, state)]
        return bool(found), min(found, key=lambda i: self.regions[i].rank, default=None)

    def membership(self, status: str) -> Sequence[tuple[int | None, z3.BoolRef]]:
        """For a status the goal's and each region's formula over the encoder's constants."""
        if status not in self._formulas:
            goal = self.condition(None, status)
            first = [(None, self.encoder.condition(goal, status, self._here))] if goal != FALSE else []
            self._formulas[status] = list(first)
        return self._formulas[status]

    def assume(self, status: str, condition: Condition) -> None:
        """From now on regions of the status need not be right for states outside the condition."""
        self._solver(status).add(self.encoder.condition(condition, status, self._here))

    def _solver(self, status: str) -> z3.Solver:
        if status not in self._solvers:
            self._solvers[status] = self.meter.solver()
            self._solvers[status].add(self.encoder.domain(self._here))
        return self._solvers[status]

    # --- growing ---

    def learn(self, course: Course) -> list[int]:
        """Add regions along a course into the set, the last first. Afterwards the course's first state is in it."""
        end, into = next((i, place[1]) for i, s in enumerate(course.states) if (place := self.place_of(s))[0])
        status = course.states[end].status
        parts = _parts(self.condition(into, status))
        added: list[int] = []
        for index in range(end - 1, -1, -1):
            before = self._before(course.states[index], course.steps[index], parts)
            if before is None:
                continue
            status = course.states[index].status
            into = self._add(status, before, into, course.states[index + 1].status)
            added.append(into)
            parts = _parts(self.regions[into].condition)
        return added

    def _before(self, state: State, step: Step, parts: Parts) -> Before | None:
        match step:
            case Delay(steps):
                return self.backwards.over_delay(state, steps, parts)
            case Take(name, choices):
                return self.backwards.over_move(self._moves[name, state.status], state, dict(choices), parts)
            case Expire(name):
                return self.backwards.over_move(self._moves[name, state.status], state, {}, parts)

    def _add(self, status: str, before: Before, into: int | None, target: str) -> int:
        landings = self._landings(status, before.move, into, target)
        parts, used = self._smallest(status, before.parts, landings)
        ways: dict[WaitFor | Act, list[int]] = {}
        for landing in used:
            ways.setdefault(landing.move, []).extend(() if landing.into is None else (landing.into,))
        rank = 1 + max((self.regions[landing.into].rank for landing in used if landing.into is not None), default=0)
        told = tuple(Way(move, tuple(sorted(targets))) for move, targets in ways.items())
        return self.enter(Region(status, conjunction(parts), rank, told))

    def enter(self, region: Region) -> int:
        """Add a region that is known to be right; its number."""
        index, status = len(self.regions), region.status
        self.membership(status)
        self.regions.append(region)
        self._formulas[status].append((index, self.encoder.condition(region.condition, status, self._here)))
        return index

    def is_excluded(self, status: str, formula: z3.BoolRef) -> bool:
        """True iff no state of the status that regions must be right for satisfies the formula; false if unsure."""
        solver = self._solver(status)
        solver.push()
        solver.add(formula)
        answer = self.meter.check(solver, share=SHARE)
        solver.pop()
        return answer is False

    # --- making a region larger ---

    def _landings(self, status: str, move: WaitFor | Act, into: int | None, target: str) -> list[_Landing]:
        """The step itself first; then what else may be true of states in the region, so that the step need not be."""
        possible, after = self._step(status, move)
        first = [into] if into is not None else []
        goal = [None] if self.condition(None, target) != FALSE else []
        others = [index for index in self.of(target)[-NEIGHBOURS:] if index != into]
        result = []
        for index in (*first, *goal, *others):
            arrived = self.encoder.condition(self.condition(index, target), target, after)
            result.append(_Landing(move, index, z3.And(possible, arrived)))
        return result + [_Landing(_STAY, index, formula) for index, formula in self.membership(status)]

    def _step(self, status: str, move: WaitFor | Act) -> tuple[z3.BoolRef, Vector]:
        """(true iff the step is possible, the state after it)."""
        encoder, here = self.encoder, self._here
        if isinstance(move, WaitFor):
            length = encoder.term(move.length, status, here)
            later = encoder.after_delay(status, here, length)
            kept = z3.And(length > 0, encoder.within_limits(status, later))
            return z3.Or(length == 0, kept), later
        rule = self._moves[move.rule, status]
        chosen = {name: self._choice(value, status) for name, value in move.choices if name in here}
        typed = (encoder.in_domain(name, symbol) for name, symbol in chosen.items())
        return encoder.all_of((encoder.possible(rule, here), *typed)), encoder.after_move(rule, here, chosen)

    def _choice(self, value: Condition | Term, status: str) -> z3.ExprRef:
        if isinstance(value, Condition):
            return self.encoder.condition(value, status, self._here)
        return self.encoder.term(value, status, self._here)

    def _smallest(self, status: str, parts: Parts, landings: Sequence[_Landing]) -> tuple[Parts, list[_Landing]]:
        """Few of the parts, so that every state with them lands; and the landings that are needed for it."""
        solver, context = self._solver(status), self.encoder.context
        solver.push()
        kept = {f"!part!{i}": part for i, part in enumerate(parts)}
        lands = {f"!land!{i}": landing for i, landing in enumerate(landings)}
        marks = {name: z3.Bool(name, context) for name in (*kept, *lands)}
        for name, part in kept.items():
            solver.add(z3.Implies(marks[name], self.encoder.condition(part, status, self._here)))
        for name, landing in lands.items():
            solver.add(z3.Implies(marks[name], z3.Not(landing.formula)))
        core = self._core(solver, list(marks.values()))
        if core is None:
            solver.pop()
            return parts, list(landings[:1])
        for name in kept:
            if name in core:
                fewer = [marks[other] for other in marks if other != name and (other in core or other in lands)]
                core = self._core(solver, fewer) or core
        rest = [marks[name] for name in marks if name in core and name in kept]
        for name in reversed(list(lands)):
            if name in core:
                fewer = [*rest, *(marks[other] for other in lands if other != name and other in core)]
                core = self._core(solver, fewer) or core
        solver.pop()
        return tuple(kept[n] for n in kept if n in core), [lands[n] for n in lands if n in core]

    def _core(self, solver: z3.Solver, assumptions: Sequence[z3.BoolRef]) -> frozenset[str] | None:
        """Names of assumptions that cannot be true together; None if they may be."""
        if self.meter.check(solver, *assumptions, share=SHARE) is not False:
            return None
        return frozenset(str(mark) for mark in solver.unsat_core())


def _parts(condition: Condition) -> Parts:
    return condition.conditions if isinstance(condition, And) else (condition,)
