"""Lives that count up to a large number are found and told with the work of short ones."""

from __future__ import annotations

import pytest

from bcm_formal.answers.answer import answer_to
from bcm_formal.answers.guide import Guide
from bcm_formal.answers.pathways import pathways_of
from bcm_formal.system.state import Delay, Repeat, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.loading import model_of

TEXT = """\
policy p "P"
  time in months
layer l "L"
actor o
status a in l
status x in l
status b in l
attribute n: 0 to {last}, starts 0
transition out from a to x by o
  when time_in_status at least 1 month
  set n = n + 1
transition back from x to a by o
  when time_in_status at least 1 month
event slip in a by o, adverse
  when n more than 0
  set n = n - 1
transition go from a to b by person
  when n at least {goal}
start in a
property can: every person in a with n is 0 and time_in_status is 0 months can reach b
property never: no person in b
"""


@pytest.mark.parametrize("last", [1_000, 10**6, 10**12])
def test_a_pathway_of_any_length_is_followed_in_few_steps(last: int, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_of(TEXT.format(last=last, goal=last // 2))
    verdict = Portfolio().decide(TransitionSystem(model), model.property["can"]).verdict
    assert verdict.outcome is Outcome.HOLDS
    looked: list[int] = []
    offered = Guide._next_steps
    monkeypatch.setattr(Guide, "_next_steps", lambda *args: looked.append(1) or offered(*args))  # type: ignore[func-returns-value]
    (told,) = pathways_of(verdict).lives
    assert len(looked) < 60
    assert told.legs[-1].acts[-2:] == (f"out, then back ({last // 2:,} times, 2 months apart)", "go")
    assert told.life.onward == (Repeat((Delay(1), Take("out"), Delay(1), Take("back")), last // 2), Take("go"))


def test_a_story_says_how_often_how_far_apart_and_when_the_last_time_was() -> None:
    model = model_of(TEXT.format(last=10**6, goal=500_000))
    answer = answer_to(Portfolio().decide(TransitionSystem(model), model.property["never"]).verdict)
    assert answer.story is not None
    _, counted, left = answer.story.moments
    assert (counted.what, counted.again) == ("out, then back", ", 500,000 times, 2 months apart")
    assert (counted.elapsed, left.elapsed) == (10**6, 10**6)
    assert [change.words for change in counted.changes] == ["n 0 → 500000"]
    assert (counted.by, counted.rule, left.rule) == ("by o", "back", "go")
