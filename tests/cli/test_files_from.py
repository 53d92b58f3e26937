"""`--files-from` checks what a list names, and nothing if it names nothing; places are those of the repository."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.builders.running import SOUND, Ran, bcm, lay_out

FAILING = SOUND.replace("after 5 years: settle", "after 4 years: settle")


class Runner:
    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder, self.monkeypatch, self.capfd = folder, monkeypatch, capfd
        monkeypatch.chdir(folder)
        monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)

    def __call__(self, *args: str, stdin: bytes = b"") -> Ran:
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        return bcm(self.monkeypatch, self.capfd, *args)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Runner:
    lay_out({"a.bcm": SOUND, "b.bcm": FAILING.replace("policy sound", "policy other"), "x.py": ""}, tmp_path)
    return Runner(tmp_path, monkeypatch, capfd)


def test_the_files_of_a_list_are_checked(run: Runner) -> None:
    lay_out({"list": "a.bcm\nx.py\n"}, run.folder)
    for ran in (run("check", "--files-from", "list"), run("check", "--files-from", "-", stdin=b"a.bcm\nx.py\n")):
        assert (ran.code, "a.bcm" in ran.out, "b.bcm" in ran.out) == (0, True, False)
        assert "1 of 2 files that" in ran.err


def test_a_file_that_is_not_there_is_no_success(run: Runner) -> None:
    ran = run("check", "--files-from", "-", "--format", "json", stdin=b"gone.bcm\na.bcm\n")
    assert (ran.code, "there is no file `gone.bcm`" in ran.err) == (2, True)
    assert [(item["path"], item["success"]) for item in json.loads(ran.out)["models"]] == [
        ("gone.bcm", False),
        ("a.bcm", True),
    ]


@pytest.mark.parametrize(
    ("form", "out"),
    [
        ("text", "nothing was checked: no model was named\n"),
        ("concise", "nothing was checked: no model was named\n"),
        ("github", "nothing was checked: no model was named\n"),
        ("markdown", "Nothing was checked: no model was named.\n"),
        ("junit", '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n</testsuites>\n'),
    ],
)
def test_an_empty_list_checks_nothing_and_says_so(run: Runner, form: str, out: str) -> None:
    for listed in (b"", b"\n\n", b"x.py\n"):
        ran = run("check", "--files-from", "-", "--format", form, stdin=listed)
        assert (ran.code, ran.out) == (0, out)


def test_an_empty_list_is_a_document_without_models(run: Runner) -> None:
    ran = run("check", "--files-from", "-", "--format", "json", "--property", "x")
    assert (ran.code, json.loads(ran.out)["models"]) == (0, [])


def test_a_list_is_not_mixed_with_paths(run: Runner) -> None:
    assert run("check", "a.bcm", "--files-from", "-").code == 2


def places(ran: Ran) -> set[str]:
    return {line.split("file=")[1].split(",")[0] for line in ran.out.splitlines() if line.startswith("::")}


def test_github_lines_name_files_from_the_root_of_the_repository(run: Runner) -> None:
    lay_out({"law/sub/c.bcm": FAILING, "law/.git/HEAD": ""}, run.folder)
    run.monkeypatch.chdir(run.folder / "law" / "sub")
    for named in ("c.bcm", ".", "../sub/c.bcm", str(run.folder / "law" / "sub" / "c.bcm")):
        assert places(run("check", named, "--format", "github")) == {"sub/c.bcm"}
    run.monkeypatch.setenv("GITHUB_WORKSPACE", str(run.folder))
    assert places(run("check", "c.bcm", "--format", "github")) == {"law/sub/c.bcm"}
    run.monkeypatch.setenv("GITHUB_WORKSPACE", str(run.folder / "elsewhere"))
    assert places(run("check", "c.bcm", "--format", "github")) == {"sub/c.bcm"}
    assert places(run("check", "-", "--format", "github", stdin=FAILING.encode())) == {"<stdin>"}


def test_github_lines_outside_of_a_repository_name_files_as_they_were_named(run: Runner) -> None:
    assert places(run("check", "b.bcm", "--format", "github")) == {"b.bcm"}
