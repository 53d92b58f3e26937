"""The bound of a limit may read a clock that is fixed: a stay as long as each person was granted."""

from __future__ import annotations

import pytest

from bcm_formal.model.load import load
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import AUTO, decide
from tests.builders.loading import model_of

GRANTED = """policy granted "Granted"
  time in months
layer l "L"
status here "Here" in l
status gone "Gone" in l
clock granted, fixed
  starts 3 to 9 months
clock stay
start in here
limit over in here
  while time_in_status at most granted + 1 month, then gone
event extend in here by person
  when stay at most granted
property soonest: every person entering gone has stay at least 4 months
property later: every person entering gone has stay at least 5 months
property own_time: every person entering gone has stay at least granted
property at_last: every person in here must reach gone within 10 months
property latest: some person in here can reach gone with stay at least 10 months
property no_later: no person in gone with stay at least 11 months and time_in_status at most 0 months
"""
EXPECTED = {
    "soonest": Outcome.HOLDS,
    "later": Outcome.VIOLATED,
    "own_time": Outcome.HOLDS,
    "at_last": Outcome.HOLDS,
    "latest": Outcome.HOLDS,
    "no_later": Outcome.HOLDS,
}


def test_a_limit_ends_when_the_fixed_clock_says() -> None:
    system = TransitionSystem(model_of(GRANTED))
    assert {item.name: decide(system, item).outcome for item in system.model.properties} == EXPECTED


@pytest.mark.parametrize("engine", AUTO)
def test_no_engine_says_otherwise(engine: str) -> None:
    system = TransitionSystem(model_of(GRANTED))
    found = {item.name: decide(system, item, engine, Budget(50_000)).outcome for item in system.model.properties}
    wrong = {name: outcome for name, outcome in found.items() if outcome not in (EXPECTED[name], Outcome.UNKNOWN)}
    assert wrong == {}


@pytest.mark.parametrize("bound", ["stay", "granted + stay", "time_in_status"])
def test_a_clock_that_moves_is_refused_there(bound: str) -> None:
    _, found = load(GRANTED.replace("granted + 1 month", bound))
    assert [item.code for item in found if item.severity == "error"] == ["BCM316"]
