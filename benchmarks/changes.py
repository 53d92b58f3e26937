"""What changes of the law do to people: `bcm diff --people` of whole laws."""

from __future__ import annotations

import json
import math
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.commands import ROOT, Files, bcm
from benchmarks.memory import peak_of_all
from benchmarks.process import Sample, in_turns
from benchmarks.tables import SECONDS, Section, Table, at_most, measured_of, number, seconds

_JAPAN = ROOT / "models" / "japan" / "japan.bcm"
_REFORMS = ROOT / "models" / "united-kingdom" / "reforms"
_TWO_RULES = """\
reform two_rules "Naturalisation takes ten years, supervisors three" of "{policy}"
  in force 2026-12-01

parameter naturalisation_years = 10 years
parameter leader_experience = 36 months
"""
_DAYS = "Japan, two days"
_TWO = "Japan, two rules"
_WHOLE = "United Kingdom, earned settlement"
_NOTHING = "no answer"
LIMIT = 30
"""seconds for a command"""


def changes(files: Files, runs: int) -> Section:
    """Whole laws and changes of them."""
    reform = files.folder / "two_rules.bcm"
    shutil.copy(_JAPAN, files.folder)  # a reform stands beside its policy
    reform.write_text(_TWO_RULES.format(policy=_JAPAN.name), encoding="utf-8")
    commands = {
        _DAYS: _people(_JAPAN, "--from", "2027-03-31", "--to", "2027-04-01"),
        _TWO: _people(reform),
        _WHOLE: _people(_REFORMS / "earned_settlement.bcm"),
    }
    options = {path.stem: _people(_proposal(path), path) for path in sorted(_REFORMS.glob("option_*.bcm"))}
    asked = {**commands, **options}
    samples = in_turns(asked, runs, LIMIT)
    peaks = {name: peak_of_all(command, LIMIT) or samples[name].peak for name, command in asked.items()}
    rows = tuple(
        (name, *seconds(sample), number(peaks[name]), _said(sample.output)) for name, sample in samples.items()
    )
    of_options = sum(_wall(samples[name]) for name in options)
    targets = (
        at_most(f"{_TWO}: elapsed", _wall(samples[_TWO]), 10, " s"),
        at_most("United Kingdom, all options: elapsed", of_options, 60, " s"),
        at_most("the most memory of all processes of a change", max(peaks.values()), 1000, " MB"),
    )
    text = (
        "`bcm diff --people` from its start: whom the change of a whole law affects, by how much and by which clauses, "
        "all proved. The options are those of the published matrix, each after the proposal. A process that "
        f"has not ended after {LIMIT} seconds is stopped."
    )
    table = Table(("change", *SECONDS, "all MB", "rows"), rows)
    return Section("Changes of the law", text, (table,), targets, measured_of(samples))


def _proposal(option: Path) -> Path:
    """What an option of transition is read after: the proposal for the route, or for a household."""
    of = "household" if '"../household.bcm"' in option.read_text(encoding="utf-8") else "route"
    return _REFORMS / f"earned_{of}.bcm"


def _people(*arguments: str | Path) -> Sequence[str]:
    return bcm("diff", *arguments, "--people", "--format", "json")


def _wall(sample: Sample) -> float:
    """Elapsed seconds; infinite where there is no answer."""
    return math.inf if _said(sample.output) == _NOTHING else sample.wall


def _said(output: str) -> str:
    """As `3 later, 8 unaffected`."""
    try:
        rows = json.loads(output)["people"]
    except (json.JSONDecodeError, KeyError):
        return _NOTHING
    counts = Counter(row["effect"] for row in rows)
    return ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
