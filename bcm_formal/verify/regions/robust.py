"""`despite k adverse events`: steer to the goal although setbacks hit at the worst moments.

W₀ is all states that can reach the goal by moves that are not adverse. From Wⱼ₋₁ follow the *exposed* states: an
adverse event is possible and leads outside it. Wⱼ is all states that can reach the goal along states that are not
exposed. So k setbacks take at most k + 1 fixpoints; if two that follow each other are the same set, so are the rest.

Parts of W₁, W₂, … that were found first will often do: with less below, more is exposed, so what is found above them is
a part of what there is. They are tried first, where all of W₁ would be large.
"""

from __future__ import annotations

from dataclasses import replace

from bcm_formal.system.questions import Robust
from bcm_formal.trust.certificate import Region, SetbackProof, StateSet, StrategyProof
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.backward import Backward, Uncovered, meets
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.evidence import Concretizer, ConditionWriter, joined
from bcm_formal.verify.regions.federation import Federation, outside, widely_outside

SOON = (256, 1024)
"""regions of each of W₁, W₂, … with which it is first tried"""

LITTLE = 50_000
"""work that may go into what lies outside a part of a layer: more would be exposed than is worth following"""


class Layers:
    """W₀, W₁, … for one goal and some help, each made when first asked for."""

    def __init__(
        self, compiled: Compiled, question: Robust, budget: Budget, spared: frozenset[str] = frozenset()
    ) -> None:
        """`spared`: adverse events that never hit."""
        self._compiled, self._budget = compiled, budget
        self._adverse = [move for move in compiled.system.moves if move.adverse and move.name not in spared]
        self._goal = compiled.pieces(question.goal)
        self._calm = list(question.system.counting(question.help))
        self._made: list[Backward] = []
        self._next: Backward | None = None
        """the one that is being made"""
        self.struck: list[Federation] = []
        """the exposed states, which the ways of W₀, W₁, … may not pass"""
        self._is_stable = False
        """the last two are the same set: so are all that would follow"""

    def up_to(self, setbacks: int) -> list[Backward]:
        """W₀ to W of so many setbacks, or to the first that is stable. Raises `BudgetExceededError`, then each time."""
        while len(self._made) <= setbacks and not self._is_stable:
            layer = self._growing()
            layer.run(lambda _: False)
            self._next = None
            if self._made:
                before = {status: list(pieces.items()) for status, pieces in self._made[-1].cover.pieces.items()}
                nothing = not self.struck[-1].pieces
                self._is_stable = nothing or not outside(self._compiled, before, layer.cover, self._budget)
            self._made.append(layer)
        return self._made[: setbacks + 1]

    def _growing(self) -> Backward:
        """The first that is not made, as far as it was followed."""
        if self._next is None:
            self._next = self.above(self._safe())
        return self._next

    def above(self, safe: Pieces | None) -> Backward:
        """A layer that passes only these states (None: all); nothing of it is followed yet."""
        return Backward(self._compiled, self._goal, self._calm, self._budget, along=safe)

    def partly(self, setbacks: int, most: int, origin: Pieces) -> tuple[list[Backward], list[Federation]] | None:
        """W₀ and parts of the next ones, of about so many regions, the last only until it has the origin; and what is
        exposed for each. None: the first of them is no larger. Raises `BudgetExceededError`."""
        layers = list(self.up_to(0))
        layers.append(self._growing())
        struck = self.struck[:2]
        while True:
            uncovered = Uncovered(self._compiled, origin if len(layers) > setbacks else {})
            layer = layers[-1]

            def is_enough(number: int, layer: Backward = layer, uncovered: Uncovered = uncovered) -> bool:
                has_all = len(layers) > setbacks and uncovered.is_empty_after(layer, number)
                return has_all or number >= most

            if layer.run(is_enough) is None and len(layers) == 2:
                return None
            if len(layers) > setbacks:
                return layers, struck
            few = replace(self._budget, work=min(self._budget.work, LITTLE))
            struck.append(self._struck(layer, few))
            layers.append(self.above(widely_outside(self._compiled, _all_states(self._compiled), struck[-1], None)))

    def is_stable(self, layers: list[Backward]) -> bool:
        """True iff the last of these layers is the same set as the one before it."""
        return self._is_stable and len(layers) == len(self._made)

    def _safe(self) -> Pieces | None:
        """The states that are not exposed; None: all."""
        if not self._made:
            self.struck = [Federation()]
            return None
        self.struck[len(self._made) :] = [self._struck(self._made[-1], self._budget)]
        return widely_outside(self._compiled, _all_states(self._compiled), self.struck[-1], self._budget)

    def _struck(self, below: Backward, budget: Budget) -> Federation:
        """The states in which some adverse event is possible that leads outside the layer below."""
        compiled = self._compiled
        ends = {move.target for move in self._adverse}
        entered = {status: pieces for status, pieces in _all_states(compiled).items() if status in ends}
        lost = outside(compiled, entered, below.cover, budget)
        struck = Federation()
        for move in self._adverse:
            for zone, bdd in lost.get(move.target, ()):
                for case in compiled.cases(move, zone):
                    for valuations, _ in compiled.before(case, bdd):
                        struck.add(move.source, case.image, valuations)
        return struck


def robust(compiled: Compiled, rounds: Layers, question: Robust, budget: Budget, engine: str) -> Claim | Undecided:
    """HOLDS with a strategy, or VIOLATED with a life course and the traps of the setbacks."""
    for most in SOON if question.setbacks else ():
        claim = _soon(compiled, rounds, question, budget, most, engine)
        if claim is not None:
            return claim
    layers = rounds.up_to(question.setbacks)
    writer = ConditionWriter(compiled)
    top = layers[-1]
    origin = compiled.pieces(question.origin)
    without = outside(compiled, origin, top.cover, budget)
    exact = all(layer.is_exact for layer in layers)
    invariant = writer.outside_of(Federation())
    if without:
        back = Backward(compiled, without, question.system.moves, budget, nearest=True)
        met = back.run(lambda number: meets(compiled, back.regions[number], compiled.starts))
        if not exact or not back.is_exact:
            return Undecided(engine, "clocks that stand while others run made a set that regions cannot hold exactly")
        if met is not None:
            concretizer = Concretizer(compiled)
            start = concretizer.begin(back, met)
            course = None if start is None else concretizer.follow(back, met, start)
            if start is None or course is None:
                return Undecided(engine, "the life course could not be made concrete")
            traps = [writer.trap(layer.cover, course[1], question.system.moves) for layer in layers]
            traps += [traps[-1]] * (question.setbacks + 1 - len(traps))
            return Claim(Outcome.VIOLATED, SetbackProof(joined(start, course[0]), tuple(traps)), engine)
        invariant = writer.outside_of(back.cover)
    struck = rounds.struck[: len(layers)]
    if rounds.is_stable(layers):
        layer = writer.regions(top, _all_states(compiled))
        return Claim(Outcome.HOLDS, StrategyProof(invariant, (writer.outside_of(struck[-1]),), (layer,)), engine)
    return Claim(Outcome.HOLDS, _strategy(compiled, invariant, layers, struck, origin), engine)


def _soon(compiled: Compiled, rounds: Layers, question: Robust, budget: Budget, most: int, engine: str) -> Claim | None:
    """HOLDS with parts of the layers of so many regions, if they will do."""
    origin = compiled.pieces(question.origin)
    try:
        found = rounds.partly(question.setbacks, most, origin)
        if found is None:
            return None
        without = outside(compiled, origin, found[0][-1].cover, budget)
        back = Backward(compiled, without, question.system.moves, budget, nearest=True)
        met = back.run(lambda number: number >= 8 * most or meets(compiled, back.regions[number], compiled.starts))
    except BudgetExceededError:
        return None
    if met is not None or not back.is_exact:
        return None
    invariant = ConditionWriter(compiled).outside_of(back.cover)
    return Claim(Outcome.HOLDS, _strategy(compiled, invariant, *found, origin), engine)


def _strategy(
    compiled: Compiled, invariant: StateSet, layers: list[Backward], struck: list[Federation], origin: Pieces
) -> StrategyProof:
    """The ways of each layer from the states that setbacks lead to on the ways of the layer above."""
    writer = ConditionWriter(compiled)
    adverse = [move for move in compiled.system.moves if move.adverse]
    safe: list[StateSet] = []
    regions: list[tuple[Region, ...]] = []
    for layer, exposed in zip(reversed(layers), reversed(struck), strict=True):
        regions.append(writer.regions(layer, origin))
        passed = {region.status for region in regions[-1]}
        calm = writer.outside_of(exposed).conditions
        safe.append(StateSet(tuple(item for item in calm if item[0] in passed)))
        ends = {move.target for move in adverse if move.source in passed}
        origin = {status: pieces for status, pieces in _all_states(compiled).items() if status in ends}
    return StrategyProof(invariant, tuple(reversed(safe)), tuple(reversed(regions)))


def _all_states(compiled: Compiled) -> Pieces:
    anything = (compiled.zones.everything, compiled.diagrams.valid)
    return compiled.inside({status: [anything] for status in compiled.system.statuses})
