"""Deeply nested CTL is decided in the number of its parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.model.sentences import Formula
from bcm_formal.system.ctl.formulas import opposite, positive, simplified
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.portfolio import decide
from tests.builders.loading import model_of

pytestmark = pytest.mark.slow

CASES = Path(__file__).parent.parent / "cases"
BEGIN = (CASES / "ctlE.bcm").read_text(encoding="utf-8").split("property x")[0]


def nested(around: str, deep: int) -> tuple[TransitionSystem, Formula, Outcome]:
    formula = "in b"
    for _ in range(deep):
        formula = around.replace("?", formula)
    model = model_of(f"{BEGIN}property x: ctl {formula}\n")
    system = TransitionSystem(model)
    return system, model.properties[0].sentence.formula, decide(system, model.properties[0]).outcome  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("around", "outcome"),
    [
        ("E[(in a) U (?)]", Outcome.HOLDS),
        ("A[(in a) U (?)]", Outcome.VIOLATED),
        ("E[(?) U (in b)]", Outcome.VIOLATED),
        ("EF (?)", Outcome.HOLDS),
        ("AF (?)", Outcome.VIOLATED),
        ("not not (?)", Outcome.VIOLATED),
    ],
)
def test_a_deep_nest_is_decided(around: str, outcome: Outcome) -> None:
    system, formula, found = nested(around, 25 if "not not" in around else 55)
    assert found is outcome
    assert opposite(opposite(positive(formula))) is not None
    assert simplified(system, formula) == simplified(system, formula)
