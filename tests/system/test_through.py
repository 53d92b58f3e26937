"""A life through several laws: every step is one that the law of its day allows, and every such step is there."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

import pytest

from bcm_formal.model.law import Through
from bcm_formal.model.model import TODAY, Model
from bcm_formal.model.through import LAW_IN_FORCE
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Expire, State, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_dated import DAYS, FIRST, Author

MODELS, CHUNK = tries(200), 20
LONGEST = 8
"""months that are followed: all changes are in the first five"""
MOST = 1500
"""states of one policy"""


class Laws:
    """The meaning of a life through laws, read off the laws of single days: whoever acts on a day acts by its law, and
    time passes from a day by the law of that day."""

    def __init__(self, text: str) -> None:
        begin = datetime.date.fromisoformat(FIRST)
        days = [begin, *map(datetime.date.fromisoformat, DAYS)]
        with_today = text + f"\ndefine dated = today at least {FIRST}\nproperty reads_today: no person with not dated\n"
        self.models = [model_of(with_today, day) for day in days]
        self.interpreters = [Interpreter(model) for model in self.models]
        self.begins = [(day.year - begin.year) * 12 + day.month - begin.month for day in days]

    def number(self, state: State) -> int:
        return max(place for place, begin in enumerate(self.begins) if begin <= state.clocks[-1])

    def own(self, state: State) -> State:
        """The state with `today` as that law counts it, from its first day."""
        return _shifted(state, -self.begins[self.number(state)])

    def wait(self, state: State) -> State | None:
        number = self.number(state)
        after = self.interpreters[number].wait(self.own(state), 1)
        return None if after is None else _shifted(after, self.begins[number])

    def changes(self, state: State) -> set[tuple[str, State]]:
        number = self.number(state)
        found = self.interpreters[number].changes(self.own(state))
        return {(_name(step), _shifted(after, self.begins[number])) for step, after in found}


def _shifted(state: State, by: int) -> State:
    return state._replace(clocks=(*state.clocks[:-1], state.clocks[-1] + by))


def _name(step: Take | Expire) -> str:
    name = step.event if isinstance(step, Take) else step.limit
    return name.split("_from_")[0]


class Life:
    """The one model, its states without the attribute that says whose law it is."""

    def __init__(self, text: str) -> None:
        self.model: Model = model_of(text, Through())
        self.interpreter = Interpreter(self.model)
        names = [item.name for item in self.model.attributes]
        self.place = names.index(LAW_IN_FORCE) if LAW_IN_FORCE in names else None
        assert self.model.clocks[-1].name == TODAY

    def plain(self, state: State) -> State:
        if self.place is None:
            return state
        return state._replace(attributes=state.attributes[: self.place] + state.attributes[self.place + 1 :])

    def silent(self, state: State) -> State | None:
        """The state after the law has changed, where it has not yet."""
        found = [limit.name for limit in self.model.limits if limit.window]
        after = [state for state in (self.interpreter.expire(state, name) for name in found) if state is not None]
        assert len(after) <= 1
        return after[0] if after else None

    def settled(self, state: State) -> State:
        while (after := self.silent(state)) is not None:
            assert self.plain(after) == self.plain(state)
            assert self.interpreter.wait(state, 1) is None, "time stops until the law has changed"
            state = after
        return state

    def changes(self, state: State) -> set[tuple[str, State]]:
        """What happens to the person, and the state after it."""
        found: Iterator[tuple[Take | Expire, State]] = (
            (step, after)
            for step, after in self.interpreter.changes(state)
            if not (isinstance(step, Expire) and self.model.limit[step.limit].window)
        )
        return {(_name(step), self.plain(self.settled(after))) for step, after in found}


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_what_happens_and_when_time_passes_is_by_the_law_of_the_day(first: int) -> None:
    for number in range(first, first + CHUNK):
        text = Author(random.Random(number), guards_only=number % 4 == 0).text()
        laws, life = Laws(text), Life(text)
        waiting = [life.settled(state) for state in life.interpreter.start_states()]
        seen = set(waiting)
        while waiting and len(seen) < MOST:
            state = waiting.pop()
            plain = life.plain(state)
            assert life.changes(state) == laws.changes(plain), (number, state)
            later = life.interpreter.wait(state, 1)
            assert (None if later is None else life.plain(later)) == laws.wait(plain), (number, state)
            after = [now for _, now in life.interpreter.changes(state)]
            if later is not None and later.clocks[-1] <= LONGEST:
                assert life.changes(later) <= laws.changes(life.plain(later)), (number, later)
                after.append(later)
            for further in map(life.settled, after):
                if further not in seen:
                    seen.add(further)
                    waiting.append(further)
            for steps in (2, 3, 5):
                whole = life.interpreter.pass_time(state, steps)
                assert whole == _in_single_steps(life.interpreter, state, steps), (number, state, steps)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, MODELS // 4, CHUNK // 4))
def test_verdicts_are_those_of_a_policy_that_asks_for_the_day_itself(first: int) -> None:
    for number in range(first, first + CHUNK // 4):
        dated = model_of(Author(random.Random(number), guards_only=True).text(), Through())
        by_hand = model_of(Author(random.Random(number), guards_only=True, by_hand=True).text())
        assert LAW_IN_FORCE not in dated.attribute
        assert outcomes(dated) == outcomes(by_hand), number


def outcomes(model: Model) -> dict[str, Outcome]:
    system, portfolio = TransitionSystem(model), Portfolio()
    return {item.name: portfolio.decide(system, item).verdict.outcome for item in model.properties}


def _in_single_steps(interpreter: Interpreter, state: State, steps: int) -> State | None:
    now: State | None = state
    for _ in range(steps):
        now = None if now is None else interpreter.wait(interpreter.settled(now), 1)
    return now
