"""What is said of a question that stays open: only of engines that tried, else which could."""

from __future__ import annotations

import pytest

from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Undecided
from bcm_formal.trust.verdict import Unknown
from bcm_formal.verify import portfolio
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import AUTO, ENGINES, Portfolio
from bcm_formal.verify.regions.engine import Regions
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
