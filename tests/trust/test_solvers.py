"""Solvers: only `unsat` is a proof; what is missing, unreadable or too much work is none."""

from __future__ import annotations

import sys
from itertools import product

import pytest

from bcm_formal.system.asked import Asked
from bcm_formal.system.questions import CtlQuestion
from bcm_formal.trust.check import check, remaining
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.obligations import Obligations
from bcm_formal.trust.solvers import (
    LIMITS,
    SOLVERS,
    Bundle,
    Limits,
    SatAnswer,
    SolverMissingError,
    discharge,
    why_it_gave_up,
    with_version,
)
from bcm_formal.trust.verdict import Refused, Shown
from bcm_formal.vault.recheck import bundles
from tests.builders.policies import GATE, LADDER, verdicts

DECLARED = "(declare-const x Int)\n(assert (<= 0 x))"
TRUE_AND_FALSE = Bundle(DECLARED, ("(< x 0)", "(= x 3)", "(and (< x 2) (> x 1))"))
HARD = Bundle(
    "(declare-const a Int)(declare-const b Int)(declare-const c Int)(assert (and (< 2 a) (< 2 b) (< 2 c)))",
    ("(and (= (+ (* 7919 a) (* 6841 b)) (* 104729 c)) (< (+ a b c) 200) (= (+ (* 31 a) (* 17 c)) (+ 5 (* 101 b))))",),
)


def claims(text: str) -> list[tuple[Asked, Claim]]:
    return [
        (asked, Claim(verdict.outcome, verdict.certificate, "", verdict.somebody))
        for asked, verdict in verdicts(text)
        if verdict.certificate is not None
    ]


def work(name: str) -> Obligations:
    asked, claim = next(item for item in claims(LADDER) if item[0].property.name == name)
    assert not isinstance(asked.question, CtlQuestion)
    found = remaining(claim, asked.question, asked.vacuity)
    assert isinstance(found, Obligations)
    return found


@pytest.mark.parametrize(("text", "solver"), list(product((LADDER, GATE), SOLVERS)))
def test_every_solver_proves_the_same_evidence(text: str, solver: str) -> None:
    for asked, claim in claims(text):
        assert not isinstance(asked.question, CtlQuestion)
        assert isinstance(check(claim, asked.question, asked.vacuity, (solver,)), Shown), asked.property.name


@pytest.mark.parametrize("solver", SOLVERS)
def test_each_formula_is_asked_for_itself(solver: str) -> None:
    why = {"z3": "x = 3", "cvc5": "cvc5 answers sat"}[solver]
    expected = [(SatAnswer.UNSAT, None), (SatAnswer.SAT, why), (SatAnswer.UNSAT, None)]
    assert expected == list(SOLVERS[solver](TRUE_AND_FALSE, LIMITS))


def test_of_a_counterexample_the_constants_are_told() -> None:
    bundle = Bundle(f"{DECLARED}\n(declare-fun f (Int) Int)", ("(and (= x 3) (= (f x) 1))",))
    assert list(SOLVERS["z3"](bundle, LIMITS)) == [(SatAnswer.SAT, "x = 3")]


@pytest.mark.parametrize("solver", SOLVERS)
def test_bundles_of_any_size_are_answered_alike(solver: str) -> None:
    obligations = work("robust")
    for size in (1, 7, 1000):
        parts = bundles(obligations, size)
        assert len(list(obligations)) == sum(len(part.formulas) for part in parts)
        replies = [answer for part in parts for answer, _ in SOLVERS[solver](part, LIMITS)]
        assert {SatAnswer.UNSAT} == set(replies)


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_text_that_a_solver_cannot_read_is_no_proof(solver: str) -> None:
    for bundle in (Bundle("(declare-const x Int", ("true",)), Bundle("", ("(< y 0)",)), Bundle("", ("(and",))):
        replies = list(SOLVERS[solver](bundle, LIMITS))
        assert [answer for answer, _ in replies] == [SatAnswer.UNKNOWN]
        assert (replies[0][1] or "").startswith(f"{solver} failed")
    many = Bundle(DECLARED, ("(< x y)",) * 40)
    assert {answer for answer, _ in SOLVERS[solver](many, LIMITS)} == {SatAnswer.UNKNOWN}


def test_a_text_that_takes_back_what_was_said_is_no_proof() -> None:
    for shared in ("", DECLARED):
        replies = list(SOLVERS["z3"](Bundle(shared, ("true) (reset", "false")), LIMITS))
        assert replies == [(SatAnswer.UNKNOWN, "z3 failed: it read fewer formulas than were written")]
    replies = list(SOLVERS["cvc5"](Bundle(f"{DECLARED}\n(get-model)", ("false",)), LIMITS))
    assert [answer for answer, _ in replies] == [SatAnswer.UNKNOWN]
    assert "cannot get model" in (replies[0][1] or "")


def test_all_together_may_cost_no_more_than_is_said() -> None:
    assert [answer for answer, _ in SOLVERS["z3"](TRUE_AND_FALSE, Limits(total=40_000_000))] == [
        SatAnswer.UNSAT,
        SatAnswer.SAT,
        SatAnswer.UNSAT,
    ]
    too_much = (SatAnswer.UNKNOWN, "all obligations together cost more work than they may")
    assert list(SOLVERS["z3"](TRUE_AND_FALSE, Limits(total=1))) == [too_much]


@pytest.mark.parametrize("solver", SOLVERS)
def test_too_little_work_gives_no_answer_and_never_a_proof(solver: str) -> None:
    ((answer, why),) = SOLVERS[solver](HARD, Limits(z3=1, cvc5=1))
    assert answer is SatAnswer.UNKNOWN
    assert why
    assert solver == "cvc5" or "failed" not in why


def test_evidence_that_is_too_much_work_is_undecided_not_wrong() -> None:
    asked, claim = next(item for item in claims(LADDER) if item[0].property.name == "robust")
    assert not isinstance(asked.question, CtlQuestion)
    result = check(claim, asked.question, asked.vacuity, ("z3",), Limits(z3=1))
    assert isinstance(result, Refused)
    assert result.undecided
    assert result.reason.endswith("(unknown: it reached its limit of work or time)")


def test_what_else_z3_gives_as_its_reason_is_told_as_it_is() -> None:
    assert why_it_gave_up("(incomplete quantifiers)") == "(incomplete quantifiers)"
    assert why_it_gave_up("timeout") == why_it_gave_up("canceled") == "it reached its limit of work or time"


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_solver_that_is_not_installed_is_named(solver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, solver, None)
    with pytest.raises(SolverMissingError, match=solver):
        discharge(work("robust"), solver)
    with pytest.raises(SolverMissingError, match=solver):
        with_version(solver)
    with pytest.raises(SolverMissingError, match=solver):
        list(SOLVERS[solver](TRUE_AND_FALSE, LIMITS))


def test_obligations_that_are_not_asked_any_more_count_as_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    obligations = work("robust")
    count = len(list(obligations))
    said = [
        (SatAnswer.UNSAT, None),
        (SatAnswer.UNKNOWN, "tired"),
        (SatAnswer.SAT, "x = 3"),
        *[(SatAnswer.UNSAT, None)] * count,
    ]
    monkeypatch.setattr("bcm_formal.trust.solvers.SOLVERS", {"z3": lambda *_: iter(said)})
    patient = [answer.value for answer in discharge(obligations, "z3").answers]
    eager = [answer.value for answer in discharge(obligations, "z3", Limits(eager=True)).answers]
    assert ["unsat", "unknown", "sat", *["unknown"] * (count - 3)] == patient
    assert ["unsat", *["unknown"] * (count - 1)] == eager
    assert discharge(obligations, "z3").detail == "tired"
    del said[1:3]
    said += [(SatAnswer.UNSAT, None)] * 2
    for limits in (LIMITS, Limits(eager=True)):
        assert set(discharge(obligations, "z3", limits).answers) == {SatAnswer.UNSAT}


def test_a_solver_that_answers_too_little_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bcm_formal.trust.solvers.SOLVERS", {"z3": lambda *_: iter([(SatAnswer.UNSAT, None)])})
    asked, claim = next(item for item in claims(LADDER) if item[0].property.name == "robust")
    assert not isinstance(asked.question, CtlQuestion)
    assert isinstance(check(claim, asked.question, asked.vacuity), Refused)


def test_a_solver_that_says_no_makes_the_evidence_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bcm_formal.trust.solvers.SOLVERS", {"z3": lambda *_: iter([(SatAnswer.SAT, "x = 3")])})
    asked, claim = next(item for item in claims(LADDER) if item[0].property.name == "robust")
    assert not isinstance(asked.question, CtlQuestion)
    result = check(claim, asked.question, asked.vacuity)
    assert isinstance(result, Refused)
    assert not result.undecided


def test_nobody_to_speak_of_is_no_success() -> None:
    asked, claim = next(item for item in claims(LADDER) if item[0].property.name == "early_worker")
    assert not isinstance(asked.question, CtlQuestion)
    silent = Claim(claim.outcome, claim.certificate, "", None)
    assert isinstance(check(silent, asked.question, asked.vacuity), Refused)
    assert claim.somebody is not None
    wrong = Claim(claim.outcome, claim.certificate, "", type(claim.somebody)(claim.somebody.start, ()))
    result = check(wrong, asked.question, asked.vacuity)
    assert isinstance(result, Refused)
    assert "nobody the property speaks of" in result.reason


def test_what_all_obligations_need_is_what_each_of_them_needs() -> None:
    obligations = work("robust")
    whole = obligations.prelude()
    assert whole == obligations.prelude(list(obligations))
    everything = Bundle(whole, tuple(item.formula for item in obligations))
    assert {answer for answer, _ in SOLVERS["z3"](everything, LIMITS)} == {SatAnswer.UNSAT}
