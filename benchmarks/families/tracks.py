"""Policies with a track of five statuses for each clock, which is live in that track alone.

A stage is left upwards after a time on the track's clock and with some attributes; a limit on it ends the track. From
the last stage of a track the way goes on to a later track or to the end, and setbacks lead back to its first stage or
out of it. What is asked is of all kinds of sentences in turn.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

SIZES = (3, 6, 9, 12)
STAGES, ATTRIBUTES, PROPERTIES = 5, 40, 40

_FIXED = {"origin": "one of near, far, other, fixed, starts any", "refuge": "yes or no, fixed, starts any"}
_LEVELS = {"language": ("none", "a1", "a2", "b1"), "income": ("below", "minimum", "median")}


def tracks(count: int, seed: int = 0) -> str:
    """The text of the policy with so many tracks; with 12 it has 62 statuses, 40 attributes and 146 rules."""
    return "\n".join(_Drawn(random.Random(seed), count).lines()) + "\n"


@dataclass
class _Drawn:
    draw: random.Random
    count: int

    def lines(self) -> Iterator[str]:
        yield from (f'policy tracks_{self.count} "{self.count} tracks"', "  time in months", "layer away")
        yield from (*(f"layer t{track}" for track in range(self.count)), "layer above")
        yield from ("actor authority", "actor employer")
        yield from (f"attribute {name}: {kind}" for name, kind in _FIXED.items())
        yield from (f"attribute {name}: {' < '.join(levels)}, starts {levels[0]}" for name, levels in _LEVELS.items())
        yield from (f"attribute {flag}: yes or no, starts no" for flag in self.flags)
        for track in range(self.count):
            others = ", ".join(f"t{other}" for other in range(self.count) if other != track)
            yield from (f"clock c{track}", f"  runs in t{track}", f"  zero in away, {others}, above")
        yield from ("status abroad in away", "status settled in above")
        yield from (f"status {self.stage(track, k)} in t{track}" for track in range(self.count) for k in range(STAGES))
        for track in range(self.count):
            yield from self._track(track)
        yield from self._events()
        yield "start in abroad"
        for number in range(PROPERTIES):
            yield from (f"property p{number}:", f"  {self._sentence(number % 10)}")

    @property
    def flags(self) -> list[str]:
        return [f"f{number}" for number in range(ATTRIBUTES - len(_FIXED) - len(_LEVELS))]

    def stage(self, track: int, number: int) -> str:
        """Its status."""
        return f"s{track}_{number}"

    def _track(self, track: int) -> Iterator[str]:
        first, last = self.stage(track, 0), self.stage(track, STAGES - 1)
        yield from (f"transition enter{track} from abroad to {first} by authority", f"  when {self._asked()}")
        for number in range(STAGES - 1):
            here, onwards = self.stage(track, number), self.stage(track, number + 1)
            yield f"transition up{track}_{number} from {here} to {onwards} by authority"
            yield from (f"  when c{track} at least {6 * (number + 1) + track} months", f"   and {self._asked()}")
        later = track + self.draw.randint(1, 3)
        goal = self.stage(later, 0) if later < self.count else "settled"
        yield from (f"transition on{track} from {last} to {goal} by authority", f"  when {self._asked()}")
        yield f"   and c{track} at least {36 + 2 * track} months"
        every = ", ".join(self.stage(track, number) for number in range(STAGES))
        yield from (f"transition dismissed{track} from {every} to abroad by employer, adverse", "  when not f0")
        yield f"   and c{track} at least {3 + track} months"
        yield f"limit term{track} in t{track}"
        yield f"  while c{track} at most {60 + 5 * track} months, then {'abroad' if track % 2 else first}"

    def _events(self) -> Iterator[str]:
        anywhere = ", ".join(("away", *(f"t{track}" for track in range(self.count))))
        for name, levels in _LEVELS.items():
            yield from (f"event raise_{name} in {anywhere} by authority", f"  when {name} is not {levels[-1]}")
            yield f"  set {name} = next {name}"
        for number, flag in enumerate(self.flags):
            yield from (f"event get_{flag} in {anywhere} by authority", f"  set {flag} = yes")
            if number % 3 == 0:
                yield from (f"event lose_{flag} in {anywhere} by employer, adverse", f"  set {flag} = no")

    def _asked(self) -> str:
        one, other = self.draw.sample(self.flags, 2)
        level = self.draw.choice(("language at least a1", "language at least a2", "income at least minimum"))
        return self.draw.choice((f"{one} and {level}", f"({one} or {other})", f"({one} or refuge)"))

    def _sentence(self, kind: int) -> str:
        track = self.draw.randrange(self.count)
        here, last = self.stage(track, self.draw.randrange(STAGES)), self.stage(track, STAGES - 1)
        flag, years = self.draw.choice(self.flags), self.draw.randint(10, 30)
        return (
            f"every person in {here} can reach settled",
            f"no person in {last} with c{track} less than {24 + track} months",
            f"every person in {here} with {flag} can reach settled",
            f"every person entering settled has {flag}",
            f"every person in {here} can reach settled within {years} years",
            f"every person in {here} can reach settled despite {self.draw.randint(1, 2)} adverse events",
            f"some person can reach settled within {years} years",
            f"settled only after {flag}",
            f"better {self.draw.choice(tuple(_LEVELS))} never blocks settled",
            f"path to settled does not depend on {self.draw.choice(tuple(_FIXED))}",
        )[kind]
