"""A system that rotates workers has no path to settlement: that a state takes nobody back is no help to them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bcm_formal.api.loading import load
from bcm_formal.api.run import check
from bcm_formal.model.model import Model
from bcm_formal.translate.to_bcm import to_bcm
from bcm_formal.trust.claim import Outcome
from tests.builders.loading import model_of

SHIPPED = Path(__file__).parents[2] / "models" / "bcm" / "bcm.bcm"
BRIDGES = ("transition settle", "limit work_bridge", "limit recognition", "limit grace_bridge")
LUCKY = "property lucky: every person in temporary with not has_left can reach settlement with not has_left"


@cache
def rotating() -> Model:
    """The shipped model without what leads workers to settlement, where terms end for everybody."""
    text = to_bcm(load(SHIPPED))
    for head in BRIDGES:
        text, count = re.subn(rf"^{head} .*\n(?:  .*\n)+", "", text, flags=re.M)
        assert count == 1, head
    text = text.replace("pause_stay from trainee, worker, ", "pause_stay from ")
    text = re.sub(r"standing at most [12] and (time_in_status|jobless)", r"\1", text)
    text = re.sub(r"^  yields to .*\n", "", text, flags=re.M)
    text = text[: text.index("\nscenario ")]
    return model_of(f"{text}\n{LUCKY} even by adverse events\n")


@pytest.mark.slow
def test_only_by_bad_luck_does_everybody_get_from_temporary_stay_to_settlement() -> None:
    report = check(rotating(), ("p05_bridge_without_leaving", "lucky"))
    assert [verdict.outcome for verdict in report.verdicts] == [Outcome.VIOLATED, Outcome.HOLDS]
