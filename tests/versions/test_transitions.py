"""Each transitional provision tried alone: whom it saves is what following persons one by one says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bcm_formal.diagnostics import read_source
from bcm_formal.model.expressions import InStatus
from bcm_formal.model.sentences import BetterNeverDelays, Sentence
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions import Regions
from bcm_formal.versions.bridging import bridge
from bcm_formal.versions.change import Change
from bcm_formal.versions.loading import change_of, reforms_of
from bcm_formal.versions.people.accepting import NotShownError, answered
from bcm_formal.versions.people.effects import Rung, Target
from bcm_formal.versions.transitions import Saved, Saves, provisions_in, transitions
from bcm_formal.views.report.transitions import is_undecided
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


# --- where the checker accepts nothing ---


def _silent(monkeypatch: pytest.MonkeyPatch, unknown: Callable[[int], bool]) -> set[tuple[int, Outcome]]:
    """Accept nothing about delays by more than these numbers; the numbers asked about for the rest, and the answers."""
    given: set[tuple[int, Outcome]] = set()

    def answer(system: TransitionSystem, sentence: Sentence, engine: Regions, budget: Budget, solvers: Any) -> Shown:
        if isinstance(sentence, BetterNeverDelays) and unknown(sentence.later):
            raise NotShownError("too much work")
        found = answered(system, sentence, engine, budget, solvers)
        if isinstance(sentence, BetterNeverDelays):
            given.add((sentence.later, found.outcome))
        return found

    monkeypatch.setattr("bcm_formal.versions.transitions.answered", answer)
    return given


CARE = "in skilled with sector is care"


@pytest.mark.parametrize(
    ("line", "unknown", "told"),
    [
        (f"for {CARE}: let qualifying = 15 years", lambda by: by > 0, "not decided"),
        (f"for {CARE}: let qualifying = 15 years", lambda by: by == 119, "not decided"),
        (f"for {CARE}: let qualifying = 15 years", lambda by: 0 < by < 119, "nobody"),
        (f"for {CARE}: let qualifying = 15 years", lambda by: by == -1, "not decided"),
        (f"for {CARE}: let qualifying = 15 years", lambda by: by == 0, "not decided"),
        (f"for {CARE}: let qualifying = 10 years", lambda by: by > 0, "not decided"),
        (f"for {CARE}: let qualifying = 10 years", lambda by: 0 < by < 100, "some 100"),
        (f"for {CARE} and route at least 5 years: keep all", lambda by: by > 0, "not decided"),
        (f"for {CARE} and route at least 5 years: keep all", lambda by: by == 60, "some"),
        (f"for {CARE}: keep all", lambda by: by > 0, "all"),
    ],
)
def test_nobody_is_said_only_where_somebody_was_shown_to_be_as_late(
    line: str, unknown: Callable[[int], bool], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = _silent(monkeypatch, unknown)
    found = transitions(_change("earned_settlement", tmp_path, f"transitional t\n  {line}\n"), rungs=(Rung.TIME,))
    (place,) = [n for n, item in enumerate(found.classes) if "skilled" in item.words and item.most == 120]
    (saved,) = [item.saved[place] for item in found.tried]
    assert _told(saved) == told
    assert is_undecided(found) or "not decided" not in told
    if saved.saves is Saves.NOBODY:
        assert (119, Outcome.VIOLATED) in given
    if saved.later is not None:
        assert (saved.later, Outcome.HOLDS) in given
