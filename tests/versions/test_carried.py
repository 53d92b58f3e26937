"""What shows a property with the written values, tried with all: it is believed only where it shows it with each."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest

from bcm_formal.api.sweeping import parameter_of, sweep
from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.versions.sweeping import frontier
from bcm_formal.versions.sweeping.area import Point
from bcm_formal.versions.sweeping.carried import Carrying
from bcm_formal.vetting.opening import Opened, bounds_of, opened
from bcm_formal.views.report.frontiers import verdict_words
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_numbers import RandomNumbers
from tests.builders.texts import NUMBERS

MODELS, POINTS = tries(10), 4
HARD = NUMBERS + "property few: every person entering b has pts at most 4\n"


def carried(model: Model, *names: str) -> dict[str, Outcome | None]:
    """The verdicts on all properties that are carried over to all values of these parameters."""
    return {name: outcome for name, outcome, _ in verdicts(model, names)}


def verdicts(model: Model, names: tuple[str, ...]) -> Iterator[tuple[str, Outcome | None, list[Point]]]:
    """And the values."""
    parameters = [parameter_of(model, name, None) for name in names]
    policy = opened(model, *parameters)
    if not isinstance(policy, Opened):
        return
    bounds = [found for item in parameters if (found := bounds_of(item))]
    ranges = [(item.low, item.high) for item in bounds]
    values = {name: item.value for name, item in zip(names, bounds, strict=True)}
    carrying = Carrying(TransitionSystem(model), values)
    system = TransitionSystem(policy.model)
    points = list(itertools.product(*(range(low, high + 1) for low, high in ranges)))
    for item in policy.model.properties:
        verdict = carrying.verdict(system, item, policy.within(*ranges), carrying.point)
        yield item.name, None if verdict is None else verdict.outcome, points


def test_what_does_not_depend_on_a_number_is_carried_and_nothing_else() -> None:
    assert carried(model_of(NUMBERS), "after") == {
        "reach": None,
        "slow": None,
        "points": Outcome.HOLDS,
        "somebody": None,
        "late": None,
    }
    assert carried(model_of(NUMBERS), "need")["points"] is None
    assert carried(model_of(HARD), "need", "after", "cap")["few"] is Outcome.HOLDS
    nobody = model_of(NUMBERS.replace("need = 2", "need = 5"))
    assert carried(nobody, "after") == {
        "reach": None,
        "slow": Outcome.VACUOUS,
        "points": Outcome.VACUOUS,
        "somebody": Outcome.VIOLATED,
        "late": Outcome.HOLDS,
    }


def test_a_sweep_carries_what_engines_do_not_see_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontier, "LITTLE", Budget(work=0))
    monkeypatch.setattr(frontier, "MIDDLE", Budget(work=0))
    monkeypatch.setattr(frontier, "MUCH", Budget(work=0))
    swept = sweep(model_of(HARD), dict.fromkeys(("after", "cap", "need")), ["few"])
    (few,) = swept.frontiers
    assert (few.holds, few.undecided, few.questions) == ((swept.plane.everything,), (), 1)


def test_what_holds_on_one_side_of_a_threshold_is_carried_over_that_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontier, "LITTLE", Budget(work=0))
    monkeypatch.setattr(frontier, "MUCH", Budget(work=0))
    swept = sweep(model_of(NUMBERS), {"after": None}, ["slow"])
    (slow,) = swept.frontiers
    assert verdict_words(swept, slow) == "holds iff after at least 30 months"
    assert slow.questions <= 3


@pytest.mark.slow
def test_random_policies_are_as_what_is_carried_says_with_each_value() -> None:
    compared = sum(compare(seed) for seed in range(MODELS))
    assert compared


def compare(seed: int) -> int:
    """How many verdicts at points were compared with one that was carried over."""
    policy, draw = RandomNumbers(seed), random.Random(seed)
    model = load(policy.text())[0]
    if model is None:
        return 0
    names = tuple(draw.sample([item.name for item in model.parameters], 2))
    compared = 0
    try:
        found = list(verdicts(model, names))
    except DiagnosticError:
        return 0
    for name, outcome, points in found:
        for point in draw.sample(points, min(POINTS, len(points))) if outcome else ():
            changed = load(policy.text(**dict(zip(names, point, strict=True))))[0]
            if changed is None:
                continue
            said = Portfolio().decide(TransitionSystem(changed), changed.property[name]).outcome
            same = {Outcome.HOLDS, Outcome.VACUOUS} if outcome is not Outcome.VIOLATED else {outcome, Outcome.VACUOUS}
            assert said in same, (seed, name, point, said)
            compared += 1
    return compared
