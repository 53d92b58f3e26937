"""The questions that engines decide mean what the sentences say: observer clocks and normal forms change nothing."""

from __future__ import annotations

import random

import pytest

from bcm_formal.system.questions import question_of
from bcm_formal.system.spoken_of import vacuity_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Claim
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.engine import Explicit
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import claim_of
from tests.builders.random_models import random_model, random_sentence

pytestmark = pytest.mark.slow

BUDGET = Budget(work=20_000)


@pytest.mark.parametrize("first", range(50_000, 50_200, 20))
def test_the_answer_to_the_question_is_the_verdict_on_the_sentence(first: int) -> None:
    compared = 0
    for number in range(first, first + 20):
        draw = random.Random(number)
        model = random_model(draw)
        system = TransitionSystem(model)
        for _ in range(2):
            sentence = random_sentence(draw, model)
            question = question_of(system, sentence)
            claim = claim_of(Explicit(), question, vacuity_of(system, sentence), BUDGET)
            if isinstance(claim, Claim):
                try:
                    expected = verdict_of(system, sentence, BUDGET)
                except BudgetExceededError:
                    continue
                assert expected == claim.outcome, (number, sentence)
                compared += 1
    assert compared > 30
