"""The same model gives the same bytes: JSON reports and proofs, whatever the order in which Python hashes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proofs.policies import GATE, LADDER

ROOT = Path(__file__).parents[2]
TEXTS = {"ladder": LADDER, "gate": GATE}


def made(model: Path, at: Path, seed: str) -> dict[str, str]:
    """The digest of every file that a check and a proof of the model write in a process of their own."""
    at.mkdir()
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    for command in (("check", "--fresh", "--output", f"json={at / 'report.json'}"), ("prove", "--out", str(at))):
        name, *options = command
        ran = subprocess.run(
            [sys.executable, "-m", "bcm_formal", name, str(model), *options],
            cwd=at,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert ran.returncode in (0, 1), ran.stderr.decode()
    files = sorted(path for path in at.rglob("*") if path.is_file())
    return {str(path.relative_to(at)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("name", TEXTS)
def test_ten_runs_with_ten_orders_of_hashing_write_the_same_bytes(tmp_path: Path, name: str) -> None:
    model = tmp_path / f"{name}.bcm"
    model.write_text(TEXTS[name], encoding="utf-8")
    first = made(model, tmp_path / "first", "0")
    assert len(first) > 5
    for seed in range(10):
        assert first == made(model, tmp_path / f"run{seed}", str(seed))


def test_a_shipped_model_is_proved_by_the_same_bytes(tmp_path: Path) -> None:
    model = ROOT / "models" / "germany" / "germany.bcm"
    first = made(model, tmp_path / "first", "0")
    assert len(first) > 100
    for seed in (0, 1, 9):
        assert first == made(model, tmp_path / f"run{seed}", str(seed))
