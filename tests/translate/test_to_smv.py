"""The text of SMV: names that stay apart, comments that are none but comments, and nothing left out in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.model import Model
from bcm_formal.translate.to_smv import names
from bcm_formal.translate.to_smv.policy import to_smv
from tests.builders.loading import model_of
from tests.builders.small_policies import OFFICE
from tests.builders.smv_meaning import truths
from tests.builders.smv_text import read_smv

ALONE = """policy p "{title}"
  time in {unit}
layer all
status a in all
status b in all
attribute x: {kind} starts {start}
start in a
transition go from a to b by person
  when time_in_status at least {wait}
property reaches "{title}": some person can reach b
"""


def text_of(**parts: Any) -> str:
    usual = {"title": "t", "unit": "months", "kind": "0 to 3,", "start": "1", "wait": "3 months"}
    return ALONE.format(**{**usual, **parts})


def office() -> Model:
    return model_of(OFFICE)


def test_the_same_model_gives_the_same_bytes() -> None:
    assert to_smv(office()).text == to_smv(office()).text


@pytest.mark.parametrize(
    "name", ["A", "MODULE", "next", "TRUE", "esac", "status", "step", "case", "é", "a b", "a\nMODULE main", "$x", "--"]
)
def test_any_name_is_one_word_that_means_nothing_else(name: str) -> None:
    made = [make(name) for make in (names.of_status, names.of_attribute, names.of_clock, names.of_event)]
    text = f"MODULE main\nVAR {''.join(f'{word} : boolean; ' for word in made)}\n"
    assert [*read_smv(text)["main"].variables] == made


def test_two_names_stay_two() -> None:
    strange = ["a", "a$", "$a", "a$24$", "a24", "é", "e9", "$e9$", "a b", "a20b", ""]
    assert len({names.plain(name) for name in strange}) == len(strange)


def test_hostile_words_stay_within_comments() -> None:
    hostile = "x \u2028 CTLSPEC FALSE;\u0085MODULE main /-- */ ; \x0bINIT FALSE"
    model = office()
    plain = to_smv(model)
    changed = replace(
        model,
        title=hostile,
        properties=tuple(replace(item, text=f"{hostile}\n{hostile}") for item in model.properties),
    )
    found = to_smv(changed).text
    assert [line for line in found.splitlines() if not line.startswith("--")] == [
        line for line in plain.text.splitlines() if not line.startswith("--")
    ]
    assert truths(plain.text) == truths(found)


def test_whatever_is_called_like_a_word_of_the_language_is_read_all_the_same() -> None:
    text = """policy MODULE
  time in months
layer main
status case in main
status esac in main
attribute init: yes or no, starts any
start in case
transition TRUE from case to esac by person
  when init
property U: some person can reach esac
"""
    smv = to_smv(model_of(text))
    assert [item.verdict(truths(smv.text)) for item in smv.specifications] == ["HOLDS"]


def test_what_compares_two_persons_or_two_clocks_is_left_out_and_both_are_said_in_the_text() -> None:
    pair = "property fair: path to b does not depend on x\n"
    clocks = "property apart: no person in a with stay less than time_in_status\n"
    model = model_of(text_of() + "clock stay\n  runs in a\n" + pair + clocks)
    smv = to_smv(model)
    assert [item.name for item, _ in smv.left_out] == ["fair", "apart"]
    for item, reason in smv.left_out:
        assert f"-- {item.text}\n-- left out, `{item.name}`: {reason}" in smv.text
    assert [item.property.name for item in smv.specifications] == ["reaches"]


def test_a_property_that_compares_two_persons_is_written_alone_with_two_modules() -> None:
    model = office()
    smv = to_smv(model, (model.property["fair"],))
    modules = read_smv(smv.text)
    assert [*modules] == ["person", "main"]
    assert modules["main"].variables == {"one": ("instance", "person"), "other": ("instance", "person")}
    assert smv.left_out == ()


def test_only_the_properties_asked_for_are_specified_and_only_what_they_read_is_recorded() -> None:
    model = office()
    found = {
        name: to_smv(model, (model.property[name],)).text for name in ("can_rise", "alone", "in_time", "has_grown")
    }
    recorded = {
        name: [word for word in ("mover", "adverse", "watch") if f"  {word} :" in text] for name, text in found.items()
    }
    assert recorded == {
        "can_rise": ["adverse"],
        "alone": ["mover", "adverse"],
        "in_time": ["adverse", "watch"],
        "has_grown": [],
    }
    assert found["alone"].count("CTLSPEC") == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "integer,", "start": "0"}, "`x` is any whole number"),
        ({"kind": "0 to 5000000000,"}, "the number `5000000000` is larger"),
        ({"wait": "7000000000 months"}, "is larger than SMV can hold"),
    ],
)
def test_numbers_that_the_language_cannot_hold_are_refused(changes: dict[str, str], words: str) -> None:
    with pytest.raises(DiagnosticError) as caught:
        to_smv(model_of(text_of(**changes)))
    assert [item.code for item in caught.value.diagnostics] == ["BCM915"]
    assert words in caught.value.diagnostics[0].message


def test_a_clock_that_rules_compare_with_a_running_one_is_refused() -> None:
    race = "clock stay\n  runs in a\ntransition back from b to a by person\n  when stay less than time_in_status\n"
    with pytest.raises(DiagnosticError, match="BCM915"):
        to_smv(model_of(text_of() + race))


def test_a_clock_counts_no_further_than_anything_asks() -> None:
    clock = read_smv(to_smv(model_of(text_of(wait="250 months"))).text)["main"].variables["c_time_in_status"]
    assert clock == ("range", 0, 251)


def test_an_attribute_with_one_value_is_never_assigned_as_the_checker_takes_it_for_a_constant() -> None:
    module = read_smv(to_smv(model_of(text_of(kind="2 to 2,", start="2"))).text)["main"]
    assert "a_x" in module.variables
    assert "a_x" not in module.begins


def test_two_bodies_of_one_name_are_two_definitions() -> None:
    model = model_of(text_of() + "define good = x at least 2\nproperty good_one: some person can reach b with good\n")
    other = model_of(text_of() + "define good = x at least 1\nproperty good_two: some person can reach b with good\n")
    both = replace(model, properties=(*model.properties, other.properties[-1]))
    defined = [name for name in read_smv(to_smv(both).text)["main"].definitions if name.startswith("is_good")]
    assert defined == ["is_good", "is_good$2"]


def test_titles_of_the_values_stand_beside_the_numbers() -> None:
    assert "a_kin : 0..1; -- 0 near, 1 far" in to_smv(office()).text


def test_a_text_in_days_is_no_longer_than_one_in_years() -> None:
    def size(unit: str) -> int:
        return len(to_smv(model_of(text_of(unit=unit, wait=f"3650 {unit}"))).text.splitlines())

    assert size("days") == size("years")
