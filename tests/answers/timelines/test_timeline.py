"""What a timeline shows is what the interpreter comes to, at every moment."""

from __future__ import annotations

import random
from collections.abc import Callable

from bcm_formal.answers.stepping import Stepper
from bcm_formal.answers.story import story_of
from bcm_formal.answers.timelines.courses import (
    Stretch,
    attribute_held,
    clock_stretches,
    statuses_held,
    window_stretches,
)
from bcm_formal.answers.timelines.passing import LeftOut, pieces_of
from bcm_formal.answers.timelines.timeline import Timeline, timeline_of
from bcm_formal.answers.windows import shown_by_windows
from bcm_formal.model.model import Model
from bcm_formal.model.types import Value
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, Part, Repeat, State, Take
from bcm_formal.trust.trace import Trace, replay
from tests.builders.loading import model_of
from tests.builders.random_models import random_model
from tests.builders.stay import STAY
from tests.builders.windowed_models import windowed_model


def some_life(model: Model, seed: int) -> Trace | None:
    """A random life; None: nobody begins one."""
    stepper = Stepper(model)
    return stepper.at_random(14, seed) if next(stepper.starts(), None) else None


def moments_of(model: Model, trace: Trace) -> list[list[State]]:
    """For each moment all states in order, the life being played unit by unit."""
    interpreter = Interpreter(model)
    found = [[trace.start]]
    steps = [s for part in trace.steps for s in (part.steps * part.times if isinstance(part, Repeat) else (part,))]
    for step in steps:
        if isinstance(step, Delay):
            for _ in range(step.steps):
                after = interpreter.pass_time(found[-1][-1], 1)
                assert after is not None
                found.append([after])
        else:
            after = interpreter.step(found[-1][-1], step)
            assert after is not None
            found[-1].append(after)
    return found


def follows(stretches: tuple[Stretch, ...], moments: list[list[State]], read: Callable[[State], int]) -> None:
    """Fails unless the stretches show the reading of every moment that they cover, before and after its changes."""
    for stretch in stretches:
        assert stretch.first == read(moments[stretch.since][-1])
        assert stretch.last == read(moments[stretch.until][0])
        for moment in range(stretch.since + 1, stretch.until):
            assert {stretch.at(moment)} == {read(moments[moment][0]), read(moments[moment][-1])}


def covered(stretches: tuple[Stretch, ...]) -> int:
    return sum(stretch.until - stretch.since for stretch in stretches)


def agrees(model: Model, trace: Trace) -> None:
    """Fails unless every course of the life is that of the interpreter's states."""
    interpreter, moments = Interpreter(model), moments_of(model, trace)
    pieces = pieces_of(interpreter, trace.start, trace.steps)
    skipped = sum(piece.until - piece.since for piece in pieces if isinstance(piece, LeftOut))
    for index in (place for place, clock in enumerate(model.clocks) if clock.name not in model.inner):
        stretches = clock_stretches(pieces, index)
        follows(stretches, moments, lambda state, index=index: state.clocks[index])  # type: ignore[misc]
        assert covered(stretches) == len(moments) - 1 - skipped
    for index, window in enumerate(model.windows):
        stretches = window_stretches(interpreter, pieces, window)
        follows(stretches, moments, lambda state, index=index: shown_by_windows(model, state)[index][1])  # type: ignore[misc]
        assert covered(stretches) == len(moments) - 1 - skipped
    for place, item in enumerate(model.attributes):
        if item.name in model.inner:
            continue
        values: list[set[Value]] = [set() for _ in moments]
        for held in attribute_held(model, pieces, trace.start, item.name):
            for moment in range(held.since, held.until + 1):
                values[moment].add(held.value)
        if not skipped:
            for known, states in zip(values, moments, strict=True):
                assert known <= {state.attributes[place] for state in states}
                assert len(known) == 1 or len(states) > 1
    statuses = [held.value for held in statuses_held(pieces, trace.start)]
    if not skipped:
        passed = [state.status for states in moments for state in states]
        assert statuses == [name for number, name in enumerate(passed) if not number or passed[number - 1] != name]


def test_courses_are_those_of_the_interpreter_at_every_moment() -> None:
    long = 0
    for seed in range(30):
        draw = random.Random(seed)
        model = windowed_model(draw) if seed % 3 == 0 else random_model(draw)
        if (trace := some_life(model, seed)) is not None:
            agrees(model, trace)
            long += len(trace.steps) > 5
    assert long > 12, "lives that end at once show little"


def test_what_happens_is_what_the_story_tells() -> None:
    for seed in range(15):
        model = random_model(random.Random(seed))
        trace = some_life(model, seed)
        if trace is None:
            continue
        told = [(m.elapsed, m.rule, m.what, m.by, m.adverse, m.times) for m in story_of(model, trace).moments if m.rule]
        marks = timeline_of(model, trace).marks
        shown = [(m.at, m.moment.rule, m.moment.what, m.moment.by, m.moment.adverse, m.moment.times) for m in marks]
        assert shown == told


def lived(trade: str, *steps: Part) -> Timeline:
    model = model_of(STAY)
    start = next(
        state for state in Interpreter(model).start_states() if state.attributes[2] == ("care", "food").index(trade)
    )
    return timeline_of(model, Trace(start, steps))


LIFE: tuple[Part, ...] = (
    Take("enter"),
    Delay(12),
    Take("renew", (("granted", 36),)),
    Take("learn"),
    Take("learn"),
    Delay(36),
    Take("renew", (("granted", 12),)),
    Delay(12),
    Take("settle"),
)


def test_a_life_as_bars_clocks_steps_and_marks() -> None:
    line = lived("food", *LIFE)
    assert [(bar.title, bar.since, bar.until) for bar in line.bars] == [
        ("Abroad", 0, 0),
        ("Guest", 0, 60),
        ("Settled", 60, 60),
    ]
    courses = {course.name: course for course in line.courses}
    assert courses["lawful"].stretches == (Stretch(0, 60, 0, 60),)
    assert courses["period"].stretches == (Stretch(0, 12, 0, 12), Stretch(12, 48, 0, 36), Stretch(48, 60, 0, 12))
    assert [(b.amount, b.says, b.rule, b.since, b.until, b.met) for b in courses["lawful"].bounds] == [
        (60, "5 years (settle_after)", "settle", 0, 60, True)
    ]
    language = next(steps for steps in line.steps if steps.name == "tongue")
    assert ([words for _, words in language.order], language.is_ordered) == (["none", "good"], True)
    assert [(held.since, held.until) for held in language.held] == [(0, 12), (12, 60)]
    assert line.always == (("trade", "food"),)
    assert [(mark.at, mark.moment.what, mark.moment.times) for mark in line.marks] == [
        (0, "Entry (enter)", 1),
        (12, "Renewal (renew)", 1),
        (12, "learn", 2),
        (48, "Renewal (renew)", 1),
        (60, "Settlement (settle)", 1),
    ]


def test_the_limit_that_ends_a_life_is_the_bound_that_its_clock_meets() -> None:
    line = lived("care", Take("enter"), Delay(12), Expire("lapse"))
    assert [(mark.moment.what, mark.is_limit) for mark in line.marks] == [("Entry (enter)", False), ("lapse", True)]
    (period,) = [course for course in line.courses if course.name == "period"]
    assert [(b.amount, b.rule, b.since, b.until) for b in period.bounds] == [(12, "lapse", 0, 12)]


def test_a_limit_at_which_a_life_stops_is_shown_although_it_did_not_run_out() -> None:
    line = lived("care", Take("enter"), Delay(12))
    assert [bound.rule for course in line.courses for bound in course.bounds] == ["lapse"]


def test_of_many_rounds_the_first_two_and_the_last_are_shown() -> None:
    model = model_of(STAY)
    year = (Delay(12), Take("renew", (("granted", 12),)))
    start = next(iter(Interpreter(model).start_states()))
    trace = Trace(start, (Take("enter"), Repeat(year, 50)))
    replay(Interpreter(model), trace)
    line = timeline_of(model, trace)
    assert [(gap.since, gap.until, gap.times) for gap in line.gaps] == [(24, 588, 47)]
    assert [mark.at for mark in line.marks] == [0, 12, 24, 600]
    agrees(model, trace)
    few = timeline_of(model, Trace(start, (Take("enter"), Repeat(year, 4))))
    assert (few.gaps, [mark.at for mark in few.marks]) == ((), [0, 12, 24, 36, 48])
