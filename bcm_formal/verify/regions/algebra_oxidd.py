"""Decision diagrams by the package `oxidd`, where there is a wheel of it.

Its operations run in the thread that asks, one at a time. There is room for so many nodes, which costs nothing before
it is used; an operation that finds none raises `FullError` or the package's own `MemoryError`.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from typing import cast

from oxidd.bcdd import BCDDFunction, BCDDManager, BCDDSubstitution

from bcm_formal.verify.regions.algebra import Algebra, Assignment, Diagram, FullError

MOST_NODES = 1 << 21
"""that anything holds; there is room for twice as many, 16 bytes each"""
CACHED = 1 << 16
"""results that are remembered"""
FIRST_CLEANING = 1 << 19
"""at so many nodes, those that nothing holds are thrown away for the first time"""
MOST_SUBSTITUTIONS = 1 << 12
_STACK = "OXIDD_STACK_SIZE"


def _new_manager(most_nodes: int) -> BCDDManager:
    """One whose own thread, which has nothing to do, does not reserve a gigabyte for its stack."""
    before = os.environ.get(_STACK)
    os.environ[_STACK] = str(1 << 18)
    try:
        return BCDDManager(2 * most_nodes, CACHED, 1)
    finally:
        if before is None:
            del os.environ[_STACK]
        else:
            os.environ[_STACK] = before


class OxiddAlgebra(Algebra):
    """The sets over some bits."""

    def __init__(self, most_nodes: int = MOST_NODES, first_cleaning: int = FIRST_CLEANING) -> None:
        self._manager = _new_manager(most_nodes)
        self._true, self._false = self._manager.true(), self._manager.false()
        self._places: dict[str, int] = {}
        self._names: list[str] = []
        self._substitutions: dict[object, BCDDSubstitution] = {}
        """made once for each restriction or composition, so that what was computed with it is found again"""
        self._of_mapping: dict[int, tuple[Mapping[str, Diagram], BCDDSubstitution]] = {}
        """the same by the identity of what is replaced by what, which costs less than comparing it"""
        self._read: dict[BCDDFunction, int] = {}
        self._named: dict[int, frozenset[str]] = {}
        self._most_nodes, self._first_cleaning = most_nodes, min(first_cleaning, most_nodes)
        self._cleaning = self._first_cleaning

    @property
    def true(self) -> Diagram:
        return cast("Diagram", self._true)

    @property
    def false(self) -> Diagram:
        return cast("Diagram", self._false)

    @property
    def bits(self) -> Collection[str]:
        return self._names

    def declare(self, *bits: str) -> None:
        self._manager.add_vars(len(bits))
        for bit in bits:
            self._places[bit] = len(self._names)
            self._names.append(bit)

    def bit(self, bit: str) -> Diagram:
        return cast("Diagram", self._manager.var(self._places[bit]))

    def cube(self, values: Mapping[str, bool]) -> Diagram:
        result = self._true
        for bit in sorted(values, key=self._places.__getitem__, reverse=True):
            place = self._places[bit]
            result &= self._manager.var(place) if values[bit] else self._manager.not_var(place)
        return cast("Diagram", result)

    def restrict(self, diagram: Diagram, values: Mapping[str, bool]) -> Diagram:
        key = tuple(values.items())
        known = self._substitutions.get(key)
        if known is None:
            known = self._kept(key, ((bit, self._true if value else self._false) for bit, value in key))
        return self._substituted(diagram, known)

    def compose(self, diagram: Diagram, images: Mapping[str, Diagram]) -> Diagram:
        if not images:
            return diagram
        asked, known = self._of_mapping.get(id(images), (None, None))
        if asked is not images or known is None:
            key = tuple(images.items())
            known = self._substitutions.get(key)
            if known is None:
                known = self._kept(key, ((bit, cast("BCDDFunction", image)) for bit, image in key))
            self._of_mapping[id(images)] = images, known
        return self._substituted(diagram, known)

    def _kept(self, key: object, images: Iterable[tuple[str, BCDDFunction]]) -> BCDDSubstitution:
        if len(self._substitutions) >= MOST_SUBSTITUTIONS:
            self._substitutions.clear()
            self._of_mapping.clear()
        made = BCDDFunction.make_substitution([(self._places[bit], image) for bit, image in images])
        self._substitutions[key] = made
        return made

    def _substituted(self, diagram: Diagram, substitution: BCDDSubstitution) -> Diagram:
        if self._manager.approx_num_inner_nodes() > self._cleaning:
            self._clean()
        return cast("Diagram", cast("BCDDFunction", diagram).substitute(substitution))

    def _clean(self) -> None:
        """Throw away the nodes that nothing holds. The package has a thread for that, which would begin when its room
        is nearly full: what comes of it must not depend on how fast that is."""
        self._read.clear()
        self._manager.gc()
        held = self._manager.num_inner_nodes()
        if held > self._most_nodes:
            raise FullError
        self._cleaning = min(max(self._first_cleaning, 2 * held), self._most_nodes + held // 2)

    def assignment(self, values: Mapping[str, bool]) -> Assignment:
        return {self._places[bit]: value for bit, value in values.items()}

    def has(self, diagram: Diagram, values: Assignment) -> bool:
        return cast("BCDDFunction", diagram).eval(values.items())

    def exists(self, diagram: Diagram, bits: Iterable[str]) -> Diagram:
        free = cast("BCDDFunction", self.cube(dict.fromkeys(bits, True)))
        return cast("Diagram", cast("BCDDFunction", diagram).exists(free))

    def support(self, diagram: Diagram) -> frozenset[str]:
        read = self._read_by(cast("BCDDFunction", diagram))
        known = self._named.get(read)
        if known is None:
            known = frozenset(name for place, name in enumerate(self._names) if read >> place & 1)
            self._named[read] = known
        return known

    def _read_by(self, diagram: BCDDFunction) -> int:
        """The places of the bits that a set depends on, each as a power of two; kept for each of its nodes."""
        known = self._read
        if len(known) > CACHED:
            known.clear()
        waiting = [diagram]
        while waiting:
            node = waiting[-1]
            if node in known:
                waiting.pop()
                continue
            below = node.cofactors()
            if below is None:
                known[node] = 0
                continue
            missing = [each for each in below if each not in known]
            if missing:
                waiting += missing
            else:
                known[node] = known[below[0]] | known[below[1]] | 1 << cast("int", node.node_var())
        return known[diagram]

    def is_larger(self, diagram: Diagram, most: int) -> bool:
        seen: set[BCDDFunction] = set()
        waiting = [cast("BCDDFunction", diagram)]
        while waiting and len(seen) <= most:
            node = waiting.pop()
            below = node.cofactors()
            if below is not None and node not in seen:
                seen.add(node)
                waiting += below
        return len(seen) > most

    def top(self, diagram: Diagram) -> str:
        place = cast("BCDDFunction", diagram).node_var()
        if place is None:
            raise ValueError("a constant depends on no bit")
        return self._names[place]
