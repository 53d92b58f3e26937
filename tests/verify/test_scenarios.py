"""Scenarios hold for every person and every way, and limits act when waiting cannot go on."""

from __future__ import annotations

import pytest

from bcm_formal.diagnostics import render_all
from bcm_formal.model.load import load
from bcm_formal.verify.scenarios import ScenarioResult, run_scenario

BASE = """\
policy p "P"
  time in months
layer out "Out"
layer inside "Inside"
actor office
attribute sector: one of care, food, fixed, starts any
attribute grade: 0 to 3, starts 0
attribute working: yes or no, starts no
clock idle
  runs while not working
  zero while working
status abroad in out
status worker in inside
  at most 12 months, then abroad
status resident in inside
transition enter from abroad to worker by office
  set working = yes
transition settle from worker to resident by office
  when time_in_status at least 12 months
event dismiss in inside by office
  set working = no
event examine in inside by person
  set grade = any
limit idle_too_long in worker
  while idle at most 3 months, then abroad
start in abroad
property q: no dead ends
scenario s
"""


def result(*lines: str, model: str = BASE) -> ScenarioResult:
    text = model + "".join(f"  {line}\n" for line in ("start in abroad", *lines))
    loaded, diagnostics = load(text)
    assert loaded is not None, render_all(diagnostics)
    return run_scenario(loaded, loaded.scenarios[0])


@pytest.mark.parametrize(
    "lines",
    [
        ("enter", "expect in worker and working"),
        ("enter", "after 11 months", "expect in worker"),
        ("enter", "after 12 months", "expect in abroad"),
        ("enter", "after 20 months", "expect in abroad and time_in_status is 8 months"),
        ("enter", "after 12 months: settle", "expect in resident"),
        ("enter", "after 12 months", "settle", "expect in resident"),
        ("enter", "after 12 months", "expect settle possible"),
        ("enter", "after 12 months", "expect enter possible"),
        ("enter", "after 11 months", "expect settle impossible"),
        ("enter", "after 6 months: dismiss", "after 2 months", "expect in worker"),
        ("enter", "after 6 months: dismiss", "after 3 months", "expect in abroad"),
        ("enter", "after 12 months: worker_limit", "expect in abroad"),
        ("enter", "examine with grade is 2", "expect grade is 2"),
    ],
)
def test_what_the_rules_say_passes(lines: tuple[str, ...]) -> None:
    assert result(*lines).failure is None


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("expect sector is care",), "expected `sector is care`"),
        (("enter", "examine", "expect grade is 2"), "expected `grade is 2`"),
        (("settle",), "`settle` is not possible"),
        (("enter", "after 11 months", "expect settle possible"), "expected `settle` to be possible"),
        (("enter", "after 12 months", "expect settle impossible"), "expected `settle` to be impossible"),
        (("enter", "after 12 months", "expect in worker"), "expected `in worker`"),
    ],
)
def test_what_fails_for_one_person_or_way_fails(lines: tuple[str, ...], reason: str) -> None:
    failed = result(*lines).failure
    assert failed is not None
    assert reason == failed.reason


def test_a_failure_names_the_line_and_a_life_course_up_to_it() -> None:
    failed = result("enter", "after 12 months", "expect in worker").failure
    assert failed is not None
    assert failed.step is not None
    assert "expect in worker" in failed.step.span.text
    assert failed.trace is not None
    assert (failed.trace.start.status, len(failed.trace.steps)) == ("abroad", 3)


def test_every_person_the_start_allows_is_followed() -> None:
    assert result("enter").persons == 2


def test_a_named_value_replaces_what_the_attribute_starts_with() -> None:
    text = BASE + "  start in abroad with grade is 3 and sector is food\n  expect grade is 3\n"
    loaded, _ = load(text)
    assert loaded is not None
    assert ((run := run_scenario(loaded, loaded.scenarios[0])).persons, run.failure) == (1, None)


def test_attributes_without_end_must_be_named() -> None:
    endless = BASE.replace(
        "attribute grade: 0 to 3, starts 0", "attribute grade: 0 to 3, starts 0\nattribute age: integer, fixed"
    )
    failed = result("enter", model=endless).failure
    assert failed is not None
    assert failed.reason == "`age` can be any whole number: name its value in the scenario"
