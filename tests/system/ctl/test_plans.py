"""What is asked about formulas says what they say."""

from __future__ import annotations

import pytest

from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.loading import model_of

_TEXT = """\
policy nested "Nested"
  time in months
layer all "All"
status a "A" in all
status b "B" in all
attribute sort: one of x, y, fixed
start in a
transition go from a to b by person
property first: ctl EF (in a and EF in b)
property second: ctl EF (in b and EF in a)
property always: ctl AG (in a implies EF (in a and EF in b))
"""


@pytest.mark.parametrize(
    ("name", "outcome"), [("first", Outcome.HOLDS), ("second", Outcome.VIOLATED), ("always", Outcome.HOLDS)]
)
def test_one_after_the_other_is_reached_by_what_happens_without_marks(name: str, outcome: Outcome) -> None:
    model = model_of(_TEXT)
    assert outcome is Portfolio().decide(TransitionSystem(model), model.property[name]).outcome
