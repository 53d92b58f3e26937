"""Results into files: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.diagnostics.places import is_of_the_system, may_be_written, put_in_place
from bcm_formal.processes.interrupt import WRITING


def write_whole(path: Path | str, content: str | bytes) -> None:
    """Put the content into the file, which is complete from the moment it has its name; its mode is kept.

    Raises `DiagnosticError` (BCM904) if the folder is missing or read-only, the disk is full, a symbolic link stands in
    the way, or the like; the file is then as it was before.
    """
    target = Path(path)
    data = content.encode() if isinstance(content, str) else content
    with WRITING:
        try:
            _write(target, data)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise DiagnosticError((_failed(target, reason),)) from None


def refuse_unwritable(path: Path) -> None:
    """Raise what `write_whole` would, where that can be seen beforehand: nothing is computed in vain."""
    _refuse_links(path, path)
    folder = path.parent
    if not folder.exists() or path.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
        raise DiagnosticError((_failed(path, "is a directory" if path.is_dir() else "permission denied"),))


def refuse_unwritable_folder(folder: Path) -> None:
    """The same for files in a folder that is made if it is not there; their parent is."""
    _refuse_links(folder / "file", folder)
    if folder.exists() and not folder.is_dir():
        raise DiagnosticError((_failed(folder, "it is no folder"),))
    if not os.access(folder if folder.exists() else folder.parent, os.W_OK | os.X_OK):
        raise DiagnosticError((_failed(folder, "permission denied"),))


def _refuse_links(path: Path, named: Path) -> None:
    try:
        may_be_written(path)
    except OSError as error:
        raise DiagnosticError((_failed(named, str(error.strerror)),)) from None


def _write(target: Path, data: bytes) -> None:
    may_be_written(target)
    if target.is_dir():
        raise IsADirectoryError(0, "is a directory")
    if is_of_the_system(target) or (target.exists() and not target.is_file()):
        with target.open("wb") as file:  # a device or a pipe has no name to be put in place of
            file.write(data)
        return
    put_in_place(target, data)


def _failed(target: Path, reason: str) -> Diagnostic:
    if not target.parent.exists():
        return Diagnostic("BCM904", f"cannot write `{target}`: there is no folder `{target.parent}`", help="create it")
    return Diagnostic("BCM904", f"cannot write `{target}`: {reason}", help="name another place with -o or --output")
