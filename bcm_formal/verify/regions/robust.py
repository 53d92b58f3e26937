"""`despite k adverse events`: steer to the goal although setbacks hit at the worst moments.

W₀ is all states that can reach the goal by moves that are not adverse. From Wⱼ₋₁ follow the *exposed* states: an
adverse event is possible and leads outside it. Wⱼ is all states that can reach the goal along states that are not
exposed. So k setbacks take at most k + 1 fixpoints; if two that follow each other are the same set, so are the rest.
"""

from __future__ import annotations

from bcm_formal.system.questions import Robust
from bcm_formal.trust.certificate import SetbackProof, StrategyProof
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions.backward import Backward, meets
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.evidence import Concretizer, ConditionWriter, joined
from bcm_formal.verify.regions.federation import Federation, outside


class Layers:
    """W₀, W₁, … for one goal and some help, each made when first asked for."""

    def __init__(self, compiled: Compiled, question: Robust, budget: Budget) -> None:
        self._compiled, self._budget = compiled, budget
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
            if self._next is None:
                self._next = Backward(self._compiled, self._goal, self._calm, self._budget, along=self._safe())
            layer = self._next
            layer.run(lambda _: False)
            self._next = None
            if self._made:
                before = {status: list(pieces.items()) for status, pieces in self._made[-1].cover.pieces.items()}
                self._is_stable = not outside(self._compiled, before, layer.cover, self._budget)
            self._made.append(layer)
        return self._made[: setbacks + 1]

    def is_stable(self, layers: list[Backward]) -> bool:
        """True iff the last of these layers is the same set as the one before it."""
        return self._is_stable and len(layers) == len(self._made)

    def _safe(self) -> Pieces | None:
        """The states that are not exposed; None: all."""
        if not self._made:
            self.struck = [Federation()]
            return None
        self.struck[len(self._made) :] = [_struck(self._compiled, self._made[-1], self._budget)]
        return outside(self._compiled, _all_states(self._compiled), self.struck[-1], self._budget)


def robust(compiled: Compiled, rounds: Layers, question: Robust, budget: Budget, engine: str) -> Claim | Undecided:
    """HOLDS with a strategy, or VIOLATED with a life course and the traps of the setbacks."""
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
    all_states = _all_states(compiled)
    safe = tuple(writer.outside_of(struck) for struck in rounds.struck[: len(layers)])
    if rounds.is_stable(layers):
        layer = writer.regions(top, all_states)
        return Claim(Outcome.HOLDS, StrategyProof(invariant, safe[-1:], (layer,)), engine)
    regions = [writer.regions(layer, all_states) for layer in layers[:-1]] + [writer.regions(top, origin)]
    return Claim(Outcome.HOLDS, StrategyProof(invariant, safe, tuple(regions)), engine)


def _all_states(compiled: Compiled) -> Pieces:
    anything = (compiled.zones.everything, compiled.diagrams.valid)
    return compiled.inside({status: [anything] for status in compiled.system.statuses})


def _struck(compiled: Compiled, below: Backward, budget: Budget) -> Federation:
    """The states in which some adverse event is possible that leads outside the layer below."""
    lost = outside(compiled, _all_states(compiled), below.cover, budget)
    struck = Federation()
    for move in compiled.system.moves:
        if not move.adverse:
            continue
        for zone, bdd in lost.get(move.target, ()):
            for case in compiled.cases(move, zone):
                for valuations, _ in compiled.before(case, bdd):
                    struck.add(move.source, case.image, valuations)
    return struck
