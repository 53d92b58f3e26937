"""A witness may be found before all states are that lead to the goal; what is said is the same."""

from __future__ import annotations

import random

import pytest

from bcm_formal.system.questions import Witness, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.engine import Explicit
from bcm_formal.verify.regions import Regions, engine
from benchmarks.families.national import national
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_models import random_model, random_sentence

CHUNK = 20


def witnesses(number: int) -> list[Witness]:
    """Questions for a witness about one random model."""
    draw = random.Random(number)
    model = random_model(draw)
    system = TransitionSystem(model)
    questions = (question_of(system, random_sentence(draw, model)) for _ in range(20))
    return [question for question in questions if isinstance(question, Witness)]


@pytest.mark.parametrize("first", range(0, tries(200), CHUNK))
def test_looked_for_after_each_region_it_is_what_the_listing_says(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SOON", 1)
    budget = Budget(work=30_000)
    for number in range(first, first + CHUNK):
        for question in witnesses(number):
            claim, expected = Regions().run(question, budget), Explicit().run(question, budget)
            if isinstance(claim, Claim) and isinstance(expected, Claim):
                assert (number, claim.outcome) == (number, expected.outcome)
                assert isinstance(check(claim, question, None), Shown)


def test_in_a_large_policy_few_regions_are_needed() -> None:
    system = TransitionSystem(model_of(national(0, properties=10)))
    question = question_of(system, system.model.property["p9"].sentence)
    assert isinstance(question, Witness)
    regions = Regions()
    claim = regions.run(question, Budget())
    assert isinstance(claim, Claim)
    assert claim.outcome is Outcome.HOLDS
    assert isinstance(check(claim, question, None), Shown)
    ways = regions.ways(regions.compiled(system), question, Budget())
    assert len(ways.regions) < 4 * engine.SOON
