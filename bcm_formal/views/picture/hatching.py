"""Slanting lines within a box: a pattern that stays one in grey."""

from __future__ import annotations

from collections.abc import Iterator

from bcm_formal.views.picture.description import Box, Line, Stroke


def hatched(box: Box, stroke: Stroke, apart: float = 5.0) -> Iterator[Line]:
    """Lines that rise to the right, so far apart, cut at the edges of the box."""
    begin = box.left - box.height
    for number in range(1, int((box.width + box.height) / apart) + 1):
        foot = begin + number * apart
        left, right = max(foot, box.left), min(foot + box.height, box.right)
        if right - left > 0.5:
            yield Line(((left, box.bottom - (left - foot)), (right, box.bottom - (right - foot))), stroke)
