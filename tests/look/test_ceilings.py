"""Clocks stop counting exactly where nothing can tell their readings apart any more."""

from __future__ import annotations

import random

import pytest

from bcm_formal.look.ceilings import Ceilings, ceilings, ceilings_of
from bcm_formal.model.expressions import ClockTerm, Number, comparison, scaled, total
from bcm_formal.model.sentence_conditions import conditions_of
from bcm_formal.model.types import Duration
from bcm_formal.system.questions import Path, Safety, Witness, question_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.graph import explore
from bcm_formal.verify.explicit.sentences import verdict_of
from tests.builders.effort import tries
from tests.builders.known_verdicts import model_of
from tests.builders.loading import model_of as text_of_a_model
from tests.builders.random_models import random_formula, random_model, random_sentence

BUDGET = Budget(work=10_000)


def by_name(case: str, *terms: tuple[str, int]) -> dict[str, int | None]:
    """The ceilings of a case when clocks are also compared with these numbers."""
    model = model_of(case)
    asked = [comparison(">=", ClockTerm(name), Number(value, Duration())) for name, value in terms]
    found = ceilings(TransitionSystem(model), asked)
    return {clock.name: ceiling for clock, ceiling in zip(model.clocks, found, strict=True)}


def test_a_clock_stops_one_above_what_it_is_compared_with() -> None:
    assert by_name("time_bounds") == {"time_in_status": 4, "waiting": 3}
    assert by_name("time_bounds", ("waiting", 7)) == {"time_in_status": 4, "waiting": 8}


def test_a_clock_that_nothing_reads_does_not_count_at_all() -> None:
    assert by_name("clocks_zeroed_by_a_condition")["time_in_status"] == 0


def test_a_bound_that_depends_on_attributes_counts_with_its_largest_value() -> None:
    assert by_name("bounds_that_depend_on_attributes") == {"time_in_status": 4}


def test_a_clock_that_is_set_from_another_hands_its_need_on() -> None:
    # `saved = old + 1` is compared with 9, so `old` must count to 8; that saved is above 9 once old is above 8
    # is all that matters then.
    assert by_name("values_read_before", ("saved", 9)) == {"time_in_status": 0, "old": 9, "saved": 10}


def test_clocks_that_are_compared_with_each_other_keep_every_reading() -> None:
    model = model_of("clocks_that_stand")
    asked = comparison("<=", total((ClockTerm("residence"), scaled(-1, ClockTerm("total")))), Number(0, Duration()))
    assert ceilings(TransitionSystem(model), [asked]) == (0, None, None)


@pytest.mark.parametrize("seed", range(tries(60)))
def test_higher_ceilings_change_no_truth_at_the_start(seed: int) -> None:
    draw = random.Random(seed)
    model = random_model(draw)
    formula = random_formula(draw, model)
    exact = ceilings(TransitionSystem(model), conditions_of(formula))
    higher: Ceilings = tuple(None if ceiling is None else ceiling + 2 for ceiling in exact)
    try:
        graphs = [explore(Interpreter(model), limits, BUDGET) for limits in (exact, higher)]
    except BudgetExceededError:
        pytest.skip("too many states to list: only what can be listed is compared")
    truths = [g.evaluate(formula.formula).issuperset(g.starts) for g in graphs]
    assert truths[0] == truths[1]


@pytest.mark.parametrize("seed", range(tries(60)))
def test_higher_ceilings_reach_the_same_kinds_of_states(seed: int) -> None:
    draw = random.Random(1_000 + seed)
    model = random_model(draw)
    question = question_of(TransitionSystem(model), random_sentence(draw, model))
    assert isinstance(question, Safety | Path | Witness)
    exact = ceilings_of(question)
    higher: Ceilings = tuple(None if ceiling is None else ceiling + 2 for ceiling in exact)
    interpreter = Interpreter(question.system.model)
    try:
        graphs = [explore(interpreter, limits, BUDGET) for limits in (exact, higher)]
    except BudgetExceededError:
        pytest.skip("too many states to list: only what can be listed is compared")
    capped = {
        state._replace(clocks=tuple(r if c is None else min(r, c) for r, c in zip(state.clocks, exact, strict=True)))
        for state in graphs[1].states
    }
    assert set(graphs[0].states) == capped


NEVER = """policy never "A limit that stops time and never acts"
  time in months
layer inside
status here in inside
status there in inside
transition go from here to there by law
limit stay in here
  while time_in_status at most 2 months, then here
  yields to go
start in here
property p:
  every person must reach there
"""


def test_a_limit_that_never_acts_still_stops_time() -> None:
    model = text_of_a_model(NEVER)
    system = TransitionSystem(model)
    assert ceilings(system, ()) == (3,)
    assert verdict_of(system, model.properties[0].sentence, BUDGET) is Outcome.HOLDS
