"""Policies on which some version gave a wrong answer or none: every engine that answers now gives the right one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.model.model import Property
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import decide
from tests.builders.loading import model_of

pytestmark = pytest.mark.slow

CASES = Path(__file__).parent.parent / "cases"
RIGHT = {
    "despite0": {"zero": "VIOLATED", "one": "VIOLATED", "plain": "VIOLATED", "even_so": "HOLDS"},
    "engine_fault_ctl_min": {"p15": "HOLDS"},
    "crash_keyerror_observed_time": {"goal": "VIOLATED"},
    "must_reach_timelock": {"p1": "HOLDS", "p2": "VIOLATED", "p3": "HOLDS"},
    "unknown_conjunction": {"first": "VIOLATED", "both": "VIOLATED"},
    "some": {"p": "VACUOUS", "p2": "VACUOUS"},
    "any_duration": {"entering": "VIOLATED", "soon": "HOLDS", "never": "VIOLATED"},
}


def policy(name: str) -> tuple[TransitionSystem, tuple[Property, ...]]:
    model = model_of(CASES / f"{name}.bcm")
    return TransitionSystem(model), model.properties


@pytest.mark.parametrize("name", RIGHT)
def test_the_answer_is_right(name: str) -> None:
    system, properties = policy(name)
    assert {item.name: decide(system, item).outcome.value for item in properties} == RIGHT[name]


@pytest.mark.parametrize("name", ["any_duration", "despite0", "engine_fault_ctl_min", "must_reach_timelock", "some"])
def test_the_listed_states_give_the_same_answer(name: str) -> None:
    system, properties = policy(name)
    listed = {item.name: verdict_of(system, item.sentence, Budget()) for item in properties}
    assert listed == {name: Outcome(answer) for name, answer in RIGHT[name].items()}


@pytest.mark.parametrize(
    ("name", "formula"), [("unknown_ctl_clock_difference", "p12"), ("unknown_integer_multiple", "p15")]
)
def test_what_the_start_alone_settles_needs_no_further_step(name: str, formula: str) -> None:
    system, properties = policy(name)
    (item,) = [item for item in properties if item.name == formula]
    verdict = decide(system, item)
    assert (verdict.outcome, verdict.certificate is None) == (Outcome.HOLDS, False)


@pytest.mark.parametrize("name", ["p7", "p8"])
def test_a_short_range_that_is_set_from_a_number_without_bounds_is_decided(name: str) -> None:
    system, properties = policy("unknown_integer_multiple")
    (item,) = [item for item in properties if item.name == name]
    verdict = decide(system, item)
    assert (verdict.outcome, verdict.engine, bool(verdict.solvers)) == (Outcome.HOLDS, "regions", True)
