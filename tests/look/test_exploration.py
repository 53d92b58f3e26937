"""Looking around finds what is near, within its budget, and the quickest way."""

from __future__ import annotations

import pytest

from bcm_formal.answers.stepping import Stepper
from bcm_formal.api.run import check
from bcm_formal.look.exploration import Explorer
from bcm_formal.model.expressions import AttributeTerm, Number, comparison
from bcm_formal.system.help import EVERYTHING, Help
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import replay
from bcm_formal.vetting.contradictions import contradictions
from bcm_formal.vetting.coverage.coverage import use_of
from tests.builders.ladder import LADDER, ladder
from tests.builders.loading import model_of

SYSTEM = TransitionSystem(ladder("no dead ends"))


def test_every_status_that_can_be_reached_is_met() -> None:
    explorer = Explorer(SYSTEM)
    assert {"abroad", "worker", "settled"} == set(explorer.explore(explorer.interpreter.start_states()).statuses)


def test_only_moves_that_count_are_made() -> None:
    explorer = Explorer(SYSTEM, Help(("person",)))
    assert explorer.explore(explorer.interpreter.start_states()).statuses == ("abroad",)


def test_the_budget_ends_the_look_around_and_that_is_said() -> None:
    explorer = Explorer(SYSTEM)
    found = explorer.explore(explorer.interpreter.start_states(), budget=3)
    assert (len(found.states), found.complete) == (3, False)


def test_the_quickest_way_waits_no_longer_than_it_must() -> None:
    explorer = Explorer(SYSTEM)
    found = explorer.quickest(explorer.interpreter.start_states(), lambda state: state.status == "settled")
    assert found is not None
    states, steps, elapsed = found
    assert (24, "abroad", "settled", len(steps) + 1) == (elapsed, states[0].status, states[-1].status, len(states))


def test_waits_end_where_a_requirement_or_a_limit_changes() -> None:
    explorer = Explorer(SYSTEM)
    worker = next(
        state for state in explorer.explore(explorer.interpreter.start_states()).states if state.status == "worker"
    )
    fresh = worker._replace(clocks=(0, 0))
    assert {24, 60} <= set(explorer.lengths(fresh))


WAGES = """
policy p "P"
  time in months
layer outside
layer stay
actor employer
parameter threshold = 28
attribute wage:  0 to 900, starts 0
attribute terms: 0 to 2, starts 0
status abroad in outside
status student in stay
status worker in stay
event offer by employer
  set wage = any
event pass in student by person
  set terms = terms + 1
transition enter from abroad to student by person
transition hire from student to worker by employer
  when wage at least threshold
   and terms is 2
start in abroad
property x: no dead ends
"""


def test_of_a_range_only_values_that_something_tells_apart_are_tried() -> None:
    explorer = Explorer(TransitionSystem(model_of(WAGES)))
    start = next(explorer.interpreter.start_states())
    offered = [step.choices for step, _ in explorer.changes(start) if isinstance(step, Take) and step.event == "offer"]
    assert offered == [(("wage", 0),), (("wage", 28),)]


def test_an_event_with_many_outcomes_hides_no_other_one() -> None:
    explorer = Explorer(TransitionSystem(model_of(WAGES)))
    found = explorer.explore(explorer.interpreter.start_states())
    assert (found.statuses, found.complete) == (("abroad", "student", "worker"), True)


def test_stepping_by_hand_offers_every_event_beside_one_with_many_outcomes() -> None:
    stepper = Stepper(model_of(WAGES))
    options = stepper.options(next(stepper.starts()))
    assert [option.words for option in options if not isinstance(option.step, Delay)] == [
        "offer (by employer); wage is 0",
        "offer (by employer); wage is 28",
        "enter (by the person) → student",
    ]


def test_what_is_watched_tells_values_apart_too() -> None:
    system = TransitionSystem(model_of(WAGES))
    wage = system.model.attribute["wage"]
    explorer = Explorer(system, EVERYTHING, (comparison(">", AttributeTerm("wage", wage.kind), Number(70, wage.kind)),))
    seen = explorer.explore(explorer.interpreter.start_states()).states
    assert {state.attributes[0] for state in seen} == {0, 28, 71}


def test_of_many_attributes_set_at_once_each_is_tried_on_its_own() -> None:
    names = [f"a{number}" for number in range(13)]
    lines = [
        "policy p",
        "  time in months",
        "layer l",
        "status one in l",
        "status two in l",
        *(f"attribute {name}: yes or no, starts no" for name in names),
        "event turn by person",
        *(f"  set {name} = any" for name in names),
        *(f"transition by_{name} from one to two by person\n  when {name}" for name in names),
        "start in one",
        "property x: no dead ends",
    ]
    explorer = Explorer(TransitionSystem(model_of("\n".join(lines))))
    start = next(explorer.interpreter.start_states())
    met = [after.attributes for step, after in explorer.changes(start) if isinstance(step, Take)]
    assert all(any(values[place] for values in met) for place in range(13))


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


def test_only_requirements_that_are_needed_for_a_contradiction_are_told() -> None:
    text = LADDER.replace(
        "   and language at least basic\n",
        "   and language at least basic\n   and stay at least 1 month\n   and language less than basic\n",
    )
    (found,) = contradictions(model_of(text))
    assert found.message == "no state meets these requirements of `settle`, so it never happens"
    assert len(found.labels) == 1


def test_a_requirement_that_excludes_itself_is_told_alone() -> None:
    text = LADDER.replace(
        "   and language at least basic\n",
        "   and language at least basic\n   and language is none and language is good\n   and stay at least 1 month\n",
    )
    (found,) = contradictions(model_of(text))
    assert found.message == "no state meets `language is none and language is good`, so `settle` never happens"
    assert found.labels == ()


def test_a_random_life_course_is_one_of_the_model_and_the_same_again() -> None:
    model = ladder("no dead ends")
    first, second = Stepper(model).at_random(12, 5), Stepper(model).at_random(12, 5)
    assert first == second
    assert len(replay(Interpreter(model), first)) == 13


@pytest.mark.slow
def test_a_model_can_be_checked_by_every_engine_by_name() -> None:
    model = ladder("no person in pr")
    outcomes = {
        engine: check(model, engine=engine).verdicts[0].outcome for engine in ("auto", "regions", "explicit", "spacer")
    }
    assert {Outcome.HOLDS} == set(outcomes.values())
