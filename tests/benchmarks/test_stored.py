"""Figures are stored as they were measured, and compared command by command."""

from __future__ import annotations

from benchmarks.__main__ import FIGURES, SECTIONS
from benchmarks.process import Run, Sample
from benchmarks.stored import Figures, Stored, compared, figures_of, from_json, kept_beside, to_json
from benchmarks.tables import Measured, Section, measured_of


def took(seconds: float, verdicts: str = "") -> Measured:
    return Measured(seconds, 100.0, verdicts)


BEFORE = Stored(
    "3.11.7",
    2,
    0.5,
    {"start": {"bcm --help": took(0.5), "gone": took(1.0)}, "models": {"a": took(2.0, "1 HOLDS"), "b": took(4.0)}},
)


def now(figures: Figures, calibration: float = 0.5) -> Stored:
    return Stored("3.13.0", 4, calibration, figures)


def run(cpu: float, code: int = 0) -> Run:
    return Run(cpu, 1.0, 1.0, code, "")


def test_what_was_stored_is_read_back() -> None:
    assert from_json(to_json(BEFORE)) == BEFORE


def test_figures_are_medians_of_commands_that_ended() -> None:
    samples = {"a": Sample((run(1), run(9), run(2))), "stopped": Sample((run(1), run(60, -24)))}
    section = Section("Title", "", (), (), measured_of(samples))
    figures = figures_of({"models": section, "empty": Section("Nothing", "", (), ())})
    assert figures == {"models": {"a": Measured(2, 1.0, "")}}


def test_ratios_are_of_the_commands_that_both_have_and_the_others_are_named() -> None:
    later = now({"start": {"bcm --help": took(1.0), "new": took(1.0)}, "models": {"a": took(1.0), "b": took(6.0)}})
    told = compared(BEFORE, later)
    assert "| start: bcm --help | 0.50 | 1.00 | 2.00 |" in told
    assert "| models: a | 2.00 | 1.00 | 0.50 |" in told
    assert "| all together | 6.50 | 8.00 | 1.23 |" in told
    assert "start: new is not stored\nstart: gone was stored and is gone\n" in told
    assert told.endswith("the calibration took 0.50 s, now 0.50 s\nmedian ratio: 1.50\n")


def test_on_a_machine_half_as_fast_twice_the_time_is_no_more() -> None:
    told = compared(BEFORE, now({"models": {"a": took(4.0, "1 HOLDS"), "b": took(8.0)}}, calibration=1.0))
    assert "| models: a | 2.00 | 4.00 | 1.00 |" in told
    assert told.endswith("median ratio: 1.00\n")


def test_other_verdicts_than_those_stored_are_told() -> None:
    told = compared(BEFORE, now({"models": {"a": took(2.0, "1 VIOLATED"), "b": took(4.0)}}))
    assert "models: a was 1 HOLDS, is 1 VIOLATED\n" in told
    assert "models: b was" not in told


def test_where_nothing_is_stored_there_is_nothing_to_compare() -> None:
    assert compared(Stored("3.11.7", 2, 0.5, {}), BEFORE).endswith("nothing to compare\n")


def test_sections_of_another_machine_are_not_kept_beside_new_ones() -> None:
    fresh = {"start": {"bcm --help": took(0.1)}}
    alike = Stored("3.11.7", 2, 0.4, fresh)
    assert kept_beside(BEFORE, alike).figures == {**BEFORE.figures, **fresh}
    assert kept_beside(BEFORE, now(fresh)).figures == fresh


def test_the_stored_figures_are_of_sections_that_there_are() -> None:
    stored = from_json(FIGURES.read_text(encoding="utf-8"))
    assert stored.figures
    assert stored.calibration > 0
    assert stored.figures.keys() <= SECTIONS.keys()
    assert all(item.cpu_seconds > 0 for commands in stored.figures.values() for item in commands.values())
