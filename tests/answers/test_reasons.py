"""What is said to stand in the way is what does: nothing else is named where one thing can never be met."""

from __future__ import annotations

from bcm_formal.answers.explanation import Exit
from tests.builders.ladder import answer

OFFICE = """\
policy office "Office"
  time in months
layer inside "Inside"
layer goal "Goal"
actor office
actor firm
attribute order: yes or no, starts yes
attribute employed: yes or no, starts no
attribute member: yes or no, starts no
attribute tired: yes or no, starts no
clock stay
status worker in inside "Worker"
status settled in goal "Settled"
define integrated = order and employed and not tired
transition settle from worker to settled by office
  when integrated
   and member
   and stay at least 5 years
event convicted in worker by firm, adverse
  when order
  set order = no
event hired in worker by firm
  set employed = yes
event join in worker by person
  set member = yes
  set tired = yes
start in worker
"""


def settling(sentence: str, model: str = OFFICE) -> Exit:
    told = answer(sentence, model)
    assert told.explanation is not None
    return next(way for way in told.explanation.places[0].exits if way.rule == "settle")


def test_beside_what_is_never_met_nothing_else_is_told() -> None:
    model = OFFICE.replace("integrated\n   and member", "order\n   and member\n   and not tired")
    blocked = settling("every person in worker with not order can reach settled", model).blocked
    assert [(item.text, item.never) for item in blocked] == [("order", True)]


def test_of_a_requirement_that_is_never_met_the_parts_are_told_that_never_are() -> None:
    blocked = settling("every person in worker with not order can reach settled").blocked
    assert [(item.text, item.never) for item in blocked] == [("integrated", True)]
    assert [(miss.asks, miss.has) for miss in blocked[0].misses] == [("order", "has no")]


def test_what_only_others_could_change_the_person_keeps() -> None:
    blocked = settling("every person in worker with order can reach settled by person, office").blocked
    assert [(item.text, item.never) for item in blocked] == [("integrated", True)]
    assert [(miss.asks, miss.has) for miss in blocked[0].misses] == [("employed", "has no")]


def test_what_a_rule_changes_that_never_opens_the_person_keeps() -> None:
    model = OFFICE.replace("event hired in worker by firm\n", "event hired in worker by office\n  unless order\n")
    blocked = settling("every person in worker with order can reach settled by person, office", model).blocked
    assert [(item.text, item.never) for item in blocked] == [("integrated", True)]


def test_who_is_there_is_told_of_where_nobody_comes_closer() -> None:
    model = OFFICE.replace("order: yes or no", "order: bad < poor < good").replace("starts yes", "starts good")
    model = model.replace("integrated = order", "integrated = order is good").replace("  when order\n", "")
    model = model.replace("set order = no", "set order = previous order")
    blocked = settling("every person in worker with order is bad can reach settled", model).blocked
    assert [(miss.asks, miss.has, miss.short) for miss in blocked[0].misses] == [
        ("order is good", "has bad", "2 levels short")
    ]
