"""RESIDENCE(n, m): one ladder from temporary work to permanence, with stays of up to n and up to m months.

Only the two numbers differ between members of the family, so a method for which time costs nothing takes as long for
ten months as for fourteen thousand.
"""

from __future__ import annotations

SIZES = ((10, 5), (60, 24), (120, 60), (480, 120), (14600, 3650))

_TEXT = """\
policy residence "RESIDENCE({n}, {m})"
  time in months

layer abroad    "Abroad"
layer temporary "Temporary work"
layer skilled_work "Skilled work"
layer settled   "Settlement"

actor authority
actor employer

attribute language:   0 to 5, starts 0
attribute ties:       0 to 4, starts 0
attribute employed:   yes or no, starts no
attribute taxes:      yes or no, starts no
attribute insurance:  yes or no, starts no

clock stay "Total stay"
  runs in temporary, skilled_work, settled
clock jobless
  runs while not employed
  zero while employed or in abroad

status outside in abroad
status temp1 in temporary
  at most {m} months, then departed
status temp2 in temporary
  at most {m} months, then departed
status skilled in skilled_work
status longterm in settled
status permanent in settled
status departed in abroad

transition enter from outside to temp1 by authority
  set employed = yes
transition renew from temp1 to temp2 by authority
  when time_in_status at least {fifth} months
   and language at least 1
transition qualify from temp2 to skilled by authority
  when language at least 3
   and employed
transition settle from skilled to longterm by authority
  when stay at least {half} months
   and language at least 3
   and employed
   and taxes
transition grant from longterm to permanent by authority
  when stay at least {n} months
   and taxes
   and insurance
   and language at least 4
   and ties at least 2

limit unemployed in temporary, skilled_work
  while jobless at most 3 months, then departed

event study in temporary, skilled_work, settled by person
  set language = language + 1
event join_in in temporary, skilled_work, settled by person
  set ties = ties + 1
event find_work in temporary, skilled_work, settled by person
  set employed = yes
event lose_work in temporary, skilled_work, settled by employer, adverse
  set employed = no
event pay_taxes in temporary, skilled_work, settled by person
  set taxes = yes
event owe_taxes in temporary, skilled_work, settled by person, adverse
  set taxes = no
event insure in temporary, skilled_work, settled by person
  set insurance = yes
event lapse in temporary, skilled_work, settled by person, adverse
  set insurance = no

start in outside

property permanence "Who speaks well enough in long-term residence can become permanent":
  every person in longterm with language at least 4 can reach permanent
"""


def residence(n: int, m: int) -> str:
    """The model text of RESIDENCE(n, m). A fifth of m and half of n are rounded down."""
    return _TEXT.format(n=n, m=m, fifth=m // 5, half=n // 2)
