"""The bridge says nothing of its own: each step of it is one of the law that applies, and every such step is there."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State, Take
from bcm_formal.versions.bridging import Bridge, bridge
from bcm_formal.versions.change import Change
from tests.builders.changing import change_of
from tests.builders.effort import tries
from tests.builders.random_changes import Author

PAIRS, CHUNK = tries(300), 25
MOST = 400
"""states of one bridge"""
LONGEST = 5
"""the longest reading that is followed"""


class Comparison:
    """The bridge beside each of its laws alone."""

    def __init__(self, found: Bridge) -> None:
        self.bridge, self.model = found, found.model
        self.interpreter = Interpreter(found.model)
        self.laws = {name: Interpreter(model) for name, model in found.laws.items()}
        self.places = {item.name: place for place, item in enumerate(self.model.attributes)}
        self.readings = {item.name: place for place, item in enumerate(self.model.clocks)}

    def regime(self, state: State) -> str:
        return self.bridge.regimes[int(state.attributes[self.places[self.bridge.regime]])]

    def own(self, state: State, law: Model) -> State | None:
        """The state in the words of a law; None: in a status that it does not know."""
        if state.status not in law.status:
            return None
        return State(
            state.status,
            tuple(state.attributes[self.places[self.called(law, item.name)]] for item in law.attributes),
            tuple(state.clocks[self.readings[self.called(law, item.name)]] for item in law.clocks),
        )

    def called(self, law: Model, name: str) -> str:
        """A name in the bridge: a window of another length under the new law is another one there."""
        for window in law.windows:
            if name in (*window.parts, window.clock):
                same = [item for item in self.model.windows if item.over == window.over]
                return name.replace(window.name, next(item.name for item in same if item.name.startswith(window.name)))
        return name

    def check(self, state: State) -> list[State]:
        """Compare one state in which no part of a window is over; those that follow."""
        name = self.regime(state)
        law, alone = self.bridge.laws[name], self.laws[name]
        own = self.own(state, law)
        following = list(changes(self.interpreter, state))
        later = self.interpreter.pass_time(state, 1)
        later = later and self.interpreter.settled(later)
        found = set()
        for step, after in following:
            if step == self.bridge.enters:
                continue
            version = self.bridge.versions[step]
            assert self.regime(after) == self.regime(state) in version.regimes
            found.add((version.rule, self.own(after, law)))
        if own is None:
            assert not found, "nothing is law for who is in a status that the law does not know"
        else:
            assert found == set(changes(alone, own))
            after_all = alone.pass_time(own, 1)
            assert (later and self.own(later, law)) == (after_all and alone.settled(after_all))
        return [after for _, after in following] + ([later] if later else [])


def changes(interpreter: Interpreter, state: State) -> Iterator[tuple[str, State]]:
    """What happens in the state, and the state after it, where parts of windows that are over have moved on."""
    for step, after in interpreter.changes(state):
        assert isinstance(step, Take) or not interpreter.model.limit[step.limit].window
        yield step.event if isinstance(step, Take) else step.limit, interpreter.settled(after)


def explore(found: Bridge) -> tuple[set[State], Comparison]:
    compared = Comparison(found)
    waiting = [compared.interpreter.settled(state) for state in compared.interpreter.start_states()]
    seen = set(waiting)
    while waiting and len(seen) < MOST:
        state = waiting.pop(0)
        for after in compared.check(state):
            if after not in seen and max(after.clocks) <= LONGEST:
                seen.add(after)
                waiting.append(after)
    return seen, compared


def random_changes(first: int, count: int) -> list[tuple[int, Change]]:
    found = []
    for number in range(first, first + count):
        try:
            found.append((number, change_of(*Author(random.Random(number)).texts())))
        except DiagnosticError:
            continue
    return found


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, PAIRS, CHUNK))
def test_lives_are_those_of_the_old_law_and_after_the_change_those_of_the_new(first: int) -> None:
    changes = random_changes(first, CHUNK)
    assert len(changes) > CHUNK // 2, "most drawn texts are laws"
    for number, change in changes:
        try:
            explore(bridge(change))
        except AssertionError as error:
            raise AssertionError(f"pair {number}") from error


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, PAIRS, CHUNK))
def test_the_change_itself_makes_no_difference_but_the_law(first: int) -> None:
    for number, change in random_changes(first, CHUNK):
        found = bridge(change)
        seen, compared = explore(found)
        place = compared.places[found.regime]
        for state in seen:
            if compared.regime(state) != "old":
                continue
            settled = compared.interpreter.settled(state)
            after = compared.interpreter.fire(state, found.enters)
            assert after is not None, number
            kept = (*settled.attributes[:place], 1, *settled.attributes[place + 1 :])
            assert after == settled._replace(attributes=kept), number


def test_a_law_that_stays_the_same_is_there_once() -> None:
    for number in range(20):
        old, _ = Author(random.Random(number)).texts()
        try:
            change = change_of(old, old)
        except DiagnosticError:
            continue
        found = bridge(change)
        assert change.clauses == ()
        assert all(version.regimes == ("old", "new") for version in found.versions.values())


@pytest.mark.slow
def test_a_change_of_which_every_clause_is_undone_is_none() -> None:
    for number, change in random_changes(0, 100):
        undone = change.undone([clause.id for clause in change.clauses])
        assert all(version.regimes == ("old", "new") for version in bridge(undone).versions.values()), number
