"""The shortest journey, in macro-steps: one more edge at a time until one is found."""

from __future__ import annotations

from collections.abc import Sequence

import z3

from bcm_formal.verify.bounded.budget import Meter
from bcm_formal.verify.bounded.journey import Course, Edge, Journey
from bcm_formal.verify.bounded.unrolling import Unrolling, encoder_of
from bcm_formal.verify.engine import BudgetExceededError

MAX_DEPTH = 100
"""macro-steps"""


class DepthReachedError(Exception):
    """Nothing was found; the message says how deep the search went and why no deeper."""


def shortest(journey: Journey, meter: Meter, max_depth: int = MAX_DEPTH) -> Course:
    """The course with the fewest edges, and among those with the same edges a short one in time.

    Raises `DepthReachedError`.
    """
    if not journey.places:
        raise DepthReachedError("the status graph has no way there")
    unrolling = Unrolling(journey, encoder_of(journey, meter), meter)
    unrolling.solver.add(unrolling.initial(journey.initial))
    goal = journey.goal
    depth = 0
    try:
        while depth <= max_depth:
            end = unrolling.end(depth, goal)
            if end is None:
                raise DepthReachedError(f"no life course has more than {depth - 1} changes on the way there")
            if not z3.is_false(end) and (found := _found(unrolling, end, depth)):
                return unrolling.course(depth, unrolling.place(depth, goal, found), journey.initial, found)
            depth += 1
    except BudgetExceededError as error:
        raise DepthReachedError(f"nothing within {depth - 1} macro-steps: {error}") from error
    raise DepthReachedError(f"nothing within {max_depth} macro-steps")


def along(journey: Journey, route: Sequence[Edge], meter: Meter) -> Course | None:
    """A course that takes exactly these edges, if there is one."""
    unrolling = Unrolling(journey, encoder_of(journey, meter), meter, route)
    unrolling.solver.add(unrolling.initial(journey.initial))
    goal = journey.goal
    end = unrolling.end(len(route), goal)
    if end is None or not (found := _found(unrolling, end, len(route))):
        return None
    return unrolling.course(len(route), unrolling.place(len(route), goal, found), journey.initial, found)


def _found(unrolling: Unrolling, end: z3.BoolRef, depth: int) -> z3.ModelRef | None:
    """A model of the end at a depth that takes little time in all; None if there is none."""
    solver, meter = unrolling.solver, unrolling.meter
    solver.push()
    solver.add(end)
    best: z3.ModelRef | None = None
    if meter.check(solver):
        best = solver.model()
        best = _hasten(unrolling, depth, best)
    solver.pop()
    return best


def _hasten(unrolling: Unrolling, depth: int, best: z3.ModelRef) -> z3.ModelRef:
    """The model of least time, or the best one found with a small share of the budget."""
    solver, meter, waits = unrolling.solver, unrolling.meter, unrolling.waits(depth)
    share = max(1, meter.used // 10)
    low, high = 0, int(best.eval(waits, model_completion=True).as_long())
    while low < high:
        middle = (low + high) // 2
        solver.push()
        solver.add(waits <= middle)
        answer = meter.check(solver, share=share)
        if answer:
            best = solver.model()
            high = int(best.eval(waits, model_completion=True).as_long())
        solver.pop()
        if answer is None:
            break
        if not answer:
            low = middle + 1
    return best
