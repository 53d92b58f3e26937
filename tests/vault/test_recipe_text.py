"""Recipes on one line: each says which steps, and is read back as these."""

from __future__ import annotations

import pytest

from bcm_formal.model.expressions import TRUE, Condition, Flag, InStatus, NamedCondition, conjunction, negation
from bcm_formal.system.derived.recipe import Derived
from bcm_formal.system.derived.steps import (
    Arrived,
    Bounded,
    Derivation,
    Entered,
    Marked,
    Observed,
    Slowed,
    StartsIn,
    StartsWhere,
    Stepped,
    Unobserved,
    mark_of,
)
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.vault.outline import UnreadableCertificateError
from bcm_formal.vault.recipe_text import AS_WRITTEN, recipe_from_text, recipe_text
from tests.builders.ladder import LADDER
from tests.builders.loading import model_of

MODEL = model_of(LADDER)
WORKER: Condition = InStatus(("worker",))
MEMBER: Condition = Flag("member")
WORDS: dict[Derivation, str] = {
    Observed(): "a clock of the observer",
    Unobserved(): "no observer",
    Arrived(): "a mark of those who entered the status they are in",
    Bounded(): "a bound of time that stands",
    Entered(WORKER): "a mark of those who entered where {in worker}",
    StartsWhere(WORKER): "starts only where {in worker}",
    StartsIn("worker", TRUE): "starts in worker where {yes}",
    Marked(conjunction((WORKER, MEMBER))): "a mark for whoever meets {in worker and member}",
    Stepped(WORKER): "a mark for whoever meets {in worker} that one step uses up",
    Slowed(): "a rest after each change",
}


@pytest.mark.parametrize("step", WORDS, ids=WORDS.get)
@pytest.mark.parametrize("before", [(), (Marked(MEMBER), Slowed())], ids=["alone", "after others"])
def test_a_step_is_read_back_as_it_was_written(before: tuple[Derivation, ...], step: Derivation) -> None:
    recipe = Derived(TransitionSystem(MODEL), (*before, step))
    text = recipe_text(recipe)
    assert text.startswith("the policy with ")
    assert text.endswith(f"; {WORDS[step]}" if before else WORDS[step])
    assert recipe_from_text(text, recipe.base) == recipe
    assert recipe_from_text(text, recipe.base).system is recipe.system


def test_a_step_may_speak_of_what_the_one_before_added() -> None:
    recipe = Derived(TransitionSystem(MODEL), (Marked(WORKER), StartsWhere(Flag(mark_of(MODEL)))))
    assert recipe_text(recipe).endswith("; starts only where {$marked}")
    assert recipe_from_text(recipe_text(recipe), recipe.base) == recipe


def test_no_steps_are_the_policy_as_written() -> None:
    base = TransitionSystem(MODEL)
    assert recipe_text(Derived(base)) == AS_WRITTEN
    assert recipe_from_text(AS_WRITTEN, base).system is base


def test_what_conditions_share_is_written_out_as_long_as_it_is_not_too_large() -> None:
    base = TransitionSystem(MODEL)
    part: Condition = NamedCondition("$cut_1", conjunction((WORKER, MEMBER)))
    assert recipe_text(Derived(base, (StartsWhere(part),))).endswith("{in worker and member}")
    for number in range(20):
        part = NamedCondition(f"$cut_{number}", conjunction((negation(part), NamedCondition(f"$d{number}", part))))
    with pytest.raises(UnreadableCertificateError, match="too large"):
        recipe_text(Derived(base, (StartsWhere(part),)))


@pytest.mark.parametrize(
    "text",
    [
        "another policy",
        "the policy with magic",
        "the policy with starts in nowhere where {yes}",
        "the policy with starts only where {in nowhere}",
        "the policy with starts only where {}",
        "the policy with no observer; ",
    ],
)
def test_what_is_no_recipe_is_refused(text: str) -> None:
    with pytest.raises(UnreadableCertificateError):
        recipe_from_text(text, TransitionSystem(MODEL))
