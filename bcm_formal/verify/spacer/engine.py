"""Engine `spacer`: invariants and separations by constrained Horn clauses, over any linear arithmetic."""

from __future__ import annotations

from bcm_formal.system.questions import Question, Safety, Witness
from bcm_formal.trust.certificate import InvariantProof, SeparationProof, StateSet
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome, Undecided, if_found
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.bounded.budget import Meter
from bcm_formal.verify.bounded.engine import traced
from bcm_formal.verify.bounded.journey import Course, Journey, journey_of
from bcm_formal.verify.bounded.search import DepthReachedError, along, shortest
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.spacer.horn import NoAnswerError, Reached, Separated, solve
from bcm_formal.z3_contexts import Context

BRIEF = 5_000_000
"""Z3's resource units for the first question"""
SHALLOW = 12
"""how many changes the search takes then"""


class Spacer:
    """Decides questions of safety and for witnesses where Spacer finds an answer that the language can say."""

    name = "spacer"
    answers: tuple[type, ...] = (Safety, Witness)
    knows_along = False

    def run(self, question: Question, budget: Budget) -> Claim | Undecided:
        """An invariant, a separation or a trace; or why there is none."""
        if not isinstance(question, Safety | Witness):
            return Undecided(self.name, "Horn clauses cannot say what holds from every state")
        journey = journey_of(question)
        meter = Meter(Context(), budget)
        try:
            answer = settled(journey, meter)
            if isinstance(answer, Course):
                return traced(question, answer, self.name)
        except (NoAnswerError, DepthReachedError, BudgetExceededError) as error:
            return Undecided(self.name, str(error))
        claim = _separated(question, answer, self.name)
        if not answer.complete and not isinstance(check(claim, question, None), Shown):
            return Undecided(self.name, "the language cannot say Spacer's invariant")
        return claim


def settled(journey: Journey, meter: Meter) -> Course | Separated:
    """Spacer's answer; where it does not come soon, a short course is looked for before Spacer is asked at length.

    Raises `NoAnswerError`, `DepthReachedError` and `BudgetExceededError`.
    """
    try:
        answer = solve(journey, meter, BRIEF)
    except NoAnswerError:
        try:
            return shortest(journey, meter, SHALLOW)
        except DepthReachedError:
            answer = solve(journey, meter)
    return course_of(journey, answer, meter) if isinstance(answer, Reached) else answer


def course_of(journey: Journey, reached: Reached, meter: Meter) -> Course:
    """A life course along Spacer's route, or else the shortest there is. Raises `DepthReachedError`."""
    return along(journey, reached.route, meter) or shortest(journey, meter)


def _separated(question: Safety | Witness, answer: Separated, engine: str) -> Claim:
    invariant = StateSet.from_mapping(answer.leg(0))
    if isinstance(question, Safety):
        return Claim(Outcome.HOLDS, InvariantProof(invariant), engine)
    return Claim(if_found(question, False), SeparationProof(invariant, StateSet.from_mapping(answer.leg(1))), engine)
