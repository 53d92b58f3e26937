"""Small policies for the tests of this folder."""

from __future__ import annotations

import datetime

from bcm_formal.diagnostics import Diagnostic
from bcm_formal.model.load import load

HEAD = """policy example "Example"
  time in {step}
  in force 2026-04-01
{calendar}
layer outside
layer inside
actor office
attribute level: none < basic < good, starts none
attribute sector: one of care, farming, fishing, fixed
attribute employed: yes or no, starts no
attribute points: 0 to 10, starts 0
attribute money: integer, starts any
attribute granted: one of 1 year, 3 years, 5 years, starts 1 year
clock stay
  runs in inside
  zero in outside
clock away
status abroad in outside
status worker in inside
status trainee in inside
start in abroad
"""


def policy(lines: str = "", *, step: str = "months", calendar: str = "") -> str:
    """A policy with an attribute of each type, two clocks and three statuses, and some more lines."""
    return HEAD.format(step=step, calendar=calendar and f"  {calendar}") + lines + "\n"


def codes_of(text: str, on: datetime.date | None = None) -> list[str]:
    """The codes of the errors of a text, in order."""
    return [finding.code for finding in errors_of(text, on)]


def errors_of(text: str, on: datetime.date | None = None) -> list[Diagnostic]:
    return [finding for finding in load(text, on)[1] if finding.severity == "error"]
