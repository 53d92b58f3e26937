"""Two persons under conditions: who is compared, by whose events, from which value to which, and by how much later."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bcm_formal.model.expressions import FALSE
from bcm_formal.system.questions import Pairs, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import ComparisonProof, PairProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Refused, Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import decide
from bcm_formal.verify.regions import Regions
from tests.builders.listing import Box, complaints
from tests.builders.loading import model_of

SETTLING = """\
policy settling "Settling"
  time in months
layer temporary
layer settlement
actor authority
actor employer
attribute law: one of old, new, fixed, starts any
attribute language: none < B1 < B2, fixed, starts any
attribute points: integer, fixed
status worker in temporary
status hired in temporary
status settled in settlement
transition hire from worker to hired by employer
transition settle from worker to settled by authority
  when law is old and time_in_status at least 2 months
transition settle_new from worker to settled by authority
  when law is new and time_in_status at least (if language at least B1 then 3 months else 4 months)
transition promote from hired to settled by authority
  when law is new
transition favour from worker to settled by authority
  when points is 7
start in worker
define fresh = language is none and points is 1 and time_in_status is 0 months
property by_2:
  changing law from old to new never delays settled by more than 2 months by authority
property by_1:
  changing law from old to new never delays settled by more than 1 month by authority
property speakers:
  for every person with language at least B1: \
changing law from old to new never delays settled by more than 1 month by authority
property at_least:
  for every person in worker with fresh: \
changing law from new to old always hastens settled by at least 2 months by authority
property too_much:
  for every person in worker with fresh: \
changing law from new to old always hastens settled by at least 3 months by authority
property hired:
  for every person in hired: changing law from old to new never blocks settled
property stranded:
  for every person in hired: changing law from new to old never blocks settled
property anyhow:
  for every person in worker with language at least B1: time to settled does not depend on law
property by_employer:
  time to settled by employer does not depend on law
property nobody:
  for every person in worker with time_in_status at least 1 month and time_in_status is 0 months: \
time to settled does not depend on law
property points:
  for every person with law is old and time_in_status is 0 months: \
changing points from 7 to 8 never delays settled by more than 2 months
property points_less:
  for every person with law is old: changing points from 7 to 8 never delays settled by more than 1 month
property points_in_1:
  changing points from 8 to 7 never blocks settled within 1 month
property points_in_2:
  for every person in worker: changing points from 7 to 8 never blocks settled within 1 month
property points_sooner:
  for every person in worker with law is old: changing points from 8 to 7 always hastens settled by at least 0 months
"""
EXPECTED = {
    "by_2": Outcome.HOLDS,
    "by_1": Outcome.VIOLATED,
    "speakers": Outcome.HOLDS,
    "at_least": Outcome.HOLDS,
    "too_much": Outcome.VIOLATED,
    "hired": Outcome.HOLDS,
    "stranded": Outcome.VIOLATED,
    "anyhow": Outcome.VIOLATED,
    "by_employer": Outcome.HOLDS,
    "nobody": Outcome.VACUOUS,
    "points": Outcome.HOLDS,
    "points_less": Outcome.VIOLATED,
    "points_in_1": Outcome.HOLDS,
    "points_in_2": Outcome.VIOLATED,
    "points_sooner": Outcome.HOLDS,
}


@cache
def asked(name: str) -> Pairs:
    model = model_of(SETTLING)
    question = question_of(TransitionSystem(model), model.property[name].sentence)
    assert isinstance(question, Pairs)
    return question


@cache
def claimed(name: str) -> Claim:
    claim = Regions().run(asked(name), Budget(work=50_000))
    assert isinstance(claim, Claim), claim.reason
    return claim


@pytest.mark.parametrize("name", EXPECTED)
def test_two_persons_are_compared_under_the_conditions_given(name: str) -> None:
    model = model_of(SETTLING)
    assert decide(TransitionSystem(model), model.property[name]).outcome is EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_listing_the_states_finds_nothing_wrong_with_the_evidence(name: str) -> None:
    model = model_of(SETTLING.replace("points: integer", "points: 6 to 8"))
    question = question_of(TransitionSystem(model), model.property[name].sentence)
    claim = Regions().run(question, Budget(work=50_000))
    assert isinstance(claim, Claim)
    assert list(complaints(claim.outcome, claim.certificate, Box(question, 5))) == []


def refused(question: Pairs, claim: Claim) -> str:
    result = check(claim, question, None)
    assert isinstance(result, Refused)
    return result.reason


@pytest.mark.parametrize("name", ["by_2", "speakers", "at_least"])
def test_what_shows_a_delay_does_not_show_a_smaller_one(name: str) -> None:
    assert isinstance(check(claimed(name), asked(name), None), Shown)
    assert isinstance(claimed(name).certificate, ComparisonProof)
    question = replace(asked(name), later=asked(name).later - 1)
    assert "z3 does not prove" in refused(question, claimed(name))


def test_what_shows_it_of_some_persons_does_not_show_it_of_all() -> None:
    assert "who differ in law alone" in refused(replace(asked("speakers"), among=None), claimed("speakers"))


def test_what_shows_it_of_one_change_does_not_show_it_of_any() -> None:
    assert "who differ in law alone" in refused(replace(asked("hired"), change=None), claimed("hired"))


@pytest.mark.parametrize(
    ("name", "changed", "complaint"),
    [
        ("by_1", {"later": 2}, "both in the trap and at the goal"),
        ("too_much", {"later": -2}, "both in the trap and at the goal"),
        ("by_1", {"among": {}}, "none of those who are compared"),
        ("by_1", {"among": {"worker": FALSE}}, "none of those who are compared"),
        ("stranded", {"change": asked("hired").change}, "do not differ by the change"),
        ("by_1", {"help": asked("by_employer").help}, "a step that does not count"),
    ],
)
def test_two_lives_that_are_not_those_asked_for_are_refused(
    name: str, changed: dict[str, object], complaint: str
) -> None:
    claim = claimed(name)
    assert isinstance(claim.certificate, PairProof)
    assert isinstance(check(claim, asked(name), None), Shown)
    assert complaint in refused(replace(asked(name), **changed), claim)  # type: ignore[arg-type]


def test_that_nobody_is_compared_is_shown_of_those_who_are_to_be() -> None:
    question = asked("nobody")
    model = model_of(SETTLING)
    verdict = decide(TransitionSystem(model), model.property["nobody"])
    assert verdict.shown is not None
    claim = Claim(Outcome.VACUOUS, verdict.shown.certificate, "test")
    assert isinstance(check(claim, question, None), Shown)
    assert "no two persons" in refused(replace(question, among=None), claim)
