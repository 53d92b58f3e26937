"""Attacks on the checker: evidence changed in every way we can think of shows nothing that is not true.

Two readings are independent of the checker. What a property's verdict *is*, a program says that lists all states and
knows no certificate. And where a changed certificate is accepted and its verdict is true, it may be a proof still (a
set a little larger, a way a little longer): then every obligation must be refuted by the second solver as well.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bcm_formal.model.model import Model
from bcm_formal.project.expected import read_expected
from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.questions import CtlQuestion
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Certificate
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Refused, Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.sentences import verdict_of
from tests.builders.effort import EVERYTHING
from tests.builders.loading import model_of
from tests.builders.mutations import mutants
from tests.builders.policies import GATE, LADDER, verdicts

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("attacks")]

"""whether every change is tried, and not a few of each certificate, the same every time"""
MODELS = Path(__file__).parents[2] / "models"

BESIDE = {
    LADDER: (
        ("stay at least 3 years\nproperty", "stay at least 7 years\nproperty"),
        ("and stay at least 3 years", "and stay at least 6 years"),
        ("and stay at least 3 years", "and stay at least 2 years"),
        ("and plan is work", "and plan is work\n  and born is near"),
        ("  set insured = yes", "  set insured = no"),
        ("  when speaks\n  and plan", "  when plan"),
        ("setbacks less than 2", "setbacks less than 1"),
        ("at most 5 years, then expelled", "at most 2 years, then expelled"),
        ("at most 5 years, then expelled", "at most 5 years, then abroad"),
        ("from worker to expelled by office, adverse", "from worker to expelled by person"),
        ("start in abroad", "start in worker"),
        ("when language less than good", "when language less than basic"),
        (
            "transition enter from abroad to worker by office",
            "transition enter from abroad to worker by office\n  when speaks",
        ),
    ),
    GATE: (
        ("  when local\n", "  when local or time_in_status at least 2 years\n"),
        ("money at least 2", "money at least 3"),
        ("  and money at least 2\n", ""),
        ("at least 1 year\n  and", "at least 1 month\n  and"),
        ("start in outside", "start in outside with local"),
    ),
}
"""Policies that differ in one place: their proofs are much alike, and some of their verdicts are not."""


@dataclass(frozen=True)
class Target:
    """A property, what its verdict truly is, and the evidence of some program for it."""

    asked: Asked
    truth: Outcome
    evidence: tuple[tuple[Outcome, Certificate, Trace | None], ...]


def about(target: Target, outcome: Outcome) -> Model:
    return target.asked.about(empty=outcome is Outcome.VACUOUS)


def truth_of(model: Model, asked: Asked) -> Outcome:
    return verdict_of(TransitionSystem(model), asked.property.sentence, Budget())


@cache
def targets(text: str) -> tuple[Target, ...]:
    """Every property of a policy with the evidence for it."""
    return tuple(
        Target(asked, truth_of(asked.model, asked), ((verdict.outcome, verdict.certificate, verdict.somebody),))
        for asked, verdict in verdicts(text)
        if verdict.certificate is not None
    )


@cache
def shipped(name: str) -> tuple[Target, ...]:
    """A shipped model with the verdicts that it is expected to have."""
    expected = read_expected(str(MODELS / name / f"{name}.bcm"))
    found = verdicts(MODELS / name / f"{name}.bcm")
    return tuple(
        Target(asked, Outcome(expected.verdicts[asked.property.name]), ((v.outcome, v.certificate, v.somebody),))
        for asked, v in found
        if v.certificate is not None
    )


def variants(text: str) -> Iterator[str]:
    for old, new in BESIDE[text]:
        assert old in text
        yield text.replace(old, new, 1)


def tried(asked: Asked, outcome: Outcome, certificate: Certificate, somebody: Trace | None) -> bool:
    """Whether the checker takes the evidence; a second solver must then take it as well."""
    assert not isinstance(asked.question, CtlQuestion)
    claim = Claim(outcome, certificate, "attack", somebody)
    result = check(claim, asked.question, asked.vacuity)
    if isinstance(result, Refused):
        assert result.reason
        return False
    again = check(claim, asked.question, asked.vacuity, ("cvc5",))
    assert isinstance(again, Shown), again
    return True


def sample(items: list[tuple[str, Certificate]], size: int | None) -> list[tuple[str, Certificate]]:
    if size is None or len(items) <= size:
        return items
    return random.Random(len(items)).sample(items, size)


def attack_changes(against: tuple[Target, ...], size: int | None) -> tuple[int, int]:
    """(changes tried, changes that are proofs still); fails if one shows what is not true."""
    count = still = 0
    for target in against:
        for outcome, certificate, somebody in target.evidence:
            for what, changed in sample(list(mutants(certificate, about(target, outcome))), size):
                count += 1
                if changed != certificate and tried(target.asked, outcome, changed, somebody):
                    still += 1
                    assert target.truth is outcome, (target.asked.property.name, what)
    return count, still


def attack_outcomes(text: str) -> int:
    """How many claims of another verdict with the same evidence were refused."""
    count = 0
    for target in targets(text):
        for _, certificate, somebody in target.evidence:
            for other in (Outcome.HOLDS, Outcome.VIOLATED, Outcome.VACUOUS, Outcome.UNKNOWN, Outcome.ENGINE_FAULT):
                if other is not target.truth:
                    count += 1
                    assert not tried(target.asked, other, certificate, somebody), target.asked.property.name
    return count


def attack_crosswise(against: tuple[Target, ...], others: tuple[Target, ...]) -> tuple[int, int]:
    """The evidence for one property shown for another: (tried, right by chance)."""
    count = still = 0
    for target in against:
        for other in others:
            for outcome, certificate, _ in other.evidence if other is not target else ():
                for _, _, somebody in target.evidence:
                    count += 1
                    if tried(target.asked, outcome, certificate, somebody):
                        still += 1
                        assert target.truth is outcome, (target.asked.property.name, other.asked.property.name)
    return count, still


def attack_beside(text: str, size: int | None) -> tuple[int, int, int]:
    """Evidence of one policy, and changes to it, shown for a policy that differs in one place.

    (shown where the verdict is another, shown in all, taken)
    """
    false = count = still = 0
    for near in variants(text):
        model = model_of(near)
        system = TransitionSystem(model)
        for target in targets(text):
            asked = asked_of(system, model.property[target.asked.property.name])
            truth = truth_of(model, asked)
            for outcome, certificate, somebody in target.evidence:
                shown = [("as it is", certificate)]
                if outcome is not truth:
                    shown += sample(list(mutants(certificate, about(target, outcome))), size)
                for what, changed in shown:
                    count += 1
                    false += outcome is not truth
                    if tried(asked, outcome, changed, somebody):
                        still += 1
                        assert truth is outcome, (near, asked.property.name, what)
    return false, count, still


@pytest.mark.parametrize("text", [LADDER, GATE], ids=["ladder", "gate"])
def test_the_evidence_to_be_attacked_shows_what_is_true(text: str) -> None:
    for target in targets(text):
        for outcome, certificate, somebody in target.evidence:
            assert target.truth is outcome
            assert tried(target.asked, outcome, certificate, somebody)


@pytest.mark.parametrize("text", [LADDER, GATE], ids=["ladder", "gate"])
def test_changed_evidence_shows_nothing_that_is_not_true(text: str) -> None:
    count, still = attack_changes(targets(text), None if EVERYTHING else 30)
    assert count > 100
    assert still < count / 2


def test_changed_evidence_of_a_shipped_model_shows_nothing_that_is_not_true() -> None:
    count, still = attack_changes(shipped("germany"), 200 if EVERYTHING else 8)
    assert count > 100
    assert still < count / 2


@pytest.mark.parametrize("text", [LADDER, GATE], ids=["ladder", "gate"])
def test_no_evidence_shows_another_verdict(text: str) -> None:
    assert attack_outcomes(text) > 10


@pytest.mark.parametrize("text", [LADDER, GATE], ids=["ladder", "gate"])
def test_evidence_for_one_property_is_none_for_another(text: str) -> None:
    count, still = attack_crosswise(targets(text), targets(text))
    assert count > still


def test_evidence_of_one_policy_is_none_for_another() -> None:
    pairs = ((LADDER, GATE), (GATE, LADDER))
    counts = [attack_crosswise(targets(one), targets(other)) for one, other in pairs]
    assert all(count > 50 and still < count / 2 for count, still in counts)


@pytest.mark.parametrize("text", [LADDER, GATE], ids=["ladder", "gate"])
def test_evidence_of_a_policy_that_differs_in_one_place_shows_no_wrong_verdict(text: str) -> None:
    false, count, _ = attack_beside(text, 100 if EVERYTHING else 8)
    assert false > 20
    assert count > false
