"""Two persons, where the states are few but tied up: what is not met is left out as a whole, not one by one."""

from __future__ import annotations

import pytest

from bcm_formal.look.shortening import replayed
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import PairProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.verify.regions.parting import parted
from tests.builders.loading import model_of

COUNTED = """policy mixed "Mixed"
  time in months
  in force 2020-01-01
layer la
layer lb
layer lc
actor authority
actor employer
parameter wait = 3 months between 0 months and 4 months
attribute a0: yes or no, starts yes
attribute a1: integer, starts 0
clock age, fixed
  starts at least 1 month
status s0 in la
status s1 in la
status s2 in lc
  at most 2 months, then s0
transition e0 from s0, s1 to s2 by employer
  when (time_in_status more than wait)
   and (a1 at least -1 and a1 at most 1)
  takes 1 month
  set a1 = a1 - 1
  set a0 = any
transition e1 from s2 to s2 by person, adverse
  unless not (in s2, s1)
  set a0 = any
transition e2 from s2 to s2 by law
  when ((time_in_status less than 1 month and a0))
   and (a1 at least -1 and a1 at most 1)
  takes 2 months
  yields to s2_limit
  set a1 = a1 + 1
  set a0 = no
event e3 by authority, adverse
  when (a0)
  set a1 = 1
  set a0 = any
start in s2
property p1:
  better a1 never blocks lc, s2 within 1 month
"""
DELAYED = """policy mixed "Mixed"
  time in months
  in force 2020-01-01
layer la
layer lb
layer lc
actor authority
actor employer
parameter wait = 1 months between 0 months and 4 months
attribute a0: integer, starts 0
attribute a1: low < mid < high, fixed
status s0 in la
status s1 in lc
define ready = (a0 is 1 or time_in_status is 1 month)
  and (a0 at least 0 or (smaller of time_in_status and wait) is 0 months)
transition e0 from s0, s1 to s0 by employer
  when (a0 at least -1 and a0 at most 1)
  set a0 = a0 - 1
event e1 by authority, adverse
  unless (ready implies time_in_status at most 1 month)
  takes 1 month
  set a0 = 0
event e2 in s1, s0 by employer, adverse
  when ((not in lc implies a0 less than 2))
   and (a0 at least -1 and a0 at most 1)
  takes 2 months
  set a0 = a0 + 1
transition e3 from s0, s1 to s1 by person
  when ((a0 at most 1 and a0 at least 0))
  set a0 = 1
limit limit0 in s1
  while (a1 at most low or a0 is 0) and time_in_status at most 2 months, then s1
start in s1
property p4:
  better a0 never delays lc
"""
WINDOW = """policy mixed "Mixed"
  time in months
  in force 2020-01-01
layer la
layer lb
layer lc
actor authority
actor employer
parameter wait = 2 months between 0 months and 4 months
attribute a0: low < mid < high, starts mid
window away: counts in s0, s1 over 3 months in 3 parts
status s0 in lc
status s1 in lc
status s2 in lb
  at most 3 months, then s0
define ready = (time_in_status more than 3 months implies (away at most 0 months or away more than 2 months))
event e0 in s1, s0 by law
  when (a0 is high)
  unless (ready implies time_in_status at most 0 months)
  set a0 = high
transition e1 from s0, s1 to s1 by employer
  unless (time_in_status less than 1 month and time_in_status at least 2 months)
  takes 2 months
  set a0 = next a0
event e2 by authority, adverse
  when (ready)
   and (today less than 2020-03-01)
  takes 2 months
  set a0 = low
limit limit0 in s1
  while time_in_status at most 3 months, then s1
limit limit1 in s1, s0, s2
  while time_in_status at most 3 months, then s2
  set a0 = next a0
start in s1 with in lc
start in s1, s0
property p0:
  better a0 never blocks s2
"""
"""those with `a0 is mid` and with `a0 is high` are met in what is alike but for how late it is"""

SKILLED = """policy uk "Settlement of skilled workers"
  time in months
  in force 2026-11-27
layer outside
layer temporary
layer settlement
actor home_office
actor sponsor
attribute english: none < A1 < A2 < B1 < B2, starts B1
attribute sponsored: yes or no, starts yes
clock residence
  runs in temporary, away
  zero in outside
window absent "Months outside in the last 12": counts in away over 12 months in 12 parts
status home in outside
status worker in temporary "Skilled Worker"
status away in temporary "Skilled Worker outside the country"
status settled in settlement "Indefinite leave to remain"
clock without_sponsor
  runs while not sponsored
  zero while sponsored
effort study "Learning English"
transition enter from home to worker by home_office
  set sponsored = yes
transition travel from worker to away by person
transition come_back from away to worker by person
transition settle from worker to settled by home_office
  when residence at least 5 years
   and english at least B2
   and absent at most 6 months
   and sponsored
event learn in worker by person
  takes 6 months of study
  when english less than B2
  set english = next english
event sponsor_lost in temporary by sponsor, adverse
  when sponsored
  set sponsored = no
event new_sponsor in temporary by sponsor
  unless sponsored
  set sponsored = yes
limit curtailed in temporary
  while without_sponsor at most 2 months, then home
start in home
property later: time to settled does not depend on english
"""
"""who knows more of the language settles sooner if the years are over before the other has learned it"""


@pytest.mark.parametrize(
    ("text", "outcome"), [(COUNTED, Outcome.HOLDS), (DELAYED, Outcome.VIOLATED), (WINDOW, Outcome.HOLDS)]
)
def test_two_persons_are_compared_though_many_of_whom_nobody_is_real(text: str, outcome: Outcome) -> None:
    model = model_of(text)
    assert outcome is Portfolio().decide(TransitionSystem(model), model.properties[0]).outcome


@pytest.mark.slow
def test_lives_that_part_and_become_alike_are_found_where_all_pairs_are_too_many_to_be_told() -> None:
    model = model_of(SKILLED)
    verdict = Portfolio().decide(TransitionSystem(model), model.properties[0]).verdict
    assert verdict.outcome is Outcome.VIOLATED
    assert isinstance(verdict.certificate, PairProof)


@pytest.mark.slow
def test_of_lives_that_become_alike_both_are_told() -> None:
    """Where they part, where they meet, and that they begin alike."""
    system = TransitionSystem(model_of(SKILLED))
    place = [item.name for item in system.model.attributes].index("english")

    def alike_but_for_english(one: State, other: State) -> bool:
        return one.clocks == other.clocks and one.attributes[place] < other.attributes[place]

    found = next(parted(system, "english", alike_but_for_english, Budget()))
    interpreter = Interpreter(system.model)
    for start, steps, end in found:
        assert interpreter.is_start(start)
        assert replayed(interpreter, start, steps) is not None
        assert (replayed(interpreter, start, steps) or ())[-1] == end
    assert alike_but_for_english(found[0][2], found[1][2])
    assert not list(parted(system, "english", lambda one, other: False, Budget()))


@pytest.mark.parametrize(("text", "outcome"), [(COUNTED, Outcome.HOLDS), (DELAYED, Outcome.VIOLATED)])
def test_listing_agrees_where_the_readings_are_the_same_without_doubt(text: str, outcome: Outcome) -> None:
    model = model_of(text)
    assert outcome is verdict_of(TransitionSystem(model), model.properties[0].sentence, Budget(work=30_000))


def test_listing_does_not_take_readings_that_it_does_not_tell_apart_for_the_same() -> None:
    """By the time that somebody of `a0 is high` is where one of `a0 is mid` was, it is later than it was then."""
    model = model_of(WINDOW)
    found = verdict_of(TransitionSystem(model), model.properties[0].sentence, Budget(work=30_000))
    assert found is not Outcome.VIOLATED
