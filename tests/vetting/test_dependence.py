"""What verdicts depend on: the ranges are those that checks with each value set give."""

from __future__ import annotations

from functools import cache

import pytest

import bcm_formal as bcm
from bcm_formal.model.as_of import Given
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import SomeCanReach
from bcm_formal.model.types import Integer
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.vetting.dependence import dependences, ranges_of
from bcm_formal.vetting.opening import Bounds, bounds_of, opened
from bcm_formal.vetting.results import Dependence
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_numbers import RandomNumbers
from tests.builders.texts import NUMBERS

MODELS = tries(16)
CHUNK = 4


@cache
def found(parameter: str) -> dict[str, Dependence]:
    model = model_of(NUMBERS)
    declared = next(item for item in model.parameters if item.name == parameter)
    return {item.property_name: item for item in dependences(model, declared, model.properties)}


def ranges(item: Dependence) -> list[tuple[int, int, bool]]:
    return [(each.low, each.high, each.holds) for each in item.ranges]


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        (
            "after",
            {
                "reach": [(12, 60, True), (61, 61, False)],
                "slow": [(29, 29, False), (30, 120, True)],
                "points": [(12, 120, True)],
                "somebody": [(12, 60, True), (61, 120, False)],
                "late": [(12, 60, False), (61, 120, True)],
            },
        ),
        (
            "need",
            {
                "reach": [(0, 3, True), (4, 5, False)],
                "slow": [(0, 5, True)],
                "points": [(0, 1, False), (2, 5, True)],
                "somebody": [(0, 3, True), (4, 5, False)],
                "late": [(0, 3, False), (4, 5, True)],
            },
        ),
        (
            "cap",
            {
                "reach": [(35, 35, False), (36, 96, True)],
                "slow": [(12, 96, True)],
                "points": [(12, 96, True)],
                "somebody": [(12, 35, False), (36, 96, True)],
                "late": [(12, 35, True), (36, 96, False)],
            },
        ),
    ],
)
def test_the_ends_of_the_range_in_which_a_verdict_stays(
    parameter: str, expected: dict[str, list[tuple[int, int, bool]]]
) -> None:
    assert expected == {name: ranges(item) for name, item in found(parameter).items()}
    assert {item.unknown for item in found(parameter).values()} == {None}


def test_a_duration_is_a_clock_that_stands_and_an_attribute_where_no_clock_may_be_read() -> None:
    model = model_of(NUMBERS.replace("start in a", "start in a\nclock late\n  runs while cap at least 4 years"))
    made = {item.name: opened(model, item) for item in model.parameters}
    models = {name: item.model for name, item in made.items() if not isinstance(item, str)}
    assert models["after"].clock["after"].start is None
    in_a_bound = opened(model_of(NUMBERS), next(item for item in model.parameters if item.name == "cap"))
    assert not isinstance(in_a_bound, str)
    assert in_a_bound.model.clock["cap"].start is None
    assert (models["cap"].attribute["cap"].fixed, models["need"].attribute["need"].fixed) == (True, True)
    assert [name for name, item in models.items() if name in {each.name for each in item.parameters}] == []


def test_what_takes_no_open_value_is_not_decided_and_nothing_else_suffers() -> None:
    text = f"{NUMBERS}property soon: every person in a can reach b within after\n"
    model = model_of(text)
    after = next(item for item in model.parameters if item.name == "after")
    unknown = {item.property_name: item.unknown for item in dependences(model, after, model.properties)}
    assert unknown.pop("soon") == "it is used where the language takes no open value"
    assert set(unknown.values()) == {None}


def test_what_was_set_is_the_value_of_the_others_and_the_one_around_which_is_asked() -> None:
    model = model_of(NUMBERS, Given((("need", "4"), ("after", "2 years"))))
    after, need, _ = (dependences(model, item, model.properties) for item in model.parameters)
    assert (after[0].value, ranges(after[0])) == (24, [(12, 12, False), (24, 24, False), (120, 120, False)])
    assert (need[0].value, ranges(need[0])) == (4, [(0, 3, True), (4, 5, False)])


def test_a_policy_of_the_library_is_the_policy_of_its_text() -> None:
    report = bcm.check(bcm.load(NUMBERS), ["slow"], depends=True)
    assert [item.is_everywhere for item in report.depends["slow"]] == [False, True, True]


def test_of_values_with_which_nobody_begins_like_the_one_who_shows_it_nothing_is_said() -> None:
    text = """\
policy begun "Begun"
  time in months
layer l "L"
status a "A" in l
status b "B" in l
parameter p = 3 between 1 and 40
attribute age: 0 to 40, fixed, starts any
start in a with (age at least p and age is 20) or age is 3
transition go from a to b by person
property none: no person in b with age is 20
"""
    model = model_of(text)
    (item,) = dependences(model, model.parameters[0], model.properties)
    assert ranges(item) == [(1, 20, False), (21, 40, True)]


def test_too_little_work_decides_nothing() -> None:
    model = model_of(NUMBERS)
    items = dependences(model, model.parameters[0], model.properties, budget=Budget(work=1))
    assert {item.unknown for item in items if not item.ranges} == {"the questions about it cost too much"}


def test_what_is_told_of_a_property_does_not_depend_on_those_asked_about_before() -> None:
    costly = "".join(f"property slow_{n}: every person in a can reach b within {n} months\n" for n in range(24, 28))
    model = model_of(f"{NUMBERS}{costly}")
    need = next(item for item in model.parameters if item.name == "need")

    def told(step: int) -> dict[str, Dependence]:
        items = dependences(model, need, model.properties[::step], budget=Budget(work=100))
        return {item.property_name: item for item in items}

    first = told(1)
    assert first == told(-1)
    assert not all(item.ranges and sum(high - low + 1 for low, high, _ in ranges(item)) == 6 for item in first.values())


@pytest.mark.parametrize(
    "holding", [{3}, {3, 4, 5}, set(range(30)), {*range(3, 30)} - {9}, {*range(4), *range(25, 30)}]
)
@pytest.mark.parametrize("value", [0, 3, 4, 15, 29])
@pytest.mark.parametrize("is_shown", [True, False])
def test_ranges_are_proved_or_asked_value_by_value(holding: set[int], value: int, is_shown: bool) -> None:
    def ask(low: int, high: int) -> bool:
        return set(range(low, high + 1)) <= holding

    def other(low: int, high: int) -> bool | None:
        return True if is_shown and not set(range(low, high + 1)) & holding else None

    known = ranges_of(Bounds(value, 0, 29, Integer()), ask, other)
    said = [(each, kind) for low, high, kind in known for each in range(low, high + 1)]
    assert [(each, kind) for each, kind in said if (each in holding) != kind] == []
    assert value in dict(said)
    assert len(said) == len(dict(said))
    if value in holding or is_shown:  # the range around it ends where another verdict begins
        own = next((low, high) for low, high, _ in known if low <= value <= high)
        beyond = {own[0] - 1, own[1] + 1} & set(range(30))
        assert {each in holding for each in beyond} <= {value not in holding}


def test_what_is_not_decided_is_in_no_range() -> None:
    def ask(low: int, high: int) -> bool | None:
        return None if high > 20 or low < 3 else True

    assert ranges_of(Bounds(10, 10, 40, Integer()), ask, ask)[-1:] == ((10, 20, True),)
    assert ranges_of(Bounds(1, 0, 40, Integer()), ask, ask) == ()


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(0, MODELS, CHUNK))
def test_random_policies_hold_with_the_values_with_which_they_are_said_to(chunk: int) -> None:
    for seed in range(chunk, min(chunk + CHUNK, MODELS)):
        compare(seed)


def compare(seed: int) -> int:
    """How many verdicts were compared."""
    policy = RandomNumbers(seed)
    model = load(policy.text())[0]
    compared = 0
    for parameter in model.parameters if model is not None else ():
        assert model is not None
        bounds = bounds_of(parameter)
        assert bounds is not None
        single: dict[int, dict[str, Outcome]] = {}
        for value in range(bounds.low, bounds.high + 1):
            changed = load(policy.text(**{parameter.name: value}))[0]
            single[value] = {} if changed is None else outcomes(changed)
        for item in dependences(model, parameter, model.properties):
            if item.unknown is not None:
                continue
            for each in item.ranges:
                for value in range(each.low, each.high + 1):
                    outcome = single[value].get(item.property_name)
                    compared += outcome is not None
                    assert outcome in fitting(model, item, holds=each.holds), (seed, item, value, outcome)
    return compared


def outcomes(model: Model) -> dict[str, Outcome]:
    portfolio, system = Portfolio(), TransitionSystem(model)
    return {item.name: portfolio.decide(system, item).outcome for item in model.properties}


def fitting(model: Model, item: Dependence, *, holds: bool) -> set[Outcome | None]:
    """The verdicts on a single value that a range may stand for; none, where the policy is no sound one then."""
    vacuous_holds = not isinstance(model.property[item.property_name].sentence, SomeCanReach)
    found: set[Outcome | None] = {None, Outcome.UNKNOWN, Outcome.HOLDS if holds else Outcome.VIOLATED}
    return found | ({Outcome.VACUOUS} if holds == vacuous_holds else set())
