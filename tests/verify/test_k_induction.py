"""The engine `k_induction`: invariants a few steps deep, and silence where they do not suffice."""

from __future__ import annotations

import random

import pytest

from bcm_formal.model.expressions import TRUE, ClockTerm, Condition, Flag, comparison, conjunction, negation
from bcm_formal.model.model import AnyValue, Model
from bcm_formal.model.sentences import EveryHas, NoDeadEnds, NoPerson, Sentence
from bcm_formal.model.types import Integer, Range, YesNo
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Path, Question, Safety, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import InvariantProof, StateSet
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.engine import Explicit
from bcm_formal.verify.k_induction.engine import KInduction
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

BUDGET = Budget(100_000)


def asked(model: Model, sentence: Sentence) -> Question:
    return question_of(TransitionSystem(model), sentence)


def invariant(model: Model, sentence: Sentence, engine: KInduction | None = None) -> StateSet:
    """The invariant that the engine finds and the checker accepts."""
    question = asked(model, sentence)
    claim = (engine or KInduction()).run(question, BUDGET)
    assert isinstance(claim, Claim), claim
    assert claim.outcome == Outcome.HOLDS
    assert isinstance(check(claim, question, None), Shown), check(claim, question, None)
    assert isinstance(claim.certificate, InvariantProof)
    return claim.certificate.invariant


def silent(model: Model, sentence: Sentence, engine: KInduction | None = None) -> str:
    """Why the engine claims nothing."""
    answer = (engine or KInduction()).run(asked(model, sentence), BUDGET)
    assert isinstance(answer, Undecided), answer
    return answer.reason


def test_what_every_step_keeps_is_its_own_invariant() -> None:
    model = policy(
        "here",
        attributes=(attribute("x", Integer(), 0), attribute("y", Integer(), 0)),
        events=(event("add", "here", sets={"x": plus("x", 2), "y": plus("y", 1)}),),
        start="here",
    )
    same = comparison("=", reading("x"), twice("y"))
    assert same == invariant(model, EveryHas(TRUE, same)).of("here")


def chain(length: int) -> Model:
    """Flags that are handed on from one to the next; the first is never set."""
    names = [f"f{i}" for i in range(length)]
    moves = (
        event(f"hand{i}", "here", sets={names[i + 1]: Flag(names[i])}, when=(Flag(names[i]),))
        for i in range(length - 1)
    )
    return policy("here", attributes=[attribute(n, YesNo(), False) for n in names], events=tuple(moves), start="here")


def test_what_a_few_steps_show_is_strengthened_backwards() -> None:
    found = invariant(chain(6), NoPerson(Flag("f5"))).of("here")
    assert conjunction(negation(Flag(f"f{i}")) for i in (5, 4, 3, 2, 1, 0)) == found


def test_beyond_the_largest_k_it_says_nothing() -> None:
    reason = silent(chain(6), NoPerson(Flag("f5")), KInduction(3))
    assert reason == "not inductive so far (k = 5, 4 regions)"


def test_a_delay_of_any_length_is_one_step() -> None:
    model = policy(
        "waiting young old",
        clocks=(clock("age"),),
        events=(event("grow", "young", "old", when=(clock_is("age", ">=", 5000),)),),
        limits=(limit("out", "young", "age", steps(400), "waiting"),),
        start="young",
    )
    found = invariant(model, NoPerson(within("old")))
    assert clock_is("age", "<", 5000) == found.of("young")


def test_what_happens_is_no_matter_of_induction() -> None:
    model = policy("a b", clocks=(clock("all"),), events=(event("go", "a", "b"),), start="a")
    assert "it does not hold" in silent(model, NoPerson(conjunction((within("b"), clock_is("all", "=", 700)))))


def test_a_bad_state_without_a_successor_is_not_overlooked() -> None:
    model = policy(
        "here stuck",
        attributes=(attribute("x", Range(0, 1), 0),),
        events=(event("fall", "here", "stuck", when=(clock_is("time_in_status", ">=", 2),)),),
        limits=(limit("full", "stuck", "time_in_status", steps(0), "here", sets={"x": number(9)}),),
        start="here",
    )
    assert "it does not hold" in silent(model, NoPerson(within("stuck")))
    assert "it does not hold" in silent(model, NoDeadEnds())


def test_states_that_end_nowhere_are_as_good_as_others() -> None:
    model = policy(
        "here stuck",
        attributes=(attribute("x", Range(0, 1), 0),),
        events=(event("fall", "here", "stuck"),),
        limits=(limit("full", "stuck", "time_in_status", steps(0), "here", sets={"x": number(9)}),),
        start="here",
    )
    assert invariant(model, EveryHas(TRUE, number_is("x", "<", 1, Range(0, 1)))).of("stuck")


def test_any_number_may_be_chosen_on_the_way_back() -> None:
    model = policy(
        "here gate there",
        attributes=(attribute("x", Integer(), 0), attribute("key", YesNo(), False)),
        events=(
            event("choose", "here", "gate", sets={"x": AnyValue()}, when=(Flag("key"),)),
            event("go", "gate", "there", when=(number_is("x", ">", 3),)),
        ),
        start="here",
    )
    assert negation(Flag("key")) == invariant(model, NoPerson(within("there"))).of("here")


def test_a_clock_that_stands_is_not_waited_for() -> None:
    model = policy(
        "work leave bonus",
        clocks=(clock("worked", runs=within("work")),),
        events=(event("claim", "leave", "bonus", when=(comparison(">=", ClockTerm("worked"), steps(6)),)),),
        start="leave",
    )
    assert clock_is("worked", "<", 6) == invariant(model, NoPerson(within("bonus"))).of("leave")


def test_other_questions_are_left_to_others() -> None:
    everywhere: dict[str, Condition] = {"here": TRUE}
    question = Path(TransitionSystem(chain(2)), everywhere, everywhere, EVERYTHING)
    assert isinstance(KInduction().run(question, BUDGET), Undecided)


def test_it_says_when_the_budget_is_used_up() -> None:
    answer = KInduction().run(asked(chain(6), NoPerson(Flag("f5"))), Budget(3))
    assert isinstance(answer, Undecided)
    assert "used up" in answer.reason or "gave up" in answer.reason


def test_two_runs_give_the_same_evidence() -> None:
    question = asked(chain(6), NoPerson(Flag("f5")))
    assert KInduction().run(question, BUDGET) == KInduction().run(question, BUDGET)


@pytest.mark.parametrize("seed", range(tries(60)))
def test_random_questions_never_get_a_wrong_answer(seed: int) -> None:
    draw = random.Random(seed)
    model = random_model(draw)
    question = question_of(TransitionSystem(model), random_sentence(draw, model))
    if not isinstance(question, Safety):
        return
    reference = Explicit().run(question, Budget(20_000))
    claim = KInduction().run(question, BUDGET)
    if isinstance(claim, Claim):
        assert isinstance(check(claim, question, None), Shown)
        assert isinstance(reference, Undecided) or reference.outcome == claim.outcome
    else:
        assert isinstance(reference, Undecided) or reference.outcome == Outcome.VIOLATED, claim.reason
