"""What is true all along steps that are repeated: in each round, at every unit of time."""

from __future__ import annotations

import itertools
import random

import pytest

from bcm_formal.model.expressions import COMPARE, Comparison, Condition, Number
from bcm_formal.model.from_syntax.windows import reading_of
from bcm_formal.model.types import Duration
from bcm_formal.system import repeated
from bcm_formal.system.repeated import rounds_of, stays_in
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Repeat, Take
from tests.builders.counting import MONTHLY, along, condition, count, counting, random_rounds
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.parts import walked


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(tries(40)))
def test_what_is_true_all_along_the_rounds_is_true_at_every_unit_of_time(seed: int) -> None:
    draw = random.Random(seed)
    model = counting(draw)
    for _ in range(30):
        interpreter, state, repeat = random_rounds(draw, model)
        if rounds_of(interpreter, state, repeat) is None:
            continue
        event = interpreter.model.event["one"]
        conditions: dict[str, Condition] = {"a": event.requirements[0].condition}
        if draw.random() < 0.5:
            conditions["b"] = interpreter.model.event["there"].requirements[0].condition
        units = [
            unit
            for step in walked((repeat,))
            for unit in ([Delay(1)] * step.steps if isinstance(step, Delay) else [step])
        ]
        states = along(interpreter, state, units)
        if states is None:  # a limit may forbid to end a wait earlier
            continue
        expected = all(s.status in conditions and interpreter.holds(conditions[s.status], s) for s in states[:-1])
        assert stays_in(interpreter, state, repeat, conditions) == expected


@pytest.mark.parametrize(
    ("words", "times", "expected"),
    [
        ("n at most 99", 100, True),  # it has 100 after all rounds, which is not asked
        ("n at most 99", 101, False),  # in the last round
        ("n at most 98", 100, False),  # in the last round
        ("n is not 50", 50, True),
        ("n is not 50", 51, False),
        ("n is not 50", 100, False),  # in one in the middle alone
        ("since at most 3 months", 100, True),
        ("since at most 2 months", 100, False),  # at the end of each wait
        ("since is not 1 month", 100, False),  # within each wait
        ("since is not 2 months", 100, False),
        ("since is not 4 months", 100, True),
        ("time_in_status is not 151 months", 50, True),
        ("time_in_status is not 149 months", 50, False),  # within the last wait
        ("time_in_status is not 148 months", 50, False),
        ("time_in_status is not 150 months", 50, False),  # at the end of the last wait
        ("paid is little", 100, True),
        ("paid is much", 100, False),
        ("(paid is little and n at most 99 or paid is much)", 101, False),
    ],
)
def test_what_stays_true_is_asked_of_each_round_and_each_unit_of_its_waits(
    words: str, times: int, *, expected: bool
) -> None:
    interpreter, start = count()
    assert stays_in(interpreter, start, Repeat((Delay(3), Take("earn")), times), {"a": condition(words)}) == expected


@pytest.mark.parametrize(
    "repeat",
    [
        Repeat(MONTHLY, 0),
        Repeat((Delay(0), Take("earn")), 2),
        Repeat((Delay(-1), Delay(2)), 2),
        Repeat((Take("go"),), 2),
    ],
    ids=str,
)
def test_what_is_no_repeat_of_possible_steps_stays_nowhere(repeat: Repeat) -> None:
    interpreter, start = count("n at least 0")
    assert not stays_in(interpreter, start, repeat, {"a": condition("n at least 0"), "b": condition("n at least 0")})


def test_a_status_without_a_condition_is_not_stayed_in() -> None:
    interpreter, start = count()
    assert not stays_in(interpreter, start, Repeat(MONTHLY, 5), {"b": condition("n at least 0")})


def test_a_condition_that_changes_too_often_is_not_shown_to_stay_true(monkeypatch: pytest.MonkeyPatch) -> None:
    interpreter, start = count()
    asked = condition("(n at most 9 or n at least 10) and (n at most 19 or n at least 20) and n at least 0")
    assert stays_in(interpreter, start, Repeat(MONTHLY, 100), {"a": asked})
    monkeypatch.setattr("bcm_formal.system.moments.MOST", 3)
    assert rounds_of(interpreter, start, Repeat(MONTHLY, 100)) is not None
    assert not stays_in(interpreter, start, Repeat(MONTHLY, 100), {"a": asked})


def test_so_many_units_of_time_as_are_looked_at_are_and_one_more_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    interpreter, start = count()
    always = {"a": condition("n at least 0")}
    monkeypatch.setattr(repeated, "MOST", 10)
    assert stays_in(interpreter, start, Repeat((Delay(9), Take("earn")), 5), always)
    assert not stays_in(interpreter, start, Repeat((Delay(10), Take("earn")), 5), always)
    assert rounds_of(interpreter, start, Repeat((Delay(10), Take("earn")), 5)) is not None


def test_a_wait_of_any_length_is_refused_without_being_walked() -> None:
    interpreter, start = count()
    assert not stays_in(interpreter, start, Repeat((Delay(10**12), Take("earn")), 5), {"a": condition("n at least 0")})


WINDOW = """\
policy p "P"
  time in months
layer l "L"
actor o
status home in l
status away in l
window absent "Months away in the last 4": counts in away over 4 months in 4 parts
transition leave from home to away by o
transition back from away to home by o
start in home
property p: every person can reach away
"""


@pytest.mark.parametrize("away", range(1, 6))
@pytest.mark.parametrize("home", range(1, 8))
def test_what_a_window_shows_all_along_is_what_it_shows_at_every_unit_of_time(away: int, home: int) -> None:
    model = model_of(WINDOW)
    interpreter, reading = Interpreter(model), reading_of(model.windows[0])
    steps = (Take("leave"), Delay(away), Take("back"), Delay(home))
    before = along(interpreter, next(interpreter.start_states()), steps * 2)
    assert before is not None
    state = before[-1]
    units = [unit for step in steps for unit in ([Delay(1)] * step.steps if isinstance(step, Delay) else [step])]
    states = along(interpreter, state, units * 3)
    assert states is not None
    assert rounds_of(interpreter, state, Repeat(steps, 3)) is not None
    for sign, bound in itertools.product(COMPARE, range(5)):
        asked = Comparison(sign, reading, Number(bound, Duration()))
        kept = all(interpreter.holds(asked, passed) for passed in states[:-1])
        assert stays_in(interpreter, state, Repeat(steps, 3), {"home": asked, "away": asked}) == kept, (sign, bound)
