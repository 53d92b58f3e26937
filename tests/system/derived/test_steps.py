"""Each step adds what it says, under names of its own, and leaves the rest of the model as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bcm_formal.model.expressions import FALSE, TRUE, Condition, Flag, InStatus, Number, conjunction, negation
from bcm_formal.model.model import Event, Limit, Model
from bcm_formal.model.types import Duration
from bcm_formal.system.derived.steps import (
    Arrived,
    Bounded,
    Derivation,
    Entered,
    Marked,
    Observed,
    Slowed,
    StartsIn,
    StartsWhere,
    Stepped,
    Unobserved,
    bound_clock,
    entry_mark_of,
    made,
    mark_of,
    observer_clock,
    rest_of,
    unused,
    used_mark_of,
)
from bcm_formal.system.state import OBSERVER
from bcm_formal.system.transition_system import ZERO
from tests.builders.loading import model_of

MODEL = model_of(
    """policy p "P"
  time in months
layer l "L"
actor office
attribute ok: yes or no, starts any
clock stay
  runs in b
  zero in a
status a in l
status b in l
status c in l
start in a, b with ok
transition go from a to b by office
event lose in b by office, adverse
  when ok
  set ok = no
event renew in b by office
  set stay = 0 months
limit over
  while in b and stay at most 5 months, then c
"""
)
IN_B: Condition = InStatus(("b",))
OK: Condition = Flag("ok")


def rest(model: Model, *names: str) -> list[object]:
    """What a model has, but for these."""
    return [getattr(model, name) for name in Model.__dataclass_fields__ if name not in names]


def conditions(event: Event) -> list[Condition]:
    return [item.condition for item in event.requirements]


def sets(rule: Event | Limit) -> list[tuple[str, object]]:
    return [(item.name, item.value) for item in rule.assignments]


def test_an_observer_may_set_a_clock_to_zero_anywhere_at_any_time() -> None:
    seen = made(MODEL, Observed())
    assert rest(seen, "clocks", "events") == rest(MODEL, "clocks", "events")
    *clocks, clock = seen.clocks
    *events, event = seen.events
    assert (tuple(clocks), tuple(events)) == (MODEL.clocks, MODEL.events)
    assert (clock.name, clock.runs, clock.zero, clock.start) == (observer_clock(MODEL), TRUE, FALSE, 0)
    assert (event.sources, event.target, event.actor, event.adverse) == (("a", "b", "c"), None, OBSERVER, False)
    assert (conditions(event), sets(event)) == ([], [(clock.name, Number(0, Duration()))])


def test_a_second_observer_has_a_clock_of_its_own() -> None:
    once = made(MODEL, Observed())
    twice = made(once, Observed())
    assert observer_clock(once) != observer_clock(MODEL)
    assert [clock.name for clock in twice.clocks[-2:]] == [observer_clock(MODEL), observer_clock(once)]
    assert len({event.name for event in twice.events}) == len(twice.events)


def test_without_observers_their_events_and_clocks_are_gone() -> None:
    assert made(made(made(MODEL, Observed()), Observed()), Unobserved()) == MODEL
    marked = made(made(MODEL, Marked(IN_B)), Unobserved())
    assert (marked.events, marked.clocks) == (MODEL.events, MODEL.clocks)
    assert marked.attributes[:-1] == MODEL.attributes


def test_a_bound_starts_with_any_reading_and_stands_for_ever() -> None:
    bounded = made(MODEL, Bounded())
    assert rest(bounded, "clocks") == rest(MODEL, "clocks")
    *clocks, bound = bounded.clocks
    assert tuple(clocks) == MODEL.clocks
    assert (bound.name, bound.runs, bound.zero, bound.start) == (bound_clock(MODEL), FALSE, FALSE, None)


def test_who_entered_is_marked_by_each_change_and_each_start() -> None:
    entered = made(MODEL, Entered(IN_B))
    assert rest(entered, "attributes", "events", "limits", "starts") == rest(
        MODEL, "attributes", "events", "limits", "starts"
    )
    *attributes, mark = entered.attributes
    assert (tuple(attributes), mark.name, mark.start) == (MODEL.attributes, entry_mark_of(MODEL), None)
    marked = Flag(mark.name)
    assert [(start.statuses, start.condition) for start in entered.starts] == [
        (("a",), conjunction((OK, negation(marked))))
        if MODEL.starts[0].condition != TRUE
        else (("a",), negation(marked)),
        (("b",), conjunction((OK, marked))),
    ]
    go, lose, renew = entered.events
    assert sets(go)[-1] == (mark.name, negation(IN_B))
    assert [sets(event)[-1] for event in (lose, renew)] == [(mark.name, FALSE)] * 2
    assert sets(entered.limits[0])[-1] == (mark.name, FALSE)


def test_an_observer_does_not_change_who_entered() -> None:
    seen = made(made(MODEL, Observed()), Entered(IN_B))
    assert [sets(event)[-1][0] for event in seen.events if event.actor == OBSERVER] == [observer_clock(MODEL)]


def test_those_who_begin_meet_the_condition_and_what_was_asked_of_them_before() -> None:
    begun = made(MODEL, StartsWhere(conjunction((IN_B, negation(OK)))))
    assert rest(begun, "starts") == rest(MODEL, "starts")
    both = conjunction((OK, negation(OK)))
    assert [(start.statuses, start.condition) for start in begun.starts] == [(("a",), FALSE), (("b",), both)]
    narrower = made(MODEL, StartsWhere(IN_B))
    assert [(start.statuses, start.condition) for start in narrower.starts] == [(("a",), FALSE), (("b",), OK)]


def test_begun_in_one_status_there_is_one_start() -> None:
    begun = made(MODEL, StartsIn("c", negation(OK)))
    assert rest(begun, "starts") == rest(MODEL, "starts")
    assert [(start.statuses, start.condition) for start in begun.starts] == [(("c",), negation(OK))]


def test_a_mark_may_be_set_where_the_condition_holds_and_only_there() -> None:
    marked = made(MODEL, Marked(conjunction((IN_B, OK))))
    assert rest(marked, "attributes", "events") == rest(MODEL, "attributes", "events")
    *attributes, mark = marked.attributes
    *events, event = marked.events
    assert (tuple(attributes), tuple(events)) == (MODEL.attributes, MODEL.events)
    assert (mark.name, mark.start, mark.fixed) == (mark_of(MODEL), False, False)
    assert (event.sources, event.target, event.actor, event.adverse) == (("b",), None, OBSERVER, False)
    assert (conditions(event), sets(event)) == ([conjunction((IN_B, OK))], [(mark.name, TRUE)])


def test_one_step_after_the_mark_nothing_changes_any_more() -> None:
    stepped, marked = made(MODEL, Stepped(IN_B)), made(MODEL, Marked(IN_B))
    used, mark, clock = used_mark_of(MODEL), Flag(mark_of(MODEL)), observer_clock(MODEL)
    fresh = negation(Flag(used))
    assert rest(stepped, "attributes", "clocks", "events", "limits") == rest(
        marked, "attributes", "clocks", "events", "limits"
    )
    assert [(item.name, item.start) for item in stepped.attributes[-2:]] == [(mark_of(MODEL), False), (used, False)]
    assert stepped.attributes[:-1] == marked.attributes
    last = stepped.clocks[-1]
    assert stepped.clocks[:-1] == MODEL.clocks
    assert (last.name, last.runs, last.zero, last.start) == (clock, TRUE, FALSE, 0)
    for before, after in zip(MODEL.events, stepped.events[:-1], strict=True):
        assert conditions(after) == [*conditions(before), fresh]
        assert sets(after) == [*sets(before), (used, mark)]
    assert conditions(stepped.events[-1]) == [IN_B, negation(mark)]
    assert sets(stepped.events[-1]) == [(mark_of(MODEL), TRUE), (clock, ZERO)]
    (limit,) = stepped.limits
    assert limit.condition == conjunction((MODEL.limits[0].condition, fresh))
    assert sets(limit) == [(used, mark)]


def test_no_observer_sees_the_one_step_after_the_mark() -> None:
    observed = made(MODEL, Observed())
    stepped = made(observed, Stepped(IN_B))
    assert stepped.events[0] == observed.events[-1]
    assert [event.name for event in stepped.events[1:-1]] == [event.name for event in MODEL.events]


def test_after_each_change_there_is_a_rest_of_one_unit_in_which_nothing_else_goes_on() -> None:
    slow, resting = made(MODEL, Slowed()), Flag(rest_of(MODEL))
    awake = negation(resting)
    assert rest(slow, "attributes", "clocks", "events", "limits") == rest(
        MODEL, "attributes", "clocks", "events", "limits"
    )
    assert (slow.attributes[-1].name, slow.attributes[-1].start) == (rest_of(MODEL), False)
    *clocks, pause = slow.clocks
    assert [clock.runs for clock in clocks] == [conjunction((clock.runs, awake)) for clock in MODEL.clocks]
    assert (pause.runs, pause.zero, pause.start) == (resting, awake, 0)
    for before, after in zip(MODEL.events, slow.events, strict=True):
        assert conditions(after) == [*conditions(before), awake]
        assert sets(after) == [*sets(before), (rest_of(MODEL), TRUE)]
    over, *ends = slow.limits
    assert over.condition == conjunction((MODEL.limits[0].condition, awake))
    assert sets(over) == [(rest_of(MODEL), TRUE)]
    for end, status in zip(ends, ("a", "b", "c"), strict=True):
        assert (end.statuses, end.target, end.condition) == ((status,), status, resting)
        assert (end.clock, end.bound) == (pause.name, Number(1, Duration()))
        assert sets(end) == [(rest_of(MODEL), FALSE)]
    observed = made(MODEL, Observed())
    assert made(observed, Slowed()).events[-1] == observed.events[-1]


@pytest.mark.parametrize("step", [Observed(), Marked(TRUE), Stepped(TRUE), Slowed()], ids=repr)
def test_what_is_added_twice_has_different_names(step: Derivation) -> None:
    twice = made(made(MODEL, step), step)
    for items in (twice.attributes, twice.clocks, twice.events, twice.limits):
        names = [item.name for item in items]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", ["attributes", "clocks", "events", "limits"])
def test_a_name_is_unused_if_nothing_is_called_so(kind: str) -> None:
    assert unused(MODEL, "x") == "$x"
    items = getattr(MODEL, kind)
    changes: dict[str, Any] = {kind: (*items, replace(items[0], name="$x"))}
    assert unused(replace(MODEL, **changes), "x") == "$x1"


def test_who_arrives_in_a_status_is_marked_until_the_next_change_or_other_step_of_the_law() -> None:
    made_again, mark = made(MODEL, Arrived()), Flag(entry_mark_of(MODEL))
    assert [start.condition for start in made_again.starts] == [
        conjunction((start.condition, mark)) for start in MODEL.starts for _ in start.statuses
    ]
    set_by = {event.name: event.assignments[-1].value for event in made_again.events}
    assert set_by == {"go": negation(InStatus(("b",))), "lose": FALSE, "renew": FALSE}
    assert [limit.assignments[-1].value for limit in made_again.limits] == [negation(InStatus(("c",)))]


def test_who_enters_statuses_is_marked_by_changes_that_lead_into_them_only() -> None:
    made_again = made(MODEL, Entered(IN_B))
    set_by = {event.name: event.assignments[-1].value for event in made_again.events}
    assert set_by == {"go": negation(IN_B), "lose": FALSE, "renew": FALSE}
    assert [limit.assignments[-1].value for limit in made_again.limits] == [FALSE]


def test_a_change_that_keeps_the_status_enters_nothing() -> None:
    made_again = made(MODEL, Entered(negation(IN_B)))
    assert {event.name: event.assignments[-1].value for event in made_again.events} == dict.fromkeys(MODEL.event, FALSE)
    assert [limit.assignments[-1].value for limit in made_again.limits] == [IN_B]
