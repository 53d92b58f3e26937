"""Two states equal but for one attribute: has the second a path whenever the first has one?

Pairs that disagree (the first has a path that counts, the second not: `in_time`) are found at once: the second state's
value gets bits of its own, so that a BDD holds pairs. If there are none, who has a path and who has none prove the
sentence.
Otherwise both must be shown to be reachable. Going back from all first or from all second states without meeting a
start shows that they are not; what was gone through is left out for good, and what remains is an invariant. A start met
gives one reachable state, whose exact partners are asked for next: the same steps with another start value, then going
back from the partners themselves. Each failure leaves out some more, on either side in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from bcm_formal.look.shortening import replayed
from bcm_formal.system.questions import Pairs, at_any_time
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import ComparisonProof, PairProof
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.verify.engine import Budget, BudgetExceededError, TooLongError
from bcm_formal.verify.regions.compared import DisagreeingPairs, FinitePairs, Pieces, UnboundedPairs, met_by, one_side
from bcm_formal.verify.regions.compiled import Piece
from bcm_formal.verify.regions.evidence import ConditionWriter
from bcm_formal.verify.regions.federation import outside
from bcm_formal.verify.regions.in_time import Paths
from bcm_formal.verify.regions.listed import unlisted
from bcm_formal.verify.regions.matrix import INFINITY
from bcm_formal.verify.regions.parting import parted
from bcm_formal.verify.regions.reachable import EFFORT, ConcreteCourse, Reachable
from bcm_formal.verify.regions.zone import Affine, highest

ROUNDS = 40
"""how many reachable states are looked at before giving up"""
LISTING = 8
"""after so many it is tried whether all there are can be listed, and as often all pieces are asked for at once"""

Pair = tuple[ConcreteCourse, ConcreteCourse]
"""the life course to the first state, and to the second"""


def compare(paths: Paths, question: Pairs, budget: Budget, name: str) -> Claim | Undecided:
    """HOLDS or VIOLATED with evidence."""
    compiled = paths.compiled
    bounded = question.attribute in compiled.diagrams.domains
    relation = FinitePairs(compiled, question) if bounded else UnboundedPairs(compiled, question)
    base = (question if question.within is None else at_any_time(question)).system
    return _Search(paths, relation, base, budget).claim(name)


class _Search:
    """Looks for a pair that disagrees and is real, or for an invariant that leaves none."""

    def __init__(
        self, paths: Paths, relation: FinitePairs | UnboundedPairs, base: TransitionSystem, budget: Budget
    ) -> None:
        """`base`: the model without the clocks of a time bound."""
        self._base = base
        self.compiled, self.paths, self.relation, self.budget = paths.compiled, paths, relation, budget
        self.reachable = Reachable(self.compiled, budget, min(20 * budget.work, EFFORT + 10 * paths.looked_at))
        self.unreachable, self.concretizer = self.reachable.unreachable, self.reachable.concretizer

    def claim(self, name: str) -> Claim | Undecided:
        """By sets of pairs, else by lives that part."""
        try:
            claim = self._by_sets(name)
        except TooLongError:
            raise
        except BudgetExceededError as error:
            claim = Undecided(name, str(error))
        if isinstance(claim, Claim):
            return claim
        proof = self._by_parting()
        return claim if proof is None else Claim(Outcome.VIOLATED, proof, name)

    def _by_parting(self) -> PairProof | None:
        """None: no lives that part were found in what may be looked at."""
        most = self.paths.looked_at + self.budget.work

        def disagree(first: State, second: State) -> bool:
            if self.paths.looked_at > most:
                raise BudgetExceededError
            return self.relation.compares(first, second) and self.paths.disagree(first, second)

        try:
            for found in parted(self.compiled.system, self.relation.attribute, disagree, self.budget):
                if (proof := self._proof(*found)) is not None:
                    return proof
        except TooLongError:
            raise
        except BudgetExceededError:
            return None
        return None

    def _by_sets(self, name: str) -> Claim | Undecided:
        """Now and then two rounds ask for all states of one side, the others for both sides of one piece after the
        other."""
        for number in range(ROUNDS):
            if number == LISTING:
                self._leave_out_unlisted()
            pairs = self.paths.disagreeing(self.relation, self.unreachable, self.budget)
            if not pairs:
                return Claim(Outcome.HOLDS, self._comparison(), name)
            turn = number % LISTING
            chosen = pairs if turn < 2 else [pairs[number % len(pairs)]]
            sides = (turn == 0,) if turn < 2 else (True, False)
            found = self._pair_among(chosen, sides, widen=turn >= 2)
            if found is not None:
                proof = self._proof(*found)
                if proof is None:
                    return Undecided(name, "a pair was found, but not the path of the first")
                return Claim(Outcome.VIOLATED, proof, name)
        return Undecided(name, f"pairs that differ remain after {ROUNDS} real persons had no real partner")

    def _pair_among(self, pairs: list[DisagreeingPairs], sides: tuple[bool, ...], widen: bool) -> Pair | None:
        """A real pair; None: none was found, and `unreachable` has grown."""
        met: list[tuple[State, bool]] = []
        for is_first in sides:
            course = self.reachable.course_into(one_side(pairs, is_first))
            if course is None:
                return None
            other = self._twin(course, is_first) or self.reachable.course_into(self._partners(course[2], is_first))
            if other is not None:
                return (course, other) if is_first else (other, course)
            met.append((course[2], is_first))
        for state, is_first in met if widen else ():
            self._leave_out_more(state, is_first, one_side(pairs, not is_first))
        return None

    # --- reachable states ---

    def _leave_out_unlisted(self) -> None:
        """Everything but the states that are met, if these are few."""
        with suppress(BudgetExceededError):
            for status, here in (unlisted(self.compiled, self._base, self.budget) or {}).items():
                for zone, bdd in here:
                    self.unreachable.add(status, zone, bdd)

    def _leave_out_more(self, state: State, is_first: bool, others: Pieces) -> None:
        """No partner of a state is reachable. Widen what was asked for as long as that stays so."""
        piece = self.relation.differing(state, is_first)
        for widened in self._wider(piece):
            met = met_by(self.compiled, {state.status: [widened(piece)]}, others)
            try:
                if met and self.reachable.back_from(met, share=20)[1] is None:
                    piece = widened(piece)
            except BudgetExceededError:
                continue

    def _wider(self, piece: Piece) -> Iterator[Callable[[Piece], Piece]]:
        """Ways to widen a piece: to forget a variable, or what bounds it from one side, or an attribute."""
        zones, diagrams = self.compiled.zones, self.compiled.diagrams
        for index in range(zones.count):
            yield partial(self._forgetting, index, None)
            for sign in (-1, 1):
                form = tuple(sign * (other == index) for other in range(zones.count))
                bound = highest(piece[0], form)
                if bound != INFINITY:
                    yield partial(self._forgetting, index, (form, int(bound)))
        for bits in diagrams.bits.values():
            yield partial(self._forgetting_bits, bits)

    def _forgetting(self, index: int, kept: Affine | None, piece: Piece) -> Piece:
        """The piece with at most one bound left on a variable."""
        free = self.compiled.zones.without(piece[0], index)
        return (free if kept is None else self.compiled.zones.constrain(free, kept) or free), piece[1]

    def _forgetting_bits(self, bits: tuple[str, ...], piece: Piece) -> Piece:
        diagrams = self.compiled.diagrams
        return piece[0], diagrams.algebra.exists(piece[1], bits) & diagrams.valid

    def _partners(self, state: State, is_first: bool) -> Pieces:
        """The states with which a state makes a pair that disagrees."""
        partners, paths = self.relation.partners(state, is_first), self.paths
        found = paths.lacking(state, partners, self.budget) if is_first else paths.having(state, partners)
        return outside(self.compiled, found, self.unreachable, self.budget)

    def _twin(self, course: ConcreteCourse, is_first: bool) -> ConcreteCourse | None:
        """The same steps from a start with another value of the attribute, if they lead to a partner."""
        start, steps, end = course
        model, interpreter = self.compiled.system.model, self.concretizer.interpreter
        place = [attribute.name for attribute in model.attributes].index(self.relation.attribute)
        if model.attributes[place].start is not None:
            return None
        partners = self._partners(end, is_first).get(end.status, [])
        for value in self.compiled.diagrams.domains.get(self.relation.attribute, ()):
            attributes = (*start.attributes[:place], value, *start.attributes[place + 1 :])
            begin = start._replace(attributes=attributes)
            if value == start.attributes[place] or not interpreter.is_start(begin):
                continue
            along = replayed(interpreter, begin, steps)
            if along and any(self.concretizer.contains(zone, bdd, along[-1]) for zone, bdd in partners):
                return begin, steps, along[-1]
        return None

    # --- evidence ---

    def _comparison(self) -> ComparisonProof:
        regions, trap = self.paths.regions_and_trap()
        return ComparisonProof(ConditionWriter(self.compiled).outside_of(self.unreachable), regions, trap)

    def _proof(self, first: ConcreteCourse, second: ConcreteCourse) -> PairProof | None:
        found = self.paths.shown(first, second, self.reachable)
        return None if found is None else PairProof(*found)
