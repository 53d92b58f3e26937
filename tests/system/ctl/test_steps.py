"""Questions about single steps: their *yes* never shows more than is true, whatever sets and measures are guessed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from bcm_formal.model.expressions import (
    TRUE,
    AttributeTerm,
    ClockTerm,
    Condition,
    Number,
    Term,
    disjunction,
    implication,
    negation,
    scaled,
    total,
)
from bcm_formal.model.from_words import condition_from_text
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import Ctl, CtlNext, CtlOr, CtlState, CtlUntil, Formula
from bcm_formal.model.types import Integer, YesNo
from bcm_formal.system.ctl.steps import after_a_step, falling, lasting, stepping
from bcm_formal.system.questions import Safety
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.ctl.ranking import ranking
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.regions import Regions
from tests.builders.loading import model_of
from tests.builders.random_models import random_condition, random_model

pytestmark = pytest.mark.slow

MODELS = 120


def holds(question: Safety) -> bool | None:
    """The checked answer; None: there is none."""
    claim = Regions().run(question, Budget(work=200_000))
    if not isinstance(claim, Claim):
        return None
    assert isinstance(check(claim, question, None), Shown)
    return claim.outcome is Outcome.HOLDS


def is_true(system: TransitionSystem, where: Condition, formula: Formula) -> bool | None:
    """Whether AG (where implies formula), by listing the states; None: there are too many."""
    always = CtlUntil(True, True, CtlOr((CtlState(negation(where)), formula)), CtlState(negation(TRUE)))
    try:
        return verdict_of(system, Ctl(always), Budget(work=50_000)) is Outcome.HOLDS
    except BudgetExceededError:
        return None


def drawn(seeds: range) -> Iterator[tuple[random.Random, Model, TransitionSystem]]:
    for seed in seeds:
        draw = random.Random(seed)
        model = random_model(draw)
        yield draw, model, TransitionSystem(model)


@pytest.mark.parametrize("first", range(0, MODELS, 30))
def test_one_step_is_one_change_or_one_unit_of_time(first: int) -> None:
    seen: Counter[bool] = Counter()
    for draw, model, system in drawn(range(first, first + 30)):
        where, then = random_condition(draw, model), random_condition(draw, model)
        answer = holds(after_a_step(system, where, then))
        listed = is_true(system, where, CtlNext(True, CtlState(negation(then))))
        if None not in (answer, listed):
            assert answer == listed
            seen[bool(answer)] += 1
        answer, listed = holds(stepping(system, where, then)), is_true(system, where, CtlNext(False, CtlState(then)))
        if None not in (answer, listed):
            assert answer == listed
    assert min(seen[True], seen[False]) > 2


@pytest.mark.parametrize("first", range(0, MODELS, 30))
def test_who_can_stay_for_ever_does(first: int) -> None:
    shown = 0
    for draw, model, system in drawn(range(first, first + 30)):
        for _ in range(4):
            where, left = random_condition(draw, model), random_condition(draw, model)
            left = disjunction((where, left))
            if holds(lasting(system, where, left)):
                shown += 1
                always = CtlUntil(False, True, CtlState(left), CtlState(negation(TRUE)))
                assert is_true(system, where, always) in (True, None)
    assert shown > 10


@pytest.mark.parametrize("first", range(0, MODELS, 30))
def test_whoever_has_measures_that_fall_gets_there(first: int) -> None:
    shown = 0
    for draw, model, system in drawn(range(first, first + 30)):
        for _ in range(4):
            where = random_condition(draw, model)
            goal = (
                implication(where, random_condition(draw, model))
                if draw.random() < 0.5
                else random_condition(draw, model)
            )
            measures = {status: tuple(a_measure(draw, model) for _ in range(2)) for status in system.statuses}
            if holds(falling(system, where, goal, measures)):
                shown += 1
                finally_ = CtlUntil(True, False, CtlState(TRUE), CtlState(goal))
                assert is_true(system, where, finally_) in (True, None)
    assert shown > 10


def a_measure(draw: random.Random, model: Model) -> Term:
    numbers: list[Term] = [AttributeTerm(a.name, a.kind) for a in model.attributes if not isinstance(a.kind, YesNo)]
    readings: list[Term] = [ClockTerm(clock.name) for clock in model.clocks]
    parts = [scaled(draw.choice((-2, -1, 1)), draw.choice((*numbers, *readings))) for _ in range(draw.randint(0, 2))]
    return total((*parts, Number(draw.randint(0, 9), Integer())))


LOOPS = """policy loops "Loops"
  time in days
layer code
attribute i: integer, starts any
attribute j: integer, starts 0
attribute fresh: yes or no, starts any
status outer in code
  acts at once
status inner in code
  acts at once
status done in code
  acts at once
transition enter from outer to inner by person
  when i more than 0
  set j = any
event down in inner by person
  when j more than 0
  set j = j - 1
transition back from inner to outer by person
  when j at most 0
  set i = i - 1
transition leave from outer to done by person
  when i at most 0
event up in done by person
  when i less than 10
  set i = i + 1
start in outer
property fine: no dead ends
"""


@pytest.mark.parametrize(
    ("where", "goal", "found"),
    [
        ("in outer", "in done", True),
        ("in inner", "in outer", True),
        ("in inner and j at least 3", "j is 3", True),
        ("in done", "i is 10", True),
        ("in done", "i is 11", False),  # at ten, or above eleven, nothing happens any more
        ("in outer", "j is 7", False),
        ("in done and i more than 20", "in done and i more than 20", True),
    ],
)
def test_measures_are_found_where_there_are_some(where: str, goal: str, found: bool) -> None:
    model = model_of(LOOPS)
    system = TransitionSystem(model)
    begins, ends = condition_from_text(model, where), condition_from_text(model, goal)
    measures = ranking(system, begins, ends, Budget())
    assert found == (measures is not None and holds(falling(system, begins, ends, measures)) is True)


def test_measures_that_do_not_fall_show_nothing() -> None:
    system = TransitionSystem(model_of(LOOPS))
    begins, ends = (condition_from_text(system.model, words) for words in ("in outer", "in done"))
    right = ranking(system, begins, ends, Budget())
    assert right is not None
    for status in ("outer", "inner"):
        wrong = {**right, status: tuple(Number(0, Integer()) for _ in right[status])}
        assert holds(falling(system, begins, ends, wrong)) is False
    negative = {status: tuple(total((term, Number(-(10**6), Integer()))) for term in right[status]) for status in right}
    assert holds(falling(system, begins, ends, negative)) is False
