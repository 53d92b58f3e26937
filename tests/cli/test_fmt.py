"""`bcm fmt`: the canonical form with the line ends of the file, from stdin as well, and as a difference."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bcm_formal.diagnostics import Source
from bcm_formal.language.to_text import format_source
from tests.builders.running import SOUND, Ran, bcm, lay_out

CRLF = (Path(__file__).parents[1] / "cases" / "crlf.md").read_bytes()
COMMENTED = SOUND.replace("source LAW", "# why\nsource LAW").replace("actor", "# who\n\nactor", 1)
UNTIDY = COMMENTED.replace("  time in months", "     time in months  # so").replace("status abroad", "status   abroad")
BREAK = "before\rbroken\r\nlines \n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def with_stdin(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    data = text.encode() if isinstance(text, str) else text
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def fmt(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *args: str) -> Ran:
    return bcm(monkeypatch, capfd, "fmt", *args)


def tidy(text: str, path: str = "m.bcm") -> str:
    return format_source(Source(path, text))


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_file_keeps_its_line_ends(end: str) -> None:
    expected = tidy(UNTIDY)
    assert "# so" in expected
    assert expected.replace("\n", end) == tidy(UNTIDY.replace("\n", end))
    assert expected.replace("\n", end) == tidy(expected.replace("\n", end))


def test_of_mixed_line_ends_those_of_most_lines_stay() -> None:
    mostly = UNTIDY.replace("\n", "\r\n").replace("\r\n", "\n", 3)
    assert tidy(UNTIDY).replace("\n", "\r\n") == tidy(mostly)
    assert tidy(UNTIDY) == tidy(UNTIDY.replace("\n", "\r\n", 3))


@pytest.mark.parametrize(("inside", "outside"), [("\r\n", BREAK), ("\n", BREAK), ("\r\n", "a\n"), ("\n", "a\r\n")])
def test_what_is_outside_of_blocks_is_untouched(inside: str, outside: str) -> None:
    block = UNTIDY.replace("\n", inside)
    text = f"# T{inside}{outside}```bcm{inside}{block}```{inside}{outside}last"
    expected = tidy(UNTIDY).replace("\n", inside)
    assert f"# T{inside}{outside}```bcm{inside}{expected}```{inside}{outside}last" == tidy(text, "m.md")


def test_a_markdown_file_of_windows_stays_one(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"m.md": CRLF}, here)
    assert fmt(monkeypatch, capfd, "m.md").out == "changed m.md\n"
    written = (here / "m.md").read_bytes()
    assert written.count(b"\r\n") == written.count(b"\n") == written.count(b"\r") == CRLF.count(b"\n")
    assert written.decode() == tidy(CRLF.decode(), "m.md")
    assert fmt(monkeypatch, capfd, "--check", "m.md").code == 0


def test_a_byte_order_mark_stays_and_a_last_line_gets_its_end(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"m.bcm": b"\xef\xbb\xbf" + UNTIDY.rstrip("\n").encode()}, here)
    assert fmt(monkeypatch, capfd, "m.bcm").code == 0
    assert (here / "m.bcm").read_bytes() == b"\xef\xbb\xbf" + tidy(UNTIDY).encode()
    assert (ran := fmt(monkeypatch, capfd, "--check", "m.bcm")).code == 0
    assert ran.out == ""


def test_stdin_is_written_to_stdout(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    for text in (UNTIDY, tidy(UNTIDY)):
        with_stdin(monkeypatch, text)
        ran = fmt(monkeypatch, capfd, "-")
        assert (ran.code, ran.out, ran.err) == (0, tidy(UNTIDY), "")
    with_stdin(monkeypatch, UNTIDY)
    assert (ran := fmt(monkeypatch, capfd, "-", "--check")).code == 1
    assert ran.out == "would change <stdin>\n"


def test_stdin_that_cannot_be_formatted_gives_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for data in (SOUND.replace("by person", "buy person").encode(), b"\xff\xfe\x00", b"x" * 3_000_000):
        with_stdin(monkeypatch, data)
        ran = fmt(monkeypatch, capfd, "-")
        assert (ran.code, ran.out) == (2, "")
        assert "<stdin>" in ran.err
    assert fmt(monkeypatch, capfd, "-", "m.bcm").code == 2


@pytest.mark.skipif(shutil.which("git") is None, reason="git applies it")
def test_a_difference_can_be_applied(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    texts = {"a.bcm": UNTIDY, "b.bcm": UNTIDY.replace("\n", "\r\n"), "c.bcm": tidy(UNTIDY), "d.bcm": UNTIDY.rstrip()}
    lay_out(dict(texts), here)
    monkeypatch.setattr("sys.argv", ["bcm", "fmt", "--diff", "."])
    command = [sys.executable, "-m", "bcm_formal", "fmt", "--diff", "."]
    environment = {"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert {name: (here / name).read_bytes().decode() for name in texts} == texts
    subprocess.run(["git", "apply", "-p0", "-"], cwd=here, input=done.stdout, check=True)
    expected = {name: tidy(text) for name, text in texts.items()}
    assert {name: (here / name).read_bytes().decode() for name in texts} == expected
    assert fmt(monkeypatch, capfd, "--diff", ".") == Ran(0, "", "")


def test_nothing_in_a_difference_is_acted_on(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"m.md": f"::error::no\n\x1b[2K##[x]\n\n```bcm\n{UNTIDY}```\n::error::no\n"}, here)
    ran = fmt(monkeypatch, capfd, "--diff", "m.md")
    assert ran.code == 1
    assert [line for line in ran.out.splitlines() if line.lstrip().startswith("::") or "##[" in line] == []
    assert "\x1b" not in ran.out
