"""The shell completes commands, options and their values, once it was told how."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.builders.running import Ran, bcm

Run = Callable[..., Ran]

SHELLS = ("bash", "zsh", "fish", "powershell")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    return partial(bcm, monkeypatch, capfd)


def completed(line: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What bash would offer for the last word of a line."""
    words = line.split(" ")
    monkeypatch.setenv("_BCM_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    told = run().out
    monkeypatch.delenv("_BCM_COMPLETE")
    return [offer.partition(",")[2] for offer in told.splitlines()]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("bcm ver", ["verify-proofs"]),
        ("bcm s", ["sweep", "schema", "simulate"]),
        ("bcm check --ti", ["--times", "--timeout", "--timeout-each", "--timings"]),
        ("bcm check --format j", ["json", "junit"]),
        ("bcm check --engine re", ["regions"]),
        ("bcm schema m", ["mutants", "matrix", "model"]),
    ],
)
def test_commands_options_and_values_are_completed(
    line: str, offered: list[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert completed(line, run, monkeypatch) == offered


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_shown(shell: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", f"/usr/bin/{shell}")
    named, current = run("--show-completion", shell), run("--show-completion")
    assert (named.code, current.code) == (0, 0)
    assert named.out == current.out
    assert f"{shell}_complete" in named.out


@pytest.mark.parametrize(
    ("shell", "script", "read_by"),
    [
        ("bash", ".bash_completions/bcm.sh", ".bashrc"),
        ("zsh", ".zfunc/_bcm", ".zshrc"),
        ("fish", ".config/fish/completions/bcm.fish", None),
    ],
)
def test_installing_twice_is_installing_once_and_keeps_what_the_user_has(
    shell: str, script: str, read_by: str | None, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    if read_by is not None:
        (tmp_path / read_by).write_text("alias ll='ls -l'", encoding="utf-8")
    for _ in range(2):
        assert run("--install-completion", shell).code == 0
    assert (tmp_path / script).read_text("utf-8") == run("--show-completion", shell).out
    if read_by is not None:
        kept, added = (tmp_path / read_by).read_text("utf-8").splitlines()
        assert kept == "alias ll='ls -l'"
        assert "~/" in added
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1 + (read_by is not None)


def test_what_has_no_completion_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for arguments in (("--show-completion", "tcsh"), ("--install-completion", "tcsh")):
        told = run(*arguments)
        assert told.code == 2
        assert "there is no completion for `tcsh`: use bash, zsh, fish or powershell" in told.err
    told = run("--install-completion", "powershell")
    assert told.code == 2
    assert "`bcm --show-completion powershell`" in told.err
    assert list(tmp_path.iterdir()) == []
