"""Two persons side by side, on the page and as JSON."""

from __future__ import annotations

import json
from functools import cache

from jsonschema import validate

from bcm_formal.answers.answer import Answer, answer_to
from bcm_formal.answers.pairs import ComparedPair
from bcm_formal.api.run import check
from bcm_formal.views.report.contents import Report
from bcm_formal.views.report.json_form import schema_text, to_json
from bcm_formal.views.report.page import to_plain
from bcm_formal.views.report.text import Detail, page_of
from tests.builders.loading import model_of
from tests.builders.texts import QUEUE, TURNS, WORKERS


@cache
def report(text: str, name: str) -> Report:
    return check(model_of(text), (name,))


def told(text: str, name: str) -> tuple[Answer, ComparedPair]:
    answer = answer_to(report(text, name).verdicts[0])
    assert answer.pair is not None
    return answer, answer.pair


def test_what_happens_to_both_stands_in_one_row() -> None:
    _, pair = told(QUEUE, "ticket")

    assert [
        ((row.first or row.second).what.replace("the life course begins", "at the start"), row.is_same)  # type: ignore[union-attr]
        for row in pair.rows
    ] == [("at the start", True), ("pull", False), ("3 months pass", True)]


def test_a_start_that_differs_in_the_attribute_alone_is_told_so() -> None:
    _, pair = told(WORKERS, "sector")

    assert (pair.first.value, pair.second.value, pair.rows[0].is_same) == ("food", "care", False)
    assert "the same" in page(WORKERS, "sector")


def test_the_first_persons_path_is_timed_from_the_moment_of_comparison() -> None:
    _, pair = told(QUEUE, "ticket")

    assert [(item.rule, item.when) for item in pair.first.onward] == [("serve", "now")]


def test_the_second_person_is_told_why_there_is_no_path() -> None:
    answer, pair = told(QUEUE, "ticket")
    assert pair.stuck is not None
    exits = [way for place in pair.stuck.places for way in place.exits]

    assert answer.story is None
    assert [way.rule for way in exits if not way.is_open] == ["serve", "pull"]


def page(text: str, name: str) -> str:
    return to_plain(page_of((report(text, name),), Detail()))


def test_the_page_shows_both_life_courses_in_columns() -> None:
    lines = page(QUEUE, "ticket").splitlines()
    head = next(line for line in lines if "the first: ticket no" in line)
    pull = next(line for line in lines if line.endswith("pull: ticket no → yes"))

    assert head.index("the second: ticket yes") == pull.index("pull")
    assert any(line.split() == ["after", "3", "months", "3", "months", "pass", "the", "same"] for line in lines)


def test_wide_cells_are_cut_into_lines_of_the_page() -> None:
    assert all(len(line) <= 100 for line in page(WORKERS, "member").splitlines())


def test_a_slower_person_is_told_with_both_times() -> None:
    _, pair = told(TURNS, "sooner")

    assert (pair.first.says, pair.first.time) == ("The first gets to served in 1 month", 1)
    assert (pair.second.says, pair.second.time) == ("The second needs 4 months, 3 months more", 4)
    assert pair.stuck is None
    assert "observed" not in page(TURNS, "sooner")


def test_a_person_who_is_too_slow_is_told_with_the_time_that_was_given() -> None:
    _, pair = told(TURNS, "in_two")

    assert pair.first.says == "The first has a path to served within 2 months"
    assert pair.second.says == "The second needs 4 months, 2 months too long"
    assert [item.when for item in pair.second.onward] == ["4 months later"]


def test_a_person_who_never_gets_there_is_told_why() -> None:
    _, pair = told(TURNS, "never")

    assert pair.second.says == "The second has none"
    assert pair.stuck is not None
    assert [way.rule for place in pair.stuck.places for way in place.exits if way.blocked] == ["choose"]


def test_times_of_two_persons_fit_the_schema() -> None:
    document = json.loads(to_json((report(TURNS, "sooner"), report(TURNS, "never")), 1))
    validate(document, json.loads(schema_text()))
    pair = document["models"][0]["properties"][0]["evidence"]["twins"]

    assert (pair["first"]["time"], pair["second"]["time"], pair["stuck"]) == (1, 4, None)
    assert set(pair["first"]["trace"]["start"]["clocks"]) == {"time_in_status"}


def test_a_comparison_of_times_that_holds_has_no_note() -> None:
    assert answer_to(report(TURNS, "better").verdicts[0]).note is None


def test_the_json_report_has_both_traces_and_fits_its_schema() -> None:
    document = json.loads(to_json((report(QUEUE, "ticket"),), 1))
    validate(document, json.loads(schema_text()))
    evidence = document["models"][0]["properties"][0]["evidence"]
    pair = evidence["twins"]
    first, second = pair["first"], pair["second"]
    met = [first["trace"]["start"], *(step["state"] for step in first["trace"]["steps"])][first["met_after"]]
    other = [second["trace"]["start"], *(step["state"] for step in second["trace"]["steps"])][second["met_after"]]

    assert (evidence["kind"], pair["attribute"], first["value"], second["value"]) == ("pair", "ticket", "no", "yes")
    assert {**met, "attributes": {**met["attributes"], "ticket": True}} == other


def test_a_comparison_that_holds_fits_the_schema_too() -> None:
    document = json.loads(to_json((report(WORKERS, "language"),), 0))
    validate(document, json.loads(schema_text()))

    evidence = document["models"][0]["properties"][0]["evidence"]
    note = "This compares whether there is a path at all, not how long it takes."
    assert evidence == {"kind": "comparison", "note": note}
