"""Starts that nobody can begin with are errors, whatever the form of the contradiction."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from bcm_formal.diagnostics import has_errors
from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.expressions import conjunction
from bcm_formal.model.model import Model, Start
from bcm_formal.project.preparing import read
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.vetting.unmet_starts import unmet_starts
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_models import NOWHERE, random_condition, random_model

CASES = Path(__file__).resolve().parents[1] / "cases"
TEXT = """policy p "P"
  time in months
layer l
layer k
attribute x: one of w0, w1, fixed
attribute y: yes or no, fixed
attribute level: none < N5 < N4, starts none
attribute points: 0 to 10, fixed
attribute n: integer, fixed
attribute len: one of 1 month, 3 months, fixed
clock age
  starts 10 to 20 months
clock stay
clock zero_one
  starts 0 months
define grown = age at least 15 months
score sum
  2 when y
  3 when x is w0
  1 when grown
parameter cap = 4
status a in l
status b in k
event raise by person
  set level = next level
transition go from a to b by person
{start}
property q: no dead ends
"""


def begun(*starts: str) -> Model:
    return model_of(TEXT.format(start="\n".join(starts)))


UNMET = [
    "x is not one of w0, w1",
    "x is not w0 and x is not w1",
    "y and not y",
    "level is N5",
    "level at least N4",
    "level is not none",
    "points at least 6 and points at most 5",
    "points + points is 3",
    "2 * n is 7",
    "n more than 3 and n less than 4",
    "len is 2 months",
    "age is 9 months",
    "age at least 21 months",
    "not grown and age at least 15 months",
    "zero_one at least 1 month",
    "age less than stay and stay at most 9 months",
    "sum at least 7",
    "sum is 5 and not y",
    "sum is 6 and age at most 14 months",
    "points more than cap and points at most 4",
    "(if y then 1 else 2) is 3",
    "not (y implies (x is w0 or x is not w0))",
    "in b",
    "in b or level is N4",
]
MET = [
    "x is not w0",
    "y or not y",
    "level is none",
    "points + points is 4",
    "2 * n is 8",
    "len is 3 months",
    "age is 20 months",
    "grown and age at most 15 months",
    "stay at least 1000000 months",
    "age less than stay and stay at most 11 months",
    "sum is 6",
    "sum is 4 and grown",
    "points at least cap",
    "in a",
]


@pytest.mark.parametrize("condition", UNMET)
def test_a_start_that_contradicts_itself_or_what_there_is_to_start_with_is_an_error(
    condition: str, tmp_path: Path
) -> None:
    for starts in ([f"start in a with {condition}"], ["start in a", f"start in a with {condition}"]):
        path = tmp_path / "m.bcm"
        path.write_text(TEXT.format(start="\n".join(starts)), encoding="utf-8")
        loaded = read(path)
        assert loaded.model is None
        errors = [item for item in loaded.diagnostics if item.severity == "error"]
        assert [item.code for item in errors] == ["BCM407"]
        assert errors[0].span is not None
        assert starts[-1].startswith(errors[0].span.text) or errors[0].span.text in starts[-1]


@pytest.mark.parametrize("condition", MET)
def test_a_start_that_somebody_meets_is_none(condition: str) -> None:
    assert unmet_starts(begun(f"start in a with {condition}")) == ()


def test_a_start_in_several_statuses_need_not_be_met_in_all() -> None:
    assert unmet_starts(begun("start in l, k with in b")) == ()
    assert len(unmet_starts(begun("start in l, k with in b and points is 1 and points is not 1"))) == 1


def test_the_policy_in_which_everything_held_because_nobody_starts_is_refused() -> None:
    loaded = read(CASES / "no_start_accepted.bcm")
    assert loaded.model is None
    assert has_errors(loaded.diagnostics)
    assert "BCM407" in [item.code for item in loaded.diagnostics]


@pytest.mark.parametrize("seed", range(tries(60)))
def test_what_is_reported_is_what_no_listed_start_meets(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(3):
        model = random_model(draw)
        condition = conjunction(random_condition(draw, model) for _ in range(draw.randint(1, 4)))
        start = Start((draw.choice(model.statuses).name,), conjunction((model.starts[0].condition, condition)), NOWHERE)
        asked = replace(model, starts=(start,))
        try:
            listed = next(Interpreter(asked).start_states(ceilings(TransitionSystem(asked), ())), None)
        except UnboundedChoiceError:
            continue
        assert (listed is None) == bool(unmet_starts(asked))
