"""`bcm check --sources`: what rules rest on, told in every format, with the exit codes of elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders.running import bcm
from tests.builders.texts import SOURCED

ON_A_DAY = ("--sources", "--as-of", "2026-11-27")
FULLY = """policy stay "Stay"
  time in months

source ACT "Act on Residence" url "https://law.example/act" checked 2026-11-01

layer inside

actor authority

status guest   in inside
status settled in inside

transition settle from guest to settled by authority
  source ACT "section 4"
  confidence high

start in guest

property path:
  every person in guest can reach settled
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "stay.bcm").write_text(SOURCED, encoding="utf-8")
    (tmp_path / "sourced.bcm").write_text(FULLY, encoding="utf-8")
    (tmp_path / "wrong.bcm").write_text("policy", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_says_what_is_wanting(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    ran = bcm(monkeypatch, capfd, "check", "stay.bcm", *ON_A_DAY)
    assert ran.code == 0
    assert ran.out == PAGE


PAGE = """\
Stay  stay.bcm
10 rules: 1 of high confidence, 1 of medium confidence, 2 of low confidence, 2 assumed, 4 that say
  none; 3 without a source. 4 sources: 1 without an address, 2 not checked in the 12 months up to
  2026-11-27

Rules without a source
  residence  clock, stay.bcm:23
  learn  event, stay.bcm:38
  idle  limit, stay.bcm:46

Rules of low confidence
  away  window, stay.bcm:26, by TOLD
  learn  event, stay.bcm:38

Rules that are assumed
  grace  parameter, stay.bcm:17
  spare  clock, stay.bcm:24: assumption: it runs

Sources without an address
  TOLD  What an adviser told, checked 2026-11-27, cited by away, settle, life

Sources not checked in time
  OLD  Guide of before <https://law.example/old>, checked 2025-11-26, cited by guest
  SEEN  A page that nobody dated <https://law.example/page>, never checked, cited by works
"""


def test_the_short_page_is_a_summary_and_the_long_one_has_all_sources(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    short = bcm(monkeypatch, capfd, "check", "sourced.bcm", *ON_A_DAY, "--format", "concise").out
    assert short == ("Stay  sourced.bcm\n1 rule: 1 of high confidence. 1 source, with an address and checked in time\n")
    long = bcm(monkeypatch, capfd, "check", "sourced.bcm", *ON_A_DAY, "-v").out
    assert "ACT  Act on Residence <https://law.example/act>, checked 2026-11-01, cited by settle" in long


def test_markdown_has_a_table_of_sources_with_what_cites_them(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    told = bcm(monkeypatch, capfd, "check", "stay.bcm", *ON_A_DAY, "--format", "markdown").out
    assert "\n| `OLD` Guide of before | https\\://law.example/old | 2025-11-26 ⚠ | `guest` |\n" in told
    assert "\n| `idle` | limit | not said | none ⚠ |\n" in told


def test_json_says_the_same_whatever_the_day_of_the_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    command = ("check", "stay.bcm", *ON_A_DAY, "--format", "json", "--output", "json=told.json")
    ran = bcm(monkeypatch, capfd, *command)
    assert ran.out == (folder / "told.json").read_text("utf-8")
    (model,) = json.loads(ran.out)["models"]
    assert [rule["name"] for rule in model["rules"] if rule["without_source"]] == [
        "residence",
        "learn",
        "idle",
    ]
    assert [item["name"] for item in model["sources"] if item["overdue"]] == ["OLD", "SEEN"]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("stay.bcm",), 0),
        (("stay.bcm", "--strict"), 2),
        (("sourced.bcm", "--strict"), 0),
        (("sourced.bcm", "--strict", "--checked-within", "0"), 2),
        (("sourced.bcm", "wrong.bcm"), 2),
        (("sourced.bcm", "absent.bcm"), 2),
    ],
)
def test_it_leaves_with_the_codes_of_elsewhere(
    args: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert bcm(monkeypatch, capfd, "check", *ON_A_DAY, *args).code == code


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("--sources", "--mutate"), "--mutate"),
        (("--sources", "--property", "path"), "--property"),
        (("--sources", "--expected"), "--expected"),
        (("--sources", "--format", "junit"), "junit"),
        (("--checked-within", "3"), "--sources"),
        (("--as-of", "2026-01-01"), "--sources"),
        (("--sources", "--as-of", "yesterday"), "yesterday"),
    ],
)
def test_what_does_not_go_with_it_is_refused(
    args: tuple[str, ...], word: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = bcm(monkeypatch, capfd, "check", "sourced.bcm", *args)
    assert ran.code == 2
    assert word in ran.err
