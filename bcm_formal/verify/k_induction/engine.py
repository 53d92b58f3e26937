"""Engine `k_induction`: invariants that a few steps backwards from what is bad already show.

A property is k-inductive if k steps among states that are not bad never lead to a bad one. Written as an
invariant that one step suffices for: no state in it leads to a bad one within k steps. That set is found here by going
backwards from the bad states, the largest sets that are sure to lead there first (a delay of any length is one
step), until no state outside them has a step into them. Only steps that are taken are looked at: a state without a
successor is as good as any, and a bad one is bad.
"""

from __future__ import annotations

import z3

from bcm_formal.model.expressions import Condition, conjunction, negation
from bcm_formal.system.encode import Encoder, cone, start_conditions, start_values
from bcm_formal.system.questions import Question, Safety
from bcm_formal.trust.certificate import InvariantProof, StateSet
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.verify.bounded.budget import Meter
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.pathways.reaching import ReachingSet
from bcm_formal.verify.pathways.search import Search
from bcm_formal.z3_contexts import Context

MAX_STEPS = 12
"""the largest k, less one"""
MAX_REGIONS = 150


class KInduction:
    """Proves that no reachable state is bad, where few steps show it; finds no violation."""

    name = "k_induction"
    answers: tuple[type, ...] = (Safety,)
    knows_along = False

    def __init__(self, max_steps: int = MAX_STEPS) -> None:
        self.max_steps = max_steps

    def run(self, question: Question, budget: Budget) -> Claim | Undecided:
        """An invariant, or for how many steps none was found."""
        if not isinstance(question, Safety):
            return Undecided(self.name, "induction shows what never happens and nothing else")
        work = _Work(question, Meter(Context(), budget))
        try:
            reason = work.decide(self.max_steps)
        except BudgetExceededError as error:
            reason = str(error)
        if reason is not None:
            return Undecided(self.name, f"{reason} (k = {work.steps + 1}, {len(work.reaching.regions)} regions)")
        return Claim(Outcome.HOLDS, InvariantProof(work.invariant()), self.name)


class _Work:
    def __init__(self, question: Safety, meter: Meter) -> None:
        self.system, self.meter = question.system, meter
        start = start_conditions(self.system)
        speaks_of = (*question.bad.values(), *start.values(), *(move.guard for move in self.system.moves))
        names = cone(self.system, self.system.moves, speaks_of, self.system.statuses)
        self.encoder = Encoder(self.system, meter.context, names)
        self.reaching = ReachingSet(self.system, question.bad, self.system.moves, self.encoder, meter)
        self.search = Search(self.system, self.system.moves, self.reaching, meter)
        self._starts = {status: self._starting(status, condition) for status, condition in start.items()}
        self._known = dict.fromkeys(start, 0)

    @property
    def steps(self) -> int:
        """The longest way from a region to what is bad, in steps."""
        return max((region.rank for region in self.reaching.regions), default=0)

    def decide(self, max_steps: int) -> str | None:
        """None: the invariant is found; else why not."""
        while True:
            if self._meets_start():
                return "it does not hold, and this engine has no life course to show for it"
            course = self.search.inward(0) or self.search.inward(1)
            if course is None:
                return None
            self.reaching.learn(course)
            if self.steps > max_steps or len(self.reaching.regions) > MAX_REGIONS:
                return "not inductive so far"

    def invariant(self) -> StateSet:
        """The states that are neither bad nor in a region."""
        return StateSet.from_mapping({status: self._outside(status) for status in self.system.statuses})

    def _outside(self, status: str) -> Condition:
        members = (self.reaching.condition(index, status) for index, _ in self.reaching.membership(status))
        return conjunction(negation(member) for member in members)

    def _starting(self, status: str, condition: Condition) -> z3.Solver:
        solver, vector = self.meter.solver(), self.encoder.vector()
        solver.add(self.encoder.domain(vector), self.encoder.equals(vector, start_values(self.system)))
        solver.add(self.encoder.condition(condition, status, vector))
        return solver

    def _meets_start(self) -> bool:
        """True iff a start state is bad or in a region."""
        for status, solver in self._starts.items():
            members = self.reaching.membership(status)
            for _, formula in members[self._known[status] :]:
                solver.push()
                solver.add(formula)
                meets = self.meter.check(solver)
                solver.pop()
                if meets:
                    return True
            self._known[status] = len(members)
        return False
