"""What every engine must do: the known verdict on every case, with evidence that the checker accepts.

An engine's test class inherits `EngineConformance` and says how to make one. If it cannot answer some questions by
design, it overrides `may_give_up`; a wrong verdict or refused evidence is never excused.
"""

from __future__ import annotations

import pytest

from bcm_formal.system.questions import NotYetDecided, Question, question_of, vacuity_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import Accepted, check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.verify.engine import Budget, Engine
from bcm_formal.verify.portfolio import claim_of
from tests.conformance.cases import QUESTIONS, VERDICTS, model_of


class EngineConformance:
    """Inherit, override `make`, and be named `Test…`."""

    budget = Budget()

    def make(self) -> Engine:
        """A new engine."""
        raise NotImplementedError

    def may_give_up(self, question: Question, expected: Outcome) -> bool:
        """True iff no answer is as good as can be asked for here."""
        return False

    @pytest.mark.parametrize(("case", "name"), QUESTIONS, ids=lambda value: value)
    def test_gives_the_known_verdict_with_evidence(self, case: str, name: str) -> None:
        model = model_of(case)
        system = TransitionSystem(model)
        sentence = model.property[name].sentence
        question, vacuity = question_of(system, sentence), vacuity_of(system, sentence)
        assert not isinstance(question, NotYetDecided)
        claim = claim_of(self.make(), question, vacuity, self.budget)
        expected = VERDICTS[case][name]
        if isinstance(claim, Claim):
            assert expected == claim.outcome
            result = check(claim, question, vacuity)
            assert isinstance(result, Accepted), result
        else:
            assert self.may_give_up(question, expected), claim.reason

    def test_one_engine_answers_one_question_after_another(self) -> None:
        """What an engine keeps from one question must not leak into the next."""
        engine = self.make()
        model = model_of("clocks_that_stand")
        system = TransitionSystem(model)
        for item in (*model.properties, *reversed(model.properties)):
            question, vacuity = question_of(system, item.sentence), vacuity_of(system, item.sentence)
            assert not isinstance(question, NotYetDecided)
            claim = claim_of(engine, question, vacuity, self.budget)
            expected = VERDICTS["clocks_that_stand"][item.name]
            if isinstance(claim, Claim):
                assert expected == claim.outcome
            else:
                assert self.may_give_up(question, expected), claim.reason
