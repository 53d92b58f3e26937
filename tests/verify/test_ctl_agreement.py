"""CTL by sets of regions, by questions with evidence, and by listing states: the same answers on random models."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from bcm_formal.model.expressions import FALSE, TRUE
from bcm_formal.model.model import Model, Origin, Property
from bcm_formal.model.sentences import Ctl, CtlAnd, CtlNext, CtlNot, CtlOr, CtlState, CtlUntil, Formula
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import decide
from bcm_formal.verify.regions.formulas import holds_at_every_start
from bcm_formal.verify.regions.zone import Inexact
from tests.builders.effort import tries
from tests.builders.random_expressions import Words
from tests.builders.random_models import NOWHERE, random_formula, random_model

pytestmark = pytest.mark.slow

MODELS = tries(200)
CHUNK = 20
BUDGET = Budget(work=30_000)
FIRSTS = range(0, MODELS, CHUNK)


class Shapes(Words):
    """Formulas like those people write: AG and EF nested, implications, until over conditions."""

    def formula(self, depth: int) -> Formula:
        kind = self.draw.randint(0, 9)
        if depth == 0 or kind == 0:
            return self.state()
        match kind:
            case 1:
                return CtlNot(self.formula(depth - 1))
            case 2:
                return CtlAnd((self.formula(depth - 1), self.formula(depth - 1)))
            case 3:
                return CtlOr((CtlNot(self.state()), self.formula(depth - 1)))
            case 4:
                return CtlNext(self.chance(50), self.state())
            case 5:
                return CtlUntil(self.chance(50), self.chance(50), self.state(), self.state())
            case 6 | 7:
                return CtlUntil(True, True, self.formula(depth - 1), CtlState(FALSE))
            case _:
                return CtlUntil(self.chance(20), False, CtlState(TRUE), self.formula(depth - 1))

    def state(self) -> CtlState:
        return CtlState(self.condition(1))


def by_explicit(model: Model, formula: Formula) -> Outcome | None:
    try:
        return verdict_of(TransitionSystem(model), Ctl(formula), BUDGET)
    except BudgetExceededError:
        return None


@pytest.mark.parametrize("first", FIRSTS)
def test_sets_of_regions_satisfy_what_states_satisfy(first: int) -> None:
    compared = 0
    for number in range(first, first + CHUNK):
        draw = random.Random(number)
        model = random_model(draw)
        for _ in range(2):
            formula = random_formula(draw, model).formula
            expected = by_explicit(model, formula)
            try:
                found = holds_at_every_start(TransitionSystem(model), formula, BUDGET)
            except (Inexact, BudgetExceededError):
                continue
            if expected is not None:
                assert (expected is Outcome.HOLDS) == found, (number, formula)
                compared += 1
    assert 2 * compared > CHUNK


@pytest.mark.parametrize("first", FIRSTS)
def test_questions_with_evidence_say_what_the_formula_says(first: int) -> None:
    compared = 0
    for number in range(first, first + CHUNK, 2):
        draw = random.Random(number)
        model = random_model(draw)
        formula = Shapes(draw, model).formula(3)
        expected = by_explicit(model, formula)
        verdict = decided(model, formula)
        assert verdict.outcome is not Outcome.ENGINE_FAULT, (number, formula, verdict.reason)
        if expected is not None and verdict.outcome is not Outcome.UNKNOWN:
            assert expected is verdict.outcome, (number, formula, verdict.question)
            compared += 1
    assert 4 * compared > CHUNK


@pytest.mark.parametrize("first", range(0, MODELS // 4, CHUNK))
def test_there_is_evidence_for_until_over_what_time_changes(first: int) -> None:
    without, compared = [], 0
    for number in range(first, first + CHUNK):
        draw = random.Random(number)
        model = random_model(draw)
        words = Shapes(draw, model)
        until = CtlUntil(False, False, CtlState(words.condition(2)), CtlState(words.condition(1)))
        always = CtlUntil(True, True, CtlOr((CtlNot(words.state()), until)), CtlState(FALSE))
        for formula in (until, always):
            expected, verdict = by_explicit(model, formula), decided(model, formula)
            without += [] if verdict.certificate is not None or verdict.parts else [(number, formula)]
            if expected is not None and verdict.outcome is not Outcome.UNKNOWN:
                assert expected is verdict.outcome, (number, formula)
                compared += 1
    assert compared > CHUNK
    assert len(without) * 20 <= 2 * CHUNK, without


def decided(model: Model, formula: Formula) -> Verdict:
    item = Property("formula", "", Ctl(formula), "", Origin(), NOWHERE)
    return decide(TransitionSystem(model), item, budget=BUDGET)


def test_most_formulas_people_write_have_evidence() -> None:
    """Otherwise the tests above would compare two engines only."""
    kinds: Counter[bool] = Counter()
    for number in range(60):
        draw = random.Random(number)
        model = random_model(draw)
        verdict = decided(model, Shapes(draw, model).formula(3))
        if verdict.outcome in (Outcome.HOLDS, Outcome.VIOLATED):
            kinds[verdict.certificate is not None or bool(verdict.parts)] += 1
    assert kinds[True] > 2 * kinds[False]
