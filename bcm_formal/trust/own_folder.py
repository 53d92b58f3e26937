"""A folder that belongs to the user alone, for what is believed when it is read again.

Trusted: nothing is read from it that another user could have put there. The folder and each file must belong to
whoever runs this and be writable by nobody else; links and all that is no plain file are left alone. Where a system
cannot tell whose a file is, there is no such folder.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from bcm_formal.records import dataclass

MAX_BYTES = 2_000_000
"""of one file, where nothing else is said; a larger one is not read and not made"""
MAX_FILES = 50
NAME = re.compile(r"[0-9a-f]{32}")
"""what files are called here; any others are left alone"""


class NotOwnError(OSError):
    """What is there may be somebody else's, or is no plain file."""


def knows_owners() -> bool:
    """Whether this system can tell whose a file is, and open one in a folder that is open."""
    return hasattr(os, "geteuid") and os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """The folder at a path, made when something is first written. Files are called as `NAME` says.

    Whatever keeps a file from being read or written makes it as if there were none: what is kept here can be made
    again.
    """

    path: Path
    most: int = MAX_BYTES
    """bytes of one file"""

    def read(self, name: str) -> bytes:
        """The content of a file; empty if there is none that may be believed."""
        with suppress(OSError), _folder(self.path) as folder, _file(folder, name, os.O_RDONLY) as file:
            if os.fstat(file).st_size <= self.most:
                return b"".join(iter(lambda: os.read(file, self.most), b""))
        return b""

    def append(self, name: str, data: bytes) -> None:
        """Add to a file. One that would become too large begins anew; of too many files the oldest goes."""
        with suppress(OSError):
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _folder(self.path) as folder:
                if name not in _names(folder):
                    _make_room(folder)
                with _file(folder, name, os.O_WRONLY | os.O_APPEND | os.O_CREAT) as file:
                    if os.fstat(file).st_size + len(data) > self.most:
                        os.ftruncate(file, 0)
                    os.write(file, data[: self.most])


class _Open:
    """Something of the user's own that is open, and closed with the block. Raises `NotOwnError`."""

    def __init__(self, number: int, *, is_folder: bool) -> None:
        self._number = number
        try:
            found = os.fstat(number)
            _must_be_own(found)
            if not is_folder and (not stat.S_ISREG(found.st_mode) or found.st_nlink != 1):
                raise NotOwnError(0, "it is no plain file with one name")
        except OSError:
            os.close(number)
            raise

    def __enter__(self) -> int:
        return self._number

    def __exit__(self, *_: object) -> None:
        os.close(self._number)


def _folder(path: Path) -> _Open:
    return _Open(os.open(path, os.O_DIRECTORY | os.O_NOFOLLOW), is_folder=True)


def _file(folder: int, name: str, flags: int) -> _Open:
    return _Open(os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600, dir_fd=folder), is_folder=False)


def _must_be_own(found: os.stat_result) -> None:
    if found.st_uid != os.geteuid():
        raise NotOwnError(0, "it belongs to somebody else")
    if found.st_mode & 0o022:
        raise NotOwnError(0, "others may write to it")


def _make_room(folder: int) -> None:
    """Leave room for one more file."""
    names = [name for name in _names(folder) if NAME.fullmatch(name)]
    found = [(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime_ns, name) for name in names]
    for _, name in sorted(found)[: max(0, len(found) - MAX_FILES + 1)]:
        os.unlink(name, dir_fd=folder)


def _names(folder: int) -> list[str]:
    return os.listdir(folder)  # an open folder is no Path
