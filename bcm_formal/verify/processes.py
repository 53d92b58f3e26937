"""Work done by processes that begin as copies of this one, with everything that was computed before.

Where the system cannot fork, for a few pieces of work, when a process dies, and for what cannot travel between
processes, the work is done here. What comes of it is the same either way.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TypeVar, cast

T = TypeVar("T")

MOST = 8
"""processes"""
ENOUGH = 6
"""as many pieces of work are worth a second process"""
_CANNOT_TRAVEL = (RecursionError, pickle.PicklingError, TypeError, AttributeError)


def shared_out(
    groups: Sequence[Sequence[int]], work: Callable[[int], T], done: Callable[[int], None] = lambda _: None
) -> dict[int, T]:
    """What comes of each piece of work, by its number; `done` hears the number of each finished piece.

    The pieces of a group are done by one process, one after the other; the first groups are begun first.
    """
    results: dict[int, T] = {}
    if sum(map(len, groups)) >= ENOUGH and can_fork():
        for number, result in _by_processes(groups, work):
            results[number] = result
            done(number)
    for number in (number for group in groups for number in group if number not in results):
        results[number] = work(number)
        done(number)
    return results


@contextmanager
def meanwhile(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Begin some work in another process. What is given waits for its result."""
    if not can_fork():
        yield work
        return
    pipe, worker = _begin(lambda pipe: _do(pipe, work))

    def result() -> T:
        try:
            return cast("T", pipe.recv())
        except (EOFError, OSError):
            return work()

    try:
        yield result
    finally:
        worker.terminate()


def can_fork() -> bool:
    """Whether there are processes to begin as copies of this one, and processors for them."""
    return (os.cpu_count() or 1) > 1 and "fork" in multiprocessing.get_all_start_methods()


def _by_processes(groups: Sequence[Sequence[int]], work: Callable[[int], T]) -> Iterator[tuple[int, T]]:
    """Results as they come; those that a process did not bring are missing."""
    waiting = iter(groups)
    workers: dict[Connection, BaseProcess] = {}
    try:
        for _ in range(min(MOST, os.cpu_count() or 1, len(groups))):
            pipe, worker = _begin(lambda pipe: _serve(pipe, work))
            workers[pipe] = worker
            _send(pipe, next(waiting, None))
        while workers:
            for ready in wait(list(workers)):
                assert isinstance(ready, Connection)
                try:
                    answer = ready.recv()
                except (EOFError, OSError):  # it is done, or it died
                    workers.pop(ready).join()
                    continue
                if answer is None:
                    _send(ready, next(waiting, None))
                else:
                    yield answer
    finally:
        for worker in workers.values():
            worker.terminate()


def _begin(target: Callable[[Connection], None]) -> tuple[Connection, BaseProcess]:
    """A new process, and this side of the pipe to it."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    worker = context.Process(target=_alone, args=(theirs, target), daemon=True)
    worker.start()
    theirs.close()
    return ours, worker


def _alone(pipe: Connection, target: Callable[[Connection], None]) -> None:
    """The life of a process. An interrupt is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(Exception):  # what is left is done again, and complained of, where its result is needed
        target(pipe)


def _serve(pipe: Connection, work: Callable[[int], object]) -> None:
    while (group := pipe.recv()) is not None:
        for number in group:
            result = work(number)
            with suppress(*_CANNOT_TRAVEL):  # then nothing was sent of it
                pipe.send((number, result))
        pipe.send(None)


def _do(pipe: Connection, work: Callable[[], object]) -> None:
    pipe.send(work())


def _send(pipe: Connection, group: Sequence[int] | None) -> None:
    """Give a process work. Whether it is still there is seen when it should answer."""
    with suppress(OSError):
        pipe.send(group)
