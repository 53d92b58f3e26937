"""Engine `pathways`: whoever the property speaks of has a path to the goal, over any linear arithmetic.

It keeps W, regions from where the goal can be reached, and I, an invariant. A state of the origin in I but not in W
is a sample. Either a life course leads from it into W: then W learns regions along it. Or none does, which Spacer
shows by a trap. If somebody of the origin can get into the trap, the property is violated; if nobody can, I learns
the proof. When there is no sample left, the property holds. Need not end: then the budget does.
"""

from __future__ import annotations

from collections.abc import Mapping

import z3

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    ClockTerm,
    Condition,
    Number,
    comparison,
    conjunction,
    disjunction,
)
from bcm_formal.model.types import Duration
from bcm_formal.system.encode import Encoder, cone
from bcm_formal.system.questions import Conditions, Path, Question, Safety, Witness
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import InvariantProof, PathProof, SeparationProof, StateSet, TrapProof
from bcm_formal.trust.check import Accepted, check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.bounded_budget import Meter
from bcm_formal.verify.bounded_journey import Course, Journey, Leg, from_start, from_state, state_with
from bcm_formal.verify.bounded_search import DepthReachedError
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.pathways_cover import Cover
from bcm_formal.verify.pathways_search import Search
from bcm_formal.verify.spacer import course_of
from bcm_formal.verify.spacer_horn import NoAnswerError, Reached, Separated, having, solve

NEAR, MIDDLE, FAR = 3, 12, 40
"""how many changes a search from a sample takes, at first and after Spacer gave up"""
BRIEF, LONG, SEARCH = 5_000_000, 25_000_000, 5_000_000
"""Z3's resource units for Spacer, at first and later, and for one depth of a search"""
MAX_REGIONS = 5_000


class Pathways:
    """Decides questions for every state."""

    name = "pathways"
    answers: tuple[type, ...] = (Path,)
    knows_along = False

    def run(self, question: Question, budget: Budget) -> Claim | Undecided:
        """Regions with their ways, or a trap that is reached; or why neither was found."""
        if not isinstance(question, Path):
            return Undecided(self.name, "only a question for a path from every state is answered by regions")
        work = _Work(question, Meter(z3.Context(), budget))
        try:
            return work.answer(self.name)
        except (BudgetExceededError, NoAnswerError, DepthReachedError) as error:
            count = len(work.cover.regions)
            return Undecided(self.name, f"{error} (after {work.samples} samples and {count} regions)")


class _Work:
    def __init__(self, question: Path, meter: Meter) -> None:
        self.question, self.meter, self.system = question, meter, question.system
        self.moves = self.system.allowed(question.actors)
        self.encoder = Encoder(self.system, meter.context, self._names())
        self.cover = Cover(self.system, question.goal, self.moves, self.encoder, meter)
        self.search = Search(self.system, self.moves, self.cover, meter)
        self.invariant: dict[str, Condition] = dict.fromkeys(self.system.statuses, TRUE)
        self.samples = 0
        self._samplers: dict[str, tuple[z3.Solver, int]] = {}
        """for each status a solver for samples, and how many members of W it excludes"""

    def _names(self) -> frozenset[str]:
        """What bears on the question; an invariant speaks of nothing else."""
        guards = (move.guard for move in self.system.moves)
        speaks_of = (*self.question.origin.values(), *self.question.goal.values(), *guards)
        return cone(self.system, self.system.moves, speaks_of, self.system.statuses)

    def answer(self, name: str) -> Claim:
        for status in self.system.statuses:
            while (sample := self._sample(status)) is not None:
                self.samples += 1
                if len(self.cover.regions) > MAX_REGIONS:
                    raise BudgetExceededError(f"more than {MAX_REGIONS} regions")
                way = self._way(sample)
                if isinstance(way, Course):
                    self.cover.learn(way)
                elif way is not None and (course := self._into(way, None)) is not None:
                    trap = StateSet.from_mapping(way)
                    return Claim(Outcome.VIOLATED, TrapProof(Trace(course.states[0], course.steps), trap), name)
        proof = PathProof(StateSet.from_mapping(self.invariant), tuple(self.cover.regions))
        return Claim(Outcome.HOLDS, proof, name)

    # --- samples ---

    def _sample(self, status: str) -> State | None:
        """Somebody of the origin in the invariant but not in W; None if there is nobody in the status."""
        if self.question.origin.get(status, FALSE) == FALSE:
            return None
        vector = self.encoder.vector()
        solver, known = self._samplers.get(status) or (self._sampler(status), 0)
        members = self.cover.membership(status)
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

    # --- ways and traps ---

    def _way(self, sample: State) -> Course | Conditions | None:
        """A course from the sample into W, or a trap that holds it; None: nobody gets there, and I says so.

        Cheap questions first: near courses, a trap that is easily shown, that nobody gets to the sample; then others.
        """
        reason = ""
        for depth, share in ((NEAR, BRIEF), (MIDDLE, LONG), (FAR, None)):
            course = self._course(sample, depth, SEARCH if share else None)
            if course is not None:
                return course
            if share is None:
                break
            try:
                return self._separated(sample, share)
            except NoAnswerError as error:
                reason = str(error)
            try:
                if self._into(self._only(sample), share) is None:
                    return None
            except NoAnswerError:
                continue
        raise DepthReachedError(f"a sample has no path of {FAR} changes, and {reason}")

    def _course(self, sample: State, depth: int, share: int | None) -> Course | None:
        courses = (self.search.course(sample, number, share) for number in range(depth + 1))
        return next((course for course in courses if course is not None), None)

    def _separated(self, sample: State, share: int) -> Course | Conditions:
        """Spacer's answer: a course, or a trap with few constants."""
        journey = Journey(self.system, from_state(self.system, sample), (Leg(self.moves, self._covered()),))
        answer = solve(journey, self.meter, share)
        if isinstance(answer, Reached):
            return course_of(journey, answer, self.meter)
        forgotten: list[str] = []
        for name in answer.constants:
            if self._is_trap(sample, answer.leg(0, (*forgotten, name))):
                forgotten.append(name)
        trap = answer.leg(0, forgotten)
        if not forgotten and not answer.complete and not self._is_trap(sample, trap):
            raise NoAnswerError("the language cannot say Spacer's trap")
        return trap

    def _only(self, sample: State) -> Conditions:
        return {sample.status: exactly(self.system, sample)}

    def _covered(self) -> Conditions:
        """W as conditions."""
        parts: dict[str, list[Condition]] = {status: [goal] for status, goal in self.question.goal.items()}
        for region in self.cover.regions:
            parts.setdefault(region.status, []).append(region.condition)
        return {status: disjunction(conditions) for status, conditions in parts.items()}

    def _is_trap(self, sample: State, trap: Conditions) -> bool:
        question = Witness(self.system, self._only(sample), self.question.goal, self.question.actors)
        everything = StateSet.from_mapping(dict.fromkeys(self.system.statuses, TRUE))
        proof = SeparationProof(everything, StateSet.from_mapping(trap))
        return isinstance(check(Claim(Outcome.VIOLATED, proof, ""), question, None), Accepted)

    def _into(self, states: Conditions, share: int | None) -> Course | None:
        """A life course from the start to somebody of the origin in these states; None: there is none, so says I."""
        caught = {
            status: conjunction((origin, states.get(status, FALSE))) for status, origin in self.question.origin.items()
        }
        journey = Journey(self.system, from_start(self.system), (Leg(self.system.moves, caught),))
        answer = solve(journey, self.meter, share)
        if isinstance(answer, Reached):
            return course_of(journey, answer, self.meter)
        self._strengthen(answer, caught)
        return None

    def _strengthen(self, answer: Separated, caught: Conditions) -> None:
        found: Mapping[str, Condition] = answer.leg(0)
        if not answer.complete:
            claim = Claim(Outcome.HOLDS, InvariantProof(StateSet.from_mapping(found)), "")
            if not isinstance(check(claim, Safety(self.system, caught), None), Accepted):
                raise NoAnswerError("the language cannot say Spacer's invariant")
        vector = self.encoder.vector()
        for status, condition in found.items():
            if condition == TRUE:
                continue
            self.invariant[status] = conjunction((self.invariant[status], condition))
            self.cover.assume(status, condition)
            if status in self._samplers:
                self._samplers[status][0].add(self.encoder.condition(condition, status, vector))


def exactly(system: TransitionSystem, state: State) -> Condition:
    """True of this state alone, in its status."""
    model = system.model
    values = {item.name: value for item, value in zip(model.attributes, state.attributes, strict=True)}
    parts = [having(system, values)]
    for clock, reading in zip(model.clocks, state.clocks, strict=True):
        parts.append(comparison("=", ClockTerm(clock.name), Number(reading, Duration())))
    return conjunction(parts)
