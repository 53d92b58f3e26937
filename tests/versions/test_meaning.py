"""Whether two laws mean the same for everybody, beside lives that are followed through both."""

from __future__ import annotations

import re

import pytest

from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State, Take
from bcm_formal.trust.trace import replay
from bcm_formal.versions.bridging import Bridge, bridge
from bcm_formal.versions.meaning import sameness
from tests.builders.bridged import random_changes
from tests.builders.changing import change_of
from tests.builders.effort import tries
from tests.builders.two_laws import LAW

PAIRS, CHUNK = tries(200), 20
MOST, LONGEST = 1500, 7


class Both:
    """Lives under both laws at once, as far as both know the same things."""

    def __init__(self, found: Bridge, model: Model) -> None:
        self.of_model = [item.name for item in model.attributes] + [item.name for item in model.clocks]
        self.laws = found.laws["old"], found.laws["new"]
        self.meanings = tuple(map(Interpreter, self.laws))
        names = [[item.name for item in law.attributes] + [item.name for item in law.clocks] for law in self.laws]
        inner = {name for law in self.laws for name in law.inner}
        self.shared = [name for name in names[0] if name in names[1] and name not in inner]
        self.places = [[own.index(name) for name in self.shared] for own in names]

    def seen(self, side: int, state: State | None) -> object:
        if state is None:
            return None
        values = (*state.attributes, *state.clocks)
        return state.status, tuple(values[place] for place in self.places[side])

    def steps(self, side: int, state: State) -> dict[object, list[State]]:
        meaning, law = self.meanings[side], self.laws[side]
        found: dict[object, list[State]] = {}
        for step, after in meaning.changes(state):
            event = law.event[step.event] if isinstance(step, Take) else None
            who = (event.actor, event.adverse) if event else ("law", False)
            settled = meaning.settled(after)
            found.setdefault((who, self.seen(side, settled)), []).append(settled)
        later = meaning.pass_time(state, 1)
        if later is not None:
            settled = meaning.settled(later)
            found["time", self.seen(side, settled)] = [settled]
        return found

    def possible(self, side: int, names: list[str], state: State) -> bool:
        """Whether one of these rules is possible in a state of the old law, as far as this law knows it."""
        law, meaning = self.laws[side], self.meanings[side]
        values = dict(zip(self.of_model, (*state.attributes, *state.clocks), strict=True))
        attributes = tuple(values[item.name] for item in law.attributes)
        own = State(state.status, attributes, tuple(int(values[item.name]) for item in law.clocks))
        steps = [step for step, _ in meaning.changes(meaning.settled(own))]
        return any((step.event if isinstance(step, Take) else step.limit) in names for step in steps)

    def differ(self) -> bool:
        """True iff two lives that went the same way so far do not go on in the same ways; of the first that are met."""
        starts = [
            {self.seen(side, state): state for state in map(meaning.settled, meaning.start_states())}
            for side, meaning in enumerate(self.meanings)
        ]
        if set(starts[0]) != set(starts[1]):
            return True
        waiting = [(state, starts[1][key]) for key, state in starts[0].items()]
        known = set(waiting)
        while waiting and len(known) < MOST:
            old, new = waiting.pop(0)
            steps = self.steps(0, old), self.steps(1, new)
            if set(steps[0]) != set(steps[1]):
                return True
            for key, after in steps[0].items():
                for pair in ((one, other) for one in after for other in steps[1][key]):
                    if pair not in known and max(pair[0].clocks) <= LONGEST:
                        known.add(pair)
                        waiting.append(pair)
        return False


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, PAIRS, CHUNK))
def test_of_random_pairs_lives_followed_through_both_say_the_same(first: int) -> None:
    answers = []
    for number, change in random_changes(first, CHUNK, 0.07):
        found = bridge(change)
        answer = sameness(found, "explicit")
        answers.append(answer.same)
        both = Both(found, answer.model)
        assert answer.same is not None
        if answer.same:
            assert not both.differ(), number
        elif answer.life is not None and " is possible, " in answer.reason:
            names = re.findall(r"`(\w+)`", answer.reason)
            state = replay(Interpreter(answer.model), answer.life)[-1]
            unlike = both.possible(0, names, state) != both.possible(1, names, state)
            assert unlike or both.differ(), number
        else:
            assert both.differ(), number
    assert {True, False} <= set(answers)


def same(*edits: tuple[str, str]) -> bool | None:
    new = LAW
    for old, other in edits:
        assert old in new
        new = new.replace(old, other)
    return sameness(bridge(change_of(LAW, new))).same


def test_a_policy_means_what_it_means() -> None:
    assert same() is True
    for _, change in random_changes(0, 10):
        undone = change.undone([clause.id for clause in change.clauses])
        assert sameness(bridge(undone)).same is True


def test_what_is_written_otherwise_means_the_same() -> None:
    assert same(("when ready\n   and level at least A1", "when stay at least 5 months\n   and level more than none"))
    assert same(("set level = next level", "set level = if level is none then A1 else B1"))
    assert same(("transition leave", "transition go_away"))


def test_a_rule_in_two_parts_means_the_same() -> None:
    two = (
        "transition leave from a to c by person\n  unless good\ntransition go_away from b to c by person\n  unless good"
    )
    assert same(("transition leave from a, b to c by person\n  unless good", two))


def test_what_nobody_meets_makes_no_difference() -> None:
    """`good` is never so."""
    assert same(("  unless good", "")) is True
    assert same(("  unless good", "  when good")) is False


def test_a_number_more_makes_a_difference_and_shows_a_life() -> None:
    new = LAW.replace("at most 10 months", "at most 11 months")
    answer = sameness(bridge(change_of(LAW, new)))
    assert answer.same is False
    assert answer.life is not None
    assert "under the old law only" in answer.reason
    last = replay(Interpreter(answer.model), answer.life)[-1]
    assert (last.status, last.clocks[0]) == ("b", 10)


def test_another_start_makes_a_difference() -> None:
    assert same(("start in a", "start in a with level is none")) is True
    assert same(("start in a", "start in a, b")) is False


def test_what_is_counted_besides_makes_no_difference() -> None:
    counted = ("clock stay", "clock age\nclock stay")
    assert same(counted) is True
    assert same(counted, ("when ready", "when ready\n   and age at least 6 months")) is False
