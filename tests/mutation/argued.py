"""Changes that no test notices, with the reason why none has to: read from `argued.toml`.

A reason names the file, words of the source line (so that it stays right when lines move), and the changes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.changes import Change

ARGUED = Path(__file__).with_name("argued.toml")


@dataclass(frozen=True)
class Argument:
    """Why some changes of lines that contain `line` do no harm."""

    file: str
    line: str
    changes: tuple[str, ...]
    reason: str

    def covers(self, file: str, change: Change) -> bool:
        return file == self.file and self.line in change.text and change.what in self.changes

    def __str__(self) -> str:
        return f"{self.file}: `{self.line}`"


def arguments(text: str) -> list[Argument]:
    """The entries of a file. Raises `KeyError` or `ValueError` where one is not complete."""
    entries = tomllib.loads(text).get("argued", [])
    found = [Argument(e["file"], e["line"], tuple(e["changes"]), e["reason"]) for e in entries]
    for entry in found:
        if not (entry.line and entry.changes and entry.reason.strip()):
            raise ValueError(f"{entry}: incomplete")
    return found


def unfounded(entries: Iterable[Argument], survivors: Sequence[tuple[str, Change]]) -> list[str]:
    """Entries, or changes of them, for which there is no survivor."""
    return [
        f"{entry}: {what}"
        for entry in entries
        for what in entry.changes
        if not any(what == change.what and entry.covers(file, change) for file, change in survivors)
    ]
