"""What commands took as they were measured once, stored in `RESULTS.json`, and later measurements beside them."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from benchmarks.tables import Measured, Section, Table, number, table_text

Figures = Mapping[str, Mapping[str, Measured]]
"""what was measured of each command of each section"""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was measured, and on what machine."""

    python: str
    cores: int
    calibration: float
    """CPU seconds that `benchmarks.calibration` took meanwhile"""
    figures: Figures


def here(figures: Figures, calibration: float) -> Stored:
    """Figures measured on this machine."""
    return Stored(platform.python_version(), os.cpu_count() or 1, calibration, figures)


def figures_of(sections: Mapping[str, Section]) -> Figures:
    """Of sections, by their names on the command line, what can be compared; some have nothing."""
    return {name: section.measured for name, section in sections.items() if section.measured}


def kept_beside(stored: Stored, now: Stored) -> Stored:
    """`now` with the stored sections that it has not, if they are of such a machine."""
    alike = (stored.python, stored.cores) == (now.python, now.cores)
    return Stored(now.python, now.cores, now.calibration, {**(stored.figures if alike else {}), **now.figures})


def to_json(stored: Stored) -> str:
    """Rounded to hundredths; ends in a line end."""
    figures = {
        section: {
            command: {name: round(value, 2) if isinstance(value, float) else value for name, value in _fields(item)}
            for command, item in commands.items()
        }
        for section, commands in stored.figures.items()
    }
    machine = {"python": stored.python, "cores": stored.cores, "calibration": round(stored.calibration, 3)}
    return json.dumps({**machine, "figures": figures}, indent=2) + "\n"


def _fields(item: Measured) -> Iterator[tuple[str, float | str]]:
    yield from asdict(item).items()


def from_json(text: str) -> Stored:
    """What `to_json` wrote."""
    document = json.loads(text)
    figures = {
        section: {command: Measured(**item) for command, item in commands.items()}
        for section, commands in document["figures"].items()
    }
    return Stored(document["python"], document["cores"], document["calibration"], figures)


def compared(stored: Stored, now: Stored) -> str:
    """A table of the commands that both have, their totals and the median of the ratios; below it verdicts that are
    not the same, and what only one of them has.

    Ratios are those of CPU seconds, divided by how much longer the calibration takes now.
    """
    slower = now.calibration / stored.calibration
    rows: list[tuple[str, ...]] = []
    pairs: list[tuple[float, float]] = []
    for section, command, before, after in _both(stored, now):
        pairs.append((before.cpu_seconds, after.cpu_seconds))
        ratio = after.cpu_seconds / before.cpu_seconds / slower
        seconds = (number(before.cpu_seconds), number(after.cpu_seconds))
        rows.append((f"{section}: {command}", *seconds, number(ratio)))
    if pairs:
        before_all, after_all = (sum(part) for part in zip(*pairs, strict=True))
        rows.append(("all together", number(before_all), number(after_all), number(after_all / before_all / slower)))
    table = table_text(Table(("command", "stored: CPU s", "now: CPU s", "ratio"), tuple(rows)))
    machines = f"stored: Python {stored.python}, {stored.cores} cores; now: Python {now.python}, {now.cores} cores"
    calibration = f"the calibration took {stored.calibration:.2f} s, now {now.calibration:.2f} s"
    ratios = [after / before / slower for before, after in pairs]
    middle = f"median ratio: {number(statistics.median(ratios))}" if ratios else "nothing to compare"
    return "\n".join([table, "", *_differences(stored, now), machines, calibration, middle]) + "\n"


def _both(stored: Stored, now: Stored) -> Iterator[tuple[str, str, Measured, Measured]]:
    for section, commands in now.figures.items():
        for command, after in commands.items():
            before = stored.figures.get(section, {}).get(command)
            if before is not None and before.cpu_seconds:
                yield section, command, before, after


def _differences(stored: Stored, now: Stored) -> Iterator[str]:
    for section, command, before, after in _both(stored, now):
        if before.verdicts != after.verdicts:
            yield f"{section}: {command} was {before.verdicts or 'no verdicts'}, is {after.verdicts or 'no verdicts'}"
    for section, commands in now.figures.items():
        before_all = stored.figures.get(section, {})
        yield from (f"{section}: {command} is not stored" for command in commands if command not in before_all)
        yield from (f"{section}: {command} was stored and is gone" for command in before_all if command not in commands)
