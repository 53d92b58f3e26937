"""The engine `spacer` decides invariants and separations; questions of paths are not its kind."""

from __future__ import annotations

import pytest

from bcm_formal.system.questions import Path, Question
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget, Engine
from bcm_formal.verify.spacer.engine import Spacer
from tests.conformance.engine_conformance import EngineConformance

pytestmark = pytest.mark.slow


class TestSpacer(EngineConformance):
    budget = Budget(work=200_000)

    def make(self) -> Engine:
        return Spacer()

    def may_give_up(self, question: Question, expected: Outcome) -> bool:
        return isinstance(question, Path)
