"""Which rules verdicts need: those without which a check of the shorter text finds another verdict."""

from __future__ import annotations

import datetime
import random
import re

import pytest

import bcm_formal as bcm
from bcm_formal.model.expressions import FALSE
from bcm_formal.model.law import Through
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.vetting.leaving_out import in_doubt, without_rule
from bcm_formal.vetting.mutation.mutants import mutants_of
from bcm_formal.vetting.needs import WITHOUT, needs
from bcm_formal.vetting.results import Need
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_numbers import RandomNumbers

SEEDS, CHUNK = tries(12), 4
LIFE = Through(datetime.date(2020, 1, 1), datetime.date(2022, 1, 1))
BRANCHES = """policy branches "Branches"
  time in months
actor office
layer l "L"
status a "A" in l
status b "B" in l
  at most 2 years, then c
  confidence low
status c "C" in l
attribute skill: 0 to 2, starts 0
start in a
define able = skill at least 1
  confidence assumed
score points "Points"
  1 when skill at least 1
  note "an assumption"
event study in a by person
  when skill less than 2
  set skill = skill + 1
  confidence low
transition first from a to b by person
  note "assumption: nobody has looked it up"
transition second from a to b by person
  when able
  confidence assumed
transition third from b to c by office
  confidence high
property reach: every person in a can reach b by person
property ends: every person in b must reach c within 2 years
property skilled: every person in a can reach b with skill at least 1
property scored: no person in b with points at least 2
property able_once: some person in a can reach b with able
property both: path to c does not depend on skill
"""

SHARED = """policy shared "Time that two events share"
  time in months
layer l "L"
status a "A" in l
status b "B" in l
attribute eng: none < some, starts none
attribute teacher: yes or no, starts no
start in a
effort study "Time spent studying"
event alone in a by person
  when eng is none
  takes 6 months of study
  set eng = some
  confidence low
event taught in a by person
  when teacher
  takes 6 months of study
  set eng = some
event meet in a by person
  when time_in_status at least 6 months
  set teacher = yes
transition go from a to b by person
  when eng is some
property soon: every person in a can reach b within 6 months
property later: every person in a can reach b within 12 months
"""


def found(text: str, budget: Budget = WITHOUT) -> dict[tuple[str, str], Need]:
    model = model_of(text)
    items = (item for each in needs(TransitionSystem(model), model.properties, budget=budget) for item in each.items)
    return {(item.rule, item.property_name): item for item in items}


def test_in_doubt_are_rules_of_low_confidence_and_those_assumed_or_noted_so() -> None:
    assert [(item.rule.name, item.doubt) for item in in_doubt(model_of(BRANCHES))] == [
        ("able", "assumed"),
        ("points", "assumed"),
        ("b_limit", "low"),
        ("study", "low"),
        ("first", "assumed"),
        ("second", "assumed"),
    ]


def test_what_the_confidence_says_goes_before_what_a_note_says() -> None:
    noted = BRANCHES.replace("set skill = skill + 1", 'set skill = skill + 1\n  note "assumption"')
    assert [(item.rule.name, item.doubt) for item in in_doubt(model_of(noted)) if item.doubt == "low"] == [
        ("b_limit", "low"),
        ("study", "low"),
    ]


def test_a_definition_and_a_transition_of_one_name_are_left_out_each_by_itself() -> None:
    text = BRANCHES.replace("define able", "define second").replace("when able", "when second")
    model = model_of(text.replace("with able", "with second"))
    kinds = [type(item.rule).__name__ for item in in_doubt(model) if item.rule.name == "second"]
    assert kinds == ["Definition", "Event"]
    found = [item for each in needs(TransitionSystem(model), model.properties) for item in each.items]
    of_both = [item.outcome for item in found if (item.rule, item.property_name) == ("second", "able_once")]
    assert of_both == [Outcome.VIOLATED, Outcome.HOLDS]


def test_a_number_is_not_left_out_and_told_to_be_left_open() -> None:
    text = BRANCHES.replace("score points", "define enough = 2\n  confidence low\nscore points")
    text = text.replace("when skill less than 2", "when skill less than enough")
    items = found(text)
    why = "a number cannot be left out: leave it open (a parameter with bounds)"
    assert {item.unknown for (rule, _), item in items.items() if rule == "enough"} == {why}
    assert {item.unknown for (rule, _), item in items.items() if rule != "enough"} == {None}


def test_a_rule_is_needed_where_the_verdict_without_it_is_another_one() -> None:
    items = found(BRANCHES)
    needed = {key: item.outcome for key, item in items.items() if item.is_needed}
    assert needed == {
        ("study", "skilled"): Outcome.VIOLATED,
        ("study", "able_once"): Outcome.VIOLATED,
        ("study", "both"): Outcome.VACUOUS,
        ("able", "able_once"): Outcome.VIOLATED,
        ("b_limit", "ends"): Outcome.VIOLATED,
    }
    assert {item.unknown for item in items.values()} == {None}
    assert {item.outcome for item in items.values() if item.is_needed is False} == {Outcome.HOLDS}


def test_one_of_two_ways_is_not_needed_though_the_evidence_uses_it() -> None:
    items, alone = found(BRANCHES), found(BRANCHES.replace("transition second from a", "transition second from b"))
    assert [items[name, "reach"].is_needed for name in ("first", "second")] == [False, False]
    assert alone["first", "reach"].is_needed is True


def test_too_little_work_decides_nothing() -> None:
    items = found(BRANCHES, Budget(work=1)).values()
    assert {item.unknown for item in items if item.is_needed is None} <= {
        "there is no verdict",
        "the questions about it cost too much",
    }
    assert any(item.is_needed is None for item in items)


def test_what_speaks_of_nobody_without_the_rule_needs_it() -> None:
    only = BRANCHES.replace("transition second from a", "transition second from b")
    assert found(only)["first", "ends"].outcome is Outcome.VACUOUS


def test_a_changed_policy_is_asked_without_its_events_and_not_without_its_definitions() -> None:
    model = model_of(BRANCHES)
    changed = Model(
        **{**{name: getattr(model, name) for name in model.__dataclass_fields__}, "events": model.events[:-1]}
    )
    items = [item for each in needs(TransitionSystem(changed), model.properties[:1]) for item in each.items]
    unknown = {item.rule for item in items if item.unknown == "the policy was changed after it was read"}
    assert unknown == {"able", "points"}
    assert {item.is_needed for item in items if item.rule not in unknown} == {False}


def test_time_that_is_shared_does_not_run_for_what_is_left_out() -> None:
    items, shorter = found(SHARED), model_of(without_text(SHARED, "alone"))
    assert {name: item.outcome for (_, name), item in items.items()} == outcomes(shorter)
    assert (items["alone", "soon"].is_needed, items["alone", "later"].is_needed) == (True, False)


def test_what_was_removed_from_a_text_runs_no_time_in_a_mutant_either() -> None:
    model = model_of(SHARED)
    mutant = next(item for item in mutants_of(model) if item.says == "`alone` is removed")
    made = mutant.make()
    assert made is not None
    assert made.clock["study"] == model_of(without_text(SHARED, "alone")).clock["study"]


@pytest.mark.parametrize("share", ["", " of study"])
def test_time_of_several_laws_is_counted_without_an_event_where_no_other_shares_it(share: str) -> None:
    dated = "  in force before 2020-07-01\n"
    text = SHARED.replace("of study\n  set eng = some\n  confidence low", f"{share}\n  set eng = some\n{dated}")
    model = model_of(text.replace("time in months", "time in months\n  in force 2020-01-01"), LIFE)
    made = without_rule(model, "alone")
    if share:
        assert (
            made == "in a life through several laws the time that it shares with other events is not counted without it"
        )
    else:
        assert not isinstance(made, str)
        assert made.clock["time_for_alone"].runs == FALSE
        assert made.clock["study"] == model.clock["study"]


def test_time_that_is_the_same_under_all_laws_is_counted_without_an_event() -> None:
    dated = "transition late from b to a by person\n  in force from 2020-07-01\n"
    text = SHARED.replace("time in months", "time in months\n  in force 2020-01-01") + dated
    made = without_rule(model_of(text, LIFE), "alone")
    assert not isinstance(made, str)
    assert made.clock["study"] == model_of(without_text(SHARED, "alone")).clock["study"]


def test_the_report_has_them_where_dependence_is_asked_for() -> None:
    policy = bcm.load(BRANCHES)
    plain, asked = bcm.check(policy), bcm.check(policy, depends=True)
    assert (plain.needs, set(asked.needs)) == ({}, {item.name for item in policy.properties})
    assert [item.rule for item in asked.needs["ends"] if item.is_needed] == ["b_limit"]

    def rests(report: bcm.Report) -> str:
        return " ".join(item.what for item in report.assumptions)

    assert all(name in rests(plain) for name in ("points", "first", "second"))
    assert not any(name in rests(asked) for name in ("points", "first", "second"))
    assert all(name in rests(asked) for name in ("able", "study", "of low confidence: b"))


def test_in_random_policies_the_time_that_is_shared_is_that_of_their_text_without_the_rule() -> None:
    compared = changed = 0
    for seed in range(tries(60)):
        text = doubtful_text(seed)
        model = load(text)[0]
        for item in () if model is None else model.events:
            shorter = load(without_text(text, item.name))[0]
            if model is None or shorter is None or item.effort != "work":
                continue
            made = without_rule(model, item.name)
            assert not isinstance(made, str), (seed, item.name)
            assert made.clock["work"] == shorter.clock["work"], (seed, item.name)
            compared += 1
            changed += made.clock["work"] != model.clock["work"]
    assert changed > compared // 2 > 0


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(0, SEEDS, CHUNK))
def test_random_policies_have_the_verdicts_of_their_text_without_the_rule(chunk: int) -> None:
    compared = sum(compare(seed) for seed in range(chunk, min(chunk + CHUNK, SEEDS)))
    assert compared > 0


def without_text(text: str, rule: str) -> str:
    """The text in which the rule does not stand."""
    return re.sub(rf"(?m)^(event|transition|limit) {rule}\b.*\n(  .*\n)*", "", text)


def doubtful_text(seed: int) -> str:
    """A random policy whose rules are all of low confidence, and some of whose events take time together."""
    draw = random.Random(seed)

    def marked(head: re.Match[str]) -> str:
        takes = f"\n  takes {draw.randint(1, 3)} months{draw.choice((' of work', ' of work', ''))}"
        timed = head[1] != "limit" and draw.random() < 0.6
        return f"{head[0]}\n  confidence low{takes if timed else ''}"

    text = re.sub(r"(?m)^(event|transition|limit) .*$", marked, RandomNumbers(seed).text())
    return text.replace("start in a", "effort work\nstart in a", 1)


def compare(seed: int) -> int:
    """How many verdicts were compared with those on a text in which the rule does not stand."""
    text = doubtful_text(seed)
    model = load(text)[0]
    compared = 0
    if model is None:
        return 0
    before = outcomes(model)
    for (rule, name), item in found(text).items():
        shorter = load(without_text(text, rule))[0]
        after = None if shorter is None else outcomes(shorter)[name]
        if item.is_needed is None or after in (None, Outcome.UNKNOWN):
            continue
        compared += 1
        assert (item.outcome, item.is_needed) == (after, after is not before[name]), (seed, rule, name)
    return compared


def outcomes(model: Model) -> dict[str, Outcome]:
    portfolio, system = Portfolio(), TransitionSystem(model)
    return {item.name: portfolio.decide(system, item).outcome for item in model.properties}
