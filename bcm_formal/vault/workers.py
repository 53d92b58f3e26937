"""Solvers in processes of their own, several at a time: what crashes or hangs there harms nobody.

Each process reads bundles of obligations and writes a line for each answer, by the very functions of the checker.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import bcm_formal
from bcm_formal.isolation import search_path
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.attached import attach, first_to_die, is_alone, limit_memory
from bcm_formal.records import dataclass
from bcm_formal.trust.solvers import SOLVERS, Bundle, Limits, Reply, SatAnswer, SolverMissingError
from bcm_formal.vault import worker

OnAnswer = Callable[[int], None]
"""told the number of a bundle whenever one of its obligations was answered"""


@dataclass(frozen=True, slots=True)
class Replies:
    """One reply for each formula of a bundle, and how long they took together."""

    replies: tuple[Reply, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Pool:
    """How bundles are asked: by which solver, in how many processes, within which limits.

    A process that gives no answer for `grace` seconds beyond the limit of an obligation is killed. `command` starts a
    process in place of the usual one.
    """

    solver: str
    jobs: int
    limits: Limits
    command: tuple[str, ...] | None = None
    grace: float = 10.0
    allowance: Allowance = NO_LIMITS
    """when its time is over nothing more is asked; each process may have its memory"""

    def replies(self, bundles: Sequence[Bundle], answered: OnAnswer) -> list[Replies]:
        """The replies to each bundle.

        Whatever goes wrong in a process becomes an `unknown` with the reason. Raises `SolverMissingError`.
        """
        if self.command is None and find_spec(self.solver) is None:
            raise SolverMissingError(self.solver)
        if self.command is None and is_alone():
            return [self._here(bundle, partial(answered, number)) for number, bundle in enumerate(bundles)]
        waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        for number in sorted(range(len(bundles)), key=lambda n: -_weight(bundles[n])):
            waiting.put(number)
        result = [Replies((), 0.0)] * len(bundles)
        failed: list[BaseException] = []
        askers: list[_Asker] = []

        def work() -> None:
            asker = _Asker(self)
            askers.append(asker)
            try:
                while not failed:
                    number = waiting.get_nowait()
                    result[number] = asker.ask(bundles[number], partial(answered, number))
            except queue.Empty:
                pass
            except BaseException as error:
                failed.append(error)
            finally:
                asker.end()

        threads = [threading.Thread(target=work, daemon=True) for _ in range(max(1, min(self.jobs, len(bundles))))]
        for thread in threads:
            thread.start()
        try:
            for thread in threads:
                thread.join()
        except BaseException as error:  # an interrupt: nobody waits for the answers any more
            failed.append(error)
            for asker in askers:
                asker.stop()
            raise
        if failed:
            raise failed[0]
        return result

    def _here(self, bundle: Bundle, answered: Callable[[], None]) -> Replies:
        """The replies to one bundle, given by this process."""
        replies: list[Reply] = []
        took = 0.0
        for reply, seconds in _timed(self.solver, bundle, self.limits):
            replies.append(reply)
            took += seconds
            answered()
        return Replies(tuple(replies), took)


class _Asker:
    """One process at a time, started anew when the last one died."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._process: subprocess.Popen[str] | None = None
        self._is_late = False
        """whether the process was ended because its time was over"""

    def ask(self, bundle: Bundle, answered: Callable[[], None]) -> Replies:
        """A reply for every formula."""
        replies: list[Reply] = []
        took = 0.0
        while len(replies) < len(bundle.formulas):
            if time.monotonic() >= self._pool.allowance.until:
                why = self._pool.allowance.time_is_over
                replies += [(SatAnswer.UNKNOWN, f"{self._pool.solver} was {why}")] * (
                    len(bundle.formulas) - len(replies)
                )
                break
            process = self._process = self._process or self._started()
            rest = Bundle(bundle.shared, bundle.formulas[len(replies) :])
            with contextlib.suppress(BrokenPipeError), self._within(self._patience(), process):
                _send(process, {"bundle": asdict(rest), "limits": asdict(self._pool.limits)})
            for _ in rest.formulas:
                reply, seconds = self._reply(process)
                replies.append(reply)
                took += seconds
                answered()
                if self._process is None:
                    break
        return Replies(tuple(replies), took)

    def stop(self) -> None:
        """End the process; the thread that waits for its reply gets none."""
        process = self._process
        if process is not None:
            process.kill()

    def end(self) -> None:
        """Let the process go."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _started(self) -> subprocess.Popen[str]:
        places, memory = json.dumps(search_path()), str(self._pool.allowance.memory or 0)
        self._is_late = False
        command = self._pool.command or (*_isolated(), places, self._pool.solver, str(os.getpid()), memory)
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def _reply(self, process: subprocess.Popen[str]) -> tuple[Reply, float]:
        """The next reply and how long it took. A process that gives none is ended."""
        patience = self._patience()
        with self._within(patience, process):
            line = process.stdout.readline() if process.stdout else ""
            reply = _read(line)
            if reply is not None:
                return reply
            if line:
                process.kill()
            code = process.wait()
        self.end()
        why = f"crashed: its process ended {f'by signal {-code}' if code < 0 else f'with exit code {code}'}"
        if self._is_late:
            is_over = patience < self._pool.limits.seconds + self._pool.grace
            why = f"was {self._pool.allowance.time_is_over if is_over else f'stopped after {patience:.0f} seconds'}"
        elif line:
            why = "wrote something that is no answer"
        return (SatAnswer.UNKNOWN, f"{self._pool.solver} {why}"), patience if self._is_late else 0.0

    def _patience(self) -> float:
        """Seconds that the process has for its next step."""
        rest = max(0.0, self._pool.allowance.until - time.monotonic())
        return min(self._pool.limits.seconds + self._pool.grace, rest)

    @contextlib.contextmanager
    def _within(self, seconds: float, process: subprocess.Popen[str]) -> Iterator[None]:
        """Within, whatever waits for the process waits no longer than this: it is killed, and late."""

        def stop() -> None:
            self._is_late = True
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _isolated() -> tuple[str, ...]:
    """The beginning of a command that runs `worker`, whatever lies in the working directory or PYTHONPATH says."""
    return sys.executable, "-I", worker.__file__, str(Path(bcm_formal.__file__).parent)


def _send(process: subprocess.Popen[str], job: object) -> None:
    if process.stdin is not None:
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()


def _read(line: str) -> tuple[Reply, float] | None:
    try:
        match json.loads(line):
            case [str(word), (str() | None) as detail, float(seconds)]:
                return (SatAnswer(word), detail), seconds
    except ValueError:
        pass
    return None


def serve(solver: str, parent: int, memory: int = 0) -> None:
    """What a process does: answer bundles from stdin. It ends with `parent`, or when that says nothing more.

    `memory`: how many bytes it may take; 0: any number.
    """
    attach(parent)
    first_to_die()
    limit_memory(memory or None)
    list(SOLVERS[solver](Bundle("", ()), Limits()))
    jobs: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    while True:
        job = json.loads(jobs.get())
        bundle = Bundle(job["bundle"]["shared"], tuple(job["bundle"]["formulas"]))
        for (answer, detail), seconds in _timed(solver, bundle, Limits(**job["limits"])):
            print(json.dumps([answer.value, detail, seconds]), flush=True)


def _timed(solver: str, bundle: Bundle, limits: Limits) -> Iterator[tuple[Reply, float]]:
    """A reply for each formula of the bundle, and how long it took."""
    replies = SOLVERS[solver](bundle, limits)
    given_up = itertools.repeat((SatAnswer.UNKNOWN, f"{solver} could not go on"))
    began = time.monotonic()
    for reply in itertools.islice(itertools.chain(replies, given_up), len(bundle.formulas)):
        now = time.monotonic()
        yield reply, now - began
        began = now


def _listen(jobs: queue.SimpleQueue[str]) -> None:
    """Pass on the lines of stdin; at its end the process ends, whatever a solver is doing."""
    for line in sys.stdin:
        jobs.put(line)
    os._exit(0)


def _weight(bundle: Bundle) -> int:
    return len(bundle.shared) + sum(map(len, bundle.formulas))
