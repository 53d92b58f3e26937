"""A journey seen without its clocks: more can happen than really does, so what is excluded here is excluded there.

Whatever reads a clock counts as possible, time and limits' bounds are forgotten. Many traps and invariants of
residence law need no clock, and without any they are found at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bcm_formal.model.expressions import (
    TRUE,
    And,
    Comparison,
    Condition,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    Not,
    Or,
    Truth,
    clocks_of,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.system.questions import Conditions
from bcm_formal.system.transition_system import Move
from bcm_formal.verify.bounded.journey import InitialStates, Journey, Leg


def timeless(journey: Journey) -> Journey:
    """The journey without clocks. It ends at least where the real one does."""
    clocks = journey.system.model.clock
    values = {name: value for name, value in journey.initial.values.items() if name not in clocks}
    legs = tuple(Leg(tuple(_without_time(move) for move in leg.moves), _loosened(leg.until)) for leg in journey.legs)
    return Journey(journey.system, InitialStates(_loosened(journey.initial.conditions), values), legs, timeless=True)


def _loosened(conditions: Conditions) -> Conditions:
    return {status: loosened(condition) for status, condition in conditions.items()}


def _without_time(move: Move) -> Move:
    """The move with every guard and value that reads a clock left open; clocks are not set."""
    timed = tuple(name for name, value in move.sets if clocks_of(value))
    sets = tuple((name, value) for name, value in move.sets if name not in timed)
    return replace(move, guard=loosened(move.guard), sets=sets, free=(*move.free, *timed))


def loosened(condition: Condition, truth: bool = True) -> Condition:
    """What follows, about attributes alone, from the condition's having this truth."""
    if not clocks_of(condition):
        return condition if truth else negation(condition)
    match condition:
        case Comparison():
            return TRUE
        case Not(inner):
            return loosened(inner, not truth)
        case NamedCondition(_, body):
            return loosened(body, truth)
        case And(parts):
            loose = (loosened(part, truth) for part in parts)
            return conjunction(loose) if truth else disjunction(loose)
        case Or(parts):
            loose = (loosened(part, truth) for part in parts)
            return disjunction(loose) if truth else conjunction(loose)
        case Implies(premise, conclusion):
            both = (loosened(premise, not truth), loosened(conclusion, truth))
            return disjunction(both) if truth else conjunction(both)
        case Truth() | Flag() | InStatus():
            return condition if truth else negation(condition)
        case _:
            assert_never(condition)
