"""Frontiers: with which values of open numbers a property holds is what checks with these values say."""

from __future__ import annotations

import itertools
import random

import pytest

from bcm_formal.api.sweeping import sweep
from bcm_formal.api.varying import vary
from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.load import load
from bcm_formal.model.sentences import SomeCanReach
from bcm_formal.model.types import Integer
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.versions.sweeping.area import Limit, Plane
from bcm_formal.versions.sweeping.frontier import FEW_CUTS
from bcm_formal.versions.sweeping.points import Axis, Grid
from bcm_formal.versions.sweeping.results import OpenNumber, Swept
from bcm_formal.versions.sweeping.widening import Widening
from bcm_formal.vetting.opening import Bounds
from bcm_formal.views.report.frontiers import area_words, verdict_words
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_numbers import RandomNumbers
from tests.builders.texts import NUMBERS

MODELS = tries(8)
CHUNK = 2
POINTS = 5
"""of each policy that are checked by themselves"""


def told(swept: Swept) -> dict[str, str]:
    return {item.name: verdict_words(swept, item) for item in swept.frontiers}


def test_the_frontier_over_three_numbers_is_told_in_few_words() -> None:
    swept = sweep(model_of(NUMBERS), dict.fromkeys(("after", "cap", "need")))
    assert told(swept) == {
        "reach": "holds iff need at most 3 and after at most cap",
        "slow": "holds iff after at least 30 months, or need at least 4, or after at least cap + 1 month",
        "points": "holds iff after at least cap + 1 month, or need at least 2",
        "somebody": "holds iff need at most 3 and after at most cap",
        "late": "holds iff after at least cap + 1 month, or need at least 4",
    }
    assert swept.is_decided


def test_the_values_between_which_a_number_lies_may_be_given() -> None:
    model = model_of(NUMBERS)
    assert told(sweep(model, {"after": ("2 years", "4 years")}, ["reach", "slow"])) == {
        "reach": "holds with all values",
        "slow": "holds iff after at least 30 months",
    }


def test_few_questions_are_asked_however_many_values_there_are() -> None:
    swept = sweep(model_of(NUMBERS), dict.fromkeys(("after", "cap", "need")))
    assert max(item.questions for item in swept.frontiers) <= 8


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"aftr": None}, "there is no parameter `aftr`"),
        ({"after": ("4 years", "2 years")}, "`4 years` is more than `2 years`: give the least value of `after` first"),
        ({"after": ("4 years", "11 years")}, "the value 11 years is not between 1 year and 10 years"),
    ],
)
def test_what_cannot_be_left_open_is_said(numbers: dict[str, tuple[str, str] | None], message: str) -> None:
    with pytest.raises(DiagnosticError) as raised:
        sweep(model_of(NUMBERS), numbers)
    assert message in str(raised.value.diagnostics[0].message)


def test_points_are_counted_before_anything_is_made_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_of(NUMBERS.replace("need = 2 between 0 and 5", "need = 2 between 1 and 300000"))
    monkeypatch.setattr(Bounds, "words", lambda *_: pytest.fail("a value is told"))
    with pytest.raises(DiagnosticError) as raised:
        vary(model, {"need": (None, None), "after": (("1 year", "2 years"), "1 month")})
    assert raised.value.diagnostics[0].message == "these are 3,900,000 points, and more than 100,000 are not tried"


@pytest.mark.parametrize(("high", "step", "count"), [(10**30, 1, 10**30 + 1), (10, 3, 4), (10, 20, 1), (0, 1, 1)])
def test_values_are_counted_without_being_listed(high: int, step: int, count: int) -> None:
    axis = Axis.of(OpenNumber("n", Bounds(0, 0, high, Integer())), step)
    assert Grid(model_of(NUMBERS), (axis, axis)).count == count**2


def test_a_mistake_in_the_program_is_not_taken_for_values_that_stay_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: object) -> None:
        raise KeyError("after")

    monkeypatch.setattr(Widening, "_around", mistaken)
    with pytest.raises(KeyError):
        sweep(model_of(NUMBERS), {"after": None}, ["slow"])


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(0, MODELS, CHUNK))
def test_random_policies_hold_with_the_values_with_which_they_are_said_to(chunk: int) -> None:
    compared = sum(compare(seed) for seed in range(chunk, min(chunk + CHUNK, MODELS)))
    assert compared


def compare(seed: int) -> int:
    """How many verdicts at points were compared with a frontier over three of four numbers."""
    policy, draw = RandomNumbers(seed), random.Random(seed)
    model = load(policy.text())[0]
    if model is None:
        return 0
    names = draw.sample([item.name for item in model.parameters], 3)
    try:
        swept = sweep(model, dict.fromkeys(names))
    except DiagnosticError:  # a number that stands where the language takes no open value
        return 0
    compared, plane = 0, swept.plane
    points = list(itertools.product(*(range(low, high + 1) for low, high in plane.bounds)))
    for point in draw.sample(points, min(POINTS, len(points))):
        changed = load(policy.text(**dict(zip(names, point, strict=True))))[0]
        if changed is None:
            continue
        portfolio, system = Portfolio(), TransitionSystem(changed)
        for item in swept.frontiers:
            parts = [plane.contains(area, point) for area in (item.holds, item.violated, item.undecided)]
            assert sum(parts) == 1, (seed, item.name, point)
            if parts[2]:
                continue
            outcome = portfolio.decide(system, changed.property[item.name]).outcome
            is_of_some = isinstance(changed.property[item.name].sentence, SomeCanReach)
            fits = {Outcome.HOLDS if parts[0] else Outcome.VIOLATED, Outcome.UNKNOWN}
            fits |= {Outcome.VACUOUS} if parts[0] != is_of_some else set()
            assert outcome in fits, (seed, item.name, point, outcome)
            compared += 1
    return compared


@pytest.mark.parametrize("seed", range(40))
def test_the_same_set_in_few_zones_is_the_same_set(seed: int) -> None:
    draw = random.Random(seed)
    plane = Plane([(0, 5), (2, 6)])

    def limit() -> Limit:
        more, less = draw.choice([(0, 1), (1, 0), (0, None), (None, 0), (1, None), (None, 1)])
        return Limit(more, less, draw.randint(-5, 5))

    zones = [zone for _ in range(5) if (zone := plane.zone([limit(), limit()])) is not None]
    described = plane.described(tuple(zones))
    for point in itertools.product(range(6), range(2, 7)):
        assert plane.contains(tuple(zones), point) == plane.contains(described, point)
    rest = plane.outside((plane.everything,), tuple(zones))
    assert all(
        plane.contains(rest, p) != plane.contains(described, p) for p in itertools.product(range(6), range(2, 7))
    )
    assert len(described) <= len(zones)


def test_everything_needs_no_words() -> None:
    swept = sweep(model_of(NUMBERS), {"need": None}, ["slow"])
    assert area_words(swept, (swept.plane.everything,)) == "with all values"


def test_of_many_values_single_ones_are_not_looked_for_long() -> None:
    model = model_of(NUMBERS + "property sure: every person in a must reach b\n")
    (many,) = sweep(model, dict.fromkeys(("after", "cap", "need")), ["sure"]).frontiers
    (few,) = sweep(model, {"after": None}, ["sure"]).frontiers
    assert many.questions == FEW_CUTS < few.questions
    assert many.undecided
