"""The verdict told, VACUOUS among them, is what the definitions say of the listed states: every kind of sentence."""

from __future__ import annotations

import random

import pytest

from bcm_formal.model.model import Origin, Property
from bcm_formal.system.semantics import UnboundedChoiceError
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.effort import tries
from tests.builders.random_models import NOWHERE, random_model, random_other_sentence, random_sentence

pytestmark = pytest.mark.slow

MODELS = tries(60)
CHUNK = 10
FIRST = 900_000


@pytest.mark.parametrize("first", range(FIRST, FIRST + MODELS, CHUNK))
def test_the_verdict_is_that_of_the_listed_states(first: int) -> None:
    wrong, compared = [], 0
    for number in range(first, first + CHUNK):
        draw = random.Random(number)
        model = random_model(draw)
        system, portfolio = TransitionSystem(model), Portfolio(budget=Budget(work=30_000))
        for draws in (random_sentence, random_other_sentence, random_other_sentence):
            sentence = draws(draw, model)
            try:
                expected = verdict_of(system, sentence, Budget(work=8_000))
            except (BudgetExceededError, UnboundedChoiceError):
                continue
            found = portfolio.decide(system, Property("p", "", sentence, "", Origin(), NOWHERE))
            if found.outcome is not Outcome.UNKNOWN:
                compared += 1
                if found.outcome is not expected:
                    wrong.append((number, sentence, f"{found.outcome} instead of {expected}"))
    assert wrong == []
    assert compared >= CHUNK
