"""Windows as people see them: what they show, and no word of the parts they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from bcm_formal.model.expressions import Term
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, Part, State


def shown_by_windows(model: Model, state: State) -> list[tuple[str, int]]:
    """What each window shows, under its title."""
    if not model.windows:
        return []
    interpreter = Interpreter(model)
    bodies = {item.name: item.body for item in model.definitions}
    return [(item.title, interpreter.value(cast("Term", bodies[item.name]), state)) for item in model.windows]


def windows_by_name(model: Model, state: State) -> dict[str, dict[str, int]]:
    """What the windows show under their names, as `{"windows": …}`, where the policy has some."""
    names = [window.name for window in model.windows]
    shown = [steps for _, steps in shown_by_windows(model, state)]
    return {"windows": dict(zip(names, shown, strict=True))} if names else {}


def without_ends(model: Model, steps: Sequence[Part]) -> tuple[Part, ...]:
    """The same steps without the ends of parts, which come by themselves; waits around them are one. What is
    repeated is left as it is."""
    if not model.inner:
        return tuple(steps)
    kept: list[Part] = []
    for step in steps:
        if isinstance(step, Expire) and step.limit in model.inner:
            continue
        if isinstance(step, Delay) and kept and isinstance(kept[-1], Delay):
            kept[-1] = Delay(kept[-1].steps + step.steps)
        else:
            kept.append(step)
    return tuple(kept)
