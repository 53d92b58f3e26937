"""What is told of setbacks: where each leaves the person, or how they strike until nothing helps."""

from __future__ import annotations

import pytest

from bcm_formal.answers import setbacks
from bcm_formal.answers.answer import Answer
from bcm_formal.answers.phrases import listed
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Take
from bcm_formal.trust.certificate import SetbackProof, StrategyProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import replay
from bcm_formal.views.report.evidence import tell_evidence
from bcm_formal.views.report.page import Page, to_plain
from benchmarks.families.attributes import climbed, collected
from tests.builders.ladder import answer

LADDER = """\
policy ladder "Ladder"
  time in months
layer low
layer high
actor employer
attribute spare: 0 to 3, starts 2
attribute job: yes or no, starts yes
status worker in low
status out in low
status resident in high
event job_loss in worker by employer, adverse
  when job
  set job = no
event new_job in worker by person
  when not job
   and spare at least 1
  set job = yes
  set spare = spare - 1
transition give_up from worker to out by person
transition settle from worker to resident by person
  when job
   and time_in_status at least 12 months
start in worker
"""
"""every new job costs one of two spare chances: two setbacks are survived, three are not"""


def plain(found: Answer) -> str:
    page = Page()
    tell_evidence(page, found, verbose=True)
    return to_plain(page)


def test_a_strategy_tells_what_is_left_after_each_setback() -> None:
    found = answer("every person in worker with spare is 2 and job can reach resident despite 2 adverse events", LADDER)
    assert Outcome.HOLDS is found.verdict.outcome
    assert isinstance(found.verdict.certificate, StrategyProof)
    assert [told.status for told in found.pathways.lives] == ["worker"]
    (left,) = found.pathways.recoveries
    assert (left.setback, left.status, left.to) == ("job loss", "worker", "worker")
    assert left.told is not None
    assert left.told.legs[0].acts[0] == "new job"
    page = plain(found)
    assert "Setbacks on the way, and a life that is left after each" in page
    assert left.told.who
    assert f"▸ job loss (by employer) in worker, then with {listed(left.told.who)}: new job" in page


def test_setbacks_strike_until_there_is_no_path() -> None:
    found = answer("every person in worker with spare is 2 and job can reach resident despite 3 adverse events", LADDER)
    proof = found.verdict.certificate
    assert Outcome.VIOLATED is found.verdict.outcome
    assert isinstance(proof, SetbackProof)
    assert found.trace is not None
    assert proof.trace.steps == found.trace.steps[: len(proof.trace.steps)]
    events = [step.event for step in found.trace.steps if isinstance(step, Take)]
    assert events.count("job_loss") == 3
    last = replay(Interpreter(found.verdict.question.system.model), found.trace)[-1]
    assert proof.traps[0].of(last.status)
    assert found.violation is not None
    assert found.violation.says == "3 setbacks have hit: from here nothing leads to resident."
    assert found.explanation is not None
    assert last.attributes == (0, False)
    assert "reached without adverse events" in plain(found)


def test_nobody_needs_a_setback_who_has_no_path_anyway() -> None:
    found = answer("every person in out can reach resident despite 2 adverse events", LADDER)
    assert found.violation is not None
    assert found.violation.says == "Even without setbacks: from here nothing leads to resident."


def test_that_an_adverse_event_could_help_is_said_only_where_that_is_not_ruled_out() -> None:
    rescue = LADDER.replace(
        "start in worker\n",
        "transition amnesty from out to resident by employer, adverse\nstart in worker\n",
    )
    found = answer("every person in out can reach resident despite 1 adverse event", rescue)
    assert found.violation is not None
    assert (
        found.violation.says
        == "Even without setbacks: from here nothing leads to resident, unless an adverse event does."
    )


def test_a_layer_that_leads_back_into_itself_serves_any_number_of_setbacks() -> None:
    endless = LADDER.replace("  set spare = spare - 1\n", "")
    few = answer("every person in worker can reach resident despite 2 adverse events", endless).verdict.certificate
    many = answer("every person in worker can reach resident despite 500 adverse events", endless).verdict.certificate
    assert isinstance(few, StrategyProof)
    assert len(few.layers) == 1
    assert few == many


def test_lives_left_after_setbacks_are_told_as_far_as_that_is_little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "every person in applicant can reach member despite 1 adverse event"
    policy = collected(9, losing=9, sentences=())
    everything = answer(sentence, policy)
    assert (len(everything.pathways.recoveries), everything.pathways.further_setbacks) == (9, 0)
    assert "more setback" not in plain(everything)
    monkeypatch.setattr(setbacks, "_EFFORT", 250)
    found = answer(sentence, policy)
    told = found.pathways.recoveries
    assert found.verdict.outcome is everything.verdict.outcome
    assert 0 < len(told) < 9
    assert told == everything.pathways.recoveries[: len(told)]
    assert found.pathways.further_setbacks == 9 - len(told)
    assert f"… and {9 - len(told)} more setbacks, not followed: that would take long" in plain(found)


def test_what_is_told_of_setbacks_does_not_grow_with_their_square() -> None:
    sentence = "every person in applicant can reach member despite 1 adverse event"
    found = answer(sentence, climbed(24, losing=24, sentences=()))
    told = len(found.pathways.recoveries)
    assert told + found.pathways.further_setbacks == 24 * 25 // 2
    assert 0 < told < 40
