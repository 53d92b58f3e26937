"""Other values for parameters, and models that are no longer as their text says."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

import bcm_formal
from bcm_formal.api.policy import policy_of
from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.as_of import Given
from bcm_formal.model.as_read import must_be_as_read
from bcm_formal.model.law import Through
from bcm_formal.model.load import load
from bcm_formal.model.to_json.policy import digest
from tests.builders.loading import model_of

TEXT = """policy permits "Permits"
  time in months
  in force 2020-01-01
  covers 2020-01-01 to 2028-03-31

layer inside
status guest   in inside
status settled in inside

attribute land: one of north, south, fixed, starts any
attribute german: none < basic < good, starts basic
attribute points: 0 to 9, fixed, starts any

parameter settle_after = 5 years between 1 year and 10 years
parameter fee by land: north 1, south 2
parameter open = yes
parameter needed = basic between none and good
parameter wait = 12 months
  in force before 2021-07-01
parameter wait = 36 months
  in force from 2021-07-01
parameter old = 3
  in force before 2020-07-01

define rich = points at least fee

transition settle from guest to settled by person
  when time_in_status at least settle_after and time_in_status at least wait
  and open and german at least needed and rich

start in guest

property way: every person in guest with points is 9 can reach settled within 6 years
"""


def given(name: str, value: str) -> Given:
    return Given(((name, value),))


@pytest.mark.parametrize(
    ("name", "value", "like"),
    [
        ("settle_after", "7 years", TEXT.replace("= 5 years", "= 7 years")),
        ("settle_after", "18 months", TEXT.replace("= 5 years", "= 18 months")),
        ("fee", "by land: south 4, north 3", TEXT.replace("north 1, south 2", "north 3, south 4")),
        ("fee", "7", TEXT.replace("fee by land: north 1, south 2", "fee = 7")),
        ("open", "no", TEXT.replace("open = yes", "open = no")),
        ("needed", "good", TEXT.replace("= basic between", "= good between")),
    ],
)
def test_a_value_that_is_given_is_as_if_the_text_said_it(name: str, value: str, like: str) -> None:
    model, other = model_of(TEXT, given(name, value)), model_of(like)
    assert [model.events, model.definitions] == [other.events, other.definitions]
    (mine,) = (item for item in model.parameters if item.name == name)
    (theirs,) = (item for item in other.parameters if item.name == name)
    (before,) = (item for item in model_of(TEXT).parameters if item.name == name)
    assert (mine.value, mine.low, mine.body) == (theirs.value, theirs.low, theirs.body)
    assert (mine.instead_of, theirs.instead_of) == (before.value, None)
    assert digest(model) != digest(model_of(TEXT))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("settle_afer", "7 years", "there is no parameter `settle_afer`"),
        ("land", "north", "`land` is an attribute, not a parameter"),
        ("settle_after", "11 years", "the value 11 years is not between 1 year and 10 years"),
        ("settle_after", "7", "`7` has no unit"),
        ("settle_after", "yes", "`yes`"),
        ("settle_after", "7 yeers", "`yeers` is not a unit of time"),
        ("settle_after", "7 years between 1 year and 9 years", "is more than the value of a parameter"),
        ("settle_after", "7 years\nparameter fee = 1", "is more than the value of a parameter"),
        ("fee", "by land: north 1", "the table gives no value for `south`"),
        ("fee", "1 year", "`1 year` is a duration"),
        ("needed", "best", "there is no value `best`"),
        ("old", "4", ""),
    ],
)
def test_a_value_that_no_parameter_can_be_given_is_an_error(name: str, value: str, said: str) -> None:
    model, found = load(TEXT, given(name, value))
    errors = [item.message for item in found if item.severity == "error"]
    assert (model is None) == bool(said)
    assert len(errors) == bool(said)
    assert all(said in message for message in errors)


def test_a_name_that_is_nearly_right_is_suggested() -> None:
    (found,) = (item for item in load(TEXT, given("settle_afer", "7 years"))[1] if item.severity == "error")
    assert (found.code, found.help) == ("BCM431", "did you mean `settle_after`?")


def test_a_parameter_that_is_not_law_on_the_day_is_given_nothing() -> None:
    day = datetime.date(2022, 1, 1)
    assert load(TEXT, Given((("wait", "1 year"),), day))[0] is not None
    model, found = load(TEXT, Given((("old", "4"),), day))
    assert model is None
    assert [item.code for item in found if item.severity == "error"] == ["BCM431"]


def test_a_value_is_that_of_all_versions() -> None:
    model = model_of(TEXT, Given((("wait", "24 months"),), Through()))
    (wait,) = (item for item in model.parameters if item.name == "wait")
    assert wait.value == "24 months"
    assert wait.instead_of == "12 months in force until 2021-06-30; 36 months in force from 2021-07-01"
    assert len([item for item in model.events if item.name.startswith("settle")]) == 1


def test_a_model_is_read_again_with_other_values() -> None:
    model = policy_of(model_of(TEXT))
    other = model.with_parameters(settle_after="7 years", open=True).with_parameters(fee=3)
    assert dict(other.given) == {"settle_after": "7 years", "open": "yes", "fee": "3"}
    verdicts = [bcm_formal.check(item, coverage=False).verdicts[0].outcome.value for item in (model, other)]
    assert verdicts == ["HOLDS", "VIOLATED"]
    assert other.with_parameters(settle_after="5 years", fee="by land: north 1, south 2").events == model.events
    with pytest.raises(DiagnosticError, match="settle_afer"):
        model.with_parameters(settle_afer="7 years")


def test_a_model_whose_parameters_were_replaced_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "permits.bcm"
    path.write_text(TEXT)
    model = bcm_formal.load(path)
    must_be_as_read(model)
    changed = replace(model.parameters[0], value="7 years")
    for other in (
        replace(model, parameters=(changed, *model.parameters[1:])),
        replace(model, definitions=()),
        replace(model, law_of=datetime.date(2027, 1, 1)),
    ):
        with pytest.raises(DiagnosticError, match="was replaced"):
            bcm_formal.check(other)
        with pytest.raises(DiagnosticError, match="was replaced"):
            bcm_formal.draw(other, "dot")
        with pytest.raises(DiagnosticError, match="was replaced"):
            policy_of(other).with_parameters(open=False)


def test_a_change_that_counts_is_not_lost_when_values_are_given() -> None:
    model = model_of(TEXT)
    without = replace(model, events=())
    assert bcm_formal.check(without, coverage=False).verdicts[0].outcome.value == "VIOLATED"
    with pytest.raises(DiagnosticError, match="not what its text says"):
        policy_of(without).with_parameters(open=False)
