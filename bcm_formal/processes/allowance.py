"""What a run may take of the machine: seconds and bytes. They stand beside the budgets, which count work.

A budget ends at the same place on every machine; an allowance does not, so whatever it ends says so.
"""

from __future__ import annotations

import time
from dataclasses import field, replace

from bcm_formal.records import dataclass

_UNITS = ((3600, "hour"), (60, "minute"), (1, "second"))
_SIZES = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


@dataclass(frozen=True, slots=True)
class Allowance:
    """Limits of a run that began at `began` (of `time.monotonic`); None: no limit."""

    timeout: float | None = None
    """seconds for the whole run"""
    timeout_each: float | None = None
    """seconds for one property or scenario"""
    memory: int | None = None
    """bytes for all processes of the run together"""
    began: float = field(default_factory=time.monotonic)

    def begun(self) -> Allowance:
        """The same limits for a run that begins now."""
        return replace(self, began=time.monotonic())

    @property
    def is_limited(self) -> bool:
        return (self.timeout, self.timeout_each, self.memory) != (None, None, None)

    @property
    def until(self) -> float:
        """When the whole run ends, by `time.monotonic`."""
        return float("inf") if self.timeout is None else self.began + self.timeout

    @property
    def time_is_over(self) -> str:
        """The reason for what the end of the run leaves open."""
        return f"stopped after {time_words(self.timeout or 0)}, as --timeout asked"

    @property
    def each_is_over(self) -> str:
        """The reason for what was left open because it alone took too long."""
        return f"stopped after {time_words(self.timeout_each or 0)}, as --timeout-each asked"

    @property
    def memory_is_over(self) -> str:
        """The reason for what was left open because the run took too much memory."""
        return f"stopped when more than {size_words(self.memory or 0)} of memory were in use, as --memory asked"


NO_LIMITS = Allowance()


def time_words(seconds: float) -> str:
    """`1 hour 30 minutes`, `0.5 seconds`."""
    if seconds != int(seconds):
        return f"{seconds:g} seconds"
    rest, parts = int(seconds), []
    for size, name in _UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts) or "0 seconds"


def size_words(size: int) -> str:
    """`2 GB`, `1.5 GB`, `300 bytes`."""
    for unit, name in _SIZES:
        if size >= unit:
            return f"{size / unit:g} {name}"
    return f"{size} bytes"
