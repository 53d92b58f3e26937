"""Conditions made of listed states are true of exactly those states."""

from __future__ import annotations

import random

import pytest

from bcm_formal.look.ceilings import Ceilings
from bcm_formal.model.expressions import FALSE, TRUE, walk
from bcm_formal.model.model import Attribute
from bcm_formal.model.types import Integer
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.verify.explicit.evidence import as_condition, as_set
from tests.builders.effort import tries
from tests.builders.random_models import random_model
from tests.builders.random_states import random_state


def capped(state: State, ceilings: Ceilings) -> State:
    clocks = (r if c is None else min(r, c) for r, c in zip(state.clocks, ceilings, strict=True))
    return state._replace(clocks=tuple(clocks))


@pytest.mark.parametrize("seed", range(tries(80)))
def test_the_condition_of_some_states_is_true_of_these_alone(seed: int) -> None:
    draw = random.Random(seed)
    model = random_model(draw)
    interpreter = Interpreter(model)
    ceilings: Ceilings = tuple(draw.choice((None, 0, 2, 4)) for _ in model.clocks)
    members = {capped(random_state(draw, model), ceilings) for _ in range(draw.randint(0, 40))}
    found = as_set(model, ceilings, members)
    for state in (*members, *(random_state(draw, model) for _ in range(100))):
        assert (capped(state, ceilings) in members) == interpreter.holds(found.of(state.status), state)


def test_no_states_are_false_and_all_states_are_true() -> None:
    model = next(m for m in map(random_model, map(random.Random, range(50))) if not any_integer(m.attributes))
    ceilings: Ceilings = (0,) * len(model.clocks)
    draw = random.Random(0)
    every = {capped(random_state(draw, model), ceilings) for _ in range(3_000)}
    status = model.statuses[0].name
    assert as_condition(model, ceilings, []) == FALSE
    assert as_condition(model, ceilings, [state for state in every if state.status == status]) == TRUE


def test_a_large_block_of_states_has_a_short_condition() -> None:
    model = next(m for m in map(random_model, map(random.Random, range(50))) if len(m.clocks) == 3)
    status, values = model.statuses[0].name, random_state(random.Random(1), model).attributes
    block = [State(status, values, (a, b, c)) for a in range(10) for b in range(3, 20) for c in range(12)]
    condition = as_condition(model, (None, None, 11), block)
    assert len(list(walk(condition))) < 40


def any_integer(attributes: tuple[Attribute, ...]) -> bool:
    return any(isinstance(attribute.kind, Integer) for attribute in attributes)
