"""How soon the goal is reached: the times are right, they are attained, and the checker was asked."""

from __future__ import annotations

import random
from collections import deque
from functools import cache

import pytest

from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.expressions import TRUE, InStatus, conjunction
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import CanReach
from bcm_formal.system.questions import help_of, question_of
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import OBSERVER, Delay, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import TrapProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.trace import replay
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.graph import counting, explore
from bcm_formal.vetting.how_soon import how_soon
from bcm_formal.vetting.results import HowSoon, StatusTimes
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_models import random_condition, random_model
from tests.builders.texts import STUDIES

pytestmark = pytest.mark.slow

MODELS = tries(100)
CHUNK = 20
BUDGET = Budget(work=20_000)


@cache
def times(name: str) -> dict[str, StatusTimes]:
    model = model_of(STUDIES)
    sentence = model.property[name].sentence
    assert isinstance(sentence, CanReach)
    found = how_soon(TransitionSystem(model), sentence)
    assert isinstance(found, HowSoon)
    return {item.status: item for item in found.times}


def numbers(item: StatusTimes) -> tuple[int | None, int | None, bool]:
    least = None if item.least is None else item.least.steps
    slowest = None if item.slowest is None else item.slowest.steps
    return least, slowest, item.never is not None


def test_the_least_and_the_largest_least_time_of_each_status() -> None:
    expected = {
        "abroad": (12, 24, False),
        "pupil": (0, 24, False),
        "idle": (None, None, True),
        "hidden": (None, None, False),
        "done": (0, 0, False),
    }
    assert expected == {status: numbers(item) for status, item in times("finish").items()}


def test_a_bound_of_the_property_itself_does_not_matter() -> None:
    assert {status: numbers(item) for status, item in times("early").items()} == {"pupil": (0, 24, False)}


def test_only_the_moves_that_count_are_timed() -> None:
    assert {status: numbers(item) for status, item in times("alone").items()} == {"abroad": (None, None, True)}


def test_only_those_whom_the_property_speaks_of_are_timed() -> None:
    assert {status: numbers(item) for status, item in times("steady").items()} == {"pupil": (0, 18, False)}


@pytest.mark.parametrize("status", ["abroad", "pupil"])
def test_the_life_courses_attain_the_times(status: str) -> None:
    item = times("finish")[status]
    system = TransitionSystem(model_of(STUDIES))
    question = question_of(system, CanReach(TRUE, InStatus(("done",)), 0))
    observed = question.system.model
    for extreme in (item.least, item.slowest):
        assert extreme is not None
        states = replay(Interpreter(observed), extreme.course)
        begins = max(
            number
            for number, step in enumerate(extreme.course.steps)
            if isinstance(step, Take) and observed.event[step.event].actor == OBSERVER
        )
        assert status == states[begins].status
        assert states[-1].status == "done"
        assert extreme.steps == sum(s.steps for s in extreme.course.steps[begins:] if isinstance(s, Delay))


def test_each_number_is_shown_from_both_sides() -> None:
    item = times("finish")["abroad"]
    said = [(type(shown.sentence).__name__, getattr(shown.sentence, "within", None)) for shown in item.shown]

    assert said == [("SomeCanReach", 12), ("SomeCanReach", 11), ("CanReach", 24), ("CanReach", 23)]
    assert [said.shown.outcome for said in item.shown] == [Outcome.HOLDS, Outcome.VIOLATED] * 2


@pytest.mark.parametrize("status", ["abroad", "pupil", "idle", "hidden"])
def test_what_is_shown_is_shown_to_the_second_solver_too(status: str) -> None:
    system = TransitionSystem(model_of(STUDIES))
    for said in times("finish")[status].shown:
        question = question_of(system, said.sentence)
        claim = Claim(said.shown.outcome, said.shown.certificate, "regions")
        assert isinstance(check(claim, question, None, ("cvc5",)), Shown)


def test_the_slowest_person_is_caught_by_a_bound_one_step_shorter() -> None:
    said = times("finish")["abroad"].shown[-1]

    proof = said.shown.certificate
    assert isinstance(proof, TrapProof)
    assert replay(Interpreter(_observed(said.sentence)), proof.trace)[-1].status == "abroad"


def _observed(sentence: object) -> Model:
    assert isinstance(sentence, CanReach)
    question = question_of(TransitionSystem(model_of(STUDIES)), sentence)
    return question.system.model


def test_times_are_not_counted_despite_adverse_events() -> None:
    sentence = CanReach(TRUE, InStatus(("done",)), despite=1)

    assert isinstance(how_soon(TransitionSystem(model_of(STUDIES)), sentence), Undecided)


# --- agreement with the listed states ---


def drawn(number: int) -> tuple[TransitionSystem, CanReach]:
    draw = random.Random(number)
    model = random_model(draw)
    target = conjunction((InStatus((draw.choice(model.statuses).name,)), random_condition(draw, model)))
    condition = random_condition(draw, model) if draw.random() < 0.5 else TRUE
    actors = None if draw.random() < 0.6 else ("person", "authority")
    return TransitionSystem(model), CanReach(condition, target, None, actors, None, draw.random() < 0.4)


def expected_times(system: TransitionSystem, sentence: CanReach) -> dict[str, tuple[int | None, int | None, bool]]:
    """Read off the listed states: what the quickest path of each takes."""
    interpreter = Interpreter(system.model)
    graph = explore(interpreter, ceilings(system, (sentence.condition, sentence.target)), BUDGET)
    allowed = counting(interpreter, help_of(sentence))
    before: list[list[tuple[int, int]]] = [[] for _ in graph.states]
    for number, edges in enumerate(graph.edges):
        for step, after in edges:
            if allowed(step):
                before[after].append((number, 1 if isinstance(step, Delay) else 0))
    goal = graph.satisfying(sentence.target)
    time, queue = dict.fromkeys(goal, 0), deque(goal)
    while queue:
        number = queue.popleft()
        for earlier, length in before[number]:
            if time[number] + length < time.get(earlier, time[number] + length + 1):
                time[earlier] = time[number] + length
                (queue.append if length else queue.appendleft)(earlier)
    result: dict[str, tuple[int | None, int | None, bool]] = {}
    for status in system.statuses:
        people = [n for n in graph.satisfying(sentence.condition) if graph.states[n].status == status]
        needed = [time[number] for number in people if number in time]
        never = len(needed) < len(people)
        result[status] = (min(needed, default=None), None if never else max(needed, default=None), never)
    return result


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_the_times_are_those_of_the_listed_states(first: int) -> None:
    compared = 0
    for number in range(first, first + CHUNK):
        system, sentence = drawn(number)
        try:
            found = how_soon(system, sentence, BUDGET)
            expected = expected_times(system, sentence)
        except (BudgetExceededError, UnboundedChoiceError):
            continue
        if isinstance(found, Undecided):
            continue
        for item in found.times:
            assert (number, item.status, None) == (number, item.status, item.unknown)
            assert (number, item.status, *expected[item.status]) == (number, item.status, *numbers(item))
            compared += 1
    assert compared >= CHUNK // 2
