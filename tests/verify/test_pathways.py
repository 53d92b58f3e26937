"""The engine `pathways`: regions with ways, traps that are reached, and invariants learned on the way."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bcm_formal.model.expressions import (
    TRUE,
    ClockTerm,
    Condition,
    Flag,
    Scaled,
    Sum,
    comparison,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.model import AnyValue, Model
from bcm_formal.model.sentences import CanReach
from bcm_formal.model.types import Integer, Range, YesNo
from bcm_formal.system.questions import Path, Safety, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Act, Certificate, PathProof, TrapProof, WaitFor
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.bounded.budget import Meter
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.engine import Explicit
from bcm_formal.verify.pathways.engine import Pathways, _Work
from bcm_formal.z3_contexts import Context
from tests.builders.effort import tries
from tests.builders.hand_made import (
    attribute,
    clock,
    clock_is,
    event,
    limit,
    number,
    number_is,
    plus,
    policy,
    reading,
    steps,
    twice,
    within,
)
from tests.builders.random_models import random_model, random_sentence

BUDGET = Budget(500_000)


def asked(model: Model, sentence: CanReach) -> Path:
    question = question_of(TransitionSystem(model), sentence)
    assert isinstance(question, Path)
    return question


def accepted(model: Model, sentence: CanReach, outcome: Outcome) -> Certificate:
    """The evidence for the outcome, which the checker accepts."""
    question = asked(model, sentence)
    claim = Pathways().run(question, BUDGET)
    assert isinstance(claim, Claim), claim
    assert outcome == claim.outcome
    assert isinstance(check(claim, question, None), Shown), check(claim, question, None)
    return claim.certificate


def regions_of(model: Model, sentence: CanReach) -> PathProof:
    proof = accepted(model, sentence, Outcome.HOLDS)
    assert isinstance(proof, PathProof)
    return proof


def trap_of(model: Model, sentence: CanReach) -> TrapProof:
    proof = accepted(model, sentence, Outcome.VIOLATED)
    assert isinstance(proof, TrapProof)
    return proof


def test_the_length_of_a_delay_is_an_expression_so_that_one_region_serves_all_clocks() -> None:
    model = policy(
        "here there",
        clocks=(clock("stay"),),
        events=(event("go", "here", "there", when=(clock_is("stay", ">=", 120),)),),
        start="here",
    )
    proof = regions_of(model, CanReach(TRUE, within("there")))
    lengths = [way.move.length for region in proof.regions for way in region.ways if isinstance(way.move, WaitFor)]
    expected = Sum((Scaled(-1, ClockTerm("stay")), steps(120)))
    assert [expected] == [length for length in lengths if length != steps(0)]
    assert len(proof.regions) == 2


def test_a_free_choice_is_an_expression_too() -> None:
    model = policy(
        "here there",
        attributes=(attribute("x", Integer(), 0), attribute("y", Integer(), None)),
        events=(
            event("choose", "here", sets={"x": AnyValue()}),
            event("go", "here", "there", when=(comparison("=", reading("x"), twice("y")),)),
        ),
        start="here",
    )
    proof = regions_of(model, CanReach(TRUE, within("there")))
    chosen = [way.move.choices for region in proof.regions for way in region.ways if isinstance(way.move, Act)]
    assert (("x", twice("y")),) in chosen


def test_choices_that_depend_on_each_other_are_made_together() -> None:
    model = policy(
        "here there",
        attributes=tuple(attribute(name, Integer(), 0) for name in ("x", "y", "z")),
        events=(
            event("count", "here", sets={"z": plus("z", 3)}),
            event("choose", "here", sets={"x": AnyValue(), "y": AnyValue()}),
            event(
                "go",
                "here",
                "there",
                when=(
                    comparison(">", reading("x"), twice("y")),
                    comparison("=", reading("y"), plus("z", 7)),
                    number_is("x", "!=", 15),
                ),
            ),
        ),
        start="here",
    )
    assert len(regions_of(model, CanReach(TRUE, within("there"))).regions) <= 4


def doubled(*, broken: bool) -> Model:
    """Only who has x = 2 y may leave; that is so for everybody who is really there, unless it is broken."""
    again = event("slip", "here", sets={"x": plus("x", 1)})
    return policy(
        "here there",
        attributes=(attribute("x", Integer(), 0), attribute("y", Integer(), 0)),
        events=(
            event("add", "here", sets={"x": plus("x", 2), "y": plus("y", 1)}),
            event("go", "here", "there", when=(comparison("=", reading("x"), twice("y")),)),
            *((again,) if broken else ()),
        ),
        start="here",
    )


def test_states_without_a_path_that_nobody_gets_to_are_excluded_by_an_invariant() -> None:
    proof = regions_of(doubled(broken=False), CanReach(within("here"), within("there")))
    assert proof.invariant.of("here") != TRUE


def test_such_states_are_a_trap_where_somebody_gets_to_them() -> None:
    proof = trap_of(doubled(broken=True), CanReach(within("here"), within("there")))
    assert "slip" in {getattr(step, "event", "") for step in proof.trace.steps}


def test_several_clocks_that_stand_are_waited_for_one_after_the_other() -> None:
    model = policy(
        "work school home done",
        clocks=(
            clock("worked", runs=within("work")),
            clock("learned", runs=within("school")),
            clock("rested", runs=within("home")),
            clock("moved", runs=within("work", "school")),
        ),
        events=(
            *(event(f"to_{place}", "work school home", place) for place in ("work", "school", "home")),
            event(
                "finish",
                "home",
                "done",
                when=(
                    clock_is("worked", ">=", 24),
                    clock_is("learned", ">=", 12),
                    clock_is("rested", ">=", 3),
                    comparison(">=", ClockTerm("moved"), Scaled(2, ClockTerm("rested"))),
                ),
            ),
        ),
        start="home",
    )
    assert regions_of(model, CanReach(TRUE, within("done"))).regions


def test_a_limit_that_runs_out_too_early_is_a_violation() -> None:
    def model(bound: int) -> Model:
        return policy(
            "here there gone",
            clocks=(clock("stay"),),
            events=(event("go", "here", "there", when=(clock_is("stay", ">=", 36),)),),
            limits=(limit("out", "here", "stay", steps(bound), "gone"),),
            start="here",
        )

    path = CanReach(within("here"), within("there"))
    assert regions_of(model(36), path).regions
    assert trap_of(model(35), path).trace.start.status == "here"


def test_dead_ends_have_no_path() -> None:
    model = policy(
        "here stuck there",
        attributes=(attribute("x", Range(0, 1), 0),),
        events=(event("fall", "here", "stuck"), event("go", "here", "there")),
        limits=(limit("full", "stuck", "time_in_status", steps(4), "here", sets={"x": number(9)}),),
        start="here",
    )
    assert trap_of(model, CanReach(TRUE, within("there"))).trap.of("here") != TRUE
    assert regions_of(model, CanReach(within("here"), within("there"))).regions


def test_only_the_moves_of_the_named_actors_count() -> None:
    model = policy(
        "here there",
        attributes=(attribute("card", YesNo(), False),),
        events=(
            event("grant", "here", sets={"card": TRUE}, actor="office"),
            event("go", "here", "there", when=(Flag("card"),)),
        ),
        start="here",
        actors=("office",),
    )
    everybody = CanReach(within("here"), within("there"))
    assert len(regions_of(model, everybody).regions) == 2
    alone = CanReach(within("here"), within("there"), None, ("person",))
    assert negation(Flag("card")) == trap_of(model, alone).trap.of("here")
    with_card = CanReach(conjunction((within("here"), Flag("card"))), within("there"), None, ("person",))
    assert len(regions_of(model, with_card).regions) == 1


def test_a_bound_on_the_time_is_kept() -> None:
    model = policy(
        "here there",
        clocks=(clock("stay"),),
        events=(event("go", "here", "there", when=(clock_is("stay", ">=", 24),)),),
        start="here",
    )
    assert regions_of(model, CanReach(within("here"), within("there"), 24)).regions
    assert trap_of(model, CanReach(within("here"), within("there"), 23)).trace.steps == ()


def test_what_holds_anywhere_needs_no_region() -> None:
    model = policy("here there", events=(event("go", "here", "there"),), start="here")
    assert regions_of(model, CanReach(within("there"), within("there"))).regions == ()


def test_a_choice_between_two_ways_makes_regions_for_both() -> None:
    model = policy(
        "here there",
        attributes=(attribute("rich", YesNo(), None), attribute("skill", Range(0, 3), None)),
        events=(
            event("pay", "here", "there", when=(Flag("rich"),)),
            event("work", "here", "there", when=(number_is("skill", ">=", 2, Range(0, 3)),)),
            event("learn", "here", sets={"skill": plus("skill", 1)}, when=(negation(Flag("rich")),)),
        ),
        start="here",
    )
    either = disjunction((Flag("rich"), number_is("skill", ">=", 1, Range(0, 3))))
    proof = regions_of(model, CanReach(conjunction((within("here"), either)), within("there")))
    rules = {way.move.rule for region in proof.regions for way in region.ways if isinstance(way.move, Act)}
    assert {"pay", "work", "learn"} == rules


def countdown(step: int) -> Model:
    """From any number down to zero or below, by steps."""
    return policy(
        "here there",
        attributes=(attribute("x", Integer(), None), attribute("y", Integer(), None)),
        events=(
            event("down", "here", sets={"x": plus("x", -step)}, when=(number_is("x", ">", 0),)),
            event("up", "here", sets={"y": plus("y", 1)}, when=(number_is("x", "<=", 0),)),
            event("go", "here", "there", when=(number_is("x", "<=", 0), comparison(">", reading("y"), reading("x")))),
        ),
        start="here",
    )


@pytest.mark.parametrize("step", [1, 3])
def test_an_event_may_have_to_be_repeated_any_number_of_times(step: int) -> None:
    proof = regions_of(countdown(step), CanReach(TRUE, within("there")))
    measures = {region.measure for region in proof.regions}
    assert reading("x") in measures
    assert len(measures) >= 3


def test_what_is_stepped_over_is_not_reached_by_repeating() -> None:
    model = policy(
        "here there",
        attributes=(attribute("x", Integer(), None),),
        events=(
            event("down", "here", sets={"x": plus("x", -2)}, when=(number_is("x", ">", 0),)),
            event("go", "here", "there", when=(number_is("x", "=", 0),)),
        ),
        start="here",
    )
    assert trap_of(model, CanReach(within("here"), within("there"))).trap


def test_a_path_of_unbounded_length_with_two_events_in_turn_is_beyond_it_and_said_so() -> None:
    model = policy(
        "here back there",
        attributes=(attribute("x", Integer(), None),),
        events=(
            event("down", "here", "back", sets={"x": plus("x", -1)}, when=(number_is("x", ">", 0),)),
            event("return", "back", "here"),
            event("go", "here", "there", when=(number_is("x", "<=", 0),)),
        ),
        start="here",
    )
    answer = Pathways().run(asked(model, CanReach(TRUE, within("there"))), Budget(3_000))
    assert isinstance(answer, Undecided)
    assert "samples and" in answer.reason


def test_questions_of_safety_are_left_to_others() -> None:
    system = TransitionSystem(doubled(broken=False))
    nothing: dict[str, Condition] = {}
    assert isinstance(Pathways().run(Safety(system, nothing), BUDGET), Undecided)


def test_two_runs_give_the_same_evidence() -> None:
    question = asked(doubled(broken=False), CanReach(within("here"), within("there")))
    assert Pathways().run(question, BUDGET) == Pathways().run(question, BUDGET)


@pytest.mark.parametrize("seed", range(tries(60)))
def test_random_questions_get_the_answer_of_explicit(seed: int) -> None:
    draw = random.Random(seed)
    model = random_model(draw)
    question = question_of(TransitionSystem(model), random_sentence(draw, model))
    if not isinstance(question, Path):
        return
    reference = Explicit().run(question, Budget(20_000))
    claim = Pathways().run(question, BUDGET)
    assert isinstance(claim, Claim), claim
    assert isinstance(check(claim, question, None), Shown)
    assert isinstance(reference, Undecided) or reference.outcome == claim.outcome


def test_what_only_starts_read_bears_on_the_question() -> None:
    """An invariant that is learned may speak of it."""
    points = attribute("points", Integer(), None)
    model = policy("here there", attributes=(points,), events=(event("go", "here", "there"),), start="here")
    (start,) = model.starts
    limited = replace(model, starts=(replace(start, condition=number_is("points", ">", 0)),))
    question = asked(limited, CanReach(TRUE, within("there")))
    work = _Work(question, Meter(Context(), BUDGET))
    assert "points" in work.encoder.names
