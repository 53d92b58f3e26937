"""What is said of a question that stays open: only of engines that tried, else which could."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.verdict import Holds, Shown, Unknown, Violated
from bcm_formal.verify import portfolio
from bcm_formal.verify.decided import Before, Decided, Recall
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import AUTO, ENGINES, Portfolio
from bcm_formal.verify.regions.engine import Regions
from tests.builders import policies
from tests.builders.ladder import LADDER
from tests.builders.loading import model_of

DESPITE = "every person in worker can reach goal despite 1 adverse event"
MUST = "every person in worker must reach goal"


class Shrug(Regions):
    """An engine for every question that never knows."""

    def run(self, question: object, budget: object) -> Undecided:
        return Undecided(self.name, "it does not know")


def asked(sentence: str, engine: str = "auto") -> tuple[str, tuple[tuple[str, str], ...]]:
    """Why there is no answer, and the engines that had none."""
    model = model_of(f"{LADDER}property p1: {sentence}\n")
    decided = Portfolio(engine, Budget()).decide(TransitionSystem(model), model.properties[0])
    assert isinstance(decided.verdict, Unknown)
    return decided.verdict.reason, decided.tried


@pytest.mark.parametrize("sentence", [DESPITE, MUST])
def test_of_engines_that_are_not_for_a_question_nothing_is_said(sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio, "ENGINES", {**ENGINES, "regions": Shrug})
    assert asked(sentence) == ("regions: it does not know", (("regions", "it does not know"),))


@pytest.mark.parametrize("engine", [name for name in AUTO if name != "regions"])
@pytest.mark.parametrize("sentence", [DESPITE, MUST])
def test_where_no_engine_that_may_be_asked_is_for_it_those_that_are_get_named(sentence: str, engine: str) -> None:
    expected = f"{engine} cannot answer a question of this kind; ask for --engine regions, or for none, which asks all"
    assert asked(sentence, engine) == (expected, ())


def test_every_engine_for_a_question_is_named() -> None:
    reason, _ = asked("every person in worker can reach goal", "spacer")
    assert "ask for --engine regions, --engine pathways or --engine explicit, or for none" in reason


# --- remembered claims ---

TEXT = policies.LADDER


def decided(name: str, recall: Recall | None = None) -> Decided:
    """The verdict on a property of the ladder."""
    system = TransitionSystem(model_of(TEXT))
    return Portfolio(recall=recall).decide(system, system.model.property[name])


def claim_of(found: Decided) -> Claim:
    assert isinstance(found.verdict, Holds | Violated)
    evidence = found.verdict.evidence
    assert isinstance(evidence, Shown)
    return Claim(found.outcome, evidence.certificate, evidence.engine, evidence.somebody)


def test_a_remembered_claim_that_is_accepted_again_is_the_verdict_and_no_engine_decides() -> None:
    first = decided("robust")
    before = Before(claim_of(first), (("explicit", "too large"),), ("a note",), True)
    again = decided("robust", lambda _, item: before if item.name == "robust" else None)
    assert again.recalled
    assert again.reused
    assert again.tried == before.tried
    assert again.notes == before.notes
    assert again.outcome is first.outcome
    assert claim_of(again) == claim_of(first)
    assert not first.recalled
    assert not decided("robust", lambda _, item: None).recalled


@pytest.mark.parametrize("other", ["speaks_when_settled", "early_worker"])
def test_a_remembered_claim_that_shows_nothing_is_left_aside(other: str) -> None:
    first = decided("robust")
    wrong = claim_of(decided(other))
    for claim in (wrong, replace(wrong, outcome=Outcome.VIOLATED), replace(claim_of(first), outcome=Outcome.VIOLATED)):
        before = Before(claim, (), (), False)
        again = decided("robust", lambda _, item, before=before: before)  # type: ignore[misc]
        assert not again.recalled
        assert claim_of(again) == claim_of(first)
