"""Each transitional provision tried alone: whom it saves is what following persons one by one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.diagnostics import read_source
from bcm_formal.model.expressions import InStatus
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.bridging import bridge
from bcm_formal.versions.change import Change
from bcm_formal.versions.loading import change_of, reforms_of
from bcm_formal.versions.people.effects import Rung, Target
from bcm_formal.versions.transitions import Saved, Saves, provisions_in, transitions
from tests.builders.running import lay_out
from tests.builders.waiting import Person, first_month

FOLDER = Path(__file__).with_name("published")
PROVISIONS = {
    "for in skilled: keep all": ["all", "all"],
    "for in skilled with route at least 5 years: keep all": ["some", "some"],
    "for in skilled with route at least 3 years: keep qualifying": ["some", "some"],
    "for in skilled: let qualifying = 7 years": ["some 24", "some 24"],
    "for in skilled with sector is care: let qualifying = 10 years": ["some 60", "nobody"],
    "for in skilled with sector is care: keep all": ["all", "nobody"],
    "for in skilled: keep all until 2027-12-31": ["some", "some"],
    "for in skilled with route at least 20 years: keep all": ["nobody", "nobody"],
    "for in skilled: let qualifying = 15 years": ["nobody", "nobody"],
}


def _change(name: str, home: Path, lines: str) -> Change:
    text = (FOLDER / f"{name}_reform.bcm").read_text("utf-8")
    lay_out({f"{name}.bcm": (FOLDER / f"{name}.bcm").read_text("utf-8"), "r.bcm": f"{text}\n{lines}"}, home)
    return change_of(reforms_of([read_source(home / "r.bcm")]))


def _told(saved: Saved) -> str:
    return saved.saves.value + (f" {saved.later}" if saved.later is not None else "")


def _earned(home: Path) -> Change:
    return _change("earned_settlement", home, "transitional t\n" + "".join(f"  {line}\n" for line in PROVISIONS))


def test_whom_each_provision_saves(tmp_path: Path) -> None:
    found = transitions(_earned(tmp_path), rungs=(Rung.TIME,))
    assert found.undecided == ()
    place = [number for number, item in enumerate(found.classes) if "skilled" in item.words]
    assert [(item.least, item.most) for item in (found.classes[number] for number in place)] == [(1, 120), (1, 60)]
    told = {item.clause.words.partition(": ")[2]: [_told(item.saved[n]) for n in place] for item in found.tried}
    assert told == PROVISIONS


def test_who_comes_later_is_saved_by_no_provision(tmp_path: Path) -> None:
    found = transitions(_earned(tmp_path), rungs=(Rung.TIME,))
    outside = [number for number, item in enumerate(found.classes) if "abroad" in item.words]
    assert len(outside) == 2
    assert {item.saved[number].saves for item in found.tried for number in outside} == {Saves.NOBODY}


@pytest.mark.slow
@pytest.mark.parametrize("line", PROVISIONS)
def test_whom_a_provision_saves_is_what_following_persons_says(line: str, tmp_path: Path) -> None:
    found = bridge(_change("earned_settlement", tmp_path, f"transitional t\n  {line}\n"))
    for sector, told, most, months in (("care", 0, 120, range(0, 180, 12)), ("office", 1, 60, range(0, 120, 12))):
        delays = []
        for after in months:
            person = Person("skilled", after, f"sector is {sector}")
            old, new = first_month(found, person.without_reform(), "settled"), first_month(found, person, "settled")
            assert old is not None
            assert new is not None
            delays.append(new - old)
        saves, _, later = PROVISIONS[line][told].partition(" ")
        if saves == "nobody":  # or makes it worse
            assert max(delays) >= most
        else:
            assert max(delays) == (0 if saves == "all" else int(later or most))
        assert (min(delays) <= 0) == (saves in ("all", "some"))


def test_what_is_said_is_what_the_checker_accepted(tmp_path: Path) -> None:
    found = transitions(_earned(tmp_path), rungs=(Rung.TIME,))
    for tried in found.tried:
        for saved in tried.saved:
            assert saved.shown
            outcomes = {item.outcome for item in saved.shown}
            assert Outcome.HOLDS in outcomes or saved.saves is Saves.SOME
            assert Outcome.VIOLATED in outcomes


def test_a_lost_path_is_kept_by_keeping_the_rule(tmp_path: Path) -> None:
    lines = (
        "transitional t\n  for in engineer: keep grant\n"
        "  for in engineer with residence at least 9 years: keep grant\n  for in longest: keep grant\n"
    )
    change = _change("longest_period", tmp_path, lines)
    found = transitions(change, [Target("permanent", InStatus(("pr",)))], (Rung.OWN_STEPS,))
    (place,) = [number for number, item in enumerate(found.classes) if "engineer" in item.words]
    assert [item.saved[place].saves for item in found.tried] == [Saves.ALL, Saves.SOME, Saves.NOBODY]


def test_credit_is_tried_like_a_provision(tmp_path: Path) -> None:
    lines = "move in skilled with sector is care\n  credit 3 years of route for 1 year of route up to 15 years\n"
    change = _change("earned_settlement", tmp_path, lines)
    assert [item.words.split()[0] for item in provisions_in(change)] == ["move"]
    found = transitions(change, rungs=(Rung.TIME,))
    place = [number for number, item in enumerate(found.classes) if "skilled" in item.words]
    assert [_told(found.tried[0].saved[number]) for number in place] == ["some", "nobody"]
