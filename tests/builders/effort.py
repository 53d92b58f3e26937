"""How much random tests try, as a multiple of what they usually do: `BCM_EFFORT`, 1 unless given.

`make quick` sets less, `make nightly` and `make fuzz` more. Each example is drawn from its number alone, so that a
failure names what shows it, and more effort goes on where less ended.
"""

from __future__ import annotations

import os

EFFORT = float(os.environ.get("BCM_EFFORT", "1"))
EVERYTHING = EFFORT > 1
"""whether tests that usually take a sample take all"""


def tries(usual: int) -> int:
    """How many examples to try where `usual` are tried usually; at least one."""
    return max(1, round(usual * EFFORT))
