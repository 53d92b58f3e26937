"""Policies that tests of several folders speak of."""

from __future__ import annotations

WORKERS = """\
policy workers "Workers"
  time in months
layer outside "Outside"
layer inside "Inside"
layer goal "Goal"
actor office
attribute sector: one of food, care, fixed, starts any
attribute language: none < basic < good, starts none
attribute member: yes or no, starts no
attribute barred: yes or no, starts no
attribute points: integer, starts any
clock stay
  runs in inside
  zero in outside
status abroad in outside
status worker in inside
  at most 5 years, then abroad
status pr in goal
transition enter from abroad to worker by office
  when not barred
transition grant from worker to pr by office
  when stay at least 2 years
   and sector is food
   and language at least basic
transition retire from pr to abroad by person
  when points at least 3
event study in worker by person
  when language less than good
  set language = next language
event join in worker by person
  when not member
  set member = yes
event break_rule in worker by person, adverse
  when not barred
  set barred = yes
event win in abroad by person
  when points at least 1
  set points = points + 2
limit dismissed in worker
  while member and stay at most 18 months, then abroad
start in abroad
property sector: path to pr does not depend on sector
property language: path to pr does not depend on language
property barred: better barred never blocks pr
property member: better member never blocks pr
property points: better points never blocks abroad
property back: path to abroad does not depend on points
"""

QUEUE = """\
policy queue "Queue"
  time in months
layer hall "Hall"
attribute ticket: yes or no, starts no
attribute called: yes or no, starts no
clock waited
status waiting in hall
status served in hall
event pull in waiting by person
  when waited at most 1 month
  set ticket = yes
transition serve from waiting to served by law
  when waited at most 2 months or not ticket
start in waiting
property ticket: better ticket never blocks served
property both: path to served does not depend on ticket
"""

TURNS = """\
policy turns "Turns"
  time in months
layer all
attribute called: yes or no, fixed
status waiting in all
status served in all
status chosen in all
transition serve from waiting to served by law
  when time_in_status at least (if called then 1 month else 4 months)
transition choose from waiting to chosen by law
  when called
start in waiting
property sooner: time to served does not depend on called
property in_two: path to served within 2 months does not depend on called
property never: time to chosen does not depend on called
property better: better called never delays served
"""

WAYS = """\
policy ways "Ways to settle"
  time in months
layer out "Abroad"
layer inside "Inside"
layer goal "Settled"
actor office "the office"
attribute trade: one of care, food, art, fixed, starts any
clock lawful "Lawful residence"
  runs in inside
status abroad in out "Abroad"
status student in inside "Student"
status worker in inside "Worker"
status skilled in inside "Skilled worker"
status settled in goal "Settled"
transition study "Enrolment" from abroad to student by office
  when trade is art
transition hire "Hired" from abroad to worker by office
  when trade is care or trade is food
transition graduate "Graduation" from student to skilled by person
  when time_in_status at least 3 years
transition promote "Promotion" from worker to skilled by office
  when trade is food and time_in_status at least 1 year
transition settle "Settlement" from skilled to settled by office
  when lawful at least 4 years
transition settle_worker "Settlement of workers" from worker to settled by office
  when trade is care and lawful at least 5 years
start in abroad
property settles "Everybody can settle":
  every person in abroad can reach settled
"""

STUDIES = """\
policy studies "Studies"
  time in months
layer outside "Outside"
layer school "School"
layer goal "Goal"
actor office
attribute language: none < basic < good, starts none
attribute gifted: yes or no, fixed, starts any
clock course
  runs in pupil
  zero in abroad
status abroad in outside
status pupil in school
  at most 36 months, then abroad
status idle in school
status hidden in school
status done in goal
transition enrol from abroad to pupil by office
transition finish from pupil to done by office
  when course at least 24 months or gifted and course at least 12 months
transition drop_out from pupil to idle by person
transition wait_long from hidden to done by person
start in abroad
property finish: every person can reach done
property early: every person in pupil can reach done within 3 months
property alone: every person in abroad can reach done by person
property steady: every person in pupil with course at least 6 months can reach done
"""

NUMBERS = """\
policy numbers "Numbers"
  time in months
layer l "L"
status a "A" in l
status b "B" in l
status c "C" in l
parameter after = 3 years between 1 year and 10 years
parameter need = 2 between 0 and 5
parameter cap = 5 years between 1 year and 8 years
attribute pts: 0 to 4, starts 0
clock residence
start in a
event earn
  in a
  by person
  when pts less than 3
  set pts = pts + 1
transition go
  from a to b
  by person
  when residence at least after
   and pts at least need
limit out in a
  while residence at most cap, then c
property reach: every person in a can reach b
property slow: every person entering b has residence at least 30 months
property points: every person entering b has pts at least 2
property somebody: some person in a can reach b
property late: no person in a can reach b
"""
DOUBTFUL = """\
actor office
transition on
  from b to c
  by office
  confidence low
transition over
  from a to c
  by office
  note "assumption: nobody has looked it up"
property on_to_c: every person in b can reach c
"""
"""rules of `NUMBERS` that may be wrong, and a property that needs one of them"""

SOURCED = """policy stay "Stay"
  time in months
  in force 2026-01-01

source ACT "Act on Residence" url "https://law.example/act" checked 2025-11-27
source OLD "Guide of before" url "https://law.example/old" checked 2025-11-26
source TOLD "What an adviser told" checked 2026-11-27
source SEEN "A page that nobody dated" url "https://law.example/page"

layer inside

actor authority

parameter wait = 5 years
  source ACT "section 3"
  confidence high
parameter grace = 3 months
  confidence assumed

attribute works: yes or no, starts any
  source SEEN

clock residence
clock spare
  note "assumption: it runs"
window away "Away": counts while not works over 2 months in 2 parts
  source TOLD
  confidence low

status guest in inside
  at most 10 years, then settled
  source OLD
  confidence medium
status settled in inside

define long_enough = residence at least wait

event learn in guest by person
  takes 2 months
  set works = yes
  confidence low
transition settle from guest to settled by authority
  when long_enough and away at most 1 month
  source ACT "section 4"
  source TOLD
limit idle in guest
  while not works and residence at most grace, then settled

start in guest

property path "Everybody may settle":
  every person in guest can reach settled
  source ACT "section 1"
scenario life
  start in guest with works
  expect in guest
  source TOLD
"""
"""rules with a source and without, of every kind; sources with what they may lack"""
