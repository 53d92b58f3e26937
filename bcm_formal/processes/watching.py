"""A limit of time and memory on work that this process does itself: a thread looks on and ends it by an exception.

It is met between two steps of Python; what a solver computes is interrupted. `Processes` end work more surely.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from weakref import WeakSet

from bcm_formal.processes.allowance import Allowance
from bcm_formal.processes.attached import is_alone

OUT_OF_MEMORY = "ran out of memory"
_EVERY = 0.05
_SOON = 0.0001


class StopNowError(BaseException):
    """Work is ended from outside. No `except Exception` may keep it from ending."""

    why = OUT_OF_MEMORY


@contextmanager
def watched(allowance: Allowance, *, timed: bool = True) -> Iterator[None]:
    """Within, work goes on as long as the allowance lets it; then `StopNowError` ends it.

    `timed`: whether it is one of the pieces that have `timeout_each`.
    """
    if not allowance.is_limited:
        yield
        return
    _import_what_may_be_needed()
    watch = _Watch(allowance, timed)
    watch.look()
    if is_alone():  # limits are kept between two pieces of work, and not within one
        yield
        return
    watch.start()
    try:
        watch.is_wanted = True
        yield
    except StopNowError:
        watch.is_obeyed = True
        raise
    finally:
        try:
            watch.leave()
        except StopNowError:  # it arrives once, if need be as late as here
            watch.is_obeyed = True
            watch.leave()
            raise


class _Watch(threading.Thread):
    def __init__(self, allowance: Allowance, timed: bool) -> None:
        super().__init__(daemon=True)
        self._allowance, self._timed = allowance, timed
        self._worker, self._began = threading.get_ident(), time.monotonic()
        self._end = threading.Lock()
        """released to end this thread; no Event: if the exception arrived while one is set, a lock would stay closed"""
        self._end.acquire()
        self._has_ended = False
        self.why: str | None = None
        self.is_wanted = False
        """whether it may raise: the worker can handle it"""
        self.is_obeyed = False
        """whether what it raised has arrived"""

    def look(self) -> None:
        """Raise `StopNowError` if the allowance has ended before anything is begun."""
        if (why := self._over()) is not None:
            raise type("StopNowError", (StopNowError,), {"why": why})

    def run(self) -> None:
        try:
            while not self._end.acquire(timeout=self._patience()):
                if self.why is not None:
                    _interrupt_z3()
                elif self.is_wanted and (why := self._over()) is not None:
                    self.why = why
                    kind = type("StopNowError", (StopNowError,), {"why": why})
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._worker), ctypes.py_object(kind))
        finally:
            self._has_ended = True

    def leave(self) -> None:
        """From now on it raises nothing. Where what it raised arrives in here, it has to be called again."""
        if self._end.locked():
            self._end.release()
        while not self._has_ended:
            time.sleep(_SOON)
        if self.why is not None and not self.is_obeyed:  # else Python 3.11 hangs where it is traced
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._worker), None)
        self.join()  # a process with threads is not copied

    def _patience(self) -> float:
        """Seconds until the next look."""
        each = self._allowance.timeout_each
        ends = [self._allowance.until, self._began + each if self._timed and each is not None else float("inf")]
        return min(_EVERY, max(0.0, min(ends) - time.monotonic())) if self.why is None else _EVERY

    def _over(self) -> str | None:
        now, allowance = time.monotonic(), self._allowance
        if now >= allowance.until:
            return allowance.time_is_over
        if self._timed and allowance.timeout_each is not None and now - self._began >= allowance.timeout_each:
            return allowance.each_is_over
        if allowance.memory is not None and memory_of(None) > allowance.memory:
            return allowance.memory_is_over
        return None


@cache
def _import_what_may_be_needed() -> None:
    """A module whose import is cut short is no module: nothing large is imported while somebody looks on."""
    engines = ("regions", "explicit", "spacer", "bounded", "k_induction", "pathways", "ctl", "portfolio")
    for name in ("z3", "networkx", "oxidd.bcdd", *(f"bcm_formal.verify.{engine}" for engine in engines)):
        with suppress(ImportError):
            import_module(name)
    _know_contexts()


_CONTEXTS: WeakSet[Any] = WeakSet()
"""the contexts in which z3 may be computing"""


def _know_contexts() -> None:
    """From now on every new context of z3 is known: there is no other way to interrupt what it computes."""
    z3 = sys.modules.get("z3")
    if z3 is None:
        return
    begin = z3.Context.__init__

    def begun(self: Any, *args: Any, **named: Any) -> None:
        self.owner = False  # should its making be cut short, it is asked this when it goes
        begin(self, *args, **named)
        _CONTEXTS.add(self)

    z3.Context.__init__ = begun
    _CONTEXTS.add(z3.main_ctx())


def _interrupt_z3() -> None:
    """Whatever a solver computes, it is to give up; one that computes nothing does not mind."""
    with suppress(RuntimeError):  # another one was just begun: it is interrupted the next time
        for context in list(_CONTEXTS):
            context.interrupt()


def memory_of(pid: int | None) -> int:
    """The bytes that a process (None: this one) holds for itself, shared ones in part; 0 where nobody tells.

    The most it ever held, where the system tells no more about this one.
    """
    place = Path(f"/proc/{'self' if pid is None else pid}")
    with suppress(OSError, ValueError):
        for line in (place / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    with suppress(OSError, ValueError):
        return int((place / "statm").read_text(encoding="ascii").split()[1]) * 4096
    if pid is None:
        with suppress(ImportError):
            import resource

            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            return most if sys.platform == "darwin" else most * 1024
    return 0
