"""What a person lacks is said atom by atom, and by how much."""

from __future__ import annotations

import pytest

from bcm_formal.answers.misses import Misses
from bcm_formal.model.expressions import Not
from bcm_formal.model.from_words import condition_from_text
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from tests.builders.ladder import ladder

MODEL = ladder("no dead ends")
SOMEBODY = State("worker", (1, 1, False), (30, 30))
"""a care worker with basic language, no member, thirty months in status and stay"""


@pytest.mark.parametrize(
    ("condition", "missed"),
    [
        ("language at least basic", []),
        ("language at least good", [("has basic", "1 level short")]),
        ("language at least fluent", [("has basic", "2 levels short")]),
        ("language less than basic", [("has basic", "1 level too high")]),
        ("language is fluent", [("has basic", "2 levels short")]),
        ("stay at least 5 years", [("has 2 years 6 months", "2 years 6 months short")]),
        ("stay more than 30 months", [("has 30 months", "1 month short")]),
        ("stay at most 2 years", [("has 2 years 6 months", "6 months too long")]),
        ("member", [("has no", None)]),
        ("not member", []),
        ("sector is food", [("has care", None)]),
        ("not (sector is care)", [("has care", None)]),
        ("not (language at most basic)", [("has basic", "1 level short")]),
        ("in settled", [("is Worker", None)]),
        (
            "member and stay at least 5 years and language at least basic",
            [("has no", None), ("has 2 years 6 months", "2 years 6 months short")],
        ),
        ("member or sector is food", [("has sector care and member no", None)]),
        ("language at least basic implies member", [("has no", None)]),
        (
            "time_in_status at least stay + 1 month",
            [("has 2 years 6 months, and stay + 1 month is 2 years 7 months", "1 month short")],
        ),
    ],
)
def test_what_is_missing(condition: str, missed: list[tuple[str, str | None]]) -> None:
    found = Misses(MODEL).of(condition_from_text(MODEL, condition), SOMEBODY)
    assert missed == [(miss.has, miss.short) for miss in found]


def test_what_must_not_be_is_asked_for_in_the_words_of_the_language() -> None:
    (miss,) = Misses(MODEL).of(Not(condition_from_text(MODEL, "sector is care")), SOMEBODY)
    assert (miss.asks, miss.has) == ("sector is not care", "has care")


@pytest.mark.parametrize(
    "condition", ["member", "not (member or language at least basic)", "not (in worker and not member)"]
)
def test_something_is_missing_exactly_where_the_condition_is_false(condition: str) -> None:
    parsed = condition_from_text(MODEL, condition)
    holds = Interpreter(MODEL).holds(parsed, SOMEBODY)
    assert holds is (Misses(MODEL).of(parsed, SOMEBODY) == ())


def test_of_a_sum_it_is_said_what_each_part_shows() -> None:
    (miss,) = Misses(MODEL).of(condition_from_text(MODEL, "2 * stay + time_in_status at least 10 years"), SOMEBODY)
    assert (miss.has, miss.short) == ("has 7 years 6 months", "2 years 6 months short")
    assert miss.known == "time_in_status is 2 years 6 months, stay is 2 years 6 months"
    (one,) = Misses(MODEL).of(condition_from_text(MODEL, "stay + 1 month at least 5 years"), SOMEBODY)
    assert one.known == ""
