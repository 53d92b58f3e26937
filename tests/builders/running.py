"""Runs the command line in this process, and writes down what it says."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bcm_formal.cli.app import run
from bcm_formal.project.scaffold import first_model

SOUND = first_model("sound", datetime.date(2026, 3, 14))


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of the command line."""

    code: int
    out: str
    err: str


def bcm(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *args: str) -> Ran:
    """What `bcm ARGS` says and leaves with."""
    monkeypatch.setattr(sys, "argv", ["bcm", *args])
    capfd.readouterr()
    code = run()
    said = capfd.readouterr()
    return Ran(code, said.out, said.err)


@contextmanager
def started(command: Sequence[str], **settings: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs within the block and never longer: a test that fails there waits for nobody."""
    with subprocess.Popen(command, **settings) as process:
        try:
            yield process
        finally:
            process.kill()


def lay_out(files: Mapping[str, str | bytes], folder: Path) -> None:
    """Write the files below the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def contents(folder: Path) -> dict[str, int]:
    """Every file below a folder with its size."""
    return {str(path.relative_to(folder)): path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()}


def page(args: tuple[str, ...], ran: Ran) -> str:
    """A run as a page: the command, what it says on each stream, its exit code."""
    parts = [f"$ bcm {' '.join(args)}"]
    parts += [f"--- stdout\n{ran.out.rstrip()}"] if ran.out else []
    parts += [f"--- stderr\n{ran.err.rstrip()}"] if ran.err else []
    return "\n".join([*parts, f"--- exit {ran.code}"]) + "\n"
