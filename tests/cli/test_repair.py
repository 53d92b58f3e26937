"""`bcm repair` as people use it: each kind of change, what is kept, and what cannot be repaired."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bcm_formal.api.repairing import repair
from bcm_formal.system.asked import asked_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import InvariantProof, StateSet
from bcm_formal.trust.check import fault
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Fault, Refused, Verdict
from bcm_formal.versions.asking import Asking
from tests.builders.running import SOUND, Ran, bcm, lay_out

LAW = """policy ladder "Ladder"
  time in months
  in force 2026-01-01

layer temporary
layer settlement

actor authority

parameter settle_after = 10 years between 2 years and 12 years

attribute clean: yes or no, fixed, starts any

clock residence
  runs in worker

status guest   in temporary
status worker  in temporary
  at most 5 years, then gone
status settled in settlement
status gone    in temporary

transition hire from guest to worker by authority
transition settle from worker to settled by authority
  when residence at least settle_after

start in guest

property settles "Who works can settle":
  every person in worker can reach settled
property late "Nobody settles within four years":
  every person entering settled has residence at least 4 years
property short "Nobody works for more than six years":
  no person in worker with residence more than 6 years
"""
Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def ran(law: str, *args: str) -> Ran:
        lay_out({"m.bcm": law}, tmp_path)
        return bcm(monkeypatch, capfd, "repair", "m.bcm", *args)

    return ran


def found(ran: Ran) -> list[dict[str, object]]:
    document: dict[str, list[dict[str, object]]] = json.loads(ran.out)
    return document["repairs"]


def words(ran: Ran) -> list[str]:
    return [" and ".join(change["words"] for change in item["changes"]) for item in found(ran)]  # type: ignore[attr-defined]


def test_the_smallest_change_of_each_number_is_found_and_what_it_breaks_is_said(run: Run) -> None:
    ran = run(LAW, "-p", "settles", "--format", "json")
    assert ran.code == 0
    repairs = found(ran)
    assert words(ran)[:2] == [
        "`settle_after` is 5 years instead of 10 years",
        "status `worker`: `10 years` instead of `5 years`",
    ]
    assert repairs[0]["verdicts"] == [{"property": "late", "before": "VACUOUS", "after": "HOLDS"}]
    assert repairs[0]["misses"] == ["`settle_after` is 61 months instead of 10 years"]
    assert {"property": "short", "before": "HOLDS", "after": "VIOLATED"} in repairs[1]["verdicts"]  # type: ignore[operator]


def test_scenarios_that_fail_under_a_repair_are_told(run: Run) -> None:
    scenario = """
scenario leaves:
  start in worker
  after 5 years
  expect in gone
"""
    ran = run(LAW + scenario, "-p", "settles", "--format", "json")
    assert ran.code == 0, ran.err
    fails = {each: item["fails"] for each, item in zip(words(ran), found(ran), strict=True)}
    assert fails["status `worker` has no limit any more"] == ["leaves"]
    assert fails["`settle_after` is 5 years instead of 10 years"] == []


def test_what_is_to_be_kept_is_kept(run: Run) -> None:
    ran = run(LAW, "-p", "settles", "--keep", "short", "--keep", "late", "--format", "json")
    assert ran.code == 0
    assert words(ran)[0] == "`settle_after` is 5 years instead of 10 years"
    assert "status `worker`: `10 years` instead of `5 years`" not in words(ran)
    assert json.loads(ran.out)["refused"] > 0


def test_each_repair_is_a_reform_that_reads_back_and_has_the_verdict(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = run(LAW, "-p", "settles", "-o", "reforms")
    assert ran.code == 0
    written = sorted((tmp_path / "reforms").iterdir())
    assert len(written) == 5
    for path in written:
        assert bcm(monkeypatch, capfd, "check", str(path), "--property", "settles").code == 0, path.read_text()
        assert bcm(monkeypatch, capfd, "fmt", "--check", str(path)).code == 0


SETTLE = "  when residence at least settle_after\n"
LIMIT = "  at most 5 years, then gone\n"
STRAIGHT = "every person in worker can"
KINDS = {
    "a requirement that is dropped": (
        LAW.replace(SETTLE, "  when clean\n").replace(LIMIT, ""),
        "transition `settle` no longer asks `clean`",
    ),
    "one of the requirements in a line": (
        LAW.replace(SETTLE, "  when clean and residence at least 1 year\n").replace(LIMIT, ""),
        "transition `settle` no longer asks `clean`",
    ),
    "an exception that is dropped": (
        LAW.replace(SETTLE, "  unless clean\n").replace(LIMIT, ""),
        "transition `settle` is possible also where `clean`",
    ),
    "a clock that runs in one more status": (
        LAW.replace("  runs in worker", "  runs in settled").replace(LIMIT, ""),
        "clock `residence` runs in `worker` as well",
    ),
    "a transition that begins in one more status": (
        LAW.replace(STRAIGHT, "every person in gone can"),
        "transition `hire` may begin in `gone` as well",
    ),
    "a new transition": (
        LAW.replace(STRAIGHT, "every person in gone can").replace("at least settle_after", "is 7 months"),
        "there is a transition from `gone` to `settled` by authority, with no requirement",
    ),
    "a limit of a status that is longer": (
        LAW.replace(STRAIGHT, "every person in worker can"),
        "status `worker`: `10 years` instead of `5 years`",
    ),
    "a limit that is repealed": (LAW, "status `worker` has no limit any more"),
    "a number written in a requirement": (
        LAW.replace("residence at least settle_after", "residence at least 9 years"),
        "transition `settle`: `residence at least 5 years` instead of `residence at least 9 years`",
    ),
}


@pytest.mark.parametrize(("law", "change"), KINDS.values(), ids=KINDS)
def test_each_kind_of_change_is_found(run: Run, law: str, change: str) -> None:
    ran = run(law, "-p", "settles", "--format", "json")
    assert ran.code == 0, ran.err
    assert change in words(ran), words(ran)


TWO_WAYS = """
transition fall from guest to gone by authority
transition slip from guest to gone by authority
"""


def test_two_changes_are_tried_where_no_single_one_is_enough(run: Run) -> None:
    law = LAW.replace(LIMIT, "").replace("\nstart in", TWO_WAYS + "\nstart in")
    ran = run(law, "--goal", "no person in gone", "--format", "json")
    assert ran.code == 0, ran.out
    assert words(ran) == ["transition `fall` is repealed and transition `slip` is repealed"]


def test_of_two_numbers_each_is_as_near_to_what_is_written_as_it_may_be(run: Run) -> None:
    ran = run(SOUND, "--goal", "no person in resident", "--format", "json")
    assert ran.code == 0
    assert words(ran) == [
        "event `study`: `language less than basic` instead of `language less than fluent` and "
        "transition `settle`: `language at least fluent` instead of `language at least basic`"
    ]


def test_that_nothing_repairs_is_said_with_what_was_not_tried(run: Run) -> None:
    ran = run(LAW, "--goal", "no person in guest")
    assert (ran.code, ran.out.splitlines()[0]) == (1, "`goal` is VIOLATED: no repair was found")
    ran = run(LAW, "--goal", "no person in guest, worker", "--tries", "2")
    assert ran.code == 1
    assert "2 changed policies checked" in ran.out
    assert re.search(r"not tried: \d+ single changes, ", ran.out)


def test_a_goal_is_repaired_and_stands_in_the_reform(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = run(LAW, "--goal", "every person in guest can reach settled within 3 years", "-o", "reforms")
    assert ran.code == 0, ran.out + ran.err
    text = (tmp_path / "reforms" / "repair_1.bcm").read_text(encoding="utf-8")
    assert "parameter settle_after = 3 years" in text
    assert "property goal:" in text
    assert bcm(monkeypatch, capfd, "check", "reforms/repair_1.bcm", "--property", "goal").code == 0


def test_what_the_property_speaks_of_is_left_alone(run: Run) -> None:
    law = LAW.replace(STRAIGHT, "every person in worker with residence less than settle_after can")
    ran = run(law, "-p", "settles", "--format", "json")
    assert json.loads(ran.out)["left_alone"] == ["settle_after"]
    assert not any("settle_after` is" in each for each in words(ran))


def test_a_property_that_holds_needs_no_repair(run: Run) -> None:
    ran = run(LAW, "-p", "short")
    assert (ran.code, ran.out) == (0, "`short` holds already: there is nothing to repair\n")


BAD = {
    "neither a property nor a goal": ((), "one of the two"),
    "both": (("-p", "settles", "--goal", "no dead ends"), "one of the two"),
    "an unknown property": (("-p", "settle"), "did you mean `settles`?"),
    "an unknown property to keep": (("-p", "settles", "--keep", "shrt"), "did you mean `short`?"),
    "the same to keep": (("-p", "settles", "--keep", "settles"), "is to be repaired, so it is not kept"),
    "what does not hold to keep": (("-p", "short", "--keep", "settles"), "nothing to keep"),
    "a goal that is no sentence": (("--goal", "everybody is happy"), "BCM1"),
    "a goal of two lines": (("--goal", "no dead ends\nlayer more"), "one sentence on one line"),
    "a goal with an unknown status": (("--goal", "every person in guest can reach setled"), "did you mean `settled`?"),
    "no goal at all": (("--goal", ""), "BCM"),
    "a folder from which the policy cannot be named": (("-p", "settles", "-o", "../away"), "name a folder `reforms`"),
}


@pytest.mark.parametrize(("args", "told"), BAD.values(), ids=BAD)
def test_what_cannot_be_asked_is_said(run: Run, args: tuple[str, ...], told: str) -> None:
    ran = run(LAW, *args)
    assert ran.code == 2
    assert told in ran.err
    assert ran.out == ""


def test_a_reform_is_not_repaired_and_a_file_that_no_reform_can_name_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    run(LAW, "-p", "settles", "-o", "reforms")
    ran = bcm(monkeypatch, capfd, "repair", "reforms/repair_1.bcm", "-p", "settles")
    assert (ran.code, "is a reform" in ran.err) == (2, True)
    (tmp_path / 'a"b.bcm').write_text(LAW, encoding="utf-8")
    ran = bcm(monkeypatch, capfd, "repair", 'a"b.bcm', "-p", "settles", "-o", "others")
    assert (ran.code, "plain file name" in ran.err) == (2, True)


SENTENCES = (
    "every person in worker must reach settled within 2 years",
    "some person in gone can reach settled",
    "no person in worker can reach gone",
    "settled only after clean",
    "every person leaving worker has clean",
    "every person entering settled by authority has clean",
    "time from guest to settled is at most 1 year",
    "better level never delays settled",
    "path to settled does not depend on clean",
    "time to settled does not depend on level",
    "no dead ends",
    "ctl AG (in worker implies EF in settled)",
    "every person in worker can reach settled despite 1 adverse event",
)


@pytest.mark.parametrize("goal", SENTENCES)
def test_every_kind_of_sentence_can_be_a_goal_and_holds_under_what_is_written(
    run: Run, goal: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    law = LAW.replace("clock residence", "attribute level: low < high, fixed, starts any\n\nclock residence")
    law = law.replace(SETTLE, "  when residence at least settle_after\n   and level at least high\n   and clean\n")
    ran = run(law, "--goal", goal, "--tries", "12", "--format", "json", "-o", "reforms")
    assert ran.code in (0, 1, 3), ran.err
    document = json.loads(ran.out)
    assert document["tried"] <= 12
    assert (ran.code == 0) == bool(document["repairs"] or document["verdict"] == "HOLDS")
    for item in document["repairs"]:
        assert bcm(monkeypatch, capfd, "check", item["path"], "--property", "goal").code == 0, item["reform"]


def test_names_that_are_taken_and_unusual_ones_give_sound_reforms(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    law = LAW.replace(STRAIGHT, "every person in gone can").replace("at least settle_after", "is 7 months")
    law = law.replace("property short", "property goal").replace("transition hire", "transition gone_to_settled")
    law = law.replace('settles "Who works can settle"', '定住 "Who \\"works\\""').replace("guest", "été")
    ran = run(law, "-p", "定住", "-o", "reforms")
    assert ran.code == 0, ran.err
    for path in sorted((tmp_path / "reforms").iterdir()):
        assert bcm(monkeypatch, capfd, "check", str(path), "--property", "定住").code == 0, path.read_text("utf-8")
        path.unlink()
    again = run(law, "--goal", "every person in gone can reach settled", "-o", "reforms")
    assert again.code == 0, again.err
    assert "property goal_:" in (tmp_path / "reforms" / "repair_1.bcm").read_text(encoding="utf-8")


def test_where_repairs_cannot_be_written_none_is_searched(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bcm_formal.api.repairing.repair", lambda *_, **__: pytest.fail("a repair is searched"))
    lay_out({"file": "", "reforms/repair_7.bcm": "mine", "free/repair_me.bcm": "mine"}, tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "free")
    for folder, told in {
        "file": "cannot write `file`: it is no folder",
        "far/away": "there is no folder `far`",
        "link": "a symbolic link stands on the way",
        "reforms": "`repair_7.bcm` is there already",
    }.items():
        ran = run(LAW, "-p", "settles", "-o", folder)
        assert (ran.code, ran.out) == (2, ""), folder
        assert told in " ".join(ran.err.split()), folder
    assert (tmp_path / "reforms" / "repair_7.bcm").read_text() == "mine"


def test_repairs_are_written_beside_other_files_and_never_over_those_of_before(run: Run, tmp_path: Path) -> None:
    lay_out({"reforms/repair_me.bcm": "mine"}, tmp_path)
    assert run(LAW, "-p", "settles", "-o", "reforms").code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "reforms").iterdir()}
    assert len(before) == 6
    assert run(LAW, "--goal", "every person in guest can reach settled", "-o", "reforms").code == 2
    assert {path: path.read_bytes() for path in (tmp_path / "reforms").iterdir()} == before


KEPT = """
attribute pts: 0 to 9, starts 0
parameter bar = 2 between 1 and 9
event earn in guest by person
  when pts less than 3
  set pts = pts + 1
transition fall from guest to gone by authority
  when pts at least bar
transition slip from guest to gone by authority
transition rise from guest to worker by authority
  when pts at least bar
property up: some person in guest with pts is 0 can reach worker
"""


def test_two_changes_that_break_what_is_kept_do_not_hide_two_others(tmp_path: Path) -> None:
    law = LAW.replace(LIMIT, "").replace("transition hire from guest to worker by authority\n", "")
    lay_out({"m.bcm": law.replace("\nstart in", KEPT + "\nstart in")}, tmp_path)
    found = repair(str(tmp_path / "m.bcm"), goal="no person in gone", keep=("up",), most=1)
    assert found.refused > 0
    assert [[edit.words for edit in item.edits] for item in found.found] == [
        ["transition `fall` is repealed", "transition `slip` is repealed"]
    ]


FAR = """
attribute pts: 0 to 9, starts 0
attribute coins: 0 to 4, starts 0
parameter bar = 2 between 1 and 9
parameter need = 1 between 1 and 4
event earn in guest by person
  when pts less than 3
  set pts = pts + 1
event coin in guest by person
  when coins less than 3
  set coins = coins + 1
transition fall from guest to gone by authority
  when pts at least bar and coins at least need
transition slip from guest to gone by authority
"""


def test_two_changes_are_told_cheapest_first_however_far_the_values_were_that_were_tried(tmp_path: Path) -> None:
    """`bar` is tried with 9, farther from 2 than 4 is from 1 for `need`, and holds with 4."""
    law = LAW.replace(LIMIT, "").replace("transition hire from guest to worker by authority\n", "")
    lay_out({"m.bcm": law.replace("\nstart in", FAR + "\nstart in")}, tmp_path)
    first, second = repair(str(tmp_path / "m.bcm"), goal="no person in gone", tries=300, most=2).found
    assert [edit.words for edit in first.edits] == ["`bar` is 4 instead of 2", "transition `slip` is repealed"]
    assert [edit.words for edit in second.edits] == ["`need` is 4 instead of 1", "transition `slip` is repealed"]
    assert re.search(r"^reform \w*1\b", first.text, re.MULTILINE), first.text
    assert re.search(r"^reform \w*2\b", second.text, re.MULTILINE), second.text


def refused(asking: Asking, name: str) -> Fault:
    about = asked_of(TransitionSystem(asking.model), asking.model.property[name])
    claim = Claim(Outcome.HOLDS, InvariantProof(StateSet(())), "forger")
    return fault(about, Refused(claim, about.question, "is a lie"))


def test_faults_of_engines_under_changes_leave_open_whether_there_is_a_repair(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(LAW, "--goal", "no person in guest").code == 1
    answered: list[str] = []
    honest = Asking.verdict

    def first_honest(asking: Asking, name: str) -> Verdict:
        answered.append(name)
        return honest(asking, name) if len(answered) == 1 else refused(asking, name)

    monkeypatch.setattr(Asking, "verdict", first_honest)
    ran = run(LAW, "--goal", "no person in guest", "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, told["undecided"], told["tried"]) == (3, len(answered) - 1, len(answered) - 1)


def test_where_an_engine_is_at_fault_nothing_is_searched_and_nothing_decided(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Asking, "verdict", refused)
    ran = run(LAW, "-p", "settles")
    assert (ran.code, ran.out.splitlines()[0]) == (3, "`settles` is not decided, so no repair was looked for")


def test_the_same_text_gives_the_same_bytes(run: Run) -> None:
    first, again = (run(LAW, "-p", "settles", "--format", "json").out for _ in range(2))
    assert first == again
