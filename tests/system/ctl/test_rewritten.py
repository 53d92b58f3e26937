"""Whatever condition stands for an inner part: what is proved of it is true, and the formula says what was asked."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from bcm_formal.model.expressions import TRUE, negation
from bcm_formal.model.sentences import Ctl, CtlNext, CtlOr, CtlState, CtlUntil, Formula
from bcm_formal.system.ctl.formulas import NO, YES, opposite, simplified
from bcm_formal.system.ctl.plans import Plan
from bcm_formal.system.ctl.rewritten import Inner, Rewritten, as_asked, with_condition
from bcm_formal.system.questions import CtlQuestion, Question
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.formulas import settled
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.regions import Regions
from tests.builders.asking import asked_about
from tests.builders.random_expressions import Words
from tests.builders.random_models import random_model

pytestmark = pytest.mark.slow

CHUNK, MODELS = 20, 120


def nothing(*_: object) -> None:
    """No measures are proposed."""


class Nests(Words):
    """Formulas with a part over conditions, and conditions to put there."""

    def nest(self) -> tuple[Formula, Inner]:
        part = self.part()
        around: Formula = part
        for _ in range(self.draw.randint(1, 2)):
            match self.draw.randint(0, 3):
                case 0:
                    around = CtlUntil(True, True, around, NO)
                case 1:
                    around = CtlUntil(False, False, YES, around)
                case 2:
                    around = CtlOr((self.state(), around))
                case _:
                    around = CtlNext(self.chance(50), around)
        return around, part

    def part(self) -> Inner:
        every, weak = self.chance(50), self.chance(50)
        if self.chance(30):
            return CtlNext(every, self.state())
        if every == weak:
            return CtlUntil(every, weak, self.state(), self.state())
        return CtlUntil(every, weak, self.state(), NO) if weak else CtlUntil(every, weak, YES, self.state())

    def state(self) -> CtlState:
        return CtlState(self.condition(1))


def answer(question: Question) -> Shown | None:
    claim = Regions().run(question, Budget(work=100_000))
    shown = check(claim, question, None) if isinstance(claim, Claim) else None
    return shown if isinstance(shown, Shown) else None


def is_proved(rewritten: Rewritten, plan: Plan | None) -> bool:
    """True iff the questions of the plan say that it is true."""
    if plan is None:
        return False
    known: dict[int, Shown | None] = {}

    def ask(question: Question) -> Shown | None:
        if id(question) not in known:
            known[id(question)] = answer(question)
        return known[id(question)]

    part = settled(asked_about(rewritten.question), plan, ask)
    return part is not None and part.holds


def is_true(system: TransitionSystem, formula: Formula) -> bool | None:
    """By listing the states; None: there are too many."""
    try:
        return verdict_of(system, Ctl(formula), Budget(work=50_000)).value == "HOLDS"
    except BudgetExceededError:
        return None


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_what_is_proved_of_a_condition_is_true_and_carries_the_answer_back(first: int) -> None:
    seen: Counter[str] = Counter()
    for number in range(first, first + CHUNK):
        draw = random.Random(number)
        system = TransitionSystem(random_model(draw))
        author = Nests(draw, system.model)
        formula, part = author.nest()
        plain = as_asked(CtlQuestion(system, formula), nothing)
        inner = simplified(system, part)
        if not isinstance(inner, CtlNext | CtlUntil) or is_true(system, formula) is None:
            continue
        where = author.condition(1) if author.chance(50) else author.draw.choice((TRUE, negation(TRUE)))
        rewritten = with_condition(plain, inner, where)
        assert rewritten.put is not None
        condition = CtlState(negation(where) if inner.every else where)
        for answer_believed, plan in rewritten.put.questions:
            if not is_proved(rewritten, plan):
                continue
            seen["sound" if answer_believed else "complete"] += 1
            before, after = (inner, condition) if answer_believed else (condition, inner)
            always = CtlUntil(True, True, CtlOr((opposite(after), before)), NO)
            assert is_true(system, always) is not False, (number, formula, where)
            if is_true(system, rewritten.formula) is answer_believed:
                assert is_true(system, formula) is not (not answer_believed), (number, formula, where)
    assert min(seen["sound"], seen["complete"]) >= 2
