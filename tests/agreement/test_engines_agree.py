"""On random small models every engine gives the verdict of `explicit`, and every claim passes the checker.

The main engine answers 2,000 of them, the slower ones a part. Each is drawn from its number alone, so that a failure
names the model that shows it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from bcm_formal.model.sentences import Sentence
from bcm_formal.system.questions import Question, question_of
from bcm_formal.system.spoken_of import vacuity_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Undecided
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.engine import Explicit
from tests.builders.effort import tries
from tests.builders.engines import ENGINES, OTHERS
from tests.builders.random_models import random_model, random_sentence

pytestmark = pytest.mark.slow

MODELS, FEWER = tries(2000), tries(300)
CHUNK = 10
SENTENCES = 2
BUDGETS = {
    "explicit": Budget(work=30_000),
    "regions": Budget(work=30_000),
    "bounded": Budget(work=1_500),
    "k_induction": Budget(work=5_000),
    "spacer": Budget(work=30_000),
    "pathways": Budget(work=30_000),
}

FIRSTS = range(0, MODELS, CHUNK)
ONCE_WRONG = (400,)
"""403: the start reads an attribute that no rule on the way does"""
PAIRS = [
    (name, first)
    for name in OTHERS
    for first in FIRSTS
    if name == "regions" or first in ONCE_WRONG or (first < FEWER and first % (4 * CHUNK) == 0)
]
"""the main engine answers everything, the others a part"""


def drawn(number: int) -> Iterator[tuple[Sentence, Question]]:
    """Questions about one model: those of its sentences, and whether they are vacuous."""
    draw = random.Random(number)
    model = random_model(draw)
    system = TransitionSystem(model)
    for _ in range(SENTENCES):
        sentence = random_sentence(draw, model)
        question, vacuity = question_of(system, sentence), vacuity_of(system, sentence)
        yield sentence, question
        if vacuity is not None:
            yield sentence, vacuity


@pytest.mark.parametrize("first", range(0, FEWER, CHUNK))
def test_evidence_of_the_explicit_engine_is_accepted(first: int) -> None:
    refused = []
    for number in range(first, first + CHUNK):
        for sentence, question in drawn(number):
            claim = Explicit().run(question, BUDGETS["explicit"])
            if isinstance(claim, Claim):
                result = check(claim, question, None)
                if not isinstance(result, Shown):
                    refused.append((number, sentence, claim.outcome, result))
    assert refused == []


@pytest.mark.parametrize(("name", "first"), PAIRS)
def test_every_engine_agrees_with_explicit_and_proves_it(name: str, first: int) -> None:
    wrong = []
    for number in range(first, first + CHUNK):
        engine = ENGINES[name]()
        for sentence, question in drawn(number):
            claim = engine.run(question, BUDGETS[name])
            if isinstance(claim, Undecided):
                continue
            reference = Explicit().run(question, BUDGETS["explicit"])
            if isinstance(reference, Claim) and claim.outcome is not reference.outcome:
                wrong.append((number, sentence, f"{claim.outcome} instead of {reference.outcome}"))
                continue
            result = check(claim, question, None)
            if not isinstance(result, Shown):
                wrong.append((number, sentence, f"{claim.outcome} refused: {result.reason[:500]}"))
    assert wrong == []


def test_most_random_questions_are_decided() -> None:
    """Otherwise the tests above would agree about nothing."""
    questions = [question for number in range(40) for _, question in drawn(number)]
    for name in ("explicit", "regions"):
        engine = ENGINES[name]()
        decided = [isinstance(engine.run(question, BUDGETS[name]), Claim) for question in questions]
        assert 4 * sum(decided) >= 3 * len(questions), name
