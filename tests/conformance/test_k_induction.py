"""The engine `k_induction` proves what never happens where few steps show it, and claims nothing else."""

from __future__ import annotations

import pytest

from bcm_formal.system.questions import Question
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget, Engine
from bcm_formal.verify.k_induction.engine import KInduction
from tests.conformance.engine_conformance import EngineConformance

pytestmark = pytest.mark.slow


class TestKInduction(EngineConformance):
    budget = Budget(work=20_000)

    def make(self) -> Engine:
        return KInduction()

    def may_give_up(self, question: Question, expected: Outcome) -> bool:
        return True
