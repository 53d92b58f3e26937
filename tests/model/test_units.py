"""Durations and dates in whole steps, and back."""

from __future__ import annotations

import datetime

import pytest

from bcm_formal.model.expressions import Comparison, Number
from bcm_formal.model.from_syntax.policy import condition_from_text
from bcm_formal.model.units import Calendar, NoCalendar, NotWhole, TimeUnit
from tests.builders.example import codes_of, policy
from tests.builders.loading import model_of

CIVIL = (("year", 365), ("month", 30))


@pytest.mark.parametrize(
    ("unit", "days", "amount", "word", "expected"),
    [
        (TimeUnit.MONTHS, (), 5, "year", 60),
        (TimeUnit.MONTHS, (), 2, "quarter", 6),
        (TimeUnit.QUARTERS, (), 1, "year", 4),
        (TimeUnit.QUARTERS, (), 6, "month", 2),
        (TimeUnit.QUARTERS, (), 4, "month", NotWhole()),
        (TimeUnit.YEARS, (), 24, "month", 2),
        (TimeUnit.YEARS, (), 18, "month", NotWhole()),
        (TimeUnit.MONTHS, (), 30, "day", NotWhole()),
        (TimeUnit.DAYS, (), 2, "week", 14),
        (TimeUnit.WEEKS, (), 21, "day", 3),
        (TimeUnit.WEEKS, (), 20, "day", NotWhole()),
        (TimeUnit.DAYS, (), 1, "year", NoCalendar("year")),
        (TimeUnit.DAYS, (), 1, "quarter", NoCalendar("month")),
        (TimeUnit.DAYS, CIVIL, 2, "year", 730),
        (TimeUnit.DAYS, CIVIL, 1, "quarter", 90),
        (TimeUnit.DAYS, (("month", 30),), 1, "year", 360),
        (TimeUnit.WEEKS, CIVIL, 1, "year", NotWhole()),
        (TimeUnit.WEEKS, (("year", 364),), 1, "year", 52),
    ],
)
def test_a_duration_is_a_whole_number_of_steps_or_refused(
    unit: TimeUnit, days: tuple[tuple[str, int], ...], amount: int, word: str, expected: object
) -> None:
    assert expected == Calendar(unit, days).steps(amount, word)


@pytest.mark.parametrize(
    ("unit", "steps", "expected"),
    [
        (TimeUnit.MONTHS, 18, "18 months"),
        (TimeUnit.MONTHS, 24, "2 years"),
        (TimeUnit.MONTHS, 12, "1 year"),
        (TimeUnit.MONTHS, 1, "1 month"),
        (TimeUnit.MONTHS, 0, "0 months"),
        (TimeUnit.MONTHS, -3, "-3 months"),
        (TimeUnit.QUARTERS, 3, "3 quarters"),
        (TimeUnit.DAYS, 730, "2 years"),
        (TimeUnit.DAYS, 60, "2 months"),
        (TimeUnit.DAYS, 14, "14 days"),
    ],
)
def test_steps_are_written_in_the_largest_whole_unit(unit: TimeUnit, steps: int, expected: str) -> None:
    days = CIVIL if unit is TimeUnit.DAYS else ()
    assert expected == Calendar(unit, days).duration_text(steps)


@pytest.mark.parametrize(
    ("unit", "day", "first"),
    [
        (TimeUnit.DAYS, "2026-03-14", "2026-03-14"),
        (TimeUnit.WEEKS, "2026-03-14", "2026-03-09"),
        (TimeUnit.MONTHS, "2026-03-14", "2026-03-01"),
        (TimeUnit.QUARTERS, "2026-03-14", "2026-01-01"),
        (TimeUnit.YEARS, "1969-12-31", "1969-01-01"),
        (TimeUnit.WEEKS, "1970-01-01", "1969-12-29"),
    ],
)
def test_a_day_lies_in_the_step_that_begins_on_or_before_it(unit: TimeUnit, day: str, first: str) -> None:
    calendar = Calendar(unit)
    assert datetime.date.fromisoformat(first) == calendar.first_day(calendar.step_of(datetime.date.fromisoformat(day)))


def test_dates_count_from_the_day_of_the_law() -> None:
    model = model_of(policy("event move by person\n  when today at least 2027-04-01\n  set points = 1"))
    condition = condition_from_text(model, "today at least 2026-01-01")
    assert isinstance(condition, Comparison)
    assert isinstance(condition.right, Number)
    assert (model.today_start, condition.right.value) == (12 * 56 + 3, -3)
    assert [clock.name for clock in model.clocks] == ["time_in_status", "stay", "away", "today"]


def test_a_model_without_dates_has_no_today() -> None:
    model = model_of(policy())
    assert (None, datetime.date(2026, 4, 1)) == (model.today_start, model.law_of)
    assert "today" not in model.clock


def test_the_day_given_from_outside_goes_before_the_policys() -> None:
    text = policy("event move by person\n  when today at least 2027-04-01\n  set points = 1")
    model = model_of(text, datetime.date(2027, 2, 17))
    assert model.today_start == 12 * 57 + 1


def test_the_calendar_is_kept_with_the_model() -> None:
    model = model_of(policy(step="days", calendar="calendar 1 year is 365 days, 1 month is 30 days"))
    assert model.calendar == CIVIL
    assert getattr(model.attribute["granted"].kind, "durations", None) == (365, 1095, 1825)


def test_a_year_in_days_without_a_calendar_is_refused_at_every_place() -> None:
    assert codes_of(policy(step="days"))[:3] == ["BCM308", "BCM308", "BCM308"]


def test_a_duration_is_written_in_its_own_unit_where_that_fits() -> None:
    days = Calendar(TimeUnit.DAYS, (("year", 365), ("month", 30)))
    assert days.duration_text(60, "day") == "60 days"
    assert days.duration_text(60) == "2 months"
    assert Calendar(TimeUnit.MONTHS).duration_text(24, "month") == "24 months"
    assert Calendar(TimeUnit.MONTHS).duration_text(7, "year") == "7 months"
    assert Calendar(TimeUnit.WEEKS).duration_text(2, "day") == "14 days"


def test_what_is_told_of_time_uses_the_units_of_the_text() -> None:
    days = Calendar(TimeUnit.DAYS, (("year", 365), ("month", 30)))
    assert days.span(60, {"day", "month"}) == "60 days"
    assert days.told(90, {60: "day"}) == "90 days"
    assert days.told(90, {60: "month"}) == "3 months"
    assert days.told(60, {60: "day", 30: "month"}) == "60 days"
    assert days.told(400, {730: "year"}) == "1 year 35 days"
    assert days.told(365, {7: "week", 1: "day"}) == "365 days"
    months = Calendar(TimeUnit.MONTHS)
    assert months.told(36, {36: "month", 60: "year"}) == "36 months"
    assert months.span(36, {"month", "year"}) == "3 years"
    assert months.span(36, {"month"}) == "36 months"
    assert months.told(14, {24: "month"}) == "14 months"
    assert months.told(14, {60: "year"}) == "1 year 2 months"
    assert months.told(-14, {}) == "-1 year 2 months"
    assert Calendar(TimeUnit.QUARTERS).told(6, {4: "year"}) == "1 year 2 quarters"
