"""What shows that a goal is met for certain, or can be missed for ever: each thing that is asked for by itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    AttributeTerm,
    ClockTerm,
    Condition,
    Number,
    Operator,
    Term,
    comparison,
    conjunction,
    scaled,
    total,
)
from bcm_formal.model.model import Model
from bcm_formal.model.types import Duration, Range
from bcm_formal.system.questions import Inevitable, question_of
from bcm_formal.system.state import Delay, Expire, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Act, LassoProof, PursuitProof, Region, StateSet, TraceProof, WaitFor, Way
from bcm_formal.trust.check import obligations_of
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.obligations import MalformedCertificateError
from bcm_formal.trust.trace import ReplayError, Trace
from tests.builders.loading import model_of
from tests.builders.small_policies import is_accepted

TEXT = """policy rounds "Rounds and a dead end"
  time in months
layer all
attribute n: 0 to 1, starts 1
status s in all
status t in all
status d in all
limit end in d
  while time_in_status at most 1 month, then s
  set n = n + 1
status f in all
  at most 3 months, then t
start in s
transition go from s to t by person
transition come from t to s by person
transition fall from s to d by person
transition hurry from s to f by person
property t: every person in s must reach t
property d: every person in s must reach d
property d_end: every person in s must reach d with time_in_status at least 1 month
property d_begin: every person in s must reach d with time_in_status at most 0 months
property s_three: every person in s must reach s with time_in_status is 3 months
property f_in_three: every person in f must reach t within 3 months
property f_in_four: every person in f must reach t within 4 months
property f: every person in f must reach t
property f_or_t: every person in f, t must reach t within 3 months
property d_to_t: every person in d must reach t
"""
TIME = ClockTerm("time_in_status")
ENTER, FALL = Take("hurry"), Take("fall")


@cache
def model() -> Model:
    return model_of(TEXT)


@cache
def question(name: str) -> Inevitable:
    asked = question_of(TransitionSystem(model()), model().property[name].sentence)
    assert isinstance(asked, Inevitable)
    return asked


CLOCK = ClockTerm("$observed_time")
OBSERVE = "$observed_time_begins"


def months(value: int) -> Number:
    return Number(value, Duration())


def time(operator: Operator, value: int) -> Condition:
    return comparison(operator, TIME, months(value))


def both(*parts: Condition) -> Condition:
    return conjunction(parts)


def states(**conditions: Condition) -> StateSet:
    return StateSet(tuple(conditions.items()))


def wait(length: int, *into: int) -> Way:
    return Way(WaitFor(months(length)), into)


def act(rule: str, *into: int) -> Way:
    return Way(Act(rule), into)


FULL = comparison("=", AttributeTerm("n", Range(0, 1)), Number(1, Range(0, 1)))
"""with whom the limit in d cannot act"""


# --- missed for ever ---


def lasso(stay: StateSet, *regions: Region, steps: tuple[Step, ...] = ()) -> LassoProof:
    return LassoProof(Trace(State("s", (1,), (0, 0)), steps), stay, regions)


def misses(name: str, stay: StateSet, *regions: Region, steps: tuple[Step, ...] = ()) -> bool:
    return is_accepted(Outcome.VIOLATED, lasso(stay, *regions, steps=steps), question(name))


@pytest.mark.parametrize(
    ("way", "misses_it"),
    [
        (wait(1), True),
        (wait(5), True),
        (wait(0), False),
        (wait(-1), False),
        (act("go"), False),
        (act("fall"), False),
    ],
)
def test_whoever_stays_comes_again_a_unit_of_time_later(way: Way, misses_it: bool) -> None:
    assert misses_it == misses("t", states(s=TRUE), Region("s", TRUE, 1, (way,)))


def test_the_observer_is_no_way() -> None:
    proof = lasso(states(s=TRUE), Region("s", TRUE, 1, (act(OBSERVE),)))
    with pytest.raises(MalformedCertificateError, match="no move that the path may take"):
        obligations_of(Outcome.VIOLATED, proof, question("t"), None)


def test_a_round_leads_through_other_statuses() -> None:
    round_trip = (
        Region("s", comparison("=", CLOCK, months(0)), 2, (act("go", 1),)),
        Region("t", comparison("=", CLOCK, months(0)), 1, (wait(1, 2),)),
        Region("t", comparison("=", CLOCK, months(1)), 0, (act("come"),)),
    )
    assert misses("d", states(s=TRUE), *round_trip)
    assert not misses("t", states(s=TRUE), *round_trip)
    at_once = (Region("s", TRUE, 2, (act("go", 1),)), Region("t", TRUE, 1, (act("come"),)))
    assert not misses("d", states(s=TRUE), *at_once)


@pytest.mark.parametrize(
    ("name", "misses_it"),
    [
        ("t", True),
        ("d_end", False),  # the dead end is the goal
        ("d_begin", False),  # the goal is where a region begins
        ("d", False),
    ],
)
def test_a_way_into_a_dead_end_touches_the_goal_nowhere(name: str, misses_it: bool) -> None:
    regions = (Region("s", FULL, 2, (act("fall", 1),)), Region("d", both(FULL, time("=", 0)), 1, (wait(1),)))
    assert misses_it == misses(name, states(s=FULL), *regions)


def test_a_dead_end_may_be_stayed_in() -> None:
    steps = (FALL, Take(OBSERVE), Delay(1))
    proof = LassoProof(Trace(State("s", (1,), (0, 0)), steps), states(d=both(FULL, time("=", 1))), ())
    assert is_accepted(Outcome.VIOLATED, proof, question("d_to_t"))
    for too_many in (FULL, time("=", 1)):
        assert not is_accepted(Outcome.VIOLATED, replace(proof, stay=states(d=too_many)), question("d_to_t"))


@pytest.mark.parametrize(
    ("stay", "length", "misses_it"),
    [
        (time(">=", 4), 1, True),
        (time(">=", 4), 9, True),
        (time("!=", 3), 1, False),  # from 2 to 3
        (time("!=", 3), 5, False),  # past 3
        (TRUE, 5, False),
    ],
)
def test_the_goal_is_not_met_while_time_passes(stay: Condition, length: int, misses_it: bool) -> None:
    region = Region("s", stay, 1, (wait(length),))
    assert misses_it == misses("s_three", states(s=stay), region, steps=(Delay(4), Take(OBSERVE)))


def test_the_trace_ends_where_the_staying_begins() -> None:
    region = Region("s", time(">=", 4), 1, (wait(1),))
    stay = states(s=time(">=", 4))
    assert misses("t", stay, region, steps=(Delay(4),))
    assert not misses("t", stay, region, steps=(Delay(3),))
    assert not misses("t", states(f=FALSE), region, steps=(Delay(4),))


@pytest.mark.parametrize(
    "stay",
    [
        states(s=comparison(">=", CLOCK, months(0))),
        states(s=comparison(">=", total((CLOCK, TIME)), months(0)), d=FALSE),
    ],
)
def test_staying_does_not_depend_on_the_clock_of_the_property(stay: StateSet) -> None:
    proof = lasso(stay, Region("s", TRUE, 1, (wait(1),)))
    with pytest.raises(MalformedCertificateError, match="may not depend on the observer clock"):
        obligations_of(Outcome.VIOLATED, proof, question("t"), None)


def test_within_a_time_nothing_is_shown_by_staying() -> None:
    proof = LassoProof(Trace(State("s", (1,), (0, 0)), (ENTER,)), states(f=TRUE), (Region("f", TRUE, 1, (wait(1),)),))
    with pytest.raises(MalformedCertificateError, match="cannot show VIOLATED"):
        obligations_of(Outcome.VIOLATED, proof, question("f_in_three"), None)


# --- met for certain ---

INVARIANT = states(s=TRUE, t=TRUE, d=time("<=", 1), f=time("<=", 3))
HURRIED = comparison("<=", CLOCK, TIME)


def meets(name: str, pursuit: StateSet, within: int, invariant: StateSet = INVARIANT) -> bool:
    return is_accepted(Outcome.HOLDS, PursuitProof(invariant, pursuit, months(within)), question(name))


@pytest.mark.parametrize(
    ("name", "within", "is_met"),
    [
        ("f_in_three", 3, True),
        ("f_in_three", 2, False),
        ("f_in_four", 4, True),
        ("f_in_four", 3, True),
        ("f", 3, True),
        ("f", 1000, True),
        ("f", 2, False),
    ],
)
def test_time_does_not_pass_when_it_is_used_up(name: str, within: int, is_met: bool) -> None:
    assert is_met == meets(name, states(f=both(HURRIED, time("<=", 3))), within)


def test_more_time_than_was_asked_for_shows_nothing() -> None:
    pursued = states(f=both(HURRIED, time("<=", 3)))
    with pytest.raises(MalformedCertificateError, match="it shows another bound than 3 steps, or a longer one"):
        obligations_of(Outcome.HOLDS, PursuitProof(INVARIANT, pursued, months(4)), question("f_in_three"), None)


PATIENT = """policy patient "A bound that each person brings along"
  time in months
layer all
actor office
clock patience, fixed
  starts any
clock shown
  starts any
clock halved
  starts any
  runs in u
status s in all
status u in all
status t in all
limit out in s
  while time_in_status at most patience, then t
start in s
event show in s by office
  set shown = patience
property t: every person in s must reach t
property t_in_nine: every person in s must reach t within 9 months
"""
PATIENCE = ClockTerm("patience")
ALL_ALONG = states(s=comparison("<=", TIME, PATIENCE), t=TRUE)
WAITING = states(s=both(HURRIED, comparison("<=", TIME, PATIENCE)))


def patient(name: str) -> Inevitable:
    read = model_of(PATIENT)
    asked = question_of(TransitionSystem(read), read.property[name].sentence)
    assert isinstance(asked, Inevitable)
    return asked


@pytest.mark.parametrize(
    ("bound", "is_met"),
    [
        (PATIENCE, True),
        (total((PATIENCE, months(2))), True),
        (scaled(2, PATIENCE), True),
        (months(9), False),
        (total((PATIENCE, months(-1))), False),
    ],
)
def test_the_bound_may_be_what_each_person_brings_along(bound: Term, is_met: bool) -> None:
    assert is_met == is_accepted(Outcome.HOLDS, PursuitProof(ALL_ALONG, WAITING, bound), patient("t"))


@pytest.mark.parametrize("clock", ["shown", "halved", "time_in_status", CLOCK.name])
def test_the_bound_is_the_same_all_along_a_life_course(clock: str) -> None:
    proof = PursuitProof(ALL_ALONG, WAITING, total((PATIENCE, ClockTerm(clock))))
    with pytest.raises(MalformedCertificateError, match="the bound reads what may change"):
        obligations_of(Outcome.HOLDS, proof, patient("t"), None)


def test_the_bound_reads_no_clock_that_stands_and_is_set() -> None:
    read = model_of(PATIENT)
    clocks = tuple(replace(clock, runs=FALSE) if clock.name == "shown" else clock for clock in read.clocks)
    asked = question_of(TransitionSystem(replace(read, clocks=clocks)), read.property["t"].sentence)
    proof = PursuitProof(ALL_ALONG, WAITING, total((PATIENCE, ClockTerm("shown"))))
    with pytest.raises(MalformedCertificateError, match="the bound reads what may change"):
        obligations_of(Outcome.HOLDS, proof, asked, None)


def test_what_each_person_brings_along_shows_no_time_that_is_asked_for() -> None:
    proof = PursuitProof(ALL_ALONG, WAITING, PATIENCE)
    with pytest.raises(MalformedCertificateError, match="it shows another bound than 9 steps"):
        obligations_of(Outcome.HOLDS, proof, patient("t_in_nine"), None)


@pytest.mark.parametrize(
    "pursuit",
    [
        states(f=time("<=", 3)),  # the clock may show anything
        states(f=both(HURRIED, time("<=", 2))),  # is left by waiting
        states(t=TRUE),  # nobody of the origin
        states(f=both(HURRIED, time("<=", 3), time(">=", 1))),  # not all of the origin
    ],
)
def test_the_pursuit_has_all_and_is_left_by_the_goal_alone(pursuit: StateSet) -> None:
    assert not meets("f_in_three", pursuit, 3)


def test_whoever_is_at_the_goal_need_not_be_pursued() -> None:
    assert meets("f_or_t", states(f=both(HURRIED, time("<=", 3))), 3)


def test_nobody_is_stuck_in_the_pursuit() -> None:
    """In d the limit cannot act, and at a month no time passes."""
    always = states(s=FULL, t=FULL, d=both(FULL, time("<=", 1)), f=both(FULL, time("<=", 3)))
    pursued = both(FULL, HURRIED, time("<=", 1))
    assert not meets("d_to_t", states(d=pursued), 9, always)
    freed = replace(question("d_to_t"), goal={"d": time("=", 1)})
    assert is_accepted(Outcome.HOLDS, PursuitProof(always, states(d=pursued), months(9)), freed)


@pytest.mark.parametrize(
    ("name", "steps", "is_missed"),
    [
        ("f_in_three", (ENTER, Take(OBSERVE), Delay(3)), False),
        ("t", (FALL,), False),
        ("t", (FALL, Delay(1)), True),
        ("t", (FALL, Delay(1), Expire("end")), False),
    ],
)
def test_a_life_course_misses_it_at_a_dead_end(name: str, steps: tuple[Step, ...], is_missed: bool) -> None:
    proof = TraceProof(Trace(State("s", (1,), (0, 0)), steps))
    if is_missed:
        assert obligations_of(Outcome.VIOLATED, proof, question(name), None) is None
    else:
        with pytest.raises(ReplayError):
            obligations_of(Outcome.VIOLATED, proof, question(name), None)
