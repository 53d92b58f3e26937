"""Whole processes, measured by what the system accounts to them: CPU seconds, elapsed seconds, peak memory.

Others may use the machine meanwhile, so CPU seconds are what is compared, and what is compared takes turns.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LIMIT = 60
"""seconds after which a process that has not ended is stopped"""
_MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024
"""of `ru_maxrss`, which is bytes there and kilobytes elsewhere"""


@dataclass(frozen=True, slots=True)
class Run:
    """One process from its start to its end, together with those it waited for."""

    cpu: float
    """where it was stopped, at least the seconds that it took: its own processes cannot be asked any more"""
    wall: float
    peak: float
    """megabytes, of the largest process"""
    code: int
    """exit code; negative: the signal that stopped it"""
    output: str

    @property
    def is_stopped(self) -> bool:
        return self.code < 0


@dataclass(frozen=True, slots=True)
class Sample:
    """Several runs of one command, in the order of the rounds."""

    runs: tuple[Run, ...]

    @property
    def cpu(self) -> float:
        """Median CPU seconds; so for the others below."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def wall(self) -> float:
        return statistics.median(run.wall for run in self.runs)

    @property
    def peak(self) -> float:
        return max(run.peak for run in self.runs)

    @property
    def cpu_range(self) -> tuple[float, float]:
        times = [run.cpu for run in self.runs]
        return min(times), max(times)

    @property
    def is_stopped(self) -> bool:
        return any(run.is_stopped for run in self.runs)

    @property
    def output(self) -> str:
        return self.runs[-1].output


Command = Sequence[str]


def measure(command: Command, limit: float = LIMIT) -> Run:
    """Run a command to its end, or for `limit` seconds.

    A limit of CPU seconds that the system keeps is one for each process: it would end processes that work on one
    property, and the command would tell that as an UNKNOWN of its own.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.monotonic()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
        )
        end = threading.Timer(limit, os.kill, (process.pid, signal.SIGKILL))  # nothing that it began outlives it
        end.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            end.cancel()
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode("utf-8", errors="replace")
        cpu = usage.ru_utime + usage.ru_stime
        if process.returncode < 0:
            cpu = max(cpu, wall)
        return Run(cpu, wall, usage.ru_maxrss / _MEGABYTE, process.returncode, text)


def in_turns(commands: Mapping[str, Command], runs: int, limit: float = LIMIT) -> dict[str, Sample]:
    """Every command once a round, each second round backwards. One that was stopped is not started again."""
    taken: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(runs):
        for name in commands if number % 2 == 0 else reversed(list(commands)):
            if not any(run.is_stopped for run in taken[name]):
                taken[name].append(measure(commands[name], limit))
    return {name: Sample(tuple(done)) for name, done in taken.items()}


def ratio(above: Sample, below: Sample) -> float:
    """The median over the rounds of how many times as much CPU `above` took."""
    return statistics.median(a.cpu / b.cpu for a, b in zip(above.runs, below.runs, strict=False))
