"""Zones say of points what their definitions say, on every point of a small box."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcm_formal.verify.regions.repeated import lowest_point
from bcm_formal.verify.regions.zone import Affine, Inexact, Zone, Zones, amount
from tests.builders.effort import tries

CLOCKS = 3
BOX = range(7)
POINTS = list(itertools.product(BOX, repeat=CLOCKS))
ZONES = Zones([True] * CLOCKS)

differences = st.sampled_from([ZONES.difference(i, j) for i in range(CLOCKS + 1) for j in range(CLOCKS + 1) if i != j])
others = st.sampled_from([(1, 1, 0), (1, -1, 1), (-1, 1, 1), (2, -1, 0)])
plain = st.lists(st.tuples(differences, st.integers(-3, 4)), max_size=4)
mixed = st.lists(st.tuples(st.one_of(differences, others), st.integers(-3, 4)), max_size=4)
running = st.lists(st.booleans(), min_size=CLOCKS, max_size=CLOCKS)


def zone_of(constraints: list[Affine]) -> Zone | None:
    zone: Zone | None = ZONES.everything
    for constraint in constraints:
        if zone is not None:
            zone = ZONES.constrain(zone, constraint)
    return zone


def members(constraints: list[Affine]) -> set[tuple[int, ...]]:
    return {point for point in POINTS if all(amount(k, point) <= b for k, b in constraints)}


def points_of(zone: Zone | None) -> set[tuple[int, ...]]:
    return set() if zone is None else {point for point in POINTS if ZONES.contains(zone, point)}


@given(mixed)
def test_a_zone_holds_the_points_that_satisfy_its_constraints(constraints: list[Affine]) -> None:
    assert members(constraints) == points_of(zone_of(constraints))


@given(mixed, mixed)
def test_meeting_is_intersection(one: list[Affine], other: list[Affine]) -> None:
    first, second = zone_of(one), zone_of(other)
    met = None if first is None or second is None else ZONES.meet(first, second)
    assert members(one) & members(other) == points_of(met)


@given(plain, mixed)
def test_meeting_says_all_that_the_constraints_one_after_the_other_say(one: list[Affine], other: list[Affine]) -> None:
    first, second = zone_of(one), zone_of(other)
    if first is not None and second is not None:
        met, size = ZONES.meet(first, second), CLOCKS + 1
        left: Zone | None = first
        for constraint in ZONES.constraints(second):
            left = None if left is None else ZONES.constrain(left, constraint)
        assert met == left
        bounds = () if met is None else met.matrix
        for i, j, k in itertools.product(range(size), repeat=3) if bounds else ():
            assert bounds[i * size + j] <= bounds[i * size + k] + bounds[k * size + j]


@given(plain, mixed)
def test_inclusion_is_never_claimed_wrongly(one: list[Affine], other: list[Affine]) -> None:
    first, second = zone_of(one), zone_of(other)
    if first is not None and second is not None and first.is_subset_of(second):
        assert points_of(first) <= points_of(second)


@given(plain, mixed)
def test_subtraction_leaves_disjoint_pieces_of_the_difference(one: list[Affine], other: list[Affine]) -> None:
    first, second = zone_of(one), zone_of(other)
    if first is None or second is None:
        return
    pieces = [points_of(piece) for piece in ZONES.minus(first, second)]
    assert points_of(first) - points_of(second) == set().union(*pieces)
    assert sum(map(len, pieces)) == len(set().union(*pieces))


@settings(max_examples=tries(300))
@given(mixed, running)
def test_the_past_is_everything_from_which_a_delay_leads_in(constraints: list[Affine], runs: list[bool]) -> None:
    zone = zone_of(constraints)
    if zone is None:
        return
    try:
        past, delay = ZONES.past(zone, runs)
    except Inexact:
        return

    def later(point: tuple[int, ...], steps: int) -> tuple[int, ...]:
        return tuple(x + steps if run else x for x, run in zip(point, runs, strict=True))

    # Bounds are at most 4 and slopes at most 3, so a delay beyond 30 adds nothing.
    into = {p for p in POINTS if any(ZONES.contains(zone, later(p, d)) for d in range(31))}
    assert into == points_of(past)
    for point in into:
        assert ZONES.contains(zone, later(point, delay.length(point)))


values = st.one_of(
    st.none(),
    st.builds(lambda constant: ((0,) * CLOCKS, constant), st.integers(0, 3)),
    st.builds(lambda i, constant: (ZONES.difference(i, 0), constant), st.integers(1, CLOCKS), st.integers(0, 2)),
)


@given(mixed, st.lists(values, min_size=CLOCKS, max_size=CLOCKS))
def test_substitution_is_the_preimage(constraints: list[Affine], images: list[Affine | None]) -> None:
    zone = zone_of(constraints)
    if zone is None:
        return

    def image(point: tuple[int, ...]) -> tuple[int, ...]:
        pairs = zip(point, images, strict=True)
        return tuple(x if value is None else amount(value[0], point) + value[1] for x, value in pairs)

    expected = {point for point in POINTS if ZONES.contains(zone, image(point))}
    assert expected == points_of(ZONES.substitute(zone, images))


@given(mixed)
def test_a_point_of_a_zone_is_found(constraints: list[Affine]) -> None:
    zone = zone_of(constraints)
    if zone is not None and points_of(zone):
        point = lowest_point(ZONES, zone)
        assert point is not None
        assert ZONES.contains(zone, point)


@pytest.mark.parametrize("bound", [1, 2, 7, 900_001])
def test_a_point_of_a_zone_is_found_however_far_away_it_is(bound: int) -> None:
    zone = zone_of([((-2, 0, 0), -bound), ((1, -3, 0), 0), ((0, 1, -1), -1)])
    assert zone is not None
    point = lowest_point(ZONES, zone)
    assert point is not None
    assert ZONES.contains(zone, point)


def test_a_zone_that_cannot_be_held_exactly_is_refused() -> None:
    zone = zone_of([((-2, 1, 0), 0), ((2, 0, -1), 3)])
    assert zone is not None
    with pytest.raises(Inexact):
        ZONES.past(zone, (True, False, False))


def test_sums_bounded_from_both_sides_by_what_excludes_each_other_leave_no_point() -> None:
    one = zone_of([((1, 1, 0), 2)])
    assert one is not None
    assert ZONES.constrain(one, ((-1, -1, 0), -3)) is None
    assert ZONES.constrain(one, ((-1, -1, 0), -2)) is not None


@given(mixed, st.integers(0, CLOCKS - 1))
def test_a_projection_has_the_points_that_some_reading_puts_into_the_zone(found: list[Affine], index: int) -> None:
    free = Zones([place != index for place in range(CLOCKS)])
    zone: Zone | None = free.everything
    for constraint in found:
        zone = None if zone is None else free.constrain(zone, constraint)
    if zone is None:
        return
    try:
        projected = free.projected(zone, index)
    except Inexact:
        return
    for point in itertools.product(range(3), repeat=CLOCKS):
        readings = ((*point[:index], reading, *point[index + 1 :]) for reading in range(-20, 21))
        has = any(all(amount(k, each) <= b for k, b in found) for each in readings)
        assert has == (projected is not None and free.contains(projected, point))
