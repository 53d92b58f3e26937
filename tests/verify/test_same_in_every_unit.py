"""Bounded questions cost the same work whatever the step of time is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.system.questions import question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions import Regions
from tests.builders.loading import model_of

CASES = Path(__file__).parent.parent / "cases"
WORK = 10_000
"""units of a budget that is 2,000,000 else"""


def outcome(text: str) -> Outcome | str:
    """The answer of the main engine within very little work."""
    model = model_of(text)
    found = Regions().run(question_of(TransitionSystem(model), model.properties[0].sentence), Budget(WORK))
    return found.outcome if isinstance(found, Claim) else found.reason


@pytest.mark.parametrize("name", ["v_t1", "v_t1m"])
@pytest.mark.parametrize("within", [" within 7 years", " within 6 years", ""])
def test_days_cost_no_more_than_months(name: str, within: str) -> None:
    text = (CASES / f"{name}.bcm").read_text(encoding="utf-8")
    assert outcome(text.replace(" within 7 years", within)) is Outcome.VIOLATED
