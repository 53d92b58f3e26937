"""Engine `bounded`: shortest life courses, searched in macro-steps (a delay of any length, then a change)."""

from __future__ import annotations

from bcm_formal.system.questions import Question, Safety, Witness
from bcm_formal.trust.certificate import TraceProof
from bcm_formal.trust.claim import Claim, Outcome, Undecided, if_found
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.bounded.budget import Meter
from bcm_formal.verify.bounded.journey import Course, journey_of
from bcm_formal.verify.bounded.search import MAX_DEPTH, DepthReachedError, shortest
from bcm_formal.verify.engine import Budget
from bcm_formal.z3_contexts import Context


class Bounded:
    """Finds what violates a question of safety and what answers one for a witness; proves no absence."""

    name = "bounded"
    answers: tuple[type, ...] = (Safety, Witness)
    knows_along = False

    def __init__(self, max_depth: int = MAX_DEPTH) -> None:
        self.max_depth = max_depth

    def run(self, question: Question, budget: Budget) -> Claim | Undecided:
        """A trace, or how deep the search went."""
        if not isinstance(question, Safety | Witness):
            return Undecided(self.name, "a search for one life course cannot decide what holds from every state")
        meter = Meter(Context(), budget)
        try:
            course = shortest(journey_of(question), meter, self.max_depth)
        except DepthReachedError as depth:
            return Undecided(self.name, str(depth))
        return traced(question, course, self.name)


def traced(question: Safety | Witness, course: Course, engine: str) -> Claim:
    """The claim that a course from a start state shows."""
    outcome = Outcome.VIOLATED if isinstance(question, Safety) else if_found(question, True)
    return Claim(outcome, TraceProof(Trace(course.states[0], course.steps)), engine)
