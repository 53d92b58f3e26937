"""Texts for solvers are written as the standard has them, which not every solver insists on."""

from __future__ import annotations

import pytest

from bcm_formal.system.smtlib import both, either, number, opposite


@pytest.mark.parametrize(("value", "text"), [(3, "3"), (1, "1"), (0, "0"), (-1, "(- 1)"), (-20, "(- 20)")])
def test_no_numeral_is_negative(value: int, text: str) -> None:
    assert text == number(value)


@pytest.mark.parametrize(
    ("parts", "conjoined", "disjoined"),
    [
        ((), "true", "false"),
        (("a",), "a", "a"),
        (("a", "b"), "(and a b)", "(or a b)"),
        (("a", "true"), "a", "true"),
        (("a", "false", "b"), "false", "(or a b)"),
        (("true", "true"), "true", "true"),
        (("false", "false"), "false", "false"),
        (("true", "false"), "false", "true"),
    ],
)
def test_what_is_constant_is_left_out(parts: tuple[str, ...], conjoined: str, disjoined: str) -> None:
    assert (conjoined, disjoined) == (both(parts), either(parts))


def test_the_opposite_of_a_constant_is_the_other() -> None:
    assert (opposite("true"), opposite("false"), opposite("a")) == ("false", "true", "(not a)")
