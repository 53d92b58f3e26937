"""The same input gives the same bytes, in every format and at any time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bcm_formal.api import drawing
from bcm_formal.api.loading import load
from tests.builders.running import SOUND, lay_out

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "cases"
FORMS = ("text", "concise", "json", "junit", "github", "markdown")
PICTURES = ("svg", "png", "pdf", "dot", "mmd")
FAILING = SOUND.replace("after 5 years: settle", "after 4 years: settle") + 'layer spare "Spare"\n'


def test_reports_are_the_same_bytes_whatever_order_sets_have(tmp_path: Path) -> None:
    lay_out({"a/failing.bcm": FAILING, "a/broken.bcm": SOUND.replace("employed", "emploied", 1)}, tmp_path)
    lay_out({"a/nondet.bcm": (CASES / "nondet_obligations.bcm").read_bytes()}, tmp_path)
    found = []
    for seed in ("1", "2"):
        outputs = [f"--output={form}={form}.{seed}" for form in FORMS]
        command = [sys.executable, "-m", "bcm_formal", "check", "a", "-v", *outputs]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
        found.append((done.stdout, done.stderr, [(tmp_path / f"{form}.{seed}").read_bytes() for form in FORMS]))
    assert found[0] == found[1]


@pytest.mark.parametrize("form", PICTURES)
def test_pictures_are_the_same_bytes_whenever_they_are_drawn(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = load(CASES / "umlauts_cp1252.bcm")
    first = drawing.draw(model, form, highlight="x")
    assert first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert first == drawing.draw(model, form, highlight="x")
    assert os.environ["SOURCE_DATE_EPOCH"] == "1000000000"
