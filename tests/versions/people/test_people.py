"""Who is affected by a change of the law, by how much, from which clause: a settlement that takes longer."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from bcm_formal.model.expressions import TRUE, negation
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import time_of
from bcm_formal.trust.certificate import ComparisonProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import replay
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.versions.bridging import bridge
from bcm_formal.versions.people import people as module
from bcm_formal.versions.people.accepting import NotShownError, answered
from bcm_formal.versions.people.causes import Causes
from bcm_formal.versions.people.common import Common
from bcm_formal.versions.people.effects import Effect, Rung, What
from bcm_formal.versions.people.people import effects_of, people
from bcm_formal.versions.people.steering import OnRobust
from bcm_formal.versions.people.targets import targets_of
from bcm_formal.views.report.page import to_plain
from bcm_formal.views.report.people import exit_code, life_lines, people_json, people_markdown, people_page, summary
from tests.builders.changing import change_of

OLD = """\
policy settlement "Settlement"
  time in months

source ACT "Act on Settlement"

layer temporary "Temporary stay"
layer permanent "Settlement"

actor authority

attribute english: none < B1 < B2, fixed, starts any

clock residence
  runs in worker, student

status worker  in temporary
status student in temporary
  at most 4 years, then gone
status gone    in temporary
status settled in permanent

transition work from student to worker by person
transition settle from worker to settled by authority
  when residence at least 5 years
  source ACT "section 3"
event report in worker by person

start in worker, student

property path:
  every person in worker can reach permanent
"""
NEW = OLD.replace(
    "residence at least 5 years", "residence at least (if english at least B2 then 6 years else 10 years)"
)
OTHER = NEW.replace("event report in worker by person", "event report in student by person")
SETTLE = """\
transition settle from worker to settled by authority
  when residence at least 5 years
  source ACT "section 3"
"""
REPEALED = OLD.replace(SETTLE, "")


@cache
def told(old: str, new: str) -> tuple[Model, tuple[Effect, ...]]:
    change = change_of(old, new)
    return bridge(change).model, effects_of(change)


def rows(effects: tuple[Effect, ...], rung: Rung) -> list[tuple[What, str, int | None, int | None]]:
    return [(row.what, row.words, row.least, row.most) for row in effects if row.rung is rung]


def test_who_waits_longer_is_told_by_how_much() -> None:
    _, effects = told(OLD, NEW)
    assert rows(effects, Rung.TIME) == [
        (What.LATER, "in student with english less than B2", 60, 60),
        (What.LATER, "in worker with english less than B2 and residence less than 10 years", 1, 60),
        (What.LATER, "in student with english at least B2", 12, 12),
        (What.LATER, "in worker with english at least B2 and residence less than 6 years", 1, 12),
        (What.UNAFFECTED, "everybody else", None, None),
    ]
    assert rows(effects, Rung.PATH) == [(What.UNAFFECTED, "everybody", None, None)]
    assert [what for what, *_ in rows(effects, Rung.ENTITLEMENT)] == [What.LOSES, What.LOSES, What.UNAFFECTED]


def test_who_has_no_path_any_more_is_told() -> None:
    _, effects = told(OLD, REPEALED)
    assert rows(effects, Rung.PATH) == [
        (What.LOSES, "in worker, student", None, None),
        (What.UNAFFECTED, "everybody else", None, None),
    ]
    assert rows(effects, Rung.TIME) == [(What.UNAFFECTED, "everybody else", None, None)]


def test_of_a_change_and_the_change_back_who_loses_by_one_gains_by_the_other() -> None:
    there, back = told(OLD, NEW)[1], told(NEW, OLD)[1]
    other = {
        What.LATER: What.SOONER,
        What.LOSES: What.GAINS,
        What.MORE: What.LESS,
        What.UNAFFECTED: What.UNAFFECTED,
    }
    assert [(row.rung, other[row.what], row.least, row.most) for row in there] == [
        (row.rung, row.what, row.least, row.most) for row in back
    ]


@pytest.mark.parametrize("text", [OLD, NEW, REPEALED])
def test_laws_that_are_the_same_affect_nobody(text: str) -> None:
    _, effects = told(text, text)
    assert {(row.what, row.words, row.clauses) for row in effects} == {(What.UNAFFECTED, "everybody", None)}


def test_every_row_is_proved_and_its_numbers_are_attained() -> None:
    _, effects = told(OLD, NEW)
    for row in effects:
        outcomes = [item.shown.outcome for item in row.shown]
        if row.what is What.LATER:
            assert outcomes[:2] == [Outcome.HOLDS, Outcome.HOLDS]
            assert set(outcomes[2:]) == {Outcome.VIOLATED}
        else:
            assert len(outcomes) >= 2
            assert set(outcomes) == {Outcome.HOLDS}


def test_lives_are_played_under_both_laws_from_the_same_point() -> None:
    model, effects = told(OLD, NEW)
    for row in effects:
        for lives in row.lives:
            for life, time, waits in ((lives.before, lives.time_before, 0), (lives.after, lives.time_after, 1)):
                states = replay(Interpreter(model), life)
                assert time is not None
                assert time_of(life.steps[lives.changes_after + waits :]) == time
                assert Interpreter(model).holds(row.target.condition, states[-1])
    longest = next(row for row in effects if row.most == 60).lives[0]
    assert (longest.time_before, longest.time_after) == (60, 120)


def test_only_the_clause_that_causes_it_is_named() -> None:
    _, effects = told(OLD, OTHER)
    assert len(bridge(change_of(OLD, OTHER)).change.clauses) > 1
    for row in effects:
        if row.what is not What.UNAFFECTED:
            assert row.clauses is not None
            assert all("settle" in clause.words for clause in row.clauses)


def test_what_shows_an_effect_without_a_clause_need_not_be_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    found, searches = bridge(change := change_of(OLD, OTHER)), list[object]()
    common = Common(found, lambda gone: bridge(change.undone(gone)))
    (target,) = targets_of(found)
    effect = next(module._Asking(common, Budget(), ("z3",), 1).effects(target, "new", Rung.TIME))
    assert effect.pair is not None

    def counted(*args: Any) -> Shown:
        searches.append(args)
        return answered(*args)

    monkeypatch.setattr("bcm_formal.versions.people.causes.answered", counted)
    named, few = Causes(common, Budget(), ("z3",)).of(effect).clauses, len(searches)
    searches.clear()
    assert Causes(common, Budget(), ("z3",)).of(replace(effect, pair=None)).clauses == named
    assert few < len(searches)


def test_a_proof_about_a_class_has_the_ways_of_that_class_alone() -> None:
    _, effects = told(OLD, NEW)

    def statuses(row: Effect) -> set[str]:
        proof = row.shown[0].shown.certificate
        assert isinstance(proof, ComparisonProof)
        return {region.status for region in proof.regions}

    student, worker, *_ = [row for row in effects if row.rung is Rung.TIME]
    assert statuses(student) == {"student", "worker"}
    assert statuses(worker) == {"worker"}


def test_where_more_conditions_would_be_needed_who_is_left_is_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    change = change_of(OLD, NEW)
    losing = [row for row in effects_of(change, rungs=[Rung.ENTITLEMENT], causes=False) if row.what is What.LOSES]
    assert len(losing) == 2
    monkeypatch.setattr(module, "MOST_CLASSES", 1)
    first, rest, others = effects_of(change, rungs=[Rung.ENTITLEMENT])
    assert first.words == losing[0].words
    assert (rest.what, rest.words, rest.undecided) == (What.LOSES, "others in worker", None)
    assert rest.clauses == first.clauses
    assert len(rest.shown) == 2
    assert others.what is What.UNAFFECTED


def test_what_is_more_than_can_be_read_is_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 5)
    effects = effects_of(change_of(OLD, NEW.replace("10 years)", "9 years)")), causes=False)
    assert [row.merged for row in effects if row.rung is Rung.TIME] == [1, 1, 1, 1, 1]
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    monkeypatch.setattr(module, "MOST_KEPT", 1)
    effects = effects_of(change_of(OLD, NEW), causes=False)
    times = [row for row in effects if row.rung is Rung.TIME]
    assert [(row.merged, row.least, row.most) for row in times] == [(1, 60, 60), (3, 1, 60), (1, None, None)]
    assert all(row.undecided is None for row in times)


def test_a_row_that_says_too_much_is_not_shown() -> None:
    found = bridge(change_of(OLD, NEW))
    (target,) = targets_of(found)
    asking = module._Asking(Common(found), Budget(), ("z3",), 1)
    rung = module._OnOneRung(asking, target, "new", Rung.TIME, asking.sides(target, "new", None))
    later = next(row for row in rung.effects() if row.most == 60 and row.least == 60)
    assert later.who is not None
    prover = rung.prover
    with pytest.raises(NotShownError):
        prover.never_later(later.who, 59)
    with pytest.raises(NotShownError):
        prover.never_later(later.who, -61, back=True)
    with pytest.raises(NotShownError):
        prover.never_later(negation(later.who), 0)
    with pytest.raises(NotShownError):
        prover.have_none(TRUE, new=True, within=None)
    with pytest.raises(NotShownError):
        prover.have_path(TRUE, new=True, within=None)


def test_targets_are_those_that_properties_name() -> None:
    found = bridge(change_of(OLD, NEW))
    assert [target.name for target in targets_of(found)] == ["permanent"]
    assert people(found, ()) == ()


# --- how it is told ---


def test_the_page_has_a_row_for_each_class() -> None:
    model, effects = told(OLD, NEW)
    text = to_plain(people_page(model, effects, verbose=True))
    assert (
        "time: later by 1 month to 5 years\n    in worker with english less than B2 and residence less than 10" in text
    )
    assert "everybody else is unaffected (entitlement, time and burden); nobody is affected (own steps, path\n" in text
    assert "old law: in 5 years; new law: in 10 years" in text
    assert summary(effects) == "2 classes: loses the right today, 4 classes: later, 1 class: asked more"


def test_a_life_is_told_up_to_the_change_and_under_each_law() -> None:
    model, effects = told(OLD, NEW)
    longest = next(row for row in effects if row.most == 60).lives[0]
    until, old, new = life_lines(model, longest)
    assert until.startswith("until the change: at the start")
    assert old == "old law: now: work (→ worker); 5 years later: settle (→ settled)"
    assert new.startswith("new law: now: work (→ worker); 10 years later: settle (new law)")


def test_the_table_for_a_pull_request_has_the_clauses() -> None:
    model, effects = told(OLD, NEW)
    table = people_markdown(model, effects)
    assert table.startswith("**People: 2 classes: loses the right today, 4 classes: later, 1 class: asked more**")
    assert "| time | in student with english less than B2 | later by 5 years |" in table


def test_the_data_say_what_was_proved() -> None:
    model, effects = told(OLD, NEW)
    found = people_json(model, effects)
    assert len(found) == len(effects)
    assert all(isinstance(item, dict) and item["proved"] for item in found)


@pytest.mark.parametrize(
    ("old", "new", "fail_on", "code"),
    [
        (OLD, OLD, "any", 0),
        (OLD, NEW, None, 0),
        (OLD, NEW, "loses", 1),
        (OLD, NEW, "delayed", 1),
        (NEW, OLD, "delayed", 0),
        (NEW, OLD, "loses", 0),
        (NEW, OLD, "any", 1),
    ],
)
def test_a_run_may_fail_by_what_becomes_of_people(old: str, new: str, fail_on: str | None, code: int) -> None:
    assert exit_code(told(old, new)[1], fail_on) == code


def test_what_is_not_decided_is_told_and_has_a_code_of_its_own() -> None:
    found = bridge(change_of(OLD, NEW))
    effects = people(found, targets_of(found), budget=Budget(work=1))
    assert What.UNDECIDED in {row.what for row in effects if row.rung is Rung.TIME}
    assert exit_code(effects, None) == 3
    assert "not decided" in to_plain(people_page(found.model, effects))


# --- despite setbacks ---

DISMISSED = (
    OLD.replace(
        "property path:",
        """\
event dismissed in worker by employer, adverse
  set english = none
property path:""",
    )
    .replace("none < B1 < B2, fixed, starts any", "none < B1 < B2, starts any")
    .replace("actor authority", "actor authority\nactor employer")
)
ONLY_WITH_ENGLISH = DISMISSED.replace(
    "residence at least 5 years", "residence at least 5 years\n   and english at least B1"
)


def robust(old: str, new: str) -> tuple[Effect, ...]:
    change = change_of(old, new)
    found = bridge(change)
    return people(
        found, targets_of(found), (Rung.ROBUST, Rung.PATH), undone=lambda clauses: bridge(change.undone(clauses))
    )


@pytest.mark.parametrize("back", [False, True])
def test_who_loses_only_what_withstands_a_setback_is_told(back: bool) -> None:
    effects = robust(*((ONLY_WITH_ENGLISH, DISMISSED) if back else (DISMISSED, ONLY_WITH_ENGLISH)))
    what = What.GAINS if back else What.LOSES
    assert rows(effects, Rung.ROBUST) == [
        (what, "in worker, student", None, None),
        (What.UNAFFECTED, "everybody else", None, None),
    ]
    assert rows(effects, Rung.PATH) == [
        (what, "in worker, student with english less than B1", None, None),
        (What.UNAFFECTED, "everybody else", None, None),
    ]
    row = effects[0]
    assert row.clauses is not None
    assert [clause.words for clause in row.clauses] == [
        f"`when english at least B1` is {'dropped from' if back else 'added to'} transition settle"
    ]
    page = to_plain(people_page(bridge(change_of(DISMISSED, ONLY_WITH_ENGLISH)).model, effects))
    assert f"robust: {what.value} the path despite 1 setback" in page


def test_of_laws_without_adverse_events_nothing_is_said_about_setbacks() -> None:
    assert robust(OLD, REPEALED)[0].rung is Rung.PATH
    assert {row.what for row in robust(DISMISSED, DISMISSED)} == {What.UNAFFECTED}


def test_too_much_about_setbacks_is_not_shown() -> None:
    found = bridge(change_of(DISMISSED, ONLY_WITH_ENGLISH))
    (target,) = targets_of(found)
    asking = module._Asking(Common(found), Budget(), ("z3",), 1)
    rung = module._OnOneRung(asking, target, "new", Rung.ROBUST, asking.sides(target, "new", None))
    loses, others = rung.effects()
    assert loses.who is not None
    assert others.who is not None
    person = rung.people.somebody({"worker": rung.people.with_all((loses.who,), "worker")})
    assert person is not None
    assert isinstance(rung.own, OnRobust)
    lives, steering, under = rung.prover.lives_on_the_day(person), rung.own.steering, rung.own._under
    steering.is_trapped(under(loses.who, new=True), lives[1])
    steering.all_are(under(loses.who, new=True), steering.trapped)
    with pytest.raises(NotShownError):  # under the old law they can
        steering.is_trapped(under(loses.who, new=False), lives[0])
    with pytest.raises(NotShownError):
        steering.all_are(under(loses.who, new=False), steering.trapped)
    with pytest.raises(NotShownError):
        steering.all_can(under(loses.who, new=True))
    with pytest.raises(NotShownError):  # who is settled can
        steering.all_are(under(TRUE, new=True), steering.trapped)
    with pytest.raises(NotShownError):  # somebody else's life
        steering.is_trapped(under(others.who, new=True), lives[1])


# --- what is asked on the way, and where people are ---

BY_POINTS = OLD.replace(
    "event report",
    """\
transition points from worker to settled by authority
  when english at least B2
   and residence at least 2 years
  source ACT "section 4"
event report""",
)


def on(rung: Rung, old: str, new: str) -> tuple[Effect, ...]:
    change = change_of(old, new)
    found = bridge(change)
    return people(found, targets_of(found), (rung,), undone=lambda clauses: bridge(change.undone(clauses)))


def asked(effects: tuple[Effect, ...]) -> list[tuple[What, str, tuple[str, ...]]]:
    return [(row.what, row.words, tuple(item.words for item in row.asked)) for row in effects]


def test_what_must_newly_be_met_is_told_with_the_rules_that_ask_and_their_sources() -> None:
    new = OLD.replace("residence at least 5 years", "residence at least 8 years")
    effects = on(Rung.BURDEN, OLD, new)
    assert asked(effects) == [
        (What.MORE, "in worker, student", ("residence at least 8 years",)),
        (What.UNAFFECTED, "everybody else", ()),
    ]
    (item,) = effects[0].asked
    assert item.rules == ("settle",)
    assert [(each.source, each.pinpoint) for each in item.citations] == [("ACT", "section 3")]
    assert effects[0].clauses is not None
    assert len(effects[0].clauses) == 1
    text = to_plain(people_page(bridge(change_of(OLD, new)).model, effects))
    assert "burden: asked more: residence at least 8 years" in text
    assert "asked by settle: residence at least 8 years  [ACT, section 3]" in text


def test_what_is_asked_in_other_words_is_no_burden() -> None:
    other = OLD.replace("residence at least 5 years", "residence at least 60 months\n   and residence at least 1 year")
    assert asked(on(Rung.BURDEN, OLD, other)) == [(What.UNAFFECTED, "everybody", ())]


@pytest.mark.parametrize("back", [False, True])
def test_where_another_way_is_repealed_what_the_way_that_is_left_asks_must_be_met(back: bool) -> None:
    effects = on(Rung.BURDEN, *((OLD, BY_POINTS) if back else (BY_POINTS, OLD)))
    assert asked(effects) == [
        (
            What.LESS if back else What.MORE,
            "in worker, student with english at least B2",
            ("residence at least 5 years",),
        ),
        (What.UNAFFECTED, "everybody else", ()),
    ]
    assert effects[0].clauses is not None
    assert len(effects[0].clauses) == 1


def test_whoever_loses_the_path_is_asked_nothing_on_the_way() -> None:
    assert {row.what for row in on(Rung.BURDEN, OLD, REPEALED)} == {What.UNAFFECTED}


def test_who_is_stranded_is_told() -> None:
    effects = on(Rung.PLACE, OLD, REPEALED)
    assert rows(effects, Rung.PLACE) == [
        (What.STRANDED, "in worker", None, None),
        (What.UNAFFECTED, "everybody else", None, None),
    ]
    assert rows(on(Rung.PLACE, REPEALED, OLD), Rung.PLACE)[0] == (What.FREED, "in worker", None, None)
    assert exit_code(effects, "loses") == 1
    assert exit_code(on(Rung.PLACE, OLD, OLD), "any") == 0
    assert [len(row.clauses or ()) for row in effects] == [1, 0]
    assert all(row.shown for row in effects)
