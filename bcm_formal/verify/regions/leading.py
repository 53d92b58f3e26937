"""How some moves lead into zones: looked up, as searches on one model meet the same zones again and again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bcm_formal.system.transition_system import Move
from bcm_formal.verify.regions.compiled import Case, Compiled
from bcm_formal.verify.regions.zone import Inexact, Zone


class Cases(NamedTuple):
    """The ways into a zone of a status."""

    inner: list[Case]
    """those that stay in the status and zone"""
    outer: list[Case]
    is_exact: bool
    """False: some ways are left out, as what they lead from is no zone"""


class Leading:
    """Some moves of one model."""

    def __init__(self, compiled: Compiled, moves: Iterable[Move]) -> None:
        self.compiled = compiled
        self._into: dict[str, list[Move]] = {}
        for move in moves:
            self._into.setdefault(move.target, []).append(move)
        self._known: dict[tuple[str, Zone], Cases] = {}

    def into(self, status: str, zone: Zone) -> Cases:
        """The ways into the zone."""
        known = self._known.get((status, zone))
        if known is None:
            known = self._known[status, zone] = self._made(status, zone)
        return known

    def _made(self, status: str, zone: Zone) -> Cases:
        inner: list[Case] = []
        outer: list[Case] = []
        is_exact = True
        for move in self._into.get(status, ()):
            try:
                for case in self.compiled.cases(move, zone):
                    stays = move.source == status and case.image == zone
                    (inner if stays else outer).append(case)
            except Inexact:
                is_exact = False
        return Cases(inner, outer, is_exact)


def leading_of(compiled: Compiled, moves: Iterable[Move]) -> Leading:
    """The same for the same moves of a model, which its status graph keeps."""
    chosen = tuple(moves)
    key = tuple(map(id, chosen))
    if key not in compiled.leading:
        compiled.leading[key] = Leading(compiled, chosen)
    return compiled.leading[key]
