"""A test that hangs is ended by its limit, named, and keeps no other test from running."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SETTINGS = Path(__file__).parents[2] / "pyproject.toml"
HANGS = """
import threading

def test_before(): pass

def test_in_the_middle():
    lock = threading.Lock()
    with lock, lock: pass

def test_after(): pass

def test_last(): pass
"""


def test_a_test_that_hangs_is_ended_and_named(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(HANGS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", "-c", str(SETTINGS)]
    command += ["-o", "faulthandler_timeout=2", f"--rootdir={tmp_path}", str(tmp_path)]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert "1 failed, 3 passed" in ran.stdout, ran.stdout + ran.stderr
    assert "crashed while running 'test_it.py::test_in_the_middle'" in ran.stdout
    assert 'test_it.py", line 8 in test_in_the_middle' in ran.stderr
