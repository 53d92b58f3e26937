"""A failed scenario says where the person really is, and what they lack of what was expected or is needed."""

from __future__ import annotations

import json

import pytest

from bcm_formal.answers.failures import failure_of
from bcm_formal.answers.violation import Violation
from bcm_formal.api.run import check
from bcm_formal.vetting.scenarios import run_scenario
from bcm_formal.views.report.json_form import to_json
from tests.builders.loading import model_of

MODEL = """policy p "P"
  time in months
layer out
layer inside
actor office
attribute sector: one of care, food, fixed, starts care
attribute grade: 0 to 3, starts 0
attribute working: yes or no, starts no
status abroad in out "Abroad"
status worker in inside "Worker"
  at most 12 months, then abroad
status resident in inside "Resident"
transition enter from abroad to worker by office
  set working = yes
transition settle "Settlement" from worker, resident to resident by office
  when time_in_status at least 2 years
   and (sector is food or grade at least 2)
event raise_grade in worker by office
  set grade = grade + 2
start in abroad
property q: no dead ends
scenario s
"""


def failed(*lines: str) -> Violation:
    model = model_of(MODEL + "".join(f"  {line}\n" for line in ("start in abroad", *lines)))
    told = failure_of(model, run_scenario(model, model.scenarios[0]))
    assert told is not None
    return told.violation


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("settle",), "The person is in Abroad, and Settlement (settle) only happens in inside."),
        (("enter", "after 13 months: settle"), "The person is in Abroad, and Settlement (settle) only happens in "),
        (
            ("worker_limit",),
            "The person is in Abroad, and time limit of Worker (worker_limit) only runs out in Worker.",
        ),
        (("expect settle possible",), "The person is in Abroad, and Settlement (settle) only happens in "),
        (("enter", "expect raise_grade impossible"), "The person is in Worker and has all that raise grade asks."),
        (
            ("enter", "raise_grade", "raise_grade"),
            "The person is in Worker and has all that raise grade asks, but what it sets is not possible then.",
        ),
    ],
)
def test_who_is_elsewhere_is_said_to_be_there(lines: tuple[str, ...], says: str) -> None:
    violation = failed(*lines)
    assert violation.says.startswith(says)
    assert violation.misses == ()


@pytest.mark.parametrize(
    ("lines", "misses"),
    [
        (
            ("enter", "expect in resident and grade at least 2"),
            [("in Resident", "is Worker"), ("grade at least 2", "has 0")],
        ),
        (("enter", "expect sector is food"), [("sector is food", "has care")]),
        (("enter", "after 13 months", "expect in worker"), [("in Worker", "is Abroad")]),
        (("enter", "worker_limit"), [("time_in_status at least 12 months", "has 0 months")]),
    ],
)
def test_what_differs_is_told(lines: tuple[str, ...], misses: list[tuple[str, str]]) -> None:
    assert misses == [(miss.asks, miss.has) for miss in failed(*lines).misses]


def test_what_a_rule_asks_is_told_where_the_person_could_use_it() -> None:
    violation = failed("enter", "settle")
    assert violation.says == "The person is in Worker and lacks what Settlement (settle) asks:"
    assert [miss.short for miss in violation.misses][:1] == ["2 years short"]


def test_json_says_the_same() -> None:
    model = model_of(MODEL + "  start in abroad\n  settle\n")
    (item,) = json.loads(to_json((check(model),), 0))["models"][0]["scenarios"]
    assert item["failure"]["offence"]["says"].startswith("The person is in Abroad, and Settlement")
