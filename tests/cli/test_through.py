"""`--on` and `--through` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bcm_formal.cli.options import with_days_joined
from tests.builders.running import bcm

TEXT = """policy permits "Permits"
  time in months
  in force 2020-01-01

layer outside
layer inside
status abroad in outside
status guest  in inside
status settled in inside

parameter wait = 12 months
  in force before 2021-07-01
parameter wait = 36 months
  in force from 2021-07-01

transition enter from abroad to guest by person
transition settle from guest to settled by person
  when time_in_status at least wait

limit stay in guest
  while time_in_status at most wait, then abroad

start in abroad

property soon:
  no person in settled with today less than 2022-01-01

property early:
  every person entering settled has time_in_status at least 36 months

scenario patient
  start in abroad
  after 6 months: enter
  after 36 months: settle
  expect in settled
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "permits.bcm"
    path.write_text(TEXT, encoding="utf-8")
    return path


def outcomes(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *args: str) -> list[str]:
    report = json.loads(bcm(monkeypatch, capfd, "check", "--format", "json", "--fresh", *args).out)
    models = report.get("models", [report])
    return [item["verdict"] for model in models for item in model["properties"]]


def test_a_life_through_two_laws_is_under_neither_alone(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], model: Path
) -> None:
    assert outcomes(monkeypatch, capfd, str(model)) == ["VIOLATED", "VIOLATED"]
    assert outcomes(monkeypatch, capfd, str(model), "--on", "2021-07-01") == ["HOLDS", "HOLDS"]
    assert outcomes(monkeypatch, capfd, str(model), "--through") == ["VIOLATED", "VIOLATED"]
    assert outcomes(monkeypatch, capfd, "--through", "2020-08-01", "2021-07-01", str(model)) == ["HOLDS", "HOLDS"]
    assert outcomes(monkeypatch, capfd, "--through", "2020-01-01", "2020-12-31", str(model)) == ["VIOLATED", "VIOLATED"]


def test_the_life_is_told_with_its_dates_and_laws(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], model: Path
) -> None:
    said = bcm(monkeypatch, capfd, "explain", "early", str(model), "--through", "--plain").out
    assert "2021-01-01, after 12 months" in said
    assert "the law of 2020-01-01, as it changes on 2021-07-01" in said


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--through", "2020-01-01"), "give the first and the last day"),
        (("--through", "2020-06-01", "2020-01-01"), "`2020-01-01` is before `2020-06-01`"),
        (("--through", "2020-13-01", "2021-01-01"), "`2020-13-01` is not a date"),
        (("--on", "2020-01-01", "--through", "2020-06-01", "2021-01-01"), "`--through` names the first day itself"),
    ],
)
def test_days_that_make_no_sense_are_refused(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    model: Path,
    args: tuple[str, ...],
    said: str,
) -> None:
    ran = bcm(monkeypatch, capfd, "check", str(model), *args)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())


def test_every_command_that_takes_a_day_takes_a_life(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], model: Path, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = (
        ("check", str(model), "--through", "--mutate"),
        ("explain", "soon", str(model), "--through"),
        ("prove", str(model), "--through"),
        ("verify-proofs", "--through", "--model", str(model)),
        ("draw", str(model), "-o", "permits.mmd", "--through", "2020-01-01", "2022-01-01"),
        ("export", "json", str(model), "--through"),
        ("simulate", str(model), "--random", "5", "--through"),
    )
    for args in commands:
        ran = bcm(monkeypatch, capfd, *args)
        assert ran.code in (0, 1), (args, ran.err)
        assert ran.err == "" or "error" not in ran.err, (args, ran.err)
    exported = json.loads(bcm(monkeypatch, capfd, "export", "json", str(model), "--through").out)
    assert exported["changes"] == ["2021-07-01"]


def test_a_life_whose_limits_change_is_not_written_for_nusmv(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], model: Path
) -> None:
    ran = bcm(monkeypatch, capfd, "export", "smv", str(model), "--through")
    assert "BCM915" in ran.err
    assert bcm(monkeypatch, capfd, "export", "smv", str(model)).code == 0


def test_days_after_through_are_one_value() -> None:
    assert with_days_joined(["m", "--through", "2020-01-01", "2021-01-01", "n"]) == [
        "m",
        "--through=2020-01-01 2021-01-01",
        "n",
    ]
    assert with_days_joined(["--through", "m.bcm"]) == ["--through=", "m.bcm"]
    assert with_days_joined(["--", "--through", "2020-01-01"]) == ["--", "--through", "2020-01-01"]
