"""From a string, bytes or a file to a `Source`; everything that is not a sensible text is refused here."""

from __future__ import annotations

import stat
from pathlib import Path

from .diagnostic import Diagnostic, DiagnosticError
from .source import Source

MAX_BYTES = 2_000_000
_BYTE_ORDER_MARK = "\ufeff"


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
    return Source(path, text.removeprefix(_BYTE_ORDER_MARK))


def source_of_bytes(data: bytes, path: str) -> Source:
    """A source from the bytes of a file.

    Raises DiagnosticError: BCM103 if there are more than 2 MB, BCM102 if they are not UTF-8 text.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(path)
    if b"\0" in data:
        raise _binary(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"`{path}` is not UTF-8 text: line {line} holds the byte 0x{data[error.start]:02x}"
        raise _refusal("BCM102", message, "save the file as UTF-8") from None
    return Source(path, text.removeprefix(_BYTE_ORDER_MARK))


def read_source(path: Path | str) -> Source:
    """A source read from a regular file, never more than 2 MB of it.

    Raises DiagnosticError: BCM101 if there is no such readable file, BCM102 if it is not text, BCM103 if too large.
    """
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISDIR(mode):
            raise _refusal("BCM101", f"`{path}` is a directory", "name a file in it")
        if not stat.S_ISREG(mode):
            raise _refusal("BCM101", f"`{path}` is not a regular file", "name a file")
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _refusal("BCM101", f"there is no file `{path}`", "check the path") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = f"`{path}` cannot be read: {reason.lower()}"
        raise _refusal("BCM101", message, "check the path and who may read it") from None
    return source_of_bytes(data, str(path))


def _refusal(code: str, message: str, remedy: str) -> DiagnosticError:
    return DiagnosticError((Diagnostic(code, message, help=remedy),))


def _binary(path: str) -> DiagnosticError:
    return _refusal("BCM102", f"`{path}` is a binary file", "give a text file in UTF-8")


def _too_large(path: str) -> DiagnosticError:
    message = f"`{path}` is larger than {MAX_BYTES // 1_000_000} MB"
    return _refusal("BCM103", message, "split the policy into several files")
