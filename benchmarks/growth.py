"""Families of policies that grow in one way each: how much more each size takes than the one before.

A process that has not ended at its limit is stopped, and larger sizes of its family are not tried.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.commands import Files, check, counted, verdicts
from benchmarks.families.attributes import climbed, collected, counters, levels, prerequisites
from benchmarks.families.attributes import counted as points
from benchmarks.families.clocks import SIZES as CLOCKS
from benchmarks.families.clocks import free, in_turn, standing, standing_in_turn
from benchmarks.families.national import SEEDS, national
from benchmarks.families.statuses import SHAPES, statuses
from benchmarks.families.statuses import SIZES as STATUSES
from benchmarks.families.tracks import SIZES as TRACKS
from benchmarks.families.tracks import tracks
from benchmarks.pictures import Point, picture
from benchmarks.process import Sample, in_turns
from benchmarks.tables import Section, Table, Target, at_most, measured_of, number

FEW = ("path", "witness", "earned")
"""the sentences of a family of attributes where it is about growth alone"""
NATIONAL_LIMIT, NATIONAL_MEDIAN, NATIONAL_MOST, NATIONAL_MEMORY = 45, 5, 30, 400


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    text: Callable[[int], str]
    sizes: Sequence[int]


@dataclass(frozen=True, slots=True)
class Group:
    """Series that grow in the same way. `target`: CPU seconds that the largest size of each may take."""

    name: str
    title: str
    unit: str
    limit: int
    """CPU seconds after which a process is stopped"""
    target: float | None
    series: tuple[Series, ...]


FLAGS, HEIGHTS, TOPS = (5, 15, 30, 60), (5, 10, 20, 30), (10, 1000, 1_000_000)
GROUPS = (
    Group(
        *("attributes", "Yes-or-no attributes", "attributes", 20, 1),
        (
            Series("needed together", lambda n: collected(n, sentences=FEW), FLAGS),
            Series("one after the other", lambda n: prerequisites(n, sentences=FEW), FLAGS),
            Series("a status for each", lambda n: climbed(n, sentences=FEW), FLAGS),
            Series("half of them, counted", lambda n: points(n, sentences=FEW), FLAGS),
        ),
    ),
    Group(
        *("sentences", "Yes-or-no attributes, every kind of sentence", "attributes", 20, None),
        (
            Series("needed together", collected, FLAGS),
            Series("some lost again", lambda n: collected(n, losing=n // 5), FLAGS),
            Series("one after the other", prerequisites, FLAGS),
            Series("a status for each", climbed, FLAGS),
        ),
    ),
    Group(
        *("ranges", "Attributes with many values", "values", 20, 1),
        (
            Series("levels", lambda n: levels(1, n, sentences=FEW), HEIGHTS),
            Series("three with levels", lambda n: levels(3, n, sentences=FEW), HEIGHTS),
            Series("a number", lambda n: counters(1, n, sentences=FEW), TOPS),
            Series("three numbers", lambda n: counters(3, n, sentences=FEW), (10, 30, 100)),
        ),
    ),
    Group(
        *("clocks", "Clocks", "clocks", 30, 5),
        (
            Series("each live in its own status", in_turn, CLOCKS),
            Series("free", free, CLOCKS),
            Series("standing", standing, CLOCKS),
            Series("standing, in turn", standing_in_turn, CLOCKS),
        ),
    ),
    Group(*("tracks", "Tracks with a clock each", "tracks", 60, 15), (Series("forty sentences", tracks, TRACKS),)),
    Group(
        *("statuses", "Statuses, with all findings", "statuses", 40, 5),
        tuple(Series(shape, partial(statuses, shape), STATUSES) for shape in SHAPES),
    ),
)
_TEXT = (
    "CPU seconds of `bcm check --fresh`, whole cold processes, once each, for policies that grow in one way "
    "(`benchmarks/families`). `> 20`: stopped after so many seconds, as what is larger would be. What is asked, is "
    f"asked of the largest size. The national law is checked with `--timeout {NATIONAL_LIMIT}s`: what that leaves open "
    "is UNKNOWN."
)


def growth(files: Files, runs: int) -> Section:
    """All groups, then the national law."""
    del runs
    samples: dict[str, Sample] = {}
    tables: list[Table] = []
    targets: list[Target] = []
    drawn: dict[str, str] = {}
    for group in GROUPS:
        found = {series.name: run(files, group, series) for series in group.series}
        samples |= {f"{group.name}, {name}, {n}": sample for name, by in found.items() for n, sample in by.items()}
        tables.append(table(group, found))
        targets += targets_of(group, found)
        lines = {name: [_point(size, sample) for size, sample in by.items()] for name, by in found.items()}
        drawn[f"growth-{group.name}"] = picture(group.title, group.unit, lines, group.target)
    laws = _laws(files)
    samples |= laws
    tables.append(_laws_table(laws))
    targets += _laws_targets(laws)
    return Section("Growth", _TEXT, tuple(tables), tuple(targets), measured_of(samples), drawn)


def run(files: Files, group: Group, series: Series) -> dict[int, Sample]:
    """By size, up to the first that is stopped."""
    found: dict[int, Sample] = {}
    for size in series.sizes[: 2 if files.small else None]:
        path = files.write(f"{group.name}_{series.name}_{size}".replace(" ", "_"), series.text(size))
        found[size] = in_turns({"": check(path)}, 1, group.limit)[""]
        if found[size].is_stopped:
            break
    return found


def _point(size: int, sample: Sample) -> Point:
    return Point(size, sample.cpu, sample.is_stopped)


def table(group: Group, found: dict[str, dict[int, Sample]]) -> Table:
    """A line for each series; sizes that differ stand with the figure."""
    most = max(len(series.sizes) for series in group.series)
    rows: list[tuple[str, ...]] = []
    for series in group.series:
        by = found[series.name]
        cells = [_cell(size, by.get(size), group.limit) for size in series.sizes]
        last = [sample for sample in by.values() if not sample.is_stopped][-1:]
        after = [(number(sample.peak), counted(verdicts(sample.output))) for sample in last] or [("—", "—")]
        rows.append((series.name, *cells, *[""] * (most - len(cells)), *after[0]))
    sizes = [f"size {number + 1}: CPU s" for number in range(most)]
    return Table((f"{group.title.lower()}: series", *sizes, "peak MB", "verdicts"), tuple(rows))


def _cell(size: int, sample: Sample | None, limit: int) -> str:
    if sample is None:
        return f"{size:,}: —"
    return f"{size:,}: {f'> {limit}' if sample.is_stopped else number(sample.cpu)}"


def targets_of(group: Group, found: dict[str, dict[int, Sample]]) -> list[Target]:
    if group.target is None:
        return []
    targets: list[Target] = []
    for series in group.series:
        largest = series.sizes[-1]
        what = f"{group.title.lower()}, {series.name}, {largest:,}: CPU"
        by = found[series.name]
        if any(sample.is_stopped for sample in by.values()):
            targets.append(Target(what, f"at most {group.target:g} s", f"more than {group.limit} s", is_met=False))
        else:
            targets.append(at_most(what, by[largest].cpu if largest in by else None, group.target, " s"))
    return targets


# --- a national law ---


def _laws(files: Files) -> dict[str, Sample]:
    paths = {f"national, {n}": files.write(f"national_{n}", national(n)) for n in SEEDS[: 2 if files.small else None]}
    return in_turns({name: check(path, "--timeout", f"{NATIONAL_LIMIT}s") for name, path in paths.items()}, 1)


def _laws_table(laws: dict[str, Sample]) -> Table:
    header = ("a national law: seed", "CPU s", "elapsed s", "peak MB", "verdicts")
    rows = [
        (
            name.rpartition(" ")[2],
            number(sample.cpu),
            number(sample.wall),
            number(sample.peak),
            counted(verdicts(sample.output)),
        )
        for name, sample in laws.items()
    ]
    return Table(header, tuple(rows))


def _laws_targets(laws: dict[str, Sample]) -> list[Target]:
    times = [sample.cpu for sample in laws.values()]
    return [
        at_most("a national law: median CPU", statistics.median(times), NATIONAL_MEDIAN, " s"),
        at_most("a national law: the slowest, CPU", max(times), NATIONAL_MOST, " s"),
        at_most("a national law: peak memory", max(s.peak for s in laws.values()), NATIONAL_MEMORY, " MB"),
    ]
