"""A policy of twelve statuses that counts money without bounds, so that the main engine has to pass it on."""

from __future__ import annotations

TEXT = """\
policy savings "Twelve statuses, and savings without bounds"
  time in months

layer abroad    "Abroad"
layer temporary "Temporary stay"
layer business  "Own business"
layer settled   "Settlement"

actor authority
actor employer
actor market

attribute savings:  integer, starts 0
attribute debts:    integer, starts 0
attribute language: 0 to 3, starts 0

clock stay "Total stay"
  runs in temporary, business, settled
  zero in abroad

status outside   in abroad
status departed  in abroad
status trainee   in temporary
  at most 3 years, then departed
status worker    in temporary
  at most 5 years, then departed
status student   in temporary
  at most 4 years, then departed
status seeker    in temporary
  at most 1 year, then departed
status founder   in business
  at most 2 years, then departed
status owner     in business
status partner   in business
status resident  in settled
status longterm  in settled
status permanent in settled

transition enter from outside to trainee by authority
transition study_first from outside to student by authority
transition qualify from trainee to worker by person
  when language at least 1
transition graduate from student to seeker by person
transition hired from seeker to worker by employer
transition found from worker, seeker to founder by person
  when savings at least 50
transition grow from founder to owner by market
  when savings at least 2 * debts + 10
transition join_partner from worker to partner by person
  when savings more than debts
transition buy_out from partner to owner by person
  when savings - debts at least 20
transition settle from worker, owner to resident by authority
  when stay at least 5 years
   and language at least 2
transition stay_on from resident to longterm by authority
  when savings at least debts
transition grant from longterm to permanent by authority
  when stay at least 10 years
   and savings at least 3 * debts
   and language at least 3
transition fail from founder, owner, partner to seeker by market, adverse
  when savings less than debts

event save in temporary, business, settled by person
  set savings = savings + 3
event spend in temporary, business, settled by person
  set savings = savings - 5
event borrow in business by person
  set debts = debts + 4
event bad_year in business by market, adverse
  set savings = any
event pay_back in temporary, business, settled by person
  when debts at least 1
  set debts = debts - 1
  set savings = savings - 1
event study in temporary, business, settled by person
  when language less than 3
  set language = language + 1

start in outside

property permanence "Whoever has settled and saved enough can become permanent":
  every person in settled with savings at least 3 * debts can reach permanent
property residence "Who has a business that is worth something can become a resident":
  every person in owner, partner with savings - debts at least 20 can reach resident
property way_back "Who has left can become a resident again":
  every person in departed can reach resident
property money_first "Nobody founds a business without savings":
  every person entering founder has savings at least 50
property solvent "Everybody becomes permanent with more savings than debts, or none":
  every person entering permanent has savings at least debts or debts less than 0
property anybody "Somebody gets there with debts":
  some person can reach permanent with debts at least 10
"""
