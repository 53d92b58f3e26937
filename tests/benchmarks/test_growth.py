"""Tables and pictures of growth say what was measured, and what was stopped."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from benchmarks import growth
from benchmarks.commands import Files
from benchmarks.growth import GROUPS, Group, Series, targets_of
from benchmarks.pictures import Point, picture
from benchmarks.process import Command, Run, Sample
from tests.builders.loading import model_of

GROUP = Group("cats", "Cats", "cats", 1, 5, (Series("black", str, (1, 2, 40)), Series("white", str, (1, 2, 40))))


def sample(cpu: float, code: int = 0) -> Sample:
    return Sample((Run(cpu, cpu, 50.0, code, ""),))


@pytest.mark.parametrize("group", GROUPS, ids=[group.name for group in GROUPS])
def test_every_series_makes_models_that_can_be_read(group: Group) -> None:
    for series in group.series:
        assert list(series.sizes) == sorted(series.sizes)
        assert model_of(series.text(series.sizes[0])).properties


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Instead of checking, a process that ends at once for small sizes and never for others."""
    started: list[str] = []

    def command(path: Path) -> Command:
        started.append(path.stem)
        work = "pass" if path.read_text() == "1" else "while True: pass"
        return [sys.executable, "-c", work]

    monkeypatch.setattr(growth, "check", command)
    return started


def test_no_size_is_tried_beyond_one_that_was_stopped(busy: list[str], tmp_path: Path) -> None:
    found = growth.run(Files(tmp_path), GROUP, GROUP.series[0])
    assert busy == ["cats_black_1", "cats_black_2"]
    assert [(size, item.is_stopped) for size, item in found.items()] == [(1, False), (2, True)]


def test_small_runs_try_two_sizes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(growth, "check", lambda _: [sys.executable, "-c", "pass"])
    assert [*growth.run(Files(tmp_path, small=True), GROUP, GROUP.series[0])] == [1, 2]


def test_what_was_stopped_misses_its_target_and_what_was_not_tried_is_not_measured() -> None:
    found = {"black": {1: sample(1), 2: sample(2, -24)}, "white": {1: sample(1), 2: sample(2), 40: sample(4)}}
    assert [(item.measured, item.is_met) for item in targets_of(GROUP, found)] == [
        ("more than 1 s", False),
        ("4.00 s", True),
    ]
    small = {"black": {1: sample(1)}, "white": {1: sample(1)}}
    assert [item.is_met for item in targets_of(GROUP, small)] == [None, None]


def test_a_table_has_every_size_with_its_seconds() -> None:
    found = {"black": {1: sample(1), 2: sample(2, -24)}, "white": {1: sample(1), 2: sample(2), 40: sample(4)}}
    assert growth.table(GROUP, found).rows == (
        ("black", "1: 1.00", "2: > 1", "40: —", "50.0", "no answer"),
        ("white", "1: 1.00", "2: 2.00", "40: 4.00", "50.0", "no answer"),
    )


def test_a_picture_is_well_formed_with_a_line_and_a_point_for_each_measurement() -> None:
    lines = {"<black> & white": [Point(1, 0.5, False), Point(100, 70, True)], "b": [Point(1, 0.01, False)]}
    drawn = ElementTree.fromstring(picture('"Cats" <1>', "cats", lines, 5))
    circles = [item for item in drawn.iter() if item.tag.endswith("circle")]
    assert [circle.get("fill") == "white" for circle in circles] == [False, True, False]
    words = [item.text for item in drawn.iter() if item.tag.endswith("text")]
    assert {'"Cats" <1>: CPU seconds', "cats", "<black> & white", "b", "asked of the largest: 5 s"} <= set(words)
    heights = [float(circle.get("cy", "")) for circle in circles]
    assert heights[1] < heights[0] < heights[2]


def test_sizes_that_stand_too_close_are_not_written_over_one_another() -> None:
    points = [Point(size, 1, False) for size in (5, 10, 20, 30, 100, 1_000_000)]
    drawn = picture("Cats", "cats", {"a": points}, None)
    assert [size for size in (5, 10, 20, 30, 100, 1_000_000) if f'middle">{size:,}</text>' in drawn] == [
        5,
        20,
        100,
        1_000_000,
    ]
