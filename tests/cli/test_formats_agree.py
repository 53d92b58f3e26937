"""Every format says what the exit code says, with and without `--expected`."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

import jsonschema
import pytest

from bcm_formal.processes import sharing as processes
from bcm_formal.views.report.json_form import schema_text
from tests.builders.running import SOUND, bcm, lay_out

CASES_OF_FILES = Path(__file__).parents[1] / "cases"
BROKEN = SOUND.replace("and employed", "and emploied")
VIOLATED = SOUND.replace("   and employed\n", "   and employed\n   and language at least fluent\n").replace(
    "  when language less than fluent\n", "  when language less than basic\n"
)
VACUOUS = SOUND.replace("every person in temporary can", "every person in temporary with not employed and employed can")
FAILING = SOUND.replace("after 5 years: settle", "after 4 years: settle")
UNDECIDED = SOUND.replace("attribute employed", "attribute age: integer, starts any\nattribute employed").replace(
    "   and employed\n", "   and employed\n   and age at least 18\n"
)
UNUSED = f'{SOUND}layer spare "Spare"\n'
ALL_EXPECTED = """\
[properties]
everybody_has_a_path = "VIOLATED"
permanence_is_earned = "VACUOUS"
[scenarios]
five_years = "FAILS"
"""


@dataclass(frozen=True, slots=True)
class Case:
    """Files, options and the exit code they lead to."""

    name: str
    code: int
    files: dict[str, str]
    args: tuple[str, ...] = ()
    says: tuple[str, ...] = field(default=())
    """words on the concise page"""


def beside(model: str, expected: str) -> dict[str, str]:
    return {"m.bcm": model, "expected.toml": expected}


FOUND = '[findings]\nBCM601 = "error"\n'
SCHEMA = jsonschema.Draft202012Validator(json.loads(schema_text()))
EXPECTED = ("--expected",)
EXPLICIT = ("--engine", "explicit", "--property", "permanence_is_earned")


def named_other(text: str) -> str:
    """The same policy by another name: two files of one folder may not share theirs."""
    return text.replace("policy sound", "policy other")


CASES = (
    Case("holds", 0, {"m.bcm": SOUND}, (), ("2 properties: 2 hold; 1 scenario: passes",)),
    Case("violated", 1, {"m.bcm": VIOLATED}),
    Case("vacuous", 1, {"m.bcm": VACUOUS}),
    Case("vacuous_allowed", 0, {"m.bcm": VACUOUS}, ("--allow-vacuous",)),
    Case("scenario_fails", 1, {"m.bcm": FAILING}),
    Case("undecided", 3, {"m.bcm": UNDECIDED}, EXPLICIT),
    Case("broken", 2, {"m.bcm": BROKEN}),
    Case("finding_is_an_error", 2, {"m.bcm": UNUSED}, ("--strict",)),
    Case(
        "expected_and_violated",
        0,
        beside(VIOLATED, ALL_EXPECTED),
        EXPECTED,
        (
            "VIOLATED everybody_has_a_path Every worker can become a permanent resident (as expected)",
            "fails five_years Five years of work and some study are enough (as expected)",
            "; all 3 as expected",
        ),
    ),
    Case(
        "expected_violated_but_holds",
        1,
        beside(SOUND, ALL_EXPECTED),
        EXPECTED,
        ("(expected VIOLATED)", "(expected VACUOUS)", "(expected that it fails)", "; 0 of 3 as expected"),
    ),
    Case(
        "expected_to_hold_but_violated",
        1,
        beside(VIOLATED, '[properties]\npermanence_is_earned = "HOLDS"\n'),
        EXPECTED,
        ("(expected HOLDS)", "(not in expected.toml)", "(expected that it passes)"),
    ),
    Case("nothing_in_particular_expected", 0, beside(SOUND, ""), EXPECTED, ("; all 3 as expected",)),
    Case("expected_vacuous", 0, beside(VACUOUS, '[properties]\neverybody_has_a_path = "VACUOUS"\n'), EXPECTED),
    Case("expected_scenario_fails", 0, beside(FAILING, '[scenarios]\nfive_years = "FAILS"\n'), EXPECTED),
    Case("expected_scenario_passes", 1, beside(FAILING, '[scenarios]\nfive_years = "PASSES"\n'), EXPECTED),
    Case(
        "expected_undecided",
        0,
        beside(UNDECIDED, '[properties]\npermanence_is_earned = "UNKNOWN"\n'),
        (*EXPLICIT, *EXPECTED),
    ),
    Case(
        "expected_to_hold_but_undecided",
        3,
        beside(UNDECIDED, '[properties]\npermanence_is_earned = "HOLDS"\n'),
        (*EXPLICIT, *EXPECTED),
    ),
    Case(
        "expected_size_differs",
        1,
        beside(SOUND, "[model]\nstatuses = 17\n"),
        EXPECTED,
        ("; all 3 as expected; 1 size not as expected", "the model has 3 statuses, expected 17"),
    ),
    Case("expected_is_wrong", 2, beside(SOUND, "[propertis]\n"), EXPECTED),
    Case("expected_is_wrong_and_not_asked_for", 2, beside(SOUND, "[propertis]\n")),
    Case("no_property", 2, {"m.bcm": SOUND[: SOUND.index("property")]}, (), ("1 finding is an error",)),
    Case("left_out_is_an_error", 2, {"m.bcm": SOUND, "notes.txt": 'policy other "O"\n'}, ("--strict",)),
    Case("finding_set_to_error", 2, beside(UNUSED, FOUND)),
    Case("listed_and_not_there", 2, {"m.bcm": SOUND, "list": "m.bcm\ngone.bcm\n"}, ("--files-from", "list")),
    Case("empty_list", 0, {"m.bcm": SOUND, "list": ""}, ("--files-from", "list"), ("nothing was checked",)),
    Case("expected_is_missing", 2, {"m.bcm": SOUND}, EXPECTED),
    Case("not_asked_for_what_is_expected", 1, beside(VIOLATED, ALL_EXPECTED)),
    Case(
        "one_of_two_is_broken",
        2,
        {"m.bcm": SOUND, "n.bcm": BROKEN},
        (),
        ("1 of 2 files has errors: nothing was checked in it",),
    ),
    Case(
        "both_are_broken",
        2,
        {"m.bcm": BROKEN, "n.bcm": BROKEN},
        (),
        ("2 of 2 files have errors: nothing was checked in them",),
    ),
    Case("broken_goes_before_violated", 2, {"m.bcm": VIOLATED, "n.bcm": BROKEN}),
    Case(
        "violated_goes_before_undecided",
        1,
        {"m.bcm": UNDECIDED, "n.bcm": named_other(FAILING)},
        ("--engine", "explicit"),
    ),
    Case(
        "a_folder_with_two_tables",
        0,
        {"m.bcm": SOUND, "n.bcm": named_other(FAILING), "expected.toml": '["n.bcm".scenarios]\nfive_years = "FAILS"\n'},
        EXPECTED,
    ),
)


TABLE = {
    "everything holds": "holds",
    "a property is violated": "violated",
    "a property is vacuous": "vacuous",
    "a property is vacuous, with `--allow-vacuous`": "vacuous_allowed",
    "a scenario fails": "scenario_fails",
    "a property is undecided": "undecided",
    "a model has errors": "broken",
    "a model states no property": "no_property",
    "a finding is an error (`--strict`, `--severity`, `[findings]`)": "finding_is_an_error",
    "one model holds, one has errors": "one_of_two_is_broken",
    "one model is violated, one has errors": "broken_goes_before_violated",
    "one property is undecided, one scenario fails": "violated_goes_before_undecided",
    "with `--expected`: violated, as expected": "expected_and_violated",
    "with `--expected`: holds, expected violated": "expected_violated_but_holds",
    "with `--expected`: violated, expected to hold": "expected_to_hold_but_violated",
    "with `--expected`: undecided, expected undecided": "expected_undecided",
    "with `--expected`: undecided, expected to hold": "expected_to_hold_but_undecided",
    "with `--expected`: a scenario fails, as expected": "expected_scenario_fails",
    "with `--expected`: a size differs": "expected_size_differs",
    "`expected.toml` has a mistake, with and without `--expected`": "expected_is_wrong",
    "with `--expected`: there is no `expected.toml`": "expected_is_missing",
    "a listed file is not there": "listed_and_not_there",
    "a list of files is empty": "empty_list",
}
"""the situations of docs/exit-codes.md, and the case of each"""


def test_the_documented_table_of_exit_codes_is_that_of_the_cases() -> None:
    text = (Path(__file__).parents[2] / "docs" / "exit-codes.md").read_text("utf-8")
    lines = text.split("## Every mixture")[1].splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("|")][2:]
    codes = {case.name: str(case.code) for case in CASES}
    assert {situation: codes[name] for situation, name in TABLE.items()} == dict(rows)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_format_agrees_with_the_exit_code(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out(case.files, tmp_path)
    monkeypatch.chdir(tmp_path)
    outputs = [f"--output={form}={form}.out" for form in ("json", "junit", "github", "markdown", "concise")]
    here = () if "--files-from" in case.args else (".",)
    ran = bcm(monkeypatch, capfd, "check", *here, *case.args, *outputs)
    assert case.code == ran.code
    found = {form: (tmp_path / f"{form}.out").read_text("utf-8") for form in SUCCESS}
    assert dict.fromkeys(SUCCESS, case.code == 0) == {form: SUCCESS[form](found[form]) for form in SUCCESS}
    assert case.code == json.loads(found["json"])["exit_code"]
    SCHEMA.validate(json.loads(found["json"]))
    for page in (found["concise"], ran.out):
        assert [words for words in case.says if words not in " ".join(page.split())] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "args", [(), ("--times",), ("--timeout-each", "0.001 s", "--fresh")], ids=["all", "times", "stopped"]
)
def test_the_report_of_every_kind_of_sentence_follows_the_schema(
    args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)  # also where the tests run in threads
    text = (CASES_OF_FILES / "nondet_obligations.bcm").read_text("utf-8")
    lay_out({"m.bcm": f"{text}scenario life\n  start in guest\n  hire\n  expect in worker\n"}, tmp_path)
    monkeypatch.chdir(tmp_path)
    report = json.loads(bcm(monkeypatch, capfd, "check", "m.bcm", "--format", "json", *args).out)
    SCHEMA.validate(report)
    (model,) = report["models"]
    verdicts = {item["verdict"] for item in model["properties"]}
    if not args:
        assert verdicts == {"HOLDS", "VIOLATED"}
        assert len({item["evidence"]["kind"] for item in model["properties"] if item["evidence"]}) >= 8
    if "--times" in args:
        assert any(item.get("times") for item in model["properties"])
    if "--fresh" in args:
        assert "UNKNOWN" in verdicts
        assert report["exit_code"] == (1 if "VIOLATED" in verdicts else 3)


def json_succeeds(text: str) -> bool:
    models = json.loads(text)["models"]
    inside = [
        item["success"] for model in models for item in (*model.get("properties", ()), *model.get("scenarios", ()))
    ]
    files = [model["success"] for model in models]
    assert all(files) <= all(inside)
    return all(files)


def junit_succeeds(text: str) -> bool:
    suites = ElementTree.fromstring(text)
    for suite in suites:
        assert suite.attrib["tests"] == str(len(suite))
        assert suite.attrib["failures"] == str(len(suite.findall("testcase/failure")))
        assert suite.attrib["errors"] == str(len(suite.findall("testcase/error")))
    return all(suite.attrib["failures"] == suite.attrib["errors"] == "0" for suite in suites)


def github_succeeds(text: str) -> bool:
    return not any(line.startswith("::error") for line in text.splitlines()) and last_line_succeeds(text)


def markdown_succeeds(text: str) -> bool:
    bad = ("❌", "❔", "🛑", "Not as expected", "Nothing was checked.", "is an error", "are errors", "error[")
    return not any(words in text for words in bad)


def concise_succeeds(text: str) -> bool:
    return last_line_succeeds(text)


def last_line_succeeds(text: str) -> bool:
    """A person who sees the last line only is not misled."""
    last = text.rstrip().splitlines()[-1]
    if "as expected" in last:
        return "all" in last.split(";")[-1]
    bad = ("violated", "vacuous", "undecided", "fail", "error")
    return not any(words in last.replace("vacuous (allowed)", "") for words in bad)


SUCCESS = {
    "json": json_succeeds,
    "junit": junit_succeeds,
    "github": github_succeeds,
    "markdown": markdown_succeeds,
    "concise": concise_succeeds,
}
