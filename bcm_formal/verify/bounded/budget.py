"""Z3's work under a budget, counted in its resource units, so that it is the same on every machine."""

from __future__ import annotations

import time

import z3

from bcm_formal.trust.solvers import why_it_gave_up
from bcm_formal.verify.engine import Budget, BudgetExceededError

UNITS = 100
"""Z3's resource units for one unit of work"""
SEED = 7
CALL = 10_000
"""resource units that a call costs besides, for the work around it"""


class Meter:
    """What Z3 has used up in one context, all its solvers together."""

    def __init__(self, context: z3.Context, budget: Budget) -> None:
        self.context = context
        self.budget = budget
        self._gauge = z3.SimpleSolver(ctx=context)
        self._before = self._count()
        self._calls = 0

    def _count(self) -> int:
        return int(self._gauge.statistics().get_key_value("rlimit count"))

    @property
    def used(self) -> int:
        """Resource units used since the meter was made."""
        return self._count() - self._before + CALL * self._calls

    def grant(self, share: int | None = None) -> tuple[int, int]:
        """(resource units, milliseconds) that the next call may use; no more than `share` units if given.

        Raises `BudgetExceededError` where nothing is left. Milliseconds are 0 where time is not limited.
        """
        left = self.budget.work * UNITS - self.used
        if left <= 0:
            raise BudgetExceededError("the budget of work is used up")
        if self.budget.is_over_time:
            raise BudgetExceededError("the time is over")
        seconds = self.budget.seconds
        until = 0 if seconds is None else max(1, int(1000 * (seconds - (time.monotonic() - self.budget.began))))
        return (left if share is None else min(left, share)), until

    def solver(self) -> z3.Solver:
        """A solver whose every run is the same."""
        solver = z3.SimpleSolver(ctx=self.context)
        solver.set("random_seed", SEED)
        return solver

    def check(self, solver: z3.Solver, *assumptions: z3.BoolRef, share: int | None = None) -> bool | None:
        """True: satisfiable; False: not; None: the share was too small. Raises `BudgetExceededError`."""
        units, milliseconds = self.grant(share)
        self._calls += 1
        solver.set("rlimit", units)
        if milliseconds:
            solver.set("timeout", milliseconds)
        answer = solver.check(*assumptions)
        if answer == z3.unknown:
            self.grant()
            if share is None:
                raise BudgetExceededError(f"Z3 gave up: {why_it_gave_up(solver.reason_unknown())}")
            return None
        return bool(answer == z3.sat)
