"""Since when a property is broken, or fixed: along a row of laws, each with its day or commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from bcm_formal.records import dataclass
from bcm_formal.trust.claim import Outcome


@dataclass(frozen=True, slots=True)
class Turn:
    """Between two laws that follow one another, as far as is known, the verdict becomes another."""

    before: str
    """the last law with the verdict of before, as it is called"""
    since: str
    """the first with another"""
    was: Outcome | None
    """None: the law could not be read, or does not state the property"""
    now: Outcome | None
    is_next: bool
    """whether no law lies between them"""
    causes: tuple[str, ...] = ()
    """what changes between the two laws, in words, where that was asked"""


@dataclass(frozen=True, slots=True)
class History:
    """What a property was under the laws that were tried, in their order, and the turns between them."""

    tried: tuple[tuple[str, Outcome | None], ...]
    turns: tuple[Turn, ...]

    @property
    def now(self) -> Outcome | None:
        """The verdict under the last law."""
        return self.tried[-1][1] if self.tried else None


def history(names: Sequence[str], verdict: Callable[[int], Outcome | None], *, every: bool) -> History:
    """The verdicts under a row of laws; `verdict` is asked by the place of a law in it, once at most.

    With `every` all are tried. Else the first and the last, and where two that were tried say otherwise the one in the
    middle, until they are neighbours: so turns back and forth between two that say the same are not seen.
    """
    known: dict[int, Outcome | None] = {}

    def ask(place: int) -> Outcome | None:
        if place not in known:
            known[place] = verdict(place)
        return known[place]

    waiting = [(0, len(names) - 1)] if names else []
    while waiting:
        first, last = waiting.pop()
        if ask(first) is ask(last) and not every:
            continue
        if last - first > 1:
            middle = (first + last) // 2
            waiting += [(first, middle), (middle, last)]
    tried = sorted(known)
    turns = [
        Turn(names[one], names[other], known[one], known[other], other == one + 1)
        for one, other in pairwise(tried)
        if known[one] is not known[other]
    ]
    return History(tuple((names[place], known[place]) for place in tried), tuple(turns))
