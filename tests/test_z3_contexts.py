"""Only the thread that computes with Z3 gives back what it is made of, and nothing else ends it halfway."""

from __future__ import annotations

import gc
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import z3

from bcm_formal.look.unsatisfiability import Unsatisfiability
from bcm_formal.model.expressions import FALSE, TRUE, Condition
from bcm_formal.processes.watching import is_within_z3
from bcm_formal.processes.z3_stopping import go_on, stop
from bcm_formal.system.encode import Encoder
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.z3_contexts import Context
from tests.builders.policies import ladder
from tests.builders.solving import MOST_WORK, long_question, work_of

HERE = threading.get_ident()
TERMS = 4000
"""whose memory is more than what Z3 forgets to count"""


class EnoughError(BaseException):
    pass


@contextmanager
def stopped() -> Iterator[None]:
    """Within, this thread is to ask nothing more."""
    stop(HERE, EnoughError)
    try:
        yield
    finally:
        go_on(HERE)


def in_another_thread(work: object) -> None:
    assert callable(work)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_what_another_thread_lets_go_is_given_back_by_the_one_that_computes() -> None:
    context = Context()
    number = z3.Int("x", context)
    terms = [number + k for k in range(TERMS)]
    held = z3.Z3_get_estimated_alloc_size()
    in_another_thread(terms.clear)
    assert held == z3.Z3_get_estimated_alloc_size()
    terms.append(number + TERMS)
    assert held > z3.Z3_get_estimated_alloc_size()


def test_garbage_that_another_thread_collects_is_given_back_by_the_one_that_computes() -> None:
    context = Context()
    number = z3.Int("x", context)
    gc.collect()
    circle: list[object] = [number + k for k in range(TERMS)]
    circle.append(circle)
    held = z3.Z3_get_estimated_alloc_size()
    del circle
    in_another_thread(gc.collect)
    assert held == z3.Z3_get_estimated_alloc_size()
    number += 1
    assert held > z3.Z3_get_estimated_alloc_size()


def test_a_context_that_is_being_deleted_is_not_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    delete, interrupt = z3.z3.Z3_del_context, z3.Z3_interrupt
    begun = threading.Event()

    def stopping() -> None:
        begun.wait()
        stop(HERE, EnoughError)

    other = threading.Thread(target=stopping)

    def deleted(pointer: object) -> None:
        begun.set()
        other.join(0.2)
        seen.append("deleted")
        delete(pointer)

    def interrupted(pointer: object) -> None:
        seen.append("interrupted")
        interrupt(pointer)

    gc.collect()
    context = Context()
    monkeypatch.setattr(z3.z3, "Z3_del_context", deleted)
    monkeypatch.setattr(z3, "Z3_interrupt", interrupted)
    other.start()
    try:
        del context
        other.join()
    finally:
        go_on(HERE)
    assert seen[0] == "deleted"


def test_a_stopped_thread_asks_nothing_more_but_constructors_and_what_goes_come_to_their_end(
    recwarn: pytest.WarningsRecorder,
) -> None:
    context = Context()
    number = z3.Int("x", context)
    term = number.ast
    with stopped():
        with pytest.raises(EnoughError):
            z3.Int("y", context)
        with pytest.raises(EnoughError):
            _ = number + 1
        with pytest.raises(EnoughError):
            Context()
        again = z3.ArithRef(term, context)
        solver = z3.Solver(ctx=context)
        del again, solver
        gc.collect()
    assert str(number + 1) == "x + 1"
    assert not recwarn.list


def test_another_thread_asks_on() -> None:
    context = Context()
    found: list[str] = []
    with stopped():
        in_another_thread(lambda: found.append(str(z3.Int("x", context) + 1)))
    assert found == ["x + 1"]


def test_what_is_computed_when_it_is_stopped_is_given_up() -> None:
    context = Context()
    solver = long_question(context)
    timer = threading.Timer(0.2, stop, (HERE, EnoughError))
    timer.start()
    try:
        answer = solver.check()
        timer.join()
        with pytest.raises(EnoughError):
            solver.model()
    finally:
        go_on(HERE)
    assert answer == z3.unknown


@pytest.mark.parametrize("whose", ["of another thread", "of Z3 itself"])
def test_so_it_is_in_a_context_that_another_thread_made(whose: str) -> None:
    contexts = [z3.main_ctx()] if whose == "of Z3 itself" else list[z3.Context]()
    if not contexts:
        in_another_thread(lambda: contexts.append(Context()))
    solver = long_question(contexts[0])
    timer = threading.Timer(0.2, stop, (HERE, EnoughError))
    timer.start()
    try:
        answer = solver.check()
        timer.join()
    finally:
        go_on(HERE)
    assert answer == z3.unknown
    assert work_of(solver) < MOST_WORK


def test_who_lets_terms_go_does_not_use_their_context() -> None:
    context = Context()
    terms = [z3.Int("x", context) + k for k in range(3)]
    in_another_thread(terms.clear)
    assert context.user == HERE
    in_another_thread(lambda: terms.append(z3.Int("y", context)))
    assert context.user != HERE


@pytest.mark.parametrize("whose", ["of Z3 itself", "made here"])
def test_after_an_interrupt_nothing_that_is_asked_next_is_lost(whose: str) -> None:
    """Z3 alone would then say that there is a number that is less and more than zero."""
    context = z3.main_ctx() if whose == "of Z3 itself" else Context()
    solver = long_question(context)

    def stopping() -> None:
        for _ in range(3):
            stop(HERE, EnoughError)
            if isinstance(context, Context):
                context.interrupt()
            else:
                z3.Z3_interrupt(context.ctx)
            time.sleep(0.05)  # by then nothing is computed any more

    timer = threading.Timer(0.2, stopping)
    timer.start()
    try:
        assert solver.check() == z3.unknown
        timer.join()
    finally:
        go_on(HERE)
    solver = z3.SimpleSolver(ctx=context)
    number = z3.Int("x", context)
    solver.add(number < 0, number > 0)
    assert solver.check() == z3.unsat


def test_what_another_thread_computes_in_the_context_of_z3_itself_is_not_given_up() -> None:
    solver = long_question(z3.main_ctx())
    solver.set("rlimit", 3_000_000)
    nothing = z3.SimpleSolver()
    nothing.check()
    before = work_of(nothing)
    answers: list[object] = []
    thread = threading.Thread(target=lambda: answers.append(solver.check()))
    thread.start()
    time.sleep(0.1)
    with stopped():
        thread.join()
    assert answers == [z3.unknown]
    assert work_of(solver) - before >= 3_000_000


def test_what_goes_when_python_ends_still_finds_its_context(monkeypatch: pytest.MonkeyPatch) -> None:
    context = Context()
    with monkeypatch.context() as ending:
        for name in ("threading", "sys", "STOPPED"):
            ending.setattr(f"bcm_formal.z3_contexts.{name}", None)
        assert context.ref() is context.ctx


def test_that_a_thread_is_within_z3_or_ends_something_is_seen() -> None:
    context = Context()
    seen: list[bool] = []

    def look() -> None:
        in_another_thread(lambda: seen.append(is_within_z3(HERE)))

    class Going:
        def __del__(self) -> None:
            look()

    def numbers() -> Iterator[z3.ArithRef]:
        look()
        yield z3.IntVal(1, context)

    look()
    Going()
    z3.Sum(numbers())
    assert seen == [False, True, True]


def test_a_question_that_was_cut_short_leaves_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    system = TransitionSystem(ladder())
    status = system.statuses[0]
    asked = Unsatisfiability(system)
    condition = Encoder.condition

    def stopping(self: Encoder, item: Condition, *where: object) -> object:
        if item is TRUE:
            stop(HERE, EnoughError)
        return condition(self, item, *where)  # type: ignore[arg-type]

    monkeypatch.setattr(Encoder, "condition", stopping)
    try:
        with pytest.raises(EnoughError):
            asked.shown(status, FALSE, TRUE)
    finally:
        go_on(HERE)
    monkeypatch.undo()
    assert not asked.shown(status, TRUE)


@pytest.mark.slow
def test_work_with_z3_that_is_stopped_many_times_neither_crashes_nor_goes_on_nor_loses_its_end() -> None:
    program = """
        import faulthandler, random, sys
        from bcm_formal.processes.allowance import Allowance
        from bcm_formal.processes.watching import StopNowError, watched
        from bcm_formal.z3_contexts import Context
        import z3

        def work():
            while True:
                context = Context()
                numbers = [z3.Int(f"x{k}", context) for k in range(8)]
                solver = z3.SimpleSolver(ctx=context)
                solver.add(*(numbers[k] + 2 * numbers[k * 3 % 8] < numbers[k + 1] for k in range(7)))
                solver.check()

        faulthandler.dump_traceback_later(90, exit=True)
        sys.unraisablehook = lambda what: print("lost", what.exc_type, what.object)
        draw = random.Random(1)
        for _ in range(60):
            try:
                with watched(Allowance(timeout_each=draw.uniform(0.001, 0.02))):
                    work()
            except StopNowError:
                pass
        print("sound")
    """
    ran = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("sound\n", "", 0)
