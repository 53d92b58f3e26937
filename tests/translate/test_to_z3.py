"""What the formulas of a policy say of a state and a step is what the interpreter says."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
import z3

import bcm_formal as bcm
from bcm_formal.model.model import Model
from bcm_formal.model.types import Value, domain
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.translate.to_z3 import Constraints, Variables
from tests.builders.effort import tries
from tests.builders.random_models import random_model
from tests.builders.random_states import random_state
from tests.builders.small_policies import OFFICE
from tests.builders.windowed_models import windowed_model


def put(constraints: Constraints, place: Variables, state: State) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
    """Each variable with its value in the state."""
    pairs = [(place.status, constraints.statuses[state.status])]
    for name, value in zip(place, (*state.attributes, *state.clocks), strict=True):
        known = z3.BoolVal(bool(value)) if z3.is_bool(place[name]) else z3.IntVal(int(value))
        pairs.append((place[name], known))
    return pairs


def is_true(formula: z3.BoolRef, *pairs: tuple[z3.ExprRef, z3.ExprRef]) -> bool:
    found = z3.simplify(z3.substitute(formula, *pairs))
    assert z3.is_true(found) or z3.is_false(found), found
    return bool(z3.is_true(found))


def choices(draw: random.Random, model: Model, event: str) -> dict[str, Value]:
    free = [item.name for item in model.event[event].assignments if type(item.value).__name__ == "AnyValue"]
    return {name: draw.choice(domain(model.attribute[name].kind) or range(-2, 3)) for name in free}


def compare(draw: random.Random, model: Model) -> int:
    """How many steps were possible; every formula is compared in states of all kinds."""
    constraints, interpreter, possible = Constraints(model), Interpreter(model), 0
    start, rules, time = constraints.start, constraints.rules, constraints.time
    before, after = constraints.before, constraints.after
    begins = [random_state(draw, model) for _ in range(6)]
    for state in begins:
        here = put(constraints, before, state)
        assert is_true(start, *here) == interpreter.is_start(state)
        assert is_true(constraints.domain, *here)
        at_rest = interpreter.settled(state) == state
        found: list[tuple[str, State | None]] = []
        for event in model.events:
            if state.status in event.sources:
                following = interpreter.fire(state, event.name, choices(draw, model, event.name))
                found.append((event.name, following if at_rest else None))
        found += [(limit.name, interpreter.expire(state, limit.name)) for limit in model.limits if limit.window]
        found += [
            (limit.name, interpreter.expire(state, limit.name) if at_rest and state.status in limit.statuses else None)
            for limit in model.limits
            if not limit.window
        ]
        for name, following in found:
            if following is not None:
                possible += 1
                assert is_true(rules[name], *here, *put(constraints, after, following)), (name, state, following)
            wrong = random_state(draw, model)
            if following is None or (wrong != following and not model.event.get(name)):
                assert not is_true(rules[name], *here, *put(constraints, after, wrong)), (name, state, wrong)
        for steps in (1, 2, 4):
            passed = interpreter.wait(state, steps)
            reached = passed or State(state.status, state.attributes, tuple(clock + steps for clock in state.clocks))
            there = [*put(constraints, after, reached), (constraints.delay, z3.IntVal(steps))]
            assert is_true(time, *here, *there) == (passed is not None)
            possible += passed is not None
        assert not is_true(time, *here, *put(constraints, after, state), (constraints.delay, z3.IntVal(0)))
    return possible


@pytest.mark.parametrize("first", [0, 1000])
def test_random_policies_step_as_their_formulas_say(first: int) -> None:
    found = 0
    for number in range(first, first + tries(10)):
        draw = random.Random(number)
        found += compare(draw, random_model(draw))
    assert found > 20


def test_policies_with_windows_step_as_their_formulas_say() -> None:
    found = 0
    for number in range(tries(5)):
        draw = random.Random(number)
        found += compare(draw, windowed_model(draw))
    assert found > 5


def test_conditions_are_those_of_the_policy() -> None:
    constraints = bcm.load(OFFICE).constraints()
    said = constraints.condition("in within and kin is far and n at least 1", constraints.after)
    after = constraints.after
    known = [(after["kin"], z3.IntVal(1)), (after["n"], z3.IntVal(2)), (after["ok"], z3.BoolVal(False))]
    assert is_true(said, *known, (after.status, constraints.statuses["b"]))
    assert not is_true(said, *known, (after.status, constraints.statuses["a"]))
    with pytest.raises(bcm.DiagnosticError):
        constraints.condition("n is far")


def test_formulas_of_one_policy_made_twice_and_of_two_policies_go_together() -> None:
    first, again = bcm.load(OFFICE).constraints(), bcm.load(OFFICE).constraints()
    other = bcm.load(OFFICE.replace("status c in within", "status c in within\nstatus d in within")).constraints()
    assert first.step.eq(again.step)
    solver = z3.Solver()
    solver.add(first.start, other.start)  # the sorts of their statuses differ, so do the variables
    assert solver.check() == z3.sat


def test_a_step_said_of_further_states_is_the_same_step() -> None:
    constraints = bcm.load(OFFICE).constraints()
    places = [constraints.variables(f"@{number}") for number in range(3)]
    solver = z3.Solver()
    solver.add(constraints.moved(constraints.start, places[0]))
    for first, second in pairwise(places):
        solver.add(constraints.moved(constraints.step, first, second))
    solver.push()
    solver.add(constraints.condition("in c", places[2]))
    assert solver.check() == z3.unsat
    solver.pop()
    solver.add(constraints.condition("in b and time_in_status is 2 years", places[2]))
    assert solver.check() == z3.sat
    assert str(solver.model()[z3.Int("(delay)@1")]) == "2"
    solver.add(constraints.condition("time_in_status is 3 years", places[2]))
    assert solver.check() == z3.unsat


def test_no_limit_is_overrun_in_what_steps_lead_to() -> None:
    constraints = bcm.load(OFFICE).constraints()
    solver = z3.Solver()
    solver.add(constraints.domain, constraints.step)
    solver.add(z3.Not(constraints.moved(constraints.limits, constraints.after)))
    solver.add(constraints.limits)
    assert solver.check() == z3.unsat
