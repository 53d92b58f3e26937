"""What engines read off the status graph is what the interpreter does."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bcm_formal.model.at_once import acting_at_once
from bcm_formal.model.expressions import TRUE, Number, conjunction, in_status, negation
from bcm_formal.model.model import Limit
from bcm_formal.model.sentences import EveryEntering, EveryLeaving, NoPerson
from bcm_formal.model.types import Duration, Value, domain
from bcm_formal.system.help import EVERYTHING, NO_LUCK, Help
from bcm_formal.system.questions import before_step
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import State, Step, Take
from bcm_formal.system.transition_system import Move, TransitionSystem, before_delay, before_move, rewriting_after
from tests.builders.loading import model_of
from tests.builders.random_models import random_condition, random_model, random_program
from tests.builders.random_states import random_state

MODELS = 40
STATES = 15

seeds = pytest.mark.parametrize("seed", range(4))


def drawn(seed: int) -> Iterator[tuple[random.Random, TransitionSystem, Interpreter, list[State]]]:
    for index in range(MODELS):
        draw = random.Random(10_000 + 1_000 * seed + index)
        model = random_model(draw)
        yield draw, TransitionSystem(model), Interpreter(model), [random_state(draw, model) for _ in range(STATES)]


def outcomes(interpreter: Interpreter, move: Move, state: State) -> dict[tuple[tuple[str, Value], ...], State]:
    """By what is chosen, the states the move leads to."""
    if isinstance(move.rule, Limit):
        after = interpreter.expire(state, move.rule.name)
        return {} if after is None else {(): after}
    return {step.choices: after for step, after in interpreter.outcomes(state, move.rule)}


@seeds
def test_a_move_is_possible_exactly_where_its_guard_holds(seed: int) -> None:
    for _, system, interpreter, states in drawn(seed):
        for state in states:
            for move in system.moves_from[state.status]:
                happens = outcomes(interpreter, move, state)
                assert interpreter.holds(move.guard, state) == bool(happens), move.name
                assert {after.status for after in happens.values()} <= {move.target}


@seeds
def test_conditions_are_read_back_through_moves(seed: int) -> None:
    for draw, system, interpreter, states in drawn(seed):
        condition = random_condition(draw, system.model)
        for state in states:
            for move in system.moves_from[state.status]:
                happens = outcomes(interpreter, move, state)
                for choices, after in happens.items():
                    read = rewriting_after(system, move, dict(choices)).condition(condition)
                    assert interpreter.holds(condition, after) == interpreter.holds(read, state), move.name
                if happens:
                    some = any(interpreter.holds(condition, after) for after in happens.values())
                    assert some == interpreter.holds(before_move(system, move, condition), state), move.name


@seeds
def test_conditions_are_read_back_through_delays(seed: int) -> None:
    for draw, system, interpreter, states in drawn(seed):
        condition = random_condition(draw, system.model)
        for state in states:
            for steps in (1, 2, 3):
                after = interpreter.wait(state, steps)
                if after is not None:
                    read = before_delay(system, state.status, condition, Number(steps, Duration()))
                    assert interpreter.holds(condition, after) == interpreter.holds(read, state)


@seeds
def test_time_can_pass_exactly_where_the_interpreter_waits(seed: int) -> None:
    for _, system, interpreter, states in drawn(seed):
        for state in states:
            expected = interpreter.wait(state, 1) is not None
            assert expected == interpreter.holds(system.time_can_pass(state.status), state)


@seeds
def test_in_a_status_that_acts_at_once_no_time_passes_and_all_else_is_as_without(seed: int) -> None:
    for index in range(MODELS):
        draw = random.Random(10_000 + 1_000 * seed + index)
        model = random_program(draw)
        without = replace(model, limits=tuple(limit for limit in model.limits if not limit.at_once))
        system, interpreter, other = TransitionSystem(model), Interpreter(model), Interpreter(without)
        for state in (random_state(draw, model) for _ in range(STATES)):
            waited = interpreter.wait(state, 1)
            assert waited == (None if state.status in acting_at_once(model) else other.wait(state, 1))
            assert interpreter.holds(system.time_can_pass(state.status), state) == (waited is not None)
            assert _changes(interpreter, state) == _changes(other, state)


def _changes(interpreter: Interpreter, state: State) -> list[tuple[Step, State]] | None:
    try:
        return list(interpreter.changes(state))
    except UnboundedChoiceError:
        return None


@seeds
def test_dead_ends_are_where_nothing_proceeds(seed: int) -> None:
    for _, system, interpreter, states in drawn(seed):
        for state in states:
            assert interpreter.is_dead_end(state) != interpreter.holds(system.can_proceed(state.status), state)


@seeds
def test_a_long_delay_is_possible_exactly_when_its_units_are(seed: int) -> None:
    for _, _, interpreter, states in drawn(seed):
        for state in states:
            last: State | None = state
            for steps in range(1, 5):
                last = None if last is None else interpreter.wait(last, 1)
                assert last == interpreter.wait(state, steps)


@seeds
def test_states_are_named_from_which_a_step_leads_in_or_out(seed: int) -> None:
    for draw, system, interpreter, states in drawn(seed):
        one, other, also = (random_condition(draw, system.model) for _ in range(3))
        actors = draw.choice((None, ("person",), ("law",), ("law", "authority"), ("employer",)))
        into = before_step(system, EveryEntering(one, TRUE, other, actors), also)
        out = before_step(system, EveryLeaving(one, TRUE, actors), also)
        for state in states:
            steps = [after for step, after in interpreter.changes(state) if is_by(system, step, actors)]
            later = interpreter.wait(state, 1) if actors is None else None
            steps += [] if later is None else [later]
            inside = interpreter.holds(one, state)
            arrives = any(interpreter.holds(one, after) for after in steps)
            stays = all(interpreter.holds(one, after) for after in steps)
            counts = interpreter.holds(also, state)
            enters = not inside and arrives and counts and interpreter.holds(other, state)
            leaves = inside and not stays and counts
            assert enters == (state.status in into and interpreter.holds(into[state.status], state))
            assert leaves == (state.status in out and interpreter.holds(out[state.status], state))


def is_by(system: TransitionSystem, step: Step, actors: tuple[str, ...] | None) -> bool:
    actor = system.model.event[step.event].actor if isinstance(step, Take) else "law"
    return actors is None or actor in actors


@seeds
def test_folding_a_condition_for_a_status_keeps_its_truth_there(seed: int) -> None:
    for draw, system, interpreter, states in drawn(seed):
        condition = random_condition(draw, system.model)
        for state in states:
            truth = interpreter.holds(condition, state)
            assert truth == interpreter.holds(in_status(condition, state.status), state)
            assert truth != interpreter.holds(negation(condition), state)


@seeds
def test_start_states_are_exactly_those_that_may_start(seed: int) -> None:
    for _, system, interpreter, _ in drawn(seed):
        model = system.model
        if any(clock.start is None for clock in model.clocks):
            continue  # see below
        listed = set(interpreter.start_states())
        clocks = tuple(clock.start or 0 for clock in model.clocks)
        values = itertools.product(*(domain(a.kind) or range(-2, 3) for a in model.attributes))
        possible = {State(status, chosen, clocks) for chosen in values for status in system.statuses}
        assert {state for state in possible if interpreter.is_start(state)} == listed


@seeds
def test_of_clocks_that_start_anywhere_the_readings_up_to_a_ceiling_are_listed(seed: int) -> None:
    ceiling = 6
    for _, system, interpreter, _ in drawn(seed):
        model = system.model
        if all(clock.start is not None for clock in model.clocks):
            continue
        listed = set(interpreter.start_states([ceiling for _ in model.clocks]))
        readings = [range(ceiling + 1) if c.start is None else (c.start,) for c in model.clocks]
        values = [domain(a.kind) or range(-2, 3) for a in model.attributes]
        possible = (
            State(status, chosen, clocks)
            for status in system.statuses
            for chosen in itertools.product(*values)
            for clocks in itertools.product(*readings)
        )
        assert {state for state in possible if interpreter.is_start(state)} == listed


def test_moves_lead_from_and_into_declared_statuses_only() -> None:
    system = TransitionSystem(random_model(random.Random(3)))
    assert set(system.statuses) >= {status for move in system.moves for status in (move.source, move.target)}
    assert sorted(map(id, system.moves)) == sorted(id(move) for s in system.statuses for move in system.moves_into[s])
    assert system.counting(EVERYTHING) == system.moves
    assert {move.actor for move in system.counting(Help(("person",)))} == {"person", "law"}
    assert {move.adverse for move in system.moves} == {True, False}
    assert {move.adverse for move in system.counting(NO_LUCK)} == {False}
    assert all(system.runs[status]["time_in_status"] == TRUE for status in system.statuses)


@seeds
def test_what_is_listed_by_status_is_all_that_belongs_there_in_its_order(seed: int) -> None:
    for _, system, _, _ in drawn(seed):
        for status in system.statuses:
            assert [move for move in system.moves if move.source == status] == [*system.moves_from[status]]
            assert [move for move in system.moves if move.target == status] == [*system.moves_into[status]]
            limits = [item for item in system.model.limits if status in item.statuses]
            assert [(item, in_status(item.condition, status), item.clock) for item in limits] == [
                (item.limit, item.condition, item.clock) for item in system.boundaries[status]
            ]


CHOSEN = """policy chosen "Chosen"
  time in months
layer all
attribute permit: one of 1 month, 3 months, 4 months, starts any
attribute n: 0 to 3, starts any
attribute ok: yes or no, starts any
clock stay
  starts 0 to 2 months
  zero while permit more than 2 months and n is 2
clock other
  starts 0 to 2 months
  zero while ok
status a in all
status b in all
start in a
event choose in a by person
  set permit = any
  set n = any
event take in a by person
  set ok = any
transition go from a to b by person
  set permit = any
property one: no person in a with stay at least 1 month
property two: no person with stay is 0 months and other is 2 months
property three: no person with permit more than 1 month and stay at least 1 month
property four: no person in b with permit is 2 months or n at least 2
property five: no person with permit at most 1 month and other is 0 months and not ok
property six: no person with time_in_status is 0 months and permit is not 3 months
"""


def test_what_is_set_to_any_value_may_zero_a_clock_and_is_read_in_the_condition() -> None:
    model = model_of(CHOSEN)
    system, interpreter = TransitionSystem(model), Interpreter(model)
    values = [domain(attribute.kind) or () for attribute in model.attributes]
    states = [
        State("a", attributes, readings)
        for attributes in itertools.product(*values)
        for readings in itertools.product(range(3), repeat=3)
    ]
    conditions = [item.sentence.condition for item in model.properties if isinstance(item.sentence, NoPerson)]
    assert len(conditions) == 6
    for condition, move in itertools.product(conditions, system.moves_from["a"]):
        read = conjunction((move.guard, before_move(system, move, condition)))
        for state in states:
            some = any(interpreter.holds(condition, after) for after in outcomes(interpreter, move, state).values())
            assert some == interpreter.holds(read, state), (move.name, state)
