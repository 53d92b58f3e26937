"""Formulas for which no question has evidence: what each of the two engines says of them."""

from __future__ import annotations

import pytest

from bcm_formal.system.asked import asked_of
from bcm_formal.system.questions import CtlQuestion, Question
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.formulas import Settled
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.ctl.decide import settle
from bcm_formal.verify.decided import Found
from bcm_formal.verify.engine import Budget
from tests.builders.loading import model_of

POLICY = """policy window "Window"
  time in months
layer inside
layer outside
window absent: counts in away over 2 months in 2 parts
status home in inside
status away in outside
transition go from home to away by person
transition back from away to home by person
start in home
property p:
  ctl {formula}
"""


def gives_up(question: Question, share: int) -> Found[Shown]:
    """None of the questions that have evidence is decided."""
    return Found(f"1/{share} of the work for a {type(question).__name__} is too little")


@pytest.mark.parametrize(
    ("formula", "holds"),
    [
        ("AG (absent is 3 months implies AF in home)", True),  # it speaks of nobody, which is no refutation
        ("AG (absent is 2 months implies AF in home)", False),
        ("AG (absent is 2 months implies EF in home)", True),
    ],
)
def test_a_formula_that_speaks_of_nobody_holds_for_both(formula: str, holds: bool) -> None:
    model = model_of(POLICY.format(formula=formula))
    asked = asked_of(TransitionSystem(model), model.properties[0])
    assert isinstance(asked.question, CtlQuestion)
    found = settle(asked, asked.question, gives_up, ("regions", "explicit"), Budget()).result
    assert isinstance(found, Settled)
    assert found.holds is holds
