"""The engine `explicit` gives every known verdict."""

from __future__ import annotations

from bcm_formal.verify.engine import Engine
from bcm_formal.verify.explicit.engine import Explicit
from tests.conformance.engine_conformance import EngineConformance


class TestExplicit(EngineConformance):
    def make(self) -> Engine:
        return Explicit()
