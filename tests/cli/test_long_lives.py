"""A count up to a large number is told, drawn, stored and checked again as one line, and as a short one is."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from bcm_formal.views.report.json_form import schema_text
from tests.builders.loading import model_of
from tests.builders.running import bcm
from tests.builders.told_traces import is_lived, traces_in

TEXT = """\
policy saving "Saving"
  time in months
layer inside
actor office
attribute coins: 0 to {last}, starts 0
status applicant in inside
status member in inside
event save in applicant by person
  when coins less than {last}
  set coins = coins + 1
event lose in applicant by office, adverse
  when coins more than 0
  set coins = coins - 1
event swap in applicant by person
  when coins at least 2
  set coins = coins - 2
transition join from applicant to member by person
  when coins at least {goal}
start in applicant
property can: every person in applicant can reach member
property despite: every person in applicant can reach member despite 1 adverse event
property some: some person in applicant can reach member
property rich: every person entering member has coins at least {more}
property never: no person in member
property first: member only after coins at least {more}
"""


@pytest.fixture
def saving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "saving.bcm"
    path.write_text(TEXT.format(last=10**6, goal=900_000, more=900_001), encoding="utf-8")
    return path


def test_what_is_told_of_a_long_count_is_what_is_told_of_a_short_one(
    saving: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    long = bcm(monkeypatch, capfd, "check", "--fresh", str(saving)).out
    saving.write_text(TEXT.format(last=40, goal=36, more=37), encoding="utf-8")
    short = bcm(monkeypatch, capfd, "check", "--fresh", str(saving)).out
    assert "save, 900,000 times (by the person): coins 0 → 900000" in long
    assert "applicant: save (900,000 times), join → member" in long
    for large, small in (("900,000", "36"), ("900000", "36"), ("900,001", "37"), ("900001", "37"), ("899999", "35")):
        long = long.replace(large, small)
    assert long.split("Setbacks")[0] == short.split("Setbacks")[0]
    assert long.partition("property some")[2] == short.partition("property some")[2]


def test_traces_in_json_hold_the_steps_of_a_round_and_are_lived(
    saving: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(bcm(monkeypatch, capfd, "check", "--fresh", "--format", "json", str(saving)).out)
    jsonschema.validate(document, json.loads(schema_text()))
    traces = traces_in(document)
    model = model_of(saving)
    repeats = [step for trace in traces for step in trace["steps"] if step["kind"] == "repeat"]
    assert {item["times"] for item in repeats} >= {900_000}
    assert [[step["rule"] for step in item["steps"]] for item in repeats] == [["save"]] * len(repeats)
    assert all(is_lived(model, trace) for trace in traces)


def test_evidence_with_repeats_is_stored_and_checked_again(
    saving: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert bcm(monkeypatch, capfd, "prove", "--property", "some", str(saving)).code == 0
    stored = next(path for path in saving.parent.rglob("*some*") if path.is_file())
    text = stored.read_text(encoding="utf-8")
    assert "  repeat 900000 times\n    do save\n  do join\n" in text
    again = ("verify-proofs", "--model", str(saving), str(stored))
    assert bcm(monkeypatch, capfd, *again).code == 0
    for other in ("repeat 899999 times", "repeat 1000001 times", "repeat 0 times", "repeat -1 times", "repeat  times"):
        stored.write_text(text.replace("repeat 900000 times", other), encoding="utf-8")
        assert bcm(monkeypatch, capfd, *again).code == 1, other


def test_a_long_count_is_drawn_as_one_step(
    saving: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    drawn = bcm(monkeypatch, capfd, "draw", "--highlight", "some", "-o", "drawn.mmd", str(saving))
    assert drawn.code == 0
    text = Path("drawn.mmd").read_text(encoding="utf-8")
    assert "[1]" in text
    assert "[2]" in text
    assert "[3]" not in text
