"""`despite k adverse events`: steer to the goal although setbacks hit at the worst moments.

W₀ is everybody who can reach the goal by moves that are not adverse. From Wⱼ₋₁ follow those who are *struck*: an
adverse event is possible and leads outside it. Wⱼ is everybody who can reach the goal along states where nobody is
struck. So k setbacks take k + 1 fixpoints.
"""

from __future__ import annotations

from bcm_formal.system.questions import Robust
from bcm_formal.trust.certificate import SetbackProof, StrategyProof
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions.backward import Backward, Cover, meets, outside
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.evidence import Walk, Wording, joined

Pieces = dict[str, list[Piece]]


def robust(compiled: Compiled, question: Robust, budget: Budget, engine: str) -> Claim | Undecided:
    """HOLDS with a strategy, or VIOLATED with a life course and the traps of the setbacks."""
    layers = _layers(compiled, question, budget)
    wording = Wording(compiled)
    top = layers[-1]
    origin = compiled.pieces(question.origin)
    without = outside(compiled, origin, top.cover, budget)
    exact = all(layer.is_exact for layer in layers)
    invariant = wording.outside_of(Cover())
    if without:
        back = Backward(compiled, without, question.system.moves, budget, nearest=True)
        met = back.run(lambda number: meets(compiled, back.regions[number], compiled.starts))
        if not exact or not back.is_exact:
            return Undecided(engine, "clocks that stand while others run made a set that regions cannot hold exactly")
        if met is not None:
            walk = Walk(compiled)
            start = walk.begin(back, met)
            course = None if start is None else walk.follow(back, met, start)
            if start is None or course is None:
                return Undecided(engine, "the life course could not be made concrete")
            traps = tuple(wording.outside_of(layer.cover) for layer in layers)
            return Claim(Outcome.VIOLATED, SetbackProof(joined(start, course[0]), traps), engine)
        invariant = wording.outside_of(back.cover)
    everybody = _everybody(compiled)
    regions = [wording.regions(layer, everybody) for layer in layers[:-1]] + [wording.regions(top, origin)]
    return Claim(Outcome.HOLDS, StrategyProof(invariant, tuple(regions)), engine)


def _everybody(compiled: Compiled) -> Pieces:
    anybody = (compiled.zones.everything, compiled.diagrams.valid)
    return compiled.inside({status: [anybody] for status in compiled.system.statuses})


def _layers(compiled: Compiled, question: Robust, budget: Budget) -> list[Backward]:
    system = question.system
    calm = [move for move in system.allowed(question.actors) if not move.adverse]
    goal = compiled.pieces(question.goal)
    layers = [Backward(compiled, goal, calm, budget)]
    layers[0].run(lambda _: False)
    for _ in range(question.setbacks):
        struck = _struck(compiled, layers[-1], budget)
        safe = outside(compiled, _everybody(compiled), struck, budget)
        layer = Backward(compiled, goal, calm, budget, along=safe)
        layer.run(lambda _: False)
        layers.append(layer)
    return layers


def _struck(compiled: Compiled, below: Backward, budget: Budget) -> Cover:
    """Everybody for whom some adverse event is possible that leads outside the layer below."""
    lost = outside(compiled, _everybody(compiled), below.cover, budget)
    struck = Cover()
    for move in compiled.system.moves:
        if not move.adverse:
            continue
        for zone, who in lost.get(move.target, ()):
            for case in compiled.cases(move, zone):
                for people, _ in compiled.before(case, who):
                    struck.add(move.source, case.image, people)
    return struck
