"""Two life courses on one time axis: by how much each is moved, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bcm_formal.answers.timelines.timeline import Bar, Mark, Timeline
from bcm_formal.records import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Compared:
    """`shifts`: by how much each life is moved, so that what is compared begins at the same place. `apart`: the spans
    of that axis in which the second person is not in the status of the first, or the first life is over. `only`: for
    each life the places among its marks of what does not happen to the other at the same place."""

    shifts: tuple[int, int]
    apart: tuple[Span, ...]
    only: tuple[frozenset[int], frozenset[int]]


def compared(first: Timeline, second: Timeline) -> Compared:
    """The two lives, side by side from where what is compared begins in both, else from their starts."""
    one, other = first.begins or 0, second.begins or 0
    shifts = (max(other - one, 0), max(one - other, 0))
    apart = _apart(_shifted(first.bars, shifts[0]), _shifted(second.bars, shifts[1]))
    keys = [[_key(mark, shift) for mark in line.marks] for line, shift in zip((first, second), shifts, strict=True)]
    only = tuple(
        frozenset(place for place, key in enumerate(mine) if key not in others)
        for mine, others in ((keys[0], keys[1]), (keys[1], keys[0]))
    )
    return Compared(shifts, apart, (only[0], only[1]))


def _key(mark: Mark, shift: int) -> tuple[object, ...]:
    moment = mark.moment
    return mark.at + shift, moment.rule, moment.times, tuple(change.words for change in moment.changes)


def _shifted(bars: Iterable[Bar], shift: int) -> list[tuple[int, int, str]]:
    return [(bar.since + shift, bar.until + shift, bar.status) for bar in bars if bar.since < bar.until]


def _apart(first: Sequence[tuple[int, int, str]], second: Sequence[tuple[int, int, str]]) -> tuple[Span, ...]:
    """The spans of the second in which the two are not in one status."""
    cuts = sorted({moment for since, until, _ in (*first, *second) for moment in (since, until)})
    found: list[Span] = []
    for begin, end in pairwise(cuts):
        if _in(second, begin) in (None, _in(first, begin)):
            continue
        if found and found[-1][1] == begin:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return tuple(found)


def _in(bars: Iterable[tuple[int, int, str]], moment: int) -> str | None:
    return next((status for since, until, status in bars if since <= moment < until), None)
