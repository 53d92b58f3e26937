"""Texts for solvers are written as the standard has them, which not every solver insists on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcm_formal.model.expressions import ClockTerm, Flag, NamedCondition, Number, Sum, conjunction, negation
from bcm_formal.model.model import AnyValue, Model
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
    assert writer.term(Sum((time, one)), "a", {"time_in_status": "t"}) == "(+ t 1)"


def test_two_bodies_under_one_name_are_two_functions() -> None:
    writer = Writer(model_of(TEXT))
    one, other = NamedCondition("x", Flag("ok")), NamedCondition("x", negation(Flag("ok")))
    function = writer.define("f", conjunction((one, other)), "a")
    assert len(set(function.uses)) == 2
    assert {writer.functions[name].text for name in function.uses} == {"x_ok", "(not x_ok)"}
    again = writer.define("g", one, "a")
    assert again.uses == (function.uses[0],)


def test_no_name_is_given_twice() -> None:
    writer = Writer(model_of(TEXT))
    writer.define("f_a", Flag("ok"), "a")
    with pytest.raises(ValueError, match="`f_a` is defined twice"):
        writer.define("f_a", Flag("on"), "a")
    assert writer.functions["f_a"].text == "x_ok"


def test_what_is_spelt_out_has_no_name_of_a_function_in_it() -> None:
    writer = Writer(model_of(TEXT))
    inner = NamedCondition("inner", Flag("ok"))
    first = writer.define("f_a", NamedCondition("outer", negation(inner)), "a").applied(writer.here)
    one = writer.spelt_out(first)
    second = writer.define("g_a", NamedCondition("another", negation(NamedCondition("i", Flag("ok")))), "a")
    assert writer.spelt_out(second.applied(writer.here)) == one
    assert writer.spelt_out(f"(and {first} (= 1 1))") == f"(and {one} (= 1 1))"
    assert writer.spelt_out("a_ok") == "a_ok"
    third = writer.define("h_a", NamedCondition("third", negation(NamedCondition("i", Flag("on")))), "a")
    assert writer.spelt_out(third.applied(writer.here)).replace("a_on", "a_ok") != one
    assert not any(name in one for name in writer.functions)


def test_texts_about_the_steps_of_one_model_are_not_those_of_another() -> None:
    """However many models there are, and where rules and statuses have the same names."""

    def texts(model: Model) -> list[object]:
        writer, found = Writer(model), []
        for event in model.events:
            for status in event.sources:
                chosen = {i.name: f"any_{i.name}" for i in event.assignments if isinstance(i.value, AnyValue)}
                found += [writer.event_guard(event, status), writer.after(event, status, chosen)]
        for limit in model.limits:
            for status in limit.statuses:
                found += [writer.limit_full(limit, status), writer.after(limit, status, {})]
        delays = [writer.after_delay(status.name, length) for status in model.statuses for length in ("1", "(+ c_x 2)")]
        kept = [writer.limits_kept(item.name, delay) for item in model.statuses for delay in delays]
        return [*found, *delays, *kept]

    changes = [(f"less than {number}", f"{number + 1} years, then") for number in range(2, 12)]
    models = [model_of(STEPS.replace("less than 9", less).replace("9 years, then", bound)) for less, bound in changes]
    first = [texts(model) for model in models]
    assert len({repr(found) for found in first}) == len(models)
    assert [texts(model) for model in reversed(models)] == first[::-1]
    assert [texts(model) for model in models for _ in range(2)] == [found for found in first for _ in range(2)]
    assert [texts(replace(model)) for model in models] == first


STEPS = """policy steps "Steps"
  time in years
layer out
layer within
attribute n: 0 to 20, starts 0
attribute ok: yes or no, starts any
clock stay
  runs in within while ok
  zero in out while n less than 9
status a in out
status b in within
  at most 9 years, then a
start in a
transition go from a to b by person
  when n less than 9
  set n = any
event grow in b by person
  when n less than 9
  set n = n + 1
  set ok = n less than 9
"""


KINDS = """policy kinds "Kinds"
  time in months
layer all
attribute ok: yes or no, starts no
attribute n: integer, starts 0
attribute few: -1 to 2, starts 0
attribute color: one of red, green, blue, starts red
attribute level: low < high, starts low
attribute permit: one of 1 month, 3 months, starts 1 month
status a in all
start in a
property p: no person in a
"""


def test_what_is_declared_has_its_sort_and_is_of_its_type() -> None:
    writer = Writer(model_of(KINDS))
    *declared, domains = writer.declarations()
    assert declared == [
        "(declare-const a_ok Bool)",
        "(declare-const a_n Int)",
        "(declare-const a_few Int)",
        "(declare-const a_color Int)",
        "(declare-const a_level Int)",
        "(declare-const a_permit Int)",
        "(declare-const c_time_in_status Int)",
    ]
    few, color, level = "(<= (- 1) a_few 2)", "(<= 0 a_color 2)", "(<= 0 a_level 1)"
    permit, time = "(or (= a_permit 1) (= a_permit 3))", "(>= c_time_in_status 0)"
    assert domains == f"(assert (and {few} {color} {level} {permit} {time}))"
    assert writer.declarations({"a_few", "a_ok", "other"}) == [*declared[0:3:2], f"(assert {few})"]
    assert writer.declarations({"a_n", "a_ok"}) == declared[:2]


def test_what_a_text_says_does_not_depend_on_the_names_of_functions() -> None:
    one, other = Writer(model_of(TEXT)), Writer(model_of(TEXT))
    inner = NamedCondition("inner", Flag("ok"))
    one.define("f", conjunction((inner, Flag("on"))), "a")
    other.define("unused", NamedCondition("inner", Flag("on")), "a")
    other.define("g", conjunction((inner, Flag("on"))), "a")
    other.define("h", conjunction((NamedCondition("inner", Flag("on")), Flag("on"))), "a")
    assert one.functions["f"].uses != other.functions["g"].uses
    said = one.spelt_out("(and (f x_ok x_on) (not a_ok))")
    assert said == one.spelt_out("(and (f x_ok x_on) (not a_ok))") == other.spelt_out("(and (g x_ok x_on) (not a_ok))")
    assert said.startswith("(and (sha256:")
    assert said.endswith(" x_ok x_on) (not a_ok))")
    assert said != other.spelt_out("(and (h x_ok x_on) (not a_ok))")
    assert other.spelt_out("(or g h)") != other.spelt_out("(or g g)")
    assert one.spelt_out("(and a_ok c_time_in_status 12)") == "(and a_ok c_time_in_status 12)"


def test_a_name_is_defined_once() -> None:
    writer = Writer(model_of(TEXT))
    writer.define("f", Flag("ok"), "a")
    before = writer.spelt_out("(f x_ok)")
    with pytest.raises(ValueError, match="`f` is defined twice"):
        writer.define("f", negation(Flag("ok")), "a")
    assert writer.spelt_out("(f x_ok)") == before
