"""Tables say what was asked and measured, and why something was missed."""

from __future__ import annotations

import math
import tomllib

from benchmarks.__main__ import MISSED
from benchmarks.commands import verdicts
from benchmarks.tables import Section, Target, at_most, targets_table, to_markdown


def test_a_missed_target_has_its_reason_beside_it_and_one_that_is_met_has_none() -> None:
    targets = [
        Target("a", "1 s", "2 s", is_met=False),
        Target("b", "1 s", "1 s", is_met=True),
        Target("c", "1 s", "3 s", is_met=False),
        Target("d", "1 s", "—", is_met=None),
    ]
    found = targets_table(targets, {"a": "too much to do", "b": "no longer true", "d": "nobody knows"})
    assert [line.split(" | ")[-1] for line in found.splitlines()[2:]] == [
        "**no**: too much to do |",
        "yes |",
        "**no** |",
        "not measured |",
    ]


def test_the_reasons_can_be_read() -> None:
    assert all(isinstance(reason, str) for reason in tomllib.loads(MISSED.read_text(encoding="utf-8")).values())


def test_a_section_shows_its_pictures() -> None:
    section = Section("Growth", "text", (), (), {}, {"growth-cats": "<svg/>"})
    assert "![growth-cats](pictures/growth-cats.svg)" in to_markdown(section)


def test_what_says_no_verdicts_has_none() -> None:
    assert verdicts('{"models": [{"properties": [{"name": "p", "verdict": "HOLDS"}]}]}') == {"p": "HOLDS"}
    assert [verdicts(output) for output in ('{"people": []}', "p,HOLDS", "")] == [{}, {}, {}]


def test_what_has_no_answer_meets_no_target() -> None:
    assert at_most("a", math.inf, 10, " s") == Target("a", "at most 10 s", "no answer", is_met=False)
