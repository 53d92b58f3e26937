"""Steps that nothing later needs are left out, and waits last no longer than they must: all by replaying."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from functools import partial

from bcm_formal.system.repeated import after as after_part
from bcm_formal.system.semantics import Interpreter, Predicate
from bcm_formal.system.state import Delay, Part, Parts, Repeat, State

REPLAYED = 30_000
"""steps replayed for one life at most; what is left by then may hold a step too many, and is replayed all the same"""
_COMPARED = 10
"""comparing so many steps costs as much as replaying one"""
_PAIRED = 30
"""lives of so many steps are tried without any two of them"""

TransitionFilter = Callable[[State, Part, State], bool]
"""whether a step, or all rounds of a repeat, from one state to the other may be part of a life"""


def shortened(
    interpreter: Interpreter,
    start: State,
    steps: Sequence[Part],
    good: Predicate,
    allowed: TransitionFilter = lambda *_: True,
) -> Parts:
    """Some of the steps, in this order and with waits perhaps later and shorter, that lead from `start` to a good state
    as all of them do; without any single one of them, or with a wait shorter by one, they do not.

    More than `REPLAYED` steps are not tried, where `_COMPARED` that are only compared count as one: what is returned
    then is good as well.
    """
    return _Shortening(interpreter, start, good, allowed).of(steps)


def replayed(interpreter: Interpreter, start: State, steps: Sequence[Part]) -> tuple[State, ...] | None:
    """The start and the state after each of the steps; None if some step is not possible."""
    states = [start]
    for step in steps:
        after = after_part(interpreter, states[-1], step)
        if after is None:
            return None
        states.append(after)
    return tuple(states)


class _SpentError(Exception):
    """No more steps may be replayed."""


class _Shortening:
    def __init__(self, interpreter: Interpreter, start: State, good: Predicate, allowed: TransitionFilter) -> None:
        self.interpreter, self.start, self.good, self.allowed = interpreter, start, good, allowed
        self.left = REPLAYED
        self.best: Parts = ()
        self._states = [start]
        """along the best steps, as far as they are known"""
        self._known: dict[tuple[State, Part], State | None] = {}

    def of(self, steps: Sequence[Part]) -> Parts:
        self.best = gathered(self.interpreter, self.start, merged(steps))
        shorter: tuple[Callable[[], bool], ...] = (self._singles, self._windows, self._waits, self._pairs)
        ways = (*shorter, self._rounds, self._earlier, self._postponed)
        try:
            while any(way() for way in ways):
                pass
        except _SpentError:
            pass
        return self.best

    def _is_better(self, steps: Sequence[Part]) -> bool:
        """True iff the steps lead to a good state; they are then the best."""
        tried = merged(steps)
        self._spend(len(tried) // _COMPARED)
        known = next(
            (
                place
                for place, (new, old) in enumerate(zip(tried, self.best, strict=False))
                if new is not old and new != old
            ),
            min(len(tried), len(self.best)),
        )
        states = self._along(known)
        for step in tried[len(states) - 1 :]:
            after = self._after(states[-1], step)
            if after is None:
                return False
            states.append(after)
        if not self.good(states[-1]):
            return False
        self.best, self._states = tried, states
        return True

    def _along(self, count: int) -> list[State]:
        """The states along so many of the best steps, as far as they can be taken."""
        for step in self.best[len(self._states) - 1 : count]:
            after = self._after(self._states[-1], step)
            if after is None:
                break
            self._states.append(after)
        return self._states[: count + 1]

    def _after(self, state: State, step: Part) -> State | None:
        """The state after a step that may be taken; each costs one of those that may be replayed."""
        self._spend(2 * len(step.steps) if isinstance(step, Repeat) else 1)
        key = state, step
        if key not in self._known:
            after = after_part(self.interpreter, state, step)
            self._known[key] = after if after is not None and self.allowed(state, step, after) else None
        return self._known[key]

    def _spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise _SpentError

    def _singles(self) -> bool:
        """Without one step, the last ones first."""
        found = False
        for index in reversed(range(len(self.best))):
            found |= index < len(self.best) and self._is_better((*self.best[:index], *self.best[index + 1 :]))
        return found

    def _windows(self) -> bool:
        """Without several steps in a row: a detour."""
        for size in range(len(self.best), 1, -1):
            for first in range(len(self.best) - size + 1):
                last = first + size
                if self._may_follow(first, last) and self._is_better((*self.best[:first], *self.best[last:])):
                    return True
        return False

    def _pairs(self) -> bool:
        """Without two steps, of which one may only undo the other."""
        if len(self.best) > _PAIRED:
            return False
        return any(
            self._is_better((*self.best[:one], *self.best[one + 1 : other], *self.best[other + 1 :]))
            for one in range(len(self.best))
            for other in range(one + 2, self._reach_without(one) + 1)
        )

    def _may_follow(self, first: int, place: int) -> bool:
        """False only if the step at a place is not possible right after the first so many."""
        if place == len(self.best) or self._is_one_wait(first, place):
            return True
        return self._after(self._along(first)[-1], self.best[place]) is not None

    def _reach_without(self, one: int) -> int:
        """The place of the first step that is not possible without the one at a place; the last place if there is none.

        Leaving out only what comes later does not help, unless a wait that may not end there then goes on."""
        if self._is_one_wait(one, one + 1):
            return len(self.best) - 1
        state = self._along(one)[-1]
        for place in range(one + 1, len(self.best)):
            after = self._after(state, self.best[place])
            if after is None:
                return min(place + isinstance(self.best[place], Delay), len(self.best) - 1)
            state = after
        return len(self.best) - 1

    def _is_one_wait(self, first: int, place: int) -> bool:
        """True iff the last of the first so many steps and the one at a place would become one wait."""
        return 0 < first <= place < len(self.best) and all(
            isinstance(step, Delay) for step in (self.best[first - 1], self.best[place])
        )

    def _earlier(self) -> bool:
        """With things done before waits after which they were done: what can be done at once is done at once."""
        found = False
        while self._moved_earlier():
            found = True
        return found

    def _moved_earlier(self) -> bool:
        for index, step in enumerate(self.best):
            if isinstance(step, Delay):
                continue
            for wait in range(index):
                head, between = self.best[:wait], self.best[wait:index]
                moved = (*head, step, *between, *self.best[index + 1 :])
                if isinstance(self.best[wait], Delay) and self._is_better(moved):
                    return True
        return False

    def _postponed(self) -> bool:
        """With a wait that is shorter by what the next one is longer: each as long as what comes after it asks."""
        waits = [index for index, step in enumerate(self.best) if isinstance(step, Delay)]
        return any(self._moved_on(one, other) for one, other in itertools.pairwise(waits))

    def _moved_on(self, one: int, other: int) -> bool:
        first, second = self.best[one], self.best[other]
        assert isinstance(first, Delay)
        assert isinstance(second, Delay)
        head, between, tail = self.best[:one], self.best[one + 1 : other], self.best[other + 1 :]
        low, high = -1, first.steps
        while high - low > 1:
            middle = (low + high) // 2
            kept = (Delay(middle),) if middle else ()
            if self._is_better((*head, *kept, *between, Delay(second.steps + first.steps - middle), *tail)):
                high = middle
            else:
                low = middle
        return high < first.steps

    def _waits(self) -> bool:
        """With a wait that is shorter: by halving, then by one."""
        return any(
            self._shorter(index, step.steps, Delay) for index, step in enumerate(self.best) if isinstance(step, Delay)
        )

    def _rounds(self) -> bool:
        """With fewer rounds, found in the same way, or without a step of each round."""
        for index, part in enumerate(self.best):
            if not isinstance(part, Repeat):
                continue
            if self._shorter(index, part.times, partial(Repeat, part.steps)):
                return True
            for place in range(len(part.steps) if len(part.steps) > 1 else 0):
                fewer = Repeat((*part.steps[:place], *part.steps[place + 1 :]), part.times)
                if self._is_better((*self.best[:index], fewer, *self.best[index + 1 :])):
                    return True
        return False

    def _shorter(self, index: int, length: int, part: Callable[[int], Part]) -> bool:
        """With the part at a place made for a smaller number."""
        head, tail = self.best[:index], self.best[index + 1 :]
        low, high = 0, length
        while high - low > 1:
            middle = (low + high) // 2
            if self._is_better((*head, part(middle), *tail)):
                high = middle
            else:
                low = middle
        while high > 1 and self._is_better((*head, part(high - 1), *tail)):
            high -= 1
        return high < length


def gathered(interpreter: Interpreter, start: State, parts: Sequence[Part]) -> Parts:
    """The same steps, where those before or after a repeat that are one more round of it belong to it, if that is shown
    to be possible as well. The parts can be taken from `start`."""
    if not any(isinstance(part, Repeat) for part in parts):
        return tuple(parts)
    found: list[Part] = []
    states, place = [start], 0
    while place < len(parts):
        part, place = parts[place], place + 1
        if isinstance(part, Repeat):
            size = len(part.steps)
            while tuple(parts[place : place + size]) == part.steps:
                if after_part(interpreter, states[-1], more := _one_more(part)) is None:
                    break
                part, place = more, place + size
            while tuple(found[-size:]) == part.steps:
                if after_part(interpreter, states[-1 - size], more := _one_more(part)) is None:
                    break
                part, found, states = more, found[:-size], states[:-size]
        after = after_part(interpreter, states[-1], part)
        assert after is not None, "the parts can be taken"
        found.append(part)
        states.append(after)
    return tuple(found)


def _one_more(part: Repeat) -> Repeat:
    return Repeat(part.steps, part.times + 1)


def merged(steps: Sequence[Part]) -> Parts:
    """The steps with waits that follow each other as one."""
    found: list[Part] = []
    for step in steps:
        if isinstance(step, Delay) and found and isinstance(found[-1], Delay):
            found[-1] = Delay(found[-1].steps + step.steps)
        else:
            found.append(step)
    return tuple(found)
