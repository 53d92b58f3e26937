"""What mutants are spared is right: on random models, against listing the states."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.expressions import FALSE, ClockTerm, NamedTerm, Number, comparison, total
from bcm_formal.model.model import Event, Model, Origin, Property, Requirement
from bcm_formal.model.types import Duration
from bcm_formal.system.questions import question_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.engine import Explicit
from bcm_formal.verify.explicit.graph import Graph, explore
from bcm_formal.verify.portfolio import decide
from bcm_formal.vetting.mutation.difference import difference
from bcm_formal.vetting.mutation.reference import Reference
from bcm_formal.vetting.mutation.sameness import plain, signature
from tests.builders.effort import tries
from tests.builders.hand_made import steps
from tests.builders.random_models import NOWHERE, random_condition, random_model, random_sentence

pytestmark = pytest.mark.slow

MODELS = tries(80)
CHUNK = 20
BUDGET = Budget(work=20_000)


def changed(draw: random.Random, model: Model) -> Iterator[Model]:
    """The model with a requirement dropped, an event gone, or a limit moved or gone."""
    for event in model.events:
        for item in event.requirements:
            left = tuple(other for other in event.requirements if other is not item)
            yield with_event(model, event.name, replace(event, requirements=left))
        never = replace(event, requirements=(*event.requirements, never_met(event.name)))
        yield with_event(model, event.name, never)
        stricter = replace(never.requirements[-1], condition=random_condition(draw, model))
        yield with_event(model, event.name, replace(event, requirements=(*event.requirements, stricter)))
    for limit in model.limits:
        moved = replace(limit, bound=total((limit.bound, Number(draw.choice((1, -1)), Duration()))))
        for other in (moved, replace(limit, condition=FALSE)):
            yield replace(model, limits=tuple(other if item.name == limit.name else item for item in model.limits))


def never_met(name: str) -> Requirement:
    return Requirement(FALSE, name, Origin(), NOWHERE)


def with_event(model: Model, name: str, event: Event) -> Model:
    return replace(model, events=tuple(event if item.name == name else item for item in model.events))


def graph_of(model: Model, limits: tuple[int | None, ...]) -> Graph:
    return explore(Interpreter(model), limits, BUDGET)


def together(one: TransitionSystem, other: TransitionSystem) -> tuple[int | None, ...]:
    """Ceilings of clocks that are right for both."""
    extra = difference(one, other) or {}
    pairs = zip(ceilings(one, extra.values()), ceilings(other, extra.values()), strict=True)
    return tuple(None if a is None or b is None else max(a, b) for a, b in pairs)


def moving(graph: Graph) -> set[tuple[object, object, object]]:
    """Every step that changes something."""
    return {
        (graph.states[number], step, graph.states[after])
        for number, edges in enumerate(graph.edges)
        for step, after in edges
        if after != number
    }


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_policies_without_a_reachable_difference_have_the_same_life_courses(first: int) -> None:
    same = other = 0
    for number in range(first, first + CHUNK):
        draw = random.Random(number)
        one = TransitionSystem(random_model(draw))
        for model in changed(draw, one.model):
            two = TransitionSystem(model)
            differs = difference(one, two)
            assert differs is not None
            try:
                limits = together(one, two)
                before, after = graph_of(one.model, limits), graph_of(model, limits)
            except BudgetExceededError:
                continue
            if before.where(differs):
                other += 1
            else:
                same += 1
                assert (number, moving(before)) == (number, moving(after))
    assert min(same, other) > 5


@pytest.mark.parametrize("first", range(0, tries(40), CHUNK))
def test_evidence_that_still_holds_gives_the_right_verdict(first: int) -> None:
    held = 0
    for number in range(first, first + CHUNK):
        draw = random.Random(number)
        system = TransitionSystem(random_model(draw))
        item = Property("p", "", random_sentence(draw, system.model), "", Origin(), NOWHERE)
        verdict = decide(system, item, "regions", BUDGET)
        reference = Reference(system, verdict)
        if not reference.is_decided or verdict.outcome is Outcome.VACUOUS:
            continue
        for model in changed(draw, system.model):
            mutant = TransitionSystem(model)
            if reference.still_holds(mutant, item):
                held += 1
                question = question_of(mutant, item.sentence)
                claim = Explicit().run(question, BUDGET)
                if isinstance(claim, Claim):
                    assert (number, verdict.outcome) == (number, claim.outcome)
    assert held > 20


def test_the_evidence_holds_for_the_policy_itself_without_a_solver() -> None:
    draw = random.Random(3)
    system = TransitionSystem(random_model(draw))
    item = Property("p", "", random_sentence(draw, system.model), "", Origin(), NOWHERE)
    assert Reference(system, decide(system, item, "regions", BUDGET)).still_holds(system, item)


def test_a_policy_has_no_signature_against_itself() -> None:
    for number in range(20):
        model = random_model(random.Random(number))
        assert signature(model, model) is None


def test_conditions_that_differ_in_names_and_words_alone_are_one() -> None:
    stay = ClockTerm("stay")
    three = NamedTerm("three", steps(3))
    assert plain(comparison(">", stay, three)) == plain(comparison(">=", stay, steps(4)))
    assert plain(comparison("<", stay, three)) == plain(comparison("<=", stay, steps(2)))
    assert plain(comparison(">", stay, three)) != plain(comparison(">=", stay, three))
