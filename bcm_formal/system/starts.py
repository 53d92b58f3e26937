"""Ways to choose values one after the other, for the states that life courses may begin in.

Trusted. A condition is looked at as soon as all that it reads has a value. Where no value of a place will do, the
search goes back to the last place that this depends on (conflict-directed backjumping: P. Prosser, "Hybrid algorithms
for the constraint satisfaction problem", 1993). So what no condition reads costs nothing before the first state is
found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import assert_never

from bcm_formal.model.expressions import (
    And,
    Comparison,
    Condition,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    Not,
    Or,
    Truth,
)
from bcm_formal.model.types import Value

PlaceConstraint = tuple[frozenset[int], Callable[[Sequence[Value]], bool]]
"""the places of what a condition reads, and its truth where those, at least, have a value"""


def assignments(choices: Sequence[Iterable[Value]], parts: Iterable[PlaceConstraint]) -> Iterator[tuple[Value, ...]]:
    """All ways to choose a value for each place so that every part is true, in lexicographic order, none listed.

    The choices of a place are gone through anew for each way to choose what stands before it.
    """
    looked_at: list[list[PlaceConstraint]] = [[] for _ in choices]
    for reads, test in parts:
        if reads:
            looked_at[max(reads)].append((reads, test))
        elif not test(()):
            return
    if not choices:
        yield ()
        return
    values: list[Value] = []
    left = [iter(choices[0])]
    blamed: list[set[int]] = [set()]
    """for each place those before it that made some of its values impossible"""
    while left:
        place = len(left) - 1
        del values[place:]
        if not _next_value(values, left[place], looked_at[place], blamed[place]):
            reasons = blamed[place]
            back = max(reasons, default=-1)
            del left[back + 1 :], blamed[back + 1 :]
            if reasons:
                blamed[back] |= reasons - {back}
        elif place + 1 < len(choices):
            left.append(iter(choices[place + 1]))
            blamed.append(set())
        else:
            yield tuple(values)
            for number in range(1, len(choices)):
                blamed[number].add(number - 1)  # what comes next differs in the last place that can


def _next_value(values: list[Value], left: Iterator[Value], parts: Iterable[PlaceConstraint], blamed: set[int]) -> bool:
    """Add the next value for which all the parts are true; false if there is none left."""
    place = len(values)
    for value in left:
        values.append(value)
        failed = next((reads for reads, test in parts if not test(values)), None)
        if failed is None:
            return True
        blamed |= failed - {place}
        values.pop()
    return False


def conjuncts(condition: Condition) -> Iterator[Condition]:
    """The parts of a condition that all must be true."""
    match condition:
        case And(conditions):
            for part in conditions:
                yield from conjuncts(part)
        case NamedCondition(_, And() as body):
            yield from conjuncts(body)
        case Truth() | Flag() | InStatus() | Comparison() | Not() | Or() | Implies() | NamedCondition():
            yield condition
        case _:
            assert_never(condition)
