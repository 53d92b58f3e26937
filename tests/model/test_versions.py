"""The law of a day."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bcm_formal.model.load import load
from bcm_formal.model.to_json.policy import to_json
from tests.builders.example import codes_of, policy
from tests.builders.loading import model_of

CASES = Path(__file__).resolve().parents[1] / "cases"
TWO = """
event move by person
  set points = {}
  in force from 2020-01-01 until 2023-12-31
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


def test_a_rule_that_begins_later_is_not_yet_law() -> None:
    earlier = "\nevent older by person\n  set points = 1\n  in force from 2019-01-01"
    model = model_of(policy(TWO.format(1) + earlier), datetime.date(2019, 12, 31))
    assert [event.name for event in model.events] == ["older"]


def _refused(text: str, day: datetime.date) -> str | None:
    """What is said of a day whose law the policy does not say."""
    return next((item.message for item in load(text, day)[1] if item.code == "BCM505"), None)


def test_the_law_of_a_day_before_all_that_the_policy_names_is_an_error() -> None:
    text = policy(TWO.format(1))
    assert _refused(text, datetime.date(2020, 1, 1)) is None
    assert _refused(text, datetime.date(2019, 12, 31)) == (
        "the law of `2019-12-31` is asked for, but the first day that the policy speaks of is `2020-01-01`"
    )


def test_a_policy_without_dated_rules_says_the_law_from_its_own_day_on() -> None:
    text = policy("event move by person\n  set points = 1").replace("2026-04-01", "2020-01-01", 1)
    day = model_of(text).law_of
    assert day is not None
    assert _refused(text, day) is None
    assert _refused(text, day + datetime.timedelta(3650)) is None
    assert _refused(text, day - datetime.timedelta(1)) is not None


def test_a_rule_with_an_end_only_was_law_from_the_beginning() -> None:
    text = policy(TWO.format(1) + "\nevent older by person\n  set points = 1\n  in force until 2019-01-01")
    assert _refused(text, datetime.date(1900, 1, 1)) is None


COVERED = policy(TWO.format(1)).replace("time in", "covers 2021-01-01 to 2026-12-31\n  time in", 1)


@pytest.mark.parametrize(
    ("day", "fine"), [((2020, 12, 31), False), ((2021, 1, 1), True), ((2026, 12, 31), True), ((2027, 1, 1), False)]
)
def test_only_the_law_of_days_that_the_policy_covers_is_read(day: tuple[int, int, int], fine: bool) -> None:
    assert (_refused(COVERED, datetime.date(*day)) is None) is fine


def test_days_that_are_covered_end_no_earlier_than_they_begin() -> None:
    assert codes_of(COVERED.replace("2026-12-31", "2020-12-31")) == ["BCM503"]


def test_the_days_that_are_covered_stand_in_the_model_as_json() -> None:
    assert to_json(model_of(COVERED))["covers"] == ["2021-01-01", "2026-12-31"]
    assert to_json(model_of(policy(TWO.format(1))))["covers"] is None


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
        "parameter wait = 1 year\n  in force from 2020-01-01 until 2023-12-31\n"
        "parameter wait = 3 years\n  in force from 2024-01-01\n"
        "event move by person\n  when stay at least wait\n  set points = 1"
    )
    assert model_of(text, datetime.date(2021, 1, 1)).parameters[0].value == "1 year"
    assert model_of(text).parameters[0].value == "3 years"


@pytest.mark.parametrize(
    ("clause", "first", "last"),
    [
        ("until 2024-06-30", None, (2024, 6, 30)),
        ("before 2024-07-01", None, (2024, 6, 30)),
        ("from 2020-01-01 until 2024-06-30", (2020, 1, 1), (2024, 6, 30)),
        ("from 2020-01-01 before 2024-07-01", (2020, 1, 1), (2024, 6, 30)),
        ("from 2024-06-30 until 2024-06-30", (2024, 6, 30), (2024, 6, 30)),
        ("from 2020-02-01 until 2024-02-29", (2020, 2, 1), (2024, 2, 29)),
    ],
)
def test_the_day_after_until_is_included_and_the_day_after_before_is_not(
    clause: str, first: tuple[int, int, int] | None, last: tuple[int, int, int]
) -> None:
    text = policy(
        f"event move by person\n  set points = 1\n  in force {clause}\nlayer old\n  in force until 2000-01-01"
    )
    one = datetime.timedelta(days=1)
    for day in [] if first is None else [datetime.date(*first)]:
        assert len(model_of(text, day).events) == 1
        assert model_of(text, day - one).events == ()
    day = datetime.date(*last)
    assert len(model_of(text, day).events) == 1
    assert model_of(text, day + one).events == ()


def test_the_last_day_and_the_day_of_the_next_version_leave_no_gap() -> None:
    for end in ("until 2023-12-31", "before 2024-01-01"):
        for last in ("", "\n  repealed 2024-01-01"):
            text = policy(
                f"event move by person\n  set points = 1\n  in force {end}{last}\n"
                "event move by office\n  set points = 2\n  in force from 2024-01-01"
            )
            assert codes_of(text) == []


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("from 2024-01-02 until 2024-01-01", "no day is from `2024-01-02` until `2024-01-01`"),
        ("from 2024-01-01 before 2024-01-01", "no day is from `2024-01-01` before `2024-01-01`"),
        ("before 0001-01-01", "no day is before `0001-01-01`"),
        ("until 2024-06-30\n  repealed 2024-06-30", "it is in force until `2024-06-30`, but repealed `2024-06-30`"),
        ("before 2024-06-30\n  repealed 2024-07-01", "it is in force before `2024-06-30`, but repealed `2024-07-01`"),
    ],
)
def test_a_period_without_a_day_or_with_two_ends_is_an_error(clause: str, said: str) -> None:
    _, found = load(policy(f"event move by person\n  set points = 1\n  in force {clause}"))
    assert [said] == [item.message for item in found if item.code == "BCM503"]


def test_json_keeps_which_day_was_written() -> None:
    written = {}
    for clause in ("until 2026-06-30", "before 2026-07-01"):
        model = model_of(policy(f"event move by person\n  set points = 1\n  in force {clause}"))
        written[clause] = to_json(model)["events"][0]["origin"]["in_force"]  # type: ignore[index,call-overload]
    nothing = {"from": None, "until": None, "before": None, "repealed": None}
    assert {
        "until 2026-06-30": nothing | {"until": "2026-06-30"},
        "before 2026-07-01": nothing | {"before": "2026-07-01"},
    } == written


def test_on_the_day_that_until_names_the_rule_is_still_law() -> None:
    model = model_of(CASES / "until_exclusive.bcm")
    assert [event.name for event in model.events] == ["t"]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("in force until 2024-06-30", "in force from 2024-01-01", "BCM501"),
        ("in force until 2023-12-31", "in force from soon", "BCM202"),
    ],
)
def test_a_version_with_a_wrong_period_is_not_said_to_be_absent_as_well(first: str, second: str, code: str) -> None:
    text = policy(
        f"parameter pass = 1\n  {first}\nparameter pass = 2\n  {second}\n"
        "event move by person\n  when points at least pass\n  set points = 0"
    )
    found = codes_of(text, datetime.date(2025, 1, 1))
    assert code in found
    assert "BCM207" not in found


def test_what_only_a_version_of_another_day_cites_is_used() -> None:
    source = '\nsource {} "Act" checked 2026-11-23\n'
    cited = policy(source.format("ACT") + TWO.format(1) + '  source ACT "1"\n')
    unused = [item.message for item in load(cited + source.format("OTHER"), datetime.date(2020, 1, 1))[1]]
    assert "the source `OTHER` is never used" in unused
    assert "the source `ACT` is never used" not in unused
