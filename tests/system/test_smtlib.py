"""Texts for solvers are written as the standard has them, which not every solver insists on."""

from __future__ import annotations

import pytest

from bcm_formal.model.expressions import ClockTerm, Flag, NamedCondition, Number, Sum, conjunction, negation
from bcm_formal.model.types import Duration
from bcm_formal.system.smtlib import Writer, both, either, number, opposite
from tests.builders.loading import model_of

TEXT = """policy texts "Texts"
  time in years
layer all
attribute ok: yes or no, starts no
attribute on: yes or no, starts no
status a in all
start in a
property p: no person in a
"""


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


def test_what_a_function_applies_is_defined_before_it_and_once() -> None:
    writer = Writer(model_of(TEXT))
    inner = NamedCondition("inner", Flag("ok"))
    outer = NamedCondition("outer", conjunction((inner, negation(Flag("on")))))
    for name in ("first", "second"):
        writer.define(name, conjunction((outer, inner, Flag("on"))), "a")
    lines = writer.definition_lines(["first", "second"])
    assert [line.split()[1] for line in lines] == ["inner.1", "outer.0", "first", "second"]
    assert writer.definition_lines(["inner.1"]) == ["(define-fun inner.1 ((x_ok Bool)) Bool x_ok)"]
    assert writer.functions["first"].uses == ("outer.0", "inner.1")


def test_a_sum_of_one_or_none_is_no_sum() -> None:
    writer = Writer(model_of(TEXT))
    time, one = ClockTerm("time_in_status"), Number(1, Duration())
    written = [writer.term(Sum(terms), "a") for terms in ((), (time,), (time, one), (time, one, one))]
    assert written == ["0", "c_time_in_status", "(+ c_time_in_status 1)", "(+ c_time_in_status 1 1)"]


def test_two_bodies_under_one_name_are_two_functions() -> None:
    writer = Writer(model_of(TEXT))
    one, other = NamedCondition("x", Flag("ok")), NamedCondition("x", negation(Flag("ok")))
    function = writer.define("f", conjunction((one, other)), "a")
    assert len(set(function.uses)) == 2
    assert {writer.functions[name].text for name in function.uses} == {"x_ok", "(not x_ok)"}
    again = writer.define("g", one, "a")
    assert again.uses == (function.uses[0],)
