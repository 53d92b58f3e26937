"""Where may be written: to the place that was named and nowhere else, whatever links a stranger put in the way."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

_DEVICES = ("/dev", "/dev/fd", "/dev/pts", "/proc/self/fd")


class PlaceRefusedError(OSError):
    """Nothing is written there. `strerror` says why, in lower case."""

    def __init__(self, reason: str) -> None:
        super().__init__(0, reason)


def may_be_written(path: Path) -> None:
    """Nothing, if what is written to the path ends up there.

    Raises `PlaceRefusedError` if the path itself is a symbolic link, or if it is below the working directory and a link
    stands on the way to it. The links of the system's own devices, as `/dev/stdout`, are followed.
    """
    place = os.path.abspath(path)  # noqa: PTH100  # resolve follows links
    if is_of_the_system(path):
        return
    if path.is_symlink():
        raise PlaceRefusedError("it is a symbolic link, and none is followed")
    here, above = os.path.realpath(Path.cwd()), os.path.dirname(place)  # noqa: PTH120
    if os.path.commonpath((here, place)) == here and os.path.realpath(path / os.pardir) != above:
        raise PlaceRefusedError("a symbolic link stands on the way to it, and none is followed")


def is_of_the_system(path: Path) -> bool:
    """True iff the path is that of a device or a stream of this process."""
    return os.path.dirname(os.path.abspath(path)) in _DEVICES  # noqa: PTH100, PTH120  # resolve follows links


def put_in_place(target: Path, data: bytes) -> None:
    """Make the file hold these bytes from the moment it has its name; its mode is kept. Whether a link stands in the
    way is asked before. Raises `OSError` if it cannot be, or if the file is read-only; it is then as it was.
    """
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(0, "permission denied")
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_mask())
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
