"""Colours and letters of timelines. Whatever a colour says, a shape, a pattern or a word says as well."""

from __future__ import annotations

from bcm_formal.views.picture import Font, Ink, Stroke

INK = Ink("#1a1a1a", "#f0f0f0")
DETAIL = Ink("#555555", "#b8b8b8")
FAINT = Ink("#d5d5d5", "#3c4046")
BAR = Ink("#bcd3e8", "#2c5d86")
BAR_EDGE = Ink("#2f6ea3", "#8fc1ec")
CLOCK = Ink("#1f5f99", "#7cc0ff")
BOUND = Ink("#6b4a00", "#e0b860")
ADVERSE = Ink("#b3261e", "#ff8a80")
APART = Ink("#8a8a8a", "#9a9a9a")

TITLE, HEAD, PLAIN = Font(15, bold=True), Font(10.5, bold=True), Font(9.5)
SMALL, SMALL_BOLD = Font(9), Font(9, bold=True)
"""on a page of A4 that stands upright these have 6 points"""

GUIDE = Stroke(FAINT, 0.7)
AXIS = Stroke(INK, 1.2)
EDGE = Stroke(BAR_EDGE, 1.2)
RISES, STANDS, JUMPS = Stroke(CLOCK, 1.8), Stroke(CLOCK, 1.0, (3, 2)), Stroke(CLOCK, 0.7, (1, 2))
HELD_AGAINST, LEADER = Stroke(BOUND, 1.2, (5, 3)), Stroke(BOUND, 0.5, (1, 2))
"""what a clock is held against where it counts, and the line from there to its words"""
