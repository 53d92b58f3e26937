"""A first model to change: small and sound, with two properties that hold and a scenario that passes."""

from __future__ import annotations

import datetime


def first_model(name: str, today: datetime.date) -> str:
    """The text of a model called `name`, in canonical form."""
    title = name.replace("_", " ").capitalize()
    return TEMPLATE.format(name=name, title=title, day=today.isoformat())


TEMPLATE = """\
policy {name} "{title}"
  time in months

source LAW "The law or guideline this formalises" checked {day}

layer outside   "Outside the country"
layer temporary "Temporary stay"
layer permanent "Permanent residence"

actor authority

parameter years_needed = 5 years between 1 year and 10 years
  note "assumption: replace it by what the law says"

attribute language: none < basic < fluent, starts none
attribute employed: yes or no, starts no

clock residence "Lawful residence"
  runs in temporary
  zero in outside

status abroad   in outside   "Abroad"
status worker   in temporary "Worker"
status resident in permanent "Permanent resident"

transition enter from abroad to worker by authority
  set employed = yes
transition settle from worker to resident by authority
  when residence at least years_needed
   and language at least basic
   and employed
  source LAW "the article that says so"
event study in temporary by person
  when language less than fluent
  set language = next language
event job_loss in temporary by authority, adverse
  when employed
  set employed = no
transition leave from worker to abroad by person

start in abroad

property everybody_has_a_path "Every worker can become a permanent resident":
  every person in temporary can reach permanent
property permanence_is_earned "Who becomes a permanent resident speaks the language":
  every person entering permanent has language at least basic

scenario five_years "Five years of work and some study are enough"
  start in abroad
  enter
  study
  after 5 years: settle
  expect in resident
"""
