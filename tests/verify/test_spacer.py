"""The engine `spacer`: invariants over any linear arithmetic, separations, traces; all accepted by the checker."""

from __future__ import annotations

import random

import pytest

from bcm_formal.model.expressions import TRUE, ClockTerm, Condition, Flag, comparison, conjunction, implication, total
from bcm_formal.model.model import AnyValue, Model
from bcm_formal.model.sentences import EveryHas, NoDeadEnds, NoPerson, Sentence, SomeCanReach
from bcm_formal.model.types import Integer, Range, YesNo
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Path, Question, Safety, Witness, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Certificate, InvariantProof, SeparationProof, TraceProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.engine import Explicit
from bcm_formal.verify.spacer.engine import Spacer
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

pytestmark = pytest.mark.slow

BUDGET = Budget(500_000)


def asked(model: Model, sentence: Sentence) -> Question:
    return question_of(TransitionSystem(model), sentence)


def accepted(model: Model, sentence: Sentence, outcome: Outcome) -> Certificate:
    """The evidence for the outcome, which the checker accepts."""
    question = asked(model, sentence)
    claim = Spacer().run(question, BUDGET)
    assert isinstance(claim, Claim), claim
    assert outcome == claim.outcome
    assert isinstance(check(claim, question, None), Shown), check(claim, question, None)
    return claim.certificate


def doubled() -> Model:
    """Two counters without bounds, one twice the other, and a choice that keeps it so."""
    return policy(
        "here there",
        attributes=(attribute("x", Integer(), 0), attribute("y", Integer(), 0), attribute("z", Integer(), None)),
        events=(
            event("add", "here", sets={"x": plus("x", 2), "y": plus("y", 1)}),
            event("choose", "here", "there", sets={"z": AnyValue()}),
            event("take", "there", "here", sets={"y": reading("z"), "x": twice("z")}),
        ),
        start="here",
    )


def test_a_relation_between_counters_without_bounds_is_an_invariant() -> None:
    always = comparison("=", reading("x"), twice("y"))
    assert isinstance(accepted(doubled(), EveryHas(TRUE, always), Outcome.HOLDS), InvariantProof)


def test_what_breaks_the_relation_is_found() -> None:
    always = comparison(">=", reading("x"), number(-100))
    assert isinstance(accepted(doubled(), EveryHas(TRUE, always), Outcome.VIOLATED), TraceProof)


def test_a_deep_trace_follows_spacers_own_derivation() -> None:
    model = policy(
        "here",
        attributes=(attribute("x", Integer(), 0),),
        events=(event("add", "here", sets={"x": plus("x", 1)}),),
        start="here",
    )
    proof = accepted(model, NoPerson(number_is("x", "=", 25)), Outcome.VIOLATED)
    assert isinstance(proof, TraceProof)
    assert len(proof.trace.steps) == 25


def test_clocks_that_stand_keep_their_sum() -> None:
    model = policy(
        "work leave",
        clocks=(clock("worked", runs=within("work")), clock("rested", runs=within("leave")), clock("all")),
        events=(event("go", "work", "leave"), event("back", "leave", "work")),
        start="leave",
    )
    total_time = comparison("=", total((ClockTerm("worked"), ClockTerm("rested"))), ClockTerm("all"))
    assert isinstance(accepted(model, EveryHas(TRUE, total_time), Outcome.HOLDS), InvariantProof)


def staircase() -> Model:
    """A stay of at most three years, which only the office can prolong, and only with an exam."""
    three = Range(0, 3)
    more = total((reading("points", three), number(1)))
    return policy(
        "visitor resident gone",
        attributes=(attribute("exam", YesNo(), False), attribute("points", three, 0)),
        clocks=(clock("stay"),),
        events=(
            event("learn", "visitor", sets={"points": more}),
            event("pass", "visitor", when=(number_is("points", ">=", 2, three),), sets={"exam": TRUE}),
            event("grant", "visitor", "resident", when=(Flag("exam"),), actor="office"),
        ),
        limits=(limit("three_years", "visitor", "stay", steps(36), "gone"),),
        start="visitor",
        actors=("office",),
    )


def test_limits_bound_the_clock_they_read() -> None:
    late = conjunction((within("visitor"), clock_is("stay", ">", 36)))
    assert isinstance(accepted(staircase(), NoPerson(late), Outcome.HOLDS), InvariantProof)


def test_nobody_who_is_gone_finds_a_way_back() -> None:
    proof = accepted(staircase(), SomeCanReach(within("gone"), within("resident")), Outcome.VIOLATED)
    assert isinstance(proof, SeparationProof)
    assert proof.trap.of("gone") == TRUE


def test_without_the_office_nobody_becomes_resident_but_with_it_somebody_does() -> None:
    alone = SomeCanReach(within("visitor"), within("resident"), None, ("person",))
    assert isinstance(accepted(staircase(), alone, Outcome.VIOLATED), SeparationProof)
    helped = SomeCanReach(within("visitor"), within("resident"), 0)
    assert isinstance(accepted(staircase(), helped, Outcome.HOLDS), TraceProof)


def test_whoever_is_resident_passed_the_exam() -> None:
    earned = implication(within("resident"), Flag("exam"))
    assert isinstance(accepted(staircase(), EveryHas(TRUE, earned), Outcome.HOLDS), InvariantProof)


def stuck(*, rope: bool) -> Model:
    """In `stuck` time is over after four steps and the limit's own change is out of range; a rope helps."""
    return policy(
        "here stuck",
        attributes=(attribute("x", Range(0, 1), 0), attribute("rope", YesNo(), rope)),
        events=(event("fall", "here", "stuck"), event("climb", "stuck", "here", when=(Flag("rope"),))),
        limits=(limit("full", "stuck", "time_in_status", steps(4), "here", sets={"x": number(9)}),),
        start="here",
    )


def test_dead_ends_are_found_and_their_absence_is_proved() -> None:
    assert isinstance(accepted(stuck(rope=False), NoDeadEnds(), Outcome.VIOLATED), TraceProof)
    assert isinstance(accepted(stuck(rope=True), NoDeadEnds(), Outcome.HOLDS), InvariantProof)


def test_what_the_graph_alone_excludes_needs_no_solver() -> None:
    model = policy("a b c", events=(event("go", "a", "b"),), start="a")
    assert isinstance(accepted(model, NoPerson(within("c")), Outcome.HOLDS), InvariantProof)
    assert isinstance(accepted(model, SomeCanReach(within("b"), within("a")), Outcome.VIOLATED), SeparationProof)


def test_it_says_when_the_budget_is_used_up() -> None:
    question = asked(doubled(), EveryHas(TRUE, comparison("=", reading("x"), twice("y"))))
    answer = Spacer().run(question, Budget(10))
    assert isinstance(answer, Undecided)
    assert "gave up" in answer.reason or "used up" in answer.reason


def test_questions_for_every_state_are_left_to_others() -> None:
    everywhere: dict[str, Condition] = {"here": TRUE}
    question = Path(TransitionSystem(doubled()), everywhere, everywhere, EVERYTHING)
    assert isinstance(Spacer().run(question, BUDGET), Undecided)


def test_two_runs_give_the_same_evidence() -> None:
    question = asked(doubled(), EveryHas(TRUE, comparison("=", reading("x"), twice("y"))))
    assert Spacer().run(question, BUDGET) == Spacer().run(question, BUDGET)


@pytest.mark.parametrize("seed", range(tries(40)))
def test_random_questions_get_the_answer_of_explicit(seed: int) -> None:
    draw = random.Random(seed)
    model = random_model(draw)
    question = question_of(TransitionSystem(model), random_sentence(draw, model))
    if not isinstance(question, Safety | Witness):
        return
    reference = Explicit().run(question, Budget(20_000))
    claim = Spacer().run(question, BUDGET)
    assert isinstance(claim, Claim), claim
    assert isinstance(check(claim, question, None), Shown)
    assert isinstance(reference, Undecided) or reference.outcome == claim.outcome
