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
    path.write_bytes(b"layer a\nlayer \x81\n")
    assert ("BCM102", f"`{path}` is not UTF-8 text: line 2 holds the byte 0x81") == _refusal(path)


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


TEXT = 'policy p "Für alle"\n  time in months\n'
JAPANESE = 'policy p "研修から永住へ"\n  time in months\n'


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-16"), "UTF-16LE"),
        (TEXT.encode("utf-16-le"), "UTF-16LE"),
        (TEXT.encode("utf-16-be"), "UTF-16BE"),
        (JAPANESE.encode("utf-16"), "UTF-16LE"),
        (JAPANESE.encode("utf-16-be"), "UTF-16BE"),
        (TEXT.encode("utf-32"), "UTF-32LE"),
        (TEXT.encode("cp1252"), "Windows-1252"),
        (JAPANESE.encode("shift_jis"), "Shift_JIS"),
        (JAPANESE.encode("euc_jp"), "EUC-JP"),
    ],
)
def test_a_text_in_another_encoding_is_told_with_the_encoding_and_how_to_save_it(data: bytes, encoding: str) -> None:
    with pytest.raises(DiagnosticError) as caught:
        source_of_bytes(data, "m.bcm")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "BCM102"
    assert encoding in diagnostic.message
    assert f"iconv -f {encoding.upper()} -t UTF-8" in (diagnostic.help or "")


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00\x08", b"\x7fELF\x02\x01\x01\x00", bytes(range(256))])
def test_what_is_no_text_in_any_encoding_is_binary(data: bytes) -> None:
    with pytest.raises(DiagnosticError) as caught:
        source_of_bytes(data, "m.bcm")
    assert "is a binary file" in caught.value.diagnostics[0].message
