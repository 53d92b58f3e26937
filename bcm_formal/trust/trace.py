"""A life course, written down: a start and the steps from there.

Trusted: `replay` is how every trace is checked; it knows the interpreter, and how steps are repeated in closed form.
"""

from __future__ import annotations

from bcm_formal.records import dataclass
from bcm_formal.system.repeated import after
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Parts, State


@dataclass(frozen=True, slots=True)
class Trace:
    """`start` and the steps taken from there, in order; some of them repeated."""

    start: State
    steps: Parts


class ReplayError(Exception):
    """The trace is not a life course of the model; the message says at which step."""


def replay(interpreter: Interpreter, trace: Trace) -> tuple[State, ...]:
    """The start, and the state after each step or after all rounds of a `Repeat`. Raises `ReplayError` if some step is
    not possible, or if it is not shown that rounds are."""
    model = interpreter.model
    start = trace.start
    if (
        start.status not in model.status
        or len(start.attributes) != len(model.attributes)
        or len(start.clocks) != len(model.clocks)
        or not interpreter.is_start(start)
    ):
        raise ReplayError("the trace does not begin in a start state of the model")
    states = [start]
    for number, step in enumerate(trace.steps, 1):
        following = after(interpreter, states[-1], step)
        if following is None:
            raise ReplayError(f"step {number} of the trace is not possible there: {step}")
        states.append(following)
    return tuple(states)
