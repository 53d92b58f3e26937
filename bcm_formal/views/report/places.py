"""Where a file stands in its repository, for programs that know the repository and not the folder that one is in."""

from __future__ import annotations

import os
from pathlib import Path

from bcm_formal.diagnostics import STDIN


def in_repository(path: str) -> str:
    """The path from the root of the repository, with `/`; as it is if there is no repository around the file.

    The root is what GITHUB_WORKSPACE says, if the file is below that, else the nearest folder above with a `.git`.
    """
    if path == STDIN:
        return path
    place = Path(os.path.abspath(path))  # noqa: PTH100  # links are not followed
    for root in _roots(place):
        if place.is_relative_to(root):
            return place.relative_to(root).as_posix()
    return path


def _roots(place: Path) -> list[Path]:
    workspace = os.environ.get("GITHUB_WORKSPACE")
    nearest = next((folder for folder in place.parents if (folder / ".git").exists()), None)
    named = [Path(os.path.abspath(workspace))] if workspace else []  # noqa: PTH100
    return [*named, *([nearest] if nearest else [])]
