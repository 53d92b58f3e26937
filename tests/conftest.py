"""Settings for all tests: no test knows what another proved; of Hypothesis: speed of the machine does not matter, and
by day all examples are the same."""

from __future__ import annotations

import os

from hypothesis import settings

from tests.builders.effort import EFFORT, tries

os.environ["BCM_CACHE"] = "off"
settings.register_profile("bcm", deadline=None, derandomize=EFFORT <= 1, max_examples=tries(100))
settings.load_profile("bcm")
