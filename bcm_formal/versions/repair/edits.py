"""Small changes of a policy's text, each a line of a reform, with what they cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum
from fractions import Fraction

from bcm_formal.records import dataclass
from bcm_formal.versions.kinds import Key


class Kind(IntEnum):
    """What is changed, the cheapest first."""

    NUMBER = 0
    """a number or level, also that of a limit or a parameter"""
    REQUIREMENT = 1
    """one that is no longer asked"""
    PLACE = 2
    """a status in which a clock runs, or a transition begins, besides others"""
    RULE = 3
    """a new transition, or a rule that is repealed"""


Cost = tuple[int, Fraction]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: a `line` below a `head`, as `drop when …` below `amend transition settle`; without a line, the head
    alone.

    `size` is by how much a number changes, as a part of the number that is written. Two edits of one `clause` exclude
    one another.
    """

    kind: Kind
    of: Key
    """the declaration that is changed; of a new rule, what it would be called"""
    clause: str
    head: str
    line: str
    words: str
    size: Fraction = Fraction(0)

    @property
    def cost(self) -> Cost:
        """Whatever is compared is cheapest first."""
        return self.kind, self.size


@dataclass(frozen=True, slots=True)
class Dial:
    """A number of the text that may be any from `low` to `high`; of levels, their places in the order."""

    of: Key
    clause: str
    written: int
    low: int
    high: int
    make: Callable[[int], Edit]

    def at(self, value: int) -> Edit:
        """The change to this value."""
        return self.make(value)

    @property
    def ends(self) -> tuple[int, ...]:
        """The least and the greatest value that are not the written one."""
        return tuple(dict.fromkeys(end for end in (self.low, self.high) if end != self.written))


Change = Edit | Dial


def part_changed(written: int, value: int) -> Fraction:
    """By how much, as a part of what is written (of zero: as of one)."""
    return Fraction(abs(value - written), max(abs(written), 1))


def cost_of(edits: Iterable[Edit]) -> tuple[int, tuple[int, ...], Fraction]:
    """Few changes before many, then by the kinds, the most expensive first, then by all that numbers change."""
    listed = tuple(edits)
    kinds = tuple(sorted((int(edit.kind) for edit in listed), reverse=True))
    return len(listed), kinds, sum((edit.size for edit in listed), Fraction(0))
