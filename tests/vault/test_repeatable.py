"""The same model gives the same bytes: JSON reports and proofs, whatever the order in which Python hashes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.effort import EVERYTHING
from tests.builders.policies import GATE, LADDER

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TEXTS = {"ladder": LADDER, "gate": GATE}
SEEDS = tuple(range(1, 11 if EVERYTHING else 5))


RUNS = """
import sys
from bcm_formal.cli.app import run

models = sys.argv[1:]
checks = ["check", "--fresh", "--output", "json=report.json", *models]
for command in (checks, *(["prove", "--out", ".", model] for model in models)):
    sys.argv = ["bcm", *command]
    assert run() in (0, 1)
"""


def made(models: list[Path], at: Path, seed: int) -> dict[str, str]:
    """The digest of every file that a check and proofs of the models write in a process of their own."""
    at.mkdir()
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", RUNS, *map(str, models)]
    ran = subprocess.run(command, cwd=at, env=environment, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    files = sorted(path for path in at.rglob("*") if path.is_file())
    return {str(path.relative_to(at)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_runs_with_different_orders_of_hashing_write_the_same_bytes(tmp_path: Path) -> None:
    models = [tmp_path / f"{name}.bcm" for name in TEXTS]
    for model, text in zip(models, TEXTS.values(), strict=True):
        model.write_text(text, encoding="utf-8")
    first = made(models, tmp_path / "first", 0)
    assert len(first) == 1 + 19 + 4
    for seed in SEEDS:
        assert first == made(models, tmp_path / f"run{seed}", seed)


def test_a_shipped_model_is_proved_by_the_same_bytes(tmp_path: Path) -> None:
    models = [ROOT / "models" / "germany" / "germany.bcm"]
    first = made(models, tmp_path / "first", 0)
    assert len(first) == 1 + len(list((ROOT / "proofs" / "germany").glob("*.txt")))
    for seed in SEEDS if EVERYTHING else SEEDS[:1]:
        assert first == made(models, tmp_path / f"run{seed}", seed)
