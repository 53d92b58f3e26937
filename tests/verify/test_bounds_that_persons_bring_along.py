"""`must reach` where time is bounded by a clock that stands for ever at any reading: no number is a bound for all, but
everybody has one of their own."""

from __future__ import annotations

import random

import pytest

from bcm_formal.answers.answer import answer_to
from bcm_formal.model.model import Model
from bcm_formal.system.asked import asked_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import PursuitProof
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.vault.certificate_from_text import evidence_in
from bcm_formal.vault.certificate_text import CertificateWriter
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import decide
from bcm_formal.verify.regions import Regions
from tests.builders.loading import model_of
from tests.builders.mixed_policies import mixed_model

POLICY = """\
policy standing "Each has a patience of their own"
  time in months
layer all
actor office
clock patience, fixed
  starts {starts}
attribute keen: yes or no, starts any
status first in all
  at most 3 months, then second
status second in all
status third in all
status goal in all
limit out in second
  while time_in_status at most patience, then third
limit up in third
  while time_in_status at most patience, then goal
transition back from third to second by office
  when {back}
start in first
property asked:
  {sentence}
"""
ALL = "every person in first must reach goal"
NOBODY, SOON, LATE = "keen and not keen", "time_in_status less than patience", "time_in_status at least 5 months"


def _model(sentence: str = ALL, starts: str = "any", back: str = NOBODY) -> Model:
    return model_of(POLICY.format(sentence=sentence, starts=starts, back=back))


@pytest.mark.parametrize(
    ("sentence", "starts", "told"),
    [
        (ALL, "any", "each at the latest after 2 * patience + 3 months"),
        (ALL, "at least 7 months", "each at the latest after 2 * patience + 3 months"),
        (ALL, "at most 7 months", "at the latest after 17 months"),
        ("every person in second must reach third", "any", "each at the latest after patience"),
        (
            "every person in second with patience at most 3 months must reach goal",
            "any",
            "at the latest after 6 months",
        ),
        ("every person in first must reach second", "any", "at the latest after 3 months"),
    ],
)
def test_the_bound_of_each_person_is_found_and_told(sentence: str, starts: str, told: str) -> None:
    model = _model(sentence, starts)
    verdict = decide(TransitionSystem(model), model.properties[0])
    assert verdict.outcome is Outcome.HOLDS
    assert answer_to(verdict).note == f"Everybody gets there{',' * told.startswith('each')} {told}."


@pytest.mark.parametrize(
    ("sentence", "back", "outcome"),
    [
        (ALL, NOBODY, Outcome.HOLDS),
        (ALL, SOON, Outcome.VIOLATED),
        (ALL, LATE, Outcome.VIOLATED),
        ("every person in first with patience at most 4 months must reach goal", LATE, Outcome.HOLDS),
        ("every person in first with patience at most 5 months must reach goal", LATE, Outcome.VIOLATED),
        ("every person in first must reach goal within 40 months", NOBODY, Outcome.VIOLATED),
        ("ctl AG (in first implies AF in goal)", NOBODY, Outcome.HOLDS),
        ("ctl AG (in first implies AF in goal)", SOON, Outcome.VIOLATED),
    ],
)
def test_whether_the_goal_can_be_avoided_is_decided_for_every_patience(
    sentence: str, back: str, outcome: Outcome
) -> None:
    model = _model(sentence, back=back)
    assert decide(TransitionSystem(model), model.properties[0]).outcome is outcome


@pytest.mark.parametrize(
    ("formula", "back", "outcome"),
    [
        ("EX EG not in goal", NOBODY, Outcome.VIOLATED),
        ("EF (in second and EG EX not in goal)", NOBODY, Outcome.VIOLATED),
        ("EF (patience at most 6 months or EG EX not in goal)", SOON, Outcome.HOLDS),
    ],
)
def test_inner_parts_of_formulas_are_computed_though_the_states_have_any_patience(
    formula: str, back: str, outcome: Outcome
) -> None:
    model = _model(f"ctl {formula}", "at most 7 months", back)
    assert decide(TransitionSystem(model), model.properties[0]).outcome is outcome


@pytest.mark.parametrize(
    ("number", "place", "outcome"),
    [(20036, 2, Outcome.HOLDS), (20244, 4, Outcome.HOLDS), (30913, 1, Outcome.VIOLATED)],
)
def test_random_policies_that_had_no_verdict_for_want_of_a_number_for_all(
    number: int, place: int, outcome: Outcome
) -> None:
    model = mixed_model(random.Random(number))
    assert decide(TransitionSystem(model), model.properties[place]).outcome is outcome


def test_the_bound_is_written_and_read_again() -> None:
    model = _model()
    asked = asked_of(TransitionSystem(model), model.properties[0])
    claim = Regions().run(asked.question, Budget())
    assert isinstance(claim, Claim)
    assert isinstance(claim.certificate, PursuitProof)
    about = asked.question.system.model
    writer = CertificateWriter(about)
    lines = writer.parts_of(claim.certificate)
    assert "within 2 * patience + 3 months" in [line.text for line in lines]
    assert evidence_in([*writer.shared(), *lines], "pursuit", about) == claim.certificate
