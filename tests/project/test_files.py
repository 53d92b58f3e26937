"""Which files a search finds, what it leaves out and says so, and that it reads nothing it should not."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.project import files
from bcm_formal.project.files import find_models, search
from bcm_formal.project.preparing import read
from tests.builders.running import SOUND, Ran, bcm, lay_out

BLOCK = f"# A page\n\n```bcm\n{SOUND}```\n"
SECRET = "root:x:0:0:root:/root:/bin/sh\nTOKEN=abc-very-secret\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> partial[Ran]:
    return partial(bcm, monkeypatch, capfd)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one; beside it stands a file that is nobody's business."""
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "home"


def found(laid_out: Mapping[str, str | bytes]) -> list[str]:
    lay_out(laid_out, Path())
    return [path.as_posix() for path in find_models((Path(),))]


def named(text: str, name: str) -> str:
    return text.replace("policy sound", f"policy {name}")


def told() -> list[str]:
    return [item.message for item in search((Path(),)).left_out]


# --- what is found ---


def test_models_are_found_by_their_endings_in_small_and_capital_letters(home: Path) -> None:
    laid_out = {"a.bcm": SOUND, "B.BCM": SOUND, "c.md": BLOCK, "D.MD": BLOCK, "e.Markdown": BLOCK, "f.md": "# Words"}
    assert found(laid_out) == ["B.BCM", "D.MD", "a.bcm", "c.md", "e.Markdown"]


@pytest.mark.parametrize("folder", ["build", "dist", "venv", "a/b/c/build", "proofs", "Ünicode füßen"])
def test_a_model_is_found_whatever_its_folder_is_called(home: Path, folder: str) -> None:
    assert found({f"{folder}/a.bcm": SOUND}) == [f"{folder}/a.bcm"]


def test_a_block_in_a_comment_makes_no_model_of_a_page(home: Path) -> None:
    assert found({"a.bcm": SOUND, "README.md": f"<!--\n{BLOCK}-->\n"}) == ["a.bcm"]
    assert told() == ["`README.md` is left out: what looks like a `bcm` block is none (bcm explain BCM609)"]


def test_a_file_named_twice_is_looked_at_once(home: Path) -> None:
    lay_out({"a.bcm": SOUND}, home)
    (home / "b.bcm").symlink_to("a.bcm")
    paths = (Path("a.bcm"), Path("./a.bcm"), Path("b.bcm"), Path(), home / "a.bcm")
    assert find_models(paths) == (Path("a.bcm"),)


def test_a_folder_with_one_policy_file_stands_for_it(home: Path) -> None:
    lay_out({"x/a.BCM": SOUND, "x/README.md": BLOCK}, home)
    assert read("x").path == "x/a.BCM"


# --- links ---


def test_a_link_to_a_file_in_the_folder_is_followed_once(home: Path) -> None:
    lay_out({"texts/a.txt": SOUND, "b.bcm": SOUND}, home)
    (home / "a.bcm").symlink_to("texts/a.txt")
    (home / "c.bcm").symlink_to("b.bcm")
    (home / "d.bcm").symlink_to("texts/a.txt")
    assert [path.name for path in find_models((Path(),))] == ["a.bcm", "b.bcm"]


@pytest.mark.parametrize("target", ["../secret", "../other/a.bcm", "/etc/passwd", "/proc/self/environ", "/dev/zero"])
def test_no_link_leads_a_search_out_of_its_folder(home: Path, run: partial[Ran], target: str) -> None:
    lay_out({"a.bcm": SOUND, "../other/a.bcm": named(SOUND, "other")}, home)
    (home / "x.bcm").symlink_to(target)
    (home / "y.md").symlink_to(target)
    assert find_models((Path(),)) == (Path("a.bcm"),)
    ran = run("check", "--fresh")
    assert "warning[BCM608]: `x.bcm` is left out: it is a symbolic link that leads out" in ran.err
    assert "other" not in ran.out
    assert ("x:0" in ran.out + ran.err, "secret" in ran.out + ran.err) == (False, False)


def test_a_folder_that_is_a_link_is_not_looked_into(home: Path) -> None:
    lay_out({"a.bcm": SOUND, "../other/b.bcm": SOUND, "c/d.bcm": SOUND}, home)
    (home / "x").symlink_to("../other")
    (home / "y").symlink_to("c")
    (home / "z").symlink_to(".")
    assert [path.as_posix() for path in find_models((Path(),))] == ["a.bcm", "c/d.bcm"]
    assert told() == ["`x` is left out: it is a symbolic link that leads out of the folder searched"]


def test_links_that_lead_nowhere_or_round_are_no_models(home: Path) -> None:
    lay_out({"a.bcm": SOUND}, home)
    (home / "b.bcm").symlink_to("nothing")
    (home / "c.bcm").symlink_to("d.bcm")
    (home / "d.bcm").symlink_to("c.bcm")
    assert find_models((Path(),)) == (Path("a.bcm"),)
    assert len(told()) == 3


# --- what is no file to read ---


def test_pipes_sockets_and_folders_called_like_models_are_left_out_without_waiting(home: Path) -> None:
    lay_out({"a.bcm": SOUND, "folder.bcm/b.bcm": SOUND}, home)
    os.mkfifo("pipe.bcm")
    os.mkfifo("pipe.md")
    os.mkfifo("README")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.bcm")
    assert [path.as_posix() for path in find_models((Path(),))] == ["a.bcm", "folder.bcm/b.bcm"]
    expected = [f"`{name}.bcm` is left out: it is not a regular file" for name in ("pipe", "socket")]
    assert expected == told()


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/random", "/dev/tty", "pipe.bcm", "link.bcm"])
def test_no_command_opens_a_device_or_a_pipe(home: Path, run: partial[Ran], path: str) -> None:
    os.mkfifo("pipe.bcm")
    (home / "link.bcm").symlink_to("/dev/zero")
    for words in (("check",), ("fmt",), ("simulate",), ("prove",), ("export", "json"), ("draw", "-o", "x.svg")):
        ran = run(*words, path)
        assert (ran.code, "is not a regular file" in ran.err) == (2, True)


@pytest.mark.parametrize("words", ["check", "fmt", "prove", "export json", "explain x", "simulate"])
@pytest.mark.parametrize("path", ["../secret", "x.bcm", "y.md", "deep/x.bcm", "notes.txt"])
def test_nothing_is_shown_of_a_file_that_is_no_model(home: Path, run: partial[Ran], words: str, path: str) -> None:
    for name in ("x.bcm", "y.md"):
        (home / name).symlink_to("../secret")
    (home / "deep").symlink_to("..")
    (home.parent / "x.bcm").write_text(SECRET, encoding="utf-8")
    lay_out({"notes.txt": SECRET}, home)
    ran = run(*words.split(), path)
    assert (ran.code, "BCM930" in ran.err) == (2, True)
    assert f"`{path}` is no model" in ran.err
    assert not [word for word in ("root", "x:0", "TOKEN", "abc") if word in ran.out + ran.err]


def test_a_policy_is_read_whatever_its_name_and_its_mistakes_are_shown(home: Path, run: partial[Ran]) -> None:
    lay_out({"policy.txt": SOUND, "broken.txt": SOUND + "stat us\n", "broken.bcm": "layr x\n"}, home)
    assert run("check", "policy.txt").code == run("check", Path("policy.txt").absolute().as_posix()).code != 2
    assert "stat us" in run("check", "broken.txt").err
    assert "layr x" in run("check", "broken.bcm").err


# --- what is left out is said ---


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (".hidden/x.bcm", "what is hidden is not searched"),
        (".x.bcm", "what is hidden is not searched"),
        ("a/.git-old/b/x.bcm", "what is hidden is not searched"),
        ("node_modules/x/x.bcm", "installed packages are not searched"),
        ("README.txt", "its name does not end in .bcm"),
        ("x.bcm.txt", "its name does not end in .bcm"),
        ("x.bcm~", "its name does not end in .bcm"),
        ("policy", "its name does not end in .bcm"),
    ],
)
def test_what_looks_like_a_model_and_is_left_out_is_said(home: Path, run: partial[Ran], path: str, why: str) -> None:
    lay_out({"a.bcm": SOUND, path: f"# Words\n{named(SOUND, 'other')}"}, home)
    assert told() == [f"`{path}` is left out: {why}"]
    assert f"warning[BCM608]: `{path}` is left out: {why}" in run("check").err
    assert run("check", "--strict").code == 2
    assert run("check", "--severity", "BCM608=off").err == ""


def test_of_very_many_files_left_out_some_are_named_and_the_others_counted(home: Path) -> None:
    lay_out({"a.bcm": SOUND, **{f".hidden/{number:03}.bcm": SOUND for number in range(50)}}, home)
    assert len(told()) == files.MAX_LEFT_OUT + 1
    assert told()[-1] == "30 more files that look like models are left out"


def test_the_proofs_beside_a_model_are_nothing_to_say(home: Path, run: partial[Ran]) -> None:
    lay_out({"a.bcm": SOUND}, home)
    assert run("prove", "a.bcm").code == 0
    assert told() == []
    assert run("check", "--strict").err == ""


def test_words_about_policies_are_nothing_to_say(home: Path) -> None:
    lay_out({"a.bcm": SOUND, "README.txt": "the policy sound is\npolicy makers read it\n", "x.bin": SOUND}, home)
    assert told() == []


# --- limits ---


def test_too_many_files_are_an_error_with_a_code(
    home: Path, run: partial[Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_ENTRIES", 30)
    lay_out({f"a{number % 5}/{number}.txt": "" for number in range(40)}, home)
    ran = run("check")
    assert (ran.code, "error[BCM932]: there are more than 30 files and folders in `.`" in ran.err) == (2, True)


def test_too_many_models_are_an_error_with_a_code(
    home: Path, run: partial[Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_MODELS", 3)
    lay_out({f"{number}.bcm": SOUND for number in range(4)}, home)
    assert "error[BCM932]: there are more than 3 models" in run("check").err


@pytest.mark.parametrize(("limit", "words"), [("MAX_TOGETHER", "the models"), ("MAX_MARKDOWN", "Markdown with `bcm`")])
def test_too_much_text_is_an_error_with_a_code(
    home: Path, run: partial[Ran], monkeypatch: pytest.MonkeyPatch, limit: str, words: str
) -> None:
    monkeypatch.setattr(files, limit, 5_000)
    lay_out({f"{number}.md": BLOCK for number in range(10)}, home)
    ran = run("check")
    assert (ran.code, f"error[BCM932]: {words}" in ran.err) == (2, True)


def test_installed_packages_do_not_count(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_ENTRIES", 10)
    monkeypatch.setattr(files, "MAX_ASIDE", 10)
    lay_out({"a.bcm": SOUND, **{f"node_modules/{number}.js": "" for number in range(40)}}, home)
    assert find_models((Path(),)) == (Path("a.bcm"),)


def test_folders_nested_without_end_are_an_error_with_a_code(home: Path, run: partial[Ran]) -> None:
    deep = home
    for _ in range(files.MAX_LEVELS + 2):
        deep /= "d"
        deep.mkdir()
    (home / "a.bcm").write_text(SOUND, encoding="utf-8")
    ran = run("check")
    assert (ran.code, "error[BCM932]: folders in `.` are nested more than" in ran.err) == (2, True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems allow no such names")
def test_names_that_are_no_text_are_found_and_told(home: Path, run: partial[Ran]) -> None:
    Path(os.fsdecode(b"a\xff.bcm")).write_text(SOUND, encoding="utf-8")
    for form in ("text", "json", "junit", "github", "markdown", "concise"):
        assert run("check", "--format", form, "--output", "json=r.json").code in (0, 1)


def test_nothing_found_says_what_was_left_out(home: Path) -> None:
    lay_out({".hidden/x.bcm": SOUND}, home)
    with pytest.raises(DiagnosticError) as caught:
        search((Path(),))
    assert [item.code for item in caught.value.diagnostics] == ["BCM608", "BCM901"]


# --- two files with one policy name ---


@pytest.mark.parametrize("other", ["b.bcm", "deep/down/B.BCM", "page.md"])
def test_two_files_with_one_policy_name_are_an_error(home: Path, run: partial[Ran], other: str) -> None:
    lay_out({"a.bcm": SOUND, other: BLOCK if other.endswith(".md") else SOUND, "c.bcm": named(SOUND, "third")}, home)
    ran = run("check")
    assert ran.code == 2
    assert f"error[BCM931]: the policy `sound` is declared in several files: `a.bcm`, `{other}`" in ran.err
    assert "Sound  c.bcm" in ran.out
    assert run("check", "a.bcm").code in (0, 1)


def test_a_policy_in_a_comment_of_a_page_is_no_second_one(home: Path, run: partial[Ran]) -> None:
    lay_out({"a.bcm": SOUND, "page.md": f"<!--\n{BLOCK}-->\n\n```bcm\n{named(SOUND, 'page')}```\n"}, home)
    ran = run("check")
    assert "BCM931" not in ran.err
    assert "BCM609" in ran.err
