"""A life course cut into what passes and what happens, by playing it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcm_formal.records import dataclass
from bcm_formal.system.repeated import rounds_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, Part, Repeat, State, Take, time_of
from bcm_formal.trust.trace import ReplayError

MOST_ROUNDS = 4
"""so many rounds of what is repeated are followed one by one; of more the first two and the last"""


@dataclass(frozen=True, slots=True)
class Passing:
    """Time passes from `since` to `until`, in steps since the start; nothing happens but ends of parts of windows."""

    since: int
    until: int
    first: State
    last: State


@dataclass(frozen=True, slots=True)
class Happening:
    """A rule acts at a moment."""

    at: int
    step: Take | Expire
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rounds that are not followed: so many `times` the same, like those before and after them."""

    since: int
    until: int
    times: int
    first: State
    last: State


Piece = Passing | Happening | LeftOut


def pieces_of(interpreter: Interpreter, start: State, steps: Sequence[Part]) -> tuple[Piece, ...]:
    """What passes and happens along the steps, in order; each piece begins with the state that the one before ends
    with. Raises `ReplayError` if a step is not possible."""
    found: list[Piece] = []
    state, now = start, 0
    for part in steps:
        for piece in _pieces(interpreter, state, part, now):
            found.append(piece)
            state = piece.after if isinstance(piece, Happening) else piece.last
            now = piece.at if isinstance(piece, Happening) else piece.until
    return tuple(found)


def _pieces(interpreter: Interpreter, state: State, part: Part, now: int) -> Iterator[Piece]:
    if not isinstance(part, Repeat):
        following = interpreter.step(state, part)
        if following is None:
            raise ReplayError(f"a step of the life course is not possible: {part}")
        if isinstance(part, Delay):
            yield Passing(now, now + part.steps, state, following)
        else:
            yield Happening(now, part, state, following)
        return
    rounds = rounds_of(interpreter, state, part)
    if rounds is None:
        raise ReplayError(f"it is not shown that steps are possible so often: {part}")
    time = time_of(part.steps)
    numbers = range(part.times) if part.times <= MOST_ROUNDS else (0, 1, part.times - 1)
    told = 0
    for number in numbers:
        begins = now + number * time
        if number > told:
            begun = now + told * time
            yield LeftOut(begun, begins, number - told, rounds.at(0, told), rounds.at(0, number))
        told = number + 1
        for place, step in enumerate(part.steps):
            before, after = rounds.at(place, number), rounds.at(place + 1, number)
            at = begins + time_of(part.steps[:place])
            if isinstance(step, Delay):
                yield Passing(at, at + step.steps, before, after)
            else:
                yield Happening(at, step, before, after)
