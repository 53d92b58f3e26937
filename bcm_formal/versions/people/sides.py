"""Every person who can be met under the old law, with both lives: how long it takes to get to a target under each law.

A person is a state without the law that applies to them. Sets of persons are pieces of regions. One fixpoint counts
the time of all paths under all laws, so that a person's two least times are its two sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TypeVar

from bcm_formal.look.exploration import Explored, Explorer, some_starts
from bcm_formal.model.expressions import (
    TRUE,
    Condition,
    in_status,
)
from bcm_formal.model.sentences import Among, BetterNeverBlocks, BetterNeverDelays, Change
from bcm_formal.model.types import Value
from bcm_formal.system.help import Help
from bcm_formal.system.questions import Pairs, help_of, question_of
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.verify.cone import Rest, without_the_rest
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.backward import Backward
from bcm_formal.verify.regions.compared import Pieces, met_by
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.evidence import Concretizer
from bcm_formal.verify.regions.federation import Federation, federation_of, outside, widest
from bcm_formal.verify.regions.in_time import timed_of
from bcm_formal.verify.regions.reachable import EFFORT, ConcreteCourse, Reachable
from bcm_formal.verify.regions.timed import Timed, moved
from bcm_formal.verify.regions.zone import Inexact, Zone
from bcm_formal.versions.bridging import settled

EFFORTS = 200
"""times as much work as others may spend on looking for persons: all classes of all targets do so together"""
FEW, NEAR = 4, 100
"""so many pieces of a status are searched from first, until so many regions are found"""
LOOK = 2_000
"""states that are looked at before any are looked for"""


@lru_cache(maxsize=4)
def _near(system: TransitionSystem) -> Explored:
    """Some states that are reachable, with how."""
    return Explorer(system).explore(some_starts(system), LOOK)


class People:
    """Who can be met under the old law; found once for all targets of one model."""

    def __init__(self, compiled: Compiled, regime: str, old: Value, budget: Budget) -> None:
        self.compiled, self.budget = compiled, budget
        self.diagrams, self.zones = compiled.diagrams, compiled.zones
        self.bits = self.diagrams.bits[regime]
        self.old = self.diagrams.value(regime, old)
        self.reachable = Reachable(compiled, budget, EFFORTS * EFFORT)
        self._courses: dict[State, ConcreteCourse] = {}
        """how those came to be so who were met under the old law"""
        self._split: dict[tuple[Condition, str], list[Piece]] = {}
        self.settled = settled(compiled.system.model)
        self._look_around()

    @property
    def concretizer(self) -> Concretizer:
        return self.reachable.concretizer

    def of(self, condition: Condition, status: str) -> list[Piece]:
        """All persons in the status with the condition, met or not."""
        key = (condition, status)
        if key not in self._split:
            self._split[key] = self.compiled.split(in_status(condition, status))
        return self._split[key]

    def with_all(self, conditions: Iterable[Condition], status: str) -> list[Piece]:
        """All persons in the status with all of the conditions."""
        found: list[Piece] = [(self.zones.everything, self.diagrams.valid)]
        for condition in conditions:
            found = met_by(self.compiled, {status: found}, {status: self.of(condition, status)}).get(status, [])
        return found

    def common(self, one: Pieces, other: Pieces) -> Pieces:
        return met_by(self.compiled, one, other)

    def without(self, one: Pieces, other: Federation) -> Pieces:
        return outside(self.compiled, one, other, self.budget)

    def somebody(self, pieces: Pieces) -> State | None:
        """One of the persons who can be met under the old law; None: nobody of them can. Raises `Inexact`, and
        `BudgetExceededError`."""
        asked = self._under_the_old(pieces)
        known = self.reachable.remembered
        for status, here in asked.items():
            if (person := known.first_in(status, here)) is not None:
                return person
        course = self._course_into(self._possibly_met(asked))
        if course is None:
            return None
        start, steps, end = course
        if not self.concretizer.interpreter.is_start(start):
            before = self._courses[start]
            start, steps = before[0], [*before[1], *steps]
        self._remember((start, steps, end))
        return end

    def _course_into(self, asked: Pieces) -> ConcreteCourse | None:
        """A life course to somebody of them. A search from few pieces finds somebody near those who were met sooner
        than one from all."""
        for status, here in asked.items():
            widest_ones = sorted(here, key=lambda item: -item[0].width)[:FEW]
            try:
                course = self.reachable.course_into({status: widest_ones}, begin_anywhere=True, most=NEAR)
            except (Inexact, BudgetExceededError):
                continue
            if course is not None:
                return course
        return self.reachable.course_into(asked, begin_anywhere=True)

    def _possibly_met(self, asked: Pieces) -> Pieces:
        """What of the pieces is in no larger one that is known to be unreachable. (What several have together is left,
        so that a piece is not cut up.)"""
        unreachable, false = self.reachable.unreachable, self.diagrams.false
        found = {
            status: [(zone, left) for zone, bdd in here if (left := unreachable.uncovered(status, zone, bdd)) != false]
            for status, here in asked.items()
        }
        return {status: here for status, here in found.items() if here}

    def some_of(self, pieces: Pieces, most: int) -> list[State]:
        """Some of those who were met, at most so many of each status, those who were met first and last among them."""
        found: list[State] = []
        for status, here in self._under_the_old(pieces).items():
            met = self.reachable.remembered.all_in(status, here)
            found += met if len(met) <= most else [met[number * (len(met) - 1) // (most - 1)] for number in range(most)]
        return found

    def met_in(self, pieces: Pieces, gone: Federation) -> list[State]:
        """All of the pieces who were met and are not gone."""
        return [
            person
            for status, here in self._under_the_old(pieces).items()
            for person in self.reachable.remembered.all_in(status, here, gone.pieces.get(status, {}).items())
        ]

    def somebody_else(self, pieces: Pieces, gone: Federation) -> State | None:
        """As `somebody`, of those of the pieces who are not gone: somebody who was met, if there is one, before what is
        left is cut out."""
        asked = self._under_the_old(pieces)
        for status, here in asked.items():
            person = self.reachable.remembered.first_in(status, here, gone.pieces.get(status, {}).items())
            if person is not None:
                return person
        return self.somebody(self.without(pieces, gone))

    def course_to(self, person: State) -> ConcreteCourse:
        """The life course to somebody who was met."""
        return self._courses[person]

    def _under_the_old(self, pieces: Pieces) -> Pieces:
        """Those under the old law for whom no part of a window is over and has not moved on: it does so before the
        change, so that nobody meets the change as they are."""
        found: Pieces = {}
        for status, here in pieces.items():
            narrowed = [(zone, own) for zone, bdd in here if (own := bdd & self.old) != self.diagrams.false]
            if narrowed and self.settled != TRUE:
                narrowed = self.common({status: narrowed}, {status: self.of(self.settled, status)}).get(status, [])
            if narrowed:
                found[status] = narrowed
        return found

    def _remember(self, course: ConcreteCourse) -> None:
        start, steps, _ = course
        for count, state in enumerate(replay(self.concretizer.interpreter, Trace(start, tuple(steps)))):
            self._add(state, (start, steps[:count], state))

    def _add(self, state: State, course: ConcreteCourse) -> None:
        if state not in self._courses and self.diagrams.algebra.has(self.old, self.concretizer.bits(state)):
            self._courses[state] = course
            self.reachable.remember(state)

    def _look_around(self) -> None:
        """Meet some persons, so that few have to be looked for one by one."""
        for state, (before, step) in _near(self.compiled.system).arrivals.items():
            if before is None or step is None:
                self._add(state, (state, [], state))
            elif before in self._courses:
                start, steps, _ = self._courses[before]
                self._add(state, (start, [*steps, step], state))


class Sides:
    """The least times to one target, by the moves of some actors, under the old law and under another."""

    def __init__(
        self,
        system: TransitionSystem,
        among: Among,
        regime: str,
        target: Condition,
        change: Change,
        needed: frozenset[str],
        budget: Budget,
        people: dict[Compiled, People],
    ) -> None:
        """`among`: for whom the other law is the one that the change puts in force, and whose events count; `needed`:
        what else is read of persons."""
        self.sentence = BetterNeverDelays(regime, target, 0, among, change)
        self.system, self.change, self.needed = system, change, needed
        small, self._kept = self.smaller(0)
        self._small, self._budget = small, budget
        compiled = self.begun.compiled
        if compiled not in people:
            people[compiled] = People(compiled, regime, change.before, budget)
        self.people = people[compiled]
        self._of_regime = {v: compiled.diagrams.value(regime, v) for v in (change.before, change.after)}
        self._among = {s: self.people.of(among.condition, s) for s in compiled.system.statuses}

    def smaller(self, later: int, *, back: bool = False, who: Condition = TRUE) -> tuple[Pairs, Rest]:
        """The question whether the new law makes nobody of them later by more than a number (`back`: the old law), of
        the model without what nothing reads."""
        question = question_of(self.system, self.delays(later, back=back, who=who))
        assert isinstance(question, Pairs)
        small = without_the_rest(question.system, self.needed, with_all_that_changes=True)
        return replace(question, system=small), Rest(small, question.system)

    def delays(self, later: int, *, back: bool = False, who: Condition = TRUE) -> BetterNeverDelays:
        """The sentence that says so."""
        return replace(self.sentence, later=later, among=self._whose(who), change=self._change(back=back))

    def blocks(self, within: int | None, who: Condition, *, back: bool) -> BetterNeverBlocks:
        """The sentence that nobody of them has a path (in a time) under the old law and none under the new one; `back`:
        the other way round."""
        attribute, target = self.sentence.attribute, self.sentence.target
        return BetterNeverBlocks(attribute, target, within, self._whose(who), self._change(back=back))

    def _whose(self, who: Condition) -> Among:
        return replace(self.sentence.among, condition=who)

    def _change(self, *, back: bool) -> Change:
        return Change(self.change.after, self.change.before) if back else self.change

    # --- one side ---

    @cached_property
    def begun(self) -> Timed:
        """The fixpoint that counts time, as far as it was needed."""
        assert self._small.within is not None
        return timed_of(self._small, self._small.within, self._budget)

    @cached_property
    def timed(self) -> Timed:
        """The same with all paths."""
        self.begun.run(lambda _: False)
        return _exact(self.begun)

    def timed_within(self, bound: int) -> Timed:
        """The same with the paths that take at most so long."""
        assert self._small.within is not None
        return _exact(timed_of(self._small, self._small.within, self._budget, bound))

    @cached_property
    def ways(self) -> Backward:
        """The fixpoint of all paths, whatever they take."""
        compiled, small = self.begun.compiled, self._small
        found = Backward(compiled, compiled.pieces(small.goal), compiled.system.counting(small.help), self._budget)
        found.run(lambda _: False)
        return _exact(found)

    @cached_property
    def _covers(self) -> dict[Value, Federation]:
        """Under each of the two laws who has a path that takes at most as long as the clock is below zero."""
        return self._by_law(self.timed.cover)

    def _by_law(self, cover: Federation) -> dict[Value, Federation]:
        """Which persons a set of states has under each of the two laws."""
        algebra, bits = self.people.diagrams.algebra, self.people.bits
        found: dict[Value, Federation] = {}
        for value, bdd in self._of_regime.items():
            found[value] = Federation()
            for status, here in cover.pieces.items():
                own: dict[Zone, Diagram] = {}
                for zone, valuations in here.items():
                    if (under := valuations & bdd) != self.people.diagrams.false:
                        own[zone] = algebra.exists(under, bits)
                for zone, valuations in widest(self.people.diagrams, own):
                    found[value].add(status, zone, valuations)
        return found

    def _side(self, new: bool) -> Federation:
        return self._covers[self.change.after if new else self.change.before]

    def _projected(self, pieces: Pieces) -> Pieces:
        return {status: self.begun.without_clock(here) for status, here in pieces.items()}

    def somebody_at_some_time(self, pieces: Pieces) -> State | None:
        """`People.somebody`, whatever the observer's clock shows."""
        return self.people.somebody(self._projected(pieces))

    def _own(self, pieces: Pieces) -> Pieces:
        """Those of the persons for whom the new law is the one that the change puts in force."""
        return pieces if self.sentence.among.condition == TRUE else self.people.common(pieces, self._among)

    @cached_property
    def _with_path(self) -> tuple[Pieces, Pieces]:
        return self._both(self._by_law(self.ways.cover))

    def under_both(self, cover: Federation) -> tuple[Pieces, Pieces]:
        """Who is in a set of states under the old law, and who under the new one."""
        return self._both(self._by_law(cover))

    def _both(self, covers: dict[Value, Federation]) -> tuple[Pieces, Pieces]:
        old, new = (self._projected(_pieces(covers[v])) for v in (self.change.before, self.change.after))
        return self._own(old), self._own(new)

    @cached_property
    def help(self) -> Help:
        """Whose events count on a path."""
        return help_of(self.sentence)

    def with_path(self, *, new: bool) -> Pieces:
        """Who has a path under one of the laws."""
        return self._with_path[new]

    # --- both ---

    def lost(self, *, back: bool = False) -> Pieces:
        """Who has a path under the old law and none under the new one; `back`: the other way round."""
        one, other = self._with_path if not back else self._with_path[::-1]
        return self.people.without(one, federation_of(other))

    def later(self, *, back: bool = False) -> Pieces:
        """Who has a path under both laws, the least time of the new one being greater; `back`: of the old one."""
        side, statuses = self._side(back).pieces, self.people.compiled.system.statuses
        whole = {status: list(side[status].items()) for status in statuses if status in side}
        late = self._later(whole, 0, back)
        return self.people.common(self._own(late), self._with_path[0 if back else 1])

    def later_among(self, some: Pieces, *, back: bool) -> Callable[[int], Pieces]:
        """Of some persons: who is later (`back`: sooner) by more than a number, which is not negative."""
        side = self._side(back).pieces
        both = self.people.common(self._own(some), self._with_path[0 if back else 1])
        firsts = self.people.common({status: list(side.get(status, {}).items()) for status in both}, both)
        return lambda by: self._later(firsts, by, back)

    def _later(self, firsts: Pieces, by: int, back: bool) -> Pieces:
        """Those of one side, with readings of the clock, who have no path under the other law that takes longer by at
        most a number; the clock left out."""
        found: Pieces = {}
        for status, here in firsts.items():
            others = self._side(not back).pieces.get(status, {})
            other = federation_of({status: [(moved(z, self.begun.place, by), bdd) for z, bdd in others.items()]})
            found |= self.people.without({status: here}, other)
        return self._projected(found)

    def at_once(self, *, back: bool = False) -> Pieces:
        """Who can be there in no time under the old law, and not so under the new one; `back`: the other way round."""
        one, other = (self._within_no_time(new) for new in (back, not back))
        return self._own(self.people.without(one, federation_of(other)))

    @cached_property
    def _at_once(self) -> dict[Value, Federation]:
        return self._by_law(self.timed_within(0).cover)

    def _within_no_time(self, new: bool) -> Pieces:
        zero = self.people.zones.count * (0,)
        at = [None if place != self.begun.place else (zero, 0) for place in range(len(zero))]
        found: Pieces = {}
        for status, here in self._at_once[self.change.after if new else self.change.before].pieces.items():
            met = ((self.people.zones.substitute(zone, at), bdd) for zone, bdd in here.items())
            found[status] = [(zone, bdd) for zone, bdd in met if zone is not None]
        return found

    def time(self, state: State, *, new: bool) -> int | None:
        """The least time of a person under one of the laws; None: there is no path."""
        value = self.change.after if new else self.change.before
        place = [item.name for item in self.people.compiled.system.model.attributes].index(self.sentence.attribute)
        attributes = (*state.attributes[:place], value, *state.attributes[place + 1 :])
        return self.begun.run_for(state._replace(attributes=attributes), self.people.concretizer)


B = TypeVar("B", bound=Backward)


def _exact(ways: B) -> B:
    """The fixpoint. Raises `Inexact` if it left something out."""
    if not ways.is_exact:
        raise Inexact
    return ways


def _pieces(cover: Federation) -> Pieces:
    return {status: list(here.items()) for status, here in cover.pieces.items()}
