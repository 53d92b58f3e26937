"""Climbs: events that move attributes one way only, followed as far as they lead, in one region.

While every event takes its attributes nearer to one end of their values, how far they are from it falls with each
step, and no order of the events is needed to see that they come to an end. So all that leads into a set by such events
is one region whose ways lead into the set or into the region again, with that distance as its measure; one region for
each event that was followed would be as many, each of which has to name those before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from bcm_formal.model.expressions import (
    AttributeTerm,
    Choose,
    Comparison,
    Condition,
    Flag,
    Number,
    Term,
    scaled,
    total,
)
from bcm_formal.model.model import Model
from bcm_formal.model.types import Choice, DurationChoice, Integer, Level, Range, YesNo, is_ordered
from bcm_formal.records import dataclass
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.compiled import Case, Choices, Compiled, Update
from bcm_formal.verify.regions.diagram import Diagrams


@dataclass(frozen=True, slots=True)
class Distance:
    """How far some attributes are from the last (`True`) or first of their values, all added up."""

    ends: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Climb:
    """The valuations that a climb begins in (perhaps none), and which of them get nearer by which move."""

    bdd: Diagram
    steps: tuple[tuple[Diagram, Case, Choices], ...]
    distance: Distance
    settled: frozenset[int]
    """the places of cases that lead into the set or the climb from nowhere else"""


class _Climbing:
    """A climb that is being made."""

    def __init__(self, bdd: Diagram, found: Diagram, allowed: Diagram, read: set[str]) -> None:
        self.reached, self.found, self.allowed = bdd, found, allowed
        self.read = read
        """what was reached depends on no other attribute"""
        self.ways: dict[str, bool] = {}
        """which way attributes go"""
        self.steps: list[tuple[Diagram, Case, Choices]] = []
        self.followed: dict[int, Diagram] = {}
        """what was reached when a case was followed last"""
        self.settled: set[int] = set()

    def is_to_be_followed(self, place: int) -> bool:
        """True iff something was reached since the case was followed."""
        return self.followed.get(place) != self.reached

    def result(self) -> Climb:
        ends = Distance(tuple(sorted(self.ways.items())))
        return Climb(self.found, tuple(self.steps), ends, frozenset(self.settled))


class Climber:
    """Finds climbs on one model."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled, self._diagrams = compiled, compiled.diagrams
        self._nearer: dict[tuple[int, tuple[bool, ...]], tuple[Update, Diagram]] = {}
        self._attributes: dict[int, tuple[Update, tuple[str, ...]]] = {}
        self._read: dict[int, tuple[Update, tuple[str, ...]]] = {}

    def climb(self, cases: Sequence[Case], bdd: Diagram, allowed: Diagram) -> Climb:
        """All that leads into `bdd` within `allowed` by those of the cases that agree on which way attributes go.

        The cases leave status and zone as they are. Which way an attribute goes is what the first case that finds
        something says. What a case finds is followed at once: by what brings about its guard, then by itself, and only
        then by others. So what one case needs is out of the way before the next is looked at, and sets stay small.
        """
        climbing = _Climbing(bdd, self._diagrams.false, allowed, self._read_in(bdd))
        writers: dict[str, list[int]] = {}
        for place, case in enumerate(cases):
            for name in self._attributes_of(case):
                writers.setdefault(name, []).append(place)
        while waiting := [place for place in range(len(cases)) if climbing.is_to_be_followed(place)]:
            waiting.reverse()
            while waiting:
                place = waiting.pop()
                if climbing.is_to_be_followed(place) and self._follow(climbing, place, cases[place]):
                    needed = (at for name in self._read_by(cases[place]) for at in writers.get(name, ()))
                    waiting += (place, *needed)
        return climbing.result()

    def _follow(self, climbing: _Climbing, place: int, case: Case) -> bool:
        """Add what leads into what was reached by the case; false if nothing does, or not that way."""
        climbing.followed[place] = climbing.reached
        climbing.settled.discard(place)
        names, false = self._attributes_of(case), self._diagrams.false
        if not names:
            return False
        if climbing.read.isdisjoint(names):  # what is changed makes no difference
            climbing.settled.add(place)
            return False
        valuations, choices = next(self._compiled.before(case, climbing.reached), (false, ()))
        new = valuations & climbing.allowed & ~climbing.reached
        if new == false:
            climbing.settled.add(place)
            return False
        for went in _directions(names, climbing.ways):
            nearer = new & self._gets_nearer(case.update, names, went)
            if nearer != false:
                climbing.ways.update(zip(names, went, strict=True))
                climbing.steps.append((nearer, case, choices))
                climbing.reached |= nearer
                climbing.found |= nearer
                climbing.read.update(self._read_in(nearer))
                return True
        return False

    def _read_by(self, case: Case) -> tuple[str, ...]:
        """The attributes that the guard of a case reads."""
        key = id(case.update)
        if key not in self._read:
            owners = self._read_in(case.update.bdd)
            self._read[key] = case.update, tuple(name for name in self._diagrams.domains if name in owners)
        return self._read[key][1]

    def _read_in(self, bdd: Diagram) -> set[str]:
        """The attributes that some valuations depend on."""
        support = self._diagrams.algebra.support(bdd)
        return {self._diagrams.owner[bit] for bit in support if bit in self._diagrams.owner}

    def _attributes_of(self, case: Case) -> tuple[str, ...]:
        """The attributes that a case changes; none if one has no order, or is set to anything."""
        key = id(case.update)
        if key not in self._attributes:
            owners = tuple(dict.fromkeys(self._diagrams.owner[bit] for bit in case.update.bits))
            kinds = (self._compiled.system.model.attribute[name].kind for name in owners)
            fit = all(isinstance(kind, YesNo) or is_ordered(kind) for kind in kinds)
            free = any(name in self._diagrams.domains for name in case.move.free)
            self._attributes[key] = case.update, owners if fit and not free else ()
        return self._attributes[key][1]

    def _gets_nearer(self, update: Update, names: tuple[str, ...], ways: tuple[bool, ...]) -> Diagram:
        """Where an update takes none of the attributes farther from its end, and some nearer."""
        key = id(update), ways
        if key not in self._nearer:
            none_farther, some_nearer = self._diagrams.true, self._diagrams.false
            for name, upwards in zip(names, ways, strict=True):
                more, same = _compared(self._diagrams, update, name)
                nearer = more if upwards else ~(more | same)
                none_farther &= nearer | same
                some_nearer |= nearer
            self._nearer[key] = update, none_farther & some_nearer
        return self._nearer[key][1]


def _directions(names: tuple[str, ...], ways: dict[str, bool]) -> Iterator[tuple[bool, ...]]:
    """Which way each attribute may go: as `ways` says, otherwise all upwards or all downwards."""
    for upwards in (True, False):
        went = tuple(ways.get(name, upwards) for name in names)
        yield went
        if all(name in ways for name in names):
            return


def _compared(diagrams: Diagrams, update: Update, name: str) -> tuple[Diagram, Diagram]:
    """(before which states an attribute gets a later value of its type, and before which it keeps its value)."""
    later, same = diagrams.false, diagrams.true
    for bit in diagrams.bits[name]:
        own = diagrams.algebra.bit(bit)
        new = update.bits.get(bit, own)
        later |= same & new & ~own
        same &= (new & own) | ~(new | own)
    return later, same


def distance_term(distance: Distance, model: Model, diagrams: Diagrams) -> Term:
    """A distance as an expression, which is a number whatever the values of the attributes are."""
    terms: list[Term] = []
    for name, upwards in distance.ends:
        kind, values = model.attribute[name].kind, diagrams.domains[name]
        term = AttributeTerm(name, kind)
        match kind:
            case Range(low, high):
                terms += (Number(high, Integer()), scaled(-1, term)) if upwards else (term, Number(-low, Integer()))
            case YesNo():
                terms.append(_one_if(Flag(name), not upwards))
            case Choice() | Level() | Integer() | DurationChoice():  # one value after the other
                later = (Comparison(">=", term, Number(int(value), kind)) for value in values[1:])
                terms += (_one_if(condition, not upwards) for condition in later)
            case _:
                assert_never(kind)
    return total(terms)


def _one_if(condition: Condition, value: bool) -> Term:
    """1 where the condition has this truth value, else 0."""
    zero, one = Number(0, Integer()), Number(1, Integer())
    return Choose(condition, one, zero) if value else Choose(condition, zero, one)
