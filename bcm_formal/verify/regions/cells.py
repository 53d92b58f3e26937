"""Sets cut into cells on each of which comparisons have one answer.

Where the states of a set that can be stayed in, or the measures that fall, are guessed, they are guessed cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bcm_formal.verify.engine import BudgetExceededError
from bcm_formal.verify.regions.compiled import Compiled, Effect, Piece
from bcm_formal.verify.regions.zone import Affine, Zone


def cells(compiled: Compiled, pieces: Mapping[str, Sequence[Piece]], most: int) -> dict[str, list[Piece]]:
    """The same set in pieces on each of which every comparison so far has one answer, and every number that a rule
    adds to another one sign: whether `x + y` is more than `x` decides on `y`, with which nothing need be compared.

    Raises `BudgetExceededError` if one piece falls into more than `most`.
    """
    signs = _signs(compiled)  # which also reads what the rules compare
    cuts = (*compiled.diagrams.atoms.values(), *signs)
    result: dict[str, list[Piece]] = {}
    for status, here in pieces.items():
        for piece, bdd in here:
            zones = [piece]
            for cut in cuts:
                zones = [part for zone in zones for part in _sides(compiled, zone, cut)]
                if len(zones) > most:
                    raise BudgetExceededError(f"the rules' comparisons make more than {most} cells")
            result.setdefault(status, []).extend((zone, bdd) for zone in zones)
    return result


def _sides(compiled: Compiled, zone: Zone, cut: Affine) -> Iterator[Zone]:
    coefficients, bound = cut
    for side in (cut, (tuple(-k for k in coefficients), -bound - 1)):
        if (part := compiled.zones.constrain(zone, side)) is not None:
            yield part


def _signs(compiled: Compiled) -> tuple[Affine, ...]:
    """What cuts by the sign of all that rules add to numbers and clocks, other than constants."""
    found: dict[Affine, None] = {}
    for move in compiled.system.moves:
        for effect in compiled.effects(move):
            for added, more in _added(effect):
                found[(added, -1 - more)] = None
                found[(added, -more)] = None
    return tuple(found)


def _added(effect: Effect) -> Iterator[Affine]:
    """The linear forms that an effect adds to a variable."""
    for index, value in enumerate(effect.values):
        if value is not None and value[0][index] == 1:
            added = tuple(k - (place == index) for place, k in enumerate(value[0]))
            if any(added):
                yield added, value[1]
