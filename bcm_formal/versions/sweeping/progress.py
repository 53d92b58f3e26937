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

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, UnreadableFileError, file_bytes
from bcm_formal.diagnostics.places import PlaceRefusedError, may_be_written
from bcm_formal.versions.sweeping.area import Point
from bcm_formal.versions.sweeping.points import Grid, Job, Verdicts, is_result

VERSION = 1
CODE = "BCM935"
LARGEST = 100_000_000
"""bytes of a file that is read"""


def identity(text: str, grid: Grid, job: Job) -> str:
    """What a file belongs to: the text of the policy, which values are tried, what is asked."""
    texts = [text, *(item.text for item in job.included)]
    axes = [[axis.name, list(axis.values), list(axis.words)] for axis in grid.axes]
    what = [texts, repr(job.law), list(job.given), axes, list(job.properties), list(job.solvers)]
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

    def add(self, point: Point, verdicts: Verdicts | None) -> None:
        """Remember a point; it is in the file when this returns."""
        self.found[point] = verdicts
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_line(point, verdicts))
            file.flush()
            os.fsync(file.fileno())

    def _begin(self) -> None:
        """The file without what a run has left half-written."""
        lines = (_line(point, verdicts) for point, verdicts in self.found.items())
        self._path.write_text(f"{self._head}\n{''.join(lines)}", encoding="utf-8")

    def _read(self) -> Iterator[tuple[Point, Verdicts | None]]:
        data = file_bytes(self._path, LARGEST)
        text = data.decode("utf-8", "replace")
        lines = text.split("\n")
        if lines[0] != self._head:
            raise self._wrong("belongs to another sweep: another text, other values, other properties, or no sweep")
        for number, line in enumerate(lines[1:], 2):
            is_last = number == len(lines)
            if is_last and not line:
                return
            found = self._point(line)
            if found is None and not is_last:
                raise self._wrong(f"line {number} is no point of this sweep")
            if found is not None and not is_last:
                yield found

    def _point(self, line: str) -> tuple[Point, Verdicts | None] | None:
        try:
            read = json.loads(line)
        except (ValueError, RecursionError):
            return None
        if not isinstance(read, dict) or set(read) != {"point", "verdicts"} or not isinstance(read["point"], list):
            return None
        point, verdicts = tuple(read["point"]), read["verdicts"]
        verdicts = tuple(verdicts) if isinstance(verdicts, list) else verdicts
        fits = len(point) == len(self._grid.axes) and all(
            type(value) is int and value in axis.values for value, axis in zip(point, self._grid.axes, strict=True)
        )
        return (point, verdicts) if fits and is_result(verdicts, self._properties) else None

    def _wrong(self, why: str) -> DiagnosticError:
        remedy = "name another file, which is then made"
        return DiagnosticError((Diagnostic(CODE, f"the file `{self._path}` {why}", help=remedy),))


def _line(point: Point, verdicts: Verdicts | None) -> str:
    return json.dumps({"point": list(point), "verdicts": None if verdicts is None else list(verdicts)}) + "\n"
