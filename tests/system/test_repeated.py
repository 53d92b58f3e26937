"""Steps that are repeated mean what walking them means: every state of every round, and what is not possible is not."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

import pytest

from bcm_formal.model.expressions import Condition
from bcm_formal.model.model import Model
from bcm_formal.system.repeated import first_rounds, rounds_of, stays_in
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Delay, Expire, Repeat, State, Step, Take, single_steps, time_of
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.parts import walked
from tests.builders.random_models import random_model

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


def added(one: State, other: State) -> Iterator[int]:
    """What each number of the other state is larger."""
    pairs = zip((*one.attributes, *one.clocks), (*other.attributes, *other.clocks), strict=True)
    return (b - a for a, b in pairs)


def adds_the_same(states: list[State], size: int) -> bool:
    """True iff each round changes the status in the same way and adds the same to every number."""
    rounds = [states[place : place + size + 1] for place in range(0, len(states) - 1, size)]
    changes = {tuple((b.status, *added(a, b)) for a, b in itertools.pairwise(one)) for one in rounds}
    kept = {(one[end].status, one[end].attributes[3:]) for one in rounds for end in (0, -1)}
    return len(changes) == 1 and len(kept) == 1


def random_rounds(draw: random.Random, model: Model) -> tuple[Interpreter, State, Repeat]:
    interpreter = Interpreter(model)
    state = next(interpreter.start_states())
    for _ in range(draw.randint(0, 2)):
        before = along(interpreter, state, some_round(draw, interpreter, state))
        state = before[-1] if before else state
    return interpreter, state, Repeat(some_round(draw, interpreter, state), draw.randint(1, 60))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(tries(60)))
def test_rounds_are_those_that_walking_them_passes(seed: int) -> None:
    draw = random.Random(seed)
    model = counting(draw)
    for _ in range(60):
        interpreter, state, repeat = random_rounds(draw, model)
        if not repeat.steps:
            continue
        found = rounds_of(interpreter, state, repeat)
        states = along(interpreter, state, walked((repeat,)))
        size = len(repeat.steps)
        if found is None:
            assert states is None or not adds_the_same(states, size), (seed, repeat)
            continue
        assert states is not None, (seed, repeat)
        assert states[-1] == found.last
        for place, passed in enumerate(states[:-1]):
            assert passed == found.at(place % size, place // size)
            assert [type(value) for value in passed.attributes] == [
                type(value) for value in found.at(place % size, place // size).attributes
            ]


def test_many_of_the_random_rounds_are_shown_and_many_are_refused() -> None:
    draw, shown, refused = random.Random(7), 0, 0
    for model in [counting(draw) for _ in range(20)] * 20:
        interpreter, state, repeat = random_rounds(draw, model)
        if repeat.steps and repeat.times > 3:
            found = rounds_of(interpreter, state, repeat)
            shown, refused = shown + (found is not None), refused + (found is None)
    assert min(shown, refused) > 40, (shown, refused)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(tries(40)))
def test_rounds_of_any_random_model_are_those_that_walking_them_passes(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(10):
        model = random_model(draw)
        interpreter = Interpreter(model)
        try:
            state = next(interpreter.start_states(), None)
            repeat = Repeat(() if state is None else some_round(draw, interpreter, state), draw.randint(2, 9))
        except UnboundedChoiceError:
            continue
        if state is None:
            continue
        found = rounds_of(interpreter, state, repeat)
        if found is not None:
            states = along(interpreter, state, walked((repeat,)))
            assert states is not None
            assert states[-1] == found.last


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


def test_a_billion_rounds_are_as_quick_as_three(monkeypatch: pytest.MonkeyPatch) -> None:
    interpreter, start = count()
    taken: list[Step] = []
    step = interpreter.step

    def counted(state: State, one: Step) -> State | None:
        taken.append(one)
        return step(state, one)

    monkeypatch.setattr(interpreter, "step", counted)
    rounds = rounds_of(interpreter, start, Repeat(MONTHLY, 10**9))
    assert rounds is not None
    assert rounds.last.attributes[0] == 10**9
    assert rounds.last.clocks[0] == 10**9  # the time in status
    assert len(taken) == 3 * len(MONTHLY)
    assert rounds_of(interpreter, start, Repeat(MONTHLY, 10**9 + 1)) is None


@pytest.mark.parametrize(
    ("guard", "value", "times"),
    [
        ("since at least 2 months", "n + 1", 5),
        ("n less than 500", "n + 1", 501),
        ("n is not 500", "n + 1", 1000),  # fails in the middle alone
        ("(n at most 100 or n at least 103)", "n + 1", 1000),
        ("n is 0", "n + 1", 2),
        ("time_in_status at most 40 months", "n + 1", 41),
        ("since at least 1 month", "n + n + 1", 3),
        ("since at least 1 month", "if n less than 500 then n + 1 else 500", 1000),
        ("since at least 1 month", "if n less than 500 then n + 1 else n + 2", 1000),
        ("since at least 1 month", "n + m", 2),
    ],
)
def test_rounds_that_cannot_all_be_taken_alike_are_refused(guard: str, value: str, times: int) -> None:
    interpreter, start = count(guard, value)
    body: tuple[Step, ...] = (*MONTHLY, Take("jump")) if "m" in value.split() else MONTHLY
    assert rounds_of(interpreter, start, Repeat(body, times)) is None


@pytest.mark.parametrize(
    ("guard", "value", "times"),
    [
        ("n less than 500", "n + 1", 500),
        ("n is not 500", "n + 1", 500),
        ("n is not 500", "n + 2", 250),
        ("n is not 501", "n + 2", 1000),
        ("time_in_status at most 40 months", "n + 1", 40),
        ("since at least 1 month", "if n less than 500 then n + 1 else 500", 500),
        ("since is 1 month", "n + 1", 10**9),
    ],
)
def test_rounds_up_to_the_last_that_can_be_taken_are_shown(guard: str, value: str, times: int) -> None:
    interpreter, start = count(guard, value)
    rounds = rounds_of(interpreter, start, Repeat(MONTHLY, times))
    assert rounds is not None
    assert rounds.last.clocks[0] == times


@pytest.mark.parametrize(
    "repeat",
    [
        Repeat(MONTHLY, 0),
        Repeat(MONTHLY, -1),
        Repeat((), 5),
        Repeat((Take("go"),), 2),
        Repeat((Take("raise"),), 1),  # what changes is no whole number
        Repeat((Take("jump"),), 10),
        Repeat((Delay(0),), 2),
        Repeat((Take("nothing"),), 2),
        Repeat((Expire("nothing"),), 2),
    ],
    ids=str,
)
def test_what_is_no_repeat_of_possible_steps_is_refused(repeat: Repeat) -> None:
    interpreter, start = count()
    assert rounds_of(interpreter, start, repeat) is None


def test_the_first_round_says_what_each_step_does() -> None:
    interpreter, start = count()
    repeat = Repeat(MONTHLY, 12)
    assert [step for step, _, _ in first_rounds(interpreter, [start], [repeat])] == list(MONTHLY)
    assert list(single_steps([Delay(2), repeat])) == [Delay(2), *MONTHLY]
    assert time_of([Delay(2), repeat]) == 14


def test_a_limit_that_yields_in_the_middle_alone_cannot_run_out_in_every_round() -> None:
    text = COUNT.format(guard="n at least 0", value="n + 1").replace(
        "start in a\n",
        """\
limit pay in a
  while since at most 1 month, then a
  set n = n + 1
  set since = 0 months
  yields to stop
transition stop from a to b by law
  when n is 500
start in a
""",
    )
    interpreter = Interpreter(model_of(text))
    start = next(interpreter.start_states())
    round_of = (Delay(1), Expire("pay"))
    last = rounds_of(interpreter, start, Repeat(round_of, 500))
    assert last is not None
    assert last.last.attributes[0] == 500
    assert rounds_of(interpreter, start, Repeat(round_of, 1000)) is None
