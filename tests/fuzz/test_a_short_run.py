"""A few inputs of each kind; `make fuzz-text` tries many more."""

from __future__ import annotations

import pytest

from tests.fuzz.texts import seeds
from tests.fuzz.trials import faults, trial

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", ["text", "expected", "certificate"])
def test_almost_right_inputs_are_answered(kind: str) -> None:
    assert [(item.number, fault) for item, fault in faults((kind,), range(1, 13))] == []


def test_the_same_number_makes_the_same_input() -> None:
    found = [trial("text", number, seeds(), "") for number in range(5)]
    assert found == [trial("text", number, seeds(), "") for number in range(5)]
    assert len({item.files["m.bcm"] for item in found}) == 5
