"""The package runs in a browser's Python, and says there what it says here.

`make suite` prepares this where there is Node; how long it took stands in `build/browser/reports/runs.json`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "browser"
MODELS = sorted(path.parent.name for path in ROOT.glob("models/*/expected.toml"))
REQUIRED = "BCM_BROWSER"
"""set where a run without these tests is no run"""


@pytest.fixture(scope="module")
def reports() -> Path:
    """A report of each shipped model, made in Pyodide."""
    if not os.environ.get(REQUIRED):
        if shutil.which("node") is None:
            pytest.skip("there is no Node to run Pyodide in")
        if not (BUILD / ".ready").exists():
            pytest.skip("Pyodide and its packages are not installed: make browser")
    at = BUILD / "reports"
    shutil.rmtree(at, ignore_errors=True)
    at.mkdir(parents=True)
    command = ["node", str(ROOT / "tests" / "browser" / "check.mjs"), *map(str, (BUILD, ROOT, at)), *MODELS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return at


def said(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("model", MODELS)
def test_shipped_models_have_the_verdicts_there_that_they_have_here(model: str, reports: Path) -> None:
    written = tomllib.loads((ROOT / "models" / model / "expected.toml").read_text(encoding="utf-8"))
    expected = written.get(f"{model}.bcm", written)
    found = {item["name"]: item["verdict"] for item in said(reports / f"{model}.json")["models"][0]["properties"]}
    assert found == {**dict.fromkeys(found, "HOLDS"), **expected["properties"]}
    assert said(reports / "runs.json")[model]["code"] == 0


def test_proofs_are_made_and_checked_again_there(reports: Path) -> None:
    runs = said(reports / "runs.json")
    assert (runs["prove"]["code"], runs["verify"]["code"]) == (0, 0), runs["verify"]["said"]
    assert re.search(r"^(\d+) of \1 proofs hold", runs["verify"]["said"], re.MULTILINE)


@pytest.mark.parametrize(
    ("command", "what"),
    [("cvc5", "the solver `cvc5` is not installed"), ("picture", "resvg_py is not installed")],
)
def test_what_is_missing_there_is_named(command: str, what: str, reports: Path) -> None:
    run = said(reports / "runs.json")[command]
    assert (run["code"], what in run["said"]) == (2, True), run["said"]


def test_drawings_as_text_need_no_more(reports: Path) -> None:
    for form in ("mermaid", "svg", "pdf"):
        assert said(reports / "runs.json")[form]["code"] == 0
