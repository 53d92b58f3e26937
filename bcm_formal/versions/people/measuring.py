"""By how much: the least and the largest effect among some persons."""

from __future__ import annotations

from collections.abc import Callable

from bcm_formal.records import dataclass
from bcm_formal.system.state import State
from bcm_formal.verify.engine import BudgetExceededError
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.federation import federation_of
from bcm_formal.versions.people.sides import Sides

MOST_STEPS = 2**40


@dataclass(frozen=True)
class Extremes:
    """The least and the largest number of steps by which somebody is later (or sooner), and one person of each."""

    least: int
    most: int
    least_person: State
    most_person: State


def extremes(sides: Sides, members: Pieces, *, back: bool) -> Extremes:
    """Of those members who can be met, of whom there are some; all of them are later, or (`back`) sooner."""
    people = sides.people

    def delay(person: State) -> int:
        old, new = (sides.time(person, new=new) for new in (False, True))
        assert old is not None
        assert new is not None
        return old - new if back else new - old

    def above(number: int) -> State | None:
        return people.somebody(people.common(members, sides.later(number, back=back, statuses=members)))

    def at_most(number: int) -> State | None:
        return people.somebody(people.without(members, federation_of(sides.later(number, back=back, statuses=members))))

    anybody = people.somebody(members)
    assert anybody is not None
    most_person = _climb(anybody, delay, above)
    least_person = _descend(anybody, delay, at_most)
    return Extremes(delay(least_person), delay(most_person), least_person, most_person)


def _climb(person: State, delay: Callable[[State], int], above: Callable[[int], State | None]) -> State:
    """Somebody with the largest delay: whoever is above a number gives a larger one, and nobody a bound."""
    low, high, step = delay(person), MOST_STEPS, 0
    while low < high:
        asked = min(low + step, (low + high) // 2)
        found = above(asked)
        if found is None:
            high, step = asked, MOST_STEPS
        else:
            person, low, step = found, delay(found), max(1, 4 * step)
    if low >= MOST_STEPS:
        raise BudgetExceededError("there is no largest delay, or it is very long")
    return person


def _descend(person: State, delay: Callable[[State], int], at_most: Callable[[int], State | None]) -> State:
    """Somebody with the least delay, which is often one step."""
    low, high = 1, delay(person)
    asked = low
    while low < high:
        found = at_most(asked)
        if found is None:
            low = asked + 1
        else:
            person, high = found, delay(found)
        asked = (low + high) // 2
    return person
