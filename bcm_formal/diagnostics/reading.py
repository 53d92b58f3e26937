"""From a string, bytes or a file to a `Source`; everything that is not a sensible text is refused here.

`file_bytes` is how every file is read: never more than was asked for, only regular files, and nothing is waited for.
"""

from __future__ import annotations

import os
import stat
import sys
from enum import Enum
from pathlib import Path
from typing import assert_never

from bcm_formal.diagnostics.diagnostic import Diagnostic, DiagnosticError
from bcm_formal.diagnostics.source import Source

MAX_BYTES = 2_000_000
STDIN = "<stdin>"
"""the path of a text that came in on stdin: nothing stands beside it"""
BYTE_ORDER_MARK = "\ufeff"


def source_of_text(text: str, path: str = "<text>") -> Source:
    """A source from a string; a byte order mark in front is dropped.

    Raises DiagnosticError: BCM103 if the text is larger than 2 MB, BCM102 if it holds a NUL or half a character.
    """
    try:
        size = len(text) if len(text) > MAX_BYTES else len(text.encode("utf-8"))
    except UnicodeEncodeError:
        raise _refusal("BCM102", f"`{path}` is not valid Unicode text", "give text without lone surrogates") from None
    if size > MAX_BYTES:
        raise _too_large(path)
    if "\0" in text:
        raise _binary(path)
    return Source(path, text.removeprefix(BYTE_ORDER_MARK))


def source_of_bytes(data: bytes, path: str) -> Source:
    """A source from the bytes of a file.

    Raises DiagnosticError: BCM103 if there are more than 2 MB, BCM102 if they are not UTF-8 text.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(path)
    wide = _wide_encoding(data)
    if wide:
        raise _refusal("BCM102", f"`{path}` is text in {wide}, not in UTF-8", _save_as_utf8(wide))
    if b"\0" in data:
        raise _binary(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"`{path}` is not UTF-8 text: line {line} holds the byte 0x{data[error.start]:02x}"
        guess = _narrow_encoding(data)
        message += f"; it may be {guess}" if guess else ""
        raise _refusal("BCM102", message, _save_as_utf8(guess)) from None
    return Source(path, text.removeprefix(BYTE_ORDER_MARK))


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32, told by the mark in front, or by the zero bytes that plain letters have there."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:200]
    if len(head) >= 4 and b"\0" in head:
        for high, low, name in ((head[1::2], head[::2], "UTF-16LE"), (head[::2], head[1::2], "UTF-16BE")):
            if high.count(0) * 2 > len(high) and 0 not in low:
                return name
    return None


def _narrow_encoding(data: bytes) -> str | None:
    """An encoding of one or two bytes a letter in which the text reads well, if there is one that is likely."""
    for name in ("shift_jis", "euc_jp"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        strange = [sign for sign in text if not sign.isascii()]
        if len(strange) > 1 and all(_is_japanese(sign) for sign in strange):
            return {"shift_jis": "Shift_JIS", "euc_jp": "EUC-JP"}[name]
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return "Windows-1252" if all(sign.isprintable() or sign in "\r\n\t" for sign in text) else None


def _is_japanese(sign: str) -> bool:
    return "\u3000" <= sign <= "\u30ff" or "\u4e00" <= sign <= "\u9fff" or "\uff01" <= sign <= "\uff5e"


def _save_as_utf8(encoding: str | None) -> str:
    own = f", or run `iconv -f {encoding.upper()} -t UTF-8`" if encoding else ""
    return f"save the file as UTF-8 (in an editor: *save as*, encoding UTF-8){own}"


_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32LE"),
    (b"\0\0\xfe\xff", "UTF-32BE"),
    (b"\xff\xfe", "UTF-16LE"),
    (b"\xfe\xff", "UTF-16BE"),
)


class Unreadable(Enum):
    """Why a file cannot be read."""

    MISSING = "there is no such file"
    DIRECTORY = "it is a directory"
    SPECIAL = "it is not a regular file"
    OUTSIDE = "it is a symbolic link that leads out of its folder"
    LARGE = "it is too large"
    SYSTEM = "the system does not allow it"


class UnreadableFileError(Exception):
    """A file that cannot be read. `str` says why, in lower case, and quotes nothing of it."""

    def __init__(self, why: Unreadable, words: str | None = None) -> None:
        super().__init__(words or why.value)
        self.why = why


def file_bytes(path: Path | str, limit: int, within: Path | None = None) -> bytes:
    """The content of a regular file of at most `limit` bytes; links must end below `within`, where that is given.

    Raises `UnreadableFileError`. Devices and pipes are never opened, and what becomes one meanwhile is not waited for.
    """
    data = file_head(path, limit + 1, within)
    if len(data) > limit:
        raise UnreadableFileError(Unreadable.LARGE, f"it is larger than {size_words(limit)}")
    return data


def file_head(path: Path | str, size: int, within: Path | None = None) -> bytes:
    """The first `size` bytes of a regular file, or all if it has fewer. Raises `UnreadableFileError`."""
    try:
        _must_be_regular(Path(path).stat().st_mode)
        if within is not None and not is_below(Path(path), within):
            raise UnreadableFileError(Unreadable.OUTSIDE)
        with open(path, "rb", opener=_without_waiting) as file:  # a Path has no opener
            _must_be_regular(os.fstat(file.fileno()).st_mode)
            return file.read(size) or b""
    except FileNotFoundError:
        raise UnreadableFileError(Unreadable.MISSING) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableFileError(Unreadable.SYSTEM, reason.lower()) from None


def is_below(path: Path, folder: Path) -> bool:
    """True iff the path is the folder or below it once links are followed. Raises `OSError` for links in a circle."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except RuntimeError:  # how some versions of Python say that links go round
        raise OSError("links go round in a circle") from None


def size_words(limit: int) -> str:
    """A number of bytes as a limit is told: `2 MB`, `64 KB`."""
    return f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit // 1_000} KB"


def _must_be_regular(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise UnreadableFileError(Unreadable.DIRECTORY)
    if not stat.S_ISREG(mode):
        raise UnreadableFileError(Unreadable.SPECIAL)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def read_source(path: Path | str) -> Source:
    """A source read from a regular file, never more than 2 MB of it.

    Raises DiagnosticError: BCM101 if there is no such readable file, BCM102 if it is not text, BCM103 if too large.
    """
    return source_of_bytes(bytes_of_file(path), str(path))


def source_of_stdin() -> Source:
    """The text on stdin. Raises DiagnosticError: BCM102 if it is not text, BCM103 if there is too much of it."""
    return source_of_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), STDIN)


def bytes_of_file(path: Path | str) -> bytes:
    """The bytes of a regular file of at most 2 MB. Raises DiagnosticError: BCM101, BCM103."""
    try:
        return file_bytes(path, MAX_BYTES)
    except UnreadableFileError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path | str, error: UnreadableFileError) -> DiagnosticError:
    match error.why:
        case Unreadable.MISSING:
            return _refusal("BCM101", f"there is no file `{path}`", "check the path")
        case Unreadable.DIRECTORY:
            return _refusal("BCM101", f"`{path}` is a directory", "name a file in it")
        case Unreadable.SPECIAL:
            return _refusal("BCM101", f"`{path}` is not a regular file", "name a file")
        case Unreadable.LARGE:
            return _too_large(str(path))
        case Unreadable.OUTSIDE | Unreadable.SYSTEM:
            message = f"`{path}` cannot be read: {error}"
            return _refusal("BCM101", message, "check the path and who may read it")
        case _:
            assert_never(error.why)


def _refusal(code: str, message: str, remedy: str) -> DiagnosticError:
    return DiagnosticError((Diagnostic(code, message, help=remedy),))


def _binary(path: str) -> DiagnosticError:
    return _refusal("BCM102", f"`{path}` is a binary file", "give a text file in UTF-8")


def _too_large(path: str) -> DiagnosticError:
    message = f"`{path}` is larger than {size_words(MAX_BYTES)}"
    return _refusal("BCM103", message, "split the policy into several files")
