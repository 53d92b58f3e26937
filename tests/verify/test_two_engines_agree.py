"""Formulas for which no question has evidence: what each of the two engines says of them."""

from __future__ import annotations

import pytest

from bcm_formal.model.expressions import Condition
from bcm_formal.system.asked import asked_of
from bcm_formal.system.questions import CtlQuestion, Inevitable, Question, Safety
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.formulas import Settled
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.ctl.decide import settle
from bcm_formal.verify.ctl.ranking import ranking
from bcm_formal.verify.decided import Found
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
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
COUNTING = """policy counting "Counting"
  time in months
layer inside
attribute n: integer, starts 0
status home in inside
status away in inside
status gone in inside
transition leave from home, away to gone by person
event count in home, away by person
  set n = n + 1
start in home, away
property p:
  ctl AG n at least 0 and EG not in gone
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


def test_what_was_answered_in_little_time_is_not_asked_again_nor_are_measures_sought_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = model_of(COUNTING)
    asked = asked_of(TransitionSystem(model), model.properties[0])
    assert isinstance(asked.question, CtlQuestion)
    answered: list[Question] = []
    again: list[Question] = []
    sought: list[tuple[TransitionSystem, object, object]] = []
    portfolio = Portfolio()

    def seeking(system: TransitionSystem, where: Condition, goal: Condition, budget: Budget) -> object:
        sought.append((system, where, goal))
        return ranking(system, where, goal, budget)

    def hard_but_for_safety(question: Question, share: int) -> Found[Shown]:
        again.extend(other for other in answered if other is question)
        if not isinstance(question, Safety) and share > 1:
            return gives_up(question, share)
        answered.append(question)
        return portfolio._shown(question, Budget())

    monkeypatch.setattr("bcm_formal.verify.ctl.decide.ranking", seeking)
    found = settle(asked, asked.question, hard_but_for_safety, ("regions",), Budget()).result
    assert isinstance(found, Settled)
    assert found.holds
    assert {type(question) for question in answered} == {Safety, Inevitable}
    assert not again
    assert len(sought) == len({(id(system), where, goal) for system, where, goal in sought}) > 0
