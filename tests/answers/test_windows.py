"""What is told of windows: what they show, under their names, and nothing of the parts they are made of."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.builders.running import bcm

MODEL = """policy stays "Stays"
  time in quarters
layer inside
actor authority
clock residence
  runs in inside
window absent "Days away in the last year": counts in away over 1 year in 4 parts
status resident in inside
status away in inside
status settled in inside
transition travel from resident to away by person
transition come_back from away to resident by person
transition settle from resident to settled by authority
  when residence at least 5 years
   and absent at most 2 quarters
start in resident
property path: every person in resident with absent at least 3 quarters can reach settled
property never: no person in settled with absent is 1 quarter
scenario one
  start in resident
  travel
  after 3 quarters: come_back
  after 5 years
  expect settle possible
  expect absent is 0 quarters
scenario wrong
  start in resident
  after 5 years: travel
  after 3 quarters: come_back
  settle
"""
SCHEMA = Path(__file__).resolve().parents[2] / "bcm_formal" / "views" / "report" / "report.schema.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.bcm").write_text(MODEL, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("form", ["text", "json", "markdown", "junit", "github"])
@pytest.mark.usefixtures("folder")
def test_no_report_names_a_part_of_a_window(
    form: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", "-v", "--fresh", "--format", form)
    assert ran.code == 1
    assert "absent" in ran.out
    assert "$" not in ran.out


@pytest.mark.usefixtures("folder")
def test_a_report_says_what_windows_show(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", "--fresh", "--format", "json")
    report = json.loads(ran.out)
    jsonschema.validate(report, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert '"windows"' in ran.out
    text = bcm(monkeypatch, capfd, "check", "m.bcm", "--fresh").out
    assert "absent 3 quarters" in text  # who the life is told of
    assert "asks absent at most 2 quarters; has 3 quarters" in text.replace("\n", " ").replace("  ", "")


@pytest.mark.usefixtures("folder")
def test_what_cannot_be_translated_is_said(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    ran = bcm(monkeypatch, capfd, "export", "smv", "m.bcm")
    assert ran.code != 0
    assert "`absent` is a window, and those are not translated" in ran.err
    exported = json.loads(bcm(monkeypatch, capfd, "export", "json", "m.bcm").out)
    assert [(item["name"], item["over"], item["parts"]) for item in exported["windows"]] == [("absent", 4, 4)]
    assert "$absent" not in json.dumps(exported)


@pytest.mark.usefixtures("folder")
def test_simulated_lives_wait_over_the_ends_of_parts(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = bcm(monkeypatch, capfd, "simulate", "m.bcm", "--random", "12", "--seed", "3")
    assert (ran.code, ran.err) == (0, "")
    assert "Days away in the last year" in ran.out
    assert "$" not in ran.out
