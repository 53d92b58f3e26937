"""On random models, the engine's answer about two persons is what the listed states say.

A pair counts only if both persons are really reachable and equal in every clock. States whose clocks are cut off at
their ceilings can show that there is none; that there is one is shown by states with true readings, up to a horizon.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

import pytest

from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.expressions import InStatus, attributes_of, conjunction
from bcm_formal.model.model import Attribute, Model
from bcm_formal.model.types import Choice, Integer, Value
from bcm_formal.system.help import NO_LUCK
from bcm_formal.system.questions import Pairs, per_status
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Outcome, Undecided
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.graph import counting, explore
from bcm_formal.verify.regions import Regions
from tests.builders.effort import tries
from tests.builders.random_models import random_condition, random_model

pytestmark = pytest.mark.slow

MODELS = tries(300)
CHUNK = 20
HORIZON = 12
MOST_STATES = 20_000


def drawn(number: int) -> Pairs | None:
    """A question about an attribute that some rule reads, one without bounds if there is one."""
    draw = random.Random(number)
    model = random_model(draw)
    read = read_by_rules(model)
    if not read:
        return None
    attribute = draw.choice([item for item in read if isinstance(item.kind, Integer)] or read)
    raised = draw.random() < 0.4 and not isinstance(attribute.kind, Choice)
    target = [InStatus((draw.choice(model.statuses).name,))]
    goal = conjunction([*target, random_condition(draw, model)] if draw.random() < 0.4 else target)
    system = TransitionSystem(model)
    return Pairs(system, attribute.name, raised, per_status(system, goal), NO_LUCK)


def read_by_rules(model: Model) -> list[Attribute]:
    guards = [requirement.condition for event in model.events for requirement in event.requirements]
    read = {name for guard in guards for name in attributes_of(guard)}
    read |= {name for limit in model.limits for name in attributes_of(limit.condition) | attributes_of(limit.bound)}
    return [attribute for attribute in model.attributes if attribute.name in read]


def expected(question: Pairs) -> Outcome | None:
    """What the definition says; None where the states listed cannot tell."""
    interpreter = Interpreter(question.system.model)
    caps = ceilings(question.system, question.goal.values())

    def capped(state: State) -> State:
        clocks = (r if cap is None else min(r, cap) for r, cap in zip(state.clocks, caps, strict=True))
        return state._replace(clocks=tuple(clocks))

    graph = explore(interpreter, caps, Budget(work=20_000))
    near = graph.ranks(graph.where(question.goal), counting(interpreter, question.help))
    with_path = {graph.states[number] for number in near}
    if not disagree(question, graph.states, with_path.__contains__):
        return Outcome.HOLDS
    if disagree(question, really_met(interpreter), lambda state: capped(state) in with_path):
        return Outcome.VIOLATED
    return None


def disagree(question: Pairs, states: Iterable[State], has_path: Callable[[State], bool]) -> bool:
    place = [attribute.name for attribute in question.system.model.attributes].index(question.attribute)
    alike: dict[State, list[tuple[Value, bool]]] = {}
    for state in states:
        others = (*state.attributes[:place], *state.attributes[place + 1 :])
        alike.setdefault(state._replace(attributes=others), []).append((state.attributes[place], has_path(state)))
    return any(
        first and not second and (better > value or not question.raised)
        for persons in alike.values()
        for value, first in persons
        for better, second in persons
        if better != value
    )


def really_met(interpreter: Interpreter) -> set[State]:
    """The states met within the horizon, with the true readings of their clocks; not from far beyond what they show."""
    now = set(interpreter.start_states([2 * HORIZON for _ in interpreter.model.clocks]))
    met: set[State] = set()
    for _ in range(HORIZON):
        queue = list(now)
        for state in queue:
            for _, after in interpreter.changes(state):
                if after not in now:
                    now.add(after)
                    queue.append(after)
        met |= now
        if len(met) > MOST_STATES:
            raise BudgetExceededError("too many states")
        now = {later for state in now if (later := interpreter.wait(state, 1)) is not None}
    return met


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_two_persons_are_compared_as_the_states_say(first: int) -> None:
    compared = 0
    wrong = []
    for number in range(first, first + CHUNK):
        question = drawn(number)
        claim = None if question is None else Regions().run(question, Budget(work=30_000))
        if question is None or claim is None or isinstance(claim, Undecided):
            continue
        result = check(claim, question, None)
        try:
            outcome = expected(question)
        except BudgetExceededError:
            outcome = None
        compared += outcome is not None
        if not isinstance(result, Shown) or (outcome is not None and outcome is not claim.outcome):
            wrong.append((number, claim.outcome, outcome, result))
    assert wrong == []
    assert compared >= CHUNK // 4
