"""The same policy with another step of time: the text is changed, nothing else.

With the months of a model as its step, days are the finer step: a `calendar` line says how many a month is taken to
be, and every threshold keeps its length. Years are the coarser step: every threshold is rounded up to whole years, so
the policy is not quite the same; how it is answered may differ, how long that takes should not.
"""

from __future__ import annotations

import re
from pathlib import Path

CALENDAR = "calendar 1 year is 360 days, 1 month is 30 days"
_STEP = re.compile(r"^  time in months$", re.MULTILINE)
_MONTHS = re.compile(r"\b(\d+) months?\b")
_QUOTED = re.compile(r'("(?:[^"\\]|\\.)*")')
_INCLUDE = re.compile(r'^include "([^"]+)"$', re.MULTILINE)
_SCENARIO = re.compile(r"^scenario .*\n(?:[ \t].*\n|\n)*", re.MULTILINE)


def in_one_file(path: Path) -> str:
    """The text of a model with what it includes in place."""
    text = path.read_text(encoding="utf-8")
    return _INCLUDE.sub(lambda found: in_one_file(path.parent / found[1]), text)


def in_days(text: str) -> str:
    """A model whose step is a month, with steps of a day; scenarios are left out."""
    return _with_step(text, f"  time in days\n  {CALENDAR}")


def in_months(text: str) -> str:
    """The same model without its scenarios, to compare with."""
    return _with_step(text, "  time in months")


def in_years(text: str) -> str:
    """A model whose step is a month, with steps of a year and durations rounded up to years; scenarios are left out."""
    parts = _QUOTED.split(_with_step(text, "  time in years"))
    return "".join(part if part.startswith('"') else _MONTHS.sub(_rounded, part) for part in parts)


def _with_step(text: str, lines: str) -> str:
    if not _STEP.search(text):
        raise ValueError("the model does not say `time in months`")
    return _SCENARIO.sub("", _STEP.sub(lines, text, count=1))


def _rounded(found: re.Match[str]) -> str:
    years = -(-int(found[1]) // 12)
    return f"{years} year" if years == 1 else f"{years} years"
