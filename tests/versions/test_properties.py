"""Properties before and after a change, and the clauses that make one another."""

from __future__ import annotations

import random

from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.properties import PropertyChange, property_changes, smallest
from tests.builders.changing import change_of

LAW = """policy p
  time in months
layer l
status a in l
status b in l
status c in l
attribute level: none < A1 < B1, starts none
transition go from a to b by person
  when time_in_status at least 3 months
transition on from b to c by person
  when level at least A1
event learn in a by person
  when level less than B1
  set level = next level
start in a
property soon: every person in a can reach b within 4 months
property there: every person in a can reach c
property knows: every person in c has level at least A1
"""


def test_a_verdict_that_flips_is_told_first_with_the_clauses_that_do_it() -> None:
    new = LAW.replace("at least 3 months", "at least 6 months").replace("from b to c", "from a, b to c")
    found = property_changes(change_of(LAW, new))
    assert [item.name for item in found] == ["soon", "there", "knows"]
    assert (found[0].before, found[0].after) == (Outcome.HOLDS, Outcome.VIOLATED)
    assert [clause.words for clause in found[0].clauses] == [
        "`when time_in_status at least 6 months` is added to transition go"
    ]
    assert found[1].clauses == ()


def test_clauses_that_do_it_only_together_are_told_together() -> None:
    """Without learning and with the level asked for nobody gets on; either alone harms nobody."""
    start = LAW.replace("  when level at least A1\n", "")
    new = LAW.replace(LAW[LAW.index("event learn") : LAW.index("start in")], "")
    (found,) = property_changes(change_of(start, new), ["there"])
    assert (found.before, found.after) == (Outcome.HOLDS, Outcome.VIOLATED)
    assert {"event learn", "transition on, + when level at least A1"} == {clause.id for clause in found.clauses}


def test_what_one_law_alone_states_has_one_verdict() -> None:
    (found,) = property_changes(change_of(LAW, LAW.replace("property knows", "property speaks")), ["speaks"])
    assert (found.before, found.after, found.flips) == (None, Outcome.HOLDS, False)


def test_what_is_unknown_or_a_fault_on_either_side_is_undecided_and_no_flip() -> None:
    for open_ in (Outcome.UNKNOWN, Outcome.ENGINE_FAULT):
        for item in (PropertyChange("p", Outcome.HOLDS, open_), PropertyChange("p", open_, Outcome.HOLDS)):
            assert (item.undecided, item.flips) == (True, False)
    assert not PropertyChange("p", Outcome.HOLDS, None).undecided
    assert PropertyChange("p", Outcome.VACUOUS, Outcome.VIOLATED).flips


def test_the_smallest_set_is_one_without_any_of_which_it_is_not_there() -> None:
    draw = random.Random(1)
    for _ in range(200):
        size = draw.randint(1, 12)
        needed = [frozenset(draw.sample(range(size), draw.randint(1, size))) for _ in range(draw.randint(1, 3))]

        def causes(kept: frozenset[int], needed: list[frozenset[int]] = needed) -> bool:
            return any(each <= kept for each in needed)

        found = smallest(range(size), causes)
        assert causes(found)
        assert not any(causes(found - {item}) for item in found)
