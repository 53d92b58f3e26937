"""Work shared out to processes comes out as if it had been done here."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

import pytest

from bcm_formal.verify import processes
from bcm_formal.verify.processes import meanwhile, shared_out

HERE = os.getpid()
NINE = [[number] for number in range(9)]


@pytest.fixture(params=[True, False], ids=["copies", "none"])
def forks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr(processes, "can_fork", lambda: request.param)
    return bool(request.param)


def test_every_piece_of_work_is_done_once(forks: bool) -> None:
    heard: list[int] = []
    done = shared_out([[0, 3, 6], [1, 4], [2], [5, 7, 8]], lambda number: (number * number, os.getpid()), heard.append)
    assert {number: number * number for number in range(9)} == {number: done[number][0] for number in done}
    assert sorted(heard) == list(range(9))
    assert forks == all(by != HERE for _, by in done.values())


def test_a_group_is_done_by_one_process_in_its_order() -> None:
    order: list[int] = []

    def work(number: int) -> tuple[int, list[int]]:
        order.append(number)
        return os.getpid(), list(order)

    done = shared_out([[4, 2, 0], [1, 3, 5]], work)
    assert done[4][0] == done[2][0] == done[0][0]
    assert done[0][1][-3:] == [4, 2, 0]


def test_few_pieces_are_done_here() -> None:
    assert shared_out([[0], [1]], lambda _: os.getpid()) == {0: HERE, 1: HERE}


def test_what_a_dying_process_leaves_is_done_here() -> None:
    def work(number: int) -> str:
        if number == 3 and os.getpid() != HERE:
            os._exit(1)
        return str(number)

    assert {number: str(number) for number in range(9)} == shared_out(NINE, work)


def test_what_cannot_travel_is_done_here() -> None:
    def work(number: int) -> Callable[[], int] | int:
        return (lambda: number) if number % 2 else number

    done = shared_out(NINE, work)
    assert sorted(done) == list(range(9))
    assert {number: value for number, value in done.items() if not callable(value)} == {n: n for n in (0, 2, 4, 6, 8)}
    assert {1, 3, 5, 7} == {value() for value in done.values() if callable(value)}


def test_a_mistake_in_the_work_is_told_here() -> None:
    def work(number: int) -> int:
        return 1 // (number - 4)

    with pytest.raises(ZeroDivisionError):
        shared_out(NINE, work)


def test_meanwhile_brings_the_result(forks: bool) -> None:
    with meanwhile(os.getpid) as result:
        assert forks == (result() != HERE)


def test_meanwhile_does_here_what_does_not_travel() -> None:
    with meanwhile(threading.Lock) as result:
        assert isinstance(result(), type(threading.Lock()))


def test_meanwhile_tells_of_a_mistake_where_the_result_is_needed() -> None:
    nothing: list[int] = []
    with meanwhile(lambda: nothing[0]) as result, pytest.raises(IndexError):
        result()
