"""A test that hangs or crashes ends the run, which names it, whatever was still to be done."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
HANGS = """
    lock = threading.Lock()
    with lock, lock: pass
"""
CRASHES = """
    os.kill(os.getpid(), signal.SIGABRT)
"""
FILE = """
import os, pytest, signal, threading

@pytest.mark.parametrize("number", range(8))
def test_before(number): pass

def test_in_the_middle():{}
@pytest.mark.parametrize("number", range(8))
def test_after(number): pass
"""


@pytest.mark.parametrize("deed", [HANGS, CRASHES], ids=["hangs", "crashes"])
def test_a_test_whose_process_is_lost_ends_the_run_and_is_named(tmp_path: Path, deed: str) -> None:
    shared = re.search(r"^SHARED := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert shared is not None
    (tmp_path / "test_it.py").write_text(FILE.format(deed), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", *shared[1].split(), "-q", "-p", "no:cacheprovider"]
    command += [
        "-c",
        str(ROOT / "pyproject.toml"),
        "-o",
        "faulthandler_timeout=2",
        f"--rootdir={tmp_path}",
        str(tmp_path),
    ]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert "1 failed" in ran.stdout, ran.stdout + ran.stderr
    assert "crashed while running 'test_it.py::test_in_the_middle'" in ran.stdout
    assert re.search(r'test_it.py", line \d+ in test_in_the_middle', ran.stderr)
    assert ran.returncode == 1
