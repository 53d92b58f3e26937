"""A small law of residence with renewals, a language, and a limit that ends a stay: lives of it are drawn and told."""

from __future__ import annotations

STAY = """\
policy stay "Stay"
  time in months
layer out "Abroad"
layer inside "Inside"
actor office "The office"
parameter settle_after = 5 years
attribute tongue "Language": none < some < good, starts none
attribute granted: one of 1 year, 3 years, starts 1 year
attribute trade: one of care, food, starts any
clock lawful "Lawful residence"
  runs in inside
  zero in out
clock period "Time since the grant"
  runs in inside
status abroad in out "Abroad"
status guest in inside "Guest"
status settled in inside "Settled"
transition enter "Entry" from abroad to guest by office
event renew "Renewal" in guest by office
  when period at least granted - 2 months
  set granted = any
  set period = 0 months
event learn in guest by person
  when tongue less than good
  set tongue = next tongue
event forget in guest by office, adverse
  when tongue more than none
  set tongue = previous tongue
transition settle "Settlement" from guest to settled by office
  when lawful at least settle_after
   and tongue is good
   and trade is food
limit lapse in guest
  while period at most granted, then abroad
start in abroad
property food_only "Everybody can settle": every person in guest can reach settled
property trades "The trade does not matter": path to settled does not depend on trade
property soon "Settled soon": every person in guest must reach settled within 2 years
property settles "Everybody settles in the end": every person in guest must reach settled
property some "Somebody settles": some person in abroad can reach settled within 6 years
property open_to_food "Food leads on": every person in guest with trade is food can reach settled
property no_good "Nobody learns": no person with tongue is good
scenario five_years "Five years of food"
  start in abroad with trade is food
  enter
  after 12 months: renew with granted is 3 years
  learn
  learn
  after 36 months: renew with granted is 1 year
  after 12 months: settle
  expect in settled
scenario too_early "Too early"
  start in abroad with trade is food
  enter
  after 10 months: renew with granted is 3 years
  after 35 months: settle
"""
