"""What a model means, step by step: what is possible, and what it changes. The text for solvers says the same."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bcm_formal.model.expressions import (
    TRUE,
    AttributeTerm,
    ClockTerm,
    Comparison,
    NamedTerm,
    Number,
    Sum,
    Term,
    total,
)
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.model.types import Duration, Integer, Range
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.smtlib import Writer
from bcm_formal.system.state import Delay, Expire, State, Step, Take
from tests.builders.loading import model_of

TEXT = """policy steps "Steps"
  time in years
layer all
attribute ok: yes or no, starts no
attribute n: 0 to 3, starts 1
attribute who: one of x, y, z, starts any
clock age
  starts any
clock stay
  runs in b
  zero while n is 0
clock set
status a in all
status b in all
  at most 2 years, then c
status c in all
limit late in b, c
  while set at most 4 years and n is 3, then a
  set n = n - 2
start in a
start in b
  with who is y
start in c
  with age at least 1 year
event choose in a, b by person
  set who = any
  set ok = any
event back in a by person
  set set = 0 years
event up in a, b by person
  when n less than 3 or ok
  set n = n + 1
transition go from a to b by person
  when who is x
  set n = 0
property p: no person in c
"""


@cache
def model() -> Model:
    found, findings = load(TEXT)
    assert found is not None, findings
    earlier = total((ClockTerm("set"), Number(-2, Duration())))  # which no text can say
    events = [
        replace(event, assignments=(replace(event.assignments[0], value=earlier),)) if event.name == "back" else event
        for event in found.events
    ]
    return replace(found, events=tuple(events))


def state(
    status: str = "a", n: int = 1, who: int = 0, clocks: tuple[int, ...] = (0, 0, 0, 0), ok: bool = False
) -> State:
    """Clocks: time_in_status, age, stay, set."""
    return State(status, (ok, n, who), clocks)


FREE = (("who", 2), ("ok", True))


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        (state(), Take("go"), state("b", n=0)),
        (state(clocks=(3, 4, 5, 6)), Take("go"), state("b", n=0, clocks=(0, 4, 0, 6))),
        (state(who=1), Take("go"), None),
        (state("b"), Take("go"), None),
        (state(clocks=(3, 4, 5, 6)), Take("back"), state(clocks=(3, 4, 5, 4))),
        (state(clocks=(3, 4, 5, 2)), Take("back"), state(clocks=(3, 4, 5, 0))),
        (state(clocks=(3, 4, 5, 1)), Take("back"), None),  # no clock shows less than nothing
        (state(n=2), Take("up"), state(n=3)),
        (state(n=3), Take("up"), None),
        (state(n=3, ok=True), Take("up"), None),  # allowed, but four is none of the type
        (state("c"), Take("up"), None),
        (state(), Take("choose", FREE), state(who=2, ok=True)),
        (state(), Take("choose", (("who", 3), ("ok", True))), None),
        (state(), Take("choose", (("who", -1), ("ok", True))), None),
        (state(), Take("choose", (("who", 1),)), None),
        (state(), Take("choose"), None),
        (state("c"), Take("choose", FREE), None),
        (state(), Take("nothing"), None),
        (state("b", clocks=(2, 0, 2, 0)), Expire("b_limit"), state("c", clocks=(0, 0, 2, 0))),
        (state("b", clocks=(3, 0, 2, 0)), Expire("b_limit"), state("c", clocks=(0, 0, 2, 0))),
        (state("b", clocks=(1, 0, 2, 0)), Expire("b_limit"), None),
        (state("a", clocks=(5, 0, 2, 0)), Expire("b_limit"), None),
        (state("c", n=3, clocks=(5, 0, 2, 4)), Expire("late"), state("a", n=1, clocks=(0, 0, 2, 4))),
        (state("c", n=2, clocks=(5, 0, 2, 4)), Expire("late"), None),
        (state("c", n=3, clocks=(5, 0, 2, 3)), Expire("late"), None),
        (state("a", n=3, clocks=(5, 0, 2, 4)), Expire("late"), None),
        (state(), Expire("nothing"), None),
        (state(), Delay(3), state(clocks=(3, 3, 0, 3))),
        (state("b"), Delay(2), state("b", clocks=(2, 2, 2, 2))),
        (state("b"), Delay(3), None),
        (state("c", n=3), Delay(4), state("c", n=3, clocks=(4, 4, 0, 4))),
        (state("c", n=3), Delay(5), None),
        (state("c", n=2), Delay(5), state("c", n=2, clocks=(5, 5, 0, 5))),
        (state(), Delay(0), None),
        (state(), Delay(-1), None),
    ],
)
def test_a_step_is_possible_and_changes_what_it_says(before: State, step: Step, after: State | None) -> None:
    assert after == Interpreter(model()).step(before, step)


def test_without_a_choice_nothing_is_chosen() -> None:
    assert Interpreter(model()).fire(state(), "choose") is None
    assert Interpreter(model()).fire(state(), "go") == state("b", n=0)


def test_everything_that_can_happen_is_listed_once() -> None:
    interpreter = Interpreter(model())
    begun = state(n=3, clocks=(0, 0, 0, 2))
    choices = [(("who", who), ("ok", ok)) for who in (0, 1, 2) for ok in (False, True)]
    expected = {Take("choose", choice) for choice in choices} | {Take("back"), Take("go")}
    found = list(interpreter.changes(begun))
    assert {step for step, _ in found} == expected
    assert len(found) == len(expected)
    assert all(after == interpreter.step(begun, step) for step, after in found)
    over = state("b", n=3, clocks=(2, 0, 0, 4))
    assert {step for step, _ in interpreter.changes(over) if isinstance(step, Expire)} == {
        Expire("b_limit"),
        Expire("late"),
    }


def test_a_dead_end_is_where_nothing_can_happen_and_no_time_pass() -> None:
    interpreter = Interpreter(replace(model(), limits=tuple(replace(item, assignments=()) for item in model().limits)))
    assert not interpreter.is_dead_end(state("c", n=3, clocks=(0, 0, 0, 4)))
    assert not interpreter.is_dead_end(state("c", n=3, clocks=(0, 0, 0, 3)))
    stuck = tuple(replace(item, statuses=("b",)) if item.name == "late" else item for item in model().limits)
    assert not Interpreter(replace(model(), limits=stuck)).is_dead_end(state("c"))
    low = TEXT.replace("set n = n - 2", "set n = n + 2")
    found, _ = load(low)
    assert found is not None
    assert Interpreter(found).is_dead_end(state("c", n=3, clocks=(0, 0, 0, 4)))
    assert not Interpreter(found).is_dead_end(state("b", n=3, clocks=(0, 0, 0, 4), who=1))


@pytest.mark.parametrize(
    ("begun", "is_one"),
    [
        (state(), True),
        (state(who=2, clocks=(0, 9, 0, 0)), True),
        (state("b", who=1), True),
        (state("b", who=0), False),
        (state("c"), False),
        (state("c", clocks=(0, 1, 0, 0)), True),
        (state("c", clocks=(0, 7, 0, 0)), True),
        (state(n=2), False),
        (state(ok=True), False),
        (state(who=3), False),
        (state(clocks=(1, 0, 0, 0)), False),
        (state(clocks=(0, 0, 1, 0)), False),
        (state(clocks=(0, -1, 0, 0)), False),
    ],
)
def test_lives_begin_where_the_model_says(begun: State, is_one: bool) -> None:
    assert is_one == Interpreter(model()).is_start(begun)


def test_all_starts_are_listed() -> None:
    interpreter = Interpreter(model())
    found = list(interpreter.start_states((None, 2, None, None)))
    expected = [state(who=who, clocks=(0, age, 0, 0)) for who in (0, 1, 2) for age in (0, 1, 2)]
    expected += [state("b", who=1, clocks=(0, age, 0, 0)) for age in (0, 1, 2)]
    expected += [state("c", who=who, clocks=(0, age, 0, 0)) for who in (0, 1, 2) for age in (1, 2)]
    assert found == expected
    with pytest.raises(UnboundedChoiceError, match="age"):
        list(interpreter.start_states())


def test_a_clock_that_is_always_at_zero_stays_there() -> None:
    clocks = tuple(replace(clock, zero=TRUE) if clock.name == "set" else clock for clock in model().clocks)
    changed = replace(model(), clocks=clocks)
    after = Interpreter(changed).step(state(clocks=(1, 1, 1, 1)), Take("up"))
    assert after == state(n=2, clocks=(1, 1, 1, 0))
    writer = Writer(changed)
    _, vector = writer.after(changed.event["up"], "a", {})
    assert vector["set"] == "0"


def test_what_is_shared_is_read_anew_for_each_state() -> None:
    interpreter = Interpreter(model())
    kind = Range(0, 3)
    named = NamedTerm("one", Number(1, kind))
    assert interpreter.value(named, state()) == 1
    condition = model().event["up"].requirements[0].condition
    assert [interpreter.holds(condition, state(n=n)) for n in (1, 3, 2, 3)] == [True, False, True, False]


ENDLESS = """policy endless "Endless"
  time in years
layer all
attribute n: integer, starts 0
status a in all
start in a
event choose in a by person
  set n = any
property p: no person in a
"""


def test_what_cannot_be_listed_is_refused() -> None:
    endless = model_of(ENDLESS)
    state = State("a", (0,), (0,))
    with pytest.raises(UnboundedChoiceError, match="n"):
        list(Interpreter(endless).outcomes(state, endless.event["choose"]))
    with pytest.raises(UnboundedChoiceError, match="n"):
        list(Interpreter(model_of(ENDLESS.replace("starts 0", "starts any"))).start_states())
    with pytest.raises(UnboundedChoiceError, match="age"):
        list(Interpreter(model_of(ENDLESS.replace("status a", "clock age\n  starts any\nstatus a"))).start_states())
    assert Interpreter(endless).step(state, Take("choose", (("n", 7),))) == State("a", (7,), (0,))


def test_numbers_that_share_parts_are_read_part_by_part() -> None:
    score: Term = NamedTerm("n", AttributeTerm("n", Integer()))
    for number in range(60):
        score = NamedTerm(f"n{number}", Sum((score, score)))
    interpreter = Interpreter(model_of(ENDLESS))
    for value in (1, 2):
        state = State("a", (value,), (0,))
        assert interpreter.holds(Comparison("=", score, Number(value * 2**60, Integer())), state)
        assert not interpreter.holds(Comparison("<", score, Number(value * 2**60, Integer())), state)
