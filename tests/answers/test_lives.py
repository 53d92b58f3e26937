"""What is told as a life is one of the policy as it was loaded: every trace of a report is played again on it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

import bcm_formal
from bcm_formal.answers.answer import Answer, answer_to
from bcm_formal.api.run import check
from bcm_formal.model.model import Origin, Property
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.portfolio import decide
from bcm_formal.views.report.json_form import to_json
from bcm_formal.views.report.json_traces import trace_json
from tests.builders.effort import tries
from tests.builders.ladder import answer
from tests.builders.loading import model_of
from tests.builders.random_models import NOWHERE, random_formula, random_model, random_other_sentence, random_sentence
from tests.builders.told_traces import is_lived, traces_in

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parents[1]
TOLD = ("ctl_rest_story", "lasso_story", "marker", "crash_unbounded_choice", "today_explanation")
SLOW = ("leader_election", "train_gate")
MODELS = [
    *(TESTS / "cases" / f"{name}.bcm" for name in TOLD),
    *(path for path in sorted((TESTS / "external").glob("*.bcm")) if path.stem not in SLOW),
]
CTL_REST = (TESTS / "cases" / "ctl_rest_story.bcm").read_text(encoding="utf-8")
MARKER = (TESTS / "cases" / "marker.bcm").read_text(encoding="utf-8")
LASSO = (TESTS / "cases" / "lasso_story.bcm").read_text(encoding="utf-8")


def told(text: str, name: str) -> Answer:
    """What there is to tell about one property of a model."""
    return answer_to(check(model_of(text), (name,)).verdicts[0])


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_every_trace_of_a_report_is_a_life_of_the_model_as_loaded(path: Path) -> None:
    model = bcm_formal.load(path)
    report = json.loads(to_json((check(model),), 0))
    for item in report["models"][0]["properties"]:
        assert all(is_lived(model, trace) for trace in traces_in(item))
        kind = item["evidence"] and item["evidence"]["kind"]
        assert kind not in ("trace", "trap", "lasso", "setback", "pair") or traces_in(item["evidence"])


@pytest.mark.parametrize("seed", range(tries(60)))
def test_lives_of_random_models_are_lives_of_the_policy(seed: int) -> None:
    draw = random.Random(seed)
    model = random_model(draw)
    system = TransitionSystem(model)
    for make in (random_sentence, random_other_sentence, random_formula):
        item = Property("p", "", make(draw, model), "p", Origin(), NOWHERE)
        verdict = decide(system, item)
        if verdict.outcome in (Outcome.UNKNOWN, Outcome.ENGINE_FAULT):
            continue
        reading = answer_to(verdict)
        if reading.trace is not None:
            assert is_lived(model, json.loads(json.dumps(trace_json(Interpreter(model), reading.trace))))


def test_a_life_that_shows_a_formula_has_no_steps_of_the_question() -> None:
    for name in ("p1", "p2", "p4", "p5"):
        reading = told(CTL_REST, name)
        assert reading.story is not None
        assert {item.rule for item in reading.story.moments} <= {None, "flip", "a_limit"}
        assert {change.name for item in reading.story.moments for change in item.changes} <= {
            "status",
            "y",
            "time in status",
        }


def test_the_time_of_must_reach_begins_at_the_person_it_speaks_of() -> None:
    reading = told(MARKER, "p")
    assert reading.story is not None
    assert [item.rule for item in reading.story.moments if item.counts_from_here] == ["offence"]


def test_the_time_begins_after_the_first_of_several_same_events() -> None:
    text = MARKER.replace("with points is 2 must", "with points is 1 must")
    reading = told(text, "p")
    assert reading.story is not None
    marked = [item for item in reading.story.moments if item.counts_from_here]
    assert [(item.rule, item.state.attributes) for item in marked] == [("offence", (1,))]


def test_time_counts_from_the_start_where_everybody_is_spoken_of() -> None:
    text = MARKER.replace("with points is 2 must", "must")
    reading = told(text, "p")
    assert reading.story is not None
    assert reading.story.moments[0].counts_from_here


def test_what_a_formula_asks_begins_where_its_left_side_holds() -> None:
    sentence = "every person in holder with points is 2 must reach lost within 1 month"
    text = MARKER.replace(sentence, "ctl AG (points is 1 implies A[points is 1 W in out])")
    reading = told(text, "p")
    assert reading.story is not None
    assert not reading.story.timed
    assert [item.state.attributes for item in reading.story.moments if item.counts_from_here] == [(1,)]


@pytest.mark.parametrize(
    ("name", "goal"),
    [("af", "`n is 1`"), ("must", "`n is 1`"), ("must2", "`n is 1`"), ("af3", "b with n is 1")],
)
def test_a_goal_that_is_avoided_is_named_in_full(name: str, goal: str) -> None:
    reading = told(LASSO, name)
    assert reading.violation is not None
    assert f"{goal} is never met" in reading.violation.says
    assert "to b, where doing nothing is enough" in reading.violation.says


def test_a_round_is_told_by_the_statuses_it_passes() -> None:
    text = LASSO.replace("status b in k", "status b in k\n  at most 2 months, then a")
    reading = told(text, "af3")
    assert reading.violation is not None
    assert "the life course can go round through a and b" in reading.violation.says


def test_a_round_in_no_time_is_said_to_take_none() -> None:
    reading = told(CTL_REST, "p2")
    assert reading.violation is not None
    assert "in b by flip again and again, with no time passing" in reading.violation.says


def test_where_a_number_may_become_anything_the_end_is_told_all_the_same() -> None:
    text = (TESTS / "cases" / "crash_unbounded_choice.bcm").read_text(encoding="utf-8")
    reading = told(text, "goal")
    assert reading.violation is not None
    assert "by r and end stuck in s1" in reading.violation.says


PROGRAM = (
    "policy p\n  time in days\nlayer l\nstatus running in l\n  acts at once\nattribute n: 0 to 2, starts 0\n"
    "event step in running by law\n  when n less than 2\n  set n = n + 1\nstart in running\n"
    "property ends: no dead ends\n"
)


def test_who_is_stuck_in_a_status_that_acts_at_once_is_told_that_no_time_passes_there() -> None:
    reading = told(PROGRAM, "ends")
    assert reading.violation is not None
    assert reading.violation.says == (
        "Here the life course is stuck in running. No time passes there, and no event is possible."
    )


def test_time_that_is_over_is_told_in_good_grammar() -> None:
    reading = told(MARKER, "p")
    assert reading.violation is not None
    assert reading.violation.says.startswith("1 month is over")


def test_the_time_of_a_property_with_setbacks_begins_before_they_strike() -> None:
    text = (
        "policy p\n  time in months\nlayer l\nactor o\nstatus a in l\nstatus b in l\nstatus c in l\n"
        "transition in_ from a to b by o\ntransition go from b to c by o\n  when time_in_status at least 3 months\n"
        "transition back from b to a by o, adverse\nstart in a\n"
    )
    reading = answer("every person in b can reach c within 4 months despite 1 adverse event", text)
    assert reading.story is not None
    marked = [number for number, item in enumerate(reading.story.moments) if item.counts_from_here]
    assert [reading.story.moments[number].state.status for number in marked] == ["b"]
    struck = next(number for number, item in enumerate(reading.story.moments) if item.adverse)
    assert marked[0] < struck


def test_the_time_of_somebody_who_shows_a_property_begins_where_it_speaks_of_them() -> None:
    reading = told(
        MARKER.split("property")[0] + "property p: some person with points is 1 can reach lost within 2 months", "p"
    )
    assert reading.story is not None
    (marked,) = (item for item in reading.story.moments if item.counts_from_here)
    assert marked.state.attributes == (1,)
