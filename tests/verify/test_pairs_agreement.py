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
from bcm_formal.model.sentence_conditions import conditions_of
from bcm_formal.model.sentences import (
    EVERYBODY,
    BetterNeverBlocks,
    BetterNeverDelays,
    DoesNotDepend,
    PairSentence,
    TimeDoesNotDepend,
)
from bcm_formal.model.types import Choice, Integer, Value
from bcm_formal.system.help import Help
from bcm_formal.system.questions import question_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Outcome, Undecided
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.graph import Graph, counting, explore
from bcm_formal.verify.regions import Regions
from tests.builders.effort import tries
from tests.builders.random_models import random_condition, random_model, random_pair_terms

pytestmark = pytest.mark.slow

MODELS = tries(300)
CHUNK = 20
HORIZON = 12
MOST_STATES = 20_000
NEVER = float("inf")


def drawn(number: int, timed: bool) -> tuple[Model, PairSentence] | None:
    """A sentence about an attribute that some rule reads, one without bounds if there is one."""
    draw = random.Random(number)
    model = random_model(draw)
    read = read_by_rules(model)
    if not read:
        return None
    attribute = draw.choice([item for item in read if isinstance(item.kind, Integer)] or read)
    raised = draw.random() < 0.4 and not isinstance(attribute.kind, Choice)
    target = [InStatus((draw.choice(model.statuses).name,))]
    goal = conjunction([*target, random_condition(draw, model)] if draw.random() < 0.4 else target)
    among, change = EVERYBODY, None
    if number % 2:
        among, change = random_pair_terms(draw, model, attribute)
        raised = raised or change is not None
    if not timed:
        return model, (
            BetterNeverBlocks(attribute.name, goal, None, among, change)
            if raised
            else DoesNotDepend(attribute.name, goal, None, among)
        )
    if draw.random() < 0.6:
        later = draw.randint(-3, 3) if number % 2 else 0
        return model, (
            BetterNeverDelays(attribute.name, goal, later, among, change)
            if raised
            else TimeDoesNotDepend(attribute.name, goal, among)
        )
    within = draw.randint(0, 4)
    if raised:
        return model, BetterNeverBlocks(attribute.name, goal, within, among, change)
    return model, DoesNotDepend(attribute.name, goal, within, among)


def read_by_rules(model: Model) -> list[Attribute]:
    guards = [requirement.condition for event in model.events for requirement in event.requirements]
    read = {name for guard in guards for name in attributes_of(guard)}
    read |= {name for limit in model.limits for name in attributes_of(limit.condition) | attributes_of(limit.bound)}
    return [attribute for attribute in model.attributes if attribute.name in read]


def expected(model: Model, sentence: PairSentence) -> Outcome | None:
    """What the definition says; None where the states listed cannot tell."""
    interpreter = Interpreter(model)
    caps = ceilings(TransitionSystem(model), conditions_of(sentence))

    def capped(state: State) -> State:
        clocks = (r if cap is None else min(r, cap) for r, cap in zip(state.clocks, caps, strict=True))
        return state._replace(clocks=tuple(clocks))

    graph = explore(interpreter, caps, Budget(work=20_000))
    times = {graph.states[number]: time for number, time in least_times(graph, sentence).items()}
    if not disagree(model, sentence, graph.states, lambda state: times.get(state, NEVER)):
        return Outcome.HOLDS
    if disagree(model, sentence, really_met(interpreter), lambda state: times.get(capped(state), NEVER)):
        return Outcome.VIOLATED
    return None


def least_times(graph: Graph, sentence: PairSentence) -> dict[int, float]:
    """How long it takes at the least from a state to the target, by taking all steps that count until nothing
    changes."""
    counts = counting(graph.interpreter, Help(sentence.among.actors, adverse=False))
    times: dict[int, float] = dict.fromkeys(graph.satisfying(sentence.target), 0)
    changed = True
    while changed:
        changed = False
        for number, edges in enumerate(graph.edges):
            ways = (times[after] + isinstance(step, Delay) for step, after in edges if after in times and counts(step))
            best = min(ways, default=NEVER)
            if best < times.get(number, NEVER):
                times[number] = best
                changed = True
    return times


def is_worse(sentence: PairSentence, first: float, second: float) -> bool:
    """Whether the first has what the second has not."""
    match sentence:
        case BetterNeverBlocks(_, _, within) | DoesNotDepend(_, _, within):
            return first < NEVER == second if within is None else first <= within < second
        case BetterNeverDelays(later=later):
            return first + later < second
        case TimeDoesNotDepend():
            return first < second


def disagree(model: Model, sentence: PairSentence, states: Iterable[State], time: Callable[[State], float]) -> bool:
    place = [attribute.name for attribute in model.attributes].index(sentence.attribute)
    raised = isinstance(sentence, BetterNeverBlocks | BetterNeverDelays)
    change = sentence.change if isinstance(sentence, BetterNeverBlocks | BetterNeverDelays) else None
    is_among = Interpreter(model).test(sentence.among.condition)
    alike: dict[State, list[tuple[Value, float]]] = {}
    for state in filter(is_among, states):
        others = (*state.attributes[:place], *state.attributes[place + 1 :])
        alike.setdefault(state._replace(attributes=others), []).append((state.attributes[place], time(state)))
    return any(
        is_worse(sentence, first, second) and (better > value or not raised or change is not None)
        for persons in alike.values()
        for value, first in persons
        for better, second in persons
        if ((value, better) == (change.before, change.after) if change else better != value)
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


@pytest.mark.parametrize("timed", [False, True])
@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_two_persons_are_compared_as_the_states_say(first: int, timed: bool) -> None:
    compared = 0
    wrong = []
    for number in range(first, first + CHUNK):
        found = drawn(number, timed)
        if found is None:
            continue
        model, sentence = found
        question = question_of(TransitionSystem(model), sentence)
        claim = Regions().run(question, Budget(work=30_000))
        if isinstance(claim, Undecided):
            continue
        result = check(claim, question, None)
        try:
            outcome = expected(model, sentence)
        except BudgetExceededError:
            outcome = None
        compared += outcome is not None
        if not isinstance(result, Shown) or (outcome is not None and outcome is not claim.outcome):
            wrong.append((number, sentence, claim.outcome, outcome, result))
    assert wrong == []
    assert compared >= CHUNK // 4
