"""Steps that are repeated mean what walking them means: every state of every round, and what is not possible is not."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bcm_formal.model.expressions import ClockTerm, Comparison, Number
from bcm_formal.model.types import Duration
from bcm_formal.system import repeated
from bcm_formal.system.repeated import first_rounds, rounds_of
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Delay, Expire, Part, Repeat, State, Step, Take, single_steps, time_of
from tests.builders.counting import COUNT, MONTHLY, along, count, counting, random_rounds, some_round
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.parts import walked
from tests.builders.random_models import random_model


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


def test_the_first_round_is_told_for_each_part_of_a_life_course_and_not_for_the_state_it_ends_in() -> None:
    interpreter, start = count()
    between = [start, State("a", (5, 0, 0), (5, 0)), State("a", (5, 0, 0), (7, 2))]
    parts: list[Part] = [Repeat(MONTHLY, 5), Delay(2)]
    told = list(first_rounds(interpreter, between, parts))
    assert [step for step, _, _ in told] == [*MONTHLY, Delay(2)]
    assert [before for _, before, _ in told] == [start, State("a", (0, 0, 0), (1, 1)), between[1]]


def test_a_clock_that_is_zeroed_by_what_clocks_read_is_not_shown_in_closed_form() -> None:
    interpreter, start = count()
    model = interpreter.model
    old = Comparison("=", ClockTerm("time_in_status"), Number(500, Duration()))
    read = replace(model, clocks=(*model.clocks[:-1], replace(model.clocks[-1], zero=old)))
    assert rounds_of(interpreter, start, Repeat(MONTHLY, 3)) is not None
    assert rounds_of(Interpreter(read), start, Repeat(MONTHLY, 3)) is None


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


MIDDLE = """\
policy p "P"
  time in months
layer l "L"
actor o
status a in l
status b in l
clock since
clock other
  runs in a{runs}{zero}
attribute n: 0 to 100000, starts 0
attribute m: 0 to 9, starts 0
event earn in a by o
  set n = n + 1
  set since = 0 months{set}
limit pay in a
  while {kept} and since at most {bound}, then a
  set n = n + 1
  set since = 0 months{paid}
limit stop in a
  while {stops} and other at most {most}, then b
start in a
property p: every person can reach b
"""
AS_EVER = {
    "runs": "",
    "zero": "",
    "set": "",
    "kept": "m is 0",
    "bound": "1 month",
    "paid": "",
    "stops": "m is 1",
    "most": "0 months",
}


@pytest.mark.parametrize("taken", [Take("earn"), Expire("pay")], ids=str)
@pytest.mark.parametrize(
    "otherwise",
    [
        {"runs": " while n is not 500"},
        {"zero": "\n  zero while n is 500"},
        {"stops": "n is 500"},
        {"stops": "m is 0", "most": "(if n is 500 then 0 months else 9000 months)"},
        {"set": "\n  set m = if n is 500 then 1 else 0"},
        {"kept": "n is not 500"},
        {"bound": "(if n is 500 then 2 months else 1 month)"},
        {"paid": "\n  set m = if n is 500 then 1 else 0"},
        {},
    ],
    ids=str,
)
def test_what_is_otherwise_in_one_round_in_the_middle_alone_is_noticed(otherwise: dict[str, str], taken: Step) -> None:
    interpreter = Interpreter(model_of(MIDDLE.format(**AS_EVER | otherwise)))
    start = next(interpreter.start_states())
    for times in (400, 900):
        repeat = Repeat((Delay(1), taken), times)
        states = along(interpreter, start, walked((repeat,)))
        as_walked = states is not None and adds_the_same(states, 2)
        assert (rounds_of(interpreter, start, repeat) is not None) == as_walked, times


def test_what_is_otherwise_in_the_last_round_alone_is_noticed() -> None:
    interpreter, start = count(value="if n is 500 then n + 1 else n + n + 1")
    assert rounds_of(interpreter, start, Repeat(MONTHLY, 501)) is None
    assert rounds_of(interpreter, start, Repeat(MONTHLY, 1)) is not None


@pytest.mark.parametrize(("times", "shown"), [(200, True), (201, False), (300, False)])
def test_what_zeroes_a_clock_is_read_in_the_state_that_a_step_leads_to(times: int, *, shown: bool) -> None:
    text = MIDDLE.format(**AS_EVER | {"zero": "\n  zero while n is 500", "kept": "m is 1"}).replace(
        "limit pay", "event up in a by o\n  set n = n + 300\nevent down in a by o\n  set n = n - 299\nlimit pay"
    )
    interpreter = Interpreter(model_of(text))
    start = next(interpreter.start_states())
    repeat = Repeat((Delay(1), Take("up"), Take("down")), times)
    assert (rounds_of(interpreter, start, repeat) is not None) == shown


WINDOW = """\
policy p "P"
  time in months
layer l "L"
actor o
status a in l
attribute n: 0 to 1000, starts 0
attribute counted: yes or no, starts no
window w "W": counts while counted or {also} over 2 months in 2 parts
event begin in a by o
  set counted = yes
event end in a by o
  set counted = no
event tick in a by o
  set n = n + 1
start in a
property p: every person can reach a
"""


@pytest.mark.parametrize(("also", "shown"), [("n is 250", False), ("n is 0 and n is 1", False), ("counted", True)])
def test_windows_that_count_what_rounds_change_are_not_shown_in_closed_form(also: str, *, shown: bool) -> None:
    """In round 250 alone the unit of time before the tick is counted; what the tick asks for says nothing of it."""
    interpreter = Interpreter(model_of(WINDOW.format(also=also)))
    start = next(interpreter.start_states())
    steps = (Take("begin"), Delay(1), Take("end"), Delay(1), Take("tick"), Delay(3))
    before = along(interpreter, start, steps)
    assert before is not None
    assert (rounds_of(interpreter, before[-1], Repeat(steps, 500)) is not None) == shown


# --- how much is looked at ---


def test_so_many_stretches_as_are_looked_at_are_shown_and_one_more_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    interpreter, start = count("(n at most 100 or n at least 101)")
    repeat = Repeat(MONTHLY, 1000)
    # one of the wait; those of the step begin in the rounds 0, 100, 101 and 102
    monkeypatch.setattr(repeated, "MOST", 5)
    assert rounds_of(interpreter, start, repeat) is not None
    monkeypatch.setattr(repeated, "MOST", 4)
    assert rounds_of(interpreter, start, repeat) is None
