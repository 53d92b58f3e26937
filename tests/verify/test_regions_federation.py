"""What is left of a set without another: in pieces that exclude each other, or as wide as they can be."""

from __future__ import annotations

import random

import pytest

from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions import federation
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.federation import Federation, outside, widely_outside
from bcm_formal.verify.regions.zone import Zone
from tests.builders.effort import tries
from tests.builders.loading import model_of

THREE = """
policy p "Three clocks, two attributes"
  time in months
layer l
attribute f0: yes or no, starts no
attribute f1: yes or no, starts no
clock c0
  runs while f0
clock c1
  runs while f1
clock c2
status s in l
start in s
transition go from s to s by person
  when c0 at least 1 month and c1 at least 1 month and c2 at least 1 month
property path: every person in s can reach s
"""
HIGHEST = 6


class _Drawing:
    def __init__(self, number: int) -> None:
        self.draw = random.Random(number)
        self.compiled = Compiled(TransitionSystem(model_of(THREE)))

    def zone(self) -> Zone:
        zones = self.compiled.zones
        zone = zones.everything
        for _ in range(self.draw.randint(0, 4)):
            coefficients = [0] * zones.count
            for place in self.draw.sample(range(zones.count), self.draw.randint(1, 2)):
                coefficients[place] = 1 if 1 not in coefficients else -1
            sign = self.draw.choice((1, -1))
            made = zones.constrain(zone, (tuple(sign * k for k in coefficients), self.draw.randint(-3, 4)))
            zone = made or zone
        return zone

    def bdd(self) -> Diagram:
        diagrams = self.compiled.diagrams
        flags = [diagrams.value(name, self.draw.random() < 0.5) for name in ("f0", "f1")]
        return self.draw.choice((diagrams.valid, flags[0], flags[1], flags[0] & flags[1], flags[0] | flags[1]))

    def pieces(self, most: int) -> list[Piece]:
        return [(self.zone(), self.bdd()) for _ in range(self.draw.randint(1, most))]

    def has(self, pieces: list[Piece], point: tuple[int, ...], bits: dict[str, bool]) -> int:
        """How many of the pieces have the point."""
        zones, algebra = self.compiled.zones, self.compiled.diagrams.algebra
        given = algebra.assignment(bits)
        return sum(zones.contains(zone, point) and algebra.has(bdd, given) for zone, bdd in pieces)


@pytest.mark.parametrize("number", range(tries(100)))
@pytest.mark.parametrize("most_wide", [0, 100])
def test_what_is_left_is_what_only_the_first_has(number: int, most_wide: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(federation, "MOST_WIDE", most_wide)
    drawing = _Drawing(number)
    compiled = drawing.compiled
    first, second = drawing.pieces(3), drawing.pieces(6)
    cover = Federation()
    for zone, bdd in second:
        cover.add("s", zone, bdd)
    left = outside(compiled, {"s": first}, cover, Budget()).get("s", [])
    wide = widely_outside(compiled, {"s": first}, cover, Budget()).get("s", [])
    part = widely_outside(compiled, {"s": first}, cover, None).get("s", [])
    names = [bit for name in ("f0", "f1") for bit in compiled.diagrams.bits[name]]
    for _ in range(60):
        point = tuple(drawing.draw.randint(0, HIGHEST) for _ in range(compiled.zones.count))
        bits = {bit: drawing.draw.random() < 0.5 for bit in names}
        expected = drawing.has(first, point, bits) > 0 and drawing.has(second, point, bits) == 0
        assert (drawing.has(left, point, bits) > 0) == expected
        assert (drawing.has(wide, point, bits) > 0) == expected
        assert expected or drawing.has(part, point, bits) == 0


def test_pieces_exclude_each_other_if_they_did_before() -> None:
    drawing = _Drawing(1)
    compiled = drawing.compiled
    cover = Federation()
    for zone, bdd in drawing.pieces(6):
        cover.add("s", zone, bdd)
    everything = [(compiled.zones.everything, compiled.diagrams.valid)]
    left = outside(compiled, {"s": everything}, cover, Budget())["s"]
    assert len(left) > 1
    names = [bit for name in ("f0", "f1") for bit in compiled.diagrams.bits[name]]
    for _ in range(200):
        point = tuple(drawing.draw.randint(0, HIGHEST) for _ in range(compiled.zones.count))
        assert drawing.has(left, point, {bit: drawing.draw.random() < 0.5 for bit in names}) <= 1


def test_the_work_is_that_of_the_call_and_not_of_all_before_it() -> None:
    drawing = _Drawing(1)
    cover = Federation()
    for zone, bdd in drawing.pieces(6):
        cover.add("s", zone, bdd)
    cover.looked_at = 1_000_000
    everything = [(drawing.compiled.zones.everything, drawing.compiled.diagrams.valid)]
    outside(drawing.compiled, {"s": everything}, cover, Budget(work=100_000))
    with pytest.raises(BudgetExceededError):
        outside(drawing.compiled, {"s": everything}, cover, Budget(work=1))


@pytest.mark.parametrize("number", range(tries(20)))
def test_parts_of_several_pieces_that_have_equal_zones_are_cut_up_once(number: int) -> None:
    drawing = _Drawing(number)
    diagrams, zones = drawing.compiled.diagrams, drawing.compiled.zones
    cover = Federation()
    for zone in (drawing.zone() for _ in range(20)):
        if zone != zones.everything:
            cover.add("s", zone, diagrams.valid)
    flags = [diagrams.value(name, value) & diagrams.valid for name in ("f0", "f1") for value in (False, True)]
    work = []
    for pieces in ([diagrams.valid], flags):
        before = cover.looked_at
        outside(drawing.compiled, {"s": [(zones.everything, bdd) for bdd in pieces]}, cover, Budget())
        work.append(cover.looked_at - before)
    assert work[1] <= work[0] + 3 * len(cover.pieces["s"])
