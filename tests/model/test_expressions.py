"""Walking through expressions: parts that are shared are passed once."""

from __future__ import annotations

from bcm_formal.model.expressions import And, Condition, Flag, Not, Or, attributes_of, walk


def doubled(times: int) -> Condition:
    """A condition that takes a few objects for each time, and is twice as large with each."""
    condition: Condition = Flag("a")
    for _ in range(times):
        condition = Or((And((condition, Flag("b"))), Not(condition)))
    return condition


def test_shared_parts_are_passed_once_however_often_they_stand() -> None:
    found = list(walk(doubled(60)))
    assert len(found) == 60 * 4 + 1
    assert len({id(node) for node in found}) == len(found)
    assert attributes_of(doubled(60)) == {"a", "b"}


def test_parents_come_before_their_children() -> None:
    condition = Not(Or((Flag("a"), Flag("b"))))
    assert [type(node) for node in walk(condition)] == [Not, Or, Flag, Flag]
