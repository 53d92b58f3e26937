"""CTL over the explicit graph: fixpoints by counting agree with the textbook's, dead ends included."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.expressions import FALSE, TRUE, InStatus
from bcm_formal.model.sentence_conditions import conditions_of
from bcm_formal.model.sentences import CtlAnd, CtlNext, CtlNot, CtlOr, CtlState, CtlUntil, Formula
from bcm_formal.system.help import Help
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.graph import Graph, StateNumbers, counting, explore, merged
from tests.builders.effort import tries
from tests.builders.known_verdicts import model_of
from tests.builders.random_models import random_formula, random_model


def fixpoint(step: Callable[[StateNumbers], StateNumbers], begin: StateNumbers) -> StateNumbers:
    current = begin
    while (following := step(current)) != current:
        current = following
    return current


def textbook(graph: Graph, formula: Formula) -> StateNumbers:
    """CTL by its expansion laws: a dead end has no next state, so it satisfies AX of anything and EX of nothing."""
    everything = graph.everything

    def some(members: StateNumbers) -> StateNumbers:
        return frozenset(n for n in everything if any(after in members for _, after in graph.edges[n]))

    def every(members: StateNumbers) -> StateNumbers:
        return frozenset(n for n in everything if all(after in members for _, after in graph.edges[n]))

    dead = frozenset(n for n in everything if not graph.edges[n])
    match formula:
        case CtlState(condition):
            return frozenset(n for n in everything if graph.interpreter.holds(condition, graph.states[n]))
        case CtlNot(inner):
            return everything - textbook(graph, inner)
        case CtlAnd((one, other)):
            return textbook(graph, one) & textbook(graph, other)
        case CtlOr((one, other)):
            return textbook(graph, one) | textbook(graph, other)
        case CtlNext(is_every, inner):
            return (every if is_every else some)(textbook(graph, inner))
        case CtlUntil(is_every, weak, left, right):
            before, end = textbook(graph, left), textbook(graph, right)
            goes_on = every if is_every else some

            def law(members: StateNumbers) -> StateNumbers:
                following = goes_on(members) | dead if weak else goes_on(members) - dead
                return end | (before & following)

            return fixpoint(law, everything if weak else frozenset())
        case _:
            raise AssertionError(formula)


@pytest.mark.parametrize("seed", range(tries(60)))
def test_formulas_have_the_truth_of_their_expansion_laws(seed: int) -> None:
    draw = random.Random(seed)
    model = random_model(draw)
    formula = random_formula(draw, model)
    try:
        graph = explore(
            Interpreter(model), ceilings(TransitionSystem(model), conditions_of(formula)), Budget(work=5_000)
        )
    except BudgetExceededError:
        pytest.skip("too many states")
    assert textbook(graph, formula.formula) == graph.evaluate(formula.formula)


def graph_of_case(case: str) -> Graph:
    model = model_of(case)
    return explore(Interpreter(model), ceilings(TransitionSystem(model), ()), Budget())


def holds_at_the_start(graph: Graph, formula: Formula) -> bool:
    return graph.evaluate(formula).issuperset(graph.starts)


def test_a_path_may_end_in_a_dead_end() -> None:
    graph = graph_of_case("dead_ends")
    stuck = CtlState(InStatus(("stuck",)))
    always_stuck = CtlUntil(False, True, stuck, CtlState(FALSE))
    assert {"stuck"} == {graph.states[n].status for n in graph.evaluate(always_stuck)}
    assert holds_at_the_start(graph, CtlUntil(False, False, CtlState(TRUE), always_stuck))
    assert not holds_at_the_start(graph, CtlUntil(True, False, CtlState(TRUE), stuck))  # waiting for ever is a path
    ends = graph.evaluate(CtlNot(CtlNext(False, CtlState(TRUE))))
    assert {n for n, edges in enumerate(graph.edges) if not edges} == ends
    assert ends


def test_states_are_the_same_above_what_clocks_are_compared_with() -> None:
    graph = graph_of_case("time_bounds")
    assert {state.clocks[0] for state in graph.states} == {0, 1, 2, 3, 4}
    assert {state.clocks[1] for state in graph.states} == {0, 1, 2, 3}


def test_every_course_is_a_life_course_to_its_state() -> None:
    graph = graph_of_case("clocks_zeroed_by_a_condition")
    for number, state in enumerate(graph.states):
        course = merged(graph.course_to(number))
        last = replay(graph.interpreter, course)[-1]
        assert (state.status, state.attributes) == (last.status, last.attributes)
        assert all(shown <= real for shown, real in zip(state.clocks, last.clocks, strict=True))


def test_delays_that_follow_each_other_become_one() -> None:
    graph = graph_of_case("clocks_that_stand")
    start = graph.states[0]
    trace = Trace(start, (Delay(1), Delay(2), Take("leave"), Delay(1), Take("return"), Delay(1), Delay(1)))
    joined = merged(trace)
    assert joined.steps == (Delay(3), Take("leave"), Delay(1), Take("return"), Delay(2))
    assert replay(graph.interpreter, trace)[-1] == replay(graph.interpreter, joined)[-1]


def test_only_steps_of_the_named_actors_count() -> None:
    graph = graph_of_case("adverse_events_and_actors")
    allowed = counting(graph.interpreter, Help(("person",)))
    assert allowed(Delay(1))
    assert allowed(Take("collapse"))
    assert not allowed(Take("setback"))
    assert {"good"} == {graph.states[n].status for n in graph.forward(graph.starts, allowed)}


def test_the_budget_ends_the_exploration() -> None:
    model = model_of("time_bounds")
    with pytest.raises(BudgetExceededError, match="states found"):
        explore(Interpreter(model), (None,) * len(model.clocks), Budget(work=50))
