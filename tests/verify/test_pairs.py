"""Two-person properties: the engine's answer, its evidence, and what the checker refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from bcm_formal.model.expressions import TRUE
from bcm_formal.system.questions import Pairs, question_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Certificate, ComparisonProof, PairProof, StateSet
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.trust.verdict import Refused, Shown
from bcm_formal.vault.certificate_from_text import certificate_from_text
from bcm_formal.vault.certificate_text import body_text, certificate_text
from bcm_formal.vault.header import NO_SCRIPT, header_for
from bcm_formal.vault.kinds import kind_of
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import decide
from bcm_formal.verify.regions import Regions
from tests.builders.loading import model_of
from tests.builders.texts import QUEUE, WORKERS

LOCKED = """\
policy locked "Locked"
  time in months
layer rooms "Rooms"
attribute key: yes or no, starts no
clock kept
  runs while key
  zero while not key
status lobby in rooms
status vault in rooms
status cellar in rooms
event find in lobby by person
  when not key
  set key = yes
transition open from lobby to vault by person
  when key
transition fall from lobby to cellar by person
  when not key
transition climb from cellar to vault by person
  when key
start in lobby
property key: better key never blocks vault
property same: path to vault does not depend on key
property sooner: time to vault does not depend on key
property at_once: better key never blocks vault within 0 months
"""

LOTTERY = """\
policy lottery "Lottery"
  time in months
layer hall "Hall"
attribute lucky: yes or no, fixed, starts any
status waiting in hall
status rich in hall
transition win from waiting to rich by law
  when lucky
start in waiting
property fair: path to rich does not depend on lucky
property luck: better lucky never blocks rich
property time: time to rich does not depend on lucky
"""


LADDER = """\
policy ladder "Ladder"
  time in months
layer outside
layer temporary
layer settlement
attribute language: none < N5 < N4 < N3, fixed
attribute sector: one of care, farming, trade, fixed
attribute rich: yes or no, fixed
attribute points: integer, fixed
clock residence
  runs in temporary
  zero in outside
status abroad in outside
status trainee in temporary
  at most 6 years, then abroad
status settled in settlement
transition enter from abroad to trainee by law
  when points at least 0
transition settle from trainee to settled by law
  when residence at least (if language at least N4 then 2 years else 5 years)
  unless sector is farming and residence at least 3 years
transition buy from abroad to settled by law
  when rich
transition soon from trainee to settled by law
  when points at least 10 and residence at least 1 year
start in abroad
property language: better language never delays settled
property depends: time to settled does not depend on language
property sector: time to settled does not depend on sector
property trade: time to settled with sector is one of care, trade does not depend on rich
property in_3: path to settled within 3 years does not depend on sector
property in_5: path to settled within 5 years does not depend on sector
property in_2: better language never blocks settled within 2 years
property in_23: better language never blocks settled within 23 months
property in_1: path to settled within 11 months does not depend on language
property rich: better rich never delays settled
property rich_in_1: better rich never blocks settled within 1 month
property points: better points never delays settled
property points_depend: time to settled does not depend on points
property back: better language never delays abroad
property points_in_1: better points never blocks settled within 1 year
property points_same: path to settled within 1 year does not depend on points
"""
"""the less language, the longer it takes; in farming it must not take so long; who is rich need not wait"""


@cache
def answer(text: str, name: str) -> tuple[Pairs, Claim]:
    model = model_of(text)
    question = question_of(TransitionSystem(model), model.property[name].sentence)
    assert isinstance(question, Pairs)
    claim = Regions().run(question, Budget(work=50_000))
    assert isinstance(claim, Claim), claim.reason
    return question, claim


@pytest.mark.parametrize(
    ("text", "name", "outcome"),
    [
        (WORKERS, "sector", Outcome.VIOLATED),
        (WORKERS, "language", Outcome.HOLDS),
        (WORKERS, "barred", Outcome.VIOLATED),
        (WORKERS, "member", Outcome.VIOLATED),
        (WORKERS, "points", Outcome.HOLDS),
        (WORKERS, "back", Outcome.VIOLATED),
        (QUEUE, "ticket", Outcome.VIOLATED),
        (QUEUE, "both", Outcome.VIOLATED),
        (LOCKED, "key", Outcome.HOLDS),
        (LOCKED, "same", Outcome.HOLDS),
        (LOTTERY, "fair", Outcome.VIOLATED),
        (LOTTERY, "luck", Outcome.HOLDS),
        (LADDER, "language", Outcome.HOLDS),
        (LADDER, "depends", Outcome.VIOLATED),
        (LADDER, "sector", Outcome.VIOLATED),
        (LADDER, "trade", Outcome.VIOLATED),
        (LADDER, "in_3", Outcome.VIOLATED),
        (LADDER, "in_5", Outcome.VIOLATED),
        (LADDER, "in_2", Outcome.HOLDS),
        (LADDER, "in_23", Outcome.HOLDS),
        (LADDER, "in_1", Outcome.VIOLATED),
        (LADDER, "rich", Outcome.HOLDS),
        (LADDER, "rich_in_1", Outcome.HOLDS),
        (LADDER, "points", Outcome.HOLDS),
        (LADDER, "points_depend", Outcome.VIOLATED),
        (LADDER, "back", Outcome.HOLDS),
        (LADDER, "points_in_1", Outcome.HOLDS),
        (LADDER, "points_same", Outcome.VIOLATED),
        (LOCKED, "sooner", Outcome.HOLDS),
        (LOCKED, "at_once", Outcome.HOLDS),
        (LOTTERY, "time", Outcome.VIOLATED),
    ],
)
def test_the_answer_is_right_and_its_evidence_is_accepted(text: str, name: str, outcome: Outcome) -> None:
    question, claim = answer(text, name)

    assert outcome is claim.outcome
    assert isinstance(check(claim, question, None, ("z3", "cvc5")), Shown)


@pytest.mark.parametrize("name", ["sector", "barred", "member", "back"])
def test_the_two_persons_differ_in_the_attribute_alone(name: str) -> None:
    question, claim = answer(WORKERS, name)
    proof = claim.certificate
    assert isinstance(proof, PairProof)
    interpreter = Interpreter(question.system.model)
    first = replay(interpreter, proof.trace)[proof.index]
    second = replay(interpreter, proof.twin)[-1]
    place = [a.name for a in question.system.model.attributes].index(question.attribute)

    assert first.attributes[place] != second.attributes[place]
    assert second == first._replace(
        attributes=(*first.attributes[:place], second.attributes[place], *first.attributes[place + 1 :])
    )


def test_two_life_courses_may_differ_in_more_than_the_start() -> None:
    _, claim = answer(QUEUE, "ticket")
    proof = claim.certificate

    assert isinstance(proof, PairProof)
    assert proof.twin.steps != proof.trace.steps[: proof.index]


def test_pairs_that_are_never_met_do_not_count() -> None:
    """In the cellar the key decides, but nobody there has one: the proof needs an invariant that says so."""
    question, claim = answer(LOCKED, "same")
    proof = claim.certificate
    assert isinstance(proof, ComparisonProof)
    everybody = Claim(claim.outcome, replace(proof, invariant=_everybody(question)), claim.engine)

    assert isinstance(check(claim, question, None), Shown)
    assert isinstance(check(everybody, question, None), Refused)


def _everybody(question: Pairs) -> StateSet:
    return StateSet(tuple((status, TRUE) for status in question.system.statuses))


PAIR_MUTANTS: dict[str, Callable[[PairProof], Certificate]] = {
    "nobody is trapped": lambda proof: replace(proof, trap=StateSet(())),
    "the first is met at another moment": lambda proof: replace(proof, index=len(proof.trace.steps)),
    "the moment does not exist": lambda proof: replace(proof, index=-1),
    "the first never arrives": lambda proof: replace(
        proof, trace=Trace(proof.trace.start, proof.trace.steps[: proof.index])
    ),
    "both are the same person": lambda proof: replace(
        proof, twin=Trace(proof.trace.start, proof.trace.steps[: proof.index])
    ),
    "the second goes another way": lambda proof: replace(proof, twin=Trace(proof.twin.start, proof.trace.steps)),
}


@pytest.mark.parametrize("what", PAIR_MUTANTS)
@pytest.mark.parametrize("name", ["sector", "barred"])
def test_two_life_courses_that_do_not_show_it_are_refused(what: str, name: str) -> None:
    question, claim = answer(WORKERS, name)
    proof = claim.certificate
    assert isinstance(proof, PairProof)
    mutant = Claim(claim.outcome, PAIR_MUTANTS[what](proof), claim.engine)

    assert isinstance(check(mutant, question, None), Refused)


def test_the_second_person_must_have_the_better_value() -> None:
    """Without luck there is no path: that shows a difference, but not that luck does harm."""
    question, claim = answer(LOTTERY, "fair")

    assert isinstance(check(claim, question, None), Shown)
    assert isinstance(check(claim, replace(question, raised=True), None), Refused)


COMPARISON_MUTANTS: dict[str, Callable[[ComparisonProof], Certificate]] = {
    "nobody has a way": lambda proof: replace(proof, regions=()),
    "nobody is reachable": lambda proof: replace(proof, invariant=StateSet(())),
    "nobody is trapped": lambda proof: replace(proof, trap=StateSet(())),
    "everybody is trapped": lambda proof: replace(proof, trap=_everybody(answer(WORKERS, "language")[0])),
    "ranks do not go down": lambda proof: replace(
        proof, regions=tuple(replace(region, rank=1) for region in proof.regions)
    ),
}


@pytest.mark.parametrize("what", COMPARISON_MUTANTS)
def test_comparisons_that_do_not_show_it_are_refused(what: str) -> None:
    question, claim = answer(WORKERS, "language")
    proof = claim.certificate
    assert isinstance(proof, ComparisonProof)
    mutant = Claim(claim.outcome, COMPARISON_MUTANTS[what](proof), claim.engine)

    assert isinstance(check(mutant, question, None), Refused)


def test_evidence_of_one_attribute_does_not_show_another() -> None:
    question, claim = answer(WORKERS, "language")

    assert isinstance(check(claim, replace(question, attribute="sector"), None), Refused)


@pytest.mark.parametrize("name", ["sector", "language"])
def test_the_evidence_can_be_written_down_and_read_again(name: str) -> None:
    model = model_of(WORKERS)
    question, claim = answer(WORKERS, name)
    header = header_for(model, model.property[name], claim.outcome, kind_of(claim.certificate), NO_SCRIPT, "by hand")
    text = certificate_text(header, body_text(claim.certificate, None, model, model))
    read, _ = certificate_from_text(text, kind_of(claim.certificate), model, model)

    assert isinstance(check(Claim(claim.outcome, read, "archive"), question, None), Shown)


def test_the_portfolio_decides_them() -> None:
    model = model_of(WORKERS)
    verdicts = {item.name: decide(TransitionSystem(model), item).outcome for item in model.properties}

    expected = {"sector": Outcome.VIOLATED, "language": Outcome.HOLDS, "barred": Outcome.VIOLATED}
    assert expected == {name: verdicts[name] for name in expected}
