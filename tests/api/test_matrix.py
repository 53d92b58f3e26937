"""The table of properties and policies, with properties that several policies share."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from bcm_formal.diagnostics import source_of_text
from bcm_formal.language.to_text import format_source
from bcm_formal.model.asked import questions_of
from tests.builders.running import bcm, lay_out

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
EXAMPLE = (
    PAGE.read_text(encoding="utf-8")
    .split("## Properties for several policies")[1]
    .split("```text\n")[1]
    .split("```")[0]
)
JAPAN = """policy japan "Japan"
  time in months

layer outside
layer settlement
layer permanent

attribute language: none < N4 < N3, starts none

status abroad  in outside
status settled in settlement
status pr      in permanent

transition settle from abroad to settled by person
transition grant from settled to pr by person
  when language at least N3
event study in settlement by person
  when language less than N3
  set language = next language

start in abroad

property own "Its own":
  every person in abroad can reach pr

scenario life
  start in abroad
  settle
  expect in settled
"""
_WORDS = {
    "japan": "germany",
    "Japan": "Germany",
    "settlement": "settled_layer",
    "pr": "citizen",
    "N4": "A1",
    "N3": "B1",
}
GERMANY = re.sub(r"\w+", lambda found: _WORDS.get(found[0], found[0]), JAPAN)
VIOLATING = GERMANY.replace("  when language at least B1\n", "")
FILES = {"japan.bcm": JAPAN, "germany.bcm": GERMANY, "residence.bcm": EXAMPLE}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay_out(FILES, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_of_the_page_is_in_canonical_form_and_has_no_errors() -> None:
    assert format_source(source_of_text(EXAMPLE)) == EXAMPLE
    assert questions_of(source_of_text(EXAMPLE)).diagnostics == ()


def test_every_policy_is_asked_in_its_own_names(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = bcm(monkeypatch, capfd, "check", "--matrix")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split() for line in ran.out.splitlines()] == [
        ["germany", "japan"],
        ["has_a_path", "✓", "HOLDS", "✓", "HOLDS"],
        ["is_earned", "✓", "HOLDS", "✓", "HOLDS"],
        [],
        ["2", "properties,", "2", "policies,", "4", "verdicts:", "all", "good"],
    ]


def test_the_worst_verdict_is_the_exit_code_in_every_format(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    lay_out({"germany.bcm": VIOLATING}, folder)
    said = {
        form: bcm(monkeypatch, capfd, "check", "--matrix", "--format", form) for form in ("text", "markdown", "json")
    }
    assert {ran.code for ran in said.values()} == {1}
    assert "is_earned   ✗ VIOLATED   ✓ HOLDS" in said["text"].out
    assert (
        "| `is_earned` Who becomes a permanent resident speaks the language | ❌ VIOLATED | ✅ HOLDS |"
        in said["markdown"].out
    )
    told = json.loads(said["json"].out)
    assert told["exit_code"] == 1
    assert told["properties"][1]["verdicts"] == {
        "germany": {"verdict": "VIOLATED", "success": False},
        "japan": {"verdict": "HOLDS", "success": True},
    }


def test_the_json_is_as_its_schema_says(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    schema = json.loads(bcm(monkeypatch, capfd, "schema", "matrix").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    lay_out({"wrong.bcm": 'policy wrong "W"\n'}, Path())
    ran = bcm(monkeypatch, capfd, "check", "--matrix", "--format", "json")
    jsonschema.validate(json.loads(ran.out), schema)
    assert (ran.code, json.loads(ran.out)["unreadable"]) == (2, ["wrong.bcm"])
    assert files("bcm_formal.views.report").joinpath("matrix.schema.json").is_file()


def test_a_file_is_written_too(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    shown = bcm(monkeypatch, capfd, "check", "--matrix", "--format", "markdown").out
    assert bcm(monkeypatch, capfd, "check", "--matrix", "--output", "markdown=table.md").code == 0
    assert Path("table.md").read_text(encoding="utf-8") == shown


@pytest.mark.parametrize(
    "args", [("--format", "junit"), ("--mutate",), ("--write-expected",), ("--output", "github=x")]
)
def test_what_is_no_table_is_refused(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], args: tuple[str, ...]
) -> None:
    assert bcm(monkeypatch, capfd, "check", "--matrix", *args).code == 2


def test_without_files_of_properties_each_policy_has_its_own(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = bcm(monkeypatch, capfd, "check", "japan.bcm", "germany.bcm", "--matrix")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines() if line][1] == "own"


def test_a_policy_that_nobody_names_has_no_column(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    lay_out({"third.bcm": JAPAN.replace("policy japan", "policy third")}, folder)
    assert "third" not in bcm(monkeypatch, capfd, "check", "--matrix").out
    lay_out({"residence.bcm": "properties all_of_them\n\nproperty safe:\n  no dead ends\n"}, folder)
    ran = bcm(monkeypatch, capfd, "check", "--matrix")
    assert ran.out.split()[:4] == ["germany", "japan", "third", "safe"]


def test_several_files_ask_together_and_a_property_is_asked_where_it_is_for(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    lay_out({"more.bcm": "properties further\n  for japan\n\nproperty safe:\n  no dead ends\n"}, folder)
    ran = bcm(monkeypatch, capfd, "check", "--matrix")
    assert "safe        –            ✓ HOLDS" in ran.out
    lay_out({"more.bcm": "properties further\n  for japan\n\nproperty is_earned:\n  no dead ends\n"}, folder)
    ran = bcm(monkeypatch, capfd, "check", "--matrix")
    assert (ran.code, "BCM202" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("is settled_layer", "is setled_layer", "residence.bcm:3:36", "BCM155"),
        ("status pr is citizen", "layer pr is citizen", "residence.bcm:3:63", "BCM155"),
        ("status pr", "state pr", "residence.bcm:3:51", "BCM155"),
        ("status pr is", "status settlement is", "residence.bcm:3:58", "BCM155"),
        ("for japan", "for japan, germany: value N3 is A1", "residence.bcm:3:79", "BCM155"),
        ("define speaks = ", "layer more\n\ndefine speaks = ", "residence.bcm:5:1", "BCM155"),
        ("can reach pr", "can reach pt", "residence.bcm:8:40", "BCM203"),
        ("for japan", "for japn", "residence.bcm:2:7", "BCM626"),
    ],
)
def test_what_does_not_fit_is_told_in_its_place(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    folder: Path,
    old: str,
    new: str,
    place: str,
    code: str,
) -> None:
    assert EXAMPLE.count(old) == 1
    lay_out({"residence.bcm": EXAMPLE.replace(old, new)}, folder)
    ran = bcm(monkeypatch, capfd, "check", "--matrix")
    assert f"{place}: {'warning' if code == 'BCM626' else 'error'}[{code}]" in ran.err
    assert ran.code == (0 if code == "BCM626" else 2)
    assert code != "BCM626" or bcm(monkeypatch, capfd, "check", "--matrix", "--strict").code == 2


def test_a_folder_passes_over_files_of_properties_and_one_that_is_named_is_no_model(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = bcm(monkeypatch, capfd, "check")
    assert (ran.code, "residence" in ran.out + ran.err) == (0, False)
    assert "error[BCM156]" in bcm(monkeypatch, capfd, "check", "residence.bcm").err
    assert bcm(monkeypatch, capfd, "fmt", "--check", "residence.bcm").code == 0


def test_a_policy_cannot_include_a_file_of_properties(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    lay_out(
        {
            "japan.bcm": JAPAN.replace(
                "start in abroad\n\nproperty", 'include "residence.bcm"\n\nstart in abroad\n\nproperty'
            )
        },
        folder,
    )
    assert "error[BCM156]" in bcm(monkeypatch, capfd, "check", "japan.bcm").err


def test_a_list_that_names_a_file_of_properties_asks_with_it_only_for_a_table(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    lay_out({"list": "japan.bcm\nresidence.bcm\n"}, folder)
    ran = bcm(monkeypatch, capfd, "check", "--files-from", "list")
    assert (ran.code, "own" in ran.out, ran.err) == (0, True, "")
    table = bcm(monkeypatch, capfd, "check", "--files-from", "list", "--matrix")
    assert table.out.split()[:2] == ["japan", "has_a_path"]


@pytest.mark.parametrize("text", [EXAMPLE, "properties all_of_them\n\nproperty safe:\n  no dead ends\n"])
def test_a_table_in_which_nothing_is_asked_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], folder: Path, text: str
) -> None:
    lay_out({"residence.bcm": text}, folder)
    ran = bcm(monkeypatch, capfd, "check", "residence.bcm", "--matrix")
    assert (ran.code, "error[BCM155]: no policy among what is checked is asked this" in ran.err) == (2, True)


def test_scenarios_that_fail_are_counted_beside_the_table_of_own_properties(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    lay_out({"japan.bcm": JAPAN.replace("expect in settled", "expect in pr")}, folder)
    ran = bcm(monkeypatch, capfd, "check", "japan.bcm", "germany.bcm", "--matrix")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "1 property, 2 policies, 2 verdicts: all good; 1 scenario fails")
