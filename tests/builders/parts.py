"""Steps that are repeated, one after the other."""

from __future__ import annotations

from collections.abc import Iterable

from bcm_formal.system.state import Part, Repeat, Step


def walked(parts: Iterable[Part]) -> tuple[Step, ...]:
    """Every single step, as often as it is taken."""
    steps: list[Step] = []
    for part in parts:
        steps += part.steps * part.times if isinstance(part, Repeat) else (part,)
    return tuple(steps)
