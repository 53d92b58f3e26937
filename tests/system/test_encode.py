"""The Z3 encoding says what the interpreter does, and formulas come back with their meaning."""

from __future__ import annotations

import random

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from bcm_formal.model.expressions import TRUE, Flag, Implies, Number, comparison, conjunction, disjunction, negation
from bcm_formal.model.model import Model
from bcm_formal.model.types import Integer, Level, Value, YesNo, domain
from bcm_formal.system.decode import Decoder, NotSayableError
from bcm_formal.system.encode import Encoder, cone, start_conditions, start_values
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from tests.builders.effort import tries
from tests.builders.hand_made import attribute, clock, clock_is, event, number_is, plus, policy, reading
from tests.builders.random_models import models, random_model

SEEDS = st.integers(0, 10**6)


def some_states(model: Model, seed: int, count: int = 6) -> list[State]:
    """States of any kind, reachable or not."""
    draw = random.Random(seed)
    made = []
    for _ in range(count):
        values = tuple(draw.choice(domain(a.kind) or (-2, -1, 0, 1, 2)) for a in model.attributes)
        made.append(State(draw.choice(model.statuses).name, values, tuple(draw.randint(0, 5) for _ in model.clocks)))
    return made


def exact(encoder: Encoder, model: Model, state: State) -> dict[str, z3.ExprRef]:
    """The state as a vector of constants."""
    names = (*(a.name for a in model.attributes), *(c.name for c in model.clocks))
    values: tuple[Value, ...] = (*state.attributes, *state.clocks)
    return {name: encoder.value(name, value) for name, value in zip(names, values, strict=True)}


def is_true(formula: z3.BoolRef) -> bool:
    return bool(z3.is_true(z3.simplify(formula)))


def read(vector: dict[str, z3.ExprRef], model: Model, status: str) -> State:
    values = {name: z3.simplify(term) for name, term in vector.items()}
    attributes = tuple(
        bool(z3.is_true(values[a.name])) if isinstance(a.kind, YesNo) else int(values[a.name].as_long())
        for a in model.attributes
    )
    return State(status, attributes, tuple(int(values[c.name].as_long()) for c in model.clocks))


@given(model=models(), seed=SEEDS)
@settings(max_examples=tries(60))
def test_moves_lead_where_the_interpreter_goes(model: Model, seed: int) -> None:
    system, interpreter = TransitionSystem(model), Interpreter(model)
    encoder = Encoder(system, z3.Context())
    draw = random.Random(seed)
    for state in some_states(model, seed):
        vector = exact(encoder, model, state)
        for move in system.moves_from[state.status]:
            choices = {n: draw.choice(domain(model.attribute[n].kind) or (0, 7)) for n in move.free}
            chosen = {name: encoder.value(name, value) for name, value in choices.items()}
            expected = interpreter.step(state, move.step(tuple(choices.items())))
            if not is_true(encoder.possible(move, vector)):
                assert expected is None
            else:
                assert expected == read(encoder.after_move(move, vector, chosen), model, move.target)


@given(model=models(), seed=SEEDS, steps=st.integers(1, 6))
@settings(max_examples=tries(60))
def test_delays_lead_where_the_interpreter_goes(model: Model, seed: int, steps: int) -> None:
    system, interpreter = TransitionSystem(model), Interpreter(model)
    encoder = Encoder(system, z3.Context())
    for state in some_states(model, seed):
        later = encoder.after_delay(state.status, exact(encoder, model, state), encoder.number(steps))
        expected = interpreter.wait(state, steps)
        assert (expected is not None) == is_true(encoder.within_limits(state.status, later))
        if expected is not None:
            assert expected == read(later, model, state.status)


@given(model=models(), seed=SEEDS)
@settings(max_examples=tries(40))
def test_conditions_come_back_from_z3_with_their_meaning(model: Model, seed: int) -> None:
    system, interpreter = TransitionSystem(model), Interpreter(model)
    encoder = Encoder(system, z3.Context())
    vector = encoder.vector()
    decoder = Decoder(model, vector)
    for state in some_states(model, seed):
        for move in system.moves_from[state.status]:
            formula = encoder.possible(move, vector)
            for shape in (formula, z3.simplify(formula), z3.simplify(formula, arith_lhs=True, som=True)):
                expected = interpreter.holds(move.guard, state)
                assert expected == interpreter.holds(decoder.condition(shape), state)


@given(model=models(), seed=SEEDS)
@settings(max_examples=tries(40))
def test_start_states_are_those_of_the_interpreter(model: Model, seed: int) -> None:
    system, interpreter = TransitionSystem(model), Interpreter(model)
    encoder = Encoder(system, z3.Context())
    states = some_states(model, seed)
    states += [s._replace(clocks=_begun(model, s)) for s in states]
    for state in states:
        vector = exact(encoder, model, state)
        begins = [
            encoder.member(start_conditions(system), state.status, vector),
            encoder.equals(vector, start_values(system)),
            encoder.domain(vector),
        ]
        assert interpreter.is_start(state) == all(is_true(part) for part in begins)


NUMBERS = policy(
    "here",
    attributes=(
        attribute("x", Integer(), 0),
        attribute("level", Level(("low", "middle", "high")), 0),
        attribute("free", YesNo(), False),
    ),
    clocks=(clock("age"),),
    start="here",
)
SYSTEM = TransitionSystem(NUMBERS)
ENCODER = Encoder(SYSTEM, z3.Context())
HERE = ENCODER.vector()
DECODER = Decoder(NUMBERS, HERE)


def test_sums_stand_with_positive_readings_on_their_sides() -> None:
    formula = HERE["x"] + -2 * HERE["age"] >= -3
    assert str(DECODER.condition(formula)).count("Scaled(factor=2") == 1
    assert "Scaled(factor=-" not in str(DECODER.condition(formula))


def test_comparisons_of_one_reading_keep_its_kind() -> None:
    level = Level(("low", "middle", "high"))
    assert comparison(">=", reading("level", level), Number(1, level)) == DECODER.condition(HERE["level"] >= 1)
    assert clock_is("age", "<=", 5) == DECODER.condition(z3.Not(HERE["age"] > 5))
    assert number_is("x", "=", 4) == DECODER.condition(2 * HERE["x"] == 8)


def test_truth_can_be_compared_chosen_and_told_apart() -> None:
    interpreter = Interpreter(NUMBERS)
    free, x, level = HERE["free"], HERE["x"], HERE["level"]
    formulas = (
        free == (x > 0),
        z3.Xor(free, x > 0),
        z3.If(free, x > 0, level == 1),
        z3.If(free, x, 2 * level) >= 1,
        z3.Distinct(x, level, HERE["age"]),
        z3.Implies(free, x + z3.If(level == 2, z3.IntVal(3, ENCODER.context), -x) >= level),
        z3.ToReal(x) * z3.Q(2, 3, ENCODER.context) <= 1,
    )
    for formula in formulas:
        condition = DECODER.condition(formula)
        for state in some_states(NUMBERS, 3, 40):
            truth = z3.simplify(z3.substitute(formula, *zip(HERE.values(), _values(state), strict=True)))
            assert bool(z3.is_true(truth)) == interpreter.holds(condition, state)


def _values(state: State) -> list[z3.ExprRef]:
    return list(exact(ENCODER, NUMBERS, state).values())


@pytest.mark.parametrize(
    "formula",
    [
        HERE["x"] % 2 == 0,
        HERE["x"] * HERE["level"] == 4,
        z3.Exists([HERE["x"]], HERE["x"] > HERE["level"]),
        z3.Int("stranger", ENCODER.context) > 0,
    ],
    ids=["remainder", "product", "quantifier", "stranger"],
)
def test_what_the_language_cannot_say_is_refused(formula: z3.BoolRef) -> None:
    with pytest.raises(NotSayableError, match="the language cannot say"):
        DECODER.condition(formula)


def test_the_cone_holds_what_bears_on_the_condition_and_nothing_else() -> None:
    numbers = (attribute(name, Integer(), 0) for name in ("x", "y", "z", "idle"))
    model = policy(
        "here",
        attributes=(*numbers, attribute("busy", YesNo(), True)),
        clocks=(clock("age"), clock("work", runs=Flag("busy"))),
        events=(
            event("copy", "here", sets={"x": reading("y")}, when=(number_is("z", "<=", 3),)),
            event("count", "here", sets={"idle": plus("idle", 1)}),
        ),
        start="here",
    )
    system = TransitionSystem(model)
    guards = tuple(move.guard for move in system.moves)
    assert {"x", "y", "z"} == cone(system, system.moves, (number_is("x", ">=", 1), *guards), ("here",))
    assert {"work", "busy", "z"} == cone(system, system.moves, (clock_is("work", ">=", 1), *guards), ("here",))


@given(seed=SEEDS)
@settings(max_examples=tries(30))
def test_what_is_outside_the_cone_does_not_disturb_a_move(seed: int) -> None:
    model = random_model(random.Random(seed))
    system = TransitionSystem(model)
    needed = cone(system, system.moves, [move.guard for move in system.moves], system.statuses)
    encoder = Encoder(system, z3.Context(), needed)
    full = Encoder(system, encoder.context)
    for state in some_states(model, seed):
        small = {name: term for name, term in exact(full, model, state).items() if name in needed}
        for move in system.moves_from[state.status]:
            chosen = {n: full.value(n, (domain(model.attribute[n].kind) or (0,))[0]) for n in move.free}
            kept = {name: term for name, term in chosen.items() if name in needed}
            before = exact(full, model, state)
            assert is_true(full.possible(move, before)) == is_true(encoder.possible(move, small))
            after = full.after_move(move, before, chosen)
            for name, term in encoder.after_move(move, small, kept).items():
                assert is_true(after[name] == term)


def test_no_parts_make_a_true_conjunction_and_a_false_disjunction() -> None:
    assert z3.is_true(ENCODER.all_of(()))
    assert z3.is_false(ENCODER.any_of(()))
    here = ENCODER.condition(Implies(TRUE, disjunction((conjunction(()), negation(TRUE)))), "here", HERE)
    assert is_true(here)


def _begun(model: Model, state: State) -> tuple[int, ...]:
    """The readings that clocks start with; the state's own where they may start with several."""
    return tuple(reading if c.start is None else c.start for reading, c in zip(state.clocks, model.clocks, strict=True))
