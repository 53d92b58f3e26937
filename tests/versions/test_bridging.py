"""The bridge says nothing of its own: each step of it is one of the law that applies, and every such step is there."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

import pytest

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.system.semantics import Interpreter
from bcm_formal.versions.bridging import bridge
from bcm_formal.versions.change import Change
from tests.builders.bridged import explore, random_changes, random_moves, random_provisions
from tests.builders.changing import change_of
from tests.builders.effort import tries
from tests.builders.random_changes import Author

PAIRS, CHUNK = tries(300), 25


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


# --- transitional provisions and moves ---

DAY = datetime.date(2030, 1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, PAIRS, CHUNK))
def test_provisions_and_moves_are_made_on_the_day_and_only_then(first: int) -> None:
    tried = 0
    for number, change in random_changes(first, CHUNK):
        draw = random.Random(number)
        provisions, moves = random_provisions(draw, change), random_moves(draw, change)
        changed = replace(
            change,
            in_force=DAY,
            provisions=tuple(item for item, _ in provisions),
            moves=tuple(move for _, _, move in moves),
        )
        if wrong := wrong_with(changed):
            assert wrong == {"BCM405"}, number  # what can never be met is no law
            continue
        found = bridge(changed)
        try:
            explore(found, provisions, moves)
        except AssertionError as error:
            raise AssertionError(f"pair {number}") from error
        tried += 1
    assert tried > CHUNK // 3


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, PAIRS, CHUNK))
def test_whatever_is_undone_leaves_a_law(first: int) -> None:
    for number, change in random_changes(first, CHUNK):
        draw = random.Random(number)
        for _ in range(3):
            some = [clause.id for clause in change.clauses if draw.random() < 0.5]
            undone = change.undone(some)
            assert change.clauses == undone.clauses
            assert wrong_with(undone) <= {"BCM405"}, (number, some)  # what can never be met is no law


def wrong_with(change: Change) -> set[str]:
    """The codes of what is wrong with the laws of a change."""
    try:
        bridge(change)
    except DiagnosticError as error:
        return {item.code for item in error.diagnostics}
    return set()


def test_the_time_that_a_new_rule_takes_begins_with_the_change() -> None:
    places = "layer l\nstatus a in l\nstatus b in l\n"
    old = f"policy p\n  time in months\n{places}transition go from a to b by person\nstart in a\n"
    found = bridge(change_of(old, old.replace("by person", "by person\n  takes 2 months")))
    meaning = Interpreter(found.model)
    (start,) = meaning.start_states()
    waited = meaning.pass_time(start, 5)
    assert waited is not None
    changed = meaning.fire(waited, found.enters)
    assert changed is not None
    assert meaning.fire(changed, "go_new") is None
    later = meaning.pass_time(changed, 2)
    assert later is not None
    assert meaning.fire(later, "go_new") is not None


PLACES = "policy p\n  time in months\nlayer l\nlayer m\nstatus a in l\nstatus b in m\n"
RULES = "event move in l by person\ntransition go from a to b by person\nstart in a\n"


def test_a_clock_that_only_the_new_law_knows_counts_the_same_facts_before() -> None:
    found = bridge(change_of(PLACES + RULES, f"{PLACES}clock stay\n  runs in a\n{RULES}"))
    meaning = Interpreter(found.model)
    (start,) = meaning.start_states()
    later = meaning.pass_time(start, 5)
    assert later is not None
    assert later.clocks[[clock.name for clock in found.model.clocks].index("stay")] == 5


def test_a_rule_of_a_layer_is_law_in_a_status_that_is_new_in_it_and_not_in_one_that_is_gone() -> None:
    more = PLACES + "status d in l\n" + RULES + "transition there from a to d by person\n"
    added = bridge(change_of(PLACES + RULES, more)).model
    assert added.event["move"].sources == ("a", "d")
    gone = bridge(change_of(more, PLACES + RULES))
    under = {name: gone.model.event[name].sources for name, it in gone.versions.items() if it.rule == "move"}
    assert under == {"move": ("a", "d"), "move_new": ("a",)}
