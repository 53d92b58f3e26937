"""Looking around finds what is near, within its budget, and the quickest way."""

from __future__ import annotations

from bcm_formal.api import check
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import replay
from bcm_formal.verify.coverage import use_of
from bcm_formal.verify.exploration import Explorer
from bcm_formal.verify.guards import contradictions
from bcm_formal.views.stepping import Stepper
from tests.views.reading import LADDER, ladder, model_of

SYSTEM = TransitionSystem(ladder("no dead ends"))


def test_every_status_that_can_be_reached_is_met() -> None:
    explorer = Explorer(SYSTEM, None)
    assert {"abroad", "worker", "settled"} == set(explorer.explore(explorer.interpreter.start_states()).statuses)


def test_only_moves_that_count_are_made() -> None:
    explorer = Explorer(SYSTEM, ("person",))
    assert explorer.explore(explorer.interpreter.start_states()).statuses == ("abroad",)


def test_the_budget_ends_the_look_around_and_that_is_said() -> None:
    explorer = Explorer(SYSTEM, None)
    found = explorer.explore(explorer.interpreter.start_states(), budget=3)
    assert (len(found.states), found.complete) == (3, False)


def test_the_quickest_way_waits_no_longer_than_it_must() -> None:
    explorer = Explorer(SYSTEM, None)
    found = explorer.quickest(explorer.interpreter.start_states(), lambda state: state.status == "settled")
    assert found is not None
    states, steps, elapsed = found
    assert (24, "abroad", "settled", len(steps) + 1) == (elapsed, states[0].status, states[-1].status, len(states))


def test_waits_end_where_a_requirement_or_a_limit_changes() -> None:
    explorer = Explorer(SYSTEM, None)
    worker = next(
        state for state in explorer.explore(explorer.interpreter.start_states()).states if state.status == "worker"
    )
    fresh = worker._replace(clocks=(0, 0))
    assert {24, 60} <= set(explorer.lengths(fresh))


def test_what_is_never_used_is_proved_so() -> None:
    use = use_of(SYSTEM)
    assert (frozenset({"pr"}), frozenset({"grant"})) == (use.unreached, use.idle)


def test_requirements_that_exclude_each_other_are_found_together() -> None:
    text = LADDER.replace(
        "   and language at least basic\n", "   and language at least basic\n   and language less than basic\n"
    )
    found = contradictions(model_of(text))
    assert [item.code for item in found] == ["BCM405"]
    assert (found[0].span and found[0].span.text) == "language less than basic"
    assert contradictions(ladder("no dead ends")) == ()


def test_a_random_life_course_is_one_of_the_model_and_the_same_again() -> None:
    model = ladder("no dead ends")
    first, second = Stepper(model).at_random(12, 5), Stepper(model).at_random(12, 5)
    assert first == second
    assert len(replay(Interpreter(model), first)) == 13


def test_a_model_can_be_checked_by_every_engine_by_name() -> None:
    model = ladder("no person in pr")
    outcomes = {
        engine: check(model, engine=engine).verdicts[0].outcome for engine in ("auto", "regions", "explicit", "spacer")
    }
    assert {Outcome.HOLDS} == set(outcomes.values())
