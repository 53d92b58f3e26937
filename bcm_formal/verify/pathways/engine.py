"""Engine `pathways`: every state the property speaks of has a path to the goal, over any linear arithmetic.

It keeps W, regions from where the goal can be reached, and I, an invariant. A state of the origin in I but not in W
is a sample. Either a life course leads from it into W: then W learns regions along it. Or none does, which Spacer
shows by a trap. If a state of the origin in the trap is reachable, the property is violated; if none is, I learns
the proof. When there is no sample left, the property holds. Need not end: then the budget does.
"""

from __future__ import annotations

import z3

from bcm_formal.model.expressions import FALSE, TRUE, Condition, conjunction, disjunction, negation
from bcm_formal.system.encode import Encoder, cone, start_conditions
from bcm_formal.system.questions import Conditions, Path, Question
from bcm_formal.system.state import State
from bcm_formal.trust.certificate import PathProof, StateSet, TrapProof
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.bounded.budget import Meter
from bcm_formal.verify.bounded.journey import Course, state_with
from bcm_formal.verify.bounded.search import DepthReachedError
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.pathways.loops import Loops
from bcm_formal.verify.pathways.questions import Questions
from bcm_formal.verify.pathways.reaching import ReachingSet
from bcm_formal.verify.pathways.search import Search
from bcm_formal.verify.spacer.horn import NoAnswerError
from bcm_formal.z3_contexts import Context

NEAR, MIDDLE, FAR = 6, 14, 40
"""how many changes a search from a sample takes, at first and after Spacer gave up"""
QUICK, BRIEF, LONG, SEARCH = 500_000, 5_000_000, 25_000_000, 5_000_000
"""Z3's resource units for Spacer, in passing, at first and later, and for one depth of a search"""
MAX_REGIONS = 1_000
OFTEN = 20
"""after so many samples of a status, one that is reachable: other samples may go on for ever"""


class Pathways:
    """Decides questions for every state."""

    name = "pathways"
    answers: tuple[type, ...] = (Path,)
    knows_along = False

    def run(self, question: Question, budget: Budget) -> Claim | Undecided:
        """Regions with their ways, or a trap that is reached; or why neither was found."""
        if not isinstance(question, Path):
            return Undecided(self.name, "only a question for a path from every state is answered by regions")
        work = _Work(question, Meter(Context(), budget))
        try:
            return work.answer(self.name)
        except (BudgetExceededError, NoAnswerError, DepthReachedError) as error:
            count = len(work.reaching.regions)
            return Undecided(self.name, f"{error} (after {work.samples} samples and {count} regions)")


class _Work:
    def __init__(self, question: Path, meter: Meter) -> None:
        self.question, self.meter, self.system = question, meter, question.system
        self.moves = self.system.counting(question.help)
        self.encoder = Encoder(self.system, meter.context, self._names())
        self.reaching = ReachingSet(self.system, question.goal, self.moves, self.encoder, meter)
        self.loops = Loops(self.system, self.reaching, self.moves)
        self.spacer = Questions(question, meter, self.encoder.names)
        self.search = Search(self.system, self.moves, self.reaching, meter)
        self.invariant: dict[str, Condition] = dict.fromkeys(self.system.statuses, TRUE)
        self.samples = 0
        self._samplers: dict[str, tuple[z3.Solver, int]] = {}
        """for each status a solver for samples, and how many members of W it excludes"""

    def _names(self) -> frozenset[str]:
        """What bears on the question, with what starts read: an invariant speaks of nothing else."""
        guards = (move.guard for move in self.system.moves)
        starts = start_conditions(self.system).values()
        speaks_of = (*self.question.origin.values(), *self.question.goal.values(), *guards, *starts)
        return cone(self.system, self.system.moves, speaks_of, self.system.statuses)

    def answer(self, name: str) -> Claim:
        for status in self.system.statuses:
            before = self.samples
            while (sample := self._sample(status)) is not None:
                self.samples += 1
                if len(self.reaching.regions) > MAX_REGIONS:
                    raise BudgetExceededError(f"more than {MAX_REGIONS} regions")
                violation = self._settle(sample, name, (self.samples - before) % OFTEN == 0)
                if violation is not None:
                    return violation
        proof = PathProof(StateSet.from_mapping(self.invariant), tuple(self.reaching.regions))
        return Claim(Outcome.HOLDS, proof, name)

    # --- samples ---

    def _sample(self, status: str) -> State | None:
        """A state of the origin in the invariant but not in W; None if there is none in the status."""
        if self.question.origin.get(status, FALSE) == FALSE:
            return None
        vector = self.encoder.vector()
        solver, known = self._samplers.get(status) or (self._sampler(status), 0)
        members = self.reaching.membership(status)
        solver.add(*(z3.Not(formula) for _, formula in members[known:]))
        self._samplers[status] = (solver, len(members))
        if not self.meter.check(solver):
            return None
        return state_with(self.system, status, self.encoder.values(vector, solver.model()))

    def _sampler(self, status: str) -> z3.Solver:
        solver, vector = self.meter.solver(), self.encoder.vector()
        asked = conjunction((self.question.origin[status], self.invariant[status]))
        solver.add(self.encoder.domain(vector), self.encoder.condition(asked, status, vector))
        return solver

    # --- settling a sample ---

    def _settle(self, sample: State, name: str, arriving: bool) -> Claim | None:
        """Put states like the sample into W, or show that none is reachable, so says I; or violation is claimed.

        Cheap questions first; `arriving`: first one about a reachable state. As soon as Spacer finds a reachable state
        of the origin outside W, that one is the sample.
        """
        arrival: Course | None = None
        reason = ""
        for depth, share in (*(((-1, QUICK),) if arriving else ()), (NEAR, BRIEF), (MIDDLE, LONG)):
            if self._learned(sample, depth, SEARCH):
                return None
            try:
                if arrival is None:
                    found = self.spacer.arrival({sample.status: self._uncovered(sample.status)}, share)
                    if not isinstance(found, Course):
                        self._strengthen(found)
                        return None
                    arrival, sample = found, found.states[-1]
                    if self._learned(sample, NEAR, SEARCH):
                        return None
                way = self.spacer.way(sample, self._as_conditions(), share)
            except NoAnswerError as error:
                reason = str(error)
                continue
            if isinstance(way, Course):
                self.loops.follow(self.reaching.learn(way))
                return None
            return self._caught(arrival, way, name)
        if self._learned(sample, FAR, None):
            return None
        raise DepthReachedError(f"a sample has no path of {FAR} changes, and {reason}")

    def _learned(self, sample: State, depth: int, share: int | None) -> bool:
        """True iff a search up to a depth found a way from the sample, which is then in W."""
        for number in range(depth + 1):
            course = self.search.course(sample, number, share)
            if course is not None:
                self.loops.follow(self.reaching.learn(course))
                return True
        return False

    def _caught(self, arrival: Course | None, trap: Conditions, name: str) -> Claim | None:
        """The claim of a violation by this trap; None: no reachable state of the origin is in it, so says I."""
        if arrival is None:
            found = self.spacer.arrival(trap, None)
            if not isinstance(found, Course):
                self._strengthen(found)
                return None
            arrival = found
        proof = TrapProof(Trace(arrival.states[0], arrival.steps), StateSet.from_mapping(trap))
        return Claim(Outcome.VIOLATED, proof, name)

    def _as_conditions(self) -> Conditions:
        """W as conditions."""
        parts: dict[str, list[Condition]] = {status: [goal] for status, goal in self.question.goal.items()}
        for region in self.reaching.regions:
            parts.setdefault(region.status, []).append(region.condition)
        return {status: disjunction(conditions) for status, conditions in parts.items()}

    def _uncovered(self, status: str) -> Condition:
        return negation(self._as_conditions().get(status, FALSE))

    def _strengthen(self, invariant: Conditions) -> None:
        vector = self.encoder.vector()
        for status, condition in invariant.items():
            if condition == TRUE:
                continue
            self.invariant[status] = conjunction((self.invariant[status], condition))
            self.reaching.assume(status, condition)
            if status in self._samplers:
                self._samplers[status][0].add(self.encoder.condition(condition, status, vector))
