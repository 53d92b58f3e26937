"""What a section of the results is made of, and how it is written as Markdown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.commands import counted, verdicts
from benchmarks.process import Sample


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Something asked for, what was measured, and whether that is enough (None: it could not be measured)."""

    what: str
    asked: str
    measured: str
    is_met: bool | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What is stored of a command and compared later."""

    cpu_seconds: float
    """the median"""
    peak_megabytes: float
    """of its largest process"""
    verdicts: str
    """how many of each, as `12 HOLDS, 3 VIOLATED`; empty if it gives none"""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    text: str
    """what was run, and how to read the tables"""
    tables: tuple[Table, ...]
    targets: tuple[Target, ...]
    measured: Mapping[str, Measured] = field(default_factory=dict)
    """of its commands, to be stored and compared"""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """SVG by the name of its file, without its ending"""


def at_most(what: str, value: float | None, most: float, unit: str = "") -> Target:
    """A target that is met iff `value` is at most `most`; None: there was nothing to measure; infinite: no answer."""
    asked = f"at most {most:g}{unit}"
    if value is None:
        return Target(what, asked, "—", None)
    return Target(what, asked, "no answer" if value == math.inf else f"{number(value)}{unit}", value <= most)


def number(value: float) -> str:
    """With as many digits as mean something."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def seconds(sample: Sample) -> tuple[str, str, str, str]:
    """Cells: CPU seconds, their smallest and largest, elapsed seconds, megabytes of the largest process."""
    low, high = sample.cpu_range
    stopped = ", stopped" if sample.is_stopped else ""
    return (
        number(sample.cpu) + stopped,
        f"{number(low)}–{number(high)}",
        number(sample.wall),
        number(sample.peak),
    )


def measured_of(samples: Mapping[str, Sample]) -> dict[str, Measured]:
    """Of the commands that were not stopped."""
    return {name: _measured(sample) for name, sample in samples.items() if not sample.is_stopped}


def _measured(sample: Sample) -> Measured:
    found = verdicts(sample.output)
    return Measured(sample.cpu, sample.peak, counted(found) if found else "")


SECONDS = ("CPU s", "min–max", "elapsed s", "peak MB")
"""the header of `seconds`"""


PICTURES = "pictures"
"""the folder of the pictures, beside the text that shows them"""


def to_markdown(section: Section) -> str:
    parts = [f"## {section.title}", section.text]
    parts += [table_text(table) for table in section.tables]
    parts += [f"![{name}]({PICTURES}/{name}.svg)" for name in section.pictures]
    return "\n\n".join(parts) + "\n"


def targets_table(targets: Iterable[Target], reasons: Mapping[str, str]) -> str:
    """All targets; beside those that are missed the reason, by name, where there is one."""
    rows = tuple(
        (item.what, item.asked, item.measured, f"{_MARKS[item.is_met]}{_reason(item, reasons)}") for item in targets
    )
    return table_text(Table(("target", "asked", "measured", "met"), rows))


def _reason(item: Target, reasons: Mapping[str, str]) -> str:
    return f": {reasons[item.what]}" if item.is_met is False and item.what in reasons else ""


_MARKS = {True: "yes", False: "**no**", None: "not measured"}


def table_text(table: Table) -> str:
    """A table in Markdown, without a line end at its end."""
    rule = ["---", *["---:" if _is_numeric(table.rows, i) else "---" for i in range(1, len(table.header))]]
    return "\n".join(_line(cells) for cells in (table.header, rule, *table.rows))


def _is_numeric(rows: Sequence[Sequence[str]], column: int) -> bool:
    return all(row[column][:1].isdigit() or row[column] in ("", "—") for row in rows)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
