"""`time from S to T is at most D`, `at least D`: verdicts, evidence, and what is told."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bcm_formal.answers.answer import answer_to
from bcm_formal.model.expressions import negation
from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.questions import Path, Witness
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import PathProof, SeparationProof, StateSet, TraceProof, TrapProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import claim_of, decide
from bcm_formal.verify.regions import Regions
from tests.builders.loading import model_of

TEXT = """\
policy stay "Stay"
  time in months
layer outside
layer temporary
layer settlement
actor office
attribute quick: yes or no, fixed
status abroad in outside
status trainee in temporary
  at most 5 years, then worker
status worker in temporary
status settled in settlement
status lost in outside
status nowhere in outside
transition enter from abroad to trainee by office
transition take_up from trainee to worker by person
  when time_in_status at least 1 year
transition settle from worker to settled by office
  when time_in_status at least (if quick then 2 years else 3 years)
transition expel from worker to lost by office, adverse
transition help from trainee to settled by office, adverse
transition return from settled to trainee by person
start in abroad
start in worker with time_in_status at most 1 month
property first: time from trainee to settled is at most 4 years
property first_tight: time from trainee to settled is at most 47 months
property no_sooner: time from trainee to settled is at least 3 years
property no_sooner_tight: time from trainee to settled is at least 37 months
property worker: time from worker to settled is at most 3 years
property worker_tight: time from worker to settled is at most 35 months
property layer: time from temporary to settlement is at most 4 years
property layer_least: time from temporary to settlement is at least 2 years
property layer_tight: time from temporary to settlement is at least 25 months
property back: time from settled to settled is at most 0 months
property lost: time from worker to lost is at most 9 years
property no_less: time from worker to lost is at least 9 years
property gone: time from lost to abroad is at least 0 months
property empty: time from nowhere to settled is at most 1 year
property empty_too: time from nowhere to settled is at least 1 year
"""
"""whoever enters the layer as a trainee needs a year more than a worker; expulsion is no way to `lost`"""
EXPECTED = {
    "first": Outcome.HOLDS,
    "first_tight": Outcome.VIOLATED,
    "no_sooner": Outcome.HOLDS,
    "no_sooner_tight": Outcome.VIOLATED,
    "worker": Outcome.HOLDS,
    "worker_tight": Outcome.VIOLATED,
    "layer": Outcome.HOLDS,
    "layer_least": Outcome.HOLDS,
    "layer_tight": Outcome.VIOLATED,
    "back": Outcome.HOLDS,
    "lost": Outcome.VIOLATED,
    "no_less": Outcome.HOLDS,
    "gone": Outcome.HOLDS,
    "empty": Outcome.VACUOUS,
    "empty_too": Outcome.VACUOUS,
}


@cache
def system() -> TransitionSystem:
    return TransitionSystem(model_of(TEXT))


def asked(name: str) -> Asked:
    return asked_of(system(), system().model.property[name])


@cache
def claim(name: str) -> Claim:
    made = claim_of(Regions(), asked(name).question, asked(name).vacuity, Budget(work=50_000))
    assert isinstance(made, Claim), made.reason
    return made


@pytest.mark.parametrize("name", EXPECTED)
def test_the_verdict_is_right_whoever_finds_it(name: str) -> None:
    item = system().model.property[name]

    assert decide(system(), item).outcome is EXPECTED[name]
    assert decide(system(), item, "explicit", Budget(work=200_000)).outcome in (EXPECTED[name], Outcome.UNKNOWN)
    assert verdict_of(system(), item.sentence, Budget(work=200_000)) is EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_evidence_is_accepted_by_two_solvers(name: str) -> None:
    question, vacuity = asked(name).question, asked(name).vacuity

    assert isinstance(check(claim(name), question, vacuity, ("z3", "cvc5")), Shown)


def test_evidence_for_a_looser_bound_does_not_show_a_tighter_one() -> None:
    for loose, tight in (("first", "first_tight"), ("worker", "worker_tight"), ("no_sooner", "no_sooner_tight")):
        result = check(claim(loose), asked(tight).question, asked(tight).vacuity)
        assert not isinstance(result, Shown), loose


def test_evidence_is_refused_that_leaves_out_those_who_enter() -> None:
    """Who is not marked does not count, but who is marked must be within the invariant."""
    question, vacuity, made = asked("first").question, asked("first").vacuity, claim("first")
    proof = made.certificate
    assert isinstance(question, Path)
    assert isinstance(proof, PathProof)
    without = StateSet(
        tuple(
            (status, negation(question.origin[status]) if status in question.origin else condition)
            for status, condition in proof.invariant.conditions
        )
    )
    spoilt = replace(made, certificate=replace(proof, invariant=without, regions=()))
    assert not isinstance(check(spoilt, question, vacuity), Shown)


def test_a_life_that_does_not_enter_now_breaks_nothing() -> None:
    question, vacuity, made = asked("first_tight").question, asked("first_tight").vacuity, claim("first_tight")
    proof = made.certificate
    assert isinstance(proof, TrapProof)
    spoilt = replace(made, certificate=replace(proof, trace=replace(proof.trace, steps=proof.trace.steps[:-2])))
    assert not isinstance(check(spoilt, question, vacuity), Shown)


def test_the_kinds_of_evidence_are_the_known_ones() -> None:
    assert isinstance(asked("no_sooner").question, Witness)
    kinds = {name: type(claim(name).certificate) for name in ("first", "first_tight", "no_sooner", "no_sooner_tight")}
    assert kinds == {
        "first": PathProof,
        "first_tight": TrapProof,
        "no_sooner": SeparationProof,
        "no_sooner_tight": TraceProof,
    }


def test_who_is_too_late_is_told_with_the_quickest_path() -> None:
    answer = answer_to(decide(system(), system().model.property["worker_tight"]))

    assert answer.explanation is not None
    assert answer.explanation.late is not None
    assert answer.explanation.late.says == (
        "the quickest way to settled takes 36 months, 1 month more than the 35 months allowed"
    )
    assert answer.story is not None
    assert answer.story.moments[-1].counts_from_here


def test_who_is_too_soon_is_told_by_how_much() -> None:
    answer = answer_to(decide(system(), system().model.property["no_sooner_tight"]))

    assert answer.violation is not None
    assert answer.violation.says == "So somebody gets to settled in 3 years, 1 month sooner than the property says."
    assert answer.story is not None
    assert [item.rule for item in answer.story.moments if item.counts_from_here] == ["enter"]
