"""The commands do what they say, and leave with the exit code that they promise."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import pytest

from bcm_formal.api.loading import load
from bcm_formal.cli.options import EngineName
from bcm_formal.cli.simulating import by_hand
from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.verify.portfolio import ENGINES
from tests.builders.golden import is_golden
from tests.builders.running import SOUND, Ran, bcm, lay_out, page, started

GOLDEN = Path(__file__).parent / "golden"

VIOLATED = SOUND.replace("   and employed\n", "   and employed\n   and language at least fluent\n").replace(
    "  when language less than fluent\n", "  when language less than basic\n"
)
VACUOUS = SOUND.replace("every person in temporary can", "every person in temporary with not employed and employed can")
AVOIDED = f"{SOUND}property settles: every person in temporary must reach permanent\n"
UNDECIDED = SOUND.replace("attribute employed", "attribute age: integer, starts any\nattribute employed").replace(
    "   and employed\n", "   and employed\n   and age at least 18\n"
)
FAILING = SOUND.replace("after 5 years: settle", "after 4 years: settle")


class Runner:
    """Runs commands in a folder with a sound model `m.bcm`, unless it is given another text."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder, self.monkeypatch, self.capfd = folder, monkeypatch, capfd
        monkeypatch.chdir(folder)

    def __call__(self, *args: str, model: str = SOUND) -> Ran:
        lay_out({"m.bcm": model}, self.folder)
        return bcm(self.monkeypatch, self.capfd, *args)

    def page(self, *args: str, model: str = SOUND) -> str:
        return page(args, self(*args, model=model))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Runner:
    return Runner(tmp_path, monkeypatch, capfd)


# --- exit codes ---


@pytest.mark.parametrize(
    ("model", "args", "code"),
    [
        (SOUND, (), 0),
        (VIOLATED, (), 1),
        (VACUOUS, (), 1),
        (VACUOUS, ("--allow-vacuous",), 0),
        (FAILING, (), 1),
        (AVOIDED, (), 1),
        (UNDECIDED, ("--engine", "explicit", "--property", "permanence_is_earned"), 3),
        (SOUND.replace("and employed", "and emploied"), (), 2),
        (FAILING, ("--property", "permanence_is_earned"), 0),
        (AVOIDED, ("--property", "five_years"), 0),
    ],
)
def test_the_exit_code_tells_the_gravest_result(run: Runner, model: str, args: tuple[str, ...], code: int) -> None:
    assert code == run("check", "m.bcm", *args, model=model).code


def test_a_mistake_of_ours_ends_with_70_and_says_where_the_details_are(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bcm_formal.vetting.scenarios.run_scenario", broken)
    ran = run("check", "m.bcm")
    assert ran.code == 70
    assert "everybody_has_a_path" in ran.out
    where = Path(ran.err.strip().rsplit(" ", 1)[1])
    assert "ZeroDivisionError" in where.read_text()
    where.unlink()


def test_expected_verdicts_make_a_violation_a_success(run: Runner) -> None:
    verdicts = '[properties]\neverybody_has_a_path = "VIOLATED"\npermanence_is_earned = "VACUOUS"\n'
    lay_out({"expected.toml": verdicts}, run.folder)
    without = VIOLATED[: VIOLATED.index("scenario")]
    assert run("check", "m.bcm", "--expected", model=without).code == 0
    unlike = run("check", "m.bcm", "--expected", "--format", "concise")
    assert unlike.code == 1
    assert "not as expected: `everybody_has_a_path` is HOLDS, expected VIOLATED" in unlike.out


# --- pages ---


@pytest.mark.parametrize(
    ("name", "args", "model"),
    [
        ("holds", ("check", "m.bcm"), SOUND),
        ("holds_in_full", ("check", "m.bcm", "-v"), SOUND),
        ("holds_plainly", ("check", "m.bcm", "--plain"), SOUND),
        ("violated", ("check", "m.bcm"), VIOLATED),
        ("violated_concise", ("check", "m.bcm", "--format", "concise"), VIOLATED),
        ("violated_github", ("check", "m.bcm", "--format", "github"), VIOLATED),
        ("violated_junit", ("check", "m.bcm", "--format", "junit"), VIOLATED),
        ("violated_markdown", ("check", "m.bcm", "--format", "markdown"), VIOLATED),
        ("vacuous", ("check", "m.bcm"), VACUOUS),
        ("undecided", ("check", "m.bcm", "--engine", "explicit", "--property", "permanence_is_earned"), UNDECIDED),
        ("avoided", ("check", "m.bcm", "--property", "settles"), AVOIDED),
        ("failing_scenario", ("check", "m.bcm"), FAILING),
        ("explain_code", ("explain", "bcm902"), SOUND),
        ("explain_property", ("explain", "permanence_is_earned", "m.bcm"), SOUND),
        ("simulate_at_random", ("simulate", "m.bcm", "--random", "6", "--seed", "4"), SOUND),
        ("help", ("--help",), SOUND),
    ],
)
def test_what_a_reader_sees(run: Runner, name: str, args: tuple[str, ...], model: str) -> None:
    is_golden(GOLDEN / f"page_{name}.txt", run.page(*args, model=model))


def test_plain_pages_are_ascii(run: Runner) -> None:
    assert run("check", "m.bcm", "--plain", "-v", model=VIOLATED).out.isascii()


def test_colour_is_only_used_where_it_is_wanted(run: Runner) -> None:
    assert "\x1b[" not in run("check", "m.bcm").out
    coloured = run("check", "m.bcm", "--color", "always").out
    assert "\x1b[" in coloured
    assert run("check", "m.bcm").out.split() == strip_colour(coloured).split()


def strip_colour(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)


# --- reports for programs ---


def test_json_follows_its_schema_and_is_the_same_every_time(run: Runner) -> None:
    schema = json.loads(run("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for model in (SOUND, VIOLATED, VACUOUS, UNDECIDED, FAILING, "policy"):
        first = run("check", "m.bcm", "--format", "json", model=model)
        second = run("check", "m.bcm", "--format", "json", model=model)
        validator.validate(json.loads(first.out))
        assert first.out == second.out


def test_timings_are_in_the_report_only_on_request(run: Runner) -> None:
    assert "milliseconds" not in json.loads(run("check", "m.bcm", "--format", "json").out)
    assert list(json.loads(run("check", "m.bcm", "--format", "json", "--timings").out)["milliseconds"]) == ["m.bcm"]


def test_a_trace_in_json_names_every_state(run: Runner) -> None:
    report = json.loads(run("check", "m.bcm", "--format", "json", model=VIOLATED).out)
    evidence = report["models"][0]["properties"][0]["evidence"]
    assert (evidence["kind"], evidence["trace"]["start"]["status"]) == ("trap", "abroad")
    assert evidence["trace"]["steps"][-1]["state"]["status"] == "worker"


def test_junit_counts_cases_and_failures(run: Runner) -> None:
    suite = ElementTree.fromstring(run("check", "m.bcm", "--format", "junit", model=VIOLATED).out)[0]
    assert dict(suite.attrib) == {"name": "m.bcm", "tests": "3", "failures": "3", "errors": "0"}


def test_further_outputs_are_written_beside_stdout(run: Runner) -> None:
    ran = run("check", "m.bcm", "--output", "json=r.json", "--output", "concise=r.txt")
    assert ran.code == 0
    assert {"m.bcm", "r.json", "r.txt"} == {path.name for path in run.folder.iterdir()}
    assert json.loads((run.folder / "r.json").read_text())["models"][0]["status"] == "checked"


# --- models and folders ---


def test_folders_are_searched_for_models_and_markdown_with_blocks(run: Runner) -> None:
    lay_out(
        {
            "law/a.bcm": SOUND,
            "law/b.md": f"# B\n\n```bcm\n{SOUND.replace('policy sound', 'policy b')}```\n",
            "law/c.md": "# no block\n",
            "law/.hidden/d.bcm": "broken",
            "law/node_modules/e.bcm": "broken",
        },
        run.folder,
    )
    report = json.loads(run("check", "law", "--format", "json").out)
    assert [model["path"] for model in report["models"]] == ["law/a.bcm", "law/b.md"]


def test_a_property_is_looked_for_in_all_models(run: Runner) -> None:
    other = SOUND.replace("everybody_has_a_path", "another").replace("policy sound", "policy other")
    lay_out({"other.bcm": other}, run.folder)
    report = json.loads(run("check", ".", "--property", "another", "--format", "json").out)
    assert [(model["path"], [item["name"] for item in model["properties"]]) for model in report["models"]] == [
        ("other.bcm", ["another"])
    ]


def test_every_engine_can_be_named() -> None:
    assert {"auto", *ENGINES} == {engine.value for engine in EngineName}


def test_every_solver_can_be_asked(run: Runner) -> None:
    report = json.loads(run("check", "m.bcm", "--solver", "all", "--format", "json").out)
    checked = [item["checked_by"] for item in report["models"][0]["properties"]]
    assert checked == [["z3", "cvc5"], ["z3", "cvc5"]]


def test_the_formatter_writes_one_form_and_leaves_it_alone_then(run: Runner) -> None:
    untidy = SOUND.replace("  time in months", "     time in months").replace("status abroad   in", "status abroad in")
    assert run("fmt", "--check", "m.bcm", model=untidy).code == 1
    assert untidy == (run.folder / "m.bcm").read_text()
    assert run("fmt", "m.bcm", model=untidy).code == 0
    assert (run.folder / "m.bcm").read_text() == SOUND
    assert ((ran := run("fmt", "--check", "m.bcm")).out, ran.code) == ("", 0)


def test_a_new_model_is_sound_and_formatted(run: Runner) -> None:
    assert run("new", "my_policy").code == 0
    assert run("check", "my_policy", "--strict").code == 0
    assert run("fmt", "--check", "my_policy").code == 0


def test_export_writes_the_checked_model(run: Runner) -> None:
    assert json.loads(run("export", "json", "m.bcm").out)["policy"] == "sound"
    assert run("export", "json", "m.bcm", "-o", "m.json").code == 0
    assert (run.folder / "m.json").read_text() == run("export", "json", "m.bcm").out


def test_export_writes_a_module_of_smv_and_says_what_is_left_out(run: Runner) -> None:
    model = f"{SOUND}property fair: path to permanent does not depend on language\n"
    ran = run("export", "smv", "m.bcm", model=model)
    assert "MODULE main" in ran.out
    assert "CTLSPEC NAME p_everybody_has_a_path := " in ran.out
    assert "-- left out, `fair`: it compares two persons" in ran.out
    assert "warning[BCM916]: `fair` is left out" in ran.err
    assert ran.code == 0
    assert run("export", "smv", "m.bcm", "-o", "m.smv", model=model).code == 0
    assert (run.folder / "m.smv").read_text() == ran.out


def test_export_writes_only_the_properties_asked_for(run: Runner) -> None:
    ran = run("export", "smv", "m.bcm", "--property", "everybody_has_a_path")
    assert ran.out.count("NAME p_") == 1
    assert run("export", "smv", "m.bcm", "--property", "nobody_knows").code == 2
    assert run("export", "json", "m.bcm", "--property", "everybody_has_a_path").code == 2


@pytest.mark.parametrize(("ending", "begins"), [("dot", "digraph"), ("mmd", "flowchart"), ("svg", "<?xml")])
def test_draw_writes_a_picture(run: Runner, ending: str, begins: str) -> None:
    ran = run("draw", "m.bcm", "-o", f"m.{ending}", "--highlight", "everybody_has_a_path")
    assert ran.code == 0
    assert begins in (run.folder / f"m.{ending}").read_text()[:200]


def test_a_picture_of_an_unknown_form_is_refused(run: Runner) -> None:
    ran = run("draw", "m.bcm", "-o", "m.gif")
    assert (ran.code, [path.name for path in run.folder.iterdir()]) == (2, ["m.bcm"])
    assert "BCM909" in ran.err


def test_simulating_by_hand_asks_for_each_step(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["1", "seven", "70", "7", "1", ""])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    ran = run("simulate", "m.bcm")
    assert ran.code == 0
    assert "at the start, Worker: language none, employed yes" in ran.out
    assert "write one of the numbers from 1 to " in ran.out


AGED = """policy p "P"
  time in years
layer l
actor office
clock age
  starts at least 18 years
status a in l
status b in l
transition go from a to b by office
  when age less than 30 years
start in a
property q: some person in a can reach b
"""


def test_simulating_by_hand_asks_for_what_a_clock_starts_with(tmp_path: Path) -> None:
    asked: list[str] = []
    said: list[str] = []
    answers = iter(["soon", "17 years", "20 years", "1", ""])

    def answer(question: str) -> str:
        asked.append(question)
        return next(answers)

    lay_out({"m.bcm": AGED}, tmp_path)
    model = load(tmp_path / "m.bcm")
    with pytest.raises(DiagnosticError, match="no life course starts so"):
        by_hand(model, answer, said.append)
    by_hand(model, answer, said.append)
    assert asked[0] == "age at the start (at least 18 years): "
    assert "at the start, a: time in status 0 years, age 20 years" in said
    assert any("there is no name `soon`" in line for line in said)


@pytest.mark.parametrize(("words", "code"), [("age is 29 years", 0), ("age is 17 years", 2), ("old is yes", 2)])
def test_simulating_takes_who_begins(
    words: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"m.bcm": AGED}, tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = bcm(monkeypatch, capfd, "simulate", "m.bcm", "--random", "3", "--with", words)
    assert code == ran.code
    assert code or "age 29 years" in ran.out


# --- as a process ---


@pytest.mark.parametrize("args", [("--help",), ("check", "--help"), ("--version",)])
def test_help_imports_nothing_heavy(args: tuple[str, ...]) -> None:
    code = (
        "import sys; sys.argv = ['bcm', *sys.argv[1:]]\n"
        "from bcm_formal.cli.app import run\n"
        "assert run() == 0\n"
        "heavy = {'z3', 'cvc5', 'networkx', 'lark', 'oxidd', 'graphviz', 'fontTools', 'pydyf', 'bcm_formal.api.run'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


SMALL = """policy small "Small"
  time in months
layer all
status only in all
start in only
property fine:
  no dead ends
"""
NEEDLESS = (
    "answers.reading",
    "diagnostics.codes",
    "language.reading.complaints",
    "language.to_text",
    "system.ctl.plans",
    "trust.formulas",
    "vault.archive",
    "vetting.how_soon",
    "vetting.scenarios",
    "verify.reuse",
    "verify.regions.robust",
    "views.report.evidence",
    "views.report.json_form",
    "views.report.markup",
)
"""what a check whose one property holds can do without"""
FOREIGN = ("email", "importlib.metadata", "networkx", "pydantic", "ssl", "urllib.request", "xml")


@pytest.mark.parametrize(
    ("options", "needed"),
    [((), ()), (("--format", "json"), ("views.report.json_form", "email", "importlib.metadata"))],
    ids=["text", "json"],
)
def test_a_check_that_explains_nothing_imports_nothing_that_explains(
    options: tuple[str, ...], needed: tuple[str, ...], tmp_path: Path
) -> None:
    lay_out({"m.bcm": SMALL}, tmp_path)
    code = (
        "import sys; sys.argv = ['bcm', 'check', 'm.bcm', *sys.argv[1:]]\n"
        "from bcm_formal.cli.app import run\n"
        "assert run() == 0\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", code, *options]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(command, cwd=tmp_path, env=plain, capture_output=True, text=True, check=True)
    imported = set(done.stderr.split())
    assert [name for name in NEEDLESS if f"bcm_formal.{name}" in imported and name not in needed] == []
    assert [name for name in FOREIGN if name in imported and name not in needed] == []
    for name in NEEDLESS:
        assert find_spec(f"bcm_formal.{name}") is not None


def test_a_full_disk_on_stdout_is_told(tmp_path: Path) -> None:
    lay_out({"m.bcm": SOUND}, tmp_path)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bcm_formal", "check", "m.bcm"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "error[BCM904]: cannot write the result: no space left on device\n")


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    lay_out({"m.bcm": SOUND}, tmp_path)
    with started(
        [sys.executable, "-m", "bcm_formal", "schema"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""


def test_a_folder_with_one_model_stands_for_it(run: Runner) -> None:
    assert run("draw", ".", "-o", "out.dot").code == 0
    assert (run.folder / "out.dot").read_text(encoding="utf-8").startswith("digraph")


@pytest.mark.slow
def test_findings_stand_between_the_verdicts_and_the_summary(tmp_path: Path) -> None:
    (tmp_path / "m.bcm").write_text(VIOLATED, "utf-8")
    command = [sys.executable, "-P", "-m", "bcm_formal", "check", "m.bcm"]
    ran = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    lines = [line for line in ran.stdout.decode().split("\n") if line]
    verdicts = [number for number, line in enumerate(lines) if line.startswith(("  ✓", "  ✗", "  ○"))]
    findings = [number for number, line in enumerate(lines) if "warning[" in line]
    assert findings
    assert max(verdicts) < min(findings)
    assert max(findings) < len(lines) - 1
    assert "properties: " in lines[-1]
