"""Formulas are shown by the answers to their own questions, all of them, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bcm_formal.model.expressions import FALSE, TRUE
from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.ctl.plans import ByQuestion, Joined
from bcm_formal.system.ctl.rewritten import Put, as_asked, opposite_of
from bcm_formal.system.questions import CtlQuestion, Question, Safety
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import InvariantProof, StateSet
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.formulas import (
    Known,
    Settled,
    by_agreement,
    by_questions,
    by_the_opposite,
    judge_formula,
    settled,
)
from bcm_formal.trust.verdict import Agreement, Computed, Fault, Holds, OppositeEverywhere, Shown, Vacuous, Violated
from tests.builders.ladder import LADDER
from tests.builders.loading import model_of

NO_MEASURES = lambda *_: None  # noqa: E731


def asked(sentence: str) -> tuple[Asked, CtlQuestion]:
    model = model_of(f"{LADDER}property p1: ctl {sentence}\n")
    found = asked_of(TransitionSystem(model), model.properties[0])
    assert isinstance(found.question, CtlQuestion)
    return found, found.question


def shown(question: Question, yes: bool) -> Shown:
    """An answer as the checker would give it; its evidence plays no part here."""
    outcome = Outcome.HOLDS if yes else Outcome.VIOLATED
    return Shown(question, outcome, InvariantProof(StateSet(())), "nobody", 1, ("z3",))


def knowing(*answers: Shown) -> Known:
    return lambda question: next((item for item in answers if item.question is question), None)


def questions(count: int) -> list[Safety]:
    about, _ = asked("AG in abroad")
    return [Safety(about.system, {"abroad": TRUE if number % 2 else FALSE}) for number in range(count)]


@pytest.mark.parametrize("negated", [False, True])
@pytest.mark.parametrize("yes", [False, True])
def test_an_answer_to_the_question_settles_it(negated: bool, yes: bool) -> None:
    about, _ = asked("AG in abroad")
    (question,) = questions(1)
    part = settled(about, ByQuestion(question, negated), knowing(shown(question, yes)))
    assert part is not None
    assert (part.holds, part.negated) == (yes is not negated, negated)


def test_an_answer_to_a_question_that_only_looks_the_same_settles_nothing() -> None:
    about, _ = asked("AG in abroad")
    (question,) = questions(1)
    assert settled(about, ByQuestion(question), knowing(shown(replace(question), True))) is None


def test_an_answer_to_another_question_is_no_answer() -> None:
    about, _ = asked("AG in abroad")
    question, other = questions(2)
    with pytest.raises(ValueError, match="another question"):
        settled(about, ByQuestion(question), lambda _: shown(other, True))


def test_a_question_asked_before_settles_it_only_by_its_decisive_answer() -> None:
    about, _ = asked("AG in abroad")
    question, before = questions(2)
    plan = ByQuestion(question, before=((before, False),))
    assert settled(about, plan, knowing(shown(before, True))) is None
    part = settled(about, plan, knowing(shown(before, False)))
    assert part is not None
    assert not part.holds


@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("answers", [(), (True,), (False,), (True, True), (False, False), (True, False)])
@pytest.mark.parametrize("partial", [False, True])
def test_parts_settle_the_whole_as_and_and_or_do(every: bool, answers: tuple[bool, ...], partial: bool) -> None:
    about, _ = asked("AG in abroad")
    first, second = questions(2)
    known = knowing(*(shown(question, yes) for question, yes in zip((first, second), answers, strict=False)))
    part = settled(about, Joined(every, (ByQuestion(first), ByQuestion(second)), partial), known)
    if (every not in answers and answers) or (not every) in answers:
        assert part is not None
        assert part.holds is not every
    elif len(answers) == 2 and not partial:
        assert part is not None
        assert part.holds is every
        assert len(part.parts) == 2
    else:
        assert part is None


def test_a_formula_that_may_speak_of_nobody_holds_only_with_somebody() -> None:
    about, question = asked("AG (in worker implies EF in goal)")
    assert about.vacuity is not None
    plan = as_asked(question, NO_MEASURES)
    assert isinstance(plan.plan, ByQuestion)
    found = by_questions(about, plan, knowing(shown(plan.plan.question, True)))
    assert found is not None
    assert found.needs_subject
    with pytest.raises(ValueError, match="whether the formula speaks of anybody"):
        judge_formula(found)
    with pytest.raises(ValueError, match="whether the formula speaks of anybody"):
        judge_formula(found, shown(replace(about.vacuity), False))
    assert isinstance(judge_formula(found, shown(about.vacuity, False)), Holds)
    assert isinstance(judge_formula(found, shown(about.vacuity, True)), Vacuous)


def test_a_formula_that_is_violated_needs_nobody_else() -> None:
    about, question = asked("AG (in worker implies EF in goal)")
    plan = as_asked(question, NO_MEASURES)
    assert isinstance(plan.plan, ByQuestion)
    found = by_questions(about, plan, knowing(shown(plan.plan.question, False)))
    assert found is not None
    assert isinstance(judge_formula(found), Violated)


def test_questions_about_another_formula_show_nothing() -> None:
    about, _ = asked("AG in abroad")
    _, other = asked("AG in worker")
    with pytest.raises(ValueError, match="about another formula"):
        by_questions(about, as_asked(other, NO_MEASURES), knowing())
    opposite = opposite_of(other, NO_MEASURES)
    assert opposite is not None
    with pytest.raises(ValueError, match="about another formula"):
        by_the_opposite(about, opposite, knowing())


@pytest.mark.parametrize("sound", [None, False, True])
@pytest.mark.parametrize("complete", [None, False, True])
@pytest.mark.parametrize("answer", [False, True])
def test_with_a_condition_put_in_only_the_answer_that_is_proved_counts(
    sound: bool | None, complete: bool | None, answer: bool
) -> None:
    about, question = asked("AG in abroad")
    plain = as_asked(question, NO_MEASURES)
    assert isinstance(plain.plan, ByQuestion)
    lemmas = questions(2)
    put = Put(TRUE, ByQuestion(lemmas[0]), ByQuestion(lemmas[1]), True)
    rewritten = replace(plain, before=plain, put=put)
    assert isinstance(rewritten.plan, ByQuestion)
    known = [shown(rewritten.plan.question, answer)]
    known += [shown(q, yes) for q, yes in zip(lemmas, (sound, complete), strict=True) if yes is not None]
    found = by_questions(about, rewritten, knowing(*known))
    if (sound if answer else complete) is True:
        assert found is not None
        assert found.holds is answer
        assert isinstance(found.evidence, Computed)
    else:
        assert found is None


def test_what_was_put_in_is_shown_with_the_rest_and_only_then() -> None:
    about, question = asked("AG in abroad")
    plain = as_asked(question, NO_MEASURES)
    assert isinstance(plain.plan, ByQuestion)
    answer, sound = shown(plain.plan.question, True), questions(1)[0]
    found = by_questions(about, plain, knowing(answer))
    assert found is not None
    assert found.evidence == Computed(plain, answer, ())
    rewritten = replace(plain, before=plain, put=Put(TRUE, ByQuestion(sound), None, True))
    assert isinstance(rewritten.plan, ByQuestion)
    lemma = shown(sound, True)
    found = by_questions(about, rewritten, knowing(shown(rewritten.plan.question, True), lemma))
    assert found is not None
    assert isinstance(found.evidence, Computed)
    assert [part.evidence for part in found.evidence.lemmas] == [lemma]
    assert by_questions(about, rewritten, knowing(shown(rewritten.plan.question, False), lemma)) is None


def test_only_a_true_formula_that_may_speak_of_nobody_needs_somebody() -> None:
    speaks, _ = asked("AG (in worker implies EF in goal)")
    silent, _ = asked("AG in abroad")
    evidence = shown(questions(1)[0], True)
    assert speaks.vacuity is not None
    assert silent.vacuity is None
    assert Settled(speaks, True, evidence).needs_subject
    assert not Settled(speaks, False, evidence).needs_subject
    assert not Settled(silent, True, evidence).needs_subject
    assert not Settled(silent, False, evidence).needs_subject


def test_the_opposite_of_which_nothing_is_known_shows_nothing() -> None:
    about, question = asked("EF in goal or AG in abroad")
    opposite = opposite_of(question, NO_MEASURES)
    assert opposite is not None
    assert by_the_opposite(about, opposite, knowing(shown(opposite.nobody, False))) is None


def test_what_is_asked_before_need_not_be_known() -> None:
    about, _ = asked("AG in abroad")
    question, before = questions(2)
    part = settled(about, ByQuestion(question, before=((before, False),)), knowing(shown(question, True)))
    assert part is not None
    assert part.holds


def test_one_of_several_that_disagrees_is_enough() -> None:
    about, _ = asked("AG in abroad")
    says = {"regions": True, "explicit": True, "bounded": False}
    assert isinstance(by_agreement(about, says), Fault)


def test_an_answer_that_is_neither_yes_nor_no_settles_nothing() -> None:
    about, _ = asked("AG in abroad")
    (question,) = questions(1)
    neither = replace(shown(question, True), outcome=Outcome.VACUOUS)
    with pytest.raises(ValueError, match="VACUOUS is neither yes nor no"):
        settled(about, ByQuestion(question), knowing(neither))


def test_the_opposite_everywhere_refutes_a_formula_only_if_somebody_starts() -> None:
    about, question = asked("EF in goal or AG in abroad")
    opposite = opposite_of(question, NO_MEASURES)
    assert opposite is not None
    leaves = list(_leaves(opposite.plan))
    answers = [shown(leaf.question, not leaf.negated) for leaf in leaves]
    assert by_the_opposite(about, opposite, knowing(*answers)) is None
    assert by_the_opposite(about, opposite, knowing(*answers, shown(opposite.nobody, True))) is None
    found = by_the_opposite(about, opposite, knowing(*answers, shown(opposite.nobody, False)))
    assert found is not None
    assert not found.holds
    assert isinstance(found.evidence, OppositeEverywhere)
    contrary = [shown(leaf.question, leaf.negated) for leaf in leaves]
    assert by_the_opposite(about, opposite, knowing(*contrary, shown(opposite.nobody, False))) is None


def _leaves(plan: ByQuestion | Joined) -> Iterable[ByQuestion]:
    if isinstance(plan, ByQuestion):
        yield plan
        return
    for part in plan.plans:
        yield from _leaves(part)


def test_one_engine_alone_shows_nothing_two_agree_or_one_of_them_is_wrong() -> None:
    about, _ = asked("AG in abroad")
    with pytest.raises(ValueError, match="alone"):
        by_agreement(about, {"regions": True})
    found = by_agreement(about, {"regions": False, "explicit": False})
    assert isinstance(found, Settled)
    assert (found.holds, found.evidence) == (False, Agreement(("regions", "explicit")))
    disagreement = by_agreement(about, {"regions": True, "explicit": False})
    assert isinstance(disagreement, Fault)
    assert disagreement.reason == "two engines disagree: regions says HOLDS, explicit says VIOLATED"
