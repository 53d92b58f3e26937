"""Programs whose answers are known: nested loops, locks, servers, drivers, numbers that become anything."""

from __future__ import annotations

import pytest

from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.loading import model_of
from tests.builders.programs import PROGRAMS, Program

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_every_formula_about_a_known_program_is_answered_and_right(program: Program) -> None:
    model = model_of(program.text)
    system, portfolio = TransitionSystem(model), Portfolio()
    found = {
        formula: portfolio.decide(system, item).outcome.value
        for item, formula in zip(model.properties, program.asked, strict=True)
    }
    assert program.asked == found
