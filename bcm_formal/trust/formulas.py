"""What shows a CTL formula: the answers to the questions of its plan, put together.

Trusted. Which questions say what the formula says, `system.ctl` knows; each answer was accepted by the checker. Where
no certificate kind shows a formula, two engines that say the same are all there is, and the verdict says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from bcm_formal.records import dataclass
from bcm_formal.system.asked import Asked
from bcm_formal.system.ctl.plans import ByQuestion, Joined, Plan
from bcm_formal.system.ctl.rewritten import Opposite, Rewritten
from bcm_formal.system.questions import Question
from bcm_formal.trust.check import check, once_proved, remaining
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.obligations import Obligations
from bcm_formal.trust.proved import Proved
from bcm_formal.trust.solvers import LIMITS, Limits
from bcm_formal.trust.verdict import (
    Agreement,
    Computed,
    Disagreement,
    Evidence,
    Fault,
    Holds,
    OppositeEverywhere,
    Part,
    Refused,
    Shown,
    Together,
    Vacuous,
    Violated,
)

Known = Callable[[Question], Shown | None]
"""the answer to this very question, if it was shown"""


@dataclass(frozen=True)
class Settled:
    """Whether every start satisfies the formula that was asked about, whether that speaks of any state or not."""

    asked: Asked
    holds: bool
    evidence: Evidence

    @property
    def needs_subject(self) -> bool:
        """True iff there is no verdict yet: the formula is true, but may speak of no reachable state."""
        return self.holds and self.asked.vacuity is not None


def judge_formula(settled: Settled, subject: Shown | None = None) -> Holds | Violated | Vacuous:
    """The verdict on a formula. `subject`: the answer to what makes it empty talk, where it `needs_subject`."""
    asked = settled.asked
    if not settled.holds:
        return Violated(asked, settled.evidence)
    if asked.vacuity is None:
        return Holds(asked, settled.evidence)
    if subject is None or subject.question is not asked.vacuity:
        raise ValueError("whether the formula speaks of anybody is not shown")
    return Vacuous(asked, subject) if _is_yes(subject) else Holds(asked, settled.evidence, subject)


# --- claimed by a file ---


@dataclass(frozen=True)
class FormulaClaim:
    """What somebody says of a formula, with claims about questions of its own (and about what makes it empty talk).

    Nothing is believed: neither the claims, nor that their answers say as much.
    """

    outcome: Outcome
    by: Rewritten | Opposite
    answers: tuple[tuple[Question, Claim], ...]


def judge_claim(
    asked: Asked,
    claim: FormulaClaim,
    solvers: Sequence[str],
    limits: Limits = LIMITS,
    proved: Proved | None = None,
) -> Holds | Violated | Vacuous | str:
    """The verdict on a formula, if every answer is accepted and they show the outcome that is claimed; else why not.
    `proved`: what need not be proved again."""
    return _judged(asked, claim, lambda part, question: check(part, question, None, solvers, limits, proved))


def remaining_of(asked: Asked, claim: FormulaClaim) -> tuple[Obligations, ...] | str:
    """What solvers must prove, for all answers in order, once all is replayed that can be: then the verdict is what is
    claimed. Else why the claim shows nothing."""
    works: list[Obligations] = []

    def taken_as_proved(part: Claim, question: Question) -> Shown | Refused:
        work = remaining(part, question, None)
        if isinstance(work, Refused):
            return work
        if work is not None:
            works.append(work)
        return once_proved(part, question, None, work, ())

    verdict = _judged(asked, claim, taken_as_proved)
    return verdict if isinstance(verdict, str) else tuple(works)


def _judged(
    asked: Asked, claim: FormulaClaim, accepted: Callable[[Claim, Question], Shown | Refused]
) -> Holds | Violated | Vacuous | str:
    answers: list[Shown] = []
    for number, (question, part) in enumerate(claim.answers, 1):
        shown = accepted(part, question)
        if isinstance(shown, Refused):
            return f"answer {number} of {len(claim.answers)}: {shown.reason}"
        answers.append(shown)

    def known(question: Question | None) -> Shown | None:
        return next((shown for shown in answers if shown.question is question), None)

    match claim.by:
        case Rewritten():
            found = by_questions(asked, claim.by, known)
        case Opposite():
            found = by_the_opposite(asked, claim.by, known)
        case _:
            assert_never(claim.by)
    subject = known(asked.vacuity)
    if found is None or (found.needs_subject and subject is None):
        return "the answers do not say enough about the formula"
    verdict = judge_formula(found, subject)
    if verdict.outcome is not claim.outcome:
        return f"it claims {claim.outcome.value}, and what it holds shows {verdict.outcome.value}"
    return verdict


# --- how the answers are put together ---


def by_questions(asked: Asked, rewritten: Rewritten, known: Known) -> Settled | None:
    """What the answers to the questions about the formula show; None: not enough of them is known."""
    _must_be_about(asked, rewritten.question)
    believed, lemmas = {True, False}, []
    for put in rewritten.all_put:
        for answer, plan in put.questions:
            lemma = None if plan is None else settled(asked, plan, known)
            if lemma is None or not lemma.holds:
                believed.discard(answer)
            else:
                lemmas.append(lemma)
    for plan in rewritten.plans:
        part = settled(asked, plan, known)
        if part is not None and part.holds in believed:
            return Settled(asked, part.holds, Computed(rewritten, part.evidence, tuple(lemmas)))
    return None


def by_the_opposite(asked: Asked, opposite: Opposite, known: Known) -> Settled | None:
    """That the formula is violated, for every start satisfies the opposite and there is a start; None: it is not
    shown."""
    _must_be_about(asked, opposite.question)
    part, start = settled(asked, opposite.plan, known), _answer(known, opposite.nobody)
    if part is None or not part.holds or start is None or _is_yes(start):
        return None
    return Settled(asked, False, OppositeEverywhere(opposite, part.evidence, start))


def by_agreement(asked: Asked, says: Mapping[str, bool]) -> Settled | Fault:
    """What two or more engines say of the formula, each by its name, if they all say the same."""
    if len(says) < 2:
        raise ValueError("one engine alone shows nothing")
    first, *others = says.values()
    if any(other is not first for other in others):
        return Fault(asked, Disagreement(tuple(says.items())))
    return Settled(asked, first, Agreement(tuple(says)))


def settled(asked: Asked, plan: Plan, known: Known) -> Part | None:
    """Whether what the plan is for is true at every start; None: not enough of the answers is known."""
    match plan:
        case ByQuestion(question, negated, before):
            for other, decisive in before:
                shown = _answer(known, other)
                if shown is not None and _is_yes(shown) is decisive:
                    return Part(asked, decisive is not negated, shown)
            shown = _answer(known, question)
            return None if shown is None else Part(asked, _is_yes(shown) is not negated, shown)
        case Joined(every, plans, partial):
            parts = [settled(asked, inner, known) for inner in plans]
            settling = next((part for part in parts if part is not None and part.holds is not every), None)
            if settling is not None:
                return settling
            whole = tuple(part for part in parts if part is not None)
            return None if partial or len(whole) < len(parts) else Part(asked, every, Together(whole))
        case _:
            assert_never(plan)


def _must_be_about(asked: Asked, question: Question) -> None:
    if asked.question is not question:
        raise ValueError("the questions are about another formula")


def _answer(known: Known, question: Question) -> Shown | None:
    shown = known(question)
    if shown is not None and shown.question is not question:
        raise ValueError("the answer is to another question")
    return shown


def _is_yes(shown: Shown) -> bool:
    """True iff the answer is yes, false iff it is no."""
    match shown.outcome:
        case Outcome.HOLDS:
            return True
        case Outcome.VIOLATED:
            return False
        case _:
            raise ValueError(f"{shown.outcome.value} is neither yes nor no")
