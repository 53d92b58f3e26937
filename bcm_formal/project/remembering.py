"""Where it is remembered what was found: in the user's own folder for caches, and never in what is checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bcm_formal.records import dataclass
from bcm_formal.trust.own_folder import OwnFolder, knows_owners
from bcm_formal.trust.proved import Memory

VARIABLE = "BCM_CACHE"
OFF = "off"
MAX_TOLD = 8_000_000
"""bytes of what was told of one policy"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What earlier runs found: obligations that were proved, and what was told."""

    proved: Memory
    told: OwnFolder


class InWhatIsCheckedError(Exception):
    """`BCM_CACHE` names a place in a folder that is checked, or the repository around it; the message says so."""


def remembered_beside(paths: Iterable[Path]) -> Remembered | None:
    """What was found in earlier runs; None if nothing is to be remembered, or what is checked could hold it.

    `paths` are the files and folders that are checked. Raises `InWhatIsCheckedError`.
    """
    home = _home()
    if home is None or not knows_owners():
        return None
    folder = home / "bcm-formal"
    for stranger in _of_strangers(paths):
        if folder.is_relative_to(stranger):
            if os.environ.get(VARIABLE):
                raise InWhatIsCheckedError(f"`{VARIABLE}` names `{home}`, which lies in `{stranger}`")
            return None
    return Remembered(Memory(OwnFolder(folder / "proved")), OwnFolder(folder / "told", MAX_TOLD))


def _home() -> Path | None:
    """The folder for caches with all links followed; None if there is none."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return None if named in ("", OFF) else Path(os.path.realpath(named))
    named = os.environ.get("XDG_CACHE_HOME", "")
    if Path(named).is_absolute():  # others are to be ignored
        return Path(os.path.realpath(named))
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return Path(os.path.realpath(home / ("Library/Caches" if sys.platform == "darwin" else ".cache")))


def _of_strangers(paths: Iterable[Path]) -> Iterator[Path]:
    """The folders that may hold what a stranger wrote: the working directory and what is checked, each with all
    repositories it is in."""
    for place in (Path(), *paths):
        found = Path(os.path.realpath(place))
        folder = found if found.is_dir() else found.parent
        yield folder
        yield from (above for above in folder.parents if os.path.lexists(above / ".git"))
