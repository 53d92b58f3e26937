"""Between two moments of a wait no condition changes, and there are few moments, however long the wait is."""

from __future__ import annotations

import itertools
import random

import pytest

from bcm_formal.model.expressions import ClockTerm, Comparison, Number, Operator, choose, scaled, total
from bcm_formal.model.types import Duration
from bcm_formal.system.moments import MOST, Moments, TooManyMomentsError
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from tests.builders.effort import tries
from tests.builders.random_models import random_condition, random_model
from tests.builders.random_states import random_state


def waiting(interpreter: Interpreter, state: State, steps: int) -> State:
    """The state later, whatever limits say: only what clocks show matters here."""
    runs = [interpreter.holds(clock.runs, state) for clock in interpreter.model.clocks]
    return state._replace(clocks=tuple(c + steps * on for c, on in zip(state.clocks, runs, strict=True)))


@pytest.mark.parametrize("seed", range(tries(400)))
def test_a_condition_changes_at_a_moment_or_not_at_all(seed: int) -> None:
    draw = random.Random(seed)
    model = random_model(draw)
    interpreter = Interpreter(model)
    state, condition, last = random_state(draw, model), random_condition(draw, model), 25
    found = Moments(interpreter, lambda wait: waiting(interpreter, state, wait), last).of(condition)
    truths = [interpreter.holds(condition, waiting(interpreter, state, wait)) for wait in range(last + 1)]
    changes = {wait for wait in range(1, last + 1) if truths[wait] != truths[wait - 1]}
    assert 0 in found
    assert changes <= found <= set(range(last + 1))


TIME = ClockTerm("time_in_status")


def lone() -> tuple[Interpreter, State]:
    model = random_model(random.Random(0))
    return Interpreter(model), random_state(random.Random(0), model)


@pytest.mark.parametrize("last", [10**3, 10**15, 10**40])
def test_the_moments_do_not_become_more_with_the_length_of_the_wait(last: int) -> None:
    interpreter, state = lone()
    state = state._replace(clocks=(0,) * len(state.clocks))
    late = Comparison(">=", scaled(3, TIME), Number(last, Duration()))
    bent = choose(late, TIME, Number(7, Duration()))
    condition = Comparison("=", total((bent, TIME)), Number(last + 2, Duration()))
    found = Moments(interpreter, lambda wait: waiting(interpreter, state, wait), last).of(condition)
    assert len(found) < 10
    for moment in found - {0}:
        assert 0 < moment <= last


def test_what_changes_too_often_is_refused() -> None:
    interpreter, state = lone()
    state = state._replace(clocks=(0,) * len(state.clocks))
    nodes = [Comparison("=", TIME, Number(3 * number, Duration())) for number in range(1, MOST)]
    term = total(choose(node, Number(1, Duration()), TIME) for node in nodes)
    with pytest.raises(TooManyMomentsError):
        Moments(interpreter, lambda wait: waiting(interpreter, state, wait), 10**9).of(
            Comparison(">", term, Number(5, Duration()))
        )


@pytest.mark.parametrize("last", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("sign", ["=", "!=", "<=", "<", ">=", ">"])
def test_in_short_waits_each_moment_counts(last: int, sign: Operator) -> None:
    interpreter, state = lone()
    state = state._replace(clocks=(0,) * len(state.clocks))
    for factor, value in itertools.product((1, 2, 3), range(-1, 11)):
        condition = Comparison(sign, scaled(factor, TIME), Number(value, Duration()))
        found = Moments(interpreter, lambda wait: waiting(interpreter, state, wait), last).of(condition)
        truths = [interpreter.holds(condition, waiting(interpreter, state, wait)) for wait in range(last + 1)]
        changes = {wait for wait in range(1, last + 1) if truths[wait] != truths[wait - 1]}
        assert changes <= found - {0}
        assert found <= set(range(last + 1))
