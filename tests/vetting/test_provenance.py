"""What rules rest on: which cite nothing, which sources cannot be looked up or were not for long."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bcm_formal.vetting.provenance import Provenance, later, provenance_of
from tests.builders.loading import model_of
from tests.builders.texts import SOURCED

MODELS = Path(__file__).parents[2] / "models"
DAY = datetime.date(2026, 11, 27)


def _found(text: str = SOURCED, day: datetime.date = DAY, within: int = 12) -> Provenance:
    return provenance_of(model_of(text), day, within)


def test_rules_are_what_a_law_decides_by() -> None:
    assert [f"{rule.kind} {rule.name}" for rule in _found().rules] == [
        "parameter wait",
        "parameter grace",
        "clock residence",
        "clock spare",
        "window away",
        "definition long_enough",
        "event learn",
        "transition settle",
        "limit guest_limit",
        "limit idle",
    ]


def test_what_cites_nothing_is_without_source_unless_it_is_assumed_or_a_definition() -> None:
    found = _found()
    assert [rule.name for rule in found.unsourced] == ["residence", "learn", "idle"]
    assert [rule.name for rule in found.assumed] == ["grace", "spare"]
    assert [rule.name for rule in found.low] == ["away", "learn"]


def test_a_source_says_what_cites_it_each_once() -> None:
    assert {item.source.name: item.by for item in _found().sources} == {
        "ACT": ("wait", "settle", "path"),
        "OLD": ("guest",),
        "TOLD": ("away", "settle", "life"),
        "SEEN": ("works",),
    }


def test_a_source_is_overdue_where_it_was_not_checked_in_the_months_up_to_the_day() -> None:
    assert [item.source.name for item in _found().overdue] == ["OLD", "SEEN"]
    assert [item.source.name for item in _found(day=DAY + datetime.timedelta(1)).overdue] == ["ACT", "OLD", "SEEN"]
    assert [item.source.name for item in _found(within=13).overdue] == ["SEEN"]


def test_a_source_without_an_address_is_told() -> None:
    assert [item.source.name for item in _found().unaddressed] == ["TOLD"]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2026-11-27", 14, "2028-01-27"),
        ("2026-11-27", 0, "2026-11-27"),
        ("9999-11-30", 3, "9999-02-28"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: str, months: int, then: str) -> None:
    assert later(datetime.date.fromisoformat(day), months) == datetime.date.fromisoformat(then)


def test_where_all_is_sourced_nothing_is_wanting() -> None:
    text = SOURCED[: SOURCED.index("parameter wait")] + (
        "status guest in inside\ntransition stay from guest to guest by authority\n  source ACT\nstart in guest\n"
    )
    good = "".join(
        line for line in text.splitlines(True) if not line.startswith(("source OLD", "source TOLD", "source SEEN"))
    )
    assert not _found(good).has_gaps
    assert _found(good, within=11).has_gaps
    assert _found(text).has_gaps


@pytest.mark.parametrize("folder", ["canada", "germany", "south-korea", "temporary_only"])
def test_in_these_models_every_rule_has_a_source_that_can_be_looked_up_or_is_assumed(folder: str) -> None:
    policies = [path for path in sorted((MODELS / folder).glob("*.bcm")) if "\npolicy " in path.read_text("utf-8")]
    assert policies
    for path in policies:
        found = provenance_of(model_of(path), DAY, 12)
        assert (found.unsourced, found.unaddressed) == ((), ()), path
