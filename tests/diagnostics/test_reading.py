"""What is taken as a text, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bcm_formal.diagnostics import MAX_BYTES, DiagnosticError, read_source, source_of_bytes, source_of_text


def _refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(DiagnosticError) as caught:
        read_source(path)
    (diagnostic,) = caught.value.diagnostics
    return diagnostic.code, diagnostic.message


def test_a_file_is_read_as_utf_8_without_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.bcm"
    path.write_bytes('\ufefflayer a "住"\r\n'.encode())
    assert read_source(path).text == 'layer a "住"\r\n'


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.bcm"
    assert ("BCM101", f"there is no file `{path}`") == _refusal(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert ("BCM101", f"`{tmp_path}` is a directory") == _refusal(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert ("BCM101", f"`{path}` is not a regular file") == _refusal(path)


def test_a_path_that_no_system_allows_is_refused() -> None:
    assert _refusal(Path("a\0b"))[0] == "BCM101"


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.bcm"
    path.write_bytes(b"layer\0")
    assert ("BCM102", f"`{path}` is a binary file") == _refusal(path)


def test_the_line_with_a_wrong_byte_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.bcm"
    path.write_bytes(b"layer a\nlayer \xff\n")
    assert ("BCM102", f"`{path}` is not UTF-8 text: line 2 holds the byte 0xff") == _refusal(path)


def test_a_file_of_more_than_two_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.bcm"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert ("BCM103", f"`{path}` is larger than 2 MB") == _refusal(path)


def test_exactly_two_megabytes_are_read() -> None:
    assert len(source_of_bytes(b"#" * MAX_BYTES, "a").text) == MAX_BYTES


@pytest.mark.parametrize(
    ("text", "code"), [("a\0b", "BCM102"), ("\ud800", "BCM102"), ("é" * (MAX_BYTES // 2 + 1), "BCM103")]
)
def test_a_string_is_held_to_the_same_rules(text: str, code: str) -> None:
    with pytest.raises(DiagnosticError) as caught:
        source_of_text(text)
    assert [code] == [diagnostic.code for diagnostic in caught.value.diagnostics]
