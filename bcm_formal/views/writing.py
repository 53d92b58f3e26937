"""Results into files: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.views.interrupt import WRITING


def write_whole(path: Path | str, content: str | bytes) -> None:
    """Put the content into the file, which is complete from the moment it has its name; its mode is kept.

    Raises `DiagnosticError` (BCM904) if the folder is missing or read-only, the disk is full, or the like; the file is
    then as it was before.
    """
    target = Path(path)
    data = content.encode() if isinstance(content, str) else content
    with WRITING:
        try:
            _write(target, data)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise DiagnosticError((_failed(target, reason),)) from None


def _write(target: Path, data: bytes) -> None:
    if target.exists() and not target.is_file():
        if target.is_dir():
            raise IsADirectoryError(0, "is a directory")
        target.write_bytes(data)
        return
    place = target.resolve() if target.is_symlink() else target
    if place.exists() and not os.access(place, os.W_OK):
        raise PermissionError(0, "permission denied")
    handle, temporary = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_mask())
        Path(temporary).replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _failed(target: Path, reason: str) -> Diagnostic:
    if not target.parent.exists():
        return Diagnostic("BCM904", f"cannot write `{target}`: there is no folder `{target.parent}`", help="create it")
    return Diagnostic("BCM904", f"cannot write `{target}`: {reason}", help="name another place with -o or --output")
