"""From a CTL formula to a verdict: by questions that have evidence, else by two engines that agree.

`regions` and `explicit` share nothing but the model: one computes with sets of states, backward, the other lists the
states one by one and reads the formula off their graph. Where no certificate kind shows a formula, their agreement is
all there is, and the verdict says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from bcm_formal.model.model import Ctl, Formula, Property
from bcm_formal.system.questions import CtlQuestion, Inevitable, Path, Question, Safety, Witness, per_status
from bcm_formal.system.semantics import UnboundedChoiceError
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.cone import read_by, without_the_rest
from bcm_formal.verify.ctl_formulas import opposite, simplified
from bcm_formal.verify.ctl_models import initial
from bcm_formal.verify.ctl_plans import Asked, Joined, Plan, at_once, plan_of
from bcm_formal.verify.engine import Budget, BudgetExceededError

if TYPE_CHECKING:
    from bcm_formal.verify.ctl_parts import Replaced

Ask = Callable[[Question, int], Verdict]
"""the checked verdict of the portfolio on a derived question, which may cost so small a part of the budget"""
SHARE = 200
"""of the whole, for all but the first question"""
SHARE_OF_PARTS = 20
"""for the first question that proves an inner part"""

PARTS = "inner parts were computed, and proved on their own to be right"
UNPROVED = "inner parts were computed, but not proved to be right"
PARTIAL = "no part that has a question of its own settles it"
AGREED = "decided by two engines that agree: no certificate kind exists for this formula"
_FLIPPED = {Outcome.HOLDS: Outcome.VIOLATED, Outcome.VIOLATED: Outcome.HOLDS}
_OPEN = (Outcome.UNKNOWN, Outcome.ENGINE_FAULT)


def decide_ctl(item: Property, question: CtlQuestion, ask: Ask, engines: Sequence[str], budget: Budget) -> Verdict:
    """The verdict on a formula. `engines` says who may be asked where there is no evidence."""
    found = _shown(item, question, ask, engines, budget)
    if found is not None and found.outcome is not Outcome.UNKNOWN:
        return found
    refuted = _refuted_everywhere(item, question, ask)
    if refuted is not None:
        return refuted
    agreed = _agreed(item, question, engines, budget)
    if found is None:
        return agreed
    if agreed.outcome is Outcome.UNKNOWN:
        why = "; ".join(reason for reason in (found.reason, agreed.reason) if reason)
        return replace(agreed, reason=why, tried=(*found.tried, *agreed.tried))
    return replace(agreed, tried=(*found.tried, *agreed.tried))


def _refuted_everywhere(item: Property, question: CtlQuestion, ask: Ask) -> Verdict | None:
    """VIOLATED, if every start satisfies the opposite of the formula (and there is a start)."""
    settling = _Settling(item, question, ask)
    system = question.system
    plan = plan_of(system, opposite(simplified(system, question.formula)))
    found = None if plan is None else settling.verdict(plan)
    if found is None or found.outcome is not Outcome.HOLDS:
        return None
    somebody = settling.verdict(Asked(Safety(system, per_status(system, initial(system)))))
    if somebody.outcome is not Outcome.VIOLATED:
        return None
    reason = f"the opposite is true at every start; {found.reason}"
    return replace(found, outcome=Outcome.VIOLATED, negated=not found.negated, reason=reason)


def _shown(item: Property, question: CtlQuestion, ask: Ask, engines: Sequence[str], budget: Budget) -> Verdict | None:
    """The verdict by questions with evidence; None: there are none for the formula."""
    settling, proving = _Settling(item, question, ask), _Settling(item, question, ask, SHARE_OF_PARTS)
    formula: Formula = simplified(question.system, question.formula)
    parts: list[Verdict] = []
    found: Verdict | None = None
    believed = {Outcome.HOLDS, Outcome.VIOLATED}
    while believed:
        plan = plan_of(question.system, formula)
        if plan is None:
            for settled in map(settling.verdict, at_once(question.system, formula)):
                if settled.outcome in believed:
                    return settled if not parts else replace(settled, parts=(*parts, *settled.parts))
        else:
            found = settling.verdict(plan)
            if found.outcome is Outcome.ENGINE_FAULT:
                return found
            if found.outcome in believed:
                reason = f"{found.reason}; {PARTS}" if parts else found.reason
                return replace(found, parts=(*parts, *found.parts), reason=reason)
        replaced = _with_a_part_replaced(question.system, formula, budget) if "regions" in engines else None
        if replaced is None:
            break
        formula = replaced.formula
        for outcome, plan in replaced.questions:
            shown = proving.verdict(plan) if plan is not None and outcome in believed else None
            if shown is None or shown.outcome is not Outcome.HOLDS:
                believed.discard(outcome)
            else:
                parts.append(shown)
    if found is None or found.outcome is Outcome.UNKNOWN:
        return found
    return Verdict(item, Outcome.UNKNOWN, question, None, None, 0, (), UNPROVED, found.tried)


def _with_a_part_replaced(system: TransitionSystem, formula: Formula, budget: Budget) -> Replaced | None:
    from bcm_formal.verify.ctl_parts import with_a_part_replaced
    from bcm_formal.verify.regions.zone import Inexact

    try:
        return with_a_part_replaced(system, formula, budget)
    except (Inexact, BudgetExceededError):
        return None


class _Settling:
    """Asks the questions of a plan, one after the other, until the answer is clear."""

    def __init__(self, item: Property, question: CtlQuestion, ask: Ask, share: int = 1) -> None:
        """Each plan may cost so small a part of the budget."""
        self.item, self.question, self.ask, self._share = item, question, ask, share

    def verdict(self, plan: Plan) -> Verdict:
        match plan:
            case Asked():
                return self._asked(plan)
            case Joined():
                return self._joined(plan)
            case _:
                assert_never(plan)

    def _asked(self, plan: Asked) -> Verdict:
        share = self._share
        for question, decisive in plan.before:
            found = self.ask(question, share)
            if found.outcome in (decisive, Outcome.ENGINE_FAULT):
                break
            share = SHARE
        else:
            question = plan.question
            found = self.ask(question, share)
        if found.outcome in _OPEN:
            return found
        outcome = _FLIPPED[found.outcome] if plan.negated else found.outcome
        return replace(found, outcome=outcome, negated=plan.negated, reason=_words(question, found.outcome))

    def _joined(self, plan: Joined) -> Verdict:
        """An answer of one part that settles it; else all of them together."""
        decisive = Outcome.VIOLATED if plan.every else Outcome.HOLDS
        parts: list[Verdict] = []
        for part in plan.plans:
            found = self.verdict(part)
            if found.outcome is decisive:
                return found
            parts.append(found)
        unsettled = [part for part in parts if part.outcome in _OPEN]
        if unsettled:
            return next((part for part in unsettled if part.outcome is Outcome.ENGINE_FAULT), unsettled[0])
        if plan.partial:
            return Verdict(self.item, Outcome.UNKNOWN, self.question, None, None, 0, (), PARTIAL)
        return Verdict(
            self.item,
            _FLIPPED[decisive],
            self.question,
            None,
            ", ".join(dict.fromkeys(part.engine for part in parts if part.engine)),
            sum(part.obligations for part in parts),
            tuple(dict.fromkeys(name for part in parts for name in part.solvers)),
            f"each of its {len(parts)} parts is {'proved' if plan.every else 'refuted'} on its own",
            tuple(line for part in parts for line in part.tried),
            parts=tuple(parts),
        )


def _words(question: Question, outcome: Outcome) -> str:
    """What was found out of the people the formula speaks of."""
    yes = outcome is Outcome.HOLDS
    match question:
        case Safety():
            return f"{'no' if yes else 'a'} life course gets where the formula forbids"
        case Path():
            return f"{'everybody' if yes else 'not everybody'} whom the formula speaks of has a way to what it asks"
        case Witness():
            return f"{'somebody' if yes else 'nobody'} whom the formula speaks of has a way to what it asks"
        case Inevitable():
            return f"what the formula asks {'is met on every life course' if yes else 'can be avoided'}"
        case _:
            return "a question that says the same was decided"


# --- two engines ---


def _agreed(item: Property, whole: CtlQuestion, engines: Sequence[str], budget: Budget) -> Verdict:
    question = CtlQuestion(without_the_rest(whole.system, read_by(whole)), whole.formula)
    answers: dict[str, bool] = {}
    tried: list[tuple[str, str]] = []
    for name, run in _EVALUATORS.items():
        said = run(question, budget) if name in engines else "is not among the engines to be asked"
        if isinstance(said, str):
            tried.append((name, said))
            break  # both are needed
        answers[name] = said
    names = " + ".join(answers)

    def verdict(outcome: Outcome, reason: str) -> Verdict:
        by = names if answers else None
        return Verdict(item, outcome, whole, None, by, 0, (), reason, tuple(tried))

    if len(answers) < len(_EVALUATORS):
        why = "; ".join(f"{name}: {reason}" for name, reason in tried)
        alone = [f"{name} alone says {_outcome(answer).value}" for name, answer in answers.items()]
        needs = "no certificate kind exists for this formula, so two engines have to agree"
        return verdict(Outcome.UNKNOWN, "; ".join((needs, *alone, why)))
    if len(set(answers.values())) > 1:
        said = ", ".join(f"{name} says {_outcome(answer).value}" for name, answer in answers.items())
        return verdict(Outcome.ENGINE_FAULT, f"two engines disagree: {said}")
    return verdict(_outcome(next(iter(answers.values()))), AGREED)


def _outcome(answer: bool) -> Outcome:
    return Outcome.HOLDS if answer else Outcome.VIOLATED


def _by_regions(question: CtlQuestion, budget: Budget) -> bool | str:
    from bcm_formal.verify.regions.ctl import holds_at_every_start
    from bcm_formal.verify.regions.zone import Inexact

    try:
        return holds_at_every_start(question.system, question.formula, budget)
    except Inexact:
        return "the rules compute with numbers in a way that regions cannot hold exactly"
    except BudgetExceededError as error:
        return str(error)


def _by_explicit(question: CtlQuestion, budget: Budget) -> bool | str:
    from bcm_formal.verify.explicit_sentences import verdict_of

    try:
        return verdict_of(question.system, Ctl(question.formula), budget) is Outcome.HOLDS
    except BudgetExceededError as error:
        return str(error)
    except UnboundedChoiceError as error:
        return f"`{error}` may take infinitely many values"


_EVALUATORS: dict[str, Callable[[CtlQuestion, Budget], bool | str]] = {"regions": _by_regions, "explicit": _by_explicit}
