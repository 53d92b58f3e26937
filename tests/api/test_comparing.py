"""What a change does to people, asked of one target after the other or by several processes at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bcm_formal.api.comparing import Wanted, compare
from bcm_formal.processes import sharing
from bcm_formal.processes.allowance import Allowance
from bcm_formal.versions.people import people as module
from bcm_formal.versions.people.effects import Effect, What
from bcm_formal.versions.people.people import RUNGS, effects_of
from bcm_formal.versions.people.targets import target_named
from bcm_formal.views.report.people import exit_code, people_json
from tests.builders.changing import change_of

OLD = """\
policy p "P"
  time in months
layer l
attribute good: yes or no, starts any
clock stay
status a in l
status b in l
  at most 5 months, then a
status c in l
transition go from a to b by person
  when stay at least 2 months
transition on from b to c by person
  when good
event learn in b by person
  set good = yes
start in a
property p:
  every person can reach c
"""
NEW = OLD.replace("2 months", "4 months")


def test_it_does_not_matter_which_process_asks_about_a_target(monkeypatch: pytest.MonkeyPatch) -> None:
    change, names = change_of(OLD, NEW), ("c", "b")
    by_copies = compare(change, people=Wanted(targets=names))
    monkeypatch.setattr(sharing, "can_fork", lambda: False)
    here = compare(change, people=Wanted(targets=names))
    assert by_copies.people is not None
    assert here.people is not None
    assert {row.what for row in here.people} >= {What.LATER, What.LOSES, What.UNAFFECTED}
    model = here.bridge.model
    assert people_json(model, by_copies.people) == people_json(model, here.people)
    targets = [target for name in names if (target := target_named(here.bridge, name)) is not None]
    assert people_json(model, effects_of(change, targets)) == people_json(model, here.people)


def test_a_target_whose_process_has_no_memory_is_not_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object) -> tuple[Effect, ...]:
        raise MemoryError

    monkeypatch.setattr(module._Asking, "effects", ended)
    found = compare(change_of(OLD, NEW), people=Wanted(targets=("c",)))
    assert found.people is not None
    assert [(row.rung, row.what) for row in found.people] == [(rung, What.UNDECIDED) for rung in RUNGS]
    assert {row.undecided for row in found.people} == {"ran out of memory"}
    assert exit_code(found.people, None) == 3


def test_what_was_told_before_a_process_ended_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = compare(change_of(OLD, NEW), people=Wanted(targets=("c",), rungs=("time",)))
    assert whole.people is not None
    plain = module._OnOneRung.effects

    def ended(self: module._OnOneRung) -> Iterator[Effect]:
        yield next(plain(self))
        raise MemoryError

    monkeypatch.setattr(module._OnOneRung, "effects", ended)
    found = compare(change_of(OLD, NEW), people=Wanted(targets=("c",), rungs=("time",)))
    assert found.people is not None
    first, rest = found.people
    assert (first.what, first.words, first.clauses) == (
        whole.people[0].what,
        whole.people[0].words,
        whole.people[0].clauses,
    )
    assert (rest.what, rest.words, rest.undecided) == (What.UNDECIDED, "everybody else", "ran out of memory")
    assert exit_code(found.people, None) == 3


def test_no_more_time_is_taken_than_is_allowed() -> None:
    found = compare(change_of(OLD, NEW), people=Wanted(targets=("c",), allowance=Allowance(timeout=0)))
    assert found.people is not None
    assert [(row.rung, row.what) for row in found.people] == [(rung, What.UNDECIDED) for rung in RUNGS]
    assert all("--timeout asked" in (row.undecided or "") for row in found.people)
