"""Which numbers work: parameters left open against one check, and against single points."""

from __future__ import annotations

import csv
import sys

from bcm_formal.api.loading import load
from bcm_formal.api.sweeping import sweep
from bcm_formal.api.varying import vary
from bcm_formal.model.sentences import SomeCanReach
from bcm_formal.trust.claim import Outcome
from benchmarks.commands import SHIPPED, Files, bcm, check, counted, verdicts
from benchmarks.process import Command, in_turns, ratio
from benchmarks.tables import SECONDS, Section, Table, at_most, measured_of, seconds

NUMBERS = ("pr_years", "pr_counted_years", "ssw1_cap")
STEPS = ("pr_years=5..15years:30 months", "pr_counted_years=0..10years:30 months", "ssw1_cap=36..120months:12 months")
POINTS = 5 * 5 * 8
ASKED = ("ssw1_never_beyond_six_years", "five_counted_years_or_exception", "pb16_citizenship_is_not_earlier")
"""the properties of which points are tried: two depend on a number"""
LIMIT = 900
"""seconds for one command"""
_ALONE = "import os, sys; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); os.execv(sys.argv[1], sys.argv[1:])"


def sweeps(files: Files, runs: int) -> Section:
    """Three open durations of Japan."""
    del files
    path, few = SHIPPED["japan"], max(1, runs // 2)
    left_open = bcm("sweep", path, *(f"--open={name}" for name in NUMBERS), "--format", "csv")
    whole = in_turns({"one check, all properties": check(path), "three durations left open": left_open}, few, LIMIT)
    tried = bcm("sweep", path, *(f"--vary={text}" for text in STEPS), *map("--property={}".format, ASKED))
    points = in_turns({"200 points": tried, "200 points, one after another": alone(tried)}, few, LIMIT)
    samples = {**whole, **points}
    one, opened = whole.values()
    both, single = points.values()
    told = (counted(verdicts(one.output)), _parts(opened.output), "", "")
    rows = tuple((name, *seconds(sample), said) for (name, sample), said in zip(samples.items(), told, strict=True))
    differ, undecided = differences()
    targets = (
        at_most("three open durations against one check: CPU", ratio(opened, one), 5, " times"),
        at_most(f"{POINTS} points against what is said of all values: other verdicts", differ, 0),
        at_most(f"{POINTS} points: not decided for all values", undecided, 0),
        at_most("200 points on all processors against one after another: elapsed", both.wall / single.wall, 0.6, ""),
    )
    text = (
        f"`bcm sweep` of Japan: {', '.join(f'`{name}`' for name in NUMBERS)} left open, all properties, against `bcm "
        f"check --fresh`; and {POINTS} points of the same three numbers for {len(ASKED)} properties, on all processors "
        "and on one. The verdict at each point is compared with what the sweep says of all values."
    )
    table = Table(("command", *SECONDS, "says"), rows)
    return Section("Which numbers work", text, (table,), targets, measured_of(samples))


def alone(command: Command) -> Command:
    """The command on one processor."""
    return [sys.executable, "-c", _ALONE, *command]


def differences() -> tuple[int, int]:
    """How many verdicts at points are not what is said of all values, and of how many nothing is said."""
    model = load(SHIPPED["japan"], None)
    swept = sweep(model, dict.fromkeys(NUMBERS), ASKED)
    varied = vary(model, {name: (ends, step) for name, ends, step in map(_values, STEPS)}, ASKED)
    differ = undecided = 0
    for point, outcomes in varied.points:
        for item, outcome in zip(swept.frontiers, outcomes or (), strict=True):
            holds, violated = (swept.plane.contains(area, point) for area in (item.holds, item.violated))
            undecided += not holds and not violated
            is_of_some = isinstance(model.property[item.name].sentence, SomeCanReach)
            said = outcome is Outcome.HOLDS or (outcome is Outcome.VACUOUS and not is_of_some)
            differ += (holds or violated) and said is not holds
    return differ, undecided


def _values(text: str) -> tuple[str, tuple[str, str], str]:
    name, _, rest = text.partition("=")
    values, _, step = rest.partition(":")
    low, _, high = values.partition("..")
    number = high.rstrip("abcdefghijklmnopqrstuvwxyz")
    unit = high[len(number) :]
    return name, (f"{low} {unit}", f"{number} {unit}"), step


def _parts(output: str) -> str:
    """How many properties each verdict has, by the parts that a table lists."""
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(output.splitlines()):
        found.setdefault(row["property"], set()).add(row["verdict"])
    return counted({name: " and ".join(sorted(said)) for name, said in found.items()})
