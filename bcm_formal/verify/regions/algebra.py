"""Sets of assignments to bits, as reduced ordered binary decision diagrams: all that the engines ask of them.

Equal sets are equal objects that hash alike. Bits are ordered as they were declared, and nothing ever reorders them,
so that what is read off a diagram does not depend on the package that holds it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol


class FullError(MemoryError):
    """There is no room for another node: an algebra has only so many, whatever memory there is."""


class Diagram(Protocol):
    """A set of assignments. Only sets of one algebra may be combined."""

    def __and__(self, other: Diagram, /) -> Diagram: ...

    def __or__(self, other: Diagram, /) -> Diagram: ...

    def __invert__(self) -> Diagram: ...

    def __hash__(self) -> int: ...


Assignment = Mapping[int, bool]
"""values by the places of bits in the order in which they were declared"""


class Algebra(Protocol):
    """The sets over some bits."""

    @property
    def true(self) -> Diagram:
        """All assignments."""

    @property
    def false(self) -> Diagram:
        """None."""

    @property
    def bits(self) -> Collection[str]:
        """What was declared."""

    def declare(self, *bits: str) -> None:
        """Add new bits, below all others."""

    def bit(self, bit: str) -> Diagram:
        """The assignments in which the bit is set."""

    def cube(self, values: Mapping[str, bool]) -> Diagram:
        """The assignments in which all of these bits have these values."""

    def restrict(self, diagram: Diagram, values: Mapping[str, bool]) -> Diagram:
        """The assignments that are in the set once these bits get these values."""

    def compose(self, diagram: Diagram, images: Mapping[str, Diagram]) -> Diagram:
        """The assignments that are in the set once these bits, all at the same time, get the values that the images
        have for them."""

    def assignment(self, values: Mapping[str, bool]) -> Assignment:
        """Values of bits as `has` takes them, made once for many sets."""

    def has(self, diagram: Diagram, values: Assignment) -> bool:
        """True iff the assignments with these values, which name every bit that the set depends on, are in the set."""

    def exists(self, diagram: Diagram, bits: Iterable[str]) -> Diagram:
        """The assignments that are in the set for some values of these bits."""

    def support(self, diagram: Diagram) -> frozenset[str]:
        """The bits that the set depends on."""

    def is_larger(self, diagram: Diagram, most: int) -> bool:
        """True iff more than so many different sets, none of them empty or full, can be left of the set where its first
        bits are known: those of a diagram are its nodes."""

    def top(self, diagram: Diagram) -> str:
        """The first of the bits that the set depends on; neither of the two constants has one."""


def assignments(algebra: Algebra, diagram: Diagram, bits: tuple[str, ...]) -> Iterator[tuple[bool, ...]]:
    """The values that these bits can have in the set, in the order of numbers, the first bit counting most."""
    if diagram == algebra.false:
        return
    if not bits:
        yield ()
        return
    for value in (False, True):
        for rest in assignments(algebra, algebra.restrict(diagram, {bits[0]: value}), bits[1:]):
            yield value, *rest
