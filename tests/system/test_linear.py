"""Linear forms, and the comparisons they are written as."""

from __future__ import annotations

import pytest

from bcm_formal.model.expressions import (
    TRUE,
    AttributeTerm,
    Choose,
    ClockTerm,
    Flag,
    NamedTerm,
    Number,
    Scaled,
    Sum,
    Term,
    Truth,
    comparison,
    total,
)
from bcm_formal.model.types import Date, Duration, Integer, Level
from bcm_formal.system.linear import Linear, NotLinearError, difference, linear, linear_comparison

X, Y = AttributeTerm("x", Integer()), AttributeTerm("y", Integer())
AGE, TODAY = ClockTerm("age"), ClockTerm("today")
GRADE = AttributeTerm("grade", Level(("low", "high")))


def whole(value: int) -> Number:
    return Number(value, Integer())


def test_equal_readings_are_added_up_and_names_are_seen_through() -> None:
    term: Term = Sum((X, Scaled(3, NamedTerm("twin", Sum((X, Y, whole(2))))), Scaled(-3, Y)))
    assert Linear(((X, 4),), 6) == linear(term)


def test_a_choice_is_no_linear_form() -> None:
    with pytest.raises(NotLinearError):
        linear(Sum((X, Choose(Flag("f"), X, Y))))


def test_a_coefficient_is_found_and_taken_out() -> None:
    form = difference(Sum((X, Scaled(2, Y))), whole(5))
    assert form.coefficient("y") == 2
    assert form.coefficient("z") == 0
    assert Linear(((X, 1),), -5) == form.without("y")


def test_comparisons_have_no_negative_coefficient() -> None:
    form = Linear(((X, -2), (Y, 3)), 7)
    assert comparison("<=", total((Scaled(3, Y), whole(7))), Scaled(2, X)) == linear_comparison("<=", form)
    assert comparison(">=", X, whole(4)) == linear_comparison("<=", Linear(((X, -1),), 4))


def test_comparisons_are_divided_by_what_all_share() -> None:
    assert comparison("<", X, whole(3)) == linear_comparison("<", Linear(((X, 4),), -12))
    assert comparison("<", Scaled(4, X), whole(3)) == linear_comparison("<", Linear(((X, 4),), -3))


def test_constants_are_of_the_kind_they_are_compared_with() -> None:
    assert comparison("=", GRADE, Number(1, GRADE.kind)) == linear_comparison("=", Linear(((GRADE, 1),), -1))
    assert comparison(">", AGE, Number(6, Duration())) == linear_comparison(">", Linear(((AGE, 1),), -6))
    assert comparison("<", TODAY, Number(9, Date())) == linear_comparison("<", Linear(((TODAY, 1),), -9))


def test_without_readings_a_comparison_is_a_truth() -> None:
    assert linear_comparison("<=", Linear((), -1)) == TRUE
    assert Truth(False) == linear_comparison("=", Linear((), 3))
