"""What the documents show is what the tool says."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.builders.running import bcm

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "img" / "rotation.svg"
BLOCK = re.compile(r"(<!-- the output of `bcm check README\.md`.*?-->\n```text\n).*?(\n```\n)", re.DOTALL)


def test_the_readme_shows_the_answer_to_its_own_model(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    ran = bcm(monkeypatch, capfd, "check", "README.md")
    text = README.read_text(encoding="utf-8")
    assert (ran.code, ran.err) == (1, "")
    shown = BLOCK.sub(lambda match: f"{match[1]}{ran.out.rstrip()}{match[2]}", text)
    if os.environ.get("BCM_GOLDEN") == "write":
        README.write_text(shown, encoding="utf-8")
        bcm(monkeypatch, capfd, "draw", "README.md", "-o", str(PICTURE), "--highlight", "everybody")
    assert README.read_text(encoding="utf-8") == shown


def test_the_readme_is_written_in_the_canonical_form(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert bcm(monkeypatch, capfd, "fmt", "--check", "README.md").out == ""


BLOCKS = re.findall(r"```text\n(.*?)```", (ROOT / "docs" / "language.md").read_text(encoding="utf-8"), re.DOTALL)
MODELS = [
    next(block for block in BLOCKS if block.startswith(f"policy {name} "))
    for name in ("ladder", "stays", "learning", "intake", "renewals", "halves", "means")
]


@pytest.mark.parametrize("model", MODELS, ids=lambda text: text.split()[1])
def test_the_models_of_the_language_reference_are_sound(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m.bcm").write_text(model, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", "--strict", "--format", "concise")
    assert (ran.code, ran.err) == (0, "")
    assert bcm(monkeypatch, capfd, "fmt", "--check", "m.bcm").out == ""


def test_of_the_example_of_what_acts_at_once_the_property_needs_the_clause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = next(model for model in MODELS if model.startswith("policy intake "))
    without = text.replace("  acts at once\n", "")
    assert text.count("  acts at once\n") == 2
    (tmp_path / "m.bcm").write_text(without, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", "--format", "concise")
    assert ran.code == 1
    assert "VIOLATED" in ran.out


@pytest.mark.parametrize(("policy", "violated"), [("stranded", "path"), ("settling", "always")])
def test_of_an_example_of_properties_one_does_not_hold(
    policy: str, violated: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    model = next(block for block in re.findall(r"```text\n(.*?)```", text, re.DOTALL) if f"policy {policy}" in block)
    (tmp_path / "m.bcm").write_text(model, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    report = json.loads(bcm(monkeypatch, capfd, "check", "m.bcm", "--format", "json").out)
    verdicts = {item["name"]: item["verdict"] for item in report["models"][0]["properties"]}
    assert verdicts.pop(violated) == "VIOLATED"
    assert set(verdicts.values()) == {"HOLDS"}
    assert bcm(monkeypatch, capfd, "fmt", "--check", "m.bcm").out == ""


@pytest.mark.parametrize("path", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]), ids=lambda p: p.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8"))
    local = [target for target in targets if not target.startswith(("http:", "https:"))]
    assert [target for target in local if not (path.parent / target).exists()] == []


def test_the_picture_in_the_readme_is_there() -> None:
    assert "<svg" in PICTURE.read_text(encoding="utf-8")
