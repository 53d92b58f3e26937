"""The checker's SMT-LIB text and the interpreter, written apart, mean the same in every state and for every step.

Each text is closed by binding the state's constants to numbers; Z3 then only computes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

import pytest
import z3

from bcm_formal.model.model import AnyValue, Assignment, Event, Limit, Model
from bcm_formal.model.types import Value, YesNo, admits
from bcm_formal.system.ctl.models import marked
from bcm_formal.system.questions import with_observer
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.smtlib import Writer, both, number, symbol
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from tests.builders.effort import tries
from tests.builders.random_models import random_condition, random_model
from tests.builders.random_states import random_state

MODELS = tries(25)
STATES = 12

seeds = pytest.mark.parametrize("seed", range(6))


class Texts:
    """Texts with the truth they must have, computed all at once."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.writer = Writer(model)
        self.expected: list[bool] = []
        self.formulas: list[str] = []

    def must_be(self, truth: bool, state: State, formula: str, chosen: Mapping[str, Value] | None = None) -> None:
        values = dict(zip(self.writer.variables, (*state.attributes, *state.clocks), strict=True))
        bound = [f"({self.writer.here[name]} {written(value)})" for name, value in values.items()]
        bound += [f"(any_{symbol(name)} {written(value)})" for name, value in (chosen or {}).items()]
        self.expected.append(truth)
        self.formulas.append(f"(let ({' '.join(bound)}) {formula})")

    def computed(self) -> list[bool]:
        """What Z3 makes of each text."""
        shared = [
            *self.writer.declarations()[:-1],  # the last line asserts the domains
            *(f"(declare-const any_{symbol(name)} {self.writer.sort(name)})" for name in self.model.attribute),
            *self.writer.definition_lines(self.writer.functions),
        ]
        given = len(z3.parse_smt2_string("\n".join(shared)))
        parsed = z3.parse_smt2_string("\n".join((*shared, *(f"(assert {formula})" for formula in self.formulas))))
        solver = z3.Solver()
        solver.add(parsed[:given])  # definitions, where they come back as formulas
        return [solver.check(formula) == z3.sat for formula in parsed[given:]]


def written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else number(value)


def same(texts: Texts, vector: Mapping[str, str], state: State) -> str:
    """True iff the vector is the state."""
    values = zip(texts.writer.variables, (*state.attributes, *state.clocks), strict=True)
    return both(f"(= {vector[name]} {written(value)})" for name, value in values)


def drawn(seed: int) -> Iterator[tuple[random.Random, Texts, Interpreter]]:
    for index in range(MODELS):
        draw = random.Random(1_000 * seed + index)
        model = random_model(draw)
        if index % 5 == 4:  # with events that only measure
            model = with_observer(marked(TransitionSystem(model), random_condition(draw, model))[0]).model
        yield draw, Texts(model), Interpreter(model)


@seeds
def test_conditions_are_true_of_the_same_states(seed: int) -> None:
    for draw, texts, interpreter in drawn(seed):
        for place in range(STATES):
            condition = random_condition(draw, texts.model)
            state = random_state(draw, texts.model)
            truth = interpreter.holds(condition, state)
            texts.must_be(truth, state, texts.writer.condition(condition, state.status))
            function = texts.writer.define(f"set_{place}", condition, state.status)
            texts.must_be(truth, state, function.applied(texts.writer.here))
        assert texts.expected == texts.computed()


@seeds
def test_events_and_limits_lead_to_the_same_states(seed: int) -> None:
    for draw, texts, interpreter in drawn(seed):
        model = texts.model
        for _ in range(STATES):
            state = random_state(draw, model)
            for event in (event for event in model.events if state.status in event.sources):
                chosen = random_choices(draw, model, event.assignments)
                guard = texts.writer.event_guard(event, state.status)
                after = interpreter.fire(state, event.name, chosen)
                claim_step(texts, state, event, guard, after, chosen)
            for limit in (limit for limit in model.limits if state.status in limit.statuses):
                guard = texts.writer.limit_full(limit, state.status)
                after = interpreter.expire(state, limit.name)
                claim_step(texts, state, limit, guard, after, {})
        assert texts.expected == texts.computed()


@seeds
def test_delays_lead_to_the_same_states(seed: int) -> None:
    for draw, texts, interpreter in drawn(seed):
        for _ in range(STATES):
            state = random_state(draw, texts.model)
            steps = draw.randint(1, 3)
            vector = texts.writer.after_delay(state.status, str(steps))
            allowed = texts.writer.limits_kept(state.status, vector)
            after = interpreter.wait(state, steps)
            texts.must_be(after is not None, state, allowed)
            if after is not None:
                texts.must_be(True, state, same(texts, vector, after))
        assert texts.expected == texts.computed()


@seeds
def test_domains_hold_of_the_values_of_a_type_and_no_others(seed: int) -> None:
    for draw, texts, _ in drawn(seed):
        state = random_state(draw, texts.model)
        for attribute in texts.model.attributes:
            values = (False, True) if isinstance(attribute.kind, YesNo) else range(-3, 6)
            for value in values:
                text = texts.writer.domain(attribute.name, written(value))
                texts.must_be(admits(attribute.kind, value), state, text)
        assert texts.expected == texts.computed()


def random_choices(draw: random.Random, model: Model, assignments: tuple[Assignment, ...]) -> dict[str, Value]:
    other = random_state(draw, model)
    values = dict(zip(model.attribute, other.attributes, strict=True))
    return {item.name: values[item.name] for item in assignments if isinstance(item.value, AnyValue)}


def claim_step(
    texts: Texts,
    state: State,
    rule: Event | Limit,
    guard: str,
    after: State | None,
    chosen: dict[str, Value],
) -> None:
    ranges, vector = texts.writer.after(rule, state.status, {name: f"any_{symbol(name)}" for name in chosen})
    texts.must_be(after is not None, state, both((guard, ranges)), chosen)
    if after is not None:
        texts.must_be(True, state, same(texts, vector, after), chosen)
