"""Lists of files, as other programs write them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.project.listed import listed

BLOCK = "# M\n\n```bcm\npolicy m\n```\n"


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (b"", []),
        (b"\n \n\r\n", []),
        (b"a.bcm\nb.bcm", ["a.bcm", "b.bcm"]),
        (b"a.bcm\r\nb c.BCM\r\na.bcm\r\n", ["a.bcm", "b c.BCM"]),
        (b"\xef\xbb\xbfa.bcm\n", ["a.bcm"]),
        (b'"\\303\\244 \\"x\\".bcm"\n', ['ä "x".bcm']),
        (b"a\nb.bcm\0c.bcm\0", ["a\nb.bcm", "c.bcm"]),
        ("ä.bcm\n".encode(), ["ä.bcm"]),
        (b"\xff.bcm\n", [os.fsdecode(b"\xff.bcm")]),
    ],
)
def test_names_are_read_as_they_are_written(tmp_path: Path, data: bytes, names: list[str]) -> None:
    (tmp_path / "list").write_bytes(data)
    found = listed(tmp_path / "list")
    assert ([str(path) for path in found.models], found.left_out) == (names, ())


def test_what_is_no_model_is_left_out_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "law.md").write_text(BLOCK)
    (tmp_path / "notes.md").write_text("# none\n")
    (tmp_path / "folder.bcm").mkdir()
    (tmp_path / "list").write_text("law.md\nnotes.md\nfolder.bcm\nx.py\n-\ngone.md\ngone.bcm\n")
    found = listed(Path("list"))
    assert [str(path) for path in found.models] == ["law.md", "gone.md", "gone.bcm"]
    assert [(item.severity, item.message) for item in found.left_out] == [
        ("note", "4 of 7 files that `list` lists are no models and left out")
    ]


def test_a_list_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for place in (tmp_path / "none", tmp_path, Path("/dev/zero")):
        with pytest.raises(DiagnosticError):
            listed(place)
    (tmp_path / "many").write_text("".join(f"{number}.bcm\n" for number in range(3_000)))
    with pytest.raises(DiagnosticError, match="lists more than"):
        listed(tmp_path / "many")
