"""A threshold of income that can be gone around: what is told, set, stored and exported is in the units of the text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.loading import model_of
from tests.builders.running import bcm

WORK = 200
"""enough for the narrow range, and far less than the wide one has values"""

TEXT = """policy means "Means"
  time in months

layer inside

actor authority

parameter minimum = 3000000 JPY between 1000000 JPY and 5000000 JPY

attribute income "Yearly income": 0 to {most} JPY, starts any
attribute share:                  0 to 100 percent, fixed

status worker  in inside
status settled in inside

event lose in worker by authority
  when share at least 90 percent
  set income = smaller of income and 100 JPY
transition settle from worker to settled by authority
  when income at least minimum

start in worker

property kept:
  no person in settled with income less than 3000000 JPY
property way:
  every person in worker can reach settled
property poor:
  no person in settled with income at most 3500000 JPY and share at least 50 percent
"""


class Runs:
    def __init__(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.given = monkeypatch, capfd
        (tmp_path / "m.bcm").write_text(TEXT.format(most=10**7), encoding="utf-8")
        monkeypatch.chdir(tmp_path)

    def out(self, *words: str) -> str:
        return " ".join(bcm(*self.given, *words).out.split())


def test_a_life_is_told_with_units(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    out = Runs(tmp_path, monkeypatch, capfd).out("check", "m.bcm", "--fresh")
    assert "HOLDS kept" in out
    assert "VIOLATED way" in out
    assert "income at least minimum (minimum is 3000000 JPY); has 0 JPY (3000000 JPY short)" in out
    assert "VIOLATED poor" in out
    assert "worker; income 3000000 JPY, share 50 percent" in out


def test_a_parameter_is_set_with_its_unit_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    runs = Runs(tmp_path, monkeypatch, capfd)
    out = runs.out("check", "m.bcm", "--fresh", "--set", "minimum=1000000 JPY")
    assert "VIOLATED kept" in out
    assert "minimum = 1000000 JPY, set instead of 3000000 JPY" in out
    monkeypatch_given, capfd_given = runs.given
    for value, remedy in (("1000000", "write a unit: `1000000 JPY`"), ("1000000 EUR", "a whole number in JPY")):
        ran = bcm(monkeypatch_given, capfd_given, "check", "m.bcm", "--set", f"minimum={value}")
        assert ran.code == 2
        assert "BCM301" in ran.err
        assert remedy in ran.err


def test_stored_proofs_are_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    runs = Runs(tmp_path, monkeypatch, capfd)
    runs.out("prove", "m.bcm", "--property", "kept")
    assert "income at least 3000000 JPY" in (tmp_path / "proofs" / "means" / "kept.txt").read_text("utf-8")
    assert "1 of 1 proof holds" in runs.out("verify-proofs", "proofs", "--model", ".")


def test_a_wide_range_in_a_unit_is_decided_with_the_work_of_a_narrow_one() -> None:
    def found(most: int) -> list[Outcome]:
        text = TEXT.replace("3000000", str(most // 3)).replace("3500000", str(most // 2))
        text = text.replace(" between 1000000 JPY and 5000000 JPY", "").replace("100 JPY", f"{most // 5} JPY")
        model = model_of(text.format(most=most))
        portfolio, system = Portfolio(budget=Budget(work=WORK)), TransitionSystem(model)
        return [portfolio.decide(system, item).outcome for item in model.properties]

    assert found(10**7) == found(100) == [Outcome.HOLDS, Outcome.VIOLATED, Outcome.VIOLATED]


def test_exports_have_numbers_and_their_units(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    runs = Runs(tmp_path, monkeypatch, capfd)
    types = {item["name"]: item["type"] for item in json.loads(runs.out("export", "json", "m.bcm"))["attributes"]}
    assert types["income"] == {"type": "range", "low": 0, "high": 10**7, "unit": "JPY"}
    assert types["share"] == {"type": "range", "low": 0, "high": 100, "unit": "percent"}
    assert "0..10000000" in runs.out("export", "smv", "m.bcm")
