"""The contexts in which Z3 computes are made here, so that only the thread that computes gives back what is in use.

Four things would be wrong otherwise. Three would write to memory that was given back already:
* Python collects garbage in whichever thread makes things, and other threads run while Z3 computes: terms of a
  context would be given back while another thread computes in it. Z3 puts that off until the thread that computes
  makes something (`Z3_enable_concurrent_dec_ref`).
* A context that is being deleted is still found by its weak references. Deleting and interrupting exclude each other.
* An exception that another thread raises between two steps of Z3's Python code may leave a term that was not counted
  and is given back all the same; in a `__del__` it is lost. Within Z3 the context itself stops the work (`STOPPED`),
  never in a constructor or `__del__`.
* An interrupt that finds nothing being computed stays, and what a solver is told next is lost: a context that was
  interrupted is asked something empty first.
"""

from __future__ import annotations

import os
import sys
import threading
from typing import Any, ClassVar
from weakref import WeakSet

import z3

KNOWN: WeakSet[Context] = WeakSet()
STOPPED: dict[int, type[BaseException]] = {}
"""the threads that are to ask nothing more of Z3, and what they are told"""
_LETS_END = ("__init__", "__del__")


class Context(z3.Context):  # type: ignore[misc]
    """A context of Z3, to be used by one thread at a time."""

    lock: ClassVar = threading.RLock()  # no plain Lock: who has it may collect garbage, and so delete another one

    def __init__(self) -> None:
        self.owner = False  # should its making be cut short, it is asked this when it goes
        self.user = threading.get_ident()
        self._is_interrupted = False
        if self.user in STOPPED:
            raise STOPPED[self.user]
        super().__init__()
        z3.Z3_enable_concurrent_dec_ref(self.ctx)
        with self.lock:
            KNOWN.add(self)

    def __del__(self) -> None:
        with self.lock:
            super().__del__()

    def ref(self) -> Any:
        """What Z3 knows it by; Z3's Python code asks for it whenever it asks for anything. None: it is gone."""
        if threading is None:  # Python ends, and has taken its modules apart before what they hold
            return self.ctx
        here = threading.get_ident()
        if here != self.user and sys._getframe(1).f_code.co_name != "__del__":
            self.user = here
        kind = STOPPED and STOPPED.get(here)
        if kind and sys._getframe(1).f_code.co_name not in _LETS_END:
            raise kind
        if self._is_interrupted and not kind and sys._getframe(1).f_code.co_name != "__del__":
            self._is_interrupted = False
            ask_nothing(self)
        return self.ctx

    def interrupt(self) -> None:
        """What is computed in it is to be given up; one that computes nothing, or is gone, does not mind."""
        with self.lock:
            if self.ctx is not None:
                self._is_interrupted = True
                z3.Z3_interrupt(self.ctx)


def ask_nothing(context: z3.Context) -> None:
    """An interrupt that is still there is used up."""
    z3.SimpleSolver(ctx=context).check()


def _in_a_copy() -> None:
    """A copy of the process has none of the threads that might have held the lock."""
    Context.lock = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_a_copy)
