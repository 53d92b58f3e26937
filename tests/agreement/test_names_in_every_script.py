"""A policy whose names are all Japanese, from start to end: checked, told, drawn, exported, proved, proved again."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bcm_formal.api.run import check
from bcm_formal.diagnostics import source_of_text
from bcm_formal.language.to_text import format_source
from bcm_formal.model.from_words import condition_from_text
from bcm_formal.model.load import load, reading_of
from bcm_formal.model.model import Model
from bcm_formal.model.to_text import condition_text
from bcm_formal.translate.to_smv.policy import to_smv
from bcm_formal.views.diagram.draw import draw
from tests.builders.loading import model_of
from tests.builders.running import bcm, contents
from tests.builders.smv_meaning import truths

CASE = Path(__file__).parents[1] / "cases" / "japanese.bcm"
TEXT = CASE.read_text(encoding="utf-8")
EXPECTED = {"道がある": "HOLDS", "統合の結果": "HOLDS", "すぐに永住": "VIOLATED"}


@pytest.fixture(scope="module")
def model() -> Model:
    return model_of(CASE)


def test_its_text_is_in_canonical_form() -> None:
    assert format_source(source_of_text(TEXT)) == TEXT


def test_columns_are_as_wide_as_people_see_them() -> None:
    lines = [line for line in TEXT.splitlines() if line.startswith(("status 定住者", "status 海外"))]
    assert lines == ['status 海外   in 国外 "海外"', 'status 定住者 in 定着 "定住者"']


def test_decomposed_letters_are_the_same_names() -> None:
    apart = unicodedata.normalize("NFD", TEXT)
    assert apart != TEXT
    found = reading_of(source_of_text(apart))
    assert found.model is not None
    assert list(found.model.event) == list(model_of(CASE).event)
    assert {item.declared.name for item in found.names.uses} == {
        item.declared.name for item in reading_of(source_of_text(TEXT)).names.uses
    }


def test_it_is_checked_and_told_in_its_own_names(model: Model) -> None:
    report = check(model)
    assert {item.property.name: item.outcome.name for item in report.verdicts} == EXPECTED
    assert [item.passed for item in report.scenarios] == [True]


def test_every_condition_is_read_as_it_is_written(model: Model) -> None:
    for item in (requirement for event in model.events for requirement in event.requirements):
        text = condition_text(model, item.condition)
        assert condition_text(model, condition_from_text(model, text)) == text


def test_every_format_holds_the_names(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("在留.bcm").write_text(TEXT, encoding="utf-8")
    said = {form: bcm(monkeypatch, capfd, "check", "在留.bcm", "--format", form) for form in FORMATS}
    assert {ran.code for ran in said.values()} == {1}
    assert all("すぐに永住" in ran.out for ran in said.values())
    assert [item["name"] for item in json.loads(said["json"].out)["models"][0]["properties"]] == list(EXPECTED)
    cases = ElementTree.fromstring(said["junit"].out).iter("testcase")
    assert [case.get("name") for case in cases] == [*EXPECTED, "失職"]


FORMATS = ("text", "concise", "json", "junit", "github", "markdown")


def test_it_is_drawn_in_every_format(model: Model) -> None:
    svg = ElementTree.fromstring(draw(model, "svg"))
    assert "技能実習生" in "".join(svg.itertext())
    mermaid = draw(model, "mermaid").decode()
    nodes = [line.split("(")[0].strip() for line in mermaid.splitlines() if line.strip().startswith("status")]
    assert nodes
    assert all(line.split(" ")[0].isascii() for line in nodes)
    assert "技能実習生" in mermaid
    assert "statusu_6d77_5916" in mermaid
    assert "技能実習生" in draw(model, "dot").decode()


def test_smv_says_the_same_of_it() -> None:
    soon = TEXT.replace("5 years between 1 year and 10", "2 months between 1 month and 3").replace(" years", " months")
    smv = to_smv(model_of(soon))
    code = "\n".join(line.split("--")[0] for line in smv.text.splitlines())
    assert code.isascii()
    found = truths(smv.text)
    for item in smv.specifications:
        if item.property.name in ("道がある", "統合の結果"):
            assert found[item.name]


@pytest.mark.slow
def test_its_proofs_are_checked_again_by_both_solvers(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("在留.bcm").write_text(TEXT, encoding="utf-8")
    assert bcm(monkeypatch, capfd, "prove", "在留.bcm").code == 0
    names = [*contents(Path("proofs"))]
    assert len(names) == len(EXPECTED)
    assert all(name.isascii() for name in names)
    again = bcm(monkeypatch, capfd, "verify-proofs", "proofs", "--solver", "all", "--scripts", "scripts")
    assert (again.code, "3 of 3 proofs hold" in again.out) == (0, True)
    for script in Path("scripts").rglob("*.smt2"):
        lines = script.read_text(encoding="utf-8").splitlines()
        assert all(line.isascii() for line in lines if not line.startswith(";"))


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("日本謡", "did you mean `日本語`?"),
        ("日夲語", "did you mean `日本語`?"),
        ("就労申", "did you mean `就労中`?"),
    ],
)
def test_the_nearest_name_is_offered(wrong: str, near: str) -> None:
    _, found = load(TEXT.replace("when 日本語 at least N4", f"when {wrong} at least N4"))
    assert [(item.code, item.help) for item in found if item.severity == "error"] == [("BCM201", near)]


def test_a_new_model_may_be_called_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert bcm(monkeypatch, capfd, "new", "在留").code == 0
    ran = bcm(monkeypatch, capfd, "check", "在留", "--strict")
    assert (ran.code, "在留" in ran.out) == (0, True)
    refused = bcm(monkeypatch, capfd, "new", "在 留")
    assert (refused.code, "BCM908" in refused.err) == (2, True)
