"""Small policies whose properties have evidence of every kind, and their verdicts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bcm_formal.model.model import Model
from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.portfolio import Portfolio
from tests.builders.loading import model_of

LADDER = """policy ladder "A ladder with a way off"
  time in years
layer outside
layer inside
actor office
attribute language: none < basic < good, starts none
attribute insured: yes or no, starts any
attribute plan: one of study, work, rest, starts rest
attribute born: one of near, far, fixed
attribute setbacks: 0 to 2, starts 0
clock stay
  runs in inside
  zero in outside
define fresh = setbacks is 0
define speaks = language at least basic
status abroad in outside
status worker in inside
  at most 5 years, then expelled
status settled in inside
status expelled in outside
start in abroad
transition enter from abroad to worker by office
event learn in inside by person
  when language less than good
  set language = next language
event choose in worker by person
  set plan = any
event insure in worker by person
  set insured = yes
event accident in worker by office, adverse
  when setbacks less than 2
  set setbacks = setbacks + 1
  set insured = no
transition settle from worker to settled by office
  when speaks
  and plan is work
  and insured
  and stay at least 3 years
transition expel from worker to expelled by office, adverse
  when setbacks at least 2
property speaks_when_settled: every person in settled has language at least basic
property nobody_settles: no person in settled
property early_worker: every person in worker with stay at most 2 years can reach settled
property in_three_years: every person in abroad can reach settled within 3 years
property in_two_years: every person in abroad can reach settled within 2 years
property alone: every person in worker with stay at most 1 year can reach settled by person
property everybody: every person can reach settled
property back: some person in expelled can reach settled
property somebody: some person can reach settled
property too_long: every person in worker with stay more than 20 years can reach settled
property ends: every person in worker must reach settled, expelled within 5 years
property goes_in: every person in abroad must reach worker
property robust: every person in worker with stay at most 1 year and fresh can reach settled despite 1 adverse events
property fragile: every person in worker with stay at most 1 year and fresh can reach settled despite 3 adverse events
property helps: better language never blocks settled
property fair: path to settled does not depend on born
property entering_settled: every person entering settled has stay at least 3 years
property speaks_first: settled only after speaks
property not_stuck: no dead ends
"""

GATE = """policy gate "A gate for some"
  time in months
layer all
attribute local: yes or no, fixed
attribute money: 0 to 3, starts 0
status outside in all
status inside in all
status margin in all
start in outside
event earn in outside by person
  when money less than 3
  set money = money + 1
transition pass from outside to inside by person
  when local
transition buy from outside to margin by person
  when time_in_status at least 1 year
  and money at least 2
property the_same: path to inside does not depend on local
property quick: every person with local can reach inside within 0 months
property slow: every person in outside can reach inside, margin
property late: every person entering margin has time_in_status at least 1 year
"""


@cache
def ladder() -> Model:
    return model_of(LADDER)


@cache
def gate() -> Model:
    return model_of(GATE)


@cache
def verdicts(text: str | Path) -> tuple[tuple[Asked, Verdict], ...]:
    """Every property of a policy with what it asks and its verdict."""
    model = model_of(text)
    system, portfolio = TransitionSystem(model), Portfolio()
    return tuple((asked_of(system, item), portfolio.decide(system, item).verdict) for item in model.properties)
