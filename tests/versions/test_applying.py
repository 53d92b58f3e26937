"""Reforms applied: the law that they make, what is kept for whom, and the law without some of their clauses."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bcm_formal.diagnostics import render_all, source_of_text
from bcm_formal.language.from_text import parse
from bcm_formal.language.to_text import format_tree
from bcm_formal.language.tree.policy import PolicyFile
from bcm_formal.language.writing.clauses import clause_text
from bcm_formal.language.writing.terms import expression_text
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.versions.applying import applied
from bcm_formal.versions.kinds import key_of
from bcm_formal.versions.reform import Applied

LADDER = Path(__file__).with_name("laws").joinpath("ladder.bcm").read_text("utf-8")
HEAD = 'reform r "A reform" of "ladder.bcm"\n  in force 2027-04-01\n'


def tree(text: str) -> PolicyFile:
    parsed = parse(source_of_text(text))
    assert render_all(parsed.diagnostics) == ""
    return parsed.tree


def reformed(*reforms: str, base: str = LADDER, without: frozenset[str] = frozenset()) -> Applied:
    heads = [text if text.startswith("reform ") else HEAD + text for text in reforms]
    done = applied(tree(base), [tree(text) for text in heads], without)
    assert render_all(done.diagnostics) == ""
    for law in (done.old, done.new, *(item.law for item in done.provisions)):
        assert [item.message for item in from_syntax(law, done.day)[1] if item.severity == "error"] == []
    return done


def declared(law: PolicyFile, kind: str, name: str) -> str:
    """The text of a declaration; empty if there is none."""
    found = [item for item in law.declarations if key_of(item) == (kind, name)]
    return format_tree(PolicyFile(tuple(found), law.span)) if found else ""


@pytest.mark.parametrize(
    ("amendment", "kind", "name", "lines"),
    [
        ("drop when language at least A1", "transition", "settle", ["when residence at least 5 years"]),
        ("add when language is B1\n   and residence at least 7 years", "transition", "settle",
         ["when residence at least 5 years", "and language at least A1", "and language is B1",
          "and residence at least 7 years"]),
        ("replace when residence at least 5 years with residence at least 7 years", "transition", "settle",
         ["when residence at least 7 years", "and language at least A1"]),
        ("drop unless jobless more than 3 months", "transition", "settle",
         ["when residence at least 5 years", "and language at least A1"]),
        ("replace unless jobless more than 3 months with jobless more than 1 month", "transition", "settle",
         ["unless jobless more than 1 month"]),
        ("add from student", "transition", "settle", ["from skilled, student to settled"]),
        ("drop from student", "transition", "leave", ["transition leave from skilled to abroad"]),
        ("replace from student", "transition", "settle", ["from student to settled"]),
        ("replace to student", "transition", "settle", ["from skilled to student"]),
        ("replace by law", "transition", "settle", ["to settled by law"]),
        ("replace by person, adverse", "transition", "settle", ["by person, adverse"]),
        ("add yields to skilled_limit", "limit", "unemployed", ["yields to skilled_limit"]),
        ("replace takes 3 months", "event", "learn", ["takes 3 months"]),
        ("replace set language = B1", "event", "learn", ["set language = B1"]),
        ("add set residence = 0 months", "event", "learn", ["set residence = 0 months"]),
        ("replace in student", "event", "learn", ["event learn in student by person"]),
        ("add in settlement", "event", "learn", ["event learn in temporary, settlement by person"]),
        ("replace while jobless at most 1 month, then student", "limit", "unemployed",
         ["while jobless at most 1 month, then student"]),
        ("add set language = none", "limit", "unemployed", ["set language = none"]),
        ("replace at most 3 years, then student", "status", "skilled", ["at most 3 years, then student"]),
        ("add at most 1 year, then abroad", "status", "student", ["at most 1 year, then abroad"]),
        ("add acts at once", "status", "settled", ["acts at once"]),
        ("add runs in outside", "clock", "residence", ["runs in temporary, settlement, outside"]),
        ("replace runs in skilled while language is A1", "clock", "residence", ["language is A1"]),
        ("add zero in outside", "clock", "residence", ["zero in outside"]),
        ("add starts 1 year", "clock", "jobless", ["starts 1 year"]),
        ("drop runs", "clock", "jobless", ["clock jobless"]),
        ("add when language is B1", "define", "ready",
         ["define ready = residence at least qualifying", "and language at least A1", "and language is B1"]),
    ],
)  # fmt: skip
def test_an_amendment_changes_what_it_names(amendment: str, kind: str, name: str, lines: list[str]) -> None:
    done = reformed(f"amend {kind} {name}\n  {amendment}\n")
    text = declared(done.new, kind, name)
    assert [line for line in lines if line not in text] == []
    before = declared(done.old, kind, name)
    assert before != text
    others = [item for item in done.new.declarations if key_of(item) != (kind, name)]
    assert others == [item for item in done.old.declarations if key_of(item) != (kind, name)]


@pytest.mark.parametrize(
    ("kind", "name", "what", "gone"),
    [
        ("transition", "settle", "drop when language at least A1", "language"),
        ("event", "learn", "drop takes", "takes"),
        ("status", "skilled", "drop at most", "at most"),
        ("clock", "jobless", "drop runs", "runs"),
    ],
)
def test_what_is_dropped_is_gone(kind: str, name: str, what: str, gone: str) -> None:
    done = reformed(f"amend {kind} {name}\n  {what}\n")
    assert gone in declared(done.old, kind, name)
    assert gone not in declared(done.new, kind, name)


def test_a_parameter_is_given_its_new_value_within_its_old_bounds() -> None:
    done = reformed('source CP "Paper"\nparameter qualifying = 10 years\n  source CP "12"\n')
    expected = 'parameter qualifying = 10 years between 1 year and 20 years\n  source CP "12"\n'
    assert expected == declared(done.new, "parameter", "qualifying")


def test_a_rule_is_replaced_repealed_and_added() -> None:
    done = reformed(
        "replace limit unemployed in skilled\n  while jobless at most 1 month, then abroad\n"
        "repeal transition long_residence\nstatus probation in temporary\n"
        "transition probate from skilled to probation by authority\n"
        "transition go from probation to abroad by person\n"
    )
    assert "at most 1 month" in declared(done.new, "limit", "unemployed")
    assert declared(done.new, "transition", "long_residence") == ""
    assert "probation" in declared(done.new, "transition", "probate")
    assert [clause.words for clause in done.clauses] == [
        "replace limit unemployed in skilled while jobless at most 1 month, then abroad",
        "repeal transition long_residence",
        "transition probate from skilled to probation by authority",
        "transition go from probation to abroad by person",
    ]


def test_an_amended_rule_comes_from_both_texts() -> None:
    done = reformed('source CP "Paper"\namend transition settle\n  drop when language at least A1\n  source CP "7"\n')
    assert 'source ACT "article 7"\n  source CP "7"\n' in declared(done.new, "transition", "settle")


def test_the_law_is_that_of_the_day_of_the_reform() -> None:
    dated = (
        "parameter fee = 1\n  in force before 2027-04-01\n"
        "parameter fee = 2\n  in force from 2027-04-01 until 2030-01-01\n"
        "parameter fee = 3\n  in force from 2030-01-02\n"
    )
    done = reformed("repeal transition long_residence\n", base=LADDER + dated)
    assert "fee = 2" in declared(done.new, "parameter", "fee")
    assert "fee = 1" not in format_tree(done.new)
    assert datetime.date(2027, 4, 1) == done.day


def test_a_reform_of_one_version_amends_that_version() -> None:
    dated = "parameter fee = 1\n  in force before 2027-04-01\nparameter fee = 2\n  in force from 2027-04-01\n"
    done = reformed("parameter fee = 9\n", base=LADDER + dated)
    assert declared(done.old, "parameter", "fee") == "parameter fee = 2\n"
    assert "fee = 9" in declared(done.new, "parameter", "fee")


def test_reforms_are_applied_in_order() -> None:
    first = 'reform a "A" of "x.bcm"\n  in force 2027-01-01\ntransition new from student to skilled by authority\n'
    second = 'reform b "B" of "x.bcm"\n  in force 2028-01-01\namend transition new\n  add when language is B1\n'
    done = reformed(first, second)
    assert "when language is B1" in declared(done.new, "transition", "new")
    assert [clause.id for clause in done.clauses] == ["a/1", "b/1"]


def test_two_reforms_of_one_clause_are_an_error() -> None:
    texts = [f'reform {name} "R" of "x.bcm"\n  in force 2027-01-01\nparameter qualifying = {n} years\n'
             for name, n in (("a", 6), ("b", 7))]  # fmt: skip
    done = applied(tree(LADDER), [tree(text) for text in texts])
    assert [(item.code, item.message) for item in done.diagnostics] == [("BCM165", "two clauses change `qualifying`")]


def test_reforms_in_the_wrong_order_are_an_error() -> None:
    texts = [f'reform {name} "R" of "x.bcm"\n  in force {day}\nparameter qualifying = 6 years\n'
             for name, day in (("a", "2028-01-01"), ("b", "2027-01-01"))]  # fmt: skip
    done = applied(tree(LADDER), [tree(text) for text in texts])
    assert [item.code for item in done.diagnostics] == ["BCM168"]


# --- names ---


def test_what_is_called_otherwise_is_called_so_everywhere_in_both_laws() -> None:
    done = reformed(
        "renamed status student to pupil\nrenamed clock residence to stay\nrenamed define ready to done\n"
        "renamed transition settle to settling\namend transition settling\n"
        "  replace when stay at least 5 years with done\n"
    )
    for law in (done.old, done.new):
        text = format_tree(law)
        assert not [name for name in ("student", "residence", "ready") if name in text.split()]
        assert "transition study from abroad to pupil by authority" in text
    assert done.renamed == {
        ("status", "student"): "pupil",
        ("clock", "residence"): "stay",
        ("define", "ready"): "done",
        ("transition", "settle"): "settling",
    }
    assert "when done" in declared(done.new, "transition", "settling")


def test_the_limit_of_a_status_is_called_after_its_new_name() -> None:
    scenario = (
        "scenario s\n  start in skilled\n  after 6 years\n  expect in abroad\n  expect skilled_limit impossible\n"
    )
    done = reformed("renamed status skilled to worker\nparameter qualifying = 6 years\n", base=LADDER + scenario)
    assert "expect worker_limit impossible" in format_tree(done.new)


# --- provisions and moves ---

SAVING = (
    "parameter qualifying = 10 years\namend transition settle\n  add when residence at least qualifying\n"
    "repeal transition long_residence\ntransition new from student to skilled by authority\n"
    'transitional saving "Who is inside"\n'
    "  for in skilled with residence at least 1 month: keep qualifying, settle until 2030-04-01\n"
    "  for in student: keep all\n"
)


def test_a_provision_keeps_what_it_names_as_the_old_law_has_it() -> None:
    done = reformed(SAVING)
    first, second = done.provisions
    assert [first.name, second.name] == ["saving_1", "saving_2"]
    assert first.where is not None
    assert expression_text(first.where) == "in skilled and residence at least 1 month"
    assert (datetime.date(2030, 4, 1), None) == (first.until, second.until)
    assert (first.keeps_all, second.keeps_all) == (False, True)
    for kind, name in (("parameter", "qualifying"), ("transition", "settle")):
        assert declared(done.old, kind, name) == declared(first.law, kind, name)
    assert declared(first.law, "transition", "long_residence") == ""
    assert declared(first.law, "transition", "new") != ""
    assert second.law.declarations == done.old.declarations


def test_what_a_reform_adds_to_the_vocabulary_stays_where_all_is_kept() -> None:
    text = "attribute civic: yes or no, starts no\nevent course by person\n  set civic = yes\n"
    done = reformed(f"{text}amend transition settle\n  add when civic\ntransitional t\n  for in skilled: keep all\n")
    assert declared(done.provisions[0].law, "attribute", "civic") != ""
    assert declared(done.provisions[0].law, "event", "course") == ""


def test_a_line_alone_is_called_as_its_provision() -> None:
    done = reformed("parameter qualifying = 10 years\ntransitional t\n  for in skilled: keep qualifying\n")
    assert [item.name for item in done.provisions] == ["t"]


def test_the_limit_of_a_status_is_kept_by_its_name_or_that_of_the_status() -> None:
    for name in ("skilled", "skilled_limit"):
        done = reformed(f"amend status skilled\n  drop at most\ntransitional t\n  for in skilled: keep {name}\n")
        assert done.provisions[0].law.declarations == done.old.declarations


def test_a_move_says_who_goes_where_with_what() -> None:
    done = reformed(
        "repeal status student\nrepeal transition long_residence\namend transition leave\n  drop from student\n"
        "repeal transition study\nmove in student with residence at least 1 year to skilled\n"
        "  set jobless = 0 months\nmove in student to abroad\n"
    )
    first, second = done.moves
    assert first.where is not None
    assert expression_text(first.where) == "in student and residence at least 1 year"
    assert first.target is not None
    assert (first.target.text, len(first.assignments), len(second.assignments)) == ("skilled", 1, 0)


# --- without some clauses ---


def test_without_a_clause_the_law_is_that_of_the_reform_without_it() -> None:
    done = reformed(SAVING)
    lines = {clause.id: clause.words for clause in done.clauses}
    undone = next(one for one, words in lines.items() if words == "repeal transition long_residence")
    less = reformed(SAVING, without=frozenset({undone}))
    text = SAVING.replace("repeal transition long_residence\n", "")
    assert less.new.declarations == reformed(text).new.declarations
    assert less.undone == {undone}


def test_without_all_clauses_the_law_is_the_old_one() -> None:
    done = reformed(SAVING)
    less = reformed(SAVING, without=frozenset(clause.id for clause in done.clauses))
    assert less.old.declarations == less.new.declarations
    assert (less.provisions, less.moves) == ((), ())


def test_what_cannot_stand_without_a_clause_goes_with_it() -> None:
    text = (
        "repeal status student\nrepeal transition long_residence\namend transition leave\n  drop from student\n"
        "repeal transition study\nmove in student to abroad\n"
    )
    done = reformed(text)
    lines = {clause.words: clause.id for clause in done.clauses}
    less = reformed(text, without=frozenset({lines["repeal transition study"]}))
    assert less.undone == {lines["repeal transition study"], lines["repeal status student"]}
    assert declared(less.new, "status", "student") != ""


@pytest.mark.parametrize("number", range(1, 9))
def test_each_clause_alone_can_be_undone(number: int) -> None:
    text = (
        "status probation in temporary\ntransition probate from skilled to probation by authority\n"
        "transition go from probation to abroad by person\namend transition go\n"
        "  add yields to probate\nrepeal status student\nrepeal transition long_residence\n"
        "amend transition leave\n  drop from student\nrepeal transition study\nmove in student to abroad\n"
    ).replace("amend transition go\n  add yields to probate\n", "parameter qualifying = 7 years\n")
    done = reformed(text)
    clause = done.clauses[number - 1]
    less = reformed(text, without=frozenset({clause.id}))
    assert clause.id in less.undone
    assert less.new.declarations != done.new.declarations or less.moves != done.moves


def test_a_parameter_may_have_a_third_value_for_some() -> None:
    done = reformed(
        "parameter qualifying = 10 years\nrepeal transition long_residence\ntransitional t\n"
        "  for in skilled: let qualifying = 7 years until 2030-04-01\n"
        "  for in student: keep long_residence, let qualifying = 8 years\n"
    )
    first, second = done.provisions
    assert "= 7 years between" in declared(first.law, "parameter", "qualifying")
    assert declared(first.law, "transition", "long_residence") == ""
    assert "= 8 years between" in declared(second.law, "parameter", "qualifying")
    assert declared(second.law, "transition", "long_residence") != ""
    assert (first.keeps_all, second.keeps_all) == (False, False)


def test_time_is_credited_in_whole_portions_most_first() -> None:
    done = reformed(
        "parameter qualifying = 10 years\nmove in skilled\n  set jobless = 0 months\n"
        "  credit 1 year of residence for 18 months of residence up to 2 years\n"
    )
    told = [
        (expression_text(move.where), *(clause_text(item) for item in move.assignments))
        for move in done.moves
        if move.where is not None
    ]
    assert told == [
        ("in skilled and residence at least 36 months", "set jobless = 0 months", "set residence = 2 years"),
        ("in skilled and residence at least 18 months", "set jobless = 0 months", "set residence = 1 year"),
        ("in skilled and residence at least 0 months", "set jobless = 0 months", "set residence = 0 years"),
    ]


# --- what is too much ---


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("amend transition settle\n" + "".join(f"  add when residence at least {n} months\n" for n in range(1_001)),
         "the reform has more than 1,000 clauses"),
        ("repeal transition long_residence\ntransitional t\n" + "  for in skilled: keep all\n" * 51,
         "the reform has more than 50 provisions"),
        ("".join(f"renamed status student to s{n}\n" for n in range(51)) + "repeal transition long_residence\n",
         "the reform has more than 50 names"),
        ("move in skilled\n  credit 1 month of residence for 1 month of residence up to 10 years\n" * 4,
         "there are more than 400 moves, each portion of time that is credited being one"),
    ],
)  # fmt: skip
def test_what_a_reform_asks_for_is_bounded(text: str, message: str) -> None:
    done = applied(tree(LADDER), [tree(HEAD + text)])
    assert [(item.code, item.message) for item in done.diagnostics] == [("BCM169", message)]


def test_a_thousand_clauses_are_carried_out() -> None:
    lines = "".join(f"  add when residence at least {n} months\n" for n in range(999))
    done = reformed(f"amend transition settle\n{lines}")
    assert len(done.clauses) == 999
