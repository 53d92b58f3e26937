"""The families that grow by attributes are as large as asked for, and rules read their attributes, or none does."""

from __future__ import annotations

import pytest

from bcm_formal.model.model import Model
from bcm_formal.model.to_text import condition_text
from bcm_formal.model.types import Level, Range, YesNo
from benchmarks.families import attributes as family
from tests.builders.loading import model_of

SIZE = 7
FLAGS = {
    "collected": family.collected(SIZE, losing=3, timed=True),
    "climbed": family.climbed(SIZE, losing=SIZE),
    "chain": family.prerequisites(SIZE, "chain", losing=1),
    "tree": family.prerequisites(SIZE, "tree"),
    "random": family.prerequisites(SIZE, "random", losing=2, seed=3),
}


def read_by_others(model: Model) -> set[str]:
    """The attributes that events read which do not set them."""
    found: set[str] = set()
    for event in model.events:
        text = " ".join(condition_text(model, item.condition) for item in event.requirements)
        set_here = {item.name for item in event.assignments}
        found.update(name for name in model.attribute if name in text.split() and name not in set_here)
    return found


@pytest.mark.parametrize("text", FLAGS.values(), ids=FLAGS)
def test_every_flag_is_gained_by_an_event_of_its_own_and_read_by_another(text: str) -> None:
    model = model_of(text)
    assert [type(item.kind) for item in model.attributes] == [YesNo] * SIZE
    assert read_by_others(model) == set(model.attribute)
    assert {f"gain_{name}" for name in model.attribute} <= set(model.event)


def test_as_many_are_lost_as_asked_for_and_all_sentences_are_there() -> None:
    model = model_of(FLAGS["collected"])
    assert [event.name for event in model.events if event.adverse] == ["lose_a0", "lose_a1", "lose_a2"]
    assert [item.name for item in model.properties] == list(family.SENTENCES)
    assert [item.name for item in model_of(family.collected(3, sentences=("path",))).properties] == ["path"]


def test_a_climb_has_a_status_for_each_attribute() -> None:
    assert len(model_of(FLAGS["climbed"]).statuses) == SIZE + 2


def test_what_needs_what_is_a_chain_a_heap_or_drawn() -> None:
    def asked(shape: family.Shape, event: str) -> list[str]:
        model = model_of(family.prerequisites(SIZE, shape))
        return [condition_text(model, item.condition) for item in model.event[event].requirements]

    assert asked("chain", "gain_a3") == ["a2", "not a3"]
    assert asked("tree", "gain_a6") == ["a5", "a4", "not a6"]
    assert asked("tree", "gain_a0") == ["not a0"]
    assert 2 <= len(asked("random", "gain_a5")) <= 4
    assert family.prerequisites(SIZE, "random", seed=1) != family.prerequisites(SIZE, "random", seed=2)


def test_pairs_and_points_are_made_of_as_many_flags_as_asked_for() -> None:
    assert len(model_of(family.alternatives(SIZE)).attributes) == 2 * SIZE
    assert len(model_of(family.counted(SIZE)).attributes) == SIZE


@pytest.mark.parametrize("losing", [False, True])
def test_levels_and_numbers_are_as_high_as_asked_for(losing: bool) -> None:
    high = model_of(family.levels(2, 30, losing))
    assert [item.kind for item in high.attributes] == [Level(tuple(f"n{step}" for step in range(30)))] * 2
    numbers = model_of(family.counters(3, 10**6, compared=True, losing=losing))
    assert [item.kind for item in numbers.attributes] == [Range(0, 10**6)] * 3
    assert any(event.adverse for event in numbers.events) is losing


def test_what_is_idle_is_read_by_no_rule() -> None:
    model = model_of(family.unread(3, 2, 2, top=50))
    assert len(model.attributes) == 2 + 3 + 2 + 2
    assert read_by_others(model) == {"a0", "a1"}
