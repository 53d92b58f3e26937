"""Sets of assignments by decision diagrams are what their truth tables say, whichever package holds them."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcm_formal.verify.regions.algebra import Algebra, Diagram, assignments
from bcm_formal.verify.regions.algebra_oxidd import OxiddAlgebra
from bcm_formal.verify.regions.algebra_plain import PlainAlgebra
from tests.builders.effort import tries

BITS = ("a", "b", "c", "d", "e")
ALL = tuple(itertools.product((False, True), repeat=len(BITS)))
Table = frozenset[tuple[bool, ...]]
"""the assignments themselves"""
Set = tuple[Diagram, Table]
"""a set, twice"""

bits = st.sampled_from(BITS)
values = st.dictionaries(bits, st.booleans())
programs = st.lists(
    st.one_of(
        st.tuples(st.just("bit"), bits),
        st.tuples(st.just("cube"), values),
        st.tuples(st.just("not")),
        st.tuples(st.just("and")),
        st.tuples(st.just("or")),
        st.tuples(st.just("restrict"), values),
        st.tuples(st.just("compose"), st.lists(bits, max_size=3, unique=True)),
        st.tuples(st.just("exists"), st.lists(bits, max_size=3, unique=True)),
    ),
    max_size=24,
)
"""each step takes its sets from those that the steps before it left, the latest first"""


def place(bit: str) -> int:
    return BITS.index(bit)


def changed(assignment: tuple[bool, ...], new: dict[str, bool]) -> tuple[bool, ...]:
    return tuple(new.get(bit, value) for bit, value in zip(BITS, assignment, strict=True))


def variants(assignment: tuple[bool, ...], free: list[str]) -> list[tuple[bool, ...]]:
    choices = itertools.product((False, True), repeat=len(free))
    return [changed(assignment, dict(zip(free, choice, strict=True))) for choice in choices]


def table_of(algebra: Algebra, diagram: Diagram) -> Table:
    return frozenset(assignments(algebra, diagram, BITS))


class Run:
    """A program run on diagrams and on truth tables."""

    def __init__(self, algebra: Algebra) -> None:
        self.algebra = algebra
        algebra.declare(*BITS)
        self.sets: list[Set] = [(algebra.false, frozenset()), (algebra.true, frozenset(ALL))]

    def step(self, name: str, argument: object = None) -> None:
        (one, first), (other, second) = self.sets[-1], self.sets[-2]
        algebra = self.algebra
        match name, argument:
            case "bit", str(bit):
                new = algebra.bit(bit), frozenset(a for a in ALL if a[place(bit)])
            case "cube", dict(fixed):
                new = algebra.cube(fixed), frozenset(a for a in ALL if changed(a, fixed) == a)
            case "not", _:
                new = ~one, frozenset(ALL) - first
            case "and", _:
                new = one & other, first & second
            case "or", _:
                new = one | other, first | second
            case "restrict", dict(fixed):
                new = algebra.restrict(one, fixed), frozenset(a for a in ALL if changed(a, fixed) in first)
            case "compose", list(moved):
                images = {bit: self.sets[-1 - index % len(self.sets)] for index, bit in enumerate(moved, 1)}
                diagrams = {bit: image for bit, (image, _) in images.items()}
                new = (
                    algebra.compose(one, diagrams),
                    frozenset(a for a in ALL if changed(a, {b: a in t for b, (_, t) in images.items()}) in first),
                )
            case "exists", list(free):
                new = algebra.exists(one, free), frozenset(a for a in ALL if first & set(variants(a, free)))
            case _:
                raise AssertionError(name)
        self.sets.append(new)


def depends(table: Table, bit: str) -> bool:
    return any((changed(a, {bit: True}) in table) != (changed(a, {bit: False}) in table) for a in ALL)


Make = Callable[[], Algebra]
everywhere = pytest.mark.parametrize("make", [OxiddAlgebra, PlainAlgebra])


def run_of(make: Make, program: list[tuple[str, object]]) -> Run:
    run = Run(make())
    for step in program:
        run.step(*step)
    return run


@everywhere
@given(program=programs)
@settings(max_examples=tries(60))
def test_every_operation_does_what_it_does_to_truth_tables(make: Make, program: list[tuple[str, object]]) -> None:
    run = run_of(make, program)
    for diagram, table in run.sets:
        assert table_of(run.algebra, diagram) == table


@everywhere
@given(program=programs)
@settings(max_examples=tries(40))
def test_sets_are_equal_and_hash_alike_exactly_where_their_truth_tables_do(
    make: Make, program: list[tuple[str, object]]
) -> None:
    by_diagram: dict[Diagram, Table] = {}
    for diagram, table in run_of(make, program).sets:
        assert by_diagram.setdefault(diagram, table) == table
    assert len(by_diagram) == len(set(by_diagram.values()))


@everywhere
@given(program=programs)
@settings(max_examples=tries(40))
def test_the_support_is_what_a_set_depends_on_and_the_top_is_its_first_bit(
    make: Make, program: list[tuple[str, object]]
) -> None:
    run = run_of(make, program)
    for diagram, table in run.sets:
        needed = [bit for bit in BITS if depends(table, bit)]
        assert run.algebra.support(diagram) == frozenset(needed)
        if needed:
            assert run.algebra.top(diagram) == needed[0]


@everywhere
@given(program=programs, assignment=st.sampled_from(ALL))
@settings(max_examples=tries(40))
def test_a_set_has_the_assignments_of_its_truth_table(
    make: Make, program: list[tuple[str, object]], assignment: tuple[bool, ...]
) -> None:
    run, values = run_of(make, program), dict(zip(BITS, assignment, strict=True))
    for diagram, table in run.sets:
        assert run.algebra.has(diagram, run.algebra.assignment(values)) is (assignment in table)


@everywhere
def test_bits_declared_later_are_below_all_others(make: Make) -> None:
    algebra = make()
    algebra.declare("a")
    early = algebra.bit("a")
    algebra.declare("b", "c")
    assert set(algebra.bits) == {"a", "b", "c"}
    assert algebra.top(early & algebra.bit("b") & algebra.bit("c")) == "a"
    assert algebra.top(algebra.bit("c") | ~algebra.bit("b")) == "b"


@everywhere
def test_assignments_come_in_the_order_of_numbers(make: Make) -> None:
    algebra = make()
    algebra.declare("x", "y", "z")
    either = algebra.bit("y") | algebra.bit("z")
    assert list(assignments(algebra, either, ("y", "z"))) == [(False, True), (True, False), (True, True)]
    assert list(assignments(algebra, either, ("z", "y"))) == [(False, True), (True, False), (True, True)]
    assert list(assignments(algebra, algebra.false, ("x",))) == []
    assert list(assignments(algebra, algebra.true, ())) == [()]


@everywhere
def test_two_algebras_have_nothing_to_do_with_each_other(make: Make) -> None:
    one, other = make(), make()
    one.declare("a", "b")
    other.declare("b", "a")
    assert one.top(one.bit("a") & one.bit("b")) == "a"
    assert other.top(other.bit("a") & other.bit("b")) == "b"


@everywhere
@given(program=programs)
@settings(max_examples=tries(40))
def test_a_set_is_as_large_as_there_are_different_sets_when_its_first_bits_are_known(
    make: Make, program: list[tuple[str, object]]
) -> None:
    run = run_of(make, program)
    for diagram, table in run.sets:
        left = {
            frozenset(a for a in ALL if first + a[known:] in table)
            for known in range(len(BITS))
            for first in itertools.product((False, True), repeat=known)
        }
        size = len(left - {frozenset(), frozenset(ALL)})
        assert not run.algebra.is_larger(diagram, size)
        assert size == 0 or run.algebra.is_larger(diagram, size - 1)
