"""What a policy's text of SMV says of its properties is what the policy says of them."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import bcm_formal as bcm
from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.model import Model, Origin, Property, Sentence
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.translate.to_smv.policy import to_smv
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.sentences import verdict_of
from tests.builders.effort import tries
from tests.builders.random_models import (
    NOWHERE,
    random_formula,
    random_model,
    random_other_sentence,
    random_path_sentence,
    random_sentence,
)
from tests.builders.smv_meaning import TooManyStatesError, truths

pytestmark = pytest.mark.slow

BUDGET = Budget(work=20_000)
KINDS = (random_sentence, random_other_sentence, random_path_sentence, random_formula)
EXTERNAL = Path(__file__).parents[1] / "external"
KNOWN: dict[str, dict[str, dict[str, str]]] = tomllib.loads((EXTERNAL / "expected.toml").read_text(encoding="utf-8"))


def asking(model: Model, sentences: list[Sentence]) -> Model:
    items = (Property(f"q{i}", "", sentence, "", Origin(), NOWHERE) for i, sentence in enumerate(sentences))
    return replace(model, properties=tuple(items))


def compared(number: int) -> int:
    """How many sentences about a random model were compared; none where the model has a number without bounds."""
    draw = random.Random(number)
    model = random_model(draw)
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
    assert sum(compared(number) for number in range(first, first + tries(10))) > 10


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
