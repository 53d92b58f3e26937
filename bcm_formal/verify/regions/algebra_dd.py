"""Decision diagrams by the package `dd`."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from bcm_formal.verify.regions.algebra import Algebra, Diagram


def _manager() -> Any:
    """CUDD where the wheel carries it, else dd's own; reordering off, so that runs repeat exactly."""
    try:
        from dd import cudd
    except ImportError:
        from dd import autoref

        manager = autoref.BDD()
    else:
        manager = cudd.BDD(memory_estimate=256 * 2**20, initial_cache_size=2**16)
    manager.configure(reordering=False)
    logging.getLogger("dd").setLevel(logging.ERROR)  # it warns of calls that have no effect, and tells on stderr
    return manager


class DdAlgebra(Algebra):
    """The sets over some bits."""

    def __init__(self) -> None:
        self._manager = _manager()
        self._true, self._false = cast("Diagram", self._manager.true), cast("Diagram", self._manager.false)

    @property
    def true(self) -> Diagram:
        return self._true

    @property
    def false(self) -> Diagram:
        return self._false

    @property
    def bits(self) -> Collection[str]:
        return cast("Collection[str]", self._manager.vars)

    def declare(self, *bits: str) -> None:
        self._manager.declare(*bits)

    def bit(self, bit: str) -> Diagram:
        return cast("Diagram", self._manager.var(bit))

    def cube(self, values: Mapping[str, bool]) -> Diagram:
        return cast("Diagram", self._manager.cube(values))

    def restrict(self, diagram: Diagram, values: Mapping[str, bool]) -> Diagram:
        return cast("Diagram", self._manager.let(values, diagram))

    def compose(self, diagram: Diagram, images: Mapping[str, Diagram]) -> Diagram:
        return cast("Diagram", self._manager.let(images, diagram))

    def exists(self, diagram: Diagram, bits: Iterable[str]) -> Diagram:
        return cast("Diagram", self._manager.exist(tuple(bits), diagram))

    def support(self, diagram: Diagram) -> frozenset[str]:
        return frozenset(cast("Any", diagram).support)

    def top(self, diagram: Diagram) -> str:
        return str(cast("Any", diagram).var)
