"""The engine `regions` gives every known verdict where attributes have finitely many values."""

from __future__ import annotations

from bcm_formal.system.questions import Question
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget, Engine
from bcm_formal.verify.regions import Regions
from tests.conformance.engine_conformance import EngineConformance, has_unbounded_integers


class TestRegions(EngineConformance):
    budget = Budget(work=100_000)

    def make(self) -> Engine:
        return Regions()

    def may_give_up(self, question: Question, expected: Outcome) -> bool:
        return has_unbounded_integers(question)
