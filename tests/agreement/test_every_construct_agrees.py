"""On random policies that mix every construct of the language the verdicts are those of the listed states.

Each policy is drawn from its number alone, as text, and asked sentences of every kind.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from bcm_formal.model.model import Model, Property
from bcm_formal.system.questions import Question, Safety, question_of
from bcm_formal.system.semantics import UnboundedChoiceError
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, BudgetExceededError, is_for
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.effort import tries
from tests.builders.engines import ENGINES
from tests.builders.mixed_policies import mixed_model

pytestmark = pytest.mark.slow

MODELS, CHUNK = tries(200), 10
BUDGET = Budget(work=8_000)


def drawn(number: int) -> Model:
    return mixed_model(random.Random(number))


def asked(model: Model) -> Iterator[tuple[Property, Question]]:
    """Its properties as questions that engines decide by themselves."""
    system = TransitionSystem(model)
    for item in model.properties:
        question = question_of(system, item.sentence)
        if not (isinstance(question, Safety) and question.along is not None):  # listing states knows nothing of that
            yield item, question


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_verdicts_are_those_of_the_listed_states_whatever_a_policy_has(first: int) -> None:
    wrong, compared = [], 0
    for number in range(first, first + CHUNK):
        model = drawn(number)
        system, portfolio = TransitionSystem(model), Portfolio(budget=Budget(work=30_000))
        for item in model.properties:
            try:
                expected = verdict_of(system, item.sentence, BUDGET)
            except (BudgetExceededError, UnboundedChoiceError):
                continue
            found = portfolio.decide(system, item).outcome
            compared += found is expected
            if found is not expected and found is not Outcome.UNKNOWN:
                wrong.append((number, item.name, f"{found} instead of {expected}"))
    assert wrong == []
    assert compared >= CHUNK


@pytest.mark.parametrize("first", range(0, MODELS // 4, CHUNK))
def test_engines_agree_whatever_a_policy_has_and_prove_it(first: int) -> None:
    wrong, several = [], 0
    for number in range(first, first + CHUNK):
        for item, question in asked(drawn(number)):
            engines = (make() for make in ENGINES.values())
            answers = (engine.run(question, BUDGET) for engine in engines if is_for(engine, question))
            claims = [answer for answer in answers if isinstance(answer, Claim)]
            several += len(claims) > 1
            if len({claim.outcome for claim in claims}) > 1:
                wrong.append((number, item.name, str({claim.engine: claim.outcome.value for claim in claims})))
            refused = [claim.engine for claim in claims if not isinstance(check(claim, question, None), Shown)]
            wrong += [(number, item.name, f"{engine} is refused") for engine in refused]
    assert wrong == []
    assert several >= CHUNK
