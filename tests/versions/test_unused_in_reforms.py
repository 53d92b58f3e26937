"""What is told to be unused when a reform is checked: only what the reform itself brings, and nowhere uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.diagnostics import read_source
from bcm_formal.versions.loading import reading_of_reform

POLICY = """policy stay "Stay"
  time in months
  in force 2026-01-01

source ACT "Act"
source LATER "A later act"

layer temporary
layer settlement

parameter settle_after = 5 years
  source ACT
parameter later_still = 9 years

clock residence

status worker  in temporary
status settled in settlement

transition settle from worker to settled by law
  when residence at least settle_after
  in force before 2028-01-01
  source ACT
transition settle from worker to settled by law
  when residence at least later_still
  in force from 2028-01-01
  source LATER

start in worker

property path: every person in worker can reach settled
"""
HEAD = 'reform r "R" of "stay.bcm"\n  in force 2027-01-01\n\n'
AMEND = "amend transition settle\n  drop when residence at least settle_after\n  add when residence at least 1 month\n"


def unused(tmp_path: Path, reform: str) -> list[str]:
    (tmp_path / "stay.bcm").write_text(POLICY, encoding="utf-8")
    (tmp_path / "r.bcm").write_text(HEAD + reform, encoding="utf-8")
    found = reading_of_reform(read_source(tmp_path / "r.bcm"))
    assert found.model is not None
    return [item.span.text for item in found.diagnostics if item.code in ("BCM601", "BCM605") and item.span]


def test_what_the_policy_declares_is_not_told_where_the_reform_leaves_it_without_use(tmp_path: Path) -> None:
    assert unused(tmp_path, AMEND) == []


@pytest.mark.parametrize(
    "line",
    [
        "move in worker with residence at least some_time to settled\n",
        "transitional t\n  for in worker with residence at least some_time: keep all\n",
    ],
)
def test_what_moves_and_provisions_speak_of_is_used(tmp_path: Path, line: str) -> None:
    assert unused(tmp_path, f"parameter some_time = 1 month\n{AMEND}\n{line}") == []


def test_a_source_that_only_a_move_cites_is_used(tmp_path: Path) -> None:
    source = 'source BILL "A bill"\n\n'
    assert unused(tmp_path, f"{source}{AMEND}\nmove in worker to settled\n  source BILL\n") == []


def test_what_the_reform_brings_and_nowhere_uses_is_told(tmp_path: Path) -> None:
    reform = f'source BILL "A bill"\n\nparameter some_time = 1 month\n{AMEND}'
    assert unused(tmp_path, reform) == ["BILL", "some_time"]
