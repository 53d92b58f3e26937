"""Work done by processes that begin as copies of this one, with everything that was computed before.

The process that asks does none of it, so that it can always tell what was found, and stop what takes too long: see
`Allowance`. A process that dies leaves one piece of work open; the others are done by a new one.

Where a process cannot be copied (the system has no `fork`, there are threads whose locks a copy would inherit, or this
is itself a copy or a daemonic process), and for what cannot travel between processes, the work is done here, and ended
by an exception. What comes of it is the same either way.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar, cast

from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.attached import attach, first_to_die, is_alone, limit_memory
from bcm_formal.processes.watching import OUT_OF_MEMORY, StopNowError, memory_of, watched
from bcm_formal.records import dataclass

T = TypeVar("T")

MOST = 8
"""processes"""
_TICK = 0.2  # seconds between two looks at clock and memory
_CANNOT_TRAVEL = (RecursionError, pickle.PicklingError, TypeError, AttributeError)
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_NO_MEMORY = 101  # the exit code of a process that had no memory, as z3 leaves with


@dataclass(frozen=True, slots=True)
class Began:
    """A piece of work is being done now."""

    number: int


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """Something came of a piece of work."""

    number: int
    message: T


@dataclass(frozen=True, slots=True)
class Done:
    """A piece of work has said everything."""

    number: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """A piece of work says nothing more, and why: a limit, or no memory."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A piece of work ended in an exception: a mistake of ours, or something to be told."""

    number: int
    error: Exception


Event = Began | Said[T] | Done | Stopped | Failed
Work = Callable[[int], Iterable[T]]
Groups = Sequence[Sequence[int]]


def _nothing() -> None:
    return None


def _no_more(_: int) -> Groups:
    return ()


def events(
    groups: Groups,
    work: Work[T],
    allowance: Allowance = NO_LIMITS,
    *,
    untimed: frozenset[int] = frozenset(),
    idle: Callable[[], None] = _nothing,
    further: Callable[[int], Groups] = _no_more,
) -> Generator[Event[T]]:
    """What comes of pieces of work, as it comes: each, by its number, is Done, Stopped or Failed in the end.

    The pieces of a group are done by one process, one after the other; the first groups are begun first. A single piece
    has the allowance's `timeout_each`, unless it is `untimed`. `idle` is called now and then. `further` is told of each
    piece that has ended (and whose events were heard) and says what is to be done because of that: it is begun after
    all other work, but for what is untimed. Closing the iterator ends all work.
    """
    waiting = _Waiting(groups, untimed, further)
    if can_fork():
        yield from _Pool(work, allowance, waiting, idle).events()
        return
    while waiting.groups:
        for number in waiting.groups.pop(0):
            yield from _here(number, work, allowance, untimed)
            waiting.ended(number)


def shared_out(
    groups: Sequence[Sequence[int]], work: Callable[[int], T], done: Callable[[int], None] = lambda _: None
) -> dict[int, T]:
    """What comes of each piece of work, by its number; `done` hears the number of each finished piece.

    Raises what a piece raised, and `MemoryError` where one ended without a result.
    """
    results: dict[int, T] = {}
    for event in events(groups, lambda number: (work(number),)):
        match event:
            case Said(number, message):
                results[number] = message
            case Done(number):
                done(number)
            case Stopped(_, why):
                raise MemoryError(why)
            case Failed(_, error):
                raise error
            case Began():
                pass
    return results


def can_fork() -> bool:
    """Whether processes may begin as copies of this one."""
    begins_any = hasattr(os, "fork") and not is_alone()
    return begins_any and not _COPY.is_set() and not _is_daemonic() and _threads() == 1


_COPY = threading.Event()
"""set in processes that began as copies"""


def _is_daemonic() -> bool:
    """Whether this is a process of `multiprocessing` that is to have no children."""
    known = sys.modules.get("multiprocessing.process")
    return known is not None and bool(known.current_process().daemon)


def _threads() -> int:
    """How many threads this process has, those of foreign code included where the system tells."""
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return threading.active_count()


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


class _Waiting:
    """The groups that nobody has begun."""

    def __init__(self, groups: Groups, untimed: frozenset[int], further: Callable[[int], Groups]) -> None:
        self.groups = [list(group) for group in groups if group]
        self.untimed, self._further = untimed, further

    def ended(self, number: int) -> None:
        """A piece of work has ended, and everybody knows."""
        place = len(self.groups)
        while place and self.untimed.issuperset(self.groups[place - 1]):
            place -= 1
        self.groups[place:place] = [list(group) for group in self._further(number)]


# --- here ---


def _here(number: int, work: Work[T], allowance: Allowance, untimed: frozenset[int]) -> Iterator[Event[T]]:
    if time.monotonic() >= allowance.until:
        yield Stopped(number, allowance.time_is_over)
        return
    yield Began(number)
    messages: list[T] = []
    end: Event[T]
    try:
        with watched(allowance, timed=number not in untimed):
            messages.extend(work(number))
        end = Done(number)
    except StopNowError as stop:
        end = Stopped(number, stop.why)
    except Exception as error:
        end = _failed(number, error, allowance)
    yield from (Said(number, message) for message in messages)
    yield end


def _failed(number: int, error: Exception, allowance: Allowance) -> Stopped | Failed:
    """What an exception means."""
    return Stopped(number, _no_memory(allowance)) if is_lack_of_memory(error) else Failed(number, error)


def is_lack_of_memory(error: Exception) -> bool:
    """True iff there was no memory: z3 tells of that by an exception of its own."""
    return isinstance(error, MemoryError) or (type(error).__name__ == "Z3Exception" and "out of memory" in str(error))


def _no_memory(allowance: Allowance) -> str:
    return OUT_OF_MEMORY if allowance.memory is None else allowance.memory_is_over


# --- by copies ---


class _Worker:
    """A process, this side of the pipe to it, and what it is to do."""

    def __init__(self, pid: int, pipe: Connection, group: list[int]) -> None:
        self.pid, self.pipe, self.left = pid, pipe, group
        self.number: int | None = None
        self.since = 0.0

    def end(self) -> int | None:
        """Make sure that it is gone: its exit code, negative for a signal, where that is known."""
        with suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
        _PIPES.discard(self.pipe)
        self.pipe.close()
        try:
            return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        except ChildProcessError:
            return None


_PIPES: set[Connection] = set()
"""this side of the pipes to all processes: no copy may hold another's"""


class _Pool(Generic[T]):
    def __init__(self, work: Work[T], allowance: Allowance, waiting: _Waiting, idle: Callable[[], None]) -> None:
        self._work, self._allowance, self._idle = work, allowance, idle
        self._queue, self._waiting = waiting, waiting.groups
        self._workers: list[_Worker] = []

    def events(self) -> Iterator[Event[T]]:
        with closing(self._all()) as stream:
            for event in stream:
                yield event
                if isinstance(event, Done | Stopped | Failed):
                    self._queue.ended(event.number)

    def _all(self) -> Generator[Event[T]]:
        looked = time.monotonic()
        try:
            while self._workers or self._waiting:
                if time.monotonic() >= self._allowance.until:
                    yield from self._over()
                    return
                while self._waiting and len(self._workers) < min(MOST, processors()):
                    self._begin(self._waiting.pop(0))
                for pipe in wait([worker.pipe for worker in self._workers], self._patience()):
                    worker = next(item for item in self._workers if item.pipe is pipe)
                    yield from self._heard(worker)
                if time.monotonic() - looked >= _TICK:
                    looked = time.monotonic()
                    self._idle()
                    yield from self._too_much()
                yield from self._too_long()
        finally:
            for worker in self._workers:
                worker.end()
            self._workers.clear()

    def _patience(self) -> float:
        now, each = time.monotonic(), self._allowance.timeout_each
        ends = [worker.since + each for worker in self._workers if each is not None and self._is_timed(worker)]
        return max(0.0, min(_TICK, self._allowance.until - now, *(end - now for end in ends)))

    def _is_timed(self, worker: _Worker) -> bool:
        return worker.number is not None and worker.number not in self._queue.untimed

    # --- processes ---

    def _begin(self, group: list[int]) -> None:
        ours, theirs = Pipe()
        parent = os.getpid()
        _PIPES.add(ours)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        try:
            pid = os.fork()
            if pid == 0:
                _live(parent, theirs, self._work, self._allowance, before)
            self._workers.append(_Worker(pid, ours, group))
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        _send(ours, list(group))

    def _heard(self, worker: _Worker) -> Iterator[Event[T]]:
        try:
            event = cast("Event[T] | _Untold | None", worker.pipe.recv())
        except (EOFError, OSError):
            yield from self._gone(worker)
            return
        match event:
            case None:
                worker.number = None
                worker.left = self._waiting.pop(0) if self._waiting else []
                if worker.left:
                    _send(worker.pipe, list(worker.left))
                else:
                    self._dismiss(worker)
                return
            case Began(number):
                worker.number, worker.since = number, time.monotonic()
                worker.left = worker.left[worker.left.index(number) + 1 :]
            case _Untold(number):
                worker.number = None
                yield from _here(number, self._work, self._allowance, self._queue.untimed)
                return
            case Done() | Failed():
                worker.number = None
            case Stopped():  # for want of memory, which its process may still hold: the next piece is for another
                worker.number = None
                self._dismiss(worker)
            case Said():
                pass
        yield event

    def _dismiss(self, worker: _Worker) -> int | None:
        """End a process, and leave what it has not begun to another: its exit code."""
        self._workers.remove(worker)
        if worker.left:
            self._waiting.insert(0, worker.left)
        return worker.end()

    def _gone(self, worker: _Worker) -> Iterator[Event[T]]:
        """A process that ended by itself: what it was doing is open, the rest is for another."""
        number = self._given_up(worker)
        code = self._dismiss(worker)
        if number is not None:
            yield Stopped(number, _ended(code, self._allowance))

    def _stop(self, worker: _Worker, why: str) -> Iterator[Event[T]]:
        number = self._given_up(worker)
        self._dismiss(worker)
        if number is not None:
            yield Stopped(number, why)

    def _given_up(self, worker: _Worker) -> int | None:
        """The piece of work that ends with the process: what it is doing, or would do first. (Were that left to
        another, which may end as early, there would be no end of it.)"""
        if worker.number is None and worker.left:
            worker.number = worker.left.pop(0)
        return worker.number

    # --- limits ---

    def _over(self) -> Iterator[Event[T]]:
        """The time of the run is over."""
        begun = [worker.number for worker in self._workers if worker.number is not None]
        for worker in tuple(self._workers):
            self._dismiss(worker)
        self._waiting.insert(0, begun)
        while self._waiting:
            for number in self._waiting.pop(0):
                yield Stopped(number, self._allowance.time_is_over)

    def _too_long(self) -> Iterator[Event[T]]:
        each = self._allowance.timeout_each
        for worker in tuple(self._workers):
            if each is not None and self._is_timed(worker) and time.monotonic() - worker.since >= each:
                yield from self._stop(worker, self._allowance.each_is_over)

    def _too_much(self) -> Iterator[Event[T]]:
        """While all together use too much memory, the largest process is ended."""
        limit = self._allowance.memory
        if limit is None:
            return
        sizes = {worker: memory_of(worker.pid) for worker in self._workers}
        while sizes and memory_of(os.getpid()) + sum(sizes.values()) > limit:
            largest = max(sizes, key=lambda worker: sizes[worker])
            del sizes[largest]
            yield from self._stop(largest, self._allowance.memory_is_over)


def _ended(code: int | None, allowance: Allowance) -> str:
    """What it says that a process ended with this code."""
    if code == _NO_MEMORY or (code == -signal.SIGABRT and allowance.memory is not None):
        return _no_memory(allowance)
    if code == -signal.SIGKILL:
        return "its process was killed, as the system does where memory runs out"
    if code is not None and code < 0:
        return f"its process crashed (signal {-code})"
    return f"its process ended by itself (exit code {code})"


def _send(pipe: Connection, group: list[int]) -> None:
    """Give a process work. Whether it is still there is seen when it should answer."""
    with suppress(OSError):
        pipe.send(group)


# --- in the copy ---


@dataclass(frozen=True, slots=True)
class _Untold:
    """What came of the piece of work cannot travel."""

    number: int


def _live(parent: int, pipe: Connection, work: Work[Any], allowance: Allowance, mask: set[Any]) -> NoReturn:
    """The life of a process. An interrupt is the parent's business; when the parent goes, so does the process."""
    code = 1
    try:
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        attach(parent)
        _COPY.set()
        for other in _PIPES:
            other.close()
        _PIPES.clear()
        gc.freeze()  # what the parent has let go may belong to its threads, which are not here: it is never given back
        first_to_die()
        # before memory is limited: a thread that has none to begin is waited for in vain
        threading.Thread(target=_end_with, args=(pipe.fileno(),), daemon=True).start()
        limit_memory(allowance.memory)
        while True:
            for number in pipe.recv():
                _do(pipe, number, work, allowance)
            pipe.send(None)
    except (EOFError, OSError):
        code = 0  # nobody is there any more to hear
    except (MemoryError, RuntimeError):  # there was not even enough to begin
        code = _NO_MEMORY
    finally:
        os._exit(code)


def _end_with(pipe: int) -> None:
    """End the process when the other side of the pipe is closed. Nothing is made meanwhile: a thread that makes things
    may have to collect garbage, and would then end objects of Z3 while the other thread computes with them."""
    closed = select.poll()
    closed.register(pipe, 0)
    try:
        closed.poll()
    finally:
        os._exit(0)


def _do(pipe: Connection, number: int, work: Work[Any], allowance: Allowance) -> None:
    pipe.send(Began(number))
    try:
        for message in work(number):
            pipe.send_bytes(_packed(Said(number, message)))
        end: Event[Any] = Done(number)
    except _UntoldError:
        pipe.send(_Untold(number))
        return
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))
        end = _failed(number, error, allowance)
        if isinstance(end, Failed) and not _can_travel(error):
            end = Failed(number, RuntimeError("".join(traceback.format_exception(error))))
    pipe.send(end)


class _UntoldError(Exception):
    """What came of a piece of work cannot travel."""


def _packed(event: Event[Any]) -> bytes:
    try:
        return pickle.dumps(event, pickle.HIGHEST_PROTOCOL)
    except _CANNOT_TRAVEL:
        raise _UntoldError from None


def _can_travel(error: Exception) -> bool:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever its own code does there
        return False
    return True
