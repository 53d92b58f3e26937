"""The engine `bounded` finds every trace and claims nothing else."""

from __future__ import annotations

import pytest

from bcm_formal.system.questions import Path, Question, Safety, Witness
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.bounded.engine import Bounded
from bcm_formal.verify.engine import Budget, Engine
from tests.conformance.engine_conformance import EngineConformance

pytestmark = pytest.mark.slow


class TestBounded(EngineConformance):
    budget = Budget(work=20_000)

    def make(self) -> Engine:
        return Bounded()

    def may_give_up(self, question: Question, expected: Outcome) -> bool:
        if isinstance(question, Path):
            return True
        trace_refutes = isinstance(question, Safety) or (isinstance(question, Witness) and question.denied)
        return expected is not (Outcome.VIOLATED if trace_refutes else Outcome.HOLDS)
