"""`must reach`: no path avoids the goal for ever, or for longer than D.

To avoid the goal for ever is to pass time without end, or to get stuck, in states outside it. The greatest set X
whose members can stay outside the goal for M more units of time and be in X again, or get stuck, is found by
iteration from *all states outside the goal*. M is larger than every bound of the model, so that the number of rounds
does not depend on the step of time. After n rounds those outside X cannot avoid the goal for n times M.

Where the model compares with a clock that stands for ever at any reading, M has it as a summand: that is one number all
along a life course, but none is larger than that of everybody.

Only statuses are looked at that life courses from the origin lead to before they meet the goal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bcm_formal.model.expressions import (
    FALSE,
    ClockTerm,
    Condition,
    Number,
    Term,
    comparison,
    conjunction,
    negation,
    scaled,
    total,
)
from bcm_formal.model.types import Duration
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Conditions, Inevitable, per_status
from bcm_formal.system.state import OBSERVER
from bcm_formal.system.transition_system import Move
from bcm_formal.trust.certificate import LassoProof, PursuitProof, StateSet, TraceProof
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.kinds import late_in, stuck_in
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.backward import Backward, meets
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.evidence import Concretizer, ConditionWriter, joined
from bcm_formal.verify.regions.federation import Federation, outside
from bcm_formal.verify.regions.matrix import INFINITY
from bcm_formal.verify.regions.standing import compared_standing
from bcm_formal.verify.regions.zone import Affine, Zone

MAX_ROUNDS = 50
STEADY = (3, 10, 50)
"""after so many rounds it is tried whether the statuses whose states stay the same are enough"""
FEW_ROUNDS = 5
"""where readings without bound stand for ever, so many are tried with an M that is one number for all"""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: `steps`, and `times` the reading of each clock that stands for ever."""

    steps: int
    times: int = 0

    def __mul__(self, rounds: int) -> Span:
        return Span(self.steps * rounds, self.times * rounds)


class Pursuit:
    """One `must reach` question."""

    def __init__(self, compiled: Compiled, question: Inevitable, budget: Budget) -> None:
        self._compiled = compiled
        self._question = question
        self._budget = budget
        system = question.system
        self._moves = [move for move in system.moves if move.actor != OBSERVER]
        away = {s: negation(question.goal.get(s, FALSE)) for s in system.statuses}
        self._away = {status: away[status] for status in _ahead(question.origin, away, self._moves)}
        """for each status that life courses from the origin lead to before they meet the goal: its states outside it"""
        self._along = compiled.pieces(self._away)
        self._stuck = compiled.pieces(self._both(stuck_in(system)))
        self._wording = ConditionWriter(compiled)
        self._standing = _standing_anywhere(compiled)

    def claim(self, engine: str) -> Claim | Undecided:
        """HOLDS, always with a bound, or VIOLATED with a life course."""
        within = self._question.within
        if within is not None:
            return self._bounded(Span(within), engine)
        steps = largest_bound(self._compiled) + 1
        if not self._standing:
            return self._in_rounds(Span(steps), MAX_ROUNDS, engine)
        found = self._in_rounds(Span(steps), FEW_ROUNDS, engine)
        return found if isinstance(found, Claim) else self._in_rounds(Span(steps, 1), MAX_ROUNDS, engine)

    def _in_rounds(self, quantum: Span, most: int, engine: str) -> Claim | Undecided:
        stay = self._along
        for rounds in range(1, most + 1):
            avoiding = self._avoiding(self._later(stay, quantum))
            met = self._start_met(avoiding)
            if met is None:
                return self._bounded(self._least(quantum * rounds), engine)
            following = self._now(avoiding)
            if not outside(self._compiled, stay, _cover(following), self._budget):
                return self._lasso(following, engine)
            stay = following
            if rounds in STEADY and (steady := self._steady(stay, quantum, engine)) is not None:
                return steady
        return Undecided(engine, f"whether the goal can be avoided for ever is open after {most} rounds")

    def _steady(self, stay: Pieces, quantum: Span, engine: str) -> Claim | None:
        """A life course into those of the statuses whose states stay the same from round to round: with unbounded
        numbers others may shrink for ever. A path that can stay among them avoids the goal."""
        while stay:
            following = self._now(self._avoiding(self._later(stay, quantum)))
            cover = _cover(following)
            steady = {
                status: here
                for status, here in stay.items()
                if not outside(self._compiled, {status: here}, cover, self._budget)
            }
            if len(steady) == len(stay):
                claim = self._lasso(following, engine)
                return claim if isinstance(claim, Claim) else None
            stay = steady
        return None

    def _both(self, conditions: Conditions) -> dict[str, Condition]:
        joint = {s: conjunction((conditions[s], away)) for s, away in self._away.items() if s in conditions}
        return {s: c for s, c in joint.items() if c != FALSE}

    def _avoiding(self, late: Pieces) -> Backward:
        """The states from which a path stays outside the goal until a dead end or `late`."""
        target = {s: [*late.get(s, ()), *self._stuck.get(s, ())] for s in {**late, **self._stuck}}
        backward = Backward(self._compiled, target, self._moves, self._budget, nearest=True, along=self._along)
        backward.run(lambda _: False)
        return backward

    def _length(self, span: Span) -> Term:
        """The span as an expression of the state."""
        read = [scaled(span.times, ClockTerm(name)) for name in self._standing] if span.times else []
        return total((*read, Number(span.steps, Duration())))

    def _late(self, span: Span) -> Pieces:
        """The states outside the goal in which the span is used up while time may still pass."""
        return self._compiled.pieces(self._both(late_in(self._question, self._length(span))))

    def _later(self, stay: Pieces, span: Span) -> Pieces:
        """The states that are in `stay` when the span has passed."""
        zones, numeric = self._compiled.zones, self._compiled.diagrams.numeric
        factors = {self._question.clock: -1} | dict.fromkeys(self._standing, span.times)
        bound = (tuple(factors.get(name, 0) for name in numeric), -span.steps)
        return _kept({s: [(zones.constrain(zone, bound), bdd) for zone, bdd in here] for s, here in stay.items()})

    def _now(self, backward: Backward) -> Pieces:
        """The states of a fixpoint with the observer clock at its beginning, whatever it shows."""
        index = self._compiled.diagrams.numeric.index(self._question.clock)
        values: list[Affine | None] = [None] * index + [self._compiled.diagrams.constant(0)]
        values += [None] * (self._compiled.zones.count - len(values))
        zones, found = self._compiled.zones, backward.cover.pieces
        return _kept({s: [(zones.substitute(z, values), bdd) for z, bdd in here.items()] for s, here in found.items()})

    def _origin(self, backward: Backward) -> Pieces:
        result: Pieces = {}
        zones, false = self._compiled.zones, self._compiled.diagrams.false
        for status, pieces in self._compiled.pieces(self._question.origin).items():
            for zone, bdd in pieces:
                for other, valuations in backward.cover.pieces.get(status, {}).items():
                    met = zones.meet(zone, other)
                    if met is not None and bdd & valuations != false:
                        result.setdefault(status, []).append((met, bdd & valuations))
        return result

    def _to_origin(self, backward: Backward) -> Backward:
        """Back from the states of the origin that can avoid the goal, by everything that can happen."""
        moves = self._question.system.moves
        return Backward(self._compiled, self._origin(backward), moves, self._budget, nearest=True)

    def _start_met(self, avoiding: Backward) -> int | None:
        back = self._to_origin(avoiding)
        return back.run(lambda number: meets(self._compiled, back.regions[number], self._compiled.starts))

    def _least(self, enough: Span) -> Span:
        """The least bound within which the goal must be met, given one that is enough: first with as little of the
        clocks that stand as these steps allow."""
        times = self._lowest(enough.times, lambda number: Span(enough.steps, number))
        return Span(self._lowest(enough.steps, lambda number: Span(number, times)), times)

    def _lowest(self, enough: int, span: Callable[[int], Span]) -> int:
        """The lowest number of which the span is enough."""
        low, high = 0, enough
        while low < high:
            middle = (low + high) // 2
            if self._start_met(self._avoiding(self._late(span(middle)))) is None:
                high = middle
            else:
                low = middle + 1
        return low

    def _bounded(self, within: Span, engine: str) -> Claim | Undecided:
        avoiding = self._avoiding(self._late(within))
        back = self._to_origin(avoiding)
        met = back.run(lambda number: meets(self._compiled, back.regions[number], self._compiled.starts))
        if met is None:
            if not (avoiding.is_exact and back.is_exact):
                return Undecided(engine, "a set could not be held exactly")
            invariant, pursuit = self._wording.outside_of(back.cover), self._wording.outside_of(avoiding.cover)
            ahead = StateSet(tuple(item for item in pursuit.conditions if item[0] in self._away))
            return Claim(Outcome.HOLDS, PursuitProof(invariant, ahead, self._length(within)), engine)
        return self._course(avoiding, back, met, engine)

    def _course(self, avoiding: Backward, back: Backward, met: int, engine: str) -> Claim | Undecided:
        """The life course into the origin and on, past the goal, to the target of `avoiding`."""
        concretizer = Concretizer(self._compiled)
        start = concretizer.begin(back, met)
        before = None if start is None else concretizer.follow(back, met, start)
        region = None if before is None else concretizer.region_of(avoiding, before[1])
        after = None if before is None or region is None else concretizer.follow(avoiding, region, before[1])
        if start is None or before is None or after is None:
            return Undecided(engine, "the life course could not be made concrete")
        return Claim(Outcome.VIOLATED, TraceProof(joined(start, before[0], after[0])), engine)

    def _lasso(self, stay: Pieces, engine: str) -> Claim | Undecided:
        """Every round leads into `stay` again, a unit of time later: a way to avoid the goal for ever."""
        avoiding = self._avoiding(self._later(stay, Span(1)))
        back = self._to_origin(avoiding)
        met = back.run(lambda number: meets(self._compiled, back.regions[number], self._compiled.starts))
        concretizer = Concretizer(self._compiled)
        start = None if met is None else concretizer.begin(back, met)
        course = None if start is None or met is None else concretizer.follow(back, met, start)
        if start is None or course is None:
            return Undecided(engine, "the life course could not be made concrete")
        zero = comparison("=", ClockTerm(self._question.clock), Number(0, Duration()))
        fresh = self._compiled.pieces(per_status(self._question.system, zero))
        origin = {
            s: [(now, w) for z, w in here for f, _ in fresh[s] if (now := self._compiled.zones.meet(z, f)) is not None]
            for s, here in stay.items()
        }
        regions = self._wording.regions(avoiding, origin)
        proof = LassoProof(joined(start, course[0]), self._wording.set_of(stay), regions)
        return Claim(Outcome.VIOLATED, proof, engine)


def _ahead(origin: Conditions, away: Conditions, moves: Iterable[Move]) -> list[str]:
    """The statuses with states outside the goal that moves lead to from the origin through such statuses."""
    onwards: dict[str, dict[str, None]] = {}
    for move in moves:
        if move.guard != FALSE:
            onwards.setdefault(move.source, {})[move.target] = None
    found = dict.fromkeys(status for status, condition in origin.items() if FALSE not in (condition, away[status]))
    waiting = list(found)
    for status in waiting:
        new = [target for target in onwards.get(status, ()) if target not in found and away[target] != FALSE]
        found.update(dict.fromkeys(new))
        waiting += new
    return list(found)


def _standing_anywhere(compiled: Compiled) -> list[str]:
    """The clocks that stand for ever and that others are compared with, if life courses begin at readings of them
    without bound."""
    zones, numeric = compiled.zones, compiled.diagrams.numeric
    starts = [zone for pieces in compiled.starts.values() for zone, _ in pieces]
    return [
        name
        for name in compared_standing(compiled)
        if any(zone.matrix[(numeric.index(name) + 1) * zones.size] == INFINITY for zone in starts)
    ]


def largest_bound(compiled: Compiled) -> int:
    """More than any life course can wait for a single bound of the model: all finite bounds added up."""
    bounds = {abs(bound) for _, bound in compiled.diagrams.atoms.values()}
    for status in compiled.system.statuses:
        for _, allowed in compiled.flows(status).limited:
            bounds |= {abs(int(bound)) for bound in allowed.matrix if bound not in (INFINITY, 0)}
    return sum(bounds) + 1


def _cover(pieces: Pieces) -> Federation:
    cover = Federation()
    for status, here in pieces.items():
        for zone, bdd in here:
            cover.add(status, zone, bdd)
    return cover


def _kept(pieces: dict[str, list[tuple[Zone | None, Diagram]]]) -> Pieces:
    return {s: [(zone, bdd) for zone, bdd in here if zone is not None] for s, here in pieces.items()}
