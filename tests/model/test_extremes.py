"""`larger of` and `smaller of`."""

from __future__ import annotations

from pathlib import Path

import pytest

import bcm_formal
from bcm_formal.diagnostics import DiagnosticError, source_of_text
from bcm_formal.language.from_text import parse_condition
from bcm_formal.language.writing.terms import expression_text
from bcm_formal.model.from_words import condition_from_text
from bcm_formal.model.to_text import condition_text
from tests.builders.example import codes_of, policy
from tests.builders.loading import model_of

MODEL = model_of(policy("clock work\nparameter wait = 5 years"))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("larger of stay and work at least wait", "(if stay at least work then stay else work) at least wait"),
        ("smaller of stay and work at least wait", "(if stay at most work then stay else work) at least wait"),
        (
            "stay at least larger of wait and 18 months",
            "stay at least (if wait at least 18 months then wait else 18 months)",
        ),
        ("stay at least smaller of 7 years and 18 months", "stay at least 18 months"),
        ("larger of points and 3 at least 5", "(if points at least 3 then points else 3) at least 5"),
        ("level at least smaller of level and good", "level at least (if level at most good then level else good)"),
        (
            "stay at least larger of work and smaller of wait and time_in_status + 1 year",
            "stay at least (if work at least {0} then work else {0})".format(
                "(if wait at most time_in_status + 1 year then wait else time_in_status + 1 year)"
            ),
        ),
        ("stay at least 1 year and larger of stay and work at least wait and points is 3", ""),
    ],
)
def test_it_is_the_value_that_is_chosen(short: str, long: str) -> None:
    condition = condition_from_text(MODEL, short)
    if long:
        assert condition == condition_from_text(MODEL, long)
    assert condition == condition_from_text(MODEL, condition_text(MODEL, condition))
    assert expression_text(parse_condition(source_of_text(short))) == short


@pytest.mark.parametrize(
    "wrong", ["stay at least 1 year + larger of stay and work", "larger of stay at least 1 year", "larger of stay"]
)
def test_a_sum_needs_parentheses_and_two_values_are_needed(wrong: str) -> None:
    with pytest.raises(DiagnosticError):
        condition_from_text(MODEL, wrong)
    assert condition_from_text(MODEL, "stay at least 1 year + (larger of stay and work)")


@pytest.mark.parametrize(
    ("wrong", "codes"),
    [
        ("larger of stay and points at least 1 year", ["BCM301"]),
        ("larger of sector and sector is care", ["BCM302"]),
        ("larger of employed and employed", ["BCM302"]),
        ("larger of stay and 5 at least 1 year", ["BCM306"]),
    ],
)
def test_values_of_one_kind_with_an_order_are_needed(wrong: str, codes: list[str]) -> None:
    assert codes_of(policy(f"property p: every person with {wrong} has employed")) == codes


TEXT = """policy permits "Permits"
  time in months

layer inside
status guest   in inside
status settled in inside

attribute job:    yes or no, starts no
attribute points: 0 to 9, fixed, starts any

parameter normal = 5 years
parameter short = 3 years

clock work
  runs while job
clock study
  runs while not job

event hire by person
  set job = yes
event leave by person
  set job = no

transition settle from guest to settled by person
  when larger of work and study at least smaller of normal and short + 1 year
  and points at least larger of 3 and smaller of points and 5

limit stay in settled
  while time_in_status at most larger of short and normal, then guest

start in guest

property fewest:  no person in settled with points less than 3
property way:     every person in guest with points at least 3 can reach settled within larger of 4 years and short
property longest: every person entering settled has larger of work and study at least 4 years
property soonest: every person entering settled has larger of work and study at least 49 months
property other:   every person entering settled has smaller of work and study at least 1 year
"""


def test_verdicts_are_those_of_the_larger_and_the_smaller(tmp_path: Path) -> None:
    path = tmp_path / "permits.bcm"
    path.write_text(TEXT)
    report = bcm_formal.check(bcm_formal.load(path), coverage=False)
    found = "".join(item.outcome.value[0] for item in report.verdicts)
    assert found == "HHHVV"
