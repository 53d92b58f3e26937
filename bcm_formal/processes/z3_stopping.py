"""What a thread computes with Z3 is given up, and it is told so where it asks for more."""

from __future__ import annotations

import sys

import z3

from bcm_formal.z3_contexts import KNOWN, STOPPED, Context, ask_nothing

_GAVE_UP_OWN: set[int] = set()
"""the threads that computed in Z3's own context when it was interrupted"""


def stop(thread: int, kind: type[BaseException]) -> None:
    """What a thread computes is given up, and when it asks for anything more of any context but Z3's own, `kind` is
    raised there; until it may `go_on`."""
    STOPPED[thread] = kind
    with Context.lock:
        for context in [context for context in KNOWN if context.user == thread]:
            context.interrupt()
    if (own := z3.z3._main_ctx) is not None and _computes_in(own, thread):  # it is never deleted
        _GAVE_UP_OWN.add(thread)
        z3.Z3_interrupt(own.ctx)


def go_on(thread: int) -> None:
    """This thread may ask Z3 again."""
    STOPPED.pop(thread, None)
    if thread in _GAVE_UP_OWN:
        _GAVE_UP_OWN.discard(thread)
        ask_nothing(z3.main_ctx())


def _computes_in(context: z3.Context, thread: int) -> bool:
    """Whether a thread is in a function of Z3 that was called with the context."""
    frame = sys._current_frames().get(thread)
    while frame is not None and frame.f_globals.get("__name__") != "z3.z3core":
        frame = frame.f_back
    given = None if frame is None else frame.f_locals.get("a0")
    return isinstance(given, z3.z3types.ContextObj) and given.value == context.ctx.value
