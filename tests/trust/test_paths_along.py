"""Paths that must keep to something on the way: what shows that there is one, and that there is none."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bcm_formal.model.expressions import FALSE, TRUE, ClockTerm, Condition, Number, comparison, conjunction, negation
from bcm_formal.model.types import Duration
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Path
from bcm_formal.system.state import Delay, State, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Act, PathProof, Region, StateSet, TrapProof, WaitFor, Way
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions import Regions
from tests.builders.loading import model_of
from tests.builders.small_policies import is_accepted

TEXT = """policy late "Those who wait go astray"
  time in months
layer all
actor office
status a in all
status b in all
status c in all
transition on from a to c by office
  when time_in_status at least 3 months
transition round from a to b by person
transition back from b to a by person
start in a
"""
TIME = ClockTerm("time_in_status")


def months(value: int) -> Number:
    return Number(value, Duration())


@cache
def system() -> TransitionSystem:
    return TransitionSystem(model_of(TEXT))


UNTIL_NOW = comparison("=", TIME, months(0))


def asked(along: Condition, begins: Condition = UNTIL_NOW) -> Path:
    """From a into c, in a along the condition, and nowhere else."""
    return Path(system(), {"a": begins}, {"c": TRUE}, EVERYTHING, {"a": along})


EVERYBODY = StateSet((("a", TRUE), ("b", TRUE), ("c", TRUE)))
WAITING = Region("a", comparison("<", TIME, months(3)), 1, (Way(WaitFor(months(3)), (1,)),))
GOING = Region("a", comparison(">=", TIME, months(3)), 0, (Way(Act("on"), ()),))


@pytest.mark.parametrize(
    ("along", "is_right"),
    [
        (TRUE, True),
        (comparison("<=", TIME, months(5)), True),
        (comparison("<=", TIME, months(2)), False),  # the way ends in a state that it may not pass
        (comparison("!=", TIME, months(2)), False),  # it leads through one
        (comparison(">=", TIME, months(1)), False),  # it begins in one
        (FALSE, False),
    ],
)
def test_a_way_keeps_to_it_at_every_unit_of_time_before_the_goal(along: Condition, is_right: bool) -> None:
    begins = replace(WAITING, condition=UNTIL_NOW)
    going = replace(GOING, condition=comparison("=", TIME, months(3)))
    proof = PathProof(EVERYBODY, (begins, going))
    assert is_accepted(Outcome.HOLDS, proof, asked(along)) is is_right


def test_the_goal_itself_need_not_be_so() -> None:
    question = asked(TRUE)
    assert question.along is not None
    assert "c" not in question.along
    assert is_accepted(Outcome.HOLDS, PathProof(EVERYBODY, (replace(WAITING, condition=UNTIL_NOW), GOING)), question)


SHORT = comparison("<=", TIME, months(2))
STAY = StateSet((("a", comparison("<=", TIME, months(3))), ("b", TRUE)))


@pytest.mark.parametrize(
    ("trap", "along", "is_right"),
    [
        (STAY, SHORT, True),
        (STAY, TRUE, False),  # nothing ends the ways
        (STAY, comparison("<=", TIME, months(3)), False),  # from the last moment of the trap a way goes on
        (StateSet((("a", SHORT), ("b", TRUE))), SHORT, False),  # time leads out of it
        (StateSet((("a", comparison("<=", TIME, months(3))),)), SHORT, False),  # so does a change
        (StateSet((("a", TRUE), ("b", TRUE), ("c", TRUE))), SHORT, False),  # it has the goal in it
    ],
)
def test_nothing_leads_out_of_a_trap_from_where_a_way_may_go_on(
    trap: StateSet, along: Condition, is_right: bool
) -> None:
    start = State("a", (), (0,))
    proof = TrapProof(Trace(start, ()), trap)
    assert is_accepted(Outcome.VIOLATED, proof, asked(along)) is is_right


def test_a_life_course_into_the_trap_may_pass_anything() -> None:
    start = State("a", (), (0,))
    trace = Trace(start, (Delay(4), Take("round"), Take("back")))
    assert is_accepted(Outcome.VIOLATED, TrapProof(trace, STAY), asked(SHORT))


@pytest.mark.parametrize(
    ("along", "begins", "outcome"),
    [
        (TRUE, TRUE, Outcome.HOLDS),
        (SHORT, TRUE, Outcome.VIOLATED),
        (negation(SHORT), TRUE, Outcome.VIOLATED),
        (negation(SHORT), comparison(">=", TIME, months(3)), Outcome.HOLDS),
        (comparison("<=", TIME, months(3)), SHORT, Outcome.HOLDS),
        (comparison("!=", TIME, months(1)), UNTIL_NOW, Outcome.VIOLATED),
        (comparison("!=", TIME, months(1)), conjunction((negation(UNTIL_NOW), SHORT)), Outcome.VIOLATED),
        (comparison("!=", TIME, months(1)), comparison("=", TIME, months(2)), Outcome.HOLDS),
    ],
)
def test_the_main_engine_finds_what_is_accepted(along: Condition, begins: Condition, outcome: Outcome) -> None:
    question = asked(along, begins)
    claim = Regions().run(question, Budget(work=10_000))
    assert isinstance(claim, Claim)
    assert claim.outcome is outcome
    assert is_accepted(outcome, claim.certificate, question)
