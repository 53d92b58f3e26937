"""Waits of any length are looked at where something may change, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.system.questions import question_of
from bcm_formal.system.state import Delay, State, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import TraceProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Refused, Shown
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.loading import model_of

CASES = Path(__file__).parent.parent / "cases"
TEXT = """\
policy p "P"
  time in months
layer l "L"
actor o
attribute g: 0 to 3, starts 1
clock c
status a in l
status b in l
transition go from a to b by o
start in a
property x: b only after {condition}
"""


def checked(condition: str, *steps: Delay | Take) -> Shown | Refused:
    model = model_of(TEXT.format(condition=condition))
    question = question_of(TransitionSystem(model), model.properties[0].sentence)
    trace = Trace(State("a", (1,), (0, 0)), steps)
    return check(Claim(Outcome.VIOLATED, TraceProof(trace), "somebody"), question, None)


GO = Take("go")
LONG = 9 * 10**14


@pytest.mark.parametrize(
    ("condition", "is_shown"),
    [
        ("time_in_status at least 3 months", False),
        (f"c more than {LONG} months", True),
        (f"c is {LONG // 2} months", False),
        (f"c is {LONG - 1} months", False),
        (f"c is {LONG} months", False),
        (f"c is {LONG + 1} months", True),
        (f"2 * c is {LONG + 1} months", True),
        (f"c + time_in_status is {LONG} months", False),
        ("c is time_in_status + 1 month", True),
        ("c is 2 * time_in_status and c at least 1 month", True),
        ("c is 8 months", False),
        ("g is 1 and c at most 0 months", False),
        ("g is 2", True),
    ],
)
def test_a_condition_that_holds_for_one_moment_of_a_long_wait_is_seen(condition: str, is_shown: bool) -> None:
    assert isinstance(checked(condition, Delay(LONG), GO), Shown) == is_shown
    assert isinstance(checked(condition, Delay(LONG // 3), Delay(LONG - LONG // 3), GO), Shown) == is_shown


@pytest.mark.parametrize("zeros", [3, 9, 14])
def test_bounds_of_any_size_have_the_same_answers(zeros: int) -> None:
    text = (CASES / "huge_must_within.bcm").read_text(encoding="utf-8")
    text = text.replace("1000000000", str(10**zeros)).replace("999999999", str(10**zeros - 1))
    model = model_of(text.replace("999999998", str(10**zeros - 2)))
    system, portfolio = TransitionSystem(model), Portfolio()
    found = {item.name: portfolio.decide(system, item) for item in model.properties}
    assert {name: verdict.outcome.value for name, verdict in found.items()} == {
        "p1": "HOLDS",
        "p2": "VIOLATED",
        "p3": "HOLDS",
        "p4": "VIOLATED",
        "p5": "HOLDS",
        "p6": "HOLDS",
        "p7": "VIOLATED",
    }
