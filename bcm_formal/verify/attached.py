"""Processes that never outlive the one that began them, however that ends.

On Linux the kernel ends them (PR_SET_PDEATHSIG). Beside that, everywhere, a process notices that the pipe its orders
come through was closed. Used by every process that this project begins.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LIBRARY = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def attach(parent: int) -> None:
    """Ask the kernel to end this process with its parent, and end at once if that is gone already.

    The kernel's parent is the thread that began this process.
    """
    if _LIBRARY is not None:
        _LIBRARY.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if hasattr(os, "getppid") and os.getppid() != parent:
        os._exit(1)


def first_to_die() -> None:
    """If the machine's memory runs out, let the system end this process rather than the one that reports."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900", encoding="ascii")
