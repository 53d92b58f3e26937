"""What is left of some steps leads where all of them led, and nothing more can be left out."""

from __future__ import annotations

import itertools
import random
import zlib
from collections.abc import Callable, Iterator, Sequence

import pytest

from bcm_formal.look.exploration import some_starts
from bcm_formal.look.shortening import merged, replayed, shortened
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Delay, Part, Parts, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_models import random_model

Goal = Callable[[State, State], bool]


def walked(draw: random.Random, interpreter: Interpreter, start: State) -> Parts:
    """Up to twelve steps from a state."""
    steps: list[Step] = []
    state = start
    for _ in range(12):
        waits = ((Delay(length), interpreter.wait(state, length)) for length in (1, 2, 5))
        try:
            ways: list[tuple[Step, State]] = list(interpreter.changes(state))
        except UnboundedChoiceError:
            ways = []
        ways += [(step, after) for step, after in waits if after is not None]
        if not ways:
            break
        step, state = draw.choice(ways)
        steps.append(step)
    return tuple(steps)


def smaller(steps: Parts) -> Iterator[Parts]:
    """The steps without some in a row, without any two, with one wait shorter by one."""
    for first, last in itertools.combinations(range(len(steps) + 1), 2):
        yield (*steps[:first], *steps[last:])
    for one, other in itertools.combinations(range(len(steps)), 2):
        yield (*steps[:one], *steps[one + 1 : other], *steps[other + 1 :])
    for place, step in enumerate(steps):
        if isinstance(step, Delay) and step.steps > 1:
            yield (*steps[:place], Delay(step.steps - 1), *steps[place + 1 :])


@pytest.mark.parametrize("is_as", [State.__eq__, lambda one, other: one.status == other.status])
@pytest.mark.parametrize("seed", range(tries(150)))
def test_nothing_more_can_be_left_out_of_steps_that_pass_allowed_states_alone(seed: int, is_as: Goal) -> None:
    draw = random.Random(seed)
    starts: Sequence[State] = ()
    while not starts:  # of a few models nobody can start, or starts cannot be listed
        model = random_model(draw)
        starts = some_starts(TransitionSystem(model))
    interpreter = Interpreter(model)
    start = draw.choice(starts)
    steps = walked(draw, interpreter, start)
    states = replayed(interpreter, start, steps)
    assert states is not None

    def is_allowed(_before: State, _step: Part, after: State) -> bool:
        return after in states or zlib.crc32(repr(after).encode()) % 3 > 0

    def leads(tried: Parts) -> bool:
        along = replayed(interpreter, start, merged(tried))
        if along is None or not is_as(along[-1], states[-1]):
            return False
        return all(
            is_allowed(before, step, after)
            for before, step, after in zip(along, merged(tried), along[1:], strict=False)
        )

    short = shortened(interpreter, start, steps, lambda state: is_as(state, states[-1]), is_allowed)
    assert leads(short)
    assert not [tried for tried in smaller(short) if leads(tried)]


TOGGLED = """policy toggled "Toggled"
  time in years
layer all
attribute on: yes or no, starts no
attribute count: 0 to 3, starts 0
status a in all
start in a
event switch_on in a by person
  when not on
  set on = yes
event switch_off in a by person
  when on
  set on = no
event add in a by person
  when count less than 3
  set count = count + 1
property p: no person in a
"""


def test_a_step_and_the_one_that_undoes_it_are_left_out_together() -> None:
    on, off, more = Take("switch_on"), Take("switch_off"), Take("add")
    interpreter = Interpreter(model_of(TOGGLED))
    start = State("a", (False, 0), (0,))
    ways: list[Parts] = [(on, more, off), (more, on, more, off), (on, more, more, off, more)]
    for steps in ways:
        states = replayed(interpreter, start, steps)
        assert states is not None
        short = shortened(interpreter, start, steps, states[-1].__eq__)
        assert short == tuple(step for step in steps if step == more)
