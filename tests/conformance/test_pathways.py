"""The engine `pathways` decides questions of paths; the others are not its kind."""

from __future__ import annotations

import pytest

from bcm_formal.system.questions import Path, Question
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget, Engine
from bcm_formal.verify.pathways.engine import Pathways
from tests.conformance.engine_conformance import EngineConformance, has_unbounded_integers

pytestmark = pytest.mark.slow


class TestPathways(EngineConformance):
    budget = Budget(work=5_000)

    def make(self) -> Engine:
        return Pathways()

    def may_give_up(self, question: Question, expected: Outcome) -> bool:
        return not isinstance(question, Path) or has_unbounded_integers(question)
