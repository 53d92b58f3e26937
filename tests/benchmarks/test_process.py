"""Measuring whole processes."""

from __future__ import annotations

import sys

from benchmarks.process import measure


def test_what_works_through_a_child_is_stopped_as_a_whole() -> None:
    run = measure([sys.executable, "-c", "import subprocess; subprocess.run(['sleep', '5'])"], 0.5)
    assert run.is_stopped
    assert 0.5 <= run.cpu <= run.wall < 5


def test_what_ends_in_time_is_not_stopped() -> None:
    run = measure([sys.executable, "-c", "print(sum(range(10)))"], 60)
    assert (run.is_stopped, run.output) == (False, "45\n")
