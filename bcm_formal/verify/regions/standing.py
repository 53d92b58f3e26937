"""Clocks that stand for ever, at any reading, and that other clocks are compared with.

A limit of as many units as such a clock shows bounds every life course, and no number bounds all. So where a search
needs a length of time longer than anything is compared with, these clocks are summands of it.
"""

from __future__ import annotations

from bcm_formal.trust.kinds import standing
from bcm_formal.verify.regions.compiled import Compiled


def compared_standing(compiled: Compiled) -> tuple[str, ...]:
    """The clocks that stand for ever and that the rules and limits met so far compare with other variables."""
    shapes = [coefficients for coefficients, _ in compiled.diagrams.atoms.values()]
    found = standing(compiled.system)
    return tuple(
        name
        for place, name in enumerate(compiled.diagrams.numeric)
        if name in found and any(shape[place] and sum(map(bool, shape)) > 1 for shape in shapes)
    )
