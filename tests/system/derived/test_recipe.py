"""Recipes make the same again: in this process the same object, in another an equal one."""

from __future__ import annotations

import gc
import pickle
import weakref
from dataclasses import replace

import pytest

from bcm_formal.model.expressions import FALSE, TRUE, Condition, InStatus
from bcm_formal.system.derived.recipe import Derived, derived, recipe_of
from bcm_formal.system.derived.steps import (
    Derivation,
    Marked,
    Observed,
    Slowed,
    StartsIn,
    StartsWhere,
    Stepped,
    Unobserved,
    made,
)
from bcm_formal.system.questions import with_observer, without_observer
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.grouping import Parcel
from tests.builders.ladder import LADDER
from tests.builders.loading import model_of

MODEL = model_of(LADDER)
WORKER: Condition = InStatus(("worker",))
STEPS: tuple[Derivation, ...] = (
    Observed(),
    Unobserved(),
    StartsWhere(WORKER),
    StartsIn("worker", TRUE),
    Marked(WORKER),
    Stepped(WORKER),
    Slowed(),
)


@pytest.mark.parametrize("step", STEPS, ids=repr)
@pytest.mark.parametrize("before", [(), (Marked(WORKER),), (Slowed(), Observed())], ids=repr)
def test_equal_recipes_make_the_same_object(before: tuple[Derivation, ...], step: Derivation) -> None:
    base = TransitionSystem(MODEL)
    recipe = Derived(base, (*before, step))
    first = recipe.system
    assert first is replace(recipe).system
    assert first is derived(Derived(base, before).system, replace(step))
    assert recipe_of(first) == recipe
    assert first.policy is MODEL
    assert first is not Derived(TransitionSystem(MODEL), (*before, step)).system


@pytest.mark.parametrize("step", STEPS, ids=repr)
def test_what_travels_is_made_again_from_that_of_the_receiver(step: Derivation) -> None:
    here, there = TransitionSystem(MODEL), TransitionSystem(model_of(LADDER))
    sent = Derived(here, (Marked(WORKER), step)).system
    parcel = pickle.dumps(Parcel(sent, here))
    come = pickle.loads(parcel).opened(there)
    assert come is Derived(there, (Marked(WORKER), step)).system
    assert (come.model, come.policy) == (sent.model, there.model)
    assert len(parcel) < len(pickle.dumps(sent.model)) / 5


def test_a_status_graph_travels_without_what_is_kept_beside_it() -> None:
    base = TransitionSystem(MODEL)
    with_observer(base)
    come = pickle.loads(pickle.dumps(base))
    assert come.companions == []
    assert come.model == base.model
    assert recipe_of(pickle.loads(pickle.dumps(with_observer(base)))).steps == (Observed(),)


@pytest.mark.slow
def test_what_nobody_holds_is_forgotten_but_what_is_observed_lives_as_long_as_its_base() -> None:
    base = TransitionSystem(MODEL)
    marked, observed = weakref.ref(derived(base, Marked(TRUE))), weakref.ref(with_observer(base))
    gc.collect()
    assert marked() is None
    assert observed() is with_observer(base)
    del base
    gc.collect()
    assert observed() is None


def test_the_observer_of_an_observed_model_is_taken_away_by_going_back() -> None:
    base = TransitionSystem(MODEL)
    assert without_observer(base) is base
    assert without_observer(with_observer(base)) is base
    assert without_observer(with_observer(with_observer(base))) is base
    marked = derived(base, Marked(WORKER))
    bare = without_observer(with_observer(marked))
    assert recipe_of(bare).steps == (Marked(WORKER), Unobserved())
    assert [event.name for event in bare.model.events] == [event.name for event in MODEL.events]
    foreign = TransitionSystem(with_observer(base).model)
    assert without_observer(foreign).model == MODEL


def test_each_step_changes_what_it_says() -> None:
    def begins(step: Derivation) -> list[tuple[tuple[str, ...], Condition]]:
        return [(start.statuses, start.condition) for start in made(MODEL, step).starts]

    here = MODEL.starts[0].statuses[0]
    assert all(condition == FALSE for _, condition in begins(StartsWhere(FALSE)))
    assert begins(StartsIn("worker", TRUE)) == [(("worker",), TRUE)]
    assert begins(StartsWhere(InStatus((here,))))[0] == ((here,), MODEL.starts[0].condition)
    assert len(made(MODEL, Slowed()).limits) == len(MODEL.limits) + len(MODEL.statuses)
    assert made(MODEL, Marked(WORKER)).events[-1].sources == ("worker",)
    assert made(made(MODEL, Observed()), Unobserved()) == MODEL
