"""On random small models every engine gives the verdict of `explicit`, and every claim passes the checker.

`BCM_AGREEMENT_MODELS` says how many models (300 unless given); each is drawn from its number alone, so that a
failure names the model that shows it.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest

from bcm_formal.model.model import Model, Sentence
from bcm_formal.system.questions import NotYetDecided, Question, Safety, question_of, vacuity_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import Accepted, check
from bcm_formal.trust.claim import Claim, Undecided
from bcm_formal.verify.engine import Budget, Engine
from bcm_formal.verify.explicit import Explicit
from bcm_formal.verify.portfolio import claim_of
from tests.engines import ENGINES, OTHERS
from tests.random_models import random_model, random_sentence

MODELS = int(os.environ.get("BCM_AGREEMENT_MODELS", "300"))
CHUNK = 10
SENTENCES = 2
BUDGETS = {
    "explicit": Budget(work=30_000),
    "regions": Budget(work=30_000),
    "bounded": Budget(work=3_000),
    "spacer": Budget(work=30_000),
    "pathways": Budget(work=30_000),
}

chunks = pytest.mark.parametrize("first", range(0, MODELS, CHUNK))


def drawn(number: int) -> Iterator[tuple[Model, Sentence, Question, Safety | None]]:
    """The questions of one model, with what would make each vacuous."""
    draw = random.Random(number)
    model = random_model(draw)
    system = TransitionSystem(model)
    for _ in range(SENTENCES):
        sentence = random_sentence(draw, model)
        question = question_of(system, sentence)
        assert not isinstance(question, NotYetDecided)
        yield model, sentence, question, vacuity_of(system, sentence)


def claimed(name: str, engine: Engine, question: Question, vacuity: Safety | None) -> Claim | Undecided:
    return claim_of(engine, question, vacuity, BUDGETS[name])


@chunks
def test_evidence_of_the_explicit_engine_is_accepted(first: int) -> None:
    refused = []
    for number in range(first, first + CHUNK):
        for _, sentence, question, vacuity in drawn(number):
            claim = claimed("explicit", Explicit(), question, vacuity)
            if isinstance(claim, Claim):
                result = check(claim, question, vacuity)
                if not isinstance(result, Accepted):
                    refused.append((number, sentence, claim.outcome, result))
    assert refused == []


@chunks
@pytest.mark.parametrize("name", OTHERS)
def test_every_engine_agrees_with_explicit_and_proves_it(name: str, first: int) -> None:
    wrong = []
    for number in range(first, first + CHUNK):
        engine = ENGINES[name]()
        for _, sentence, question, vacuity in drawn(number):
            claim = claimed(name, engine, question, vacuity)
            if isinstance(claim, Undecided):
                continue
            reference = claimed("explicit", Explicit(), question, vacuity)
            if isinstance(reference, Claim) and claim.outcome is not reference.outcome:
                wrong.append((number, sentence, f"{claim.outcome} instead of {reference.outcome}"))
                continue
            result = check(claim, question, vacuity)
            if not isinstance(result, Accepted):
                wrong.append((number, sentence, f"{claim.outcome} refused: {result.reason[:500]}"))
    assert wrong == []


def test_most_random_questions_are_decided() -> None:
    """Otherwise the tests above would agree about nothing."""
    decided = dict.fromkeys(ENGINES, 0)
    asked = 0
    for number in range(40):
        for _, _, question, vacuity in drawn(number):
            asked += 1
            for name, make in ENGINES.items():
                decided[name] += isinstance(claimed(name, make(), question, vacuity), Claim)
    assert {name for name, count in decided.items() if 4 * count >= 3 * asked} >= {"explicit", "regions"}
