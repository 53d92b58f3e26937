"""Whether two laws mean the same for everybody, beside lives that are followed through both."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bcm_formal.diagnostics import read_source
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State, Take
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.versions.bridging import Bridge, bridge, bridge_of
from bcm_formal.versions.loading import change_of as change_of_reforms
from bcm_formal.versions.loading import reforms_of
from bcm_formal.versions.meaning import sameness
from tests.builders.bridged import changes, random_changes, random_moves, random_provisions
from tests.builders.changing import change_of
from tests.builders.effort import tries
from tests.builders.running import lay_out
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
        assert sameness(bridge_of(change, (found.laws["new"], found.laws["old"])), "explicit").same is answer.same, (
            number
        )
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


def both_ways(old: str, new: str) -> tuple[bool | None, bool | None]:
    return sameness(bridge(change_of(old, new))).same, sameness(bridge(change_of(new, old))).same


SEEN = LAW.replace("clock stay", "attribute seen: yes or no, starts no\nclock stay")
SET = SEEN.replace("set level = next level", "set level = next level\n  set seen = yes")
AGE = LAW.replace("clock stay", "clock age\nclock stay")


@pytest.mark.parametrize(
    "new",
    [
        SEEN,
        SET,
        SET.replace("unless good", "unless good\n  set seen = not seen"),
        SET.replace("start in a", "start in a with not seen"),
        SEEN.replace("set level = next level", "set level = next level\n  set seen = any"),
        SEEN.replace("seen: yes or no, starts no", "seen: 0 to 3, starts 0").replace("unless good", "set seen = 2"),
        AGE,
        AGE.replace("unless good", "unless good\n  set age = 0 months"),
        AGE.replace("clock age", "clock age\n  runs in a\n  zero when good"),
        AGE.replace("clock age", "clock age\n  starts 3 months"),
        SET.replace("clock stay", "clock age\n  zero when seen\nclock stay"),
        SET.replace("clock stay", "attribute heard: yes or no, starts no\nclock stay").replace(
            "unless good", "unless good\n  set heard = seen"
        ),
    ],
)
def test_what_one_law_alone_keeps_and_no_rule_reads_makes_no_difference_either_way(new: str) -> None:
    assert both_ways(LAW, new) == (True, True)


@pytest.mark.parametrize(
    "new",
    [
        SET.replace("unless good", "unless seen"),
        SET.replace("while time_in_status at most", "while not seen and time_in_status at most"),
        SET.replace("  runs in a\n", "  runs in a with not seen\n"),
        SET.replace("at most 10 months, then c", "at most (if seen then 9 months else 10 months), then c"),
        AGE.replace("unless good", "unless age at least 5 months"),
        SET.replace("clock stay", "attribute heard: yes or no, starts no\nclock stay")
        .replace("to b by office", "to b by office\n  set heard = seen")
        .replace("unless good", "unless heard"),
        SET.replace("attribute good", "attribute shared: yes or no, starts no\nattribute good").replace(
            "unless good", "set shared = seen"
        ),
    ],
)
def test_what_one_law_alone_keeps_and_a_rule_reads_makes_a_difference_either_way(new: str) -> None:
    old = LAW
    if "shared" in new:
        old = LAW.replace("attribute good", "attribute shared: yes or no, starts no\nattribute good").replace(
            "unless good", "set shared = no"
        )
    assert both_ways(old, new) == (False, False)


def test_a_start_that_asks_for_what_nobody_starts_with_is_nobodys_start() -> None:
    both = LAW.replace("start in a", "start in a, b")
    two = "attribute one: 0 to 9, starts 1\nattribute two: 0 to 9, starts any\nclock stay"
    told = LAW.replace("clock stay", two)
    assert both_ways(both, f"{told}start in b with two less than one and two at least 1\n") == (False, False)
    assert both_ways(both, f"{told}start in b with two less than one\n") == (True, True)
    assert both_ways(LAW, f"{told}start in b with two less than one and two at least 1\n") == (True, True)


def test_a_start_that_joins_what_one_law_alone_keeps_to_something_else_is_not_decided() -> None:
    joined = SEEN.replace("start in a", "start in a with (seen or level is none)")
    assert both_ways(LAW, joined) == (None, None)


# --- moves and transitional provisions ---

REFORM = """reform r "R" of "p.bcm"
  in force 2026-06-01
"""


class Day:
    """The day of a change between laws that know the same things, read off the bridge."""

    def __init__(self, found: Bridge) -> None:
        self.found, self.meaning = found, Interpreter(found.model)
        inner = {found.regime, found.memory, found.settled}
        self.own = [number for number, item in enumerate(found.model.attributes) if item.name not in inner]

    def seen(self, state: State) -> object:
        return state.status, state.clocks, [state.attributes[number] for number in self.own]

    def moves(self, state: State) -> bool:
        """Whether a move makes a difference to a person who is met by the change."""
        met = self.meaning.fire(state, self.found.enters)
        steps = () if met is None else self.meaning.changes(met)
        moved = (after for step, after in steps if isinstance(step, Take) and self.found.day.get(step.event) == "move")
        return any(self.seen(after) != self.seen(state) for after in moved)

    def lived(self, model: Model, life: Trace) -> State:
        """The end of a life under the old law, in the bridge."""
        values = dict(zip((item.name for item in model.attributes), life.start.attributes, strict=True))
        clocks = dict(zip((item.name for item in model.clocks), life.start.clocks, strict=True))
        bridge = self.found.model
        attributes = tuple(values.get(item.name, False) for item in bridge.attributes)
        start = State(life.start.status, attributes, tuple(clocks.get(item.name, 0) for item in bridge.clocks))
        return replay(self.meaning, Trace(start, life.steps))[-1]

    def under_the_old_law(self) -> set[State]:
        """Some of the states that are met before the change."""
        waiting = [self.meaning.settled(state) for state in self.meaning.start_states()]
        known = set(waiting)
        while waiting and len(known) < MOST:
            state = waiting.pop(0)
            following = [after for rule, after in changes(self.meaning, state) if rule not in self.found.day]
            later = self.meaning.pass_time(state, 1)
            for after in (*following, *([self.meaning.settled(later)] if later else [])):
                if after not in known and max(after.clocks) <= LONGEST:
                    known.add(after)
                    waiting.append(after)
        return known


def of_reform(lines: str, home: Path, policy: str = LAW) -> Bridge:
    dated = policy.replace("time in months", "time in months\n  in force 2026-01-01")
    lay_out({"p.bcm": dated, "r.bcm": REFORM + lines}, home)
    return bridge(change_of_reforms(reforms_of([read_source(home / "r.bcm")])))


@pytest.mark.parametrize(
    ("lines", "length"),
    [
        ("move in a to b\n", 0),
        ("move in b to a\n", 5),
        ("move in b to b\n  set good = yes\n", 5),
        ("move in a with stay at least 3 months\n  set stay = 0 months\n", 3),
        ("move in a with level is B1\n  set level = none\n", 0),
        ("move in a\n  set good = not good\n", 0),
        ("move in a\n  set level = any\n", 0),
        ("move in a with good to b\nmove in a to c\n", 0),
        ("move in a with stay at least 3 months\n  credit 2 months of stay for 1 month of stay up to 8 months\n", 3),
        ("transitional t\n  for in a with level is A1: let wait = 7 months\nmove in a with level is B1 to c\n", 0),
    ],
)
def test_whom_a_move_changes_is_shown_and_is_so_in_the_bridge(lines: str, length: int, tmp_path: Path) -> None:
    found = of_reform(lines, tmp_path)
    answer = sameness(found)
    assert answer.same is False
    assert answer.life is not None
    assert "`move in " in answer.reason
    last = replay(Interpreter(answer.model), answer.life)[-1]
    assert last.clocks[0] >= length or last.status != "a"
    day = Day(found)
    assert day.moves(day.lived(answer.model, answer.life))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, PAIRS, CHUNK))
def test_random_moves_and_provisions_change_something_for_whom_it_is_said(first: int) -> None:
    """Of laws that say the same."""
    for number, change in random_changes(first, CHUNK, 0.0):
        draw = random.Random(number)
        provisions, moves = random_provisions(draw, change), random_moves(draw, change)
        if not provisions and not moves:
            continue
        found = bridge(
            replace(change, provisions=tuple(item for item, _ in provisions), moves=tuple(item for *_, item in moves))
        )
        answer = sameness(found, "explicit")
        day = Day(found)
        if answer.life is None:
            assert answer.same is None
            assert not any(map(day.moves, day.under_the_old_law())), number
        else:
            assert answer.same is False
            assert day.moves(day.lived(answer.model, answer.life)), number


@pytest.mark.parametrize(
    "lines",
    [
        "move in a with good to b\n",
        "move in a\n  set good = no\n",
        "move in c\n  set level = level\n",
        "transitional t\n  for in a with good: let wait = 7 months\n",
        "transitional t\n  for in c: let wait = 7 months\n",
        "transitional t\n  for in a: let wait = 5 months\n",
        "move in b with good to a\ntransitional t\n  for in c: let wait = 7 months\n",
    ],
)
def test_moves_and_provisions_that_change_nothing_for_anybody_who_is_met_leave_it_undecided(
    lines: str, tmp_path: Path
) -> None:
    answer = sameness(of_reform(lines, tmp_path))
    assert answer.same is None
    words = [word for word in ("move", "provision") if ("move " if word == "move" else "transitional") in lines]
    assert all(f"{word}s" in answer.reason for word in words)


@pytest.mark.parametrize(
    ("lines", "length"),
    [
        ("transitional t\n  for in a: let wait = 7 months\n", 5),
        ("transitional t\n  for in a: let wait = 3 months\n", 3),
        ("transitional t\n  for in c: let wait = 9 months\n  for in a with level is B1: let wait = 7 months\n", 5),
    ],
)
def test_whom_a_provision_treats_otherwise_than_the_old_law_is_shown(lines: str, length: int, tmp_path: Path) -> None:
    answer = sameness(of_reform(lines, tmp_path))
    assert answer.same is False
    assert answer.life is not None
    last = replay(Interpreter(answer.model), answer.life)[-1]
    assert (last.status, last.clocks[0]) == ("a", length)
    assert "`go` is possible" in answer.reason


def test_what_the_new_law_changes_is_told_before_what_becomes_of_people(tmp_path: Path) -> None:
    answer = sameness(of_reform("parameter wait = 9 months\nmove in b to a\n", tmp_path))
    assert answer.same is False
    assert "`go` is possible" in answer.reason


def test_another_start_makes_a_difference() -> None:
    assert same(("start in a", "start in a with level is none")) is True
    assert same(("start in a", "start in a, b")) is False


def test_what_is_counted_besides_makes_no_difference() -> None:
    counted = ("clock stay", "clock age\nclock stay")
    assert same(counted) is True
    assert same(counted, ("when ready", "when ready\n   and age at least 6 months")) is False
