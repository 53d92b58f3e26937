"""Loops over unbounded numbers: what going round any number of times leads to, in one step.

A loop is a sequence of moves, and of waits between them whose length is always the same, from a status back to it that
adds constants to some numbers and leaves or sets the others (A. Finkel, J. Leroux, "How to compose
Presburger-accelerations", FSTTCS 2002). From a state y, after k rounds,
the numbers are y + k·c; guards are convex, so it is enough that they are met in the first round and in the last. So k
is eliminated like the length of a delay. How many rounds are left, or something that falls with it, is the *measure*
that the certificate gives: ranks alone cannot say that a way comes to an end if there is no most number of rounds.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterator, Sequence

from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import Move
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.compiled import Choices, Compiled, Effect, Pick, Piece
from bcm_formal.verify.regions.flows import Flow
from bcm_formal.verify.regions.zone import Affine, Inexact, LeastDelay, Zone, Zones, combination, implies

MOST_PATHS = 32
"""so many combinations of a loop's cases are looked at"""

Forms = tuple[Affine, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """`factor` times the largest of `forms` and zero, plus `more`."""

    forms: Forms
    factor: int = 1
    more: int = 0

    def read_before(self, images: Forms, count: int) -> Forms:
        """The forms where the variables become `images`."""
        return tuple(composed(form, images, count) for form in self.forms)


@dataclass(frozen=True, slots=True)
class LoopMove:
    """One move of a loop, taken in states of `allowed`."""

    move: Move
    choices: Choices
    allowed: Piece

    @property
    def key(self) -> Hashable:
        """The same for the same move, wherever it is allowed."""
        return id(self.move), self.choices


@dataclass(frozen=True, slots=True)
class LoopWait:
    """A wait of a loop in a status, in states of `allowed`. How long it is must follow from what was set before it in
    the round."""

    status: str
    delay: LeastDelay
    allowed: Piece

    @property
    def key(self) -> Hashable:
        """The same for the same wait, wherever it is allowed."""
        return self.status, self.delay


LoopStep = LoopMove | LoopWait


@dataclass(frozen=True, slots=True)
class LoopStage:
    """States within a round that lead to another round (`again`) or to where the loop leads (`last`)."""

    status: str
    again: Piece
    last: Piece
    measure: Measure


@dataclass(frozen=True, slots=True)
class Loop:
    """States that get to where the loop leads by one round or more."""

    zone: Zone
    bdd: Diagram
    measure: Measure
    by: tuple[LeastDelay | tuple[Move, Choices], ...]
    """the steps of a round"""
    stages: tuple[LoopStage, ...]
    """one after each step but the last"""


def loops(compiled: Compiled, steps: Sequence[LoopStep], base: Piece) -> Iterator[Loop]:
    """The ways in which the steps, taken one after the other any number of times, lead into the base."""
    paths = itertools.product(*(_cases(compiled, step) for step in steps))
    for path in itertools.islice(paths, MOST_PATHS):
        try:
            turns = _turns(compiled, steps, path)
            found = None if turns is None else _Path(compiled, turns).loop(base)
        except Inexact:
            continue
        if found is not None:
            yield found


def _cases(compiled: Compiled, step: LoopStep) -> list[Effect | Flow]:
    """The cases of a step that set no variable of zones to any number; not more than can be looked at."""
    cases: Iterator[Effect | Flow]
    if isinstance(step, LoopWait):
        cases = compiled.flows(step.status).all()
    else:
        cases = (effect for effect in compiled.effects(step.move) if not effect.freed)
    return list(itertools.islice(cases, MOST_PATHS))


@dataclass(frozen=True, slots=True)
class _Turn:
    """One step of a round, in one of its cases: what becomes of variables, and where they must be before and after."""

    status: str
    by: LeastDelay | tuple[Move, Choices]
    choices: Choices
    values: tuple[Affine | None, ...]
    guard: Zone
    entered: Zone
    allowed: Piece
    case: Effect | Flow


def _turns(compiled: Compiled, steps: Sequence[LoopStep], path: Sequence[Effect | Flow]) -> tuple[_Turn, ...] | None:
    """The steps in these cases; None if some wait has no length that is always the same."""
    zones, turns = compiled.zones, list[_Turn]()
    itself = _itself(zones)
    images = itself
    for step, case in zip(steps, path, strict=True):
        if isinstance(step, LoopMove):
            assert isinstance(case, Effect)
            by = step.move, step.choices
            turns.append(
                _Turn(step.move.source, by, step.choices, case.values, case.guard, case.entered, step.allowed, case)
            )
        else:
            assert isinstance(case, Flow)
            length = _length(step.delay, images, zones.count)
            entered = zones.meet(case.allowed, step.allowed[0])
            if not length or entered is None:
                return None
            later = ((own[0], length) if runs else None for own, runs in zip(itself, case.runs, strict=True))
            delay = LeastDelay((), length)
            turns.append(_Turn(step.status, delay, (), tuple(later), zones.everything, entered, step.allowed, case))
        after = (value or own for value, own in zip(turns[-1].values, itself, strict=True))
        images = tuple(composed(form, images, zones.count) for form in after)
    return tuple(turns)


def _length(delay: LeastDelay, images: Forms, count: int) -> int | None:
    """The length of a wait in states whose variables are `images` of those before; None if it depends on those."""
    lengths = [0]
    for slope, (coefficients, bound) in delay.lowers:
        read, constant = composed((coefficients, 0), images, count)
        if any(read):
            return None
        lengths.append(-((bound - constant) // slope))
    return delay.more + max(lengths)


def _itself(zones: Zones) -> Forms:
    """Every variable."""
    return tuple((zones.difference(place, 0), 0) for place in range(1, zones.size))


def composed(form: Affine, images: Forms, count: int) -> Affine:
    """A linear value of the state after, read in the state before, where each variable after is its image."""
    coefficients, constant = combination(zip(form[0], images, strict=True), count)
    return coefficients, constant + form[1]


class _Path:
    """One case for each step of a loop."""

    def __init__(self, compiled: Compiled, turns: tuple[_Turn, ...]) -> None:
        self.compiled, self.zones, self.turns = compiled, compiled.zones, turns
        self.itself = _itself(self.zones)

    def loop(self, base: Piece) -> Loop | None:
        zone, bdd = base
        maps = self._maps()
        steps = self._steps(maps[0])
        guard = self._zone_before(self.zones.everything, 0)
        valuations = self._for_ever(bdd)
        if steps is None or guard is None or valuations == self.compiled.diagrams.false:
            return None
        ends = self._settled(zone, guard, maps[0])
        starts = None if ends is None else self._settled(guard, zone, maps[0])
        if ends is None or starts is None:
            return None
        found = self._rounds(ends, starts, steps)
        if found is None:
            return None
        around, forms = found
        length = len(self.turns)
        stages: list[LoopStage] = []
        for place in range(1, length):
            again, last = self._zone_before(around, place), self._zone_before(zone, place)
            if again is None or last is None:
                return None
            read = Measure(forms).read_before(maps[place], self.zones.count)
            stages.append(
                LoopStage(
                    self.turns[place].status,
                    (again, self._valuations_before(valuations, place)),
                    (last, self._valuations_before(bdd, place)),
                    Measure(read, length, length - place),
                )
            )
        by = tuple(turn.by for turn in self.turns)
        return Loop(around, valuations, Measure(forms, length), by, tuple(stages))

    def _maps(self) -> list[Forms]:
        """For each place in the round the variables at its end, read there."""
        maps = [self.itself]
        for turn in reversed(self.turns):
            images = tuple(value or own for value, own in zip(turn.values, self.itself, strict=True))
            maps.append(tuple(composed(form, images, self.zones.count) for form in maps[-1]))
        return maps[::-1]

    def _steps(self, after: Forms) -> tuple[int, ...] | None:
        """What a round adds to each variable (to one that it sets: nothing); None: it does something else."""
        steps: list[int] = []
        for (coefficients, constant), (own, _) in zip(after, self.itself, strict=True):
            if coefficients == own:
                steps.append(constant)
            elif not any(coefficients):
                steps.append(0)
            else:
                return None
        return tuple(steps) if any(steps) else None

    def _settled(self, zone: Zone, other: Zone, after: Forms) -> Zone | None:
        """The part of a zone where variables that a round sets have that value, unless neither zone reads them."""
        result: Zone | None = zone
        for place, (coefficients, constant) in enumerate(after):
            if any(coefficients) or (self._is_free(zone, place) and self._is_free(other, place)):
                continue
            own = self.itself[place][0]
            for sign in (1, -1):
                limit = tuple(sign * k for k in own), sign * constant
                result = None if result is None else self.zones.constrain(result, limit)
        return result

    def _is_free(self, zone: Zone, place: int) -> bool:
        return not any(coefficients[place] for coefficients, _ in self.zones.constraints(zone))

    # --- attribute valuations ---

    def _for_ever(self, bdd: Diagram) -> Diagram:
        """The valuations that are in this set again after every round."""
        while (smaller := bdd & self._valuations_before(bdd, 0)) != bdd:
            bdd = smaller
        return bdd

    def _valuations_before(self, bdd: Diagram, place: int) -> Diagram:
        """The valuations that, at a place in the round, will be in `bdd` at its end."""
        diagrams = self.compiled.diagrams
        for turn in reversed(self.turns[place:]):
            if isinstance(turn.case, Flow):
                bdd &= turn.case.bdd
            else:
                bdd &= turn.case.bdd_after
                for name, value in turn.choices:
                    assert not isinstance(value, Pick), "no variable of zones is freed on a loop"
                    bdd = diagrams.algebra.restrict(bdd, diagrams.code(name, value))
                bdd = self.compiled.unchanged(turn.case.update, bdd) & turn.case.update.bdd
            bdd &= turn.allowed[1]
        return bdd

    # --- zones ---

    def _zone_before(self, zone: Zone, place: int) -> Zone | None:
        """From where, at a place in the round, its end lies in the zone."""
        result: Zone | None = zone
        for turn in reversed(self.turns[place:]):
            result = None if result is None else self.zones.meet(result, turn.entered)
            result = None if result is None else self.zones.substitute(result, turn.values)
            result = None if result is None else self.zones.meet(result, turn.guard)
            result = None if result is None else self.zones.meet(result, turn.allowed[0])
        return result

    def _rounds(self, ends: Zone, starts: Zone, steps: tuple[int, ...]) -> tuple[Zone, Forms] | None:
        """(from where one round or more, each begun in `starts`, leads into `ends`; what falls with each round)."""
        lowers: list[tuple[int, Affine]] = [(1, ((0,) * self.zones.count, -1))]
        uppers: list[tuple[int, Affine]] = []
        still: list[Affine] = []
        forms: list[Affine] = []
        for coefficients, bound in self.zones.constraints(ends):
            slope = sum(k * step for k, step in zip(coefficients, steps, strict=True))
            if slope < 0 and not implies(self.zones.everything, (coefficients, bound)):
                lowers.append((-slope, (coefficients, bound)))
                forms.append((coefficients, -bound))
            elif slope > 0:
                uppers.append((slope, (coefficients, bound)))
            elif slope == 0:
                still.append((coefficients, bound))
        for coefficients, bound in self.zones.constraints(starts):
            slope = sum(k * step for k, step in zip(coefficients, steps, strict=True))
            if slope > 0:
                uppers.append((slope, (coefficients, bound + slope)))
            else:
                still.append((coefficients, bound))
        for low_slope, (low, low_bound) in lowers:
            for high_slope, (high, high_bound) in uppers:
                mixed = tuple(high_slope * a + low_slope * b for a, b in zip(low, high, strict=True))
                if low_slope > 1 and high_slope > 1:
                    if any(mixed) or not _has_multiple(low_bound + high_bound, low_slope, high_slope):
                        raise Inexact
                    continue
                still.append((mixed, high_slope * low_bound + low_slope * high_bound))
        result: Zone | None = self.zones.everything
        for constraint in still:
            result = None if result is None else self.zones.constrain(result, constraint)
        return None if result is None else (result, tuple(forms))


def _has_multiple(length: int, low_slope: int, high_slope: int) -> bool:
    """True iff every interval so long (its last point less its first) holds a multiple of the slope, which is the same
    for both ends."""
    return low_slope == high_slope and length >= low_slope - 1
