"""What listing the states shows of a small model to a fixpoint: that everything else is unreachable."""

from __future__ import annotations

from bcm_formal.look.ceilings import Ceilings, ceilings
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.graph import explore
from bcm_formal.verify.regions.compared import Pieces, exactly
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.federation import Federation, outside

MOST_STEPS = 20_000
"""that listing looks at"""


def unlisted(compiled: Compiled, base: TransitionSystem, budget: Budget) -> Pieces | None:
    """The states of `compiled` that no life course of `base` meets, whose clocks and attributes are some of its own
    (the others do not matter); None: the states are too many to be listed. May raise `BudgetExceededError`."""
    limits = ceilings(base, ())
    try:
        graph = explore(Interpreter(base.model), limits, Budget(MOST_STEPS, budget.seconds, budget.began))
    except (BudgetExceededError, UnboundedChoiceError):
        return None
    listed = Federation()
    for state in graph.states:
        zone, bdd = _standing_for(compiled, base, limits, state)
        listed.add(state.status, zone, bdd)
    return outside(compiled, compiled.inside(_everything(compiled)), listed, budget)


def _everything(compiled: Compiled) -> Pieces:
    piece = compiled.zones.everything, compiled.diagrams.valid
    return {status: [piece] for status in compiled.system.statuses}


def _standing_for(compiled: Compiled, base: TransitionSystem, limits: Ceilings, state: State) -> Piece:
    """The states that a listed one stands for: a clock at its ceiling shows that or more."""
    readings = dict(zip((clock.name for clock in base.model.clocks), state.clocks, strict=True))
    values = dict(zip((item.name for item in base.model.attributes), state.attributes, strict=True))
    model = compiled.system.model
    whole = State(
        state.status,
        tuple(values[item.name] for item in model.attributes),
        tuple(readings.get(clock.name, 0) for clock in model.clocks),
    )
    free = frozenset(clock.name for clock in model.clocks if clock.name not in readings)
    bounded = (c.name for c, most in zip(base.model.clocks, limits, strict=True) if readings[c.name] == most)
    full = [name for name in bounded if name in model.clock]  # a bound of time is a clock of the base alone
    zone, bdd = exactly(compiled, whole, free.union(full))
    for name in full:
        index = compiled.diagrams.numeric.index(name)
        least = tuple(-int(place == index) for place in range(compiled.zones.count))
        zone = compiled.zones.constrain(zone, (least, -readings[name])) or zone
    return zone, bdd
