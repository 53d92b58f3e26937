"""What clocks, windows and values are over a life course, stretch by stretch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Generic, TypeVar, cast

from bcm_formal.answers.timelines.passing import Happening, Passing, Piece
from bcm_formal.model.expressions import Term
from bcm_formal.model.model import Model, Window
from bcm_formal.model.types import Value
from bcm_formal.records import dataclass
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A reading from one moment to another: `first` at `since`, `last` at `until`, and even in between."""

    since: int
    until: int
    first: int
    last: int

    def at(self, moment: int) -> int:
        """The reading at a moment of it."""
        if self.until == self.since:
            return self.last
        return self.first + (self.last - self.first) * (moment - self.since) // (self.until - self.since)


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """A value or a status that is had from `since` to `until`, both moments; the same moment: only in passing."""

    since: int
    until: int
    value: T


def states_at_ends(pieces: Sequence[Piece], start: State) -> tuple[State, State]:
    """The state at the start and the one at the end."""
    if not pieces:
        return start, start
    last = pieces[-1]
    return start, last.after if isinstance(last, Happening) else last.last


def clock_stretches(pieces: Sequence[Piece], index: int) -> tuple[Stretch, ...]:
    """What a clock shows, by its place among the clocks; nothing is said of rounds that are left out."""
    passing = (piece for piece in pieces if isinstance(piece, Passing))
    found = (Stretch(p.since, p.until, p.first.clocks[index], p.last.clocks[index]) for p in passing)
    return _joined(found)


def window_stretches(interpreter: Interpreter, pieces: Sequence[Piece], window: Window) -> tuple[Stretch, ...]:
    """What a window shows, of which parts move on while time passes."""
    body = next(item.body for item in interpreter.model.definitions if item.name == window.name)
    read = interpreter.reading(cast("Term", body))
    found = (stretch for p in pieces if isinstance(p, Passing) for stretch in _by_units(interpreter, read, window, p))
    return _joined(found)


def _by_units(
    interpreter: Interpreter, read: Callable[[State], int], window: Window, passing: Passing
) -> Iterator[Stretch]:
    """The reading at each unit of time, until every part of the window is newer than the beginning."""
    state, now = passing.first, passing.since
    for _ in range(window.over + 1):
        if now == passing.until:
            return
        following = interpreter.pass_time(state, 1)
        assert following is not None, "shorter waits are possible where a longer one is"
        yield Stretch(now, now + 1, read(state), read(following))
        state, now = following, now + 1
    if now < passing.until:
        yield Stretch(now, passing.until, read(state), read(passing.last))


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The same with those in one that follow each other without a jump or a bend."""
    found: list[Stretch] = []
    for item in stretches:
        before = found[-1] if found else None
        if before is not None and (before.until, before.last) == (item.since, item.first) and _is_even(before, item):
            found[-1] = Stretch(before.since, item.until, before.first, item.last)
        else:
            found.append(item)
    return tuple(found)


def _is_even(one: Stretch, other: Stretch) -> bool:
    rise, further = one.last - one.first, other.last - other.first
    return rise * (other.until - other.since) == further * (one.until - one.since)


def attribute_held(model: Model, pieces: Sequence[Piece], start: State, name: str) -> tuple[Held[Value], ...]:
    """The values of an attribute; those had only within a moment are left out, but for the last."""
    index = next(place for place, item in enumerate(model.attributes) if item.name == name)
    found = _held(pieces, start, lambda state: state.attributes[index])
    kept = [held for held in found[:-1] if held.since < held.until]
    return tuple(_again((*kept, found[-1])))


def is_constant(model: Model, pieces: Sequence[Piece], start: State, name: str) -> bool:
    """True iff the attribute has one value all the time, and none even in passing."""
    index = next(place for place, item in enumerate(model.attributes) if item.name == name)
    return len(_held(pieces, start, lambda state: state.attributes[index])) == 1


def statuses_held(pieces: Sequence[Piece], start: State) -> tuple[Held[str], ...]:
    """The statuses in order, those passed through in no time, too."""
    return tuple(_held(pieces, start, lambda state: state.status))


def _held(pieces: Sequence[Piece], start: State, of: Callable[[State], T]) -> list[Held[T]]:
    """What is had, one after the other, with the moments at which it changes; rounds that are left out are bridged."""
    found = [Held(0, 0, of(start))]
    for piece in pieces:
        until, after = (piece.at, piece.after) if isinstance(piece, Happening) else (piece.until, piece.last)
        found[-1] = Held(found[-1].since, until, found[-1].value)
        if of(after) != found[-1].value:
            found.append(Held(until, until, of(after)))
    return found


def _again(kept: Iterable[Held[T]]) -> Iterator[Held[T]]:
    """Equal neighbours as one."""
    for value, group in groupby(kept, key=lambda held: held.value):
        several = list(group)
        yield Held(several[0].since, several[-1].until, value)
