"""Within one process a limit ends what Z3 computes in whichever context, always says so, and says it once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import z3

from bcm_formal.processes import watching
from bcm_formal.processes.allowance import Allowance
from bcm_formal.processes.watching import StopNowError, is_counting, watched
from bcm_formal.z3_contexts import Context
from tests.builders.solving import MOST_WORK, long_question, work_of


@pytest.fixture(autouse=True, scope="module")
def everything_is_imported() -> None:
    """What a limit imports first takes as long as some limits here."""
    with watched(Allowance(timeout=1000)):
        pass


@pytest.mark.parametrize("of_its_own", [True, False])
def test_work_whose_question_was_given_up_does_not_end_as_if_it_were_answered(of_its_own: bool) -> None:
    solver = long_question(Context() if of_its_own else z3.main_ctx())
    answers: list[object] = []
    with pytest.raises(StopNowError) as stopped, watched(Allowance(timeout_each=0.3)):
        answers.append(solver.check())
    assert answers == [z3.unknown]
    assert work_of(solver) < MOST_WORK
    assert stopped.value.why == "stopped after 0.3 seconds, as --timeout-each asked"


def test_work_with_z3_that_ends_in_time_ends_as_ever() -> None:
    context = Context()
    with watched(Allowance(timeout_each=1000)):
        assert z3.Solver(ctx=context).check() == z3.sat


def test_a_refusal_is_not_followed_by_an_exception_while_things_are_put_in_order() -> None:
    context, in_order = Context(), list[int]()

    def work() -> None:
        try:
            while True:
                z3.Sum([z3.Int(f"x{k}", context) for k in range(50)])
        finally:
            for number in range(40):
                time.sleep(0.005)
                in_order.append(number)

    with pytest.raises(StopNowError), watched(Allowance(timeout_each=0.2)):
        work()
    assert len(in_order) == 40


def test_that_an_exception_was_lost_is_counted_from_where_it_arrived() -> None:
    watch = watching._Watch(Allowance(timeout_each=0), True)
    watch.why = "it is enough"
    begun = time.monotonic()
    arrived = watch.kind()
    assert arrived.why == "it is enough"
    assert begun + watching._LOST <= watch._raises <= time.monotonic() + watching._LOST


def test_what_goes_on_within_z3_in_a_context_that_refuses_nothing_is_ended_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watching, "_DEAF", 0.1)
    end = time.monotonic() + 20

    def without_end() -> Iterator[z3.BoolRef]:
        while time.monotonic() < end:
            time.sleep(0.001)
        yield z3.BoolVal(True)

    with pytest.raises(StopNowError), watched(Allowance(timeout_each=0.1)):
        z3.And(without_end())
    assert time.monotonic() < end


def test_that_a_thread_makes_a_term_or_lets_one_go_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    context, here, seen = Context(), threading.get_ident(), list[bool]()
    increase, decrease = z3.z3.Z3_inc_ref, z3.z3.Z3_dec_ref

    def increasing(*given: object) -> None:
        seen.append(is_counting(here))
        increase(*given)

    def decreasing(*given: object) -> None:
        seen.append(is_counting(here))
        decrease(*given)

    def numbers() -> Iterator[z3.ArithRef]:
        seen.append(is_counting(here))
        yield one

    one = z3.IntVal(1, context)
    z3.Sum(numbers())
    assert seen == [False]
    monkeypatch.setattr(z3.z3, "Z3_inc_ref", increasing)
    monkeypatch.setattr(z3.z3, "Z3_dec_ref", decreasing)
    another = one + 1
    del another
    assert seen[1:]
    assert all(seen[1:])
