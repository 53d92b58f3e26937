"""Properties that are asked for by their names."""

from __future__ import annotations

import unicodedata

import pytest

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.project.selection import properties_named

TEXT = "policy p\n  time in months\nlayer l\nstatus a in l\nstart in a\n"
SCENARIO = "scenario life:\n  start in a\n  after 1 month\n"


def model(text: str) -> Model:
    found, findings = load(TEXT + text)
    assert found is not None, findings
    return found


ONE = model("property första: every person in a can reach a\n")
TWO = model("property second: every person in a can reach a\n" + SCENARIO)


def test_names_are_those_of_the_models_however_their_letters_are_put_together() -> None:
    apart = unicodedata.normalize("NFD", "första")
    assert apart != "första"
    assert properties_named((ONE, TWO), ("second", apart)) == ("second", "första")


def test_every_name_that_is_no_property_is_said_at_once_scenarios_too() -> None:
    with pytest.raises(DiagnosticError) as raised:
        properties_named((ONE, TWO), ("secnd", "second", "life"))
    assert [(item.code, item.message, item.help) for item in raised.value.diagnostics] == [
        ("BCM903", "there is no property `secnd`", "did you mean `second`?"),
        ("BCM903", "there is no property `life`", "there are första, second"),
    ]
