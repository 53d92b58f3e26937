"""The contexts in which Z3 computes are made here, so that only the thread that computes gives back what is in use.

Three things would otherwise write to memory that was given back already:

* Python collects garbage in whichever thread makes things, and other threads run while Z3 computes: terms of a
  context would be given back while another thread computes in it. Z3 puts that off until the thread that computes
  makes something (`Z3_enable_concurrent_dec_ref`).
* A context that is just being deleted is still found by its weak references, and could be interrupted. Deleting
  and interrupting exclude each other.
* An exception that another thread raises between two steps of Z3's Python code may leave a term that was not counted
  and is given back all the same; in a `__del__` it is lost. Within Z3 the context itself stops the work (`stop`),
  never in a constructor or `__del__`.
"""

from __future__ import annotations

import os
import sys
import threading
from typing import Any, ClassVar
from weakref import WeakSet

import z3

_KNOWN: WeakSet[Context] = WeakSet()
_STOPPED: dict[int, type[BaseException]] = {}
"""the threads that are to ask nothing more of Z3, and what they are told"""
_LETS_END = ("__init__", "__del__")


class Context(z3.Context):  # type: ignore[misc]
    """A context of Z3, to be used by one thread at a time."""

    _lock: ClassVar = threading.RLock()  # no plain Lock: who has it may collect garbage, and so delete another one

    def __init__(self) -> None:
        self.owner = False  # should its making be cut short, it is asked this when it goes
        self._maker = threading.get_ident()
        if self._maker in _STOPPED:
            raise _STOPPED[self._maker]
        super().__init__()
        z3.Z3_enable_concurrent_dec_ref(self.ctx)
        with self._lock:
            _KNOWN.add(self)

    def __del__(self) -> None:
        with self._lock:
            super().__del__()

    def ref(self) -> Any:
        """What Z3 knows it by; Z3's Python code asks for it whenever it asks for anything. None: it is gone."""
        kind = _STOPPED and _STOPPED.get(threading.get_ident())
        if kind and sys._getframe(1).f_code.co_name not in _LETS_END:
            raise kind
        return self.ctx

    def interrupt(self) -> None:
        """What is computed in it is to be given up; one that computes nothing, or is gone, does not mind."""
        with self._lock:
            if self.ctx is not None:
                z3.Z3_interrupt(self.ctx)


def stop(thread: int, kind: type[BaseException]) -> None:
    """What a thread computes in contexts that it made is given up, and when it asks for anything more of any context,
    `kind` is raised there; until it may `go_on`."""
    _STOPPED[thread] = kind
    with Context._lock:
        for context in [context for context in _KNOWN if context._maker == thread]:
            context.interrupt()


def go_on(thread: int) -> None:
    """The thread may ask Z3 again."""
    _STOPPED.pop(thread, None)


def _in_a_copy() -> None:
    """A copy of the process has none of the threads that might have held the lock."""
    Context._lock = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_a_copy)
