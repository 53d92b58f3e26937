"""Processes that never outlive the one that began them, however that ends.

On Linux the kernel ends them (PR_SET_PDEATHSIG). Beside that, everywhere, a process notices that the pipe its orders
come through was closed. Used by every process that this project begins.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LIBRARY = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def is_alone() -> bool:
    """Whether this Python can begin neither threads nor processes, as in a browser: there `os.fork` fails."""
    return sys.platform == "emscripten"


def attach(parent: int) -> None:
    """Ask the kernel to end this process with its parent, and end at once if that is gone already.

    The kernel's parent is the thread that began this process.
    """
    if _LIBRARY is not None:
        _LIBRARY.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if hasattr(os, "getppid") and os.getppid() != parent:
        os._exit(1)


def attached(command: Sequence[str]) -> list[str]:
    """The command that runs a foreign program so that it ends with this process, where the kernel can do that.

    The program is named by its path.
    """
    if _LIBRARY is None:
        return list(command)
    return [sys.executable, "-I", __file__, str(os.getpid()), *command]


def first_to_die() -> None:
    """If the machine's memory runs out, let the system end this process rather than the one that reports."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900", encoding="ascii")


def limit_memory(limit: int | None) -> None:
    """Beside the parent's looks, which a sudden growth escapes. Addresses without memory behind them do not count."""
    if limit is not None:
        import resource

        most = limit + _reserved()
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _reserved() -> int:
    """The bytes of addresses for data that this process has no memory behind; 0 where nobody tells."""
    with suppress(OSError, ValueError, KeyError):
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        kilobytes = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith(("VmData:", "RssAnon:"))}
        return max(0, int(kilobytes["VmData"]) - int(kilobytes["RssAnon"])) * 1024
    return 0


if __name__ == "__main__":
    attach(int(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])
