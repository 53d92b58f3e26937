"""With which numbers the verdicts on the shipped model stay: its README has them as a table, made here.

`BCM_GOLDEN=write` asks everything anew and writes the table, which takes some minutes of processor time. Else what
the table says of the numbers of `SAMPLE` is asked again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pytest

from bcm_formal.api.loading import load
from bcm_formal.model.model import Model
from bcm_formal.vetting.dependence import dependences
from bcm_formal.vetting.results import Dependence
from bcm_formal.views.report.dependences import value_words

FOLDER = Path(__file__).parents[2] / "models" / "bcm"
BEGIN, END = "<!-- made by BCM_GOLDEN=write pytest tests/trials/test_numbers_of_the_model.py -->\n", "<!-- end -->\n"
NUMBERS = ("training_term", "work_term", "settle_after", "rooted_after", "grace", "record_kept")
SLOW = ("p12_survives_joblessness", "p17_language_attainable", "p30_open")
"""properties that are not asked about: a number may take minutes"""
SLOW_PAIRS = (
    ("work_term", "p45_bridge_before_the_end"),
    ("settle_after", "p22_no_cliff"),
    ("settle_after", "p45_bridge_before_the_end"),
    ("grace", "p45_bridge_before_the_end"),
)
SAMPLE = ("training_term", "record_kept")


@pytest.mark.slow
def test_the_table_says_with_which_numbers_each_verdict_stays() -> None:
    readme = FOLDER / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(BEGIN)
    said, after = rest.split(END)
    if os.environ.get("BCM_GOLDEN") == "write":
        said = table(model(), found(NUMBERS))
        readme.write_text(f"{before}{BEGIN}{said}{END}{after}", encoding="utf-8")
    assert [line for line in said.splitlines() if line.startswith("| `")] != []
    for name in SAMPLE:
        assert rows(model(), found((name,))) == [line for line in said.splitlines() if line.endswith(f"| `{name}` |")]


@cache
def model() -> Model:
    return load(FOLDER / "bcm.bcm")


def found(names: Sequence[str]) -> list[Dependence]:
    asked = [item for item in model().properties if item.name not in SLOW]
    return [
        each
        for number in model().parameters
        if number.name in names
        for each in dependences(model(), number, [item for item in asked if (number.name, item.name) not in SLOW_PAIRS])
    ]


def table(model: Model, items: Sequence[Dependence]) -> str:
    """The verdicts that some value of one number changes, and what was asked."""
    names = dict.fromkeys(item.parameter for item in items)
    properties = dict.fromkeys(item.property_name for item in items)
    spans = ", ".join(f"`{name}` ({bounds(model, name)})" for name in names)
    slow = ", ".join(f"`{name}`" for name in SLOW)
    pairs = ", ".join(f"`{name}` for `{number}`" for number, name in SLOW_PAIRS)
    lines = [
        f"Asked were {len(properties)} properties about {len(names)} numbers: {spans}.",
        "",
        "| property | verdict | number |",
        "|---|---|---|",
        *rows(model, items),
        "",
        "Every other of these verdicts is the one above for all values of each of the numbers.",
        f"Not asked, since it takes long: {slow}; {pairs}. The other numbers of the file have not been asked about.",
    ]
    return "\n".join(lines) + "\n"


def rows(model: Model, items: Iterable[Dependence]) -> list[str]:
    """A line for each property and number whose values do not all give one verdict, or were not decided."""
    return [
        f"| `{item.property_name}` | {verdicts(model, item)} | `{item.parameter}` |"
        for item in items
        if not item.is_everywhere
    ]


def bounds(model: Model, name: str) -> str:
    parameter = next(item for item in model.parameters if item.name == name)
    assert parameter.lowest is not None
    assert parameter.highest is not None
    return " to ".join(value_words(model, name, value) for value in (parameter.lowest, parameter.highest))


def verdicts(model: Model, item: Dependence) -> str:
    if item.unknown is not None:
        return "not decided"
    return "; ".join(
        f"{'HOLDS' if each.holds else 'VIOLATED'} "
        + " to ".join(dict.fromkeys(value_words(model, item.parameter, v) for v in (each.low, each.high)))
        for each in item.ranges
    )
