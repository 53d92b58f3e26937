"""The engine `bounded`: traces that replay, the shortest first, and honest words where there is none."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bcm_formal.model.expressions import FALSE, TRUE, ClockTerm, Condition, Flag, comparison, conjunction, negation
from bcm_formal.model.model import AnyValue, Model
from bcm_formal.model.sentences import NoDeadEnds, NoPerson, SomeCanReach
from bcm_formal.model.types import Integer, Range, YesNo
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Path, Question, Safety, Witness, question_of
from bcm_formal.system.state import Delay, Expire, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import TraceProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.bounded.engine import Bounded
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.engine import Explicit
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
from tests.builders.parts import walked
from tests.builders.random_models import random_model, random_sentence

pytestmark = pytest.mark.slow

BUDGET = Budget(500_000)


def asked(model: Model, sentence: NoPerson | SomeCanReach | NoDeadEnds) -> Question:
    return question_of(TransitionSystem(model), sentence)


def trace_steps(question: Question, outcome: Outcome) -> tuple[Step, ...]:
    """The steps of the trace that the engine claims and the checker accepts."""
    claim = Bounded().run(question, BUDGET)
    assert isinstance(claim, Claim), claim
    assert outcome == claim.outcome
    shown = check(claim, question, None)
    assert isinstance(shown, Shown)
    assert shown.obligations == 0
    assert isinstance(claim.certificate, TraceProof)
    return walked(claim.certificate.trace.steps)


def ladder() -> Model:
    """Two years to the first step, an exam, a limit of ten years; a shortcut for those who wait a century."""
    return policy(
        "entry middle top out",
        attributes=(attribute("exam", YesNo(), False),),
        clocks=(clock("stay"),),
        events=(
            event("rise", "entry", "middle", when=(clock_is("stay", ">=", 24),)),
            event("learn", "middle", sets={"exam": TRUE}),
            event("finish", "middle", "top", when=(Flag("exam"), clock_is("time_in_status", ">=", 36))),
            event("old", "out", "top", when=(clock_is("stay", ">=", 1200),)),
        ),
        limits=(limit("ten_years", "middle", "stay", steps(120), "out"),),
        start="entry",
    )


def test_a_delay_of_any_length_is_one_step_and_is_no_longer_than_needed() -> None:
    question = asked(ladder(), NoPerson(within("top")))
    expected = (Delay(24), Take("rise"), Take("learn"), Delay(36), Take("finish"))
    found = trace_steps(question, Outcome.VIOLATED)
    assert sum(s.steps for s in expected if isinstance(s, Delay)) == sum(s.steps for s in found if isinstance(s, Delay))
    assert [s for s in expected if not isinstance(s, Delay)] == [s for s in found if not isinstance(s, Delay)]


def test_a_limit_runs_out_on_the_way() -> None:
    found = trace_steps(asked(ladder(), NoPerson(within("out"))), Outcome.VIOLATED)
    assert Expire("ten_years") == found[-1]
    assert sum(step.steps for step in found if isinstance(step, Delay)) == 120


def test_the_last_step_may_be_time() -> None:
    question = asked(ladder(), NoPerson(clock_is("stay", "=", 777)))
    assert (Delay(777),) == trace_steps(question, Outcome.VIOLATED)


def test_the_start_itself_may_be_what_is_looked_for() -> None:
    assert trace_steps(asked(ladder(), NoPerson(within("entry"))), Outcome.VIOLATED) == ()


def test_a_counter_without_bounds_is_followed_step_by_step() -> None:
    model = policy(
        "here",
        attributes=(attribute("x", Integer(), 0), attribute("y", Integer(), 0)),
        events=(
            event("add", "here", sets={"x": plus("x", 3), "y": plus("y", 1)}),
            event("drop", "here", sets={"x": plus("x", -5)}),
        ),
        start="here",
    )
    found = trace_steps(asked(model, NoPerson(number_is("x", "=", 4))), Outcome.VIOLATED)
    assert [Take("add")] * 3 + [Take("drop")] == sorted(found, key=str)


def test_any_number_may_be_chosen() -> None:
    model = policy(
        "here there",
        attributes=(attribute("x", Integer(), 0), attribute("y", Integer(), None)),
        events=(
            event("choose", "here", sets={"x": AnyValue()}),
            event("go", "here", "there", when=(comparison("=", reading("x"), twice("y")), number_is("y", ">", 1000))),
        ),
        start="here",
    )
    found = trace_steps(asked(model, NoPerson(within("there"))), Outcome.VIOLATED)
    chosen = next(step for step in found if isinstance(step, Take))
    assert dict(chosen.choices)["x"] > 2000


def test_choices_that_do_not_matter_are_made_all_the_same() -> None:
    model = policy(
        "here there",
        attributes=(attribute("x", Range(3, 5), None), attribute("whim", Range(7, 9), None)),
        events=(event("go", "here", "there", sets={"x": AnyValue(), "whim": AnyValue()}),),
        start="here",
    )
    assert len(trace_steps(asked(model, NoPerson(within("there"))), Outcome.VIOLATED)) == 1


def test_a_clock_that_stands_does_not_grow() -> None:
    model = policy(
        "work leave",
        clocks=(clock("worked", runs=within("work")), clock("all")),
        events=(event("go", "work", "leave"), event("back", "leave", "work")),
        start="leave",
    )
    bad = conjunction((clock_is("worked", "=", 5), clock_is("all", "=", 50), within("work")))
    waits = [s.steps for s in trace_steps(asked(model, NoPerson(bad)), Outcome.VIOLATED) if isinstance(s, Delay)]
    assert sum(waits) == 50


def test_clocks_that_run_by_condition_and_are_zeroed_are_followed() -> None:
    model = policy(
        "here",
        attributes=(attribute("busy", YesNo(), False),),
        clocks=(clock("idle", runs=negation(Flag("busy")), zero=Flag("busy")), clock("all", runs=TRUE)),
        events=(event("toggle", "here", sets={"busy": negation(Flag("busy"))}),),
        start="here",
    )
    bad = conjunction((clock_is("idle", "=", 3), clock_is("all", "=", 20)))
    takes = [s for s in trace_steps(asked(model, NoPerson(bad)), Outcome.VIOLATED) if isinstance(s, Take)]
    assert [Take("toggle")] * 2 == takes


def test_a_dead_end_is_found_and_needs_no_successor() -> None:
    model = policy(
        "here stuck",
        events=(event("fall", "here", "stuck", when=(clock_is("time_in_status", ">=", 2),)),),
        limits=(limit("full", "stuck", "time_in_status", steps(0), "here", condition=FALSE),),
        start="here",
    )
    assert isinstance(Bounded(5).run(asked(model, NoDeadEnds()), BUDGET), Undecided)
    blocked = replace(
        model,
        limits=(limit("full", "stuck", "time_in_status", steps(0), "here", condition=TRUE, sets={"x": number(9)}),),
        attributes=(attribute("x", Range(0, 1), 0),),
    )
    assert (Delay(2), Take("fall")) == trace_steps(asked(blocked, NoDeadEnds()), Outcome.VIOLATED)


def test_a_witness_passes_the_origin_in_the_middle_of_a_delay_and_then_moves_by_allowed_steps() -> None:
    model = policy(
        "a b c",
        events=(
            event("help", "a", "b", actor="office"),
            event("try", "b", "c", when=(clock_is("time_in_status", "=", 9),)),
        ),
        start="a",
        actors=("office",),
    )
    origin = conjunction((within("b"), clock_is("time_in_status", "=", 5)))
    question = asked(model, SomeCanReach(origin, within("c"), None, ("person",)))
    assert (Take("help"), Delay(9), Take("try")) == trace_steps_split(question)
    assert isinstance(
        Bounded(4).run(asked(model, SomeCanReach(within("a"), within("c"), None, ("person",))), BUDGET), Undecided
    )


def trace_steps_split(question: Question) -> tuple[Step, ...]:
    """The accepted trace of a witness with neighbouring delays added up."""
    added: list[Step] = []
    for step in trace_steps(question, Outcome.HOLDS):
        if isinstance(step, Delay) and added and isinstance(added[-1], Delay):
            added[-1] = Delay(added[-1].steps + step.steps)
        else:
            added.append(step)
    return tuple(added)


def test_it_says_how_deep_it_searched() -> None:
    model = policy(
        "here",
        attributes=(attribute("x", Integer(), 0),),
        events=(event("add", "here", sets={"x": plus("x", 1)}),),
        start="here",
    )
    question = asked(model, NoPerson(number_is("x", "<", 0)))
    assert Undecided("bounded", "nothing within 7 macro-steps") == Bounded(7).run(question, BUDGET)
    answer = Bounded().run(question, Budget(5))
    assert isinstance(answer, Undecided)
    assert "the budget of work is used up" in answer.reason or "Z3 gave up" in answer.reason


def test_it_says_when_life_courses_end_before() -> None:
    model = policy("a b c", events=(event("go", "a", "b"),), start="a")
    assert Undecided("bounded", "the status graph has no way there") == Bounded().run(
        asked(model, NoPerson(FALSE)), BUDGET
    )
    bad = conjunction((within("b"), comparison("<", ClockTerm("time_in_status"), steps(0))))
    answer = Bounded().run(asked(model, NoPerson(bad)), BUDGET)
    assert Undecided("bounded", "no life course has more than 1 changes on the way there") == answer


def test_questions_for_every_state_are_left_to_others() -> None:
    system = TransitionSystem(ladder())
    everywhere: dict[str, Condition] = {"entry": TRUE}
    assert isinstance(Bounded().run(Path(system, everywhere, {"top": TRUE}, EVERYTHING), BUDGET), Undecided)


def test_two_runs_find_the_same() -> None:
    question = asked(ladder(), NoPerson(conjunction((within("top"), clock_is("stay", ">=", 1000)))))
    assert Bounded().run(question, BUDGET) == Bounded().run(question, BUDGET)


@pytest.mark.parametrize("seed", range(tries(40)))
def test_random_questions_get_the_answer_of_explicit(seed: int) -> None:
    draw = random.Random(seed)
    model = random_model(draw)
    question = question_of(TransitionSystem(model), random_sentence(draw, model))
    if not isinstance(question, Safety | Witness):
        return
    reference = Explicit().run(question, Budget(20_000))
    claim = Bounded(6).run(question, BUDGET)
    if isinstance(claim, Claim):
        shown = check(claim, question, None)
        assert isinstance(shown, Shown)
        assert shown.obligations == 0
        assert isinstance(reference, Undecided) or reference.outcome == claim.outcome
    elif isinstance(reference, Claim):
        certificate = reference.certificate
        assert not isinstance(certificate, TraceProof) or len(certificate.trace.steps) > 6


def test_a_start_without_values_is_completed() -> None:
    model = policy("a b", attributes=(attribute("x", Integer(), None),), events=(event("go", "a", "b"),), start="a")
    claim = Bounded().run(asked(model, NoPerson(within("b"))), BUDGET)
    assert isinstance(claim, Claim)
    assert isinstance(claim.certificate, TraceProof)
    assert State("a", (0,), (0,)) == claim.certificate.trace.start
