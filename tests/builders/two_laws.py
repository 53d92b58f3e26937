"""A law of which tests change a line."""

from __future__ import annotations

LAW = """policy p
  time in months
layer l
layer m
actor office
status a in l
status b in l
status c in m
attribute level: none < A1 < B1, starts none
attribute good: yes or no, starts no
clock stay
  runs in a
parameter wait = 5 months
define ready = stay at least wait
transition go from a to b by office
  when ready
   and level at least A1
transition leave from a, b to c by person
  unless good
event learn in a by person
  when level less than B1
  set level = next level
limit over in b
  while time_in_status at most 10 months, then c
start in a
property p: no dead ends
"""
