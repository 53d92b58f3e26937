"""Many independent pieces of work, shared out to processes that begin as copies of this one.

Where the system cannot fork, or a process dies, the work is done here. The answers are the same either way.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

Answer = tuple[str, str | None, str | None]
Work = Callable[[int], Answer]

MOST = 8
"""processes"""
ENOUGH = 4
"""as many pieces are worth a second process"""


def shared_out(count: int, work: Work, done: Callable[[int], None]) -> dict[int, Answer]:
    """The answer to each piece, by its number. `done` hears how many there are so far."""
    answers: dict[int, Answer] = {}
    jobs = min(MOST, os.cpu_count() or 1)
    if count >= ENOUGH and jobs > 1 and "fork" in multiprocessing.get_all_start_methods():
        for number, answer in _by_processes(count, work, jobs):
            answers[number] = answer
            done(len(answers))
    for number in range(count):
        if number not in answers:
            answers[number] = work(number)
            done(len(answers))
    return answers


def _by_processes(count: int, work: Work, jobs: int) -> Iterator[tuple[int, Answer]]:
    """Answers as they come; those that a process did not bring are missing."""
    context = multiprocessing.get_context("fork")
    waiting = iter(range(count))
    workers: dict[Connection, BaseProcess] = {}
    try:
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            worker: BaseProcess = context.Process(target=_serve, args=(theirs, work), daemon=True)
            worker.start()
            theirs.close()
            workers[ours] = worker
            ours.send(next(waiting, None))
        while workers:
            for ready in wait(list(workers)):
                assert isinstance(ready, Connection)
                try:
                    yield ready.recv()
                    ready.send(next(waiting, None))
                except (EOFError, BrokenPipeError):
                    workers.pop(ready).join()
    finally:
        for worker in workers.values():
            worker.terminate()


def _serve(pipe: Connection, work: Work) -> None:
    """One process: answer until there is nothing more. An interrupt is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError):
        while (number := pipe.recv()) is not None:
            pipe.send((number, work(number)))
