"""The quickest way is found exactly: compared with listing what can be reached in each unit of time."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from bcm_formal.answers.quickest import NotFound, NoWay, Quickest, Sought, quickest_from, quickest_of_all
from bcm_formal.api.loading import load
from bcm_formal.look.exploration import Explorer
from bcm_formal.model.expressions import TRUE
from bcm_formal.model.sentences import SomeCanReach
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import help_of
from bcm_formal.system.repeated import after as after_part
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Expire, State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import replay
from bcm_formal.verify.engine import Budget, BudgetExceededError
from tests.builders.effort import tries
from tests.builders.random_models import random_model, random_path_sentence

CASES = Path(__file__).parents[1] / "cases"
MODELS = tries(60)
CHUNK = 20
LONGEST, MOST = 12, 4_000


def least_time(system: TransitionSystem, starts: Iterable[State], sought: SomeCanReach) -> int | None:
    """How many units of time must pass until the target is met; None: more than `LONGEST`. Raises
    `BudgetExceededError`."""
    explorer = Explorer(system, help_of(sought))
    interpreter = explorer.interpreter
    arrived = interpreter.test(sought.target)
    now = set(starts)
    for elapsed in range(LONGEST + 1):
        queue = list(now)
        for state in queue:
            for step, after in interpreter.changes(state):
                if after in now or not (isinstance(step, Expire) or explorer.counts(system.model.event[step.event])):
                    continue
                now.add(after)
                queue.append(after)
            if len(queue) > MOST:
                raise BudgetExceededError("too many states at one moment")
        if any(map(arrived, queue)):
            return elapsed
        now = {later for state in queue if (later := interpreter.wait(state, 1)) is not None}
    return None


def agrees(found: Sought, expected: int | None) -> bool:
    match found:
        case Quickest(_, _, True):
            return found.time == expected if expected is not None else found.time > LONGEST
        case NoWay():
            return expected is None
        case _:
            return False


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_the_quickest_way_takes_as_long_as_a_listing_says(first: int) -> None:
    compared = 0
    for number in range(first, first + CHUNK):
        draw = random.Random(number)
        model = random_model(draw)
        system, interpreter = TransitionSystem(model), Interpreter(model)
        sentence = random_path_sentence(draw, model)
        sought = SomeCanReach(TRUE, sentence.target, None, sentence.actors, sentence.adverse)
        try:
            starts = tuple(interpreter.start_states())[:3]
        except UnboundedChoiceError:
            continue
        for state in starts:
            found = quickest_from(system, state, sentence.target, help_of(sought))
            if isinstance(found, NotFound) or (isinstance(found, Quickest) and not found.is_exact):
                continue
            try:
                least = least_time(system, (state,), sought)
            except BudgetExceededError:
                continue
            assert agrees(found, least), (number, state, sentence)
            if isinstance(found, Quickest):
                end = state
                for step in found.onward:
                    after = after_part(interpreter, end, step)
                    assert after is not None
                    end = after
                assert interpreter.holds(sentence.target, end)
            compared += 1
    assert compared > CHUNK // 2


def test_of_all_people_the_one_with_the_quickest_way_is_found() -> None:
    model = load(CASES / "fb2.bcm")
    system = TransitionSystem(model)
    sentence = model.property["path6"].sentence
    found = quickest_of_all(system, SomeCanReach(sentence.condition, sentence.target))  # type: ignore[union-attr]
    assert isinstance(found, Quickest)
    assert (found.time, found.is_exact) == (0, True), "somebody has been there for ten years already"
    assert found.before is not None
    assert replay(Interpreter(model), found.before)[-1].status == "skilled"


def test_where_times_cannot_be_computed_a_way_is_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object) -> None:
        raise BudgetExceededError("stopped")

    monkeypatch.setattr("bcm_formal.answers.quickest._Seeker", exhausted)
    model = load(CASES / "fb2.bcm")
    state = next(Interpreter(model).start_states())
    found = quickest_from(TransitionSystem(model), state, model.property["path6"].sentence.target, EVERYTHING)  # type: ignore[union-attr]
    assert isinstance(found, Quickest)
    assert (found.time, found.is_exact) == (120, False)


def test_without_any_effort_nothing_is_claimed() -> None:
    model = load(CASES / "fb2.bcm")
    state = next(Interpreter(model).start_states())
    target = model.property["path6"].sentence.target  # type: ignore[union-attr]
    assert isinstance(quickest_from(TransitionSystem(model), state, target, EVERYTHING, Budget(work=0)), NotFound)
