"""What would have to change for the months of the programmes to lead anywhere: their counting alone, or more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders.running import bcm

ROOT = Path(__file__).parents[2]
FOLDER = "models/temporary_only"


def verdict_on_no_bridge(path: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> str:
    monkeypatch.chdir(ROOT)
    ran = bcm(monkeypatch, capfd, "check", "--fresh", path, "--property", "no_bridge", "--format", "json")
    (found,) = json.loads(ran.out)["models"][0]["properties"]
    assert found["name"] == "no_bridge"
    return str(found["verdict"])


@pytest.mark.parametrize(
    ("file", "verdict"),
    [
        ("temporary_only.bcm", "HOLDS"),
        ("reforms/months_count.bcm", "HOLDS"),
        ("reforms/months_count_and_suffice.bcm", "VIOLATED"),
    ],
)
def test_that_months_count_opens_no_way_unless_they_suffice(
    file: str, verdict: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert verdict_on_no_bridge(f"{FOLDER}/{file}", monkeypatch, capfd) == verdict
