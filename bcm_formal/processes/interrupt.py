"""Ctrl-C, TERM and HUP end the process soon. Imports next to nothing, so that it is in force before anything slow is.

The command line computes in processes of their own, so this one can act on a signal at any time: it tells what was
found, and leaves with 128 and the number of the signal (130 for Ctrl-C, 143 for TERM).
"""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import time
from types import FrameType
from typing import Final

EXIT_INTERRUPTED = 130
_PATIENCE = 10.0
"""seconds for telling what was found"""


class StoppedError(BaseException):
    """A signal asks this process to end. No `except Exception` may keep it from ending."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number
        self.word = "interrupted" if number == signal.SIGINT else "terminated"


class _Undisturbed:
    """Within, a signal waits: a file that is being written is finished first, and nothing half-written is left."""

    def __init__(self) -> None:
        self.depth = 0
        self.waiting: int | None = None

    def __enter__(self) -> None:
        self.depth += 1

    def __exit__(self, *_: object) -> None:
        self.depth -= 1
        if self.depth == 0 and self.waiting is not None:
            number, self.waiting = self.waiting, None
            raise StoppedError(number)


WRITING: Final = _Undisturbed()


def stop_on_interrupt() -> None:
    """From now on a signal raises `StoppedError`; a second one, or one that is not minded in time, ends at once."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and not (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            signal.signal(number, _minded)


def _minded(number: int, _: FrameType | None) -> None:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _at_once)
    with contextlib.suppress(RuntimeError):  # there is no memory for a thread
        _thread.start_new_thread(_in_the_end, (number,))  # `threading` has locks that may be closed just now
    if WRITING.depth:
        WRITING.waiting = number
    else:
        raise StoppedError(number)


def _in_the_end(number: int) -> None:
    time.sleep(_PATIENCE)
    os._exit(128 + number)


def _at_once(number: int, _: FrameType | None) -> None:
    os._exit(128 + number)


def ended(stop: StoppedError) -> int:
    """Say so on stderr, and the exit code."""
    with contextlib.suppress(OSError):
        os.write(2, f"\n{stop.word}\n".encode())
    return stop.code
