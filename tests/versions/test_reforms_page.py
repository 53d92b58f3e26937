"""The page on reforms: its texts are read, are canonical, and say what the page says of them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bcm_formal.diagnostics import read_source
from bcm_formal.language.to_text import format_source
from bcm_formal.project.preparing import read
from bcm_formal.versions.bridging import Bridge, bridge
from bcm_formal.versions.change import model_of
from bcm_formal.versions.loading import change_of, reforms_of
from tests.builders.running import bcm, lay_out
from tests.builders.waiting import Person, first_month

FILE = Path(__file__).resolve().parents[2] / "docs" / "reforms.md"
PAGE = FILE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
POLICY = next(block for block in BLOCKS if block.startswith("policy "))
EARNED = next(block for block in BLOCKS if block.startswith("reform earned "))
LONGER = next(block for block in BLOCKS if block.startswith("reform longer "))
_ENTRY = r"\*\*([^*]+)\*\* \((A \d+[^)]*)\)[^`]*?(?:```text\n(.*?)```|`transitional` at all)"
CATALOGUE = re.findall(_ENTRY, PAGE, re.DOTALL)
WHO = "sector is {} and language is B2 and applied"
PERSONS = {
    "A": ("skilled", "office", 55),
    "B": ("skilled", "care", 55),
    "C": ("skilled", "office", 12),
    "D": ("skilled", "care", 12),
}


def _bridge(reform: str, home: Path) -> Bridge:
    lay_out({"settlement.bcm": POLICY, "reforms/r.bcm": reform}, home)
    return bridge(change_of(reforms_of([read_source(home / "reforms" / "r.bcm")])))


@pytest.mark.parametrize("reform", [EARNED, LONGER], ids=["earned", "longer"])
def test_the_reforms_of_the_page_make_a_sound_law_and_are_canonical(reform: str, tmp_path: Path) -> None:
    lay_out({"settlement.bcm": POLICY, "reforms/r.bcm": reform}, tmp_path)
    found = read(tmp_path / "reforms" / "r.bcm")
    assert found.model is not None
    assert [item.code for item in found.diagnostics] == ["BCM627"]
    for path in (tmp_path / "settlement.bcm", tmp_path / "reforms" / "r.bcm"):
        assert path.read_text("utf-8") == format_source(read_source(path))


def test_the_page_has_the_whole_catalogue() -> None:
    assert len(CATALOGUE) == 11


@pytest.mark.parametrize(("title", "months", "text"), CATALOGUE, ids=[item[0] for item in CATALOGUE])
def test_a_provision_of_the_catalogue_saves_whom_the_page_says(
    title: str, months: str, text: str, tmp_path: Path
) -> None:
    assert title
    found = _bridge(f"{LONGER}\n{text}" if text else LONGER, tmp_path)
    path = tmp_path / "reforms" / "r.bcm"
    assert path.read_text("utf-8") == format_source(read_source(path))
    expected = dict(item.split() for item in re.findall(r"[A-D] \d+", months))
    persons = dict(PERSONS)
    if "dependants" in months:
        persons["C"], persons["D"] = ("dependant", "office", 12), ("dependant", "care", 12)
    reached = {
        name: str(first_month(found, Person(status, after, WHO.format(sector)), "settled"))
        for name, (status, sector, after) in persons.items()
    }
    assert reached == expected


def test_the_page_shows_whom_provisions_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = next(block for block in BLOCKS if block.startswith("reform longer ") and "transitional" in block)
    lay_out({"settlement.bcm": POLICY, "reforms/r.bcm": text}, tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = bcm(monkeypatch, capfd, "diff", "reforms/r.bcm", "--transitions")
    assert (ran.code, ran.err) == (0, "")
    shown = re.sub(r"```text\n1  .*?```", lambda _: f"```text\n{ran.out}```", PAGE, flags=re.DOTALL)
    if os.environ.get("BCM_GOLDEN") == "write":
        FILE.write_text(shown, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == shown


def test_without_any_one_of_its_clauses_the_reform_of_the_page_makes_a_sound_law(tmp_path: Path) -> None:
    lay_out({"settlement.bcm": POLICY, "reforms/r.bcm": EARNED}, tmp_path)
    change = change_of(reforms_of([read_source(tmp_path / "reforms" / "r.bcm")]))
    assert len(change.clauses) > 8
    for clause in change.clauses:
        less = change.undone([clause.id])
        assert model_of(less, less.new).name == "settlement"
        assert (less.new, less.moves, less.provisions) != (change.new, change.moves, change.provisions)
