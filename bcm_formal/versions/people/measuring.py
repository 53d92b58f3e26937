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
SOME = 20
"""persons who were met, of whom it is looked who is affected most and least before others are looked for"""


@dataclass(frozen=True)
class Extremes:
    """The least and the largest number of steps by which somebody is later (or sooner), and one person of each."""

    least: int
    most: int
    least_person: State
    most_person: State


def extremes(sides: Sides, members: Pieces, whole: Pieces, *, back: bool) -> Extremes:
    """Of those members who can be met, of whom there are some; all of them are later, or (`back`) sooner. They are
    those of the `whole` who are so."""
    people = sides.people

    def delay(person: State) -> int:
        old, new = (sides.time(person, new=new) for new in (False, True))
        assert old is not None
        assert new is not None
        return old - new if back else new - old

    late = sides.later_among(whole, back=back)

    def above(number: int) -> State | None:
        return people.somebody(late(number))

    def at_most(number: int) -> State | None:
        return people.somebody(people.without(members, federation_of(late(number))))

    known = people.some_of(members, SOME)
    if not known:
        anybody = people.somebody(members)
        assert anybody is not None
        known = [anybody]
    most_person = _climb(max(known, key=delay), delay, above)
    least_person = _descend(min(known, key=delay), delay, at_most)
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
    """Somebody with the least delay, which is often that of the first or one step."""
    low, high = 1, delay(person)
    asked = first = high - 1
    while low < high:
        found = at_most(asked)
        if found is None:
            low = asked + 1
        else:
            person, high = found, delay(found)
        asked = low if asked == first else (low + high) // 2
    return person
