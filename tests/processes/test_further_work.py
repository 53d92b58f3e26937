"""Work that comes up while other work is done comes after it, and before what has no limit of time."""

from __future__ import annotations

import sys

import pytest

from bcm_formal.processes import sharing
from bcm_formal.processes.allowance import Allowance
from bcm_formal.processes.sharing import Began, Done, Said, Stopped, events


@pytest.fixture(params=[True, False], ids=["copies", "none"], autouse=True)
def _forks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param and sys.platform == "win32":
        pytest.skip("there is no fork")
    monkeypatch.setattr(sharing, "can_fork", lambda: request.param)
    monkeypatch.setattr(sharing, "processors", lambda: 1)


def test_further_work_is_done_after_what_waits_and_before_what_is_untimed() -> None:
    def further(number: int) -> list[list[int]]:
        return {0: [[10, 11]], 1: [[12]], 10: [[13]]}.get(number, [])

    stream = events([[0, 1], [2], [9]], lambda number: (number,), untimed=frozenset({9}), further=further)
    assert [event.number for event in stream if isinstance(event, Done)] == [0, 1, 2, 10, 11, 12, 13, 9]


def test_nothing_is_asked_for_before_the_end_of_a_piece_was_heard() -> None:
    heard: list[int] = []

    def further(number: int) -> list[list[int]]:
        assert number in heard
        return [[number + 1]] if number < 3 else []

    for event in events([[0]], lambda number: (number,), further=further):
        if isinstance(event, Done):
            heard.append(event.number)
    assert heard == [0, 1, 2, 3]


def test_when_the_time_is_over_further_work_is_stopped_too() -> None:
    over = Allowance(timeout=0.0).begun()
    stream = events([[0]], lambda number: (number,), over, further=lambda number: [[1]] if number == 0 else [])
    stopped = [event.number for event in stream if not isinstance(event, Began | Said)]
    assert stopped == [0, 1]


def test_what_was_stopped_may_bring_further_work() -> None:
    stream = events([[0]], _endless, Allowance(timeout_each=0.2), further=lambda number: [[1]] if number == 0 else [])
    ends = [(type(event), event.number) for event in stream if not isinstance(event, Began | Said)]
    assert ends == [(Stopped, 0), (Done, 1)]


def _endless(number: int) -> tuple[int, ...]:
    while number == 0:
        pass
    return (number,)
