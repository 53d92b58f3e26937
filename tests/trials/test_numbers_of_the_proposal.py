"""With which numbers each verdict on the proposal stays: page and picture are made of what was found, and some of
that is found again."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from bcm_formal.api.loading import load
from bcm_formal.api.policy import Policy
from bcm_formal.views.report.dependences import value_words
from tests.builders.pages import is_made
from tests.trials.numbers_of_the_proposal import FILE, ROOT, Range, numbers, stored, verdicts
from tests.trials.picture_of_numbers import picture

PAGE = ROOT / "docs" / "numbers-of-the-proposal.md"
PICTURE = ROOT / "docs" / "img" / "numbers.svg"
AGAIN = ("settle_after", "p05_own_steps_from_the_first_day"), ("work_term", "p29_no_dead_ends")
"""a number and a property: they take little"""


@pytest.fixture(scope="module")
def model() -> Policy:
    return load(FILE)


def test_every_property_was_asked_with_each_number_that_was_tried(model: Policy) -> None:
    asked = {item.name for item in model.properties}
    assert stored()
    assert {number for number, by in stored().items() if set(by) != asked} == set()
    assert set(stored()) <= {item.name for item in numbers(model)}


def test_the_page_says_what_was_found(model: Policy) -> None:
    is_made(PAGE, "for which numbers", "\n".join(_table(model)))


def test_the_picture_shows_what_was_found(model: Policy) -> None:
    drawn = picture(model, stored())
    if os.environ.get("BCM_GOLDEN") == "write":
        PICTURE.write_text(drawn, encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == drawn


@pytest.mark.parametrize(("number", "name"), AGAIN)
def test_at_the_upper_bound_the_same_is_found_again(model: Policy, number: str, name: str) -> None:
    highest = next(item.highest for item in numbers(model) if item.name == number)
    assert highest is not None
    assert verdicts(model, number, highest, (name,)) == {name: stored()[number][name][-1][2]}


def _table(model: Policy) -> Iterator[str]:
    found = stored()
    tried = [item for item in numbers(model) if item.name in found]
    spans = ", ".join(_bounds(model, item.name) for item in tried)
    yield f"Tried were {len(tried)} of {len(numbers(model))} numbers, each alone: {spans}."
    yield ""
    yield "| property | number | with which values |"
    yield "|---|---|---|"
    rest = 0
    for item in model.properties:
        for number in tried:
            ranges = found[number.name][item.name]
            if len(ranges) > 1:
                yield f"| `{item.name}` | `{number.name}` | {'; '.join(map(_words, ranges))} |"
            else:
                rest += 1
    yield ""
    yield f"In the other {rest} cases the verdict is at both bounds the one of the text."


def _bounds(model: Policy, name: str) -> str:
    item = next(each for each in numbers(model) if each.name == name)
    assert item.lowest is not None
    assert item.highest is not None
    return f"`{name}` ({value_words(model, name, item.lowest)} to {value_words(model, name, item.highest)})"


def _words(row: Range) -> str:
    low, high, verdict = row
    said = {"HOLDS": "holds", "VIOLATED": "violated", "VACUOUS": "speaks of nobody", "UNKNOWN": "not decided"}[verdict]
    return f"{said} with {low}" if low == high else f"{said} from {low} to {high}"
