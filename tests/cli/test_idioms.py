"""The page of idioms: every policy on it is sound, canonical, and what it says holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.builders.running import bcm

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "idioms.md").read_text(encoding="utf-8")
SECTIONS = re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
POLICY = re.compile(r"```text\n(policy .*?)```", re.DOTALL)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda text: text.splitlines()[0])
def test_each_idiom_is_a_policy_whose_properties_hold(
    section: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (model,) = POLICY.findall(section)
    (tmp_path / "m.bcm").write_text(model, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", "--strict", "--format", "json")
    verdicts = {item["name"]: item["verdict"] for item in json.loads(ran.out)["models"][0]["properties"]}
    assert (ran.code, ran.err, set(verdicts.values())) == (0, "", {"HOLDS"})
    assert bcm(monkeypatch, capfd, "fmt", "--check", "m.bcm").out == ""


def test_each_idiom_says_what_is_lost() -> None:
    assert len(SECTIONS) == 4
    assert [section for section in SECTIONS if "**What is lost.**" not in section] == []


def section(title: str) -> str:
    return next(item for item in SECTIONS if item.startswith(title))


@pytest.mark.parametrize(
    ("title", "taken_away", "put", "broken"),
    [
        ("Several permits", "  set work_permit = no\ntransition settle", "transition settle", "nobody_works_abroad"),
        ("Families", "at least 3 years\n", "at least 3 years\n   and sponsor at least temporary\n", "even_if_left"),
        ("Lotteries", "  when time_in_status at least 2 years\n", "", "luck_is_quicker"),
        ("Quotas", "  when waiting at least 36 months\n", "  when free_place\n", "path_in_any_case"),
    ],
)
def test_without_the_rule_that_makes_it_so_a_property_does_not_hold(
    title: str,
    taken_away: str,
    put: str,
    broken: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (model,) = POLICY.findall(section(title))
    assert taken_away in model
    (tmp_path / "m.bcm").write_text(model.replace(taken_away, put), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", "--format", "json")
    found = json.loads(ran.out)["models"][0]["properties"]
    assert broken in [item["name"] for item in found if item["verdict"] == "VIOLATED"]
