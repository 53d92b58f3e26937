"""Models in which numbers are counted up and down, and steps that lead back to where they began."""

from __future__ import annotations

import random
from collections.abc import Sequence

from bcm_formal.model.expressions import Condition
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Repeat, State, Step, Take
from tests.builders.loading import model_of

TEXT = """\
policy p "P"
  time in months
layer l "L"
actor o
status a in l
status b in l
clock c
  runs in a
clock idle
  runs in b
  zero while n more than 20
attribute n: -30 to {top}, starts 0
attribute m: -30 to {top}, starts 0
attribute q: integer, starts 0
attribute lucky: yes or no, starts no
attribute level: low < high, starts low
limit lapse in a
  while {kept} and c at most {limit}, then b
event one in a by o
  when {first}
  set n = n + {step}
event other in l by o
  when {second}
  set m = {value}
  set q = q - 1
event turn in a by o
  when {third}
  set c = {reset}
event flag in a by o
  set lucky = {truth}
transition there from a to b by o
  when {fourth}
transition back from b to a by o
  set idle = idle + 1 month
start in a
property p: every person can reach b
"""


def compared(draw: random.Random) -> str:
    """A comparison of numbers or clocks."""
    left = draw.choice(("n", "m", "q", "n + m", "2 * n - m", "q + n"))
    sign = draw.choice(("at least", "at most", "is", "is not", "less than", "more than"))
    clock = draw.choice(("c", "idle", "time_in_status"))
    timed = f"{clock} {draw.choice(('at least', 'at most'))} {draw.randint(0, 20)} months"
    right = draw.choice((str(draw.randint(-20, 40)), "m", "n"))
    return draw.choice((f"{left} {sign} {right}", timed, timed, "lucky", "level is low"))


def asked(draw: random.Random) -> str:
    """A condition, often true."""
    one, other = compared(draw), compared(draw)
    return draw.choice(
        (f"n at least 0 or {one}", one, f"({one} or not ({other}))", f"({one} or {other})", "m at most 45")
    )


def counting(draw: random.Random) -> Model:
    """A model with numbers that are counted up and down."""
    values = (
        "m + 1",
        "m - 2",
        "m + n - n",
        "5",
        f"if {compared(draw)} then m + 1 else 3",
        "if m less than 9 then m + 1 else 9",
        "n",
    )
    return model_of(
        TEXT.format(
            top=draw.choice((50, 70, 200)),
            limit=f"{draw.randint(1, 60)} months",
            kept=draw.choice(("lucky", "n less than 9", "m more than 3")),
            step=draw.choice((1, 1, 2, -1)),
            first=asked(draw),
            second=asked(draw),
            third=asked(draw),
            fourth=asked(draw),
            value=draw.choice(values),
            reset=draw.choice(("0 months", "2 months", "c + 1 month", "1 month")),
            truth=draw.choice(("yes", "no", asked(draw))),
        )
    )


def some_round(draw: random.Random, interpreter: Interpreter, state: State) -> tuple[Step, ...]:
    """Up to five steps from a state, back to its status where that comes soon."""
    steps: list[Step] = []
    now = state
    for _ in range(draw.randint(1, 5)):
        ways: list[tuple[Step, State]] = list(interpreter.changes(now))
        length = draw.randint(1, 3)
        later = interpreter.wait(now, length)
        if later is not None:
            ways.append((Delay(length), later))
        if not ways:
            break
        step, now = draw.choice(ways)
        steps.append(step)
    return tuple(steps)


def along(interpreter: Interpreter, state: State, steps: Sequence[Step]) -> list[State] | None:
    """Every state, one step after the other; None if some step is not possible."""
    states = [state]
    for step in steps:
        after = interpreter.step(states[-1], step)
        if after is None:
            return None
        states.append(after)
    return states


def random_rounds(draw: random.Random, model: Model) -> tuple[Interpreter, State, Repeat]:
    interpreter = Interpreter(model)
    state = next(interpreter.start_states())
    for _ in range(draw.randint(0, 2)):
        before = along(interpreter, state, some_round(draw, interpreter, state))
        state = before[-1] if before else state
    return interpreter, state, Repeat(some_round(draw, interpreter, state), draw.randint(1, 60))


COUNT = """\
policy p "P"
  time in months
layer l "L"
actor o
status a in l
status b in l
clock since
attribute n: 0 to 1000000000, starts 0
attribute m: 0 to 9, starts 0
attribute paid: little < much, starts little
event earn in a by o
  when {guard}
  set n = {value}
  set since = 0 months
event jump in a by o
  set m = m + 1
event raise in a by o
  set paid = next paid
transition go from a to b by o
start in a
property p: every person can reach b
"""
MONTHLY = (Delay(1), Take("earn"))


def count(guard: str = "since at least 1 month", value: str = "n + 1") -> tuple[Interpreter, State]:
    interpreter = Interpreter(model_of(COUNT.format(guard=guard, value=value)))
    return interpreter, next(interpreter.start_states())


def condition(words: str) -> Condition:
    """Of the models of `count`."""
    return count(words)[0].model.event["earn"].requirements[0].condition
