"""What somebody claims of a formula is believed only if every answer is accepted and all of them say as much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.ctl.rewritten import as_asked, opposite_of, rebuilt
from bcm_formal.system.questions import CtlQuestion, Question
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import InvariantProof, StateSet
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.formulas import FormulaClaim, judge_claim, remaining_of
from bcm_formal.trust.verdict import Computed, Holds, OppositeEverywhere, Shown, Vacuous, Violated, all_shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.ladder import LADDER
from tests.builders.loading import model_of

NO_MEASURES = lambda *_: None  # noqa: E731
NOT_ENOUGH = "the answers do not say enough about the formula"


def asked(sentence: str) -> Asked:
    model = model_of(f"{LADDER}property p1: ctl {sentence}\n")
    return asked_of(TransitionSystem(model), model.properties[0])


def answer_to(question: Question) -> tuple[Question, Claim]:
    shown = Portfolio()._shown(question, Budget()).result
    assert isinstance(shown, Shown)
    return question, Claim(shown.outcome, shown.certificate, shown.engine)


def claim_of(about: Asked, outcome: Outcome) -> FormulaClaim:
    """An honest claim by the first question about the formula, with somebody whom it speaks of."""
    assert isinstance(about.question, CtlQuestion)
    by = as_asked(about.question, NO_MEASURES)
    questions = by.questions[:1] if about.vacuity is None else (*by.questions[:1], about.vacuity)
    return FormulaClaim(outcome, by, tuple(map(answer_to, questions)))


def both(about: Asked, claim: FormulaClaim) -> tuple[Holds | Violated | Vacuous | str, int | str]:
    """The verdict, and how many obligations remain or why there are none."""
    works = remaining_of(about, claim)
    count = works if isinstance(works, str) else sum(len(list(work)) for work in works)
    return judge_claim(about, claim, ("z3",)), count


def test_an_honest_claim_is_accepted_and_its_obligations_are_those_that_were_proved() -> None:
    about = asked("AG (in worker implies EF in abroad)")
    verdict, count = both(about, claim_of(about, Outcome.HOLDS))
    assert isinstance(verdict, Holds)
    assert isinstance(verdict.evidence, Computed)
    assert count == verdict.obligations > 0
    assert verdict.subject is not None
    assert verdict.subject.question is about.vacuity
    assert verdict.solvers == ("z3",)


def test_obligations_are_told_for_each_answer_in_order() -> None:
    about = asked("AG (in settled implies AG (in settled or in goal or in worker or in abroad)) and AG EF in abroad")
    assert isinstance(about.question, CtlQuestion)
    by = as_asked(about.question, NO_MEASURES)
    claim = FormulaClaim(Outcome.HOLDS, by, tuple(map(answer_to, by.questions)))
    works = remaining_of(about, claim)
    assert not isinstance(works, str)
    verdict = judge_claim(about, claim, ("z3",))
    assert isinstance(verdict, Holds)
    assert isinstance(verdict.evidence, Computed)
    shown = list(all_shown(verdict.evidence))
    assert [len(list(work)) for work in works] == [item.obligations for item in shown]


def test_who_claims_what_the_answers_do_not_show_is_told_so() -> None:
    about = asked("AG EF in abroad")
    claim = claim_of(about, Outcome.VIOLATED)
    says = "it claims VIOLATED, and what it holds shows HOLDS"
    assert both(about, claim) == (says, says)


def test_an_answer_that_is_refused_shows_nothing_and_is_named() -> None:
    about = asked("AG (in worker implies EF in abroad)")
    claim = claim_of(about, Outcome.HOLDS)
    (question, _), subject = claim.answers
    nothing = Claim(Outcome.HOLDS, InvariantProof(StateSet(())), "nobody")
    for answers, where in (((question, nothing), subject), 1), ((claim.answers[0], (subject[0], nothing)), 2):
        verdict, works = both(about, replace(claim, answers=answers))
        assert str(verdict).startswith(f"answer {where} of 2: ")
        assert where == 2 or works == verdict


def test_an_answer_that_only_solvers_refuse_remains_to_be_proved() -> None:
    about = asked("AG (in worker implies AG in worker)")
    claim = claim_of(about, Outcome.VIOLATED)
    (question, _), subject = claim.answers
    no = Claim(Outcome.VIOLATED, InvariantProof(StateSet(())), "nobody")
    assert isinstance(both(about, replace(claim, answers=((question, no), subject)))[0], str)
    empty = asked("AG (in worker implies in abroad)")
    assert isinstance(empty.question, CtlQuestion)
    by = as_asked(empty.question, NO_MEASURES)
    unproved = Claim(Outcome.HOLDS, InvariantProof(StateSet(())), "nobody")
    assert empty.vacuity is not None
    lie = FormulaClaim(Outcome.HOLDS, by, ((by.questions[0], unproved), answer_to(empty.vacuity)))
    verdict, works = both(empty, lie)
    assert "z3 does not prove that" in str(verdict)
    assert isinstance(works, int)
    assert works > 0


def test_answers_that_say_too_little_show_nothing() -> None:
    about = asked("AG (in worker implies EF in abroad)")
    claim = claim_of(about, Outcome.HOLDS)
    assert both(about, replace(claim, answers=())) == (NOT_ENOUGH, NOT_ENOUGH)
    assert both(about, replace(claim, answers=claim.answers[:1])) == (NOT_ENOUGH, NOT_ENOUGH)
    assert both(about, replace(claim, answers=claim.answers[1:])) == (NOT_ENOUGH, NOT_ENOUGH)


def test_an_answer_to_an_equal_question_is_none_to_this() -> None:
    about = asked("AG EF in abroad")
    claim = claim_of(about, Outcome.HOLDS)
    ((question, part),) = claim.answers
    assert both(about, replace(claim, answers=((replace(question), part),))) == (NOT_ENOUGH, NOT_ENOUGH)


def test_a_claim_about_another_formula_is_an_error() -> None:
    about, other = asked("AG EF in abroad"), asked("AG EF in worker")
    with pytest.raises(ValueError, match="another formula"):
        judge_claim(about, claim_of(other, Outcome.HOLDS), ("z3",))


def test_a_formula_that_speaks_of_nobody_is_vacuous_by_its_subject() -> None:
    about = asked("AG ((in worker and in goal) implies EF in abroad)")
    verdict, _ = both(about, claim_of(about, Outcome.VACUOUS))
    assert isinstance(verdict, Vacuous)
    says = "it claims HOLDS, and what it holds shows VACUOUS"
    assert both(about, claim_of(about, Outcome.HOLDS)) == (says, says)


def test_the_opposite_with_somebody_who_starts_shows_a_violation() -> None:
    about = asked("EF in worker and AG in abroad")
    assert isinstance(about.question, CtlQuestion)
    opposite = opposite_of(about.question, NO_MEASURES)
    assert opposite is not None
    claim = FormulaClaim(Outcome.VIOLATED, opposite, tuple(map(answer_to, opposite.questions)))
    verdict, count = both(about, claim)
    assert isinstance(verdict, Violated)
    assert isinstance(verdict.evidence, OppositeEverywhere)
    assert verdict.evidence.start in all_shown(verdict.evidence)
    assert isinstance(count, int)
    assert both(about, replace(claim, answers=claim.answers[:-1])) == (NOT_ENOUGH, NOT_ENOUGH)


def test_conditions_are_put_in_again_one_after_the_other_and_not_more_than_there_are_parts_for() -> None:
    about = asked("AG EG in abroad")
    assert isinstance(about.question, CtlQuestion)
    system = about.system
    verdict = Portfolio().decide(system, system.model.properties[0]).verdict
    assert isinstance(verdict, Violated)
    assert isinstance(verdict.evidence, Computed)
    by = verdict.evidence.by
    conditions = [put.where for put in by.all_put]
    assert conditions
    again = rebuilt(about.question, conditions, NO_MEASURES)
    assert again is not None
    assert (again.formula, len(again.questions)) == (by.formula, len(by.questions))
    assert rebuilt(about.question, [*conditions, *conditions, *conditions], NO_MEASURES) is None
    lemmas = [part.evidence for part in verdict.evidence.lemmas]
    assert lemmas
    assert [item for item in all_shown(verdict.evidence) if item in lemmas] == lemmas
