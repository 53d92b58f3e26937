"""What `pathways` asks Spacer: is there a path from a sample, and is any state of the origin reachable in a set?"""

from __future__ import annotations

from collections.abc import Collection

from bcm_formal.model.expressions import FALSE, TRUE, ClockTerm, Condition, Number, comparison, conjunction
from bcm_formal.model.types import Duration
from bcm_formal.system.questions import Conditions, Path, Safety, Witness
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import InvariantProof, SeparationProof, StateSet
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.bounded.budget import Meter
from bcm_formal.verify.bounded.journey import Course, Journey, Leg, from_start, from_state, values_of
from bcm_formal.verify.bounded.search import DepthReachedError, shortest
from bcm_formal.verify.spacer.engine import course_of
from bcm_formal.verify.spacer.horn import NoAnswerError, Reached, having, solve

ARRIVAL = 14
"""how many changes a search from the start takes where Spacer gave up"""
WORTH_A_SEARCH = 1_000_000
"""resource units below which Spacer is asked in passing only"""


class Questions:
    """Asks Spacer about one question for a path. All raise `NoAnswerError` where Spacer gives up."""

    def __init__(self, question: Path, meter: Meter, names: Collection[str]) -> None:
        self.question, self.system, self.meter, self.names = question, question.system, meter, names
        self.moves = self.system.counting(question.help)

    def way(self, sample: State, covered: Conditions, share: int) -> Course | Conditions:
        """A course from the sample into `covered`, or a trap that holds it, with as few constants as will do."""
        journey = Journey(self.system, from_state(self.system, sample), (Leg(self.moves, covered),))
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

    def _is_trap(self, sample: State, trap: Conditions) -> bool:
        only = {sample.status: exactly(self.system, sample, self.names)}
        question = Witness(self.system, only, self.question.goal, self.question.help)
        everything = StateSet.from_mapping(dict.fromkeys(self.system.statuses, TRUE))
        proof = SeparationProof(everything, StateSet.from_mapping(trap))
        return isinstance(check(Claim(Outcome.VIOLATED, proof, ""), question, None), Shown)

    def arrival(self, states: Conditions, share: int | None) -> Course | Conditions:
        """A life course from the start to a state of the origin among these, or an invariant without any."""
        caught = {
            status: conjunction((origin, states.get(status, FALSE))) for status, origin in self.question.origin.items()
        }
        journey = Journey(self.system, from_start(self.system), (Leg(self.system.moves, caught),))
        try:
            answer = solve(journey, self.meter, share)
        except NoAnswerError as error:
            if share is not None and share < WORTH_A_SEARCH:
                raise
            try:
                return shortest(journey, self.meter, ARRIVAL)
            except DepthReachedError:
                raise error from None
        if isinstance(answer, Reached):
            return course_of(journey, answer, self.meter)
        invariant = answer.leg(0)
        if not answer.complete:
            claim = Claim(Outcome.HOLDS, InvariantProof(StateSet.from_mapping(invariant)), "")
            if not isinstance(check(claim, Safety(self.system, caught), None), Shown):
                raise NoAnswerError("the language cannot say Spacer's invariant")
        return invariant


def exactly(system: TransitionSystem, state: State, names: Collection[str]) -> Condition:
    """True of the states that agree with this one, in its status, on some attributes and clocks."""
    values = values_of(system, state)
    model = system.model
    parts = [having(system, {item.name: values[item.name] for item in model.attributes if item.name in names})]
    for clock in model.clocks:
        if clock.name in names:
            parts.append(comparison("=", ClockTerm(clock.name), Number(int(values[clock.name]), Duration())))
    return conjunction(parts)
