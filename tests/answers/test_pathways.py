"""Pathways are told as lives that can be lived, from whom the property speaks of to its goal, and nothing too much."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from bcm_formal.answers.answer import Answer, answer_to
from bcm_formal.answers.lives import witness_of
from bcm_formal.answers.pathways import pathways_of
from bcm_formal.answers.quickest import NoWay, Quickest, quickest_from
from bcm_formal.api.loading import load
from bcm_formal.api.run import check
from bcm_formal.model.expressions import TRUE
from bcm_formal.model.model import Model, Origin, Property
from bcm_formal.model.sentences import SomeCanReach
from bcm_formal.system.questions import help_of
from bcm_formal.system.state import Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import decide
from bcm_formal.views.report.evidence import tell_evidence
from bcm_formal.views.report.page import Page, to_plain
from tests.builders.effort import tries
from tests.builders.lives import is_lived, needless
from tests.builders.random_models import NOWHERE, random_model, random_path_sentence

pytestmark = pytest.mark.slow

MODELS = tries(100)
CHUNK = 20
BUDGET = Budget(work=30_000)
CASES = Path(__file__).parents[1] / "cases"


def told(model: Model, name: str, *, verbose: bool = False) -> tuple[Answer, str]:
    """The answer to a property that holds, and its page without line breaks."""
    found = answer_to(check(model, (name,), coverage=False).verdicts[0])
    assert Outcome.HOLDS is found.verdict.outcome
    page = Page()
    tell_evidence(page, found, verbose=verbose)
    return found, to_plain(page, 10_000)


@pytest.mark.parametrize(
    ("case", "name", "lines"),
    [
        (
            "pathway_wrong_wait",
            "r",
            ["Student: change → Worker; then wait until stay is 10 years (10 years), grant → Permanent"],
        ),
        ("pathway_wrong_wait", "b", ["Worker: wait until stay is 10 years (10 years), grant → Permanent"]),
        ("s3", "p", ["skilled: wait until residence is 5 years (5 years), settle → ilr"]),
        ("s3", "r", ["skilled: wait until residence is 5 years (5 years), settle → ilr"]),
        (
            "irrelevant_values",
            "p5",
            [
                "Student: hire → Worker; then train (3 times), settle → Resident",
                "Worker: train (3 times), settle → Resident",
            ],
        ),
        (
            "ren",
            "back_year",
            [
                "Licence withdrawn: apply → reapply; then regrant → holder",
                "Barred: wait until time_in_status is 6 months (6 months), time limit of Barred (barred_limit) → "
                "Licence withdrawn; then apply → reapply; then regrant → holder",
                "reapply: regrant → holder",
            ],
        ),
    ],
)
def test_what_is_told_of_inputs_that_once_failed(case: str, name: str, lines: list[str]) -> None:
    _, page = told(load(CASES / f"{case}.bcm"), name)
    assert [line.strip()[2:] for line in page.splitlines() if "▸" in line] == lines
    assert "observed" not in page


# --- every told life can be lived ---


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_lives_told_of_random_models_are_replayed_and_need_every_step(first: int) -> None:
    lives = 0
    for number in range(first, first + CHUNK):
        draw = random.Random(number)
        model = random_model(draw)
        system = TransitionSystem(model)
        for _ in range(3):
            sentence = random_path_sentence(draw, model)
            verdict = decide(system, Property("p", "", sentence, "", Origin(), NOWHERE), "regions", BUDGET)
            if verdict.outcome is not Outcome.HOLDS:
                continue
            found = pathways_of(verdict)
            for told_life in found.lives:
                is_lived(model, told_life.life, sentence)
                assert needless(model, told_life.life, sentence.target) == [], (number, sentence)
            for left in found.recoveries:
                if left.told is not None:
                    is_lived(model, left.told.life, replace(sentence, condition=TRUE, within=None))
            assert found.untold == 0, (number, sentence)
            lives += len(found.lives)
    assert lives > CHUNK // 2


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_somebody_who_can_reach_does_nothing_that_is_not_needed(first: int) -> None:
    shown = 0
    for number in range(first, first + CHUNK):
        draw = random.Random(number)
        model = random_model(draw)
        system = TransitionSystem(model)
        for _ in range(2):
            every = random_path_sentence(draw, model)
            sentence = SomeCanReach(every.condition, every.target, every.within, every.actors)
            found = answer_to(decide(system, Property("p", "", sentence, "", Origin(), NOWHERE), "regions", BUDGET))
            if found.verdict.outcome is not Outcome.HOLDS:
                continue
            assert found.trace is not None
            life = witness_of(model, sentence, found.trace)
            assert life is not None
            assert life.trace == found.trace
            is_lived(model, life, replace(every, despite=None, adverse=True))
            assert needless(model, life, sentence.target) == [], (number, sentence)
            shown += 1
    assert shown > CHUNK // 2


def test_adverse_events_are_told_only_where_nothing_else_leads_on() -> None:
    hit = 0
    for number in range(300, 400):
        draw = random.Random(number)
        model = random_model(draw)
        sentence = replace(random_path_sentence(draw, model), despite=None, adverse=True)
        system = TransitionSystem(model)
        verdict = decide(system, Property("p", "", sentence, "", Origin(), NOWHERE), "regions", BUDGET)
        if verdict.outcome is not Outcome.HOLDS:
            continue
        calm = replace(model, events=tuple(event for event in model.events if not event.adverse))
        for told_life in pathways_of(verdict).lives:
            life = told_life.life
            if any(isinstance(step, Take) and model.event[step.event].adverse for step in life.onward):
                hit += 1
                otherwise = quickest_from(TransitionSystem(calm), life.now, sentence.target, help_of(sentence))
                is_late = isinstance(otherwise, Quickest) and otherwise.time > (sentence.within or 0)
                assert isinstance(otherwise, NoWay) or (sentence.within is not None and is_late), number
    assert hit
