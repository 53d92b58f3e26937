"""How soon, on the page and as JSON: only where it was asked for."""

from __future__ import annotations

import json
from functools import cache

from jsonschema import validate

from bcm_formal.answers.times import times_told
from bcm_formal.api.run import check
from bcm_formal.model.expressions import TRUE, InStatus
from bcm_formal.model.sentences import CanReach
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Undecided
from bcm_formal.verify.engine import Budget
from bcm_formal.vetting.how_soon import how_soon
from bcm_formal.vetting.results import HowSoon
from bcm_formal.views.report.contents import Report
from bcm_formal.views.report.json_form import schema_text, to_json
from bcm_formal.views.report.page import Page, to_plain
from bcm_formal.views.report.text import Detail, page_of
from bcm_formal.views.report.times import tell_times
from tests.builders.loading import model_of
from tests.builders.texts import STUDIES


@cache
def report(times: bool) -> Report:
    return check(model_of(STUDIES), ("finish",), times=times)


def page(*, verbose: bool = False) -> list[str]:
    return to_plain(page_of((report(True),), Detail(verbose))).splitlines()


def test_each_status_has_a_line_with_both_times() -> None:
    rows = [line.split("  ") for line in page()]
    told = [[cell.strip() for cell in row if cell.strip()] for row in rows]

    assert ["abroad", "12 months", "24 months"] in told
    assert ["pupil", "at once", "24 months"] in told
    assert ["idle", "never", "never"] in told
    assert ["hidden", "nobody is there"] in told


def test_life_courses_are_told_in_full_pages_only() -> None:
    says = "the slowest from abroad: 24 months"

    assert says not in "\n".join(page())
    assert says in "\n".join(page(verbose=True))
    assert any("the time asked for begins here" in line for line in page(verbose=True))


def test_nothing_is_timed_unless_asked() -> None:
    document = json.loads(to_json((report(False),), 0))

    assert report(False).times == {}
    assert "How soon" not in to_plain(page_of((report(False),), Detail()))
    assert "times" not in document["models"][0]["properties"][0]


def test_the_json_report_has_the_traces_and_what_was_shown_and_fits_its_schema() -> None:
    document = json.loads(to_json((report(True),), 0))
    validate(document, json.loads(schema_text()))
    times = document["models"][0]["properties"][0]["times"]
    statuses = {item["status"]: item for item in times["statuses"]}

    assert (statuses["abroad"]["least"]["steps"], statuses["abroad"]["slowest"]["steps"]) == (12, 24)
    assert statuses["abroad"]["slowest"]["trace"]["steps"][-1]["state"]["status"] == "done"
    assert statuses["idle"]["never"]["steps"][-1]["state"]["status"] == "idle"
    shown = [(item["who"], item["within"], item["verdict"]) for item in statuses["abroad"]["shown"]]
    assert shown == [("some", 12, "HOLDS"), ("some", 11, "VIOLATED"), ("every", 24, "HOLDS"), ("every", 23, "VIOLATED")]


def test_the_story_of_somebody_without_a_path_is_told() -> None:
    found = report(True).times["finish"]
    assert isinstance(found, HowSoon)
    idle = next(item for item in times_told(model_of(STUDIES), found) if item.status == "idle")

    assert [course.says for course in idle.courses] == ["somebody in idle without any path"]
    assert [item.rule for item in idle.courses[0].story.moments if item.rule] == ["enrol", "drop_out"]


def test_why_there_are_no_times_is_said() -> None:
    model = model_of(STUDIES)
    found = how_soon(TransitionSystem(model), CanReach(TRUE, InStatus(("done",))), Budget(work=0))
    assert isinstance(found, Undecided)
    told = Page()
    tell_times(told, model, found, verbose=False)

    assert to_plain(told).startswith("      How soon: unknown, stopped after")
