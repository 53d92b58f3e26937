"""The law of a day."""

from __future__ import annotations

import datetime

import pytest

from .policies import codes_of, model_of, policy

TWO = """
event move by person
  set points = {}
  in force from 2020-01-01 until 2024-01-01
event move by office
  set points = 2
  in force from 2024-01-01
"""


@pytest.mark.parametrize(
    ("day", "actor"),
    [((2020, 1, 1), "person"), ((2023, 12, 31), "person"), ((2024, 1, 1), "office"), ((2050, 1, 1), "office")],
)
def test_the_version_in_force_on_the_day_is_the_rule(day: tuple[int, int, int], actor: str) -> None:
    model = model_of(policy(TWO.format(1)), datetime.date(*day))
    assert [actor] == [event.actor for event in model.events]


def test_before_the_first_version_there_is_no_rule() -> None:
    assert model_of(policy(TWO.format(1)), datetime.date(2019, 12, 31)).events == ()


def test_the_policys_own_day_counts_when_none_is_given() -> None:
    assert model_of(policy(TWO.format(1))).event["move"].actor == "office"


def test_a_rule_ends_on_the_day_it_is_repealed() -> None:
    text = policy("event move by person\n  set points = 1\n  repealed 2025-01-01")
    assert len(model_of(text, datetime.date(2024, 12, 31)).events) == 1
    assert model_of(text, datetime.date(2025, 1, 1)).events == ()


def test_a_repealed_rule_may_come_back() -> None:
    text = policy(
        "event move by person\n  set points = 1\n  in force from 2020-01-01\n  repealed 2022-01-01\n"
        "event move by office\n  set points = 2\n  in force from 2024-01-01"
    )
    assert codes_of(text) == []
    assert model_of(text, datetime.date(2023, 1, 1)).events == ()


def test_mistakes_in_a_version_of_another_day_are_not_this_days() -> None:
    text = policy(TWO.format("level"))
    assert codes_of(text) == []
    assert codes_of(text, datetime.date(2021, 1, 1)) == ["BCM301"]


def test_parameters_have_versions_too() -> None:
    text = policy(
        "parameter wait = 1 year\n  in force from 2020-01-01 until 2024-01-01\n"
        "parameter wait = 3 years\n  in force from 2024-01-01\n"
        "event move by person\n  when stay at least wait\n  set points = 1"
    )
    assert model_of(text, datetime.date(2021, 1, 1)).parameters[0].value == "1 year"
    assert model_of(text).parameters[0].value == "3 years"
