"""What is entered by a step that sets a number to any of endlessly many values."""

from __future__ import annotations

import pytest

from bcm_formal.api.run import check
from bcm_formal.trust.claim import Outcome
from tests.builders.loading import model_of

LOTTERY = """\
policy lottery "Lottery"
  time in months
layer all
attribute money: integer, starts 0
attribute ticket: yes or no, starts no
status poor in all
status rich in all
event buy in poor by person
  set ticket = yes
transition draw from poor to rich by person
  when ticket
  set money = any
start in poor
"""


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("every person entering rich has ticket", Outcome.HOLDS),
        ("every person entering rich has money at least 1", Outcome.VIOLATED),
        ("every person entering rich with money at least 5 has ticket", Outcome.HOLDS),
        ("every person entering rich with money at least 5 has money at least 5", Outcome.VIOLATED),
        ("every person entering rich with money is 5 or money less than -7 has not ticket", Outcome.VIOLATED),
        ("every person entering rich with 2 * money at least 5 has ticket", Outcome.UNKNOWN),
        ("some person can reach rich with money at least 1000000", Outcome.HOLDS),
    ],
)
def test_only_what_is_read_matters(sentence: str, outcome: Outcome) -> None:
    (verdict,) = check(model_of(f"{LOTTERY}property p: {sentence}\n"), coverage=False).verdicts
    assert outcome is verdict.outcome
    if outcome is Outcome.UNKNOWN:
        assert "`money`" in (verdict.reason or "").replace("'", "`")
