"""Looking for a life course from one state into the growing set W, in macro-steps."""

from __future__ import annotations

import z3

from bcm_formal.model.expressions import TRUE
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import Move, TransitionSystem
from bcm_formal.verify.bounded.budget import Meter
from bcm_formal.verify.bounded.journey import Course, InitialStates, Journey, Leg, Location, from_state
from bcm_formal.verify.bounded.unrolling import Unrolling
from bcm_formal.verify.pathways.reaching import ReachingSet


class Search:
    """One unrolling, from any state, kept while W grows: every region becomes a further end of every stage."""

    def __init__(self, system: TransitionSystem, moves: tuple[Move, ...], reaching: ReachingSet, meter: Meter) -> None:
        self.system, self.reaching, self.meter = system, reaching, meter
        anywhere = InitialStates(dict.fromkeys(system.statuses, TRUE), {})
        journey = Journey(system, anywhere, (Leg(moves, reaching.goal),))
        self.unrolling = Unrolling(journey, reaching.encoder, meter)
        self._ends: dict[tuple[int, Location], list[z3.BoolRef]] = {}

    def course(self, state: State, depth: int, share: int | None) -> Course | None:
        """A course from the state that ends in W after exactly so many changes and a last delay, if one is found."""
        marks = self._marks(depth)
        if not marks:
            return None
        initial = from_state(self.system, state)
        return self._found(marks, depth, share, initial, self.unrolling.initial(initial))

    def inward(self, depth: int) -> Course | None:
        """A course of exactly so many changes from any state that is not in W, if there is one."""
        marks = self._marks(depth)
        if not marks:
            return None
        first = self.unrolling.stages[0]
        encoder = self.reaching.encoder
        outside = encoder.all_of(
            z3.Implies(here, z3.Not(encoder.condition(self.reaching.condition(index, status), status, first.before)))
            for (_, status), here in first.here.items()
            for index, _ in self.reaching.membership(status)
        )
        return self._found(marks, depth, None, InitialStates({}, {}), outside)

    def _found(
        self,
        marks: list[tuple[Location, z3.BoolRef]],
        depth: int,
        share: int | None,
        initial: InitialStates,
        initial_formula: z3.BoolRef,
    ) -> Course | None:
        solver = self.unrolling.solver
        solver.push()
        solver.add(initial_formula, z3.Or([mark for _, mark in marks]))
        found = solver.model() if self.meter.check(solver, share=share) else None
        solver.pop()
        if found is None:
            return None
        place = next(place for place, mark in marks if z3.is_true(found.eval(mark)))
        return self.unrolling.course(depth, place, initial, found)

    def _marks(self, depth: int) -> list[tuple[Location, z3.BoolRef]]:
        """For a stage a mark for each member of W, which implies that the last state is in it."""
        stage = self.unrolling.stage(depth)
        if stage is None:
            return []
        found: list[tuple[Location, z3.BoolRef]] = []
        encoder = self.reaching.encoder
        for place, here in stage.here.items():
            marks = self._ends.setdefault((depth, place), [])
            for index, _ in self.reaching.membership(place[1])[len(marks) :]:
                mark = z3.Bool(f"!end!{depth}!{place[1]}!{len(marks)}", encoder.context)
                reached = encoder.condition(self.reaching.condition(index, place[1]), place[1], stage.after)
                self.unrolling.solver.add(z3.Implies(mark, z3.And(here, reached)))
                marks.append(mark)
            found += ((place, mark) for mark in marks)
        return found
