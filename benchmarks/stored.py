"""CPU seconds of commands as they were measured once, stored in `RESULTS.json`, and later ones beside them."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.tables import Section, Table, number, table_text

Figures = Mapping[str, Mapping[str, float]]
"""the median CPU seconds of each command of each section"""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was measured, and on what machine."""

    python: str
    cores: int
    cpu_seconds: Figures


def here(cpu_seconds: Figures) -> Stored:
    """Figures measured on this machine."""
    return Stored(platform.python_version(), os.cpu_count() or 1, cpu_seconds)


def figures_of(sections: Mapping[str, Section]) -> Figures:
    """Of sections, by their names on the command line, what can be compared; some have nothing."""
    return {name: section.cpu for name, section in sections.items() if section.cpu}


def to_json(stored: Stored) -> str:
    """Rounded to hundredths; ends in a line end."""
    rounded = {
        name: {command: round(seconds, 2) for command, seconds in commands.items()}
        for name, commands in stored.cpu_seconds.items()
    }
    return json.dumps({"python": stored.python, "cores": stored.cores, "cpu_seconds": rounded}, indent=2) + "\n"


def from_json(text: str) -> Stored:
    """What `to_json` wrote."""
    document = json.loads(text)
    return Stored(document["python"], document["cores"], document["cpu_seconds"])


def compared(stored: Stored, now: Stored) -> str:
    """A table of the commands that both have, the median of the ratios below it, and what only one of them has."""
    rows, ratios, alone = [], [], []
    for name, commands in now.cpu_seconds.items():
        before = stored.cpu_seconds.get(name, {})
        alone += [f"{name}: {command} is not stored" for command in commands if command not in before]
        alone += [f"{name}: {command} was stored and is gone" for command in before if command not in commands]
        for command in (command for command in commands if before.get(command)):
            ratios.append(commands[command] / before[command])
            rows.append((f"{name}: {command}", number(before[command]), number(commands[command]), number(ratios[-1])))
    table = table_text(Table(("command", "stored: CPU s", "now: CPU s", "ratio"), tuple(rows)))
    machines = f"stored: Python {stored.python}, {stored.cores} cores; now: Python {now.python}, {now.cores} cores"
    middle = f"median ratio: {number(statistics.median(ratios))}" if ratios else "nothing to compare"
    return "\n".join([table, "", *alone, machines, middle]) + "\n"
