"""Reforms as files: what they may name, and that every command reads them as the law that they make."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bcm_formal.diagnostics import DiagnosticError, read_source
from bcm_formal.project.files import find_models, is_model, lone_model
from bcm_formal.project.preparing import read
from bcm_formal.versions.loading import reforms_of
from tests.builders.running import Ran, bcm, lay_out

LAW = (
    'policy ladder "Ladder"\n  time in months\n\nlayer outside\nlayer inside\n\nclock stay\n  runs in inside\n\n'
    "status abroad in outside\nstatus guest  in inside\nstatus pr     in inside\n\n"
    "transition enter from abroad to guest by person\ntransition grant from guest to pr by law\n"
    "  when stay at least 1 year\n\nstart in abroad\n\n"
    "property soon:\n  every person in guest can reach pr within 1 year\n"
)
REFORM = (
    'reform longer "Longer" of "{}"\n  in force 2027-04-01\n\namend transition grant\n'
    "  replace when stay at least 1 year with stay at least 2 years\n"
)
FILES = {"law.bcm": LAW, "reforms/longer.bcm": REFORM.format("../law.bcm")}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command in a folder."""

    def ran(folder: Path, *args: str) -> Ran:
        monkeypatch.chdir(folder)
        return bcm(monkeypatch, capfd, *args)

    return ran


@pytest.fixture
def home(tmp_path: Path) -> Path:
    lay_out(FILES, tmp_path)
    return tmp_path


def _messages(path: Path) -> list[tuple[str, str]]:
    found = read(path)
    assert found.model is None
    return [(item.code, item.message) for item in found.diagnostics if item.severity == "error"]


def test_a_reform_is_read_as_the_law_that_it_makes(home: Path) -> None:
    found = read(home / "reforms" / "longer.bcm")
    assert found.model is not None
    assert found.model.name == "ladder_longer"
    assert [(item.code, item.severity) for item in found.diagnostics] == [("BCM627", "note")]


def test_what_is_checked_of_a_reform_is_the_new_law(home: Path, run: Callable[..., Ran]) -> None:
    done = run(home, "check", "reforms/longer.bcm", "--format", "json")
    report = json.loads(done.out)
    assert (done.code, report["models"][0]["properties"][0]["verdict"]) == (1, "VIOLATED")
    assert run(home, "check", "law.bcm").code == 0


def test_a_folder_is_checked_without_its_reforms(home: Path) -> None:
    assert (home / "law.bcm",) == find_models([home])
    assert home / "law.bcm" == lone_model(home)
    assert not is_model(home / "reforms" / "longer.bcm")
    assert (home / "reforms" / "longer.bcm",) == find_models([home / "reforms" / "longer.bcm"])


def test_a_reform_is_formatted_with_its_folder(home: Path, run: Callable[..., Ran]) -> None:
    path = home / "reforms" / "longer.bcm"
    path.write_text(path.read_text("utf-8").replace("\n\n", "\n"), "utf-8")
    assert run(home, "fmt").code == 0
    assert FILES["reforms/longer.bcm"] == path.read_text("utf-8")


def test_a_model_and_its_reform_are_checked_together(home: Path, run: Callable[..., Ran]) -> None:
    done = run(home, "check", "law.bcm", "reforms/longer.bcm", "--format", "concise")
    assert done.code == 1
    assert "BCM931" not in done.err


def test_a_reform_may_be_named_from_its_own_folder(home: Path, run: Callable[..., Ran]) -> None:
    assert "VIOLATED" in run(home / "reforms", "check", "longer.bcm", "--format", "json").out


def test_a_reform_beside_the_policy_names_it_without_a_folder(home: Path) -> None:
    lay_out({"here.bcm": REFORM.format("law.bcm")}, home)
    assert read(home / "here.bcm").model is not None


def test_the_policy_of_a_reform_may_include_files(home: Path) -> None:
    head, rest = LAW.split("layer outside", 1)
    lay_out({"law.bcm": f'{head}include "rest.bcm"\n', "rest.bcm": f"layer outside{rest}"}, home)
    found = read(home / "reforms" / "longer.bcm")
    assert found.model is not None
    paths = [Path(source.path).name for source in found.model.included]
    assert paths == ["law.bcm", "rest.bcm"]


@pytest.mark.parametrize(
    "name",
    [
        "../../law.bcm",
        "../other/law.bcm",
        "../../reforms/law.bcm",
        "/etc/passwd",
        "/law.bcm",
        "..",
        "../",
        "../.hidden.bcm",
        "../law.txt",
        "reforms/../law.bcm",
        ".././law.bcm",
        "../law.bcm\\\\x",
        "~/law.bcm",
    ],
)
def test_no_reform_names_anything_else(home: Path, name: str) -> None:
    lay_out({"reforms/longer.bcm": REFORM.format(name), "other/law.bcm": LAW, ".hidden.bcm": LAW}, home)
    assert [code for code, _ in _messages(home / "reforms" / "longer.bcm")] in (["BCM162"], ["BCM125"])


def test_only_a_folder_called_reforms_leads_above(home: Path) -> None:
    lay_out({"changes/longer.bcm": REFORM.format("../law.bcm")}, home)
    message = "`../law.bcm` lies in the folder above, which only a reform in a folder `reforms` can name"
    assert [("BCM162", message)] == _messages(home / "changes" / "longer.bcm")


def test_a_link_to_a_folder_leads_to_no_policy(home: Path) -> None:
    lay_out({"far/away/law.bcm": LAW, "far/away/inner/longer.bcm": REFORM.format("../law.bcm")}, home)
    (home / "near").mkdir()
    (home / "near" / "reforms").symlink_to(home / "far" / "away" / "inner")
    assert [code for code, _ in _messages(home / "near" / "reforms" / "longer.bcm")] == ["BCM162"]


def test_a_link_to_a_policy_elsewhere_is_not_followed(home: Path) -> None:
    secret = "policy secret\n  # nothing for others\n"
    lay_out({"far/secret.bcm": secret, "near/reforms/longer.bcm": REFORM.format("../law.bcm")}, home)
    (home / "near" / "law.bcm").symlink_to(home / "far" / "secret.bcm")
    ((code, message),) = _messages(home / "near" / "reforms" / "longer.bcm")
    assert code == "BCM162"
    assert "secret" not in message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_is_no_policy(home: Path) -> None:
    (home / "law.bcm").unlink()
    os.mkfifo(home / "law.bcm")
    assert [code for code, _ in _messages(home / "reforms" / "longer.bcm")] == ["BCM162"]


def test_what_declares_no_policy_cannot_be_changed(home: Path) -> None:
    lay_out({"law.bcm": "layer outside\n"}, home)
    assert _messages(home / "reforms" / "longer.bcm") == [("BCM162", "`../law.bcm` declares no policy")]


def test_a_reform_of_a_reform_is_none(home: Path) -> None:
    lay_out({"reforms/more.bcm": REFORM.format("longer.bcm")}, home)
    assert _messages(home / "reforms" / "more.bcm") == [("BCM162", "`longer.bcm` declares no policy")]


def test_errors_of_the_policy_are_told_where_they_stand(home: Path) -> None:
    lay_out({"law.bcm": LAW.replace("stay at least 1 year\n", "stay at least 1 year\n   and nothing\n")}, home)
    found = read(home / "reforms" / "longer.bcm")
    assert [(item.code, Path(item.span.source.path).name) for item in found.diagnostics if item.span] == [
        ("BCM201", "law.bcm")
    ]


def test_a_reform_begins_with_reform(home: Path) -> None:
    lay_out({"reforms/longer.bcm": f"repeal transition grant\n{REFORM.format('../law.bcm')}"}, home)
    assert _messages(home / "reforms" / "longer.bcm") == [("BCM161", "a reform begins with `reform`")]


def test_reforms_of_two_policies_are_not_applied_together(home: Path) -> None:
    lay_out({"other.bcm": LAW, "other_longer.bcm": REFORM.format("other.bcm").replace("longer", "other", 1)}, home)
    sources = [read_source(home / name) for name in ("reforms/longer.bcm", "other_longer.bcm")]
    with pytest.raises(DiagnosticError) as error:
        reforms_of(sources)
    assert [item.code for item in error.value.diagnostics] == ["BCM162"]


def test_what_a_reform_changes_is_told(home: Path, run: Callable[..., Ran]) -> None:
    for laws in (("law.bcm", "reforms/longer.bcm"), ("reforms/longer.bcm",), (".", "reforms/longer.bcm")):
        done = run(home, "diff", *laws)
        assert done.code == 0, done.err
        assert "1 change in the text: 1 tightened" in done.out
        assert "transition grant" in done.out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("other.bcm", "reforms/longer.bcm"), "is not the policy of"),
        (("nowhere.bcm", "reforms/longer.bcm"), "is not the policy of"),
        (("law.bcm", "law.bcm", "reforms/longer.bcm", "--to", "2027-01-01"), "a reform says itself when"),
        (("law.bcm", "law.bcm", "other.bcm"), "name two policies"),
    ],
)
def test_what_is_no_change_is_refused(home: Path, run: Callable[..., Ran], args: tuple[str, ...], said: str) -> None:
    lay_out({"other.bcm": LAW}, home)
    done = run(home, "diff", *args)
    assert done.code == 2
    assert said in " ".join(done.err.split())
