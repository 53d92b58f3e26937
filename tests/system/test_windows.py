"""A window shows for how many of the last steps what it counts was so; how it is made of parts shows nowhere."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import cast

import pytest

from bcm_formal.model.expressions import Term
from bcm_formal.system.derived.steps import Observed, made
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import OBSERVER, Delay, Expire, State, Step, Take
from tests.builders.effort import tries
from tests.builders.random_models import random_model
from tests.builders.windowed_models import Told, windowed_model

LIVES = tries(300)
LONGEST = 7


@pytest.mark.parametrize("seed", range(0, LIVES, 25))
def test_along_every_life_a_window_shows_what_was_lived(seed: int) -> None:
    for number, draw, interpreter, begun in _lives(seed):
        bodies = {item.name: item.body for item in interpreter.model.definitions}
        told, state = Told(interpreter), begun
        for _ in range(30):
            step, after = _next(interpreter, state, draw)
            if step is None or after is None:
                break
            if isinstance(step, Delay):
                told.passed(state, step.steps)
            state = after
            for window in told.windows:
                assert interpreter.value(cast("Term", bodies[window.name]), state) == told.shown(window), (number, step)


@pytest.mark.parametrize("seed", range(0, LIVES, 25))
def test_a_wait_is_as_many_waits_of_one_step_and_the_ends_of_parts_between_them(seed: int) -> None:
    for _, draw, interpreter, begun in _lives(seed):
        state: State | None = begun
        for _ in range(15):
            assert state is not None
            length = draw.randint(1, LONGEST)
            single: State | None = state
            for _ in range(length):
                single = None if single is None else interpreter.wait(interpreter.settled(single), 1)
            assert interpreter.pass_time(state, length) == single
            state = _next(interpreter, state, draw)[1]
            if state is None:
                break


@pytest.mark.parametrize("seed", range(0, LIVES, 25))
def test_nothing_happens_between_the_end_of_a_part_and_what_it_moves(seed: int) -> None:
    """At that moment nothing else is possible step by step, and what a life goes on with is as if it were done."""
    met = 0
    for _, draw, interpreter, begun in _lives(seed):
        state: State | None = begun
        for _ in range(20):
            assert state is not None
            settled = interpreter.settled(state)
            if settled != state:
                met += 1
                ends = [step for step, _ in interpreter.changes(state)]
                assert ends
                assert all(isinstance(step, Expire) and step.limit in interpreter.model.inner for step in ends)
                assert interpreter.wait(state, 1) is None
                for step, after in interpreter.changes(settled):
                    assert interpreter.step(state, step) == after
            state = _next(interpreter, state, draw)[1]
            if state is None:
                break
    assert met


def test_what_watches_happens_at_the_end_of_a_part_too_and_moves_none() -> None:
    met = 0
    for number in range(50):
        draw = random.Random(number)
        interpreter = Interpreter(made(windowed_model(draw), Observed()))
        state = next(interpreter.start_states([5] * len(interpreter.model.clocks)), None)
        for _ in range(20):
            if state is None:
                break
            if interpreter.settled(state) != state:
                met += 1
                watched = [after for step, after in interpreter.changes(state) if _watches(interpreter, step)]
                assert [(after.status, after.attributes) for after in watched] == [(state.status, state.attributes)]
            state = _next(interpreter, state, draw)[1]
    assert met


def _watches(interpreter: Interpreter, step: Step) -> bool:
    return isinstance(step, Take) and interpreter.model.event[step.event].actor == OBSERVER


def test_no_time_at_all_is_no_step_of_time() -> None:
    for _, _, interpreter, begun in _lives(0):
        assert interpreter.pass_time(begun, 0) is None


def test_where_a_window_rests_time_passes_whatever_the_clock_of_its_part_shows() -> None:
    met = 0
    for _, _, interpreter, begun in _lives(0):
        state = begun._replace(clocks=tuple(clock or 1 for clock in begun.clocks))
        later = interpreter.wait(state, LONGEST)
        if later is not None and interpreter.settled(state) != state:
            met += 1
            assert interpreter.pass_time(state, LONGEST) == later
    assert met


def test_a_model_without_windows_has_no_ends_of_parts() -> None:
    for number in range(20):
        interpreter = Interpreter(random_model(random.Random(number)))
        assert interpreter.model.inner == frozenset()
        for state in interpreter.start_states([5] * len(interpreter.model.clocks)):
            assert interpreter.settled(state) is state


def _lives(first: int) -> Iterator[tuple[int, random.Random, Interpreter, State]]:
    """Random models with windows, each with one of its start states, where it has some."""
    for number in range(first, first + 25):
        draw = random.Random(number)
        interpreter = Interpreter(windowed_model(draw))
        begun = next(interpreter.start_states([5] * len(interpreter.model.clocks)), None)
        if begun is not None:
            yield number, draw, interpreter, begun


def _next(interpreter: Interpreter, state: State, draw: random.Random) -> tuple[Step | None, State | None]:
    """A random step, a wait as often as anything else."""
    found: list[tuple[Step, State]] = []
    try:
        found += interpreter.changes(interpreter.settled(state))
    except UnboundedChoiceError:
        return None, None
    length = draw.randint(1, LONGEST)
    for steps in (length, 1):
        later = interpreter.pass_time(state, steps)
        if later is not None and (not found or draw.random() < 0.6):
            return Delay(steps), later
    if not found:
        return None, None
    step, _ = draw.choice(found)
    return step, interpreter.step(state, step)
