"""The main engine: zones over clocks times decision diagrams over attributes, one backward fixpoint at a time."""

from __future__ import annotations

from bcm_formal.verify.regions.engine import Regions

__all__ = ["Regions"]
