"""A question on which Z3 works long, but not for ever."""

from __future__ import annotations

import z3

MOST_WORK = 200_000_000


def long_question(context: z3.Context) -> z3.Solver:
    digits = [z3.Int(f"d{k}", context) for k in range(24)]
    solver = z3.SimpleSolver(ctx=context)
    solver.set("rlimit", MOST_WORK)
    solver.add(*(z3.And(digit >= 0, digit < 23) for digit in digits), z3.Distinct(*digits))
    return solver


def work_of(solver: z3.Solver) -> int:
    """How much was spent in the context of a solver, which was asked something, until now."""
    return int(solver.statistics().get_key_value("rlimit count"))
