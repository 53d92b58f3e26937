"""What a policy's text of SMV says of its properties is what the policy says of them."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import bcm_formal as bcm
from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.model import Model, Origin, Property
from bcm_formal.model.sentences import BetterNeverBlocks, DoesNotDepend, Sentence
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.translate.to_smv.policy import to_smv
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.sentences import verdict_of
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_models import (
    NOWHERE,
    random_formula,
    random_model,
    random_other_sentence,
    random_path_sentence,
    random_program,
    random_sentence,
)
from tests.builders.smv_meaning import TooManyStatesError, truths

pytestmark = pytest.mark.slow

BUDGET = Budget(work=20_000)
KINDS = (random_sentence, random_other_sentence, random_path_sentence, random_formula)
EXTERNAL = Path(__file__).parents[1] / "external"
KNOWN: dict[str, dict[str, dict[str, str]]] = tomllib.loads((EXTERNAL / "expected.toml").read_text(encoding="utf-8"))


def asking(model: Model, sentences: Sequence[Sentence]) -> Model:
    items = (Property(f"q{i}", "", sentence, "", Origin(), NOWHERE) for i, sentence in enumerate(sentences))
    return replace(model, properties=tuple(items))


def compared(number: int, drawn: Callable[[random.Random], Model] = random_model) -> int:
    """How many sentences about a random model were compared; none where the model has a number without bounds."""
    draw = random.Random(number)
    model = drawn(draw)
    model = asking(model, [kind(draw, model) for kind in KINDS for _ in range(3)])
    try:
        smv = to_smv(model)
        found = truths(smv.text)
    except (DiagnosticError, TooManyStatesError):
        return 0
    system = TransitionSystem(model)
    count = 0
    for item in smv.specifications:
        try:
            expected = verdict_of(system, item.property.sentence, BUDGET)
        except BudgetExceededError:
            continue
        assert expected.value == item.verdict(found), (number, item.property.sentence, smv.text)
        count += 1
    return count


@pytest.mark.parametrize("first", range(0, 2000, 200))
def test_random_policies_and_their_text_have_the_same_verdicts(first: int) -> None:
    assert sum(compared(number) for number in range(first, first + max(10, tries(10)))) > 10


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_random_policies_with_statuses_that_act_at_once_and_their_text_have_the_same_verdicts(first: int) -> None:
    assert sum(compared(number, random_program) for number in range(first, first + max(10, tries(10)))) > 10


def pair_verdict(model: Model, name: str, most: int) -> tuple[str, str]:
    """What is expected of a property that compares two persons, and what the text says of it."""
    item = model.property[name]
    smv = to_smv(model, (item,))
    (found,) = smv.specifications
    return verdict_of(TransitionSystem(model), item.sentence, BUDGET).value, found.verdict(truths(smv.text, most))


@pytest.mark.parametrize("first", range(0, 90, 30))
def test_random_policies_and_their_text_agree_on_two_persons(first: int) -> None:
    counted: Counter[str] = Counter()
    for number in range(first, first + tries(30)):
        draw = random.Random(number)
        model = random_model(draw)
        drawn = (random_other_sentence(draw, model) for _ in range(30))
        model = asking(model, [item for item in drawn if isinstance(item, BetterNeverBlocks | DoesNotDepend)][:2])
        for item in model.properties:
            try:
                if not to_smv(model, (item,)).specifications:  # it speaks of some persons or ways only
                    continue
                expected, told = pair_verdict(model, item.name, 300)
            except (DiagnosticError, TooManyStatesError, BudgetExceededError):
                continue
            assert expected == told, (number, item.sentence)
            counted[expected] += 1
    assert counted


RISING = """policy rising "Rising"
  time in months
layer all
attribute p: 0 to 2, starts any
attribute kin: yes or no, fixed, starts any
status low in all
status high in all
start in low
transition rise from low to high by person
  when {guard}
event lift in low by person
  when p is 0
  set p = 1
property better: better p never blocks high
property same: path to high does not depend on p
property kin_same: path to high does not depend on kin
property kin_better: better kin never blocks high
"""
WAITING = """policy waiting "Waiting"
  time in months
layer all
attribute kin: yes or no, fixed, starts any
status low in all
status high in all
start in low
transition rise from low to high by person
  when time_in_status at least (if kin then 1 month else 2 months)
property in_0: path to high within 0 months does not depend on kin
property in_1: path to high within 1 month does not depend on kin
property in_2: path to high within 2 months does not depend on kin
property better: better kin never blocks high within 1 month
"""


@pytest.mark.parametrize(
    ("guard", "verdicts"),
    [
        ("p at most 2", ("HOLDS", "HOLDS", "HOLDS", "HOLDS")),
        ("p at most 1", ("VIOLATED", "VIOLATED", "HOLDS", "HOLDS")),
        ("p at least 1", ("HOLDS", "HOLDS", "HOLDS", "HOLDS")),
        ("p at least 2", ("HOLDS", "VIOLATED", "HOLDS", "HOLDS")),
        ("kin", ("HOLDS", "HOLDS", "VIOLATED", "HOLDS")),
        ("not kin", ("HOLDS", "HOLDS", "VIOLATED", "VIOLATED")),
    ],
)
def test_two_persons_are_compared_as_they_should_be(guard: str, verdicts: tuple[str, ...]) -> None:
    model = model_of(RISING.format(guard=guard))
    told = [pair_verdict(model, item.name, 2000) for item in model.properties]
    assert told == [(verdict, verdict) for verdict in verdicts]


def test_two_persons_are_compared_in_a_time() -> None:
    model = model_of(WAITING)
    told = [pair_verdict(model, item.name, 10_000) for item in model.properties]
    assert told == [(verdict, verdict) for verdict in ("VIOLATED", "VIOLATED", "HOLDS", "HOLDS")]


UNBOUNDED = (
    *("acquire_release", "bakery", "countdown", "counters", "down_then_up"),
    *("nested_loops", "race_upwards", "readers_writers", "up_and_down"),
)
"""the textbook models with whole numbers of any size"""


@pytest.mark.parametrize("name", sorted({name.removesuffix(".bcm") for name in KNOWN} - set(UNBOUNDED)))
def test_the_text_of_a_textbook_model_has_the_known_verdicts(name: str) -> None:
    smv = to_smv(bcm.load(EXTERNAL / f"{name}.bcm"))
    found = truths(smv.text)
    verdicts = {item.property.name: item.verdict(found) for item in smv.specifications}
    assert KNOWN[f"{name}.bcm"]["properties"] == verdicts


@pytest.mark.parametrize("name", UNBOUNDED)
def test_a_textbook_model_with_numbers_of_any_size_is_refused(name: str) -> None:
    with pytest.raises(DiagnosticError, match="BCM915"):
        to_smv(bcm.load(EXTERNAL / f"{name}.bcm"))
