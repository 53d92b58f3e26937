"""The peak memory of a command together with its own child processes, by looking at it many times a second.

Memory that several processes share is counted once. Looking costs time, so such a run is not timed.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from benchmarks.process import LIMIT

INTERVAL = 0.02
"""seconds between two looks"""
_PROCESSES = Path("/proc")


def peak_of_all(command: Sequence[str], limit: float = LIMIT) -> float | None:
    """Megabytes, within so many seconds, after which it is stopped; None where the system does not tell."""
    if not (_PROCESSES / "self" / "smaps_rollup").exists():
        return None
    peak, until = 0.0, time.monotonic() + limit
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            peak = max(peak, sum(_share(pid) for pid in _family(process.pid)))
            time.sleep(INTERVAL)
            if time.monotonic() > until:
                process.kill()
    return peak


def _family(pid: int) -> list[int]:
    """The process and all that descend from it, as far as they still run."""
    family = [pid]
    for member in family:
        with suppress(OSError):
            for thread in (_PROCESSES / str(member) / "task").iterdir():
                family += [int(child) for child in (thread / "children").read_text().split()]
    return family


def _share(pid: int) -> float:
    """Megabytes that a process uses, its part of what it shares with others."""
    with suppress(OSError, IndexError):
        for line in (_PROCESSES / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
