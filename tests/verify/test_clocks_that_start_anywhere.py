"""Clocks that start with any reading: what every engine answers, and evidence that begins with a reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.api.loading import load
from bcm_formal.api.run import check
from bcm_formal.system.semantics import Interpreter
from bcm_formal.trust.certificate import TrapProof
from bcm_formal.trust.trace import replay
from tests.builders.engines import ENGINES
from tests.builders.loading import model_of

pytestmark = pytest.mark.slow

CASES = Path(__file__).resolve().parents[1] / "cases"
RESIDENCE = """policy p "P"
  time in years
layer l
layer goal
actor office
clock age
  {starts}
status s in l
status t in l
status u in goal
transition go from s to t by office
  when age less than 30 years
transition pr from t to u by office
  when age less than 45 years
   and time_in_status at least 10 years
limit too_long in t
  while time_in_status at most 12 years, then s
start in s{condition}
property entering: every person entering t has age less than 30 years
property young: every person in s with age less than 30 years can reach u within 11 years
property everybody: every person in s can reach u
property somebody: some person in s with age at least 25 years can reach u within 10 years
property nobody: no person in u with age less than {least}
"""
EXPECTED = {"entering": "HOLDS", "young": "HOLDS", "everybody": "VIOLATED", "somebody": "HOLDS", "nobody": "HOLDS"}


@pytest.mark.parametrize("engine", ["auto", *ENGINES])
@pytest.mark.parametrize("case", ["age", "age2"])
def test_who_is_too_old_is_found_with_the_age_they_start_with(case: str, engine: str) -> None:
    model = load(CASES / f"{case}.bcm")
    verdict = check(model, engine=engine, coverage=False).verdicts[0]
    if engine != "auto" and verdict.outcome.name == "UNKNOWN":
        return
    assert verdict.outcome.name == "VIOLATED"
    assert isinstance(verdict.certificate, TrapProof)
    states = replay(Interpreter(model), verdict.certificate.trace)
    assert states[-1].status == "t"


@pytest.mark.parametrize(
    ("starts", "condition", "least"),
    [
        ("starts any", "", "10 years"),
        ("starts at least 18 years", "", "28 years"),
        ("starts 18 to 50 years", "", "28 years"),
        ('title de "Alter"', " with age at least 18 years and age at most 50 years", "28 years"),
    ],
)
@pytest.mark.parametrize("engine", ["auto", "explicit", "regions"])
def test_verdicts_are_those_of_all_readings_together(starts: str, condition: str, least: str, engine: str) -> None:
    model = model_of(RESIDENCE.format(starts=starts, condition=condition, least=least))
    said = {v.property.name: v.outcome.name for v in check(model, engine=engine, coverage=False).verdicts}
    assert said == EXPECTED


@pytest.mark.parametrize("lower", ["9 years", "27 years"])
def test_a_bound_one_year_lower_is_missed_by_the_youngest(lower: str) -> None:
    higher = {"9 years": "11 years", "27 years": "29 years"}[lower]
    starts = {"9 years": "starts any", "27 years": "starts at least 18 years"}[lower]
    for least, outcome in ((lower, "HOLDS"), (higher, "VIOLATED")):
        model = model_of(RESIDENCE.format(starts=starts, condition="", least=least))
        assert outcome == check(model, ["nobody"], coverage=False).verdicts[0].outcome.name
