"""Remedies were tried: what the help says to write is read without that error."""

from __future__ import annotations

import pytest

from bcm_formal.diagnostics import Diagnostic, Fix
from tests.builders.example import codes_of, errors_of, policy

GUARDS = [
    ("BCM201", "levle is good", "level is good"),
    ("BCM201", "worker", "in worker"),
    ("BCM203", "in insde", "in inside"),
    ("BCM302", "sector at least care", "sector is care"),
    ("BCM303", "level", "level at least good"),
    ("BCM303", "sector", "sector is care"),
    ("BCM303", "stay", "stay at least 1 year"),
    ("BCM303", "points", "points at least 1"),
    ("BCM303", "good", "level is good"),
    ("BCM303", "today", "today at least 2030-01-01"),
    ("BCM304", "stay + employed at least 1 year", "stay + (if employed then 1 month else 2 months) at least 1 year"),
    ("BCM306", "stay at least 6", "stay at least 6 months"),
    ("BCM307", "stay at least 45 days", "stay at least 2 months"),
    ("BCM309", "today at least 2027-04-20", "today at least 2027-05-01"),
    ("BCM311", "level is goood", "level is good"),
    ("BCM314", "level + 1 is good", "next level is good"),
    ("BCM315", "next points is 3", "points + 1 is 3"),
    ("BCM301", "today - today is 2 months", "today at least 2030-01-01 + 6 months"),
]

LINES = [
    (
        "BCM313",
        "attribute rank: none < some, fixed\nparameter need = none",
        "attribute rank: nil < some, fixed\nparameter need = none",
    ),
    ("BCM401", "event a by person\n  set sector = care", "event a by person\n  set level = good"),
    (
        "BCM404",
        "limit a\n  while employed, then abroad",
        "limit a\n  while employed and stay at most 1 year, then abroad",
    ),
    ("BCM408", "attribute x: yes or no", "attribute x: yes or no, fixed"),
    ("BCM408", "attribute x: yes or no", "attribute x: yes or no, starts any"),
    ("BCM409", "parameter p by sector: care 1, farming 2", "parameter p by sector: care 1, farming 2, fishing 3"),
    ("BCM410", "parameter p by employed: yes 1, no 2", "define p = if employed then 1 else 2"),
    ("BCM413", "event a by person\n  set stay = any", "event a by person\n  set stay = 0 months"),
    ("BCM417", "attribute x: 5 to 3, fixed", "attribute x: 3 to 5, fixed"),
    ("BCM417", "attribute x: one of 1, 2, fixed", "attribute x: one of 1 year, 2 years, fixed"),
    ("BCM208", "transition a from abroad to inside by person", "transition a from abroad to worker by person"),
    (
        "BCM501",
        "define x = employed\n  in force from 2020-01-01\ndefine x = yes\n  in force from 2024-01-01",
        "define x = employed\n  in force from 2020-01-01 until 2023-12-31\ndefine x = yes\n  in force from 2024-01-01",
    ),
    (
        "BCM502",
        "define x = employed\n  in force from 2020-01-01 until 2021-01-01\ndefine x = yes\n  in force from 2024-01-01",
        "define x = employed\n  in force from 2020-01-01 until 2020-12-31\n  repealed 2021-01-01\n"
        "define x = yes\n  in force from 2024-01-01",
    ),
]


def guard(condition: str) -> str:
    return policy(f"event move by person\n  when {condition}\n  set points = 1")


@pytest.mark.parametrize(("code", "wrong", "right"), GUARDS)
def test_a_requirement_repaired_as_the_help_says_is_read(code: str, wrong: str, right: str) -> None:
    assert [code] == codes_of(guard(wrong))
    assert codes_of(guard(right)) == []


@pytest.mark.parametrize(("code", "wrong", "right"), LINES)
def test_a_declaration_repaired_as_the_help_says_is_read(code: str, wrong: str, right: str) -> None:
    assert [code] == codes_of(policy(wrong))
    assert codes_of(policy(right)) == []


def applied(text: str, fix: Fix) -> str:
    for edit in sorted(fix.edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    "wrong",
    [
        "levle is good",
        "level is goood",
        "in insde",
        "stay at least 6",
        "6 at most stay",
        "today at least 2027-04-20",
    ],
)
def test_a_fix_that_a_program_may_apply_repairs_the_error(wrong: str) -> None:
    text = guard(wrong)
    found: list[Diagnostic] = errors_of(text)
    fix = found[0].fix
    assert fix is not None
    assert codes_of(applied(text, fix)) == []


@pytest.mark.parametrize(
    ("step", "calendar", "help_text", "right"),
    [
        ("days", "", "calendar 1 year is 365 days", "calendar 1 year is 365 days"),
        ("weeks", "", "calendar 1 year is 364 days", "calendar 1 year is 364 days"),
    ],
)
def test_the_calendar_that_the_help_proposes_is_enough(step: str, calendar: str, help_text: str, right: str) -> None:
    found = errors_of(policy(step=step, calendar=calendar))
    assert {"BCM308"} == {finding.code for finding in found}
    assert help_text in (found[0].help or "")
    dates = policy(step=step, calendar=right).replace("in force 2026-04-01", "in force 2026-04-06")
    assert codes_of(dates) == []
