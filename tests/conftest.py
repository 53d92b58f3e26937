"""Settings for all tests: no test knows what another proved; of Hypothesis: speed of the machine does not matter, and
by day all examples are the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.builders.effort import EFFORT, tries

TESTS = Path(__file__).parent

os.environ["BCM_CACHE"] = "off"
settings.register_profile("bcm", deadline=None, derandomize=EFFORT <= 1, max_examples=tries(100))
settings.load_profile("bcm")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """One process runs all tests of a file in which tests are marked to be run by one (xdist 3.8 tells it by a change
    of their names that pytest 9.2 no longer sees)."""
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

    together = {path for path in TESTS.rglob("test_*.py") if "mark.xdist_group(" in path.read_text(encoding="utf-8")}

    class ByFile(LoadScopeScheduling):  # type: ignore[misc, unused-ignore]
        def _split_scope(self, nodeid: str) -> str:
            path = nodeid.split("::", 1)[0]
            return path if TESTS.parent / path in together else nodeid

    return ByFile(config, log)
