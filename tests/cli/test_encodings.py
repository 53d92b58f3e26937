"""What programs read is UTF-8 with line feeds everywhere; what people read loses no letter silently."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from bcm_formal.cli.app import run

pytestmark = pytest.mark.slow

CASE = Path(__file__).parents[1] / "cases" / "umlauts_cp1252.bcm"
MACHINE = (
    ("check", "m.bcm", "--format", "json"),
    ("check", "m.bcm", "--format", "junit"),
    ("check", "m.bcm", "--format", "github"),
    ("check", "m.bcm", "--format", "markdown"),
    ("check", "m.bcm", "--mutate", "--limit", "1", "--format", "json"),
    ("export", "json", "m.bcm"),
    ("schema",),
)


def said(monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], encoding: str, line_end: str) -> bytes:
    """The bytes that `bcm ARGS` writes on a stdout of this kind."""
    binary = io.BytesIO()
    stream = io.TextIOWrapper(binary, encoding=encoding, newline=line_end)
    monkeypatch.setattr(sys, "argv", ["bcm", *args])
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        run()
        stream.flush()
    return binary.getvalue()


@pytest.fixture
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.bcm").write_bytes(CASE.read_bytes())
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize("args", MACHINE, ids=" ".join)
@pytest.mark.parametrize(("encoding", "line_end"), [("cp1252", "\r\n"), ("ascii", "\n"), ("utf-16", "\r\n")])
def test_what_programs_read_is_the_same_everywhere(
    monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], encoding: str, line_end: str
) -> None:
    there = said(monkeypatch, args, encoding, line_end)
    assert said(monkeypatch, args, "utf-8", "\n") == there
    assert b"\r" not in there
    text = there.decode("utf-8")
    if "junit" in args:
        ElementTree.fromstring(text)
        assert "永住 ß" in text
    if "json" in args:
        json.loads(text)


@pytest.mark.usefixtures("_here")
def test_what_people_read_is_spelled_out_where_it_cannot_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    args = ("check", "m.bcm")
    whole = said(monkeypatch, args, "utf-8", "\n").decode()
    western = said(monkeypatch, args, "cp1252", "\n").decode("cp1252")
    ascii_only = said(monkeypatch, args, "ascii", "\n").decode("ascii")
    assert "?" not in western.replace("?", "", whole.count("?"))
    assert ("Über Aufenthalt – Übergang" in whole, "Über Aufenthalt – Übergang" in western) == (True, True)
    assert "\\u6c38\\u4f4f ß" in western
    assert "\\xdcber Aufenthalt - \\xdcbergang" in ascii_only
    assert "no: VIOLATED" in ascii_only


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize("settings", [{"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}])
def test_the_locale_of_a_process_does_not_matter(settings: dict[str, str]) -> None:
    command = [sys.executable, "-m", "bcm_formal", "check", "m.bcm", "--format", "junit"]
    root = str(Path(__file__).parents[2])
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": root, **settings}, capture_output=True, check=False)
    assert (done.returncode, "永住 ß" in done.stdout.decode("utf-8")) == (1, True)
