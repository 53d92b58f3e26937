"""Policies to draw, and the comparison with golden files."""

from __future__ import annotations

SMALL = """policy small "A small policy"
  title ja "小さな政策"
  time in months
  in force 2026-04-01
source LAW "The law"
layer outside "Outside"
layer inside "Inside"
  title ja "国内"
layer settled "Settled"
actor office
parameter term = 2 years
  note "assumption"
attribute language: none < basic < good, starts none
attribute employed: yes or no, starts no
clock jobless
  runs while not employed
  zero while employed
clock stay
  runs in inside, settled
  zero in outside
status abroad in outside
status trainee in inside "Trainee"
  title ja "研修生"
  at most term, then abroad
  source LAW "5"
status worker in inside "Worker"
status resident in settled "Resident"
transition enter from abroad to trainee by office
  source LAW "1(2)"
  set employed = yes
transition qualify from trainee to worker by person
  when language at least basic
  unless jobless at least 1 month
transition settle from trainee, worker to resident by office
  title ja "定住する"
  when language at least good
   and employed
   and stay at least 3 years
   and jobless at most 1 month
  source LAW "7"
  source LAW "8"
transition expel from worker to abroad by office, adverse
event study in inside by person
  when language less than good
  set language = next language
event dismissal in inside, settled by employer, adverse
  when employed
  set employed = no
event hiring by employer
  when not employed
  set employed = yes
limit unemployed in inside
  while employed is no and jobless at most 3 months, then abroad
start in abroad
property arrives "Whoever is inside can settle":
  every person in inside can reach settled
property stays "Nobody goes home": no person in abroad with stay at least 1 month
property never_worker "Nobody becomes a worker": no person in worker
""".replace("actor office\n", "actor office\nactor employer\n").replace("employed is no", "not employed")

AWKWARD = r"""policy awkward "Quotes \"and\" <tags> & more"
  title ja "難しい「題名」"
  time in years
source S "S"
layer one "Layer <one> & \\N"
layer two "<b>Layer two</b>"
  title ja "とても長い名前を持つ二番目の層であり一行には収まらない"
attribute ready: yes or no, starts no
status here in one "<here>"
status there in two "C:\\new \"there\""
  title ja "向こう側"
transition go from here to there by person
  title ja "行く"
  when ready
  source S "<1> & \"2\" \\G"
event prepare in here by person
  set ready = yes
start in here
"""


def wide_policy(layers: int = 5, per_layer: int = 5, transitions: int = 60) -> str:
    """A policy of many statuses and transitions, the same each time."""
    lines = ['policy wide "A policy of many rules"', "  time in months", 'source LAW "A law"']
    lines += [f'layer layer{i} "Layer number {i} of the policy"' for i in range(layers)]
    lines += [
        "actor office",
        "actor court",
        "attribute skill: 0 to 5, starts 0",
        "attribute employed: yes or no, starts no",
    ]
    names = [f"status{i}_{k}" for i in range(layers) for k in range(per_layer)]
    for index, name in enumerate(names):
        lines.append(f'status {name} in layer{index // per_layer} "Status {index + 1} in its layer"')
        if index % 4 == 3:
            lines.append("  at most 2 years, then status0_0")
    actors = ("person", "office", "court")
    for number in range(transitions):
        start = (number * 7) % len(names)
        target = (start + (number * 5) % 13 - 3) % len(names)
        target = (target + 1) % len(names) if target == start else target
        several = [(start + step) % len(names) for step in (0, 6, 11, 17, 20)] if number % 10 == 0 else [start]
        places = ", ".join(names[place] for place in several if place != target)
        adverse = ", adverse" if target < start else ""
        lines.append(f"transition move{number} from {places} to {names[target]} by {actors[number % 3]}{adverse}")
        lines.append(f"  when skill at least {number % 5}")
        lines += ["   and employed", "   and time_in_status at least 6 months"] * (number % 2)
        lines.append(f'  source LAW "{number}({number % 9})"')
    lines += ["event learn by person", "  when skill less than 5", "  set skill = skill + 1"]
    lines += ["event hire by office", "  when not employed", "  set employed = yes", "start in status0_0"]
    return "\n".join(lines) + "\n"
