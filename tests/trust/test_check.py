"""The checker as a whole: which evidence it takes for which claim, and what it says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcm_formal.model.expressions import FALSE, TRUE, Condition, Flag, Not
from bcm_formal.system.asked import Asked
from bcm_formal.system.questions import Inevitable, Path, Robust, Safety, Witness
from bcm_formal.trust.certificate import InvariantProof, SetbackProof, StateSet
from bcm_formal.trust.check import check, judge, obligations_of
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.obligations import MalformedCertificateError
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Holds, Refused, Vacuous, Violated
from tests.builders.policies import verdicts
from tests.builders.small_policies import TEXTS, Evidence, evidence

EMPTY = """policy empty "A status that nobody enters"
  time in years
layer all
attribute kin: one of near, far, starts near
status a in all
status b in all
status c in all
start in a
transition go from a to b by person
property of_nobody: every person in c can reach b
property no_two: path to b does not depend on kin
"""


def everything() -> list[Evidence]:
    return [item for policy in TEXTS for item in evidence(policy)]


def claimed(text: str, name: str) -> tuple[Asked, Claim]:
    """A property with the claim that was believed."""
    asked, verdict = next(item for item in verdicts(text) if item[0].property.name == name)
    assert isinstance(verdict, Holds | Violated | Vacuous)
    assert verdict.certificate is not None
    return asked, Claim(verdict.outcome, verdict.certificate, "an engine", verdict.somebody)


def test_evidence_of_a_kind_that_does_not_answer_the_question_is_malformed() -> None:
    kinds = {(item.outcome, type(item.certificate), type(item.question)): item for item in everything()}
    assert len(kinds) == 13
    for item in kinds.values():
        for other in kinds.values():
            if (item.outcome, type(item.certificate), type(other.question)) in kinds:
                continue
            with pytest.raises(MalformedCertificateError, match="cannot show"):
                obligations_of(item.outcome, item.certificate, other.question, None)


@pytest.mark.parametrize("outcome", Outcome)
def test_evidence_shows_no_other_outcome(outcome: Outcome) -> None:
    for item in everything():
        if item.outcome is not outcome:
            with pytest.raises(MalformedCertificateError, match=f"cannot show {outcome.value}"):
                obligations_of(outcome, item.certificate, item.question, None)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (TEXTS["office"], "can_rise", Holds),
        (TEXTS["office"], "fair", Violated),
        (EMPTY, "of_nobody", Vacuous),
        (EMPTY, "no_two", Vacuous),
    ],
)
def test_the_verdict_is_what_was_claimed_and_shown(text: str, name: str, kind: type) -> None:
    asked, claim = claimed(text, name)
    verdict = judge(asked, claim)
    assert type(verdict) is kind
    assert isinstance(verdict, Holds | Violated | Vacuous)
    assert verdict.asked is asked
    assert verdict.shown is not None
    answers = asked.vacuity if kind is Vacuous and asked.vacuity is not None else asked.question
    assert verdict.shown.question is answers
    assert verdict.shown.outcome is (Outcome.HOLDS if answers is asked.vacuity else claim.outcome)


@pytest.mark.parametrize("outcome", [Outcome.UNKNOWN, Outcome.ENGINE_FAULT])
def test_nothing_shows_that_there_is_no_answer(outcome: Outcome) -> None:
    for name in ("can_rise", "fair"):
        asked, claim = claimed(TEXTS["office"], name)
        assert isinstance(judge(asked, replace(claim, outcome=outcome)), Refused)


def test_obligations_are_counted_and_their_solvers_named() -> None:
    asked, claim = claimed(TEXTS["office"], "can_rise")
    shown = check(claim, asked.question, asked.vacuity, ("z3", "cvc5"))
    work = obligations_of(claim.outcome, claim.certificate, asked.question, asked.vacuity)
    assert not isinstance(shown, Refused)
    assert work is not None
    assert (len(list(work)), ("z3", "cvc5")) == (shown.obligations, shown.solvers)
    asked, claim = claimed(TEXTS["office"], "nobody_rises")
    replayed = check(claim, asked.question, asked.vacuity, ("z3", "cvc5"))
    assert not isinstance(replayed, Refused)
    assert (replayed.obligations, replayed.solvers) == (0, ())


def test_what_nobody_would_give_as_well_needs_somebody() -> None:
    asked, claim = claimed(TEXTS["office"], "can_rise")
    silent = judge(asked, replace(claim, somebody=None))
    assert isinstance(silent, Refused)
    assert silent.undecided
    assert claim.somebody is not None
    elsewhere = judge(asked, replace(claim, somebody=Trace(claim.somebody.start._replace(status="z"), ())))
    assert isinstance(elsewhere, Refused)
    assert not elsewhere.undecided


def test_an_answer_that_nobody_would_give_is_another_for_a_witness() -> None:
    for name, needs in (("returns", False), ("jumps", True)):
        asked, claim = claimed(TEXTS["office"], name)
        assert isinstance(asked.question, Witness)
        assert isinstance(judge(asked, replace(claim, somebody=None)), Refused) == needs


def test_that_it_is_empty_talk_must_be_shown_of_what_would_make_it_so() -> None:
    asked, claim = claimed(EMPTY, "of_nobody")
    everybody = InvariantProof(StateSet(tuple((status, TRUE) for status in asked.system.statuses)))
    assert isinstance(judge(asked, replace(claim, certificate=everybody)), Refused)
    asked, claim = claimed(TEXTS["office"], "can_rise")
    nobody = Claim(Outcome.VACUOUS, InvariantProof(StateSet((("b", TRUE), ("c", TRUE), ("z", TRUE)))), "an engine")
    assert isinstance(judge(asked, nobody), Refused)


def test_two_that_are_not_alone_are_not_said_to_be() -> None:
    asked, claim = claimed(EMPTY, "no_two")
    anybody = InvariantProof(StateSet((("a", TRUE), ("b", TRUE))))
    assert isinstance(judge(asked, replace(claim, certificate=anybody)), Refused)
    outside = InvariantProof(StateSet((("c", FALSE),)))
    assert isinstance(judge(asked, replace(claim, certificate=outside)), Refused)


def test_evidence_that_is_nested_too_deeply_shows_nothing() -> None:
    asked, claim = claimed(TEXTS["office"], "has_grown")
    deep: Condition = Flag("ok")
    for _ in range(100_000):
        deep = Not(deep)
    refused = judge(asked, replace(claim, certificate=InvariantProof(StateSet((("a", deep),)))))
    assert isinstance(refused, Refused)
    assert "nested too deeply" in refused.reason


def test_a_setback_needs_a_trap() -> None:
    item = next(item for item in everything() if isinstance(item.certificate, SetbackProof))
    assert isinstance(item.certificate, SetbackProof)
    with pytest.raises(MalformedCertificateError, match="cannot show"):
        obligations_of(item.outcome, replace(item.certificate, traps=()), item.question, None)


def test_the_policies_ask_every_kind_of_question() -> None:
    assert {type(item.question).__name__ for item in everything()} >= {
        kind.__name__ for kind in (Safety, Path, Witness, Robust, Inevitable)
    }


def test_that_too_much_may_be_chosen_does_not_make_the_evidence_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, claim = claimed(TEXTS["advance"], "lost")
    assert isinstance(claim.certificate, SetbackProof)
    assert not isinstance(judge(asked, claim), Refused)
    monkeypatch.setattr("bcm_formal.system.choices.MOST", 0)
    refused = judge(asked, claim)
    assert isinstance(refused, Refused)
    assert refused.undecided
