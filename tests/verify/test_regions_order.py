"""Attributes that conditions read together stand together in diagrams, and otherwise as they were declared."""

from __future__ import annotations

import random

import pytest

from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.verify.regions import diagram
from bcm_formal.verify.regions.algebra_plain import PlainAlgebra
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.order import FEW, attribute_order
from benchmarks.families import attributes as family
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_models import random_model

DECLARED = {
    "few": family.alternatives(FEW // 2),
    "each on its own": family.collected(FEW + 5),
    "a chain": family.prerequisites(FEW + 5, "chain"),
    "in a row": family.climbed(FEW + 5),
}


@pytest.mark.parametrize("text", DECLARED.values(), ids=DECLARED)
def test_the_order_of_declaration_stays_where_another_is_not_much_better(text: str) -> None:
    model = model_of(text)
    assert attribute_order(model) == tuple(model.attribute)


def test_pairs_that_are_declared_far_apart_stand_side_by_side() -> None:
    order = attribute_order(model_of(family.alternatives(20)))
    assert {order[place][1:] == order[place + 1][1:] for place in range(0, len(order), 2)} == {True}


@pytest.mark.parametrize("seed", range(tries(10)))
def test_every_attribute_has_one_place_and_the_same_each_time(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bcm_formal.verify.regions.order.FEW", 0)
    monkeypatch.setattr("bcm_formal.verify.regions.order.WORTH", 1)
    model = random_model(random.Random(seed))
    assert sorted(attribute_order(model)) == sorted(model.attribute)
    assert attribute_order(model) == attribute_order(model)


def test_pairs_that_are_declared_far_apart_take_few_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagram, "new_algebra", lambda: PlainAlgebra(most_nodes=20_000))
    system = TransitionSystem(model_of(family.alternatives(25, sentences=("path",))))
    compiled = Compiled(system)
    join = next(move for move in system.moves if move.name == "join")
    assert len(compiled.diagrams.algebra.support(compiled.updates(join)[0].bdd)) == 50


@pytest.mark.parametrize("seed", range(tries(10)))
def test_verdicts_do_not_depend_on_the_order(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = family.prerequisites(6, "random", losing=2, seed=seed, sentences=("path", "despite", "never", "better"))
    system = TransitionSystem(model_of(text))
    outcomes = [Portfolio("regions").decide(system, item).outcome for item in system.model.properties]
    shuffled = random.Random(seed).sample(list(system.model.attribute), 6)
    monkeypatch.setattr(diagram, "attribute_order", lambda _: tuple(shuffled))
    assert [Portfolio("regions").decide(system, item).outcome for item in system.model.properties] == outcomes
