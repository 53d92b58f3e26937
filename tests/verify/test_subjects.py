"""Whatever a sentence speaks of that nobody ever is or does makes it VACUOUS, or is said beside the verdict."""

from __future__ import annotations

import pytest

from bcm_formal.model.expressions import TRUE
from bcm_formal.model.model import Property
from bcm_formal.system.spoken_of import ALREADY_THERE, NO_SETBACK, NOBODY_ARRIVES, spoken_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import InvariantProof, StateSet
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Holds, Refused, Shown, Vacuous, Violated
from bcm_formal.verify.decided import Decided
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.loading import model_of

POLICY = """\
policy visits "Visits"
  time in months
layer l
layer k
actor office
actor idle
attribute member: yes or no, starts no
attribute angry: yes or no, starts no
attribute stage: 0 to 1, starts 0
attribute kind: one of red, green, fixed
attribute colour: yes or no, starts no
status home in l
status hall in k
status vault in k
status cell in l
  at most 2 months, then cell
transition go from home to hall by person
  set stage = 1
event paint in home by person
  set colour = yes
event thanks in home by office
  when member
event theft in home by office, adverse
  when member
  set angry = yes
start in home
property p: {sentence}
"""


def found(sentence: str, text: str = POLICY) -> Decided:
    model = model_of(text.replace("{sentence}", sentence))
    (item,) = model.properties
    return Portfolio().decide(TransitionSystem(model), item)


def decided(sentence: str) -> Holds | Violated | Vacuous:
    verdict = found(sentence).verdict
    assert isinstance(verdict, Holds | Violated | Vacuous)
    return verdict


NOBODY = [
    "vault only after member",
    "every person has (member implies in hall)",
    "every person in home has (colour implies member implies in hall)",
    "every person in home with member has angry",
    "every person in vault can reach hall",
    "every person in vault must reach hall within 3 months",
    "some person in vault can reach hall",
    "every person entering vault has member",
    "every person entering hall has (member implies angry)",
    "better angry never blocks hall",
    "path to hall does not depend on stage",
    "ctl AG (member implies EF in hall)",
    "ctl AG (in home implies (member implies in hall))",
    "ctl AG (in home implies (member implies AX in hall))",
]
SOMEBODY = {
    "vault only after in vault": "VACUOUS",
    "hall only after in home": "HOLDS",
    "every person has (colour implies not member)": "HOLDS",
    "every person in home can reach hall": "HOLDS",
    "some person in home can reach vault": "VIOLATED",
    "every person entering hall has (not member implies not angry)": "HOLDS",
    "better colour never blocks hall": "HOLDS",
    "path to hall does not depend on kind": "HOLDS",
    "ctl AG (in home implies EF in hall)": "HOLDS",
    "ctl AG (in home implies AX in hall)": "VIOLATED",
    "no person in vault": "HOLDS",
    "no dead ends": "HOLDS",
}


@pytest.mark.parametrize("sentence", NOBODY)
def test_a_sentence_about_nobody_is_vacuous_with_a_proof(sentence: str) -> None:
    verdict = decided(sentence)
    assert verdict.outcome is Outcome.VACUOUS
    assert isinstance(verdict.certificate, InvariantProof)


@pytest.mark.parametrize("sentence", SOMEBODY)
def test_a_sentence_about_somebody_is_not(sentence: str) -> None:
    assert decided(sentence).outcome.value == SOMEBODY[sentence]
    assert found(sentence).notes == ()


@pytest.mark.parametrize("sentence", [*NOBODY, *SOMEBODY])
def test_the_listed_states_say_the_same(sentence: str) -> None:
    verdict = decided(sentence)
    assert verdict_of(verdict.question.system, verdict.property.sentence, Budget()) is verdict.outcome


OFFICE = "no move of `office` that counts is ever possible"
MENTIONED = {
    "every person in home can reach hall despite 1 adverse event": NO_SETBACK,
    "every person in home can reach hall by person, idle": "no move of `idle` that counts is ever possible",
    "every person can reach hall within 1 month by office, person": OFFICE,
    "every person in hall can reach k": ALREADY_THERE,
    "every person in hall must reach hall within 2 months": ALREADY_THERE,
    "ctl EF (member implies AG in hall)": "nobody ever meets `member`, so what it implies says nothing",
}


@pytest.mark.parametrize("sentence", MENTIONED)
def test_what_else_never_comes_about_is_said(sentence: str) -> None:
    verdict = found(sentence)
    assert verdict.outcome is Outcome.HOLDS
    assert verdict.notes == (MENTIONED[sentence],)


def test_who_does_only_harm_is_no_help_and_that_is_said() -> None:
    storm = POLICY.replace("start in home", "event storm in home by idle, adverse\n  set colour = yes\nstart in home")
    by_idle = "every person in home can reach hall by person, idle"
    assert found(by_idle, storm).notes == ("no move of `idle` that counts is ever possible",)
    assert found(f"{by_idle} even by adverse events", storm).notes == ()
    assert found("some person in home can reach hall by person, idle", storm).notes == ()
    assert found("no person in home with stage is 0 can reach vault by idle", storm).notes == ()
    assert found("no person in home can reach vault by idle").notes == (
        "no move of `idle` that counts is ever possible",
    )


def test_that_nobody_arrives_is_said_where_time_stands_still() -> None:
    halted = POLICY.replace("start in home", "start in cell")
    verdict = found("every person in cell must reach vault", halted)
    assert (verdict.outcome, verdict.notes) == (Outcome.HOLDS, (NOBODY_ARRIVES,))


def test_two_persons_in_the_evidence_are_no_proof_that_there_are_none() -> None:
    verdict = decided("path to hall does not depend on kind")
    model = verdict.question.system.model
    everybody = InvariantProof(StateSet(tuple((status.name, TRUE) for status in model.statuses)))
    refused = check(Claim(Outcome.VACUOUS, everybody, "forged"), verdict.question, None)
    assert isinstance(refused, Refused)
    alone = decided("path to hall does not depend on stage")
    assert alone.certificate is not None
    claim = Claim(Outcome.VACUOUS, alone.certificate, "again")
    assert isinstance(check(claim, alone.question, None), Shown)
    assert isinstance(check(claim, verdict.question, None), Refused)


def test_no_sentence_speaks_of_two_kinds_of_persons() -> None:
    for sentence in (*NOBODY, *SOMEBODY, *MENTIONED):
        model = model_of(POLICY.replace("{sentence}", sentence))
        item: Property = model.properties[0]
        assert sum(topic.makes_empty for topic in spoken_of(TransitionSystem(model), item.sentence)) <= 1
