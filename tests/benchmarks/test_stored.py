"""Figures are stored as they were measured, and compared command by command."""

from __future__ import annotations

from benchmarks.__main__ import FIGURES, SECTIONS
from benchmarks.process import Run, Sample
from benchmarks.stored import Stored, compared, figures_of, from_json, to_json
from benchmarks.tables import Section, cpu_of

BEFORE = Stored("3.11.7", 2, {"start": {"bcm --help": 0.5, "gone": 1.0}, "models": {"a": 2.0, "b": 4.0}})


def run(cpu: float, code: int = 0) -> Run:
    return Run(cpu, 1.0, 1.0, code, "")


def test_what_was_stored_is_read_back() -> None:
    assert from_json(to_json(BEFORE)) == BEFORE


def test_figures_are_medians_of_commands_that_ended() -> None:
    samples = {"a": Sample((run(1), run(9), run(2))), "stopped": Sample((run(1), run(60, -24)))}
    section = Section("Title", "", (), (), cpu_of(samples))
    assert figures_of({"models": section, "empty": Section("Nothing", "", (), ())}) == {"models": {"a": 2}}


def test_ratios_are_of_the_commands_that_both_have_and_the_others_are_named() -> None:
    now = Stored("3.13.0", 4, {"start": {"bcm --help": 1.0, "new": 1.0}, "models": {"a": 1.0, "b": 6.0}})
    told = compared(BEFORE, now)
    assert "| start: bcm --help | 0.50 | 1.00 | 2.00 |" in told
    assert "| models: a | 2.00 | 1.00 | 0.50 |" in told
    assert "start: new is not stored\nstart: gone was stored and is gone\n" in told
    assert told.endswith("stored: Python 3.11.7, 2 cores; now: Python 3.13.0, 4 cores\nmedian ratio: 1.50\n")


def test_where_nothing_is_stored_there_is_nothing_to_compare() -> None:
    assert compared(Stored("3.11.7", 2, {}), BEFORE).endswith("nothing to compare\n")


def test_the_stored_figures_are_of_sections_that_there_are() -> None:
    stored = from_json(FIGURES.read_text(encoding="utf-8"))
    assert stored.cpu_seconds
    assert stored.cpu_seconds.keys() <= SECTIONS.keys()
    assert all(seconds > 0 for commands in stored.cpu_seconds.values() for seconds in commands.values())
