"""From a claim to a verdict: what is accepted, what is refused, and what each says of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcm_formal.model.expressions import TRUE
from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import InvariantProof, StateSet
from bcm_formal.trust.check import check, fault, judge, unknown
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.solvers import Limits
from bcm_formal.trust.verdict import Fault, Holds, Refused, Shown, Vacuous, Violated
from bcm_formal.verify import portfolio
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import ENGINES, Portfolio, claim_of
from bcm_formal.verify.regions import Regions
from tests.builders.ladder import LADDER
from tests.builders.liars import LateLiar, Liar
from tests.builders.loading import model_of

SENTENCES = {
    "no person in pr with stay less than 1 year": Holds,
    "no person in worker": Violated,
    "every person in worker with language is fluent can reach goal": Vacuous,
    "path to goal does not depend on member": Holds,
}


def asked(sentence: str) -> Asked:
    model = model_of(f"{LADDER}property p1: {sentence}\n")
    return asked_of(TransitionSystem(model), model.properties[0])


def claimed(about: Asked) -> Claim:
    claim = claim_of(Regions(), about.question, about.vacuity, Budget())
    assert isinstance(claim, Claim)
    return claim


@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_accepted_claim_is_a_verdict_with_that_evidence(sentence: str) -> None:
    about = asked(sentence)
    claim = claimed(about)
    verdict = judge(about, claim)
    assert isinstance(verdict, Holds | Violated | Vacuous)
    assert isinstance(verdict, SENTENCES[sentence])
    assert verdict.asked is about
    assert verdict.property is about.property
    assert (verdict.outcome, verdict.certificate, verdict.engine) == (claim.outcome, claim.certificate, "regions")
    assert verdict.question is (about.vacuity if isinstance(verdict, Vacuous) else about.question)
    assert not verdict.negated
    assert (verdict.parts, verdict.reason) == ((), None)


def test_what_is_unknown_or_a_fault_is_no_answer() -> None:
    assert [outcome for outcome in Outcome if outcome.is_decided] == [Outcome.HOLDS, Outcome.VIOLATED, Outcome.VACUOUS]


@pytest.mark.parametrize("outcome", [Outcome.UNKNOWN, Outcome.ENGINE_FAULT])
def test_no_certificate_shows_that_nothing_is_known(outcome: Outcome) -> None:
    about = asked("no person in worker")
    assert isinstance(judge(about, replace(claimed(about), outcome=outcome)), Refused)


def test_what_is_refused_says_of_which_claim_and_question() -> None:
    about = asked("no person in worker")
    everybody = StateSet(tuple((status.name, TRUE) for status in about.model.statuses))
    claim = Claim(Outcome.HOLDS, InvariantProof(everybody), "forger")
    refused = judge(about, claim)
    assert isinstance(refused, Refused)
    assert (refused.claim, refused.question, refused.undecided) == (claim, about.question, False)
    verdict = fault(about, refused)
    assert (verdict.outcome, verdict.engine, verdict.certificate) == (
        Outcome.ENGINE_FAULT, "forger", claim.certificate,
    )  # fmt: skip
    assert verdict.reason.startswith("claims HOLDS, but z3 does not prove that nobody in worker")


def test_a_forged_claim_of_vacuity_is_about_the_condition_that_nobody_meets() -> None:
    about = asked("every person in worker can reach goal")
    claim = Claim(Outcome.VACUOUS, InvariantProof(StateSet(())), "forger")
    refused = judge(about, claim)
    assert isinstance(refused, Refused)
    assert refused.question is about.vacuity


def test_a_solver_that_gives_up_shows_no_mistake() -> None:
    about = asked("path to goal does not depend on member")
    refused = judge(about, claimed(about), ("z3",), Limits(z3=1))
    assert isinstance(refused, Refused)
    assert refused.undecided


def test_vacuity_is_shown_by_the_answer_to_its_own_question() -> None:
    about = asked("every person in worker with language is fluent can reach goal")
    shown = check(claimed(about), about.question, about.vacuity)
    assert isinstance(shown, Shown)
    assert shown.question is about.vacuity
    assert shown.outcome is Outcome.HOLDS


def test_what_is_not_decided_has_a_reason_and_no_evidence() -> None:
    item = asked("no person in worker").property
    verdict = unknown(item, "nobody knows")
    assert (verdict.property, verdict.outcome, verdict.reason) == (item, Outcome.UNKNOWN, "nobody knows")
    assert (verdict.certificate, verdict.shown, verdict.parts, verdict.obligations) == (None, None, (), 0)


@pytest.mark.parametrize(
    "sentence",
    [
        "no person in worker",
        "no person in pr with stay less than 1 year",
        "some person can reach goal",
        "ctl AG (in pr implies AG in pr)",
        "ctl EF in goal and AG (in worker implies EF in abroad)",
    ],
)
def test_an_engine_that_lies_is_a_fault_and_never_a_verdict(sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio, "ENGINES", {**ENGINES, "regions": Liar})
    about = asked(sentence)
    decided = Portfolio("regions").decide(about.system, about.property)
    assert isinstance(decided.verdict, Fault)
    assert decided.verdict.engine == "regions"
    assert decided.verdict.certificate is not None
    assert decided.outcome is Outcome.ENGINE_FAULT


NESTS = [
    "ctl AG (in worker implies EF in goal)",
    "ctl AG (language is fluent implies EF in goal)",
    "ctl AG EF AG EF in abroad",
    "ctl EF AG (in goal) and AG EF (in goal or in abroad)",
    "ctl AF (in settled or EG in abroad)",
    "ctl AG (in worker implies A[in worker W (in settled or EX in abroad)])",
]


@pytest.mark.parametrize("sentence", NESTS)
def test_an_engine_that_lies_from_some_moment_on_changes_no_verdict(
    sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = asked(sentence)
    truth = Portfolio("regions").decide(about.system, about.property).outcome
    monkeypatch.setattr(portfolio, "ENGINES", {**ENGINES, "regions": LateLiar})
    seen: list[Outcome] = []
    for truths in range(40):
        LateLiar.truths = truths
        seen.append(Portfolio("regions").decide(about.system, about.property).outcome)
        if LateLiar.truths >= 0:
            break
    assert truth in (Outcome.HOLDS, Outcome.VIOLATED, Outcome.VACUOUS)
    assert seen[0] is Outcome.ENGINE_FAULT
    assert seen[-1] is truth
    assert set(seen) == {Outcome.ENGINE_FAULT, truth}
