"""A policy read as the laws of one life: what changes with the law, what cannot, and how both are told."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bcm_formal.model.law import Through
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.model.to_json.policy import to_json
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.vetting.mutation.mutants import mutants_of
from bcm_formal.vetting.scenarios import run_scenario
from bcm_formal.views.report.contents import assumptions_of
from tests.builders.loading import model_of

HEAD = """policy p "P"
  time in months
  in force 2020-01-01

layer l
status a in l
status b in l
status c in l
"""
START = "\nstart in a\n\n"
MOVE = """
transition move from a to b by person
  in force before 2020-07-01
transition move from a to c by person
  in force from 2020-07-01
"""
LIFE = Through()


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def holds(model: Model, name: str) -> bool:
    verdict = Portfolio().decide(TransitionSystem(model), model.property[name]).verdict
    assert verdict.outcome in (Outcome.HOLDS, Outcome.VIOLATED)
    return verdict.outcome is Outcome.HOLDS


def passes(model: Model, name: str) -> bool:
    return run_scenario(model, next(item for item in model.scenarios if item.name == name)).passed


def test_the_example_of_the_language_page_is_read_as_it_is_meant() -> None:
    page = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
    text = page.split("```text\npolicy permits", 1)[1].split("```", 1)[0]
    model = model_of("policy permits" + text, LIFE)
    assert model.changes == (day("2021-07-01"),)
    assert holds(model, "nobody_has_to_go")
    assert holds(model, "old_law")
    assert holds(model_of("policy permits" + text), "nobody_has_to_go")
    assert not holds(model_of("policy permits" + text.replace("  yields to settle\n", ""), LIFE), "nobody_has_to_go")


def test_each_version_of_a_rule_is_possible_on_its_days() -> None:
    text = HEAD + START + MOVE + "\nproperty p1:\n  every person entering b has today less than 2020-07-01\n"
    text += "property p2:\n  every person entering c has today at least 2020-07-01\n"
    model = model_of(text, LIFE)
    assert list(model.event) == ["move", "move_from_2020_07_01"]
    assert [event.requirements[-1].text for event in model.events] == [
        "in force until 2020-06-30",
        "in force from 2020-07-01",
    ]
    assert holds(model, "p1")
    assert holds(model, "p2")
    assert not holds(model_of(text), "p1")


def test_a_rule_that_does_not_change_stays_as_it_is() -> None:
    model = model_of(HEAD + START + MOVE + "\ntransition back from b to a by person\n", LIFE)
    assert model.event["back"].requirements == ()


def test_changes_after_the_last_day_are_not_followed() -> None:
    model = model_of(HEAD + START + MOVE, Through(day("2020-01-01"), day("2020-06-30")))
    assert model.changes == ()
    assert list(model.event) == ["move"]
    model = model_of(HEAD + START + MOVE, Through(day("2020-01-01"), day("2020-07-01")))
    assert model.changes == (day("2020-07-01"),)
    told = next(item.what for item in assumptions_of(model) if item.kind == "law")
    assert told == "the law of 2020-01-01, as it changes on 2020-07-01 (no change after 2020-07-01 is followed)"
    assert to_json(model)["changes"] == ["2020-07-01"]


def test_the_days_that_a_policy_covers_are_those_of_a_life() -> None:
    text = (HEAD + START + MOVE).replace("in force 2020-01-01", "covers 2019-01-01 to 2020-06-30", 1)
    model = model_of(text, LIFE)
    assert (model.law_of, model.changes) == (day("2019-01-01"), ())
    _, found = load(text, Through(day("2019-01-01"), day("2021-01-01")))
    assert [item.code for item in found if item.severity == "error"] == ["BCM505"]


LIMIT = """
parameter longest = 12 months
  in force before 2020-07-01
parameter longest = {} months
  in force from 2020-07-01
limit out in a
  while time_in_status at most longest, then b
"""


@pytest.mark.parametrize(("later", "leaves_on"), [(24, "2022-01-01"), (12, "2021-01-01"), (3, "2020-07-01")])
def test_a_limit_whose_bound_changes_runs_out_by_the_law_of_the_day(later: int, leaves_on: str) -> None:
    text = HEAD + START + LIMIT.format(later)
    text += f"\nproperty p1:\n  every person entering b has today at least {leaves_on}\n"
    text += f"\nproperty p2:\n  no person in a with today more than {leaves_on}\n"
    model = model_of(text, LIFE)
    assert holds(model, "p1")
    assert holds(model, "p2")
    of_the_first_day = model_of(text)
    assert (holds(of_the_first_day, "p1") and holds(of_the_first_day, "p2")) is (later == 12)


def test_a_limit_that_is_full_on_the_last_day_of_a_law_runs_out_by_it() -> None:
    text = HEAD + START + LIMIT.format(24).replace("12 months", "5 months")
    text += "\nproperty p1:\n  no person in a with today more than 2020-06-01\n"
    assert holds(model_of(text, LIFE), "p1")


def test_a_clock_that_nothing_happens_to_is_not_zeroed_when_the_law_changes() -> None:
    text = HEAD + "\nclock idle\n  zero in a, b, c\n" + START + LIMIT.format(24)
    text += "\nproperty p1:\n  every person entering b has idle at least 24 months\n"
    assert holds(model_of(text, LIFE), "p1")


def test_what_takes_time_may_begin_to_take_it_with_a_law() -> None:
    text = HEAD + START + "\ntransition move from a to b by person\n  in force before 2020-07-01\n"
    text += "transition move from a to b by person\n  takes 3 months\n  in force from 2020-07-01\n"
    text += "\ntransition late from b to c by person\n  takes 2 months\n  in force from 2020-07-01\n"
    text += "\nproperty p1:\n"
    text += "  every person entering b has today less than 2020-07-01 or today at least 2020-10-01\n"
    text += "\nproperty p2:\n  some person in a with today at least 2020-07-01 can reach b\n"
    text += "\nproperty p3:\n  every person entering c has today at least 2020-09-01\n"
    model = model_of(text, LIFE)
    assert [holds(model, name) for name in ("p1", "p2", "p3")] == [True, True, True]


def test_definitions_and_properties_are_read_by_the_law_of_the_moment() -> None:
    text = HEAD + START + "\ndefine early = today less than 2020-07-01\n"
    text += "define right = early\n  in force before 2020-07-01\ndefine right = not early\n  in force from 2020-07-01\n"
    text += "\nproperty p1:\n  every person has right\n\nproperty p2: ctl AG right\n"
    model = model_of(text, LIFE)
    assert holds(model, "p1")
    assert holds(model, "p2")
    assert not holds(model_of(text), "p1")


def test_scenarios_name_the_version_of_the_day() -> None:
    text = HEAD + START + MOVE
    text += "\nscenario old\n  start in a\n  after 5 months: move\n  expect in b\n"
    text += "\nscenario new\n  start in a\n  after 6 months: move\n  expect in c\n"
    text += "\nscenario wrong\n  start in a\n  after 6 months: move\n  expect in b\n"
    model = model_of(text, LIFE)
    assert [passes(model, item.name) for item in model.scenarios] == [True, True, False]


def test_a_rule_that_is_no_longer_law_is_impossible_in_a_scenario() -> None:
    text = (
        HEAD
        + START
        + MOVE.split("transition move from a to c")[0].replace(" before", " before")
        + "  repealed 2020-07-01\n"
    )
    text += "\nscenario s\n  start in a\n  expect move possible\n  after 6 months\n  expect move impossible\n"
    assert passes(model_of(text, LIFE), "s")


def test_what_yields_does_so_to_every_version() -> None:
    text = HEAD + START + MOVE.replace("by person", "by law")
    text += "\nlimit out in a\n  while time_in_status at most 3 months, then a\n  yields to move\n"
    model = model_of(text, LIFE)
    assert model.limit["out"].yields_to == ("move", "move_from_2020_07_01")


def test_mutants_are_mutants_of_the_same_life() -> None:
    model = model_of(HEAD + START + LIMIT.format(24), LIFE)
    made = [mutant.make() for mutant in mutants_of(model)]
    assert made
    assert {item.changes for item in made if item is not None} == {(day("2020-07-01"),)}


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        (
            START + MOVE.replace("2020-07-01", "2020-07-15"),
            "BCM506",
            "the law changes on `2020-07-15`, in the middle of a month, and time is in months",
        ),
        (
            "status d in l\n  in force from 2020-07-01\n" + START,
            "BCM507",
            "`d` changes on `2020-07-01`, in the middle of the life",
        ),
        (
            "window lately: counts while today_counts over 3 months in 3 parts\n"
            "define today_counts = in a\n  in force before 2020-07-01\ndefine today_counts = in b\n"
            "  in force from 2020-07-01\n" + START,
            "BCM507",
            "what `lately` counts is not the same under all laws of the life",
        ),
        (
            START + LIMIT.format(24) + "property soon:\n  every person in a must reach b within longest\n",
            "BCM507",
            "`soon` names a time that is not the same under all laws of the life",
        ),
        (
            START + "define fine = later\n\ndefine later = in a\n  in force before 2020-07-01\n",
            "BCM207",
            "`later` is not in force on the day of the law, by the law of `2020-07-01`",
        ),
    ],
)
def test_what_cannot_change_in_a_life_is_an_error(lines: str, code: str, said: str) -> None:
    model, found = load(HEAD + lines, LIFE)
    assert model is None
    assert [(item.code, item.message) for item in found if item.severity == "error"] == [(code, said)]


def test_a_warning_counts_if_every_law_gives_it() -> None:
    text = HEAD + START + "parameter old = 1 month\n"
    text += (
        "\ntransition move from a to b by person\n  when time_in_status at least old\n  in force before 2020-07-01\n"
    )
    text += "transition move from a to c by person\n  in force from 2020-07-01\n"
    assert "BCM601" in {item.code for item in load(text, day("2020-07-01"))[1]}
    assert "BCM601" not in {item.code for item in load(text, LIFE)[1]}
