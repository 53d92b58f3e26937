"""The file in which a sweep over points remembers what it has found, so that a run that was ended goes on.

One line of JSON for what is swept, then one for each point. It may come from anybody: a line that is not of this form
is an error, except the last, which a run may have left half-written. What it says of a point is taken for true.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

from bcm_formal import __version__
from bcm_formal.diagnostics import Diagnostic, DiagnosticError, UnreadableFileError, file_bytes
from bcm_formal.diagnostics.places import PlaceRefusedError, may_be_written, put_in_place
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.sweeping.area import Point
from bcm_formal.versions.sweeping.points import Grid, Job
from bcm_formal.versions.sweeping.results import Outcomes

VERSION = 2
CODE = "BCM935"
LARGEST = 100_000_000
"""bytes of a file that is read"""
WORDS = frozenset(outcome.value for outcome in Outcome)
"""of verdicts"""


def identity(text: str, grid: Grid, job: Job) -> str:
    """What a file belongs to: the version of the program, the text of the policy, which values are tried, what is
    asked."""
    texts = [text, *(item.text for item in job.included)]
    axes = [[axis.number.name, axis.values.start, axis.values.stop, axis.values.step] for axis in grid.axes]
    what = [__version__, texts, repr(job.law), list(job.given), axes, list(job.properties), list(job.solvers)]
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()


class Remembered:
    """What one file says, and more of it. Raises `DiagnosticError` (BCM935)."""

    def __init__(self, path: Path, identity: str, grid: Grid, properties: tuple[str, ...]) -> None:
        self._path, self._grid, self._properties = path, grid, properties
        self._head = json.dumps({"version": VERSION, "sweep": identity})
        try:
            may_be_written(path)
            self.found = dict(self._read()) if path.exists() else {}
            self._begin()
        except PlaceRefusedError as error:
            raise self._wrong(f"cannot be written: {error.strerror}") from None
        except (OSError, UnreadableFileError) as error:
            raise self._wrong(f"cannot be read or written: {error}") from None

    def add(self, point: Point, verdicts: Outcomes | None) -> None:
        """Remember a point; it is in the file when this returns."""
        self.found[point] = verdicts
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_line(point, verdicts))
            file.flush()
            os.fsync(file.fileno())

    def _begin(self) -> None:
        """The file without what a run has left half-written; if this is ended it is as it was."""
        lines = (_line(point, verdicts) for point, verdicts in self.found.items())
        put_in_place(self._path, f"{self._head}\n{''.join(lines)}".encode())

    def _read(self) -> Iterator[tuple[Point, Outcomes | None]]:
        data = file_bytes(self._path, LARGEST)
        if not data:
            return
        text = data.decode("utf-8", "replace")
        lines = text.split("\n")
        if lines[0] != self._head:
            raise self._wrong("belongs to another sweep: of another version, text, other values, properties, or none")
        for number, line in enumerate(lines[1:], 2):
            is_last = number == len(lines)
            if is_last and not line:
                return
            found = self._point(line)
            if found is None and not is_last:
                raise self._wrong(f"line {number} is no point of this sweep")
            if found is not None and not is_last:
                yield found

    def _point(self, line: str) -> tuple[Point, Outcomes | None] | None:
        try:
            read = json.loads(line)
        except (ValueError, RecursionError):
            return None
        if not isinstance(read, dict) or set(read) != {"point", "verdicts"}:
            return None
        point, words = read["point"], read["verdicts"]
        if not self._is_point(point) or not (words is None or self._is_of_verdicts(words)):
            return None
        return tuple(point), None if words is None else tuple(map(Outcome, words))

    def _is_point(self, read: object) -> TypeGuard[list[int]]:
        axes = self._grid.axes
        return (
            isinstance(read, list)
            and len(read) == len(axes)
            and all(type(value) is int and value in axis.values for value, axis in zip(read, axes, strict=True))
        )

    def _is_of_verdicts(self, read: object) -> TypeGuard[list[str]]:
        return (
            isinstance(read, list)
            and len(read) == len(self._properties)
            and all(isinstance(word, str) and word in WORDS for word in read)
        )

    def _wrong(self, why: str) -> DiagnosticError:
        remedy = "name another file, which is then made"
        return DiagnosticError((Diagnostic(CODE, f"the file `{self._path}` {why}", help=remedy),))


def _line(point: Point, verdicts: Outcomes | None) -> str:
    words = None if verdicts is None else [outcome.value for outcome in verdicts]
    return json.dumps({"point": list(point), "verdicts": words}) + "\n"
