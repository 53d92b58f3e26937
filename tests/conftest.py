"""Settings of Hypothesis for all tests: speed of the machine does not matter; by day all examples are the same."""

from __future__ import annotations

from hypothesis import settings

from tests.builders.effort import EFFORT, tries

settings.register_profile("bcm", deadline=None, derandomize=EFFORT <= 1, max_examples=tries(100))
settings.load_profile("bcm")
