"""From a CTL formula to an answer: by questions that have evidence, else by two engines that agree.

`regions` and `explicit` share nothing but the model: one computes with sets of states, backward, the other lists the
states one by one and reads the formula off their graph. Where no certificate kind shows a formula, their agreement is
all there is, and the verdict says so. What is asked here, and what the answers show, `system.ctl` and `trust.formulas`
know; in which order, and how long, is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import assert_never

from bcm_formal.model.expressions import Condition, Term
from bcm_formal.model.sentences import Ctl
from bcm_formal.records import dataclass
from bcm_formal.system.asked import Asked
from bcm_formal.system.ctl.plans import ByQuestion, Joined, Plan
from bcm_formal.system.ctl.rewritten import Opposite, Rewritten, as_asked, opposite_of
from bcm_formal.system.questions import CtlQuestion, Question
from bcm_formal.system.semantics import UnboundedChoiceError
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.formulas import Settled, by_agreement, by_questions, by_the_opposite, settled
from bcm_formal.trust.verdict import Fault, Part, Refused, Shown
from bcm_formal.verify.cone import read_by, without_the_rest
from bcm_formal.verify.ctl.ranking import ranking
from bcm_formal.verify.decided import Found, Tried
from bcm_formal.verify.engine import Budget, BudgetExceededError

Ask = Callable[[Question, int], Found[Shown]]
"""the checked answer to a derived question, which may cost so small a part of the budget"""


@dataclass(frozen=True)
class Shares:
    """Which part of the budget what is asked may cost, as one over it: the first question of a plan, the first that
    proves an inner part, any other, and the search for conditions to put in place of inner parts."""

    first: int
    of_parts: int
    others: int
    guesses: int


SOON = Shares(200, 200, 200, 200)
LATER = Shares(1, 20, 20, 1)
"""where a fixpoint over numbers without bounds has no end, all that may be asked later answers soon"""

MOST_MEASURES = 100
"""that are kept: a formula, its opposite, and what is made of them by replacing parts, often ask about the same"""

UNPROVED = "inner parts were computed, but not proved to be right"
PARTIAL = "no part that has a question of its own settles it"


def settle(
    asked: Asked, question: CtlQuestion, ask: Ask, engines: Sequence[str], budget: Budget
) -> Found[Settled | Fault]:
    """The answer to a formula. `engines` says which may be asked where there is no evidence."""
    whole, found, answers = as_asked(question, _measures), None, _Answers(asked, ask)
    opposite: Opposite | None = None
    for shares in (SOON, LATER):
        answers.shares = shares
        found = _shown(asked, whole, answers, engines, budget)
        if found is not None and not isinstance(found.result, str):
            return found
        if shares is SOON:
            opposite = opposite_of(question, _measures)
        refuted = None if opposite is None else _refuted_everywhere(asked, opposite, answers)
        if refuted is not None:
            return refuted
    agreed = _agreed(asked, question, engines, budget)
    if found is None:
        return agreed
    tried = (*found.tried, *agreed.tried)
    if isinstance(found.result, str) and isinstance(agreed.result, str):
        return Found("; ".join(reason for reason in (found.result, agreed.result) if reason), tried)
    return replace(agreed, tried=tried)


def _refuted_everywhere(asked: Asked, opposite: Opposite, answers: _Answers) -> Found[Settled | Fault] | None:
    """That every start satisfies the opposite of the formula (and there is a start), if that is shown."""
    found = answers.to(opposite.plan)
    if isinstance(found.result, Refused):
        return Found(found.result, found.tried)
    if not isinstance(found.result, Part) or not found.result.holds:
        return None
    start = answers.ask(opposite.nobody, answers.shares.first)
    if isinstance(start.result, Refused):
        return Found(start.result, start.tried)
    refuted = by_the_opposite(asked, opposite, answers.known)
    return None if refuted is None else Found(refuted, found.tried)


def _shown(
    asked: Asked, whole: Rewritten, answers: _Answers, engines: Sequence[str], budget: Budget
) -> Found[Settled | Fault] | None:
    """The answer by questions with evidence; None: there are none for the formula."""
    rewritten: Rewritten | None = whole
    guessing = replace(budget, work=budget.work // answers.shares.guesses)
    found: Found[Part] | None = None
    believed = {True, False}
    while rewritten is not None and believed:
        if rewritten.plan is None:
            for plan in rewritten.at_once:
                quick = answers.to(plan)
                if isinstance(quick.result, Refused):
                    return Found(quick.result, quick.tried)
                if (shown := by_questions(asked, rewritten, answers.known)) is not None:
                    return Found(shown, quick.tried)
        else:
            found = answers.to(rewritten.plan)
            if isinstance(found.result, Refused):
                return Found(found.result, found.tried)
            if (shown := by_questions(asked, rewritten, answers.known)) is not None:
                return Found(shown, found.tried)
        rewritten = _with_a_part_replaced(rewritten, guessing) if "regions" in engines else None
        if rewritten is None or rewritten.put is None:
            break
        for answer, why in rewritten.put.questions:
            lemma = answers.to(why, answers.shares.of_parts) if why is not None and answer in believed else None
            if lemma is not None and isinstance(lemma.result, Refused):
                return Found(lemma.result, lemma.tried)
            if lemma is None or not isinstance(lemma.result, Part) or not lemma.result.holds:
                believed.discard(answer)
    if found is None:
        return None
    return Found(found.result if isinstance(found.result, str) else UNPROVED, found.tried)


@lru_cache(maxsize=MOST_MEASURES)
def _measures(system: TransitionSystem, where: Condition, goal: Condition) -> Mapping[str, tuple[Term, ...]] | None:
    return ranking(system, where, goal, Budget())


def _with_a_part_replaced(rewritten: Rewritten, budget: Budget) -> Rewritten | None:
    from bcm_formal.verify.ctl.parts import with_a_part_replaced
    from bcm_formal.verify.regions.zone import Inexact

    try:
        return with_a_part_replaced(rewritten, budget)
    except (Inexact, BudgetExceededError):
        return None


class _Answers:
    """Asks the questions of plans, one after the other, until the answer is clear; none again that was answered."""

    def __init__(self, asked: Asked, ask: Ask) -> None:
        self._asked, self._ask, self.shares = asked, ask, SOON
        self._known: dict[int, Found[Shown]] = {}
        """by the identity of the question, which the answer holds"""

    def known(self, question: Question) -> Shown | None:
        """The answer to this very question, if it was shown."""
        found = self._known.get(id(question))
        return found.result if found is not None and isinstance(found.result, Shown) else None

    def to(self, plan: Plan, share: int | None = None) -> Found[Part]:
        """Whether what the plan is for is true. The first question may cost so small a part of the budget."""
        share = self.shares.first if share is None else share
        match plan:
            case ByQuestion():
                return self._one(plan, share)
            case Joined():
                return self._several(plan, share)
            case _:
                assert_never(plan)

    def ask(self, question: Question, share: int) -> Found[Shown]:
        """The answer to one question, which may cost so small a part of the budget."""
        if (known := self._known.get(id(question))) is not None:
            return known
        found = self._ask(question, share)
        if isinstance(found.result, Shown):
            self._known[id(found.result.question)] = found
        return found

    def _one(self, plan: ByQuestion, share: int) -> Found[Part]:
        for question in (*(other for other, _ in plan.before), plan.question):
            found = self.ask(question, share)
            if isinstance(found.result, Refused):
                return Found(found.result, found.tried)
            if (part := settled(self._asked, plan, self.known)) is not None:
                return Found(part, found.tried)
            share = self.shares.others
        return Found(found.result if isinstance(found.result, str) else PARTIAL, found.tried)

    def _several(self, plan: Joined, share: int) -> Found[Part]:
        """An answer of one part that settles it; else all of them together."""
        parts: list[Found[Part]] = []
        for inner in plan.plans:
            found = self.to(inner, share)
            if isinstance(found.result, Part) and found.result.holds is not plan.every:
                return found
            parts.append(found)
        unsettled = [found for found in parts if not isinstance(found.result, Part)]
        if unsettled:
            return next((found for found in unsettled if isinstance(found.result, Refused)), unsettled[0])
        whole = settled(self._asked, plan, self.known)
        return Found(PARTIAL) if whole is None else Found(whole, tuple(line for part in parts for line in part.tried))


# --- two engines ---


def _agreed(asked: Asked, whole: CtlQuestion, engines: Sequence[str], budget: Budget) -> Found[Settled | Fault]:
    question = CtlQuestion(without_the_rest(whole.system, read_by(whole)), whole.formula)
    answers: dict[str, bool] = {}
    tried: Tried = ()
    for name, run in _EVALUATORS.items():
        said = run(question, budget) if name in engines else "is not among the engines to be asked"
        if isinstance(said, str):
            tried = (*tried, (name, said))
            break  # both are needed
        answers[name] = said
    if not tried:
        return Found(by_agreement(asked, answers))
    why = "; ".join(f"{name}: {reason}" for name, reason in tried)
    alone = [f"{name} alone says {_outcome(answer).value}" for name, answer in answers.items()]
    needs = "no certificate kind exists for this formula, so two engines have to agree"
    return Found("; ".join((needs, *alone, why)), tried)


def _outcome(answer: bool) -> Outcome:
    return Outcome.HOLDS if answer else Outcome.VIOLATED


def _by_regions(question: CtlQuestion, budget: Budget) -> bool | str:
    from bcm_formal.verify.regions.formulas import holds_at_every_start
    from bcm_formal.verify.regions.zone import Inexact

    try:
        return holds_at_every_start(question.system, question.formula, budget)
    except Inexact:
        return "the rules compute with numbers in a way that regions cannot hold exactly"
    except BudgetExceededError as error:
        return str(error)


def _by_explicit(question: CtlQuestion, budget: Budget) -> bool | str:
    from bcm_formal.verify.explicit.sentences import verdict_of

    try:
        return verdict_of(question.system, Ctl(question.formula), budget) is not Outcome.VIOLATED
    except BudgetExceededError as error:
        return str(error)
    except UnboundedChoiceError as error:
        return f"`{error}` may take infinitely many values"


_EVALUATORS: dict[str, Callable[[CtlQuestion, Budget], bool | str]] = {"regions": _by_regions, "explicit": _by_explicit}
