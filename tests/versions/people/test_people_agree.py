"""What is said of classes of persons is what listing all states says of each person."""

from __future__ import annotations

import random
from itertools import groupby

import pytest

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.expressions import Condition, InStatus
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.versions.bridging import Bridge, bridge
from bcm_formal.versions.people.effects import Effect, Rung, Target, What
from bcm_formal.versions.people.people import effects_of, people
from tests.builders.changing import change_of
from tests.builders.effort import tries
from tests.builders.random_changes import Author
from tests.builders.told_apart import NEVER, Listing, complaints

pytestmark = pytest.mark.slow

CHANGES, CLAUSES, CHUNK = tries(150), tries(50), 25


def asked(number: int) -> tuple[tuple[Effect, ...], list[str], bool]:
    """What is said of the persons of a random change, what is wrong with it, whether that could be seen. Nothing is
    said where one of the two texts is no policy."""
    draw = random.Random(number)
    try:
        found = bridge(change_of(*Author(draw).texts()))
    except DiagnosticError:
        return (), [], False
    status = draw.choice(found.model.statuses).name
    target = Target(status, InStatus((status,)))
    effects = people(found, (target,), budget=Budget(work=100_000), setbacks=1 + number % 2)
    conditions: list[Condition] = [target.condition, *(row.who for row in effects if row.who is not None)]
    try:
        listing = Listing(found, conditions)
    except BudgetExceededError:
        return effects, [], False
    wrong: list[str] = []
    for rung, rows in groupby(effects, key=lambda row: row.rung):
        several = list(rows)
        if all(row.what is not What.UNDECIDED for row in several):
            wrong += [f"{number} {rung}: {text}" for text in complaints(several, listing)]
    return effects, wrong, True


@pytest.mark.parametrize("first", range(0, CHANGES, CHUNK))
def test_classes_are_those_that_the_states_make(first: int) -> None:
    affected = 0
    seen = 0
    undecided = 0
    for number in range(first, first + CHUNK):
        effects, wrong, listed = asked(number)
        assert wrong == []
        seen += listed
        undecided += sum(row.what is What.UNDECIDED for row in effects)
        affected += sum(row.what not in (What.UNAFFECTED, What.UNDECIDED) for row in effects)
    assert seen >= CHUNK // 2
    assert affected >= 1
    assert undecided <= CHUNK // 2


def test_states_are_listed_of_models_with_a_bound_that_is_left_open() -> None:
    effects, wrong, listed = asked(1002)
    assert listed
    assert effects
    assert wrong == []


def meets(effect: Effect, found: Bridge) -> bool:
    """Whether somebody of the class meets the same effect by another change, as the states say."""
    assert effect.who is not None
    listing = Listing(found, (effect.who, effect.target.condition))
    back = effect.what in (What.SOONER, What.GAINS)
    own = effect.rung is Rung.OWN_STEPS
    for person in listing.persons(effect.target.condition, own, effect.regime, effect.setbacks):
        if listing.interpreter.holds(effect.who, person.state):
            old, new = (person.new, person.old) if back else (person.old, person.new)
            match effect.rung:
                case Rung.ENTITLEMENT:
                    met = old == 0 < new
                case Rung.OWN_STEPS | Rung.PATH:
                    met = old < new == NEVER
                case Rung.ROBUST:
                    safe = (person.safe_before, person.safe_after)
                    met = safe == ((False, True) if back else (True, False))
                case Rung.TIME:
                    met = old + (effect.most or 0) <= new and old < NEVER
            if met:
                return True
    return False


@pytest.mark.parametrize("first", range(0, CLAUSES, CHUNK))
def test_undoing_any_clause_of_a_smallest_set_undoes_the_effect(first: int) -> None:
    seen = 0
    for number in range(first, first + CHUNK):
        draw = random.Random(number)
        try:
            change = change_of(*Author(draw).texts())
            found = bridge(change)
        except DiagnosticError:
            continue
        status = draw.choice(found.model.statuses).name
        for effect in effects_of(change, (Target(status, InStatus((status,))),)):
            if effect.clauses is None or effect.note is not None:
                continue
            every = {clause.id for clause in change.clauses}
            others = every - {clause.id for clause in effect.clauses}
            assert meets(effect, bridge(change.undone(others)))
            for clause in effect.clauses:
                assert not meets(effect, bridge(change.undone({*others, clause.id})))
            seen += len(effect.clauses) < len(every)
    assert seen >= 3


def test_rungs_are_told_of_in_order() -> None:
    effects, _, _ = asked(0)
    assert [rung for rung, _ in groupby(effects, key=lambda row: row.rung)] == [
        Rung.ENTITLEMENT,
        Rung.OWN_STEPS,
        Rung.PATH,
        Rung.TIME,
    ]


@pytest.mark.parametrize("number", [1002, 1036, 2191, 3080])
def test_whoever_lives_under_the_new_law_and_was_not_there_on_its_day_keeps_no_row_from_being_decided(
    number: int,
) -> None:
    effects, wrong, _ = asked(number)
    assert [row.undecided for row in effects if row.what is What.UNDECIDED] == []
    assert wrong == []
