"""CTL by sets of regions: which states satisfy a formula, over maximal paths of single changes and units of time.

Everything is exact or `Inexact` is raised. `EX` is a pre-image, `E[a U b]` a backward fixpoint along `a`. What stays in
a set for ever (`EG`) falls into four ways of doing so, none of which costs more for longer times:

* a dead end is met inside the set, or a state from where one can idle inside it for good;
* changes follow each other without end in no time: a greatest fixpoint over changes alone;
* time goes on without end: a greatest fixpoint over "back in here after a while along the set". A while is one unit in
  the first rounds and then longer than any time the rules compare with, measured by an observer clock. Any length
  gives the same set (every endless time has room for it), but a long one needs few rounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from bcm_formal.model.expressions import TRUE, ClockTerm, Number, Term, comparison, in_status, negation, total
from bcm_formal.model.sentences import CtlAnd, CtlNext, CtlNot, CtlOr, CtlState, CtlUntil, Formula
from bcm_formal.model.types import Duration
from bcm_formal.system.derived.steps import observer_clock
from bcm_formal.system.questions import Conditions, with_observer
from bcm_formal.system.state import OBSERVER
from bcm_formal.system.transition_system import Move, TransitionSystem
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.backward import Backward
from bcm_formal.verify.regions.cells import cells
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.federation import Federation, outside
from bcm_formal.verify.regions.matrix import INFINITY
from bcm_formal.verify.regions.standing import compared_standing
from bcm_formal.verify.regions.zone import Affine, Inexact, Zone

YES = CtlState(TRUE)
SHORT_ROUNDS = 3
MOST_ROUNDS = 400
MOST_CELLS = 1_000
CUTTING = 40
"""so many comparisons cost what one does in which pieces are cut up"""


def holds_at_every_start(system: TransitionSystem, formula: Formula, budget: Budget) -> bool:
    """Whether every start state satisfies the formula. Raises `Inexact` and `BudgetExceededError`."""
    sets = Sets(system, budget)
    return sets.is_empty(sets.minus(sets.compiled.starts, sets.satisfying(formula)))


class Sets:
    """Sets of states of one model, and what CTL makes of them."""

    def __init__(
        self, system: TransitionSystem, budget: Budget, rounds: int = MOST_ROUNDS, enough: int | None = None
    ) -> None:
        """`rounds`: how long what lasts for ever is looked for. With `enough`, sets are guesses: what reaches a set
        is looked for until there are so many regions."""
        self.system, self.budget, self._rounds, self._enough = system, budget, rounds, enough
        clock = observer_clock(system.model)
        # The observer clock is part of every state but read by nothing; its event is no move of the model. A guess is
        # made without it, as the question that proves it is answered.
        watched = with_observer(system) if enough is None else system
        self.compiled = Compiled(watched)
        self.moves = tuple(move for move in watched.moves if move.actor != OBSERVER)
        self._clock = clock
        self._into: dict[str, list[Move]] = {status: [] for status in system.statuses}
        for move in self.moves:
            self._into[move.target].append(move)
        self._known: dict[Formula, Pieces] = {}
        self._spent = 0
        valid = self.compiled.diagrams.valid
        self.everything: Pieces = {status: [(zone, valid)] for status, zone in self.compiled.within.items()}
        self.dead = self._where({status: negation(system.can_proceed(status)) for status in system.statuses})
        self.halted = self._where({status: negation(system.time_can_pass(status)) for status in system.statuses})

    def _where(self, conditions: Conditions) -> Pieces:
        return self._tidy(self.compiled.pieces(conditions))

    # --- formulas ---

    def satisfying(self, formula: Formula) -> Pieces:
        """The states that satisfy the formula."""
        if formula not in self._known:
            self._known[formula] = self._satisfying(formula)
        return self._known[formula]

    def _satisfying(self, formula: Formula) -> Pieces:
        match formula:
            case CtlState(condition):
                return self._where({status: in_status(condition, status) for status in self.system.statuses})
            case CtlNot(CtlState(condition)):
                return self.satisfying(CtlState(negation(condition)))
            case CtlNot(inner):
                return self.complement(self.satisfying(inner))
            case CtlAnd(parts):
                result = self.everything
                for part in parts:
                    result = self.meet(result, self.satisfying(part))
                return result
            case CtlOr(parts):
                return self.union(*(self.satisfying(part) for part in parts))
            case CtlNext(every, inner):
                return self._next(every, inner)
            case CtlUntil(every, weak, left, right):
                return self._until(every, weak, left, right)
            case _:
                assert_never(formula)

    def _next(self, every: bool, inner: Formula) -> Pieces:
        if every:
            return self.complement(self.before(self.satisfying(CtlNot(inner))))
        return self.before(self.satisfying(inner))

    def _until(self, every: bool, weak: bool, left: Formula, right: Formula) -> Pieces:
        if not every:
            ends = self.along(None if left == YES else self.satisfying(left), self.satisfying(right))
            return self.union(ends, self.always(self.satisfying(left))) if weak else ends
        never = self.satisfying(CtlNot(right))
        broken = self.along(never, self.meet(never, self.satisfying(CtlNot(left))))
        return self.complement(broken if weak else self.union(broken, self.always(never)))

    # --- sets ---

    def is_empty(self, pieces: Mapping[str, Iterable[Piece]]) -> bool:
        """True iff the set is empty."""
        return not any(self._inhabited(zone) for here in pieces.values() for zone, _ in here)

    def _inhabited(self, zone: Zone) -> bool:
        return not zone.extras or is_inhabited(self.compiled.zones.constraints(zone), self.compiled.zones.lows)

    def union(self, *sets: Mapping[str, Iterable[Piece]]) -> Pieces:
        """The states in one of the sets."""
        joined: Pieces = {}
        for pieces in sets:
            for status, here in pieces.items():
                joined.setdefault(status, []).extend(here)
        return self._tidy(joined)

    def meet(self, one: Pieces, other: Pieces) -> Pieces:
        """The states in both sets."""
        false, zones = self.compiled.diagrams.false, self.compiled.zones
        result: Pieces = {}
        for status in one.keys() & other.keys():
            here: list[Piece] = []
            for zone, bdd in one[status]:
                for second, valuations in other[status]:
                    if (both := bdd & valuations) != false and (met := zones.meet(zone, second)) is not None:
                        here.append((met, both))
            self._spend(len(one[status]) * len(other[status]))
            result[status] = here
        return self._tidy(result)

    def minus(self, pieces: Mapping[str, list[Piece]], other: Mapping[str, Iterable[Piece]]) -> Pieces:
        """The states in the first set and not in the other."""
        cover = Federation()
        for status, here in other.items():
            for zone, bdd in here:
                cover.add(status, zone, bdd)
        result = outside(self.compiled, dict(pieces), cover, self.budget)
        self._spend(CUTTING * cover.looked_at)
        return self._tidy(result)

    def complement(self, pieces: Pieces) -> Pieces:
        """The states that are not in the set."""
        return self.minus(self.everything, pieces)

    def _tidy(self, pieces: Mapping[str, Iterable[Piece]]) -> Pieces:
        """The same set with one piece for each zone, without states that a larger zone has, in a fixed order."""
        result: Pieces = {}
        for status in self.system.statuses:
            by_zone: dict[Zone, Diagram] = {}
            for zone, bdd in pieces.get(status, ()):
                known = by_zone.get(zone)
                by_zone[zone] = bdd if known is None else known | bdd
            cover = Federation()
            for zone, bdd in sorted(by_zone.items(), key=lambda item: -item[0].width):
                left = cover.uncovered(status, zone, bdd)
                if left != self.compiled.diagrams.false and self._inhabited(zone):
                    cover.add(status, zone, left)
            self._spend(cover.looked_at)
            if cover.pieces:
                result[status] = list(cover.pieces[status].items())
        return result

    def _spend(self, work: int) -> None:
        self._spent += work
        if self._spent > 20 * self.budget.work or self.budget.is_over_time:
            raise BudgetExceededError(f"the formula's sets needed more than {self._spent} comparisons of regions")

    # --- steps ---

    def before(self, pieces: Pieces, changes: bool = True, time: bool = True) -> Pieces:
        """The pre-image: the states with a step into the set, a change or a unit of time."""
        found: Pieces = {}
        for status, here in pieces.items():
            for zone, bdd in here:
                if time:
                    found.setdefault(status, []).extend(self._a_unit_before(status, zone, bdd))
                for move in self._into[status] if changes else ():
                    for case in self.compiled.cases(move, zone):
                        valuations = [left for left, _ in self.compiled.before(case, bdd)]
                        found.setdefault(move.source, []).extend((case.image, left) for left in valuations)
        return self._tidy(self.compiled.inside(found))

    def _a_unit_before(self, status: str, zone: Zone, bdd: Diagram) -> list[Piece]:
        result: list[Piece] = []
        for flow, valuations in self.compiled.flows(status).into(zone, bdd):
            ends = self.compiled.zones.meet(zone, flow.allowed)
            earlier = None if ends is None else self.compiled.zones.unit_before(ends, flow.runs)
            if earlier is not None:
                result.append((earlier, valuations))
        return result

    def along(self, inside: Pieces | None, target: Pieces, changes: bool = True) -> Pieces:
        """E[inside U target]; `inside` None: all states. `changes`: not by time alone."""
        back = Backward(self.compiled, target, self.moves if changes else (), self.budget, along=inside)
        back.run(lambda number: self._enough is not None and number >= self._enough)
        self._spend(back.cover.looked_at)
        if not back.is_exact and self._enough is None:
            raise Inexact
        found = {status: here.items() for status, here in back.cover.pieces.items()}
        if self._enough is None:
            return self._tidy(found)
        # What a loop found by sums of numbers is hard to prove, and seldom needed.
        return self._tidy({s: [piece for piece in here if not piece[0].extras] for s, here in found.items()})

    # --- for ever ---

    def always(self, inside: Pieces) -> Pieces:
        """EG: the states with a maximal path inside the set."""
        rests = self._resting(inside)
        settled = self.along(inside, rests)
        left = self.minus(inside, settled)
        if not left:
            return settled
        at_once = self._changing(left)
        hasty = self.along(left, at_once) if at_once else {}
        left = self.minus(left, hasty) if hasty else left
        return self.union(settled, hasty, self._lasting(left) if left else {})

    def staying(self, inside: Pieces) -> Pieces:
        """Some of them, mostly all, where `always` finds no end: cells of what the rules compare, kept as long as
        every state in them has a step into one that is kept."""
        rests = self._resting(inside)
        staying = cells(self.compiled, inside, MOST_CELLS)
        while True:
            back = self.union(rests, self.before(self.union(rests, staying)))
            kept: Pieces = {}
            for status, here in staying.items():
                for zone, bdd in here:
                    for _, strays in self.minus({status: [(zone, bdd)]}, back).get(status, ()):
                        bdd &= ~strays
                    if bdd != self.compiled.diagrams.false:
                        kept.setdefault(status, []).append((zone, bdd))
            if kept == staying:
                return self.along(inside, self.union(rests, staying))
            staying = kept

    def _resting(self, inside: Pieces) -> Pieces:
        """The states of the set that are dead ends, or that can idle in the set for good."""
        ended = self.along(None, self.union(self.complement(inside), self.halted), changes=False)
        return self.union(self.meet(inside, self.dead), self.minus(inside, ended))

    def _changing(self, inside: Pieces) -> Pieces:
        """The states with endlessly many changes in no time inside the set (Zeno paths)."""
        current = inside
        for _ in range(self._rounds):
            smaller = self.meet(current, self.before(current, time=False))
            if not smaller or self.is_empty(self.minus(current, smaller)):
                return smaller
            current = smaller
        raise BudgetExceededError(f"endless changes are still open after {self._rounds} rounds")

    def _lasting(self, inside: Pieces) -> Pieces:
        """The states with a path inside the set on which time diverges."""
        current = inside
        for number in range(self._rounds):
            back = self._back_soon(current, inside) if number < SHORT_ROUNDS else self._back_late(current, inside)
            if not back or self.is_empty(self.minus(current, back)):
                return back
            current = back
        raise BudgetExceededError(f"endless time is still open after {self._rounds} rounds")

    def _back_soon(self, goal: Pieces, inside: Pieces) -> Pieces:
        """A path along the set into the goal that takes a unit of time or more."""
        return self.along(inside, self.meet(inside, self.before(goal, changes=False)))

    def _back_late(self, goal: Pieces, inside: Pieces) -> Pieces:
        """A path along the set into the goal that takes longer than anything is compared with."""
        late = self.compiled.split(comparison(">=", ClockTerm(self._clock), self._long()))
        return self.unobserved(self.along(inside, self.meet(goal, dict.fromkeys(goal, late))))

    def unobserved(self, pieces: Mapping[str, Iterable[Piece]]) -> Pieces:
        """The set of the model's states that are in the set with the observer clock at zero, whatever it shows.

        Which states satisfy a formula does not depend on that clock, but the pieces that are put together may.
        """
        if self._clock not in self.compiled.diagrams.numeric:
            return self._tidy(pieces)
        zones, index = self.compiled.zones, self.compiled.diagrams.numeric.index(self._clock)
        now: list[Affine | None] = [None] * zones.count
        now[index] = self.compiled.diagrams.constant(0)
        at_zero = {s: [(zones.substitute(zone, now), bdd) for zone, bdd in here] for s, here in pieces.items()}
        return self._tidy({s: [(zone, bdd) for zone, bdd in here if zone is not None] for s, here in at_zero.items()})

    def _long(self) -> Term:
        """Longer than anything is compared with, and the same all along a life course."""
        bounds = [abs(bound) for _, bound in self.compiled.diagrams.atoms.values()]
        for status in self.system.statuses:
            for _, allowed in self.compiled.flows(status).limited:
                bounds += [int(abs(bound)) for bound in allowed.matrix if abs(bound) != INFINITY]
        read = [ClockTerm(name) for name in compared_standing(self.compiled)]
        return total((*read, Number(1 + max(bounds, default=0), Duration())))


def is_inhabited(constraints: Iterable[tuple[tuple[int, ...], int]], lows: tuple[bool, ...]) -> bool:
    """True iff whole numbers satisfy all Σ kᵢxᵢ ≤ b, those marked in `lows` not below zero."""
    import z3

    from bcm_formal.z3_contexts import Context

    solver = z3.SimpleSolver(ctx=(context := Context()))
    symbols = [z3.Int(f"x{index}", context) for index in range(len(lows))]
    solver.add(*(symbol >= 0 for symbol, low in zip(symbols, lows, strict=True) if low))
    for coefficients, bound in constraints:
        parts = [k * symbol for k, symbol in zip(coefficients, symbols, strict=True) if k]
        solver.add(z3.Sum(*parts) <= bound if parts else z3.BoolVal(bound >= 0, context))
    answer = solver.check()
    if answer == z3.unknown:
        raise Inexact
    return bool(answer == z3.sat)
