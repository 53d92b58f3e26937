"""A limit of time and memory on work that this process does itself: a thread looks on and ends it by an exception.

It is met between two steps of Python, and within Z3, whose code no such exception may cut short, where more is asked of
a context (`z3_stopping`); what a solver computes is interrupted. `Processes` end work more surely.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType

from bcm_formal.processes.allowance import Allowance
from bcm_formal.processes.attached import is_alone

OUT_OF_MEMORY = "ran out of memory"
_EVERY = 0.05
_SOON = 0.0001
_AROUND_Z3 = ("z3.", "bcm_formal.z3_contexts", "bcm_formal.processes.z3_stopping")
_INSISTS = 0.005
_LOST = 1.0
"""so many seconds after it arrived, an exception that has ended nothing was lost (Python drops it in a `__del__`)"""
_DEAF = 3.0
"""after so many seconds of insisting, Z3 computes in a context that does not refuse what it is asked"""


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
    if watch.has_interrupted:  # what Z3 did not find out is no answer
        raise watch.kind


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
        self.has_interrupted = False
        """whether Z3 was made to give up what it computed"""
        self._raises = 0.0
        """when it may raise (again)"""
        self._insists_since = float("inf")

    def look(self) -> None:
        """Raise `StopNowError` if the allowance has ended before anything is begun."""
        self.why = self._over()
        if self.why is not None:
            raise self.kind

    @cached_property
    def kind(self) -> type[StopNowError]:
        """What is raised. It is made where it arrives: from then on it is counted whether it was lost."""

        def arrives(_: StopNowError) -> None:
            self._raises = time.monotonic() + _LOST

        return type("StopNowError", (StopNowError,), {"why": self.why, "__init__": arrives})

    def run(self) -> None:
        try:
            while not self._end.acquire(timeout=self._patience()):
                if self.why is None and self.is_wanted:
                    self.why = self._over()
                if self.why is not None:
                    self._insist()
        finally:
            self._has_ended = True

    def _insist(self) -> None:
        now, stopping = time.monotonic(), _stopping()
        self._insists_since = min(self._insists_since, now)
        if stopping is not None and is_within_z3(self._worker):
            stopping.stop(self._worker, self.kind)
            self.has_interrupted = True
            if now < self._insists_since + _DEAF or is_counting(self._worker):
                return
        if now >= self._raises:
            self._raises = now + _LOST
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._worker), ctypes.py_object(self.kind))

    def leave(self) -> None:
        """From now on it raises nothing. Where what it raised arrives in here, it has to be called again."""
        if self._end.locked():
            self._end.release()
        while not self._has_ended:
            time.sleep(_SOON)
        if self.why is not None and not self.is_obeyed:  # else Python 3.11 hangs where it is traced
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._worker), None)
        if self.why is not None and (stopping := _stopping()) is not None:
            stopping.go_on(self._worker)
        self.join()  # a process with threads is not copied

    def _patience(self) -> float:
        """Seconds until the next look."""
        each = self._allowance.timeout_each
        ends = [self._allowance.until, self._began + each if self._timed and each is not None else float("inf")]
        return min(_EVERY, max(0.0, min(ends) - time.monotonic())) if self.why is None else _INSISTS

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
    own = ("processes.z3_stopping", *(f"verify.{engine}" for engine in engines))
    for name in ("networkx", "oxidd.bcdd", *(f"bcm_formal.{module}" for module in own)):
        with suppress(ImportError):
            import_module(name)


def is_within_z3(thread: int) -> bool:
    """Whether a thread is in code around Z3, which ends what it began, or in a `__del__`, where exceptions get lost."""
    frame = sys._current_frames().get(thread)
    while frame is not None:
        if frame.f_code.co_name == "__del__" or frame.f_globals.get("__name__", "").startswith(_AROUND_Z3):
            return True
        frame = frame.f_back
    return False


def is_counting(thread: int) -> bool:
    """Whether a thread is in a constructor of Z3's or in a `__del__`: what these count would be counted wrong."""
    frame = sys._current_frames().get(thread)
    while frame is not None:
        own = frame.f_globals.get("__name__", "").startswith(_AROUND_Z3)
        if frame.f_code.co_name == "__del__" or (own and frame.f_code.co_name == "__init__"):
            return True
        frame = frame.f_back
    return False


def _stopping() -> ModuleType | None:
    """The module `z3_stopping`, where there is Z3."""
    return sys.modules.get("bcm_formal.processes.z3_stopping")


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
