"""What is said of classes of persons is what listing all states says of each person."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from itertools import groupby

import pytest

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.expressions import Condition, InStatus
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.versions.bridging import Bridge, bridge
from bcm_formal.versions.change import Change
from bcm_formal.versions.people import people as module
from bcm_formal.versions.people.burden import OnBurden, helpful, possible_only
from bcm_formal.versions.people.common import Common
from bcm_formal.versions.people.effects import Effect, Rung, Target, What
from bcm_formal.versions.people.people import effects_of, people
from tests.builders.bridged import random_moves, random_provisions
from tests.builders.changing import change_of
from tests.builders.effort import tries
from tests.builders.random_changes import Author
from tests.builders.told_apart import NEVER, Listing, complaints, complaints_about_burdens, complaints_about_places

pytestmark = pytest.mark.slow

CHANGES, DAYS, CLAUSES, CHUNK = tries(150), tries(50), tries(50), 25


def asked_for(found: Bridge, target: Target) -> list[frozenset[str]]:
    """For each requirement that is looked at the rules that ask for it."""
    asking = module._Asking(Common(found), Budget(), ("z3",), 1)
    own = module._OnOneRung(asking, target, "new", Rung.BURDEN, asking.sides(target, "new", None)).own
    assert isinstance(own, OnBurden)
    return [item.rules for item in own.requirements]


def drawn(draw: random.Random, *, with_day: bool = False) -> Change:
    """A random change; `with_day`: with provisions and moves."""
    change = change_of(*Author(draw).texts())
    if not with_day:
        return change
    provisions, moves = random_provisions(draw, change), random_moves(draw, change)
    return replace(
        change,
        in_force=datetime.date(2030, 1, 1),
        provisions=tuple(item for item, _ in provisions),
        moves=tuple(move for _, _, move in moves),
    )


def asked(number: int, *, with_day: bool = False) -> tuple[tuple[Effect, ...], list[str], bool]:
    """What is said of the persons of a random change, what is wrong with it, whether that could be seen. Nothing is
    said where one of the two texts is no policy."""
    draw = random.Random(number)
    try:
        found = bridge(drawn(draw, with_day=with_day))
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
    for (_, rung), rows in groupby(effects, key=lambda row: (row.regime, row.rung)):
        several = list(rows)
        if all(row.what is not What.UNDECIDED for row in several):
            match rung:
                case Rung.BURDEN:
                    found_wrong = complaints_about_burdens(several, asked_for(found, target), listing)
                case Rung.PLACE:
                    found_wrong = complaints_about_places(several, listing)
                case _:
                    found_wrong = complaints(several, listing)
            wrong += [f"{number} {rung}: {text}" for text in found_wrong]
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


@pytest.mark.parametrize("number", [32, 40, 57, 58])
def test_whoever_is_left_is_told_of_together_as_the_states_make_them(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_CLASSES", 1)
    effects, wrong, listed = asked(number)
    assert listed
    assert wrong == []
    assert any(row.words.startswith("others in") and row.what is not What.UNDECIDED for row in effects)


@pytest.mark.parametrize("first", range(0, DAYS, CHUNK))
def test_classes_of_a_change_with_moves_and_provisions_are_those_that_the_states_make(first: int) -> None:
    moved = 0
    for number in range(first, first + CHUNK):
        effects, wrong, _ = asked(number, with_day=True)
        assert wrong == []
        moved += sum(row.what is What.MOVED for row in effects)
    assert moved >= 1


def test_states_are_listed_of_models_with_a_bound_that_is_left_open() -> None:
    effects, wrong, listed = asked(1002)
    assert listed
    assert effects
    assert wrong == []


def meets(effect: Effect, found: Bridge) -> bool:
    """Whether somebody of the class meets the same effect by another change, as the states say."""
    assert effect.who is not None
    target = effect.target.condition
    listing = Listing(found, (effect.who, target, *(item.condition for item in effect.asked)))
    back = effect.what in (What.SOONER, What.GAINS, What.LESS, What.FREED)
    own = effect.rung is Rung.OWN_STEPS
    free = _free(effect, found, listing)
    for person in listing.persons(target, own, effect.regime, effect.setbacks):
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
                case Rung.BURDEN | Rung.PLACE:  # under the old law all of the class fare alike
                    met = (person.there in free) == back
            if met:
                return True
    return False


def _free(effect: Effect, found: Bridge, listing: Listing) -> set[int]:
    """The states that are not stranded, or need not meet one requirement of those that are asked."""
    target = effect.target.condition
    anyhow = listing.with_path(target, frozenset())
    if effect.rung is not Rung.BURDEN:
        return anyhow | listing.leaving()
    every = set(range(len(listing.graph.states)))
    compiled = Compiled(TransitionSystem(found.model))
    rules = [possible_only(compiled, item.condition, helpful(found), Budget()) for item in effect.asked]
    without = [listing.with_path(target, avoided) for avoided in rules]
    if effect.what is What.LESS:
        return set.intersection(*without)
    return set.union(every - anyhow, *without)


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
    told = [rung for rung, _ in groupby(effects, key=lambda row: row.rung)]
    assert told == [rung for rung in Rung if rung in told]
    assert {*Rung} - {*told} <= {Rung.ROBUST}


@pytest.mark.parametrize("number", [1002, 1036, 2191, 3080])
def test_whoever_lives_under_the_new_law_and_was_not_there_on_its_day_keeps_no_row_from_being_decided(
    number: int,
) -> None:
    effects, wrong, _ = asked(number)
    assert [row.undecided for row in effects if row.what is What.UNDECIDED] == []
    assert wrong == []
