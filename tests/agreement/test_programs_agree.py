"""On random models with statuses that act at once all engines give one verdict, and every claim passes the checker."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from bcm_formal.model.sentences import Sentence
from bcm_formal.system.questions import Question, Safety, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.engine import Explicit
from tests.builders.effort import tries
from tests.builders.engines import ENGINES, OTHERS
from tests.builders.random_models import random_other_sentence, random_path_sentence, random_program, random_sentence

pytestmark = pytest.mark.slow

MODELS, CHUNK = tries(120), 10
BUDGET = Budget(work=8_000)
PAIRS = [(name, first) for name in OTHERS for first in range(0, MODELS if name == "regions" else MODELS // 4, CHUNK)]


def drawn(number: int) -> Iterator[tuple[Sentence, Question]]:
    """Questions about one model."""
    draw = random.Random(number)
    model = random_program(draw)
    system = TransitionSystem(model)
    for write in (random_sentence, random_path_sentence, random_other_sentence):
        sentence = write(draw, model)
        question = question_of(system, sentence)
        led = isinstance(question, Safety) and question.along is not None  # which listing states knows nothing of
        if not led:
            yield sentence, question


@pytest.mark.parametrize(("name", "first"), PAIRS)
def test_every_engine_agrees_where_statuses_act_at_once(name: str, first: int) -> None:
    wrong = []
    for number in range(first, first + CHUNK):
        engine = ENGINES[name]()
        for sentence, question in drawn(number):
            claim = engine.run(question, BUDGET)
            if not isinstance(claim, Claim):
                continue
            reference = Explicit().run(question, BUDGET)
            if isinstance(reference, Claim) and claim.outcome is not reference.outcome:
                wrong.append((number, sentence, f"{claim.outcome} instead of {reference.outcome}"))
                continue
            result = check(claim, question, None)
            if not isinstance(result, Shown):
                wrong.append((number, sentence, f"{claim.outcome} refused: {result.reason[:500]}"))
    assert wrong == []


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_evidence_of_the_listing_of_states_is_accepted_where_statuses_act_at_once(first: int) -> None:
    refused, shown = [], 0
    for number in range(first, first + CHUNK):
        for sentence, question in drawn(number):
            claim = Explicit().run(question, BUDGET)
            if isinstance(claim, Claim):
                result = check(claim, question, None)
                shown += isinstance(result, Shown)
                if not isinstance(result, Shown):
                    refused.append((number, sentence, claim.outcome, result))
    assert refused == []
    assert shown
