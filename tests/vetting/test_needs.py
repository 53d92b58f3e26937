"""Which rules verdicts need: those without which a check of the shorter text finds another verdict."""

from __future__ import annotations

import re

import pytest

import bcm_formal as bcm
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.vetting.leaving_out import doubtful
from bcm_formal.vetting.needs import WITHOUT, needs
from bcm_formal.vetting.results import Need
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_numbers import RandomNumbers

SEEDS, CHUNK = tries(12), 4
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


def found(text: str, budget: Budget = WITHOUT) -> dict[tuple[str, str], Need]:
    model = model_of(text)
    items = (item for each in needs(TransitionSystem(model), model.properties, budget=budget) for item in each.items)
    return {(item.rule, item.property_name): item for item in items}


def test_doubtful_are_rules_of_low_confidence_and_those_assumed_or_noted_so() -> None:
    assert [(item.name, item.doubt) for item in doubtful(model_of(BRANCHES))] == [
        ("able", "assumed"),
        ("points", "assumed"),
        ("study", "low"),
        ("first", "assumed"),
        ("second", "assumed"),
        ("b_limit", "low"),
    ]


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


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(0, SEEDS, CHUNK))
def test_random_policies_have_the_verdicts_of_their_text_without_the_rule(chunk: int) -> None:
    compared = sum(compare(seed) for seed in range(chunk, min(chunk + CHUNK, SEEDS)))
    assert compared > 0


def compare(seed: int) -> int:
    """How many verdicts were compared with those on a text in which the rule does not stand."""
    text = re.sub(r"(?m)^(event|transition|limit) .*$", r"\g<0>\n  confidence low", RandomNumbers(seed).text())
    model = load(text)[0]
    compared = 0
    if model is None:
        return 0
    before = outcomes(model)
    for (rule, name), item in found(text).items():
        shorter = load(re.sub(rf"(?m)^(event|transition|limit) {rule}\b.*\n(  .*\n)*", "", text))[0]
        after = None if shorter is None else outcomes(shorter)[name]
        if item.is_needed is None or after in (None, Outcome.UNKNOWN):
            continue
        compared += 1
        assert (item.outcome, item.is_needed) == (after, after is not before[name]), (seed, rule, name)
    return compared


def outcomes(model: Model) -> dict[str, Outcome]:
    portfolio, system = Portfolio(), TransitionSystem(model)
    return {item.name: portfolio.decide(system, item).outcome for item in model.properties}
