"""Work shared out to processes comes out as if it had been done here, and limits end it."""

from __future__ import annotations

import gc
import mmap
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import types
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bcm_formal.processes import sharing as processes
from bcm_formal.processes.allowance import Allowance
from bcm_formal.processes.sharing import Began, Done, Event, Failed, Said, Stopped, can_fork, events, shared_out
from bcm_formal.processes.watching import StopNowError, memory_of, watched
from tests.builders.running import started

HERE = os.getpid()
NINE = [[number] for number in range(9)]


@pytest.fixture(autouse=True, scope="module")
def everything_is_imported() -> None:
    """What a limit imports first takes as long as some limits here."""
    with watched(Allowance(timeout=1000)):
        pass


@pytest.fixture(params=[True, False], ids=["copies", "none"])
def forks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param and sys.platform == "win32":
        pytest.skip("there is no fork")
    monkeypatch.setattr(processes, "can_fork", lambda: request.param)
    return bool(request.param)


def ends(heard: list[Event[object]]) -> dict[int, object]:
    """What each piece ended with: what it said, or why it was stopped."""
    result: dict[int, object] = {}
    for event in heard:
        match event:
            case Said(number, message):
                result[number] = message
            case Stopped(number, why):
                result[number] = why
            case Failed(number, error):
                result[number] = error
            case Began() | Done():
                pass
    return result


def test_every_piece_of_work_is_done_once(forks: bool) -> None:
    heard: list[int] = []
    done = shared_out([[0, 3, 6], [1, 4], [2], [5, 7, 8]], lambda number: (number * number, os.getpid()), heard.append)
    assert {number: number * number for number in range(9)} == {number: done[number][0] for number in done}
    assert sorted(heard) == list(range(9))
    assert forks == all(by != HERE for _, by in done.values())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_what_the_parent_has_let_go_is_not_given_back_in_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may belong to threads that the copy does not have."""
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    given_back: list[int] = []

    class Circle:
        def __init__(self) -> None:
            self.own = self

        def __del__(self) -> None:
            given_back.append(os.getpid())

    def work(_: int) -> list[int]:
        gc.collect()
        return list(given_back)

    gc.disable()
    try:
        Circle()
        assert shared_out([[0], [1]], work, lambda _: None) == {0: [], 1: []}
    finally:
        gc.enable()
    gc.collect()
    assert given_back == [HERE]


def test_a_piece_may_say_several_things(forks: bool) -> None:
    heard = list(events([[0, 1]], lambda number: iter((f"{number}a", f"{number}b"))))
    assert heard == [event for n in (0, 1) for event in (Began(n), Said(n, f"{n}a"), Said(n, f"{n}b"), Done(n))]


def test_a_group_is_done_by_one_process_in_its_order() -> None:
    order: list[int] = []

    def work(number: int) -> tuple[int, list[int]]:
        order.append(number)
        return os.getpid(), list(order)

    done = shared_out([[4, 2, 0], [1, 3, 5]], work)
    assert done[4][0] == done[2][0] == done[0][0]
    assert done[0][1][-3:] == [4, 2, 0]


@pytest.mark.parametrize("how", [lambda: os._exit(1), lambda: os.kill(os.getpid(), signal.SIGKILL)])
def test_a_process_that_dies_leaves_one_piece_open(how: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)

    def work(number: int) -> Iterator[str]:
        if number == 3 and os.getpid() != HERE:
            how()
        yield str(number)

    found = ends(list(events([[0, 1, 2, 3, 4, 5], [6, 7, 8]], work)))
    assert {n: str(n) for n in range(9) if n != 3} == {n: said for n, said in found.items() if n != 3}
    assert "its process" in str(found[3])


def test_what_cannot_travel_is_done_here(forks: bool) -> None:
    def work(number: int) -> Callable[[], int] | int:
        return (lambda: number) if number % 2 else number

    done = shared_out(NINE, work)
    assert sorted(done) == list(range(9))
    assert {number: value for number, value in done.items() if not callable(value)} == {n: n for n in (0, 2, 4, 6, 8)}
    assert {1, 3, 5, 7} == {value() for value in done.values() if callable(value)}


class OddError(Exception):
    """An exception that cannot be made again from its words."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} and {other}")


def test_a_mistake_in_the_work_is_told_and_costs_nothing_else(forks: bool) -> None:
    def work(number: int) -> tuple[int]:
        if number == 5:
            raise OddError(1, 2)
        return (1 // (number - 4),)

    found = ends(list(events(NINE, work)))
    assert isinstance(found[4], ZeroDivisionError)
    assert "1 and 2" in str(found[5])
    assert all(isinstance(found[number], int) for number in range(9) if number not in (4, 5))
    with pytest.raises(ZeroDivisionError):
        shared_out([[4]], lambda number: work(number))


def busy(number: int) -> Iterator[int]:
    if number == 1:
        while True:
            number = -number
    yield number


def test_a_piece_that_takes_too_long_is_stopped_alone(forks: bool) -> None:
    found = ends(list(events([[0, 1, 2]], busy, Allowance(timeout_each=0.3))))
    assert found == {0: 0, 1: "stopped after 0.3 seconds, as --timeout-each asked", 2: 2}


@pytest.mark.parametrize("timeout", [0.3, 100])
def test_who_looks_on_line_by_line_may_be_stopped_as_well(timeout: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    before = sys.gettrace()

    def looks_on(frame: types.FrameType, event: str, argument: object) -> Any:
        return looks_on

    sys.settrace(looks_on)
    try:
        found = ends(list(events([[0, 1 if timeout < 1 else 3]], busy, Allowance(timeout_each=timeout))))
    finally:
        sys.settrace(before)
    assert found == {0: 0, 1: "stopped after 0.3 seconds, as --timeout-each asked"} if timeout < 1 else {0: 0, 3: 3}


def test_work_that_ends_as_its_time_does_leaves_nothing_behind() -> None:
    threads = threading.active_count()
    for number in range(500):
        end = time.monotonic() + 0.001 + number % 20 / 100_000
        with suppress(StopNowError), watched(Allowance(0.0011)):
            while time.monotonic() < end:
                time.sleep(0)
    assert threading.active_count() == threads


def test_an_untimed_piece_is_only_stopped_with_the_whole_run(forks: bool) -> None:
    found = ends(list(events([[0], [1], [2]], busy, Allowance(1.0, 0.1), untimed=frozenset({1}))))
    assert found[1] == "stopped after 1 second, as --timeout asked"


def test_when_the_time_of_the_run_is_over_everything_left_is_stopped(forks: bool) -> None:
    found = ends(list(events([[0, 1, 2, 3]], busy, Allowance(timeout=2))))
    over = "stopped after 2 seconds, as --timeout asked"
    assert found == {0: 0, 1: over, 2: over, 3: over}
    assert ends(list(events([[0]], busy, Allowance(0.5, began=time.monotonic() - 1)))) == {
        0: "stopped after 0.5 seconds, as --timeout asked"
    }


def greedy(number: int) -> Iterator[int]:
    held = []
    while number == 1:
        held.append(bytearray(10_000_000))
        for place in range(0, 10_000_000, 4096):
            held[-1][place] = 1
    yield number


def test_what_takes_too_much_memory_is_stopped(forks: bool) -> None:
    limit = memory_of(None) + 400_000_000
    found = ends(list(events([[0, 1, 2]], greedy, Allowance(memory=limit))))
    assert (found[0], found[2]) == (0, 2)
    assert "as --memory asked" in str(found[1])


def test_what_had_no_memory_takes_none_from_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    held: list[int] = []

    def work(number: int) -> Iterator[int]:
        if number == 1:
            held.append(number)
            raise MemoryError
        yield len(held)

    assert ends(list(events([[0, 1, 2]], work))) == {0: 0, 1: "ran out of memory", 2: 0}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is not told what is reserved")
def test_addresses_without_memory_behind_them_are_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    with mmap.mmap(-1, 2 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS):
        limit = memory_of(None) + 400_000_000
        found = ends(list(events([[0, 1, 2]], greedy, Allowance(60, memory=limit))))
    assert (found[0], found[2]) == (0, 2)
    assert "as --memory asked" in str(found[1])


def no_memory(_: int) -> Iterator[int]:
    raise MemoryError
    yield 0


def test_no_memory_is_an_answer(forks: bool) -> None:
    assert ends(list(events([[0]], no_memory))) == {0: "ran out of memory"}


def test_a_process_with_threads_is_not_copied() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert not can_fork()
    finally:
        done.set()
        thread.join()


def run_in_pool(_: int) -> dict[int, int]:
    return shared_out([[0], [1]], lambda number: number + 1)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_daemonic_process_works_alone() -> None:
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply(run_in_pool, (0,)) == {0: 1, 1: 2}


# --- nothing outlives the one that began it ---

PARENT = """
import os, signal, sys, time
for number in (signal.SIGINT, signal.SIGHUP):  # which whoever runs the tests may have told to be ignored
    signal.signal(number, signal.SIG_DFL)
from bcm_formal.processes.sharing import events

def work(number):
    os.write(1, b"%d\\n" % os.getpid())  # at once: the other one writes as well
    while True:
        pass
    yield number

for _ in events([[0], [1]], work):
    pass
"""


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("kernel", [True, False], ids=["kernel", "pipe"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_no_copy_outlives_its_parent(how: signal.Signals, kernel: bool) -> None:
    program = textwrap.dedent(PARENT)
    if not kernel:
        program = "import bcm_formal.processes.attached as a\na._LIBRARY = None\n" + program
    command = [sys.executable, "-c", program]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:
        assert parent.stdout is not None
        copies = {int(parent.stdout.readline()) for _ in range(min(2, processes.processors()))}
        parent.send_signal(how)
        parent.wait(60)
    until = time.monotonic() + 20
    while any(alive(pid) for pid in copies) and time.monotonic() < until:
        time.sleep(0.02)
    assert [pid for pid in copies if alive(pid)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux does this")
def test_a_foreign_program_ends_with_the_process_that_runs_it() -> None:
    program = "import subprocess\nfrom bcm_formal.processes.attached import attached\n"
    program += "subprocess.run(attached(['/bin/sh', '-c', 'echo $$; exec sleep 60']))"
    with started([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
    until = time.monotonic() + 20
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not alive(pid)


def test_work_for_which_no_process_lives_long_enough_is_stopped_once(monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[int] = []
    real = processes._Pool._begin

    def counted(pool: processes._Pool[int], group: list[int]) -> None:
        began.append(len(group))
        assert len(began) < 50
        real(pool, group)

    monkeypatch.setattr(processes, "can_fork", lambda: True)
    monkeypatch.setattr(processes._Pool, "_begin", counted)
    allowance = Allowance(memory=1)
    found = list(processes.events([[0, 1], [2]], lambda number: iter((number,)), allowance))
    stopped = sorted(event.number for event in found if isinstance(event, processes.Stopped))
    done = sorted(event.number for event in found if isinstance(event, processes.Done))
    assert sorted([*stopped, *done]) == [0, 1, 2]


def test_in_a_browser_no_process_is_copied_and_limits_are_kept_between_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(number: int) -> Iterator[str]:
        time.sleep(0.3)
        yield "done"

    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setattr(threading.Thread, "start", None)
    assert not can_fork()
    allowance = Allowance(timeout=0.2)
    assert ends(list(events([[0], [1]], slow, allowance))) == {0: "done", 1: allowance.time_is_over}
