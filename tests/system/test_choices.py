"""Values that are tried for what may be set to any: few, of the right type, and enough to tell all apart."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from bcm_formal.model.types import Integer, Range, admits, domain
from bcm_formal.system.choices import TooManyChoicesError, distinguishing_choices
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.portfolio import decide
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_models import random_condition, random_model
from tests.builders.random_states import random_state

CASES = Path(__file__).parent.parent / "cases"


@pytest.mark.parametrize("seed", range(tries(150)))
def test_if_some_values_make_a_condition_true_then_some_of_those_tried_do(seed: int) -> None:
    draw = random.Random(seed)
    model = random_model(draw)
    interpreter, condition, state = Interpreter(model), random_condition(draw, model), random_state(draw, model)
    kinds = {item.name: item.kind for item in model.attributes if not isinstance(item.kind, Integer)}
    names = [item.name for item in model.attributes]

    def is_true(values: tuple[object, ...]) -> bool:
        chosen = dict(zip(kinds, values, strict=True))
        attributes = tuple(chosen.get(n, v) for n, v in zip(names, state.attributes, strict=True))
        return interpreter.holds(condition, state._replace(attributes=attributes))  # type: ignore[arg-type]

    tried = [tuple(choice.values()) for choice in distinguishing_choices(kinds, [condition])]
    everything = itertools.product(*(domain(kind) or () for kind in kinds.values()))
    assert all(admits(kinds[name], value) for choice in tried for name, value in zip(kinds, choice, strict=True))
    assert any(map(is_true, tried)) == any(map(is_true, everything))


def test_what_nothing_reads_makes_no_choices() -> None:
    kinds = {f"k{number}": Range(0, 10**15) for number in range(1000)}
    assert len(list(distinguishing_choices(kinds, []))) == 1


BEGIN, END = (CASES / "any8v.bcm").read_text(encoding="utf-8").split("  when k0 at least 3\n")


@pytest.mark.parametrize("word", ["and", "or"])
@pytest.mark.parametrize("read", [1, 5, 12])
@pytest.mark.parametrize("largest", [9, 40])
def test_an_adverse_event_may_set_many_things_to_any_value(word: str, read: int, largest: int) -> None:
    when = "  when k0 at least 3" + "".join(f"\n   {word} k{number} at least 3" for number in range(1, read))
    model = model_of(BEGIN.replace("0 to 9", f"0 to {largest}") + when + "\n" + END)
    assert decide(TransitionSystem(model), model.properties[0]).outcome is Outcome.VIOLATED


def test_too_many_that_matter_are_refused() -> None:
    model = model_of(BEGIN + "  when k0 + k1 + k2 + k3 + k4 + k5 at least 3\n" + END)
    kinds = {attribute.name: attribute.kind for attribute in model.attributes}
    with pytest.raises(TooManyChoicesError):
        distinguishing_choices(kinds, [model.events[0].requirements[0].condition])
