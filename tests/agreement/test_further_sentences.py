"""`must reach`, `despite`, `only after`: `regions` agrees with what the definitions say of the listed states."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bcm_formal.model.sentences import CanReach, MustReach, OnlyAfter, Sentence
from bcm_formal.system.questions import Question, Safety, question_of
from bcm_formal.system.semantics import UnboundedChoiceError
from bcm_formal.system.spoken_of import vacuity_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Undecided
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import claim_of
from bcm_formal.verify.regions import Regions, robust
from tests.builders.effort import tries
from tests.builders.random_models import random_condition, random_model

pytestmark = pytest.mark.slow

MODELS = tries(300)
CHUNK = 20
BUDGET = Budget(work=60_000)

Drawn = tuple[TransitionSystem, Sentence, Question, Safety | None]


def drawn(number: int) -> Iterator[Drawn]:
    draw = random.Random(number)
    model = random_model(draw)
    system = TransitionSystem(model)
    condition, target, other = (random_condition(draw, model) for _ in range(3))
    sentences: tuple[Sentence, ...] = (
        MustReach(condition, target, draw.choice((None, 0, 1, 3))),
        CanReach(condition, target, None, None, draw.randint(1, 3)),
        CanReach(condition, target, 2, None, draw.randint(1, 2)),
        OnlyAfter(target, other),
    )
    for sentence in sentences:
        question = question_of(system, sentence)
        yield system, sentence, question, vacuity_of(system, sentence)


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_further_sentences_agree_with_the_listed_states_and_are_proved(first: int) -> None:
    wrong = []
    for number in range(first, first + CHUNK):
        engine = Regions()
        for system, sentence, question, vacuity in drawn(number):
            claim = claim_of(engine, question, vacuity, BUDGET)
            if isinstance(claim, Undecided):
                continue
            result = check(claim, question, vacuity)
            if not isinstance(result, Shown):
                wrong.append((number, sentence, f"{claim.outcome} refused: {result.reason[:300]}"))
                continue
            try:
                expected = verdict_of(system, sentence, BUDGET)
            except (BudgetExceededError, UnboundedChoiceError):
                continue
            if claim.outcome is not expected:
                wrong.append((number, sentence, f"{claim.outcome} instead of {expected}"))
    assert wrong == []


def test_most_further_sentences_are_decided() -> None:
    answers = [Regions().run(question, BUDGET) for number in range(60) for _, _, question, _ in drawn(number)]
    undecided = [answer.reason for answer in answers if isinstance(answer, Undecided)]
    assert len(undecided) * 10 < len(answers), undecided


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_parts_of_layers_show_nothing_that_is_wrong(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a few regions of each layer are enough, the strategy they make is accepted, and so it is one."""
    monkeypatch.setattr(robust, "SOON", (1, 3))
    wrong = []
    for number in range(first, first + CHUNK):
        engine = Regions()
        for system, drawn_one, _, _ in drawn(number):
            if not isinstance(drawn_one, CanReach):
                continue
            sentence = replace(drawn_one, despite=1 + number % 3)
            question, vacuity = question_of(system, sentence), vacuity_of(system, sentence)
            claim = claim_of(engine, question, vacuity, BUDGET)
            if isinstance(claim, Undecided):
                continue
            result = check(claim, question, vacuity)
            if not isinstance(result, Shown):
                wrong.append((number, sentence, f"{claim.outcome} refused: {result.reason[:300]}"))
                continue
            try:
                expected = verdict_of(system, sentence, BUDGET)
            except (BudgetExceededError, UnboundedChoiceError):
                continue
            if claim.outcome is not expected:
                wrong.append((number, sentence, f"{claim.outcome} instead of {expected}"))
    assert wrong == []
