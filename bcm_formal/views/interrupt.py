"""Ctrl-C ends the process at once. Imports next to nothing, so that it is in force before anything slow is imported."""

from __future__ import annotations

import contextlib
import os
import signal
import threading

EXIT_INTERRUPTED = 130
WRITING = threading.Lock()
"""Held while a file is written: an interrupt waits for it, so that nothing half-written is left lying about."""


def stop_on_interrupt() -> None:
    """From now on Ctrl-C ends the process at once, whatever a solver is doing.

    Solvers run for long in foreign code and put handlers of their own in place; a thread of ours waits for the signal
    instead, and no other thread ever gets it. A file that is being written is finished first.
    """
    if not hasattr(signal, "pthread_sigmask"):
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

    def wait() -> None:
        signal.sigwait({signal.SIGINT})
        WRITING.acquire(timeout=2)
        with contextlib.suppress(OSError):
            os.write(2, b"\ninterrupted\n")
        os._exit(EXIT_INTERRUPTED)

    threading.Thread(target=wait, daemon=True).start()
