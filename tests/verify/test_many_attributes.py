"""Many attributes: what is found grows as they do, and means what the listing of all states means."""

from __future__ import annotations

import pytest

from bcm_formal.system.questions import Path, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import PathProof, StrategyProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.verify.regions import Regions
from benchmarks.families import attributes as family
from tests.builders.loading import model_of

SMALL = {
    "collected": family.collected(3, losing=2),
    "in time": family.collected(2, losing=1, timed=True),
    "climbed": family.climbed(3, losing=3),
    "chain": family.prerequisites(4, "chain", losing=2),
    "tree": family.prerequisites(5, "tree", losing=1),
    "random": family.prerequisites(4, "random", losing=1, seed=5),
    "alternatives": family.alternatives(2),
    "counted": family.counted(4),
    "levels": family.levels(2, 4, losing=True),
    "numbers": family.counters(2, 5, losing=True),
    "numbers compared": family.counters(2, 5, compared=True),
    "unread": family.unread(1, 1, 1, top=3),
}


def system_of(text: str) -> TransitionSystem:
    return TransitionSystem(model_of(text))


@pytest.mark.parametrize("text", SMALL.values(), ids=SMALL)
def test_every_sentence_has_the_verdict_of_the_listing(text: str) -> None:
    system, portfolio = system_of(text), Portfolio("regions")
    for item in system.model.properties:
        expected = verdict_of(system, item.sentence, Budget(60_000))
        assert (item.name, portfolio.decide(system, item).outcome) == (item.name, expected)


def regions(text: str) -> int:
    """How many regions the fixpoint of the first property has."""
    system, engine = system_of(text), Regions()
    question = question_of(system, system.model.properties[0].sentence)
    assert isinstance(question, Path)
    ways = engine.ways(engine.compiled(system), question, Budget())
    ways.run(lambda _: False)
    return len(ways.regions)


@pytest.mark.parametrize("losing", [0, 60])
def test_regions_grow_with_the_attributes_that_are_needed_together(losing: int) -> None:
    assert regions(family.collected(60, losing)) <= regions(family.collected(15, min(losing, 15))) + 45


def test_regions_grow_with_the_length_of_a_chain_of_prerequisites() -> None:
    assert regions(family.prerequisites(60, "chain")) <= regions(family.prerequisites(15, "chain")) + 45


def test_a_level_is_climbed_in_as_many_regions_as_it_has_steps() -> None:
    assert regions(family.levels(1, 60)) <= regions(family.levels(1, 15)) + 45


def test_evidence_grows_with_the_attributes() -> None:
    system, portfolio = system_of(family.collected(40, losing=40)), Portfolio("regions")
    for item in system.model.properties:
        if item.name in ("path", "despite"):
            verdict = portfolio.decide(system, item).verdict
            assert verdict.outcome is Outcome.HOLDS
            assert isinstance(verdict.certificate, PathProof | StrategyProof)
            match verdict.certificate:
                case PathProof(_, found):
                    assert len(found) <= 42
                case StrategyProof(_, _, layers):
                    assert sum(len(layer) for layer in layers) <= 42
