"""`--set` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders.running import bcm

TEXT = """policy permits "Permits"
  time in months

layer inside
status guest   in inside
status settled in inside

parameter settle_after = 5 years between 1 year and 10 years

transition settle from guest to settled by person
  when time_in_status at least settle_after

start in guest

property way: every person in guest can reach settled within 6 years
"""
SET = ("--set", "settle_after=7 years")


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "permits.bcm"
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def test_a_value_is_set_and_the_report_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], model: Path
) -> None:
    plain = json.loads(bcm(monkeypatch, capfd, "check", str(model), "--format", "json").out)
    other = json.loads(bcm(monkeypatch, capfd, "check", str(model), "--format", "json", *SET).out)
    found = [
        (report["models"][0]["properties"][0]["verdict"], report["models"][0]["assumptions"])
        for report in (plain, other)
    ]
    assert found == [
        ("HOLDS", [{"kind": "parameter", "what": "settle_after = 5 years (could be 1 year to 10 years)"}]),
        ("VIOLATED", [{"kind": "set", "what": "settle_after = 7 years, set instead of 5 years"}]),
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("settle_after", "`settle_after` is not NAME=VALUE"),
        ("settle_after=", "`settle_after=` is not NAME=VALUE"),
        ("=7 years", "`=7 years` is not NAME=VALUE"),
        ("settle_afer=7 years", "did you mean `settle_after`?"),
        ("settle_after=7", "write a unit: `7 months`"),
        ("settle_after=70 years", "the value 70 years is not between 1 year and 10 years"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], model: Path, value: str, said: str
) -> None:
    ran = bcm(monkeypatch, capfd, "check", str(model), "--set", value)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())


def test_two_values_for_one_parameter_are_refused(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], model: Path
) -> None:
    ran = bcm(monkeypatch, capfd, "check", str(model), *SET, "--set", "settle_after=8 years")
    assert (ran.code, "given two values" in ran.err) == (2, True)


def test_every_command_that_reads_a_model_takes_values(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], model: Path
) -> None:
    for args in (
        ("check", str(model), "--mutate", "--limit", "2"),
        ("explain", "way", str(model)),
        ("simulate", str(model), "--random", "2"),
        ("export", "json", str(model)),
        ("export", "smv", str(model)),
        ("draw", str(model), "-o", "permits.dot"),
    ):
        assert bcm(monkeypatch, capfd, *args, *SET).code == 0, args
        assert bcm(monkeypatch, capfd, *args, "--set", "settle=7 years").code == 2, args
    assert '"instead_of": "5 years"' in bcm(monkeypatch, capfd, "export", "json", str(model), *SET).out


def test_proofs_are_of_the_values_that_were_set(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], model: Path
) -> None:
    kept = ("--set", "settle_after=3 years")
    wrote = bcm(monkeypatch, capfd, "prove", str(model), *kept)
    assert (wrote.code, "BCM918" in wrote.err) == (0, True)
    verify = ("verify-proofs", "proofs", "--model", str(model), "--solver", "z3")
    assert bcm(monkeypatch, capfd, *verify, *kept).code == 0
    refused = bcm(monkeypatch, capfd, *verify)
    assert refused.code != 0
    assert "BCM921" in refused.out + refused.err
