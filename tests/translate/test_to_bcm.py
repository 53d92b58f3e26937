"""A model as a text reads back as the same model."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.model.to_json.policy import digest
from bcm_formal.translate.to_bcm import to_bcm
from bcm_formal.versions.bridging import bridge
from tests.builders.bridged import random_changes
from tests.builders.changing import change_of
from tests.builders.effort import tries

MODELS = Path(__file__).parents[2] / "models"
PAIRS, CHUNK = tries(200), 25


def read_back(text: str) -> Model:
    model, findings = load(text)
    assert model is not None, [item.message for item in findings if item.severity == "error"]
    return model


@pytest.mark.parametrize("name", ["bcm", "japan", "germany"])
def test_the_shipped_models_read_back_with_what_is_asked_of_them(name: str) -> None:
    model = load(MODELS / name / f"{name}.bcm")[0]
    assert model is not None
    text = to_bcm(model)
    again = read_back(text)
    assert digest(model) == digest(again)
    assert [item.sentence for item in model.properties] == [item.sentence for item in again.properties]
    assert [item.name for item in model.windows] == [item.name for item in again.windows]
    assert {event.name: event.effort for event in model.events} == {event.name: event.effort for event in again.events}
    assert text == to_bcm(again)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, PAIRS, CHUNK))
def test_random_bridges_read_back(first: int) -> None:
    for number, change in random_changes(first, CHUNK):
        model = bridge(change).model
        assert digest(model) == digest(read_back(to_bcm(model))), number


def test_a_status_that_acts_at_once_under_one_law_only_is_refused() -> None:
    places = "layer l\nstatus a in l\nstatus b in l\n"
    old = f"policy p\n  time in months\n{places}transition go from a to b by person\nstart in a\n"
    new = old.replace("status a in l", "status a in l\n  acts at once")
    with pytest.raises(DiagnosticError, match="acts at once"):
        to_bcm(bridge(change_of(old, new)).model)
