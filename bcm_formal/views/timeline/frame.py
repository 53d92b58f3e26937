"""The columns of a timeline: names on the left, time in the middle, what clocks are held against on the right."""

from __future__ import annotations

from itertools import pairwise

from bcm_formal.records import dataclass
from bcm_formal.views.timeline.scale import Scale

LEFT, PLOT, PLOT_END, RIGHT = 0.0, 152.0, 590.0, 764.0
"""where the names, the time, and the words on the right begin, and where these end"""
TAIL = 46.0
"""the width in which a life goes on for ever"""
STRIP = 6.0
"""half the width of the sign that time is shortened"""


@dataclass(frozen=True, slots=True)
class Frame:
    """One life on the page: its moments are drawn `shift` steps later."""

    scale: Scale
    shift: int
    guides: tuple[float, ...]
    """places of lines that go down through everything"""

    def x(self, moment: int) -> float:
        return self.scale.at(moment + self.shift)

    @property
    def bends(self) -> list[int]:
        """The moments of the life at which the scale may change."""
        return [piece.since - self.shift for piece in self.scale.pieces]

    def widest(self, left: float, right: float) -> tuple[float, float]:
        """The widest part between two places through which neither a guide goes nor the sign that time is shortened."""
        taken = [(x, x) for x in self.guides]
        taken += [(piece.middle - STRIP, piece.middle + STRIP) for piece in self.scale.broken]
        inside = sorted((begin, end) for begin, end in taken if left < end and begin < right)
        free = [(before[1], after[0]) for before, after in pairwise([(left, left), *inside, (right, right)])]
        return max(free, key=lambda part: part[1] - part[0])
