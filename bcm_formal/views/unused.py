"""The parts of a policy that no life course ever touches: statuses nobody gets into, rules that never act.

What a look around meets is in use; of the rest each part is asked of the engines, and only what is proved is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bcm_formal.model.expressions import Condition, InStatus, conjunction, disjunction
from bcm_formal.model.model import Model, NoPerson, Origin, Property
from bcm_formal.system.semantics import UnboundedChoiceError
from bcm_formal.system.state import Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.exploration import Explorer
from bcm_formal.verify.portfolio import Portfolio

_BUDGET = 200_000
_STATES = 3000


@dataclass(frozen=True, slots=True)
class Unused:
    """Names of statuses and rules."""

    statuses: frozenset[str]
    rules: frozenset[str]


def unused_in(model: Model) -> Unused:
    """What is proved never to be in use."""
    system = TransitionSystem(model)
    statuses, rules = _seen(system)
    portfolio = Portfolio("auto", Budget(_BUDGET))

    def never(condition: Condition) -> bool:
        span = model.statuses[0].span
        asked = Property("never", "", NoPerson(condition), "", Origin(), span)
        return portfolio.decide(system, asked).outcome is Outcome.HOLDS

    empty = frozenset(name for name in system.statuses if name not in statuses and never(InStatus((name,))))
    idle = dict(_guards(system, rules, empty))
    return Unused(empty, frozenset(name for name, guard in idle.items() if never(guard)))


def _seen(system: TransitionSystem) -> tuple[set[str], set[str]]:
    """The statuses and rules that some life courses meet."""
    explorer = Explorer(system, None)
    try:
        explored = explorer.explore(islice(explorer.interpreter.start_states(), 200), _STATES)
    except UnboundedChoiceError:
        return set(), set()
    rules: set[str] = set()
    for state in explored.states:
        rules.update(step.event if isinstance(step, Take) else step.limit for step, _ in explorer.changes(state))
    return set(explored.statuses), rules


def _guards(system: TransitionSystem, seen: set[str], empty: frozenset[str]) -> Iterator[tuple[str, Condition]]:
    """For each rule not seen to act: when it would."""
    for name in dict.fromkeys(move.name for move in system.moves):
        if name not in seen:
            moves = [move for move in system.moves if move.name == name and move.source not in empty]
            yield name, disjunction(conjunction((InStatus((move.source,)), move.guard)) for move in moves)
