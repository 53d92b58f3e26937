"""What clocks start with: zero, a duration, a range, or any reading that a start allows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bcm_formal.diagnostics import source_of_text
from bcm_formal.language.to_text import format_source
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.model.to_json.policy import to_json
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import State
from tests.builders.loading import model_of

CASES = Path(__file__).resolve().parents[1] / "cases"
TEXT = """policy p "P"
  time in years
layer l
actor office
attribute late: yes or no, fixed
clock age
{starts}
clock stay
status a in l
status b in l
transition go from a to b by office
{start}
property q: no dead ends
"""


def text_of(starts: str, start: str = "start in a") -> str:
    return TEXT.format(starts=f"  starts {starts}" if starts else "", start=start)


def begun(starts: str, start: str = "start in a") -> Model:
    return model_of(text_of(starts, start))


def errors_of(starts: str, start: str = "start in a") -> list[str]:
    return [item.code for item in load(text_of(starts, start))[1] if item.severity == "error"]


def ages(model: Model, most: int = 100) -> list[int]:
    """The readings of `age` up to `most` with which somebody may start in `a`."""
    interpreter = Interpreter(model)
    return [
        age
        for age in range(most + 1)
        if any(interpreter.is_start(State("a", (late,), (0, age, 0))) for late in (False, True))
    ]


@pytest.mark.parametrize(
    ("starts", "low", "high"),
    [
        ("", 0, 0),
        ("3 years", 3, 3),
        ("any", 0, 100),
        ("0 to 5 years", 0, 5),
        ("2 years to 5 years", 2, 5),
        ("4 quarters to 24 months", 1, 2),
        ("at least 18 years", 18, 100),
        ("at most 5 years", 0, 5),
        ("7 to 7 years", 7, 7),
    ],
)
def test_a_clock_starts_with_every_reading_of_its_range(starts: str, low: int, high: int) -> None:
    assert list(range(low, high + 1)) == ages(begun(starts))


@pytest.mark.parametrize(
    ("starts", "condition", "low", "high"),
    [
        ("", "age at least 18 years and age at most 50 years", 18, 50),
        ("", "age is 7 years", 7, 7),
        ("", "stay at most 5 years", 0, 0),
        ("any", "age less than 3 years", 0, 2),
        ("at least 18 years", "age at most 20 years", 18, 20),
        ("3 years", "age at most 20 years", 3, 3),
    ],
)
def test_a_start_opens_the_clocks_without_starts_that_it_reads(
    starts: str, condition: str, low: int, high: int
) -> None:
    assert list(range(low, high + 1)) == ages(begun(starts, f"start in a with {condition}"))


def test_a_start_that_does_not_read_an_opened_clock_starts_it_with_zero() -> None:
    model = begun("", "start in a with age at least 18 years\nstart in b")
    interpreter = Interpreter(model)
    assert [age for age in range(100) if interpreter.is_start(State("b", (True,), (0, age, 0)))] == [0]
    assert list(range(18, 100)) == [age for age in range(100) if interpreter.is_start(State("a", (True,), (0, age, 0)))]


def test_a_definition_that_reads_a_clock_opens_it_too() -> None:
    model = begun("", "define adult = age at least 18 years\nstart in a with adult")
    assert list(range(18, 101)) == ages(model)


def test_the_time_in_status_can_be_opened_but_today_cannot() -> None:
    interpreter = Interpreter(begun("", "start in a with time_in_status at most 2 years"))
    assert [t for t in range(9) if interpreter.is_start(State("a", (True,), (t, 0, 0)))] == [0, 1, 2]
    dated = text_of("", "start in a with today at least 2027-01-01").replace(
        "years\n", "years\n  in force 2026-01-01\n", 1
    )
    assert [item.code for item in load(dated)[1] if item.severity == "error"] == ["BCM407"]


def test_no_reading_is_ever_negative() -> None:
    assert not Interpreter(begun("any")).is_start(State("a", (True,), (0, -1, 0)))


@pytest.mark.parametrize(
    ("starts", "code"),
    [
        ("5", "BCM126"),
        ("0 to 5", "BCM126"),
        ("at least 5", "BCM126"),
        ("5 to 2 years", "BCM417"),
        ("18 months", "BCM307"),
        ("yes", "BCM301"),
        ("at least late", "BCM301"),
    ],
)
def test_a_range_that_is_none_is_an_error(starts: str, code: str) -> None:
    assert [code] == errors_of(starts)


@pytest.mark.parametrize(
    ("starts", "condition"),
    [
        ("3 years", "age at least 5 years"),
        ("0 years", "age at least 5 years"),
        ("0 to 5 years", "age at least 6 years"),
        ("any", "age less than 0 years"),
        ("", "age at least 6 years and age at most 5 years"),
    ],
)
def test_a_start_that_no_reading_meets_is_an_error(starts: str, condition: str) -> None:
    assert errors_of(starts, f"start in a with {condition}") == ["BCM407"]


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("any", "any"),
        ("0 to 5 years", "0 to 5 years"),
        ("0 years to 5 years", "0 to 5 years"),
        ("1 year to 18 months", "1 year to 18 months"),
        ("at least 18 years", "at least 18 years"),
        ("at most 1 year", "at most 1 year"),
    ],
)
def test_the_formatter_keeps_what_a_clock_starts_with(written: str, canonical: str) -> None:
    assert f"  starts {canonical}\n" in format_source(source_of_text(text_of(written)))


def test_start_states_are_listed_unless_they_are_endless() -> None:
    assert len(list(Interpreter(begun("0 to 5 years")).start_states())) == 2 * 6
    endless = Interpreter(begun("at least 5 years"))
    with pytest.raises(UnboundedChoiceError):
        next(endless.start_states())
    assert sorted({state.clocks[1] for state in endless.start_states([None, 7, None])}) == [5, 6, 7]
    assert sorted({state.clocks[1] for state in endless.start_states([None, 2, None])}) == [5]


def test_json_says_that_a_clock_starts_with_more_than_one_reading_and_each_start_with_which() -> None:
    plain: Any = to_json(begun("at least 18 years"))
    assert [clock["start"] for clock in plain["clocks"]] == [0, None, 0]
    assert [start["with"] for start in plain["starts"]] == [{"compare": ">=", "left": {"clock": "age"}, "right": 18}]
