"""Start states are found one by one, and what no start speaks of costs nothing."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence

import pytest

from bcm_formal.model.types import Value
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.starts import PlaceConstraint, assignments
from tests.builders.effort import tries
from tests.builders.loading import model_of

TEXT = """\
policy p "P"
  time in months
layer l "L"
actor o
status a in l
status b in l
{attributes}
transition go from a to b by o
start in a{condition}
property x: every person can reach b
"""


def starts(attributes: Sequence[str], condition: str = "") -> Interpreter:
    text = TEXT.format(attributes="\n".join(f"attribute {line}" for line in attributes), condition=condition)
    model = model_of(text)
    return Interpreter(model)


@pytest.mark.parametrize(
    "condition",
    ["", " with k99", " with not k0 and k99", " with k0 or k99", " with k99 and (k50 implies k51) and not k98"],
)
def test_the_first_of_100_attributes_is_found_at_once(condition: str) -> None:
    interpreter = starts([f"k{number}: yes or no, starts any" for number in range(100)], condition)
    state = next(interpreter.start_states())
    assert interpreter.is_start(state)


def test_a_large_range_is_not_listed() -> None:
    interpreter = starts(["n: 0 to 999999999999999, starts any", "k: yes or no, starts any"], " with n at least 2")
    assert [state.attributes for state in itertools.islice(interpreter.start_states(), 3)] == [
        (2, False),
        (2, True),
        (3, False),
    ]


@pytest.mark.parametrize("seed", range(tries(300)))
def test_the_choices_are_those_of_the_product_in_its_order(seed: int) -> None:
    draw = random.Random(seed)
    choices = [range(draw.randint(1, 3)) for _ in range(draw.randint(0, 5))]
    parts = [_part(draw, len(choices)) for _ in range(draw.randint(0, 4))]
    expected = [values for values in itertools.product(*choices) if all(test(values) for _, test in parts)]
    assert list(assignments(choices, parts)) == expected


def _part(draw: random.Random, places: int) -> PlaceConstraint:
    reads = frozenset(place for place in range(places) if draw.random() < 0.4)
    allowed = {values for values in itertools.product(range(3), repeat=len(reads)) if draw.random() < 0.5}
    order = sorted(reads)

    def test(values: Sequence[Value]) -> bool:
        return tuple(values[place] for place in order) in allowed

    found: Callable[[Sequence[Value]], bool] = test
    return reads, found
