"""Policies in several files: what an `include` may name, and that every place is that of the right file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import bcm_formal
from bcm_formal.api.run import check_file
from bcm_formal.diagnostics import DiagnosticError, source_of_text
from bcm_formal.language.includes import MAX_INCLUDED, is_allowed
from bcm_formal.language.to_text import format_source
from bcm_formal.model.load import load, read
from bcm_formal.project.files import find_models, is_model, lone_model
from bcm_formal.project.parts import models_with
from bcm_formal.views.report.contents import Report
from tests.builders.loading import model_of
from tests.builders.running import bcm, lay_out

PLACES = "layer outside\nlayer inside\n\nstatus abroad in outside\nstatus pr     in inside\n"
POINTS = (
    "attribute skill: 0 to 3, starts 0\n\n"
    "event study in abroad by person\n  when skill less than 3\n  set skill = skill + 1\n"
)
GRANT = "transition grant from abroad to pr by person\n  when skill at least 2\n"
TOP = 'policy ladder "Ladder"\n  time in months\n\n'
LAST = '\nstart in abroad\n\nproperty path "A path":\n  every person in abroad can reach pr\n'
FILES = {
    "ladder.bcm": f'{TOP}include "rules/places.bcm"\ninclude "rules/all.bcm"\n{LAST}',
    "rules/places.bcm": PLACES,
    "rules/all.bcm": f'include "more/points.bcm"\n\n{GRANT}',
    "rules/more/points.bcm": POINTS,
}
WHOLE = TOP + PLACES + "\n" + POINTS + GRANT + LAST


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay_out(FILES, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes_of(text: str, files: dict[str, str | bytes] | None = None) -> list[tuple[str, str]]:
    """The errors of `m.bcm` with this text in the working directory, each with its file."""
    lay_out({"m.bcm": text, **(files or {})}, Path())
    _, found = load("m.bcm")
    return [(item.code, item.span.source.path if item.span else "") for item in found if item.severity == "error"]


def test_several_files_are_one_policy(folder: Path) -> None:
    model = model_of(folder / "ladder.bcm")
    assert model == model_of(WHOLE)
    assert [Path(item.path).name for item in model.included] == ["places.bcm", "all.bcm", "points.bcm"]
    report = check_file("ladder.bcm")
    assert isinstance(report, Report)
    assert [item.outcome.name for item in report.verdicts] == ["HOLDS"]


def test_the_library_loads_them(folder: Path) -> None:
    assert bcm_formal.load("ladder.bcm").name == "ladder"


def test_places_are_those_of_the_right_file(folder: Path) -> None:
    lay_out({"rules/more/points.bcm": POINTS.replace("skill + 1", "skil + 1")}, folder)
    _, found = load("ladder.bcm")
    assert [(item.span.place, item.code) for item in found if item.span] == [("rules/more/points.bcm:5:15", "BCM201")]


def test_names_are_found_in_the_file_where_they_stand(folder: Path) -> None:
    names = read("ladder.bcm").names
    found = names.declaration_at(4, 8, "rules/all.bcm")
    assert found is not None
    assert found.span is not None
    assert (found.name, found.span.source.path, found.span.line) == ("skill", "rules/more/points.bcm", 1)
    assert names.declaration_at(4, 8, "ladder.bcm") is None


@pytest.mark.parametrize(
    "path",
    [
        "../x.bcm",
        "a/../x.bcm",
        "./x.bcm",
        "/etc/x.bcm",
        "//x.bcm",
        "a//x.bcm",
        "a\\\\x.bcm",
        "C:x.bcm",
        ".hidden.bcm",
        ".git/x.bcm",
        "x.txt",
        ".env",
        "x",
        "",
        "x.bcm/",
        "con?.bcm",
        "a./x.bcm",
        "x.bcm ",
        "x.BCM",
        "a|x.bcm",
    ],
)
def test_what_may_lead_elsewhere_or_is_no_policy_is_not_included(folder: Path, path: str) -> None:
    assert codes_of(f'{TOP}include "{path}"\n') == [("BCM151", "m.bcm")]
    assert not is_allowed(path)


@pytest.mark.parametrize("path", ["x.bcm", "rules/x.bcm", "規則/点数.bcm", "a b/x-1.bcm", "a/b/c/d.bcm"])
def test_files_below_may_be_included(folder: Path, path: str) -> None:
    lay_out({path: PLACES}, folder)
    assert codes_of(f'{TOP}include "{path}"\nstart in abroad\n') == []


def test_no_link_leads_out_of_the_folder_of_the_model(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "secret.bcm").write_text("layer secret_word\n", encoding="utf-8")
    (folder / "link.bcm").symlink_to(other / "secret.bcm")
    (folder / "away").symlink_to(other)
    for path in ("link.bcm", "away/secret.bcm"):
        lay_out({"m.bcm": f'{TOP}include "{path}"\nlayer secret_word\n'}, folder)
        _, found = load("m.bcm")
        assert [item.code for item in found] == ["BCM151"]
        assert "secret_word" not in found[0].message


def test_devices_folders_and_what_is_no_text_are_not_read(folder: Path) -> None:
    os.mkfifo(folder / "pipe.bcm")
    (folder / "folder.bcm").mkdir()
    files: dict[str, str | bytes] = {"binary.bcm": b"\0\1", "latin.bcm": b"# \xff", "large.bcm": b"#" * 2_000_001}
    for path in ("pipe.bcm", "folder.bcm", "not_there.bcm", *files):
        assert codes_of(f'{TOP}include "{path}"\n', files) == [("BCM151", "m.bcm")]


def test_a_text_that_stands_in_no_folder_includes_nothing() -> None:
    _, found = load(f'{TOP}include "x.bcm"\n')
    assert [item.code for item in found] == ["BCM151"]


@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        ('include "m.bcm"', {}, ("BCM152", "m.bcm")),
        ('include "a.bcm"', {"a.bcm": 'include "m.bcm"\n'}, ("BCM152", "a.bcm")),
        ('include "a.bcm"', {"a.bcm": 'include "b.bcm"\n', "b.bcm": 'include "a.bcm"\n'}, ("BCM152", "b.bcm")),
        ('include "a.bcm"\ninclude "a.bcm"', {"a.bcm": "layer l\n"}, ("BCM152", "m.bcm")),
        (
            'include "a.bcm"\ninclude "b.bcm"',
            {"a.bcm": 'include "c.bcm"\n', "b.bcm": 'include "c.bcm"\n', "c.bcm": "layer l\n"},
            ("BCM152", "b.bcm"),
        ),
        ('include "a.bcm"', {"a.bcm": TOP}, ("BCM153", "a.bcm")),
    ],
)
def test_no_file_is_included_twice_or_declares_a_second_policy(
    folder: Path, text: str, files: dict[str, str | bytes], expected: tuple[str, str]
) -> None:
    assert codes_of(f"{TOP}{text}\n", files) == [expected]


def test_a_link_to_a_file_that_is_included_is_the_same_file(folder: Path) -> None:
    (folder / "again.bcm").symlink_to(folder / "rules" / "places.bcm")
    assert codes_of(f'{TOP}include "rules/places.bcm"\ninclude "again.bcm"\n') == [("BCM152", "m.bcm")]


def test_a_policy_has_so_many_files_and_no_more(folder: Path) -> None:
    files: dict[str, str | bytes] = {f"many/f{i}.bcm": f"layer l{i}\n" for i in range(MAX_INCLUDED + 1)}
    lines = "".join(f'include "{name}"\n' for name in files)
    assert codes_of(f"{TOP}{lines}", files) == [("BCM154", "m.bcm")]


def test_all_files_together_have_so_many_bytes_and_declarations_and_no_more(folder: Path) -> None:
    files: dict[str, str | bytes] = {f"f{i}.bcm": f"layer l{i}\n#" + "x" * 1_900_000 for i in range(6)}
    lines = "".join(f'include "{name}"\n' for name in files)
    assert codes_of(f"{TOP}{lines}", files) == [("BCM154", "m.bcm")]
    many = {f"f{i}.bcm": "".join(f"layer l{i}_{j}\n" for j in range(11_000)) for i in range(2)}
    assert codes_of(f'{TOP}include "f0.bcm"\ninclude "f1.bcm"\n', {**many})[0][0] == "BCM154"


def test_a_clause_below_an_include_is_an_error(folder: Path) -> None:
    assert codes_of(f'{TOP}include "rules/places.bcm"\n  note "x"\n\nstart in abroad\n') == [("BCM131", "m.bcm")]


# --- which files are models ---


def test_an_included_file_is_no_model_and_no_broken_one(folder: Path) -> None:
    assert find_models([folder]) == (folder / "ladder.bcm",)
    assert lone_model(folder) == folder / "ladder.bcm"
    assert [is_model(folder / name) for name in FILES] == [True, False, False, False]
    assert models_with(Path("rules/more/points.bcm")) == (Path("ladder.bcm"),)


def test_a_file_without_a_policy_that_nobody_includes_is_a_broken_model(folder: Path) -> None:
    lay_out({"rules/lost.bcm": PLACES}, folder)
    assert find_models([folder]) == (folder / "ladder.bcm", folder / "rules" / "lost.bcm")


def test_two_parts_that_include_each_other_are_broken_models(folder: Path) -> None:
    lay_out({"x/a.bcm": 'include "b.bcm"\n', "x/b.bcm": 'include "a.bcm"\n'}, folder)
    assert find_models([folder / "x"]) == (folder / "x" / "a.bcm", folder / "x" / "b.bcm")


def test_a_policy_that_another_includes_is_a_model_all_the_same(folder: Path) -> None:
    lay_out({"other.bcm": f'policy other "O"\n  time in months\n\ninclude "ladder.bcm"{LAST}'}, folder)
    assert find_models([folder]) == (folder / "ladder.bcm", folder / "other.bcm")


def test_a_part_that_is_named_is_told_with_what_includes_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = bcm(monkeypatch, capfd, "check", "rules/all.bcm")
    assert ran.code == 2
    assert "error[BCM415]: this file is a part of `ladder.bcm`, which includes it" in ran.err


def test_a_list_with_a_part_means_what_includes_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"list": "rules/more/points.bcm\nrules/places.bcm\n"}, folder)
    ran = bcm(monkeypatch, capfd, "check", "--files-from", "list")
    assert (ran.code, "HOLDS     path" in ran.out, ran.err) == (0, True, "")


def test_each_file_is_formatted_for_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong = PLACES.replace("pr     in", "pr in")
    lay_out({"rules/places.bcm": wrong, "rules/more/points.bcm": POINTS + "# end\n"}, folder)
    assert bcm(monkeypatch, capfd, "fmt", "--check").out == "would change rules/places.bcm\n"
    assert bcm(monkeypatch, capfd, "fmt", "rules/places.bcm").code == 0
    assert Path("rules/places.bcm").read_text(encoding="utf-8") == PLACES
    assert Path("ladder.bcm").read_text(encoding="utf-8") == FILES["ladder.bcm"]


# --- what is remembered and proved ---


def test_a_proof_is_about_all_the_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def digest() -> str:
        said = bcm(monkeypatch, capfd, "verify-proofs", "proofs")
        assert said.code == 0
        return said.out.split("SHA-256 ")[1][:64]

    assert bcm(monkeypatch, capfd, "prove", "ladder.bcm").code == 0
    before = digest()
    lay_out({"rules/more/points.bcm": POINTS + "# another byte\n"}, folder)
    assert digest() != before
    lay_out({"rules/all.bcm": FILES["rules/all.bcm"].replace("at least 2", "at least 3")}, folder)
    assert bcm(monkeypatch, capfd, "verify-proofs", "proofs").code != 0


def test_what_was_told_before_is_not_told_of_changed_files(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    monkeypatch.setenv("BCM_CACHE", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.chdir(folder)
    assert bcm(monkeypatch, capfd, "check").code == 0
    assert "remembered from earlier runs" in bcm(monkeypatch, capfd, "check").out
    lay_out({"rules/all.bcm": FILES["rules/all.bcm"].replace("at least 2", "more than 3")}, folder)
    assert bcm(monkeypatch, capfd, "check").code == 2
    lay_out({"rules/all.bcm": FILES["rules/all.bcm"].replace("at least 2", "at least 3")}, folder)
    ran = bcm(monkeypatch, capfd, "check", "-v")
    assert "study (3 times)" in ran.out


def test_findings_of_a_part_stand_in_its_place_in_reports(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"rules/places.bcm": PLACES + "status never in inside\n"}, folder)
    ran = bcm(monkeypatch, capfd, "check", "ladder.bcm", "--format", "json")
    found = json.loads(ran.out)["models"][0]["diagnostics"]
    places = {item["code"]: item["place"]["path"] for item in found if item.get("place")}
    assert places["BCM604"] == "rules/places.bcm"
    said = bcm(monkeypatch, capfd, "check", "ladder.bcm", "--format", "github").out
    assert "file=rules/places.bcm,line=6" in said


def test_changes_of_a_part_are_tried_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = bcm(monkeypatch, capfd, "check", "ladder.bcm", "--mutate", "--limit", "6", "-v")
    assert "rules/more/points.bcm:4:8" in ran.out


def test_a_model_in_markdown_includes_files(folder: Path) -> None:
    lay_out({"page.md": f"# Ladder\n\n```bcm\n{FILES['ladder.bcm']}```\n"}, folder)
    assert model_of(folder / "page.md").name == "ladder"


def test_an_error_in_a_file_keeps_others_from_being_called_unknown(folder: Path) -> None:
    lay_out({"rules/more/points.bcm": "attribute skill 0 to 3\n"}, folder)
    _, found = load("ladder.bcm")
    assert [(item.code, item.span.source.path) for item in found if item.span] == [("BCM114", "rules/more/points.bcm")]


def test_load_raises_with_the_place_in_the_part(folder: Path) -> None:
    lay_out({"rules/all.bcm": "layer l\n"}, folder)
    with pytest.raises(DiagnosticError):
        bcm_formal.load("rules/all.bcm")


def test_the_example_of_the_page_is_read_and_is_canonical(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
    text = page.split("## Several files")[1].split("```text\n")[1].split("```")[0]
    lay_out({"ladder.bcm": text, "rules/places.bcm": PLACES, "rules/points.bcm": POINTS + GRANT}, tmp_path)
    assert model_of(tmp_path / "ladder.bcm").name == "residence"
    assert format_source(source_of_text(text)) == text


def test_models_are_looked_for_no_further_than_the_working_directory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert models_with(folder / "rules" / "all.bcm") == (folder / "ladder.bcm",)
    monkeypatch.chdir(folder / "rules")
    assert models_with(Path("all.bcm")) == ()
    assert models_with(folder / "rules" / "all.bcm") == ()
    monkeypatch.chdir("/")
    assert models_with(folder / "rules" / "more" / "points.bcm") == (folder / "ladder.bcm",)


def test_a_scenario_that_fails_says_in_which_file_it_does(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    life = "\nscenario life\n  start in abroad\n  study\n  grant\n"
    lay_out({"rules/lives.bcm": life, "apart.bcm": f'{FILES["ladder.bcm"]}\ninclude "rules/lives.bcm"\n'}, folder)
    lay_out({"alone.bcm": FILES["ladder.bcm"] + life}, folder)
    apart, alone = (
        bcm(monkeypatch, capfd, "check", name, "--property", "life").out for name in ("apart.bcm", "alone.bcm")
    )
    place = Path("rules", "lives.bcm")
    assert f"line 5 of `{place}`: " in apart
    assert "line 15: " in alone
    assert " of `" not in alone
