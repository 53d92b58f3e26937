"""Files that a list names, one a line, as `git diff --name-only` writes it."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from bcm_formal.diagnostics import (
    MAX_BYTES,
    Diagnostic,
    DiagnosticError,
    bytes_of_file,
    read_source,
)
from bcm_formal.language.fences import regions
from bcm_formal.language.files import is_markdown_name, is_policy_name
from bcm_formal.project.files import MAX_MODELS, Found
from bcm_formal.project.parts import asks, models_with

_ESCAPE = re.compile(rb'\\([0-7]{3}|[abtnvfr"\\])')
_LETTERS = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}


def listed(place: Path) -> Found:
    """The models that the list in a file (`-`: on stdin) names, each once, in its order.

    For a file that others include, those are meant; files of properties are apart. What is no model by its name, or
    Markdown without a block, is left out, and how much that is is told. A file that is not there is kept, so that
    checking it says so.

    Raises `DiagnosticError`: BCM101 or BCM103 if the list cannot be read, BCM932 if it is too long.
    """
    paths = list(dict.fromkeys(_paths(_content(place))))
    named = [path for path in paths if _is_model(path)]
    asking = tuple(path for path in named if asks(path))
    wholes = [whole for path in named if path not in asking for whole in models_with(path) or (path,)]
    models = tuple(dict.fromkeys(wholes))
    if len(models) > MAX_MODELS:
        message = f"`{place}` lists more than {MAX_MODELS:,} models"
        raise DiagnosticError((Diagnostic("BCM932", message, help="list the files that are to be checked"),))
    others = len(paths) - len(named)
    if not others:
        return Found(models, (), asking)
    some = f"{others} of {len(paths)} files that `{place}` lists {'is no model' if others == 1 else 'are no models'}"
    remedy = "models end in .bcm, or are Markdown with bcm blocks"
    return Found(models, (Diagnostic("BCM608", f"{some} and left out", help=remedy, severity="note"),), asking)


def _content(place: Path) -> bytes:
    if place != Path("-"):
        return bytes_of_file(place)
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise DiagnosticError((Diagnostic("BCM103", "the list on stdin is larger than 2 MB", help="list fewer files"),))
    return data


def _paths(data: bytes) -> list[Path]:
    """The names, which end with line ends or, if there are any, with NUL; quoted names are unquoted as git quotes."""
    if b"\0" in data:
        names = data.split(b"\0")
    else:
        names = [_unquoted(line.removesuffix(b"\r")) for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    return [Path(os.fsdecode(name)) for name in names if name.strip()]


def _unquoted(line: bytes) -> bytes:
    if len(line) < 2 or not (line.startswith(b'"') and line.endswith(b'"')):
        return line
    return _ESCAPE.sub(lambda found: _character(found[1]), line[1:-1]).replace(b"\0", b"")


def _character(escape: bytes) -> bytes:
    if escape.isdigit():
        return bytes([int(escape, 8) & 0xFF])
    return _LETTERS.get(escape, escape)


def _is_model(path: Path) -> bool:
    if is_policy_name(path):
        return not path.is_dir()
    if not is_markdown_name(path) or path.is_dir():
        return False
    try:
        return bool(regions(read_source(path)))
    except DiagnosticError:
        return not path.exists()  # checking it says that it is not there
