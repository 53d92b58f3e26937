"""The engine `regions` gives every known verdict."""

from __future__ import annotations

from bcm_formal.verify.engine import Budget, Engine
from bcm_formal.verify.regions import Regions
from tests.conformance.engine_conformance import EngineConformance


class TestRegions(EngineConformance):
    budget = Budget(work=100_000)

    def make(self) -> Engine:
        return Regions()
