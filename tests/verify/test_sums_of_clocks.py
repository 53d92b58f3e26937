"""Sums of clocks, each taken so many times: months that count half."""

from __future__ import annotations

import pytest

from bcm_formal.system.questions import question_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Undecided
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from tests.builders.engines import ENGINES
from tests.builders.loading import model_of

TEXT = """policy halves "Halves"
  time in months

layer inside

attribute job: yes or no, starts no

clock work
  runs while job
clock study
  runs while not job

status guest   in inside
status settled in inside

event hire by person
  set job = yes
event leave by person
  set job = no
transition settle from guest to settled by person
  when 2 * work + study at least 10 years

start in guest

property way: every person in guest can reach settled
property soon: every person in guest can reach settled within 5 years
property sooner: every person in guest can reach settled within 59 months
property years: every person entering settled has work + study at least 5 years
property months: every person entering settled has work + study at least 61 months
property one: every person entering settled has work at least 1 year
property weighed: every person entering settled has 3 * work + 2 * study at least 15 years
property odd: some person in guest with 2 * work - 3 * study is 7 months can reach settled within 1 year
property even: no person in guest with 2 * work - 4 * study is 7 months
property no_sooner: time from guest to settled is at least 5 years
"""
MODEL = model_of(TEXT)
SYSTEM = TransitionSystem(MODEL)
EXPECTED = {
    "way": "HOLDS",
    "soon": "HOLDS",
    "sooner": "VIOLATED",
    "years": "HOLDS",
    "months": "VIOLATED",
    "one": "VIOLATED",
    "weighed": "HOLDS",
    "odd": "HOLDS",
    "even": "HOLDS",
    "no_sooner": "HOLDS",
}
DECIDES = {
    "regions": ("way", "one", "even"),
    "bounded": ("months", "one", "odd"),
    "spacer": ("years", "months", "weighed", "odd", "no_sooner"),
    "k_induction": ("even",),
    "pathways": ("way", "soon"),
    "explicit": (),
}


@pytest.mark.parametrize("name", ENGINES)
def test_each_engine_decides_what_it_can_and_hands_on_the_rest(name: str) -> None:
    decided = set()
    for item in MODEL.properties:
        question = question_of(SYSTEM, item.sentence)
        claim = ENGINES[name]().run(question, Budget(work=3_000))
        if isinstance(claim, Undecided):
            assert claim.reason
            continue
        assert claim.outcome.value == EXPECTED[item.name], item.name
        assert isinstance(check(claim, question, None), Shown), item.name
        decided.add(item.name)
    assert set(DECIDES[name]) <= decided


def test_regions_say_why_they_hand_a_sum_on() -> None:
    question = question_of(SYSTEM, MODEL.property["sooner"].sentence)
    undecided = ENGINES["regions"]().run(question, Budget(work=30_000))
    assert not isinstance(undecided, Claim)
    assert "cannot hold exactly" in undecided.reason


@pytest.mark.parametrize(("study", "months"), [(0, 60), (1, 60), (2, 59), (41, 40), (119, 1), (120, 0)])
def test_a_wait_ends_where_the_sum_is_reached(study: int, months: int) -> None:
    interpreter = Interpreter(MODEL)
    (state,) = interpreter.start_states()
    later = interpreter.wait(state, study) if study else state
    assert later is not None
    working = interpreter.fire(later, "hire")
    assert working is not None
    for steps in range(max(0, months - 2), months + 3):
        after = interpreter.wait(working, steps) if steps else working
        assert after is not None
        assert (interpreter.fire(after, "settle") is not None) == (steps >= months)
