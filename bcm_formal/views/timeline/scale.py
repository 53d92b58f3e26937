"""From moments of a life to places on the page: even, but for long spans without any event, which are shortened."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from bcm_formal.records import dataclass

NEAREST = 13.0
"""two moments at which something happens are so far apart, in points, where shortening other spans allows it"""
SHORTENED = 44.0
"""the width of a span that is shortened"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of time and where it is drawn; `is_broken`: shorter than the others for its length."""

    since: int
    until: int
    left: float
    right: float
    is_broken: bool = False

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Scale:
    """Where each moment stands between `left` and `right`."""

    left: float
    right: float
    pieces: tuple[Piece, ...]

    def at(self, moment: float) -> float:
        """The place of a moment; what is before the first piece or after the last stands at its end."""
        for piece in self.pieces:
            if moment <= piece.until:
                part = max(0.0, moment - piece.since) / (piece.until - piece.since)
                return piece.left + part * (piece.right - piece.left)
        return self.right if self.pieces else self.left

    @property
    def broken(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.is_broken)


def scale_of(moments: Iterable[int], left: float, right: float, gaps: Iterable[tuple[int, int]] = ()) -> Scale:
    """The scale for moments at which something is to be seen. `gaps`: spans that are shortened in any case."""
    must = set(gaps)
    spans = list(pairwise(sorted({*moments, *(end for gap in must for end in gap)})))
    broken = {span for span in spans if any(gap[0] <= span[0] and span[1] <= gap[1] for gap in must)}
    for span in sorted(spans, key=_length, reverse=True):
        even = _per_step(spans, broken, right - left)
        open_ = [_length(each) for each in spans if each not in broken]
        if not open_ or min(open_) * even >= NEAREST or _length(span) * even <= 2 * SHORTENED:
            break
        broken.add(span)
    return Scale(left, right, tuple(_placed(spans, broken, left, right)))


def _length(span: tuple[int, int]) -> int:
    return span[1] - span[0]


def _per_step(spans: list[tuple[int, int]], broken: set[tuple[int, int]], width: float) -> float:
    """How many points a step of time is where nothing is shortened."""
    total = sum(_length(span) for span in spans if span not in broken)
    return max(0.0, width - SHORTENED * len(broken)) / total if total else 0.0


def _placed(spans: list[tuple[int, int]], broken: set[tuple[int, int]], left: float, right: float) -> Iterable[Piece]:
    even = _per_step(spans, broken, right - left)
    only = all(span in broken for span in spans)
    each = (right - left) / len(spans) if only and spans else SHORTENED
    x = left
    for span in spans:
        wide = each if span in broken else even * _length(span)
        yield Piece(*span, x, x + wide, span in broken)
        x += wide
