"""`within` violated: the quickest way, how long it takes and by how much that is too long; never that there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bcm_formal.answers.answer import Answer, answer_to
from bcm_formal.api.loading import load
from bcm_formal.api.run import check
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import time_of
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import replay
from bcm_formal.verify.engine import BudgetExceededError
from bcm_formal.views.report.evidence import tell_evidence
from bcm_formal.views.report.json_form import to_json
from bcm_formal.views.report.page import Page, to_plain
from tests.builders.loading import model_of

CASES = Path(__file__).parents[1] / "cases"
JOBS = """\
policy jobs "Jobs"
  time in months
layer low
layer high
actor employer
attribute job: yes or no, starts yes
status worker in low
status gone in low
status resident in high
event job_loss in worker by employer, adverse
  when job
  set job = no
event new_job in worker by person
  when not job
   and time_in_status at least 20 months
  set job = yes
transition leave from worker to gone by person
transition settle from worker to resident by employer
  when job
   and time_in_status at least 12 months
transition shortcut from worker to resident by person
  when time_in_status at least 36 months
start in worker
"""


def told(model: Model, name: str) -> tuple[Answer, str]:
    found = answer_to(check(model, (name,), coverage=False).verdicts[0])
    assert Outcome.VIOLATED is found.verdict.outcome
    page = Page()
    tell_evidence(page, found, verbose=False)
    return found, to_plain(page, 10_000)


def of(sentence: str) -> tuple[Answer, str]:
    return told(model_of(f"{JOBS}property p: {sentence}\n"), "p")


def test_the_quickest_way_is_told_with_its_length_and_what_is_too_much() -> None:
    _, page = told(load(CASES / "fb2.bcm"), "path6")
    late = page[page.index("Too late") :].splitlines()
    assert late == [
        "Too late: the quickest way to ilr takes 10 years, 4 years more than the 6 years allowed",
        "        at once         pass test (by the person): test no → yes",
        "        after 10 years  long residence (by authority): → ilr",
    ]
    assert "no path" not in page
    assert "no way" not in page


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        (
            "every person in worker with job and time_in_status is 0 months can reach resident within 6 months",
            "the quickest way to resident takes 12 months, 6 months more than the 6 months allowed",
        ),
        (
            "every person in worker with time_in_status is 0 months can reach resident within 6 months by person",
            "the quickest way to resident takes 36 months, 30 months more than the 6 months allowed",
        ),
        (
            "some person in worker with time_in_status is 0 months can reach resident within 3 months",
            "the quickest way of anybody to resident takes 12 months, 9 months more than the 3 months allowed",
        ),
        (
            "every person in worker with job and time_in_status is 0 months can reach resident within 13 months "
            "despite 1 adverse events",
            "the quickest way to resident takes 20 months, 7 months more than the 13 months allowed",
        ),
    ],
)
def test_every_sentence_with_a_bound_tells_how_late_it_is(sentence: str, says: str) -> None:
    found, page = of(sentence)
    assert f"Too late: {says}" in page
    assert "no path" not in page
    late = found.explanation and found.explanation.late
    assert late
    assert late.life is not None
    assert late.is_quickest
    model = model_of(JOBS)
    assert replay(Interpreter(model), late.life.trace)[-1].status == "resident"
    assert time_of(late.life.trace.steps[late.life.begins :]) == late.time


def test_where_there_is_no_path_at_all_that_is_said() -> None:
    _, page = of("every person in low can reach resident within 3 years")
    assert "Why there is no path from there to resident" in page
    assert "Too late" not in page


def test_nobody_at_all_has_a_path() -> None:
    _, page = of("some person in gone can reach resident within 3 years")
    assert "Why there is no path for anybody to resident" in page


def test_a_way_that_may_not_be_the_quickest_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object) -> None:
        raise BudgetExceededError("stopped after 7 regions")

    monkeypatch.setattr("bcm_formal.answers.quickest._Seeker", exhausted)
    sentence = "every person in worker with job and time_in_status is 0 months can reach resident within 6 months"
    _, page = of(sentence)
    assert "Too late: a way to resident takes " in page
    assert "whether there is a quicker one was not found out" in page
    _, page = of("some person in worker with time_in_status is 0 months can reach resident within 3 months")
    assert (
        "Too late: resident cannot be reached within 3 months; whether resident can be reached later was not found "
        "out: stopped after 7 regions" in page
    )
    assert "no path" not in page


def test_the_way_in_json_can_be_played() -> None:
    report = check(load(CASES / "fb2.bcm"), coverage=False)
    explanation = json.loads(to_json((report,), 1))["models"][0]["properties"][0]["evidence"]["explanation"]
    quickest = explanation["quickest"]
    assert (quickest["takes"], quickest["is_quickest"], quickest["trace"]["steps"][-1]["state"]["status"]) == (
        120,
        True,
        "ilr",
    )
    onward = quickest["trace"]["steps"][quickest["begins"] :]
    assert sum(step.get("steps", 0) for step in onward) == 120


def test_who_compares_paths_is_told_that_time_is_not_compared() -> None:
    model = load(CASES / "reform_false.bcm")
    for verdict in check(model, coverage=False).verdicts:
        page = Page()
        tell_evidence(page, answer_to(verdict), verbose=False)
        assert Outcome.HOLDS is verdict.outcome
        assert "whether there is a path at all, not how long it takes" in to_plain(page)
