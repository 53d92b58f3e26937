"""`bcm diff`, `bcm bisect` and `bcm export bridge` as people use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bcm_formal.api import changing
from bcm_formal.diagnostics import Source
from bcm_formal.language.files import source_of_file
from bcm_formal.model.load import load
from bcm_formal.model.sentences import BetterNeverDelays, Sentence
from bcm_formal.processes import sharing
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.verdict import Shown
from bcm_formal.versions.people.accepting import NotShownError, answered
from tests.builders.running import Ran, bcm, lay_out

LAW = """policy ladder "Ladder"
  time in months
  in force 2026-01-01

source ACT "Act on Residence"

layer temporary
layer settlement

actor authority

parameter settle_after = 5 years
  in force before 2027-04-01
  source ACT "article 7"
parameter settle_after = 8 years
  in force from 2027-04-01
  source ACT "article 7, as amended"

attribute language: none < A1 < B1, starts none

clock residence

status worker  in temporary
status settled in settlement

transition settle from worker to settled by authority
  when residence at least settle_after
   and language at least A1
event learn in worker by person
  when language less than B1
  set language = next language

start in worker

property soon "Settled within six years":
  every person in worker with residence is 0 months can reach settled within 6 years
"""
Say = Callable[..., Ran]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Say:
    """Runs `bcm` beside `old.bcm` and `new.bcm`, which is shorter and asks for more."""
    new = LAW.replace("= 5 years", "= 4 years").replace("at least A1", "at least B1")
    lay_out({"old.bcm": LAW, "new.bcm": new, "same.bcm": LAW.replace("at least A1", "more than none")}, tmp_path)
    monkeypatch.chdir(tmp_path)
    return lambda *args: bcm(monkeypatch, capfd, *args)


@pytest.mark.parametrize("more", [(), ("--transitions",)])
@pytest.mark.parametrize(
    ("place", "told"), [("nowhere/a.txt", "there is no folder `nowhere`"), ("link.txt", "it is a symbolic link")]
)
def test_where_the_result_cannot_be_written_nothing_is_compared(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, told: str, more: tuple[str, ...]
) -> None:
    for work in ("bcm_formal.api.comparing.compare", "bcm_formal.versions.transitions.transitions"):
        monkeypatch.setattr(work, lambda *_, **__: pytest.fail("laws are compared"))
    (tmp_path / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    ran = say("diff", "old.bcm", "new.bcm", "-o", place, *more)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_two_files_are_compared(say: Say) -> None:
    ran = say("diff", "old.bcm", "new.bcm")
    assert ran.code == 0
    assert ran.out.startswith("2 changes in the text: 2 changed\n")
    assert "`4 years` instead of `5 years`" in ran.out
    assert "no longer for: in worker and residence at least 5 years and language at least A1" in ran.out
    assert "newly for: in worker and residence at least 4 years and language at least B1" in ran.out


def test_two_days_of_one_file_are_compared_with_their_sources(say: Say) -> None:
    ran = say("diff", "old.bcm", "--from", "2027-03-31", "--to", "2027-04-01")
    assert "`8 years` instead of `5 years`" in ran.out
    assert "source ACT article 7, as amended" in ran.out
    assert "−    transition settle  tightened" in ran.out
    assert say("diff", "old.bcm", "--from", "2026-03-01", "--to", "2027-03-01").out == "the two laws say the same\n"


def test_that_two_laws_mean_the_same_is_proved_or_a_life_is_shown(say: Say) -> None:
    ran = say("diff", "old.bcm", "same.bcm", "--equivalent")
    assert (ran.code, "✓ both laws mean the same for everybody" in ran.out) == (0, True)
    ran = say("diff", "old.bcm", "new.bcm", "--equivalent")
    assert (ran.code, "✗ the laws do not mean the same: `settle` is possible" in ran.out) == (1, True)
    assert "learn" in ran.out


def test_a_property_that_flips_is_told_with_the_clause_that_does_it(say: Say) -> None:
    ran = say("diff", "old.bcm", "--from", "2027-03-31", "--to", "2027-04-01", "-p", "soon")
    assert "soon: HOLDS → VIOLATED\n     by parameter settle_after is `8 years` instead of `5 years`" in ran.out
    ran = say("diff", "old.bcm", "--from", "2027-03-31", "--to", "2027-04-01", "-p", "son")
    assert (ran.code, "did you mean `soon`" in ran.err) == (2, True)


def test_who_gains_and_who_loses_is_told_and_may_make_a_run_fail(say: Say) -> None:
    days = ("diff", "old.bcm", "--from", "2027-03-31", "--to", "2027-04-01")
    ran = say(*days, "--people")
    assert (ran.code, "On the way to settle" in ran.out) == (0, True)
    assert "later by 1 month to 3 years" in ran.out
    assert say(*days, "--fail-on", "delayed").code == 1
    assert say(*days, "--target", "settlement", "--fail-on", "any").code == 1
    assert say("diff", "old.bcm", "same.bcm", "--fail-on", "any").code == 0
    ran = say(*days, "--target", "setled")
    assert (ran.code, "did you mean `settled`" in ran.err) == (2, True)


def test_a_change_is_written_for_a_pull_request_and_as_json(say: Say) -> None:
    ran = say("diff", "old.bcm", "new.bcm", "--format", "markdown", "-o", "out.md")
    assert (ran.code, ran.out) == (0, "")
    assert "| transition settle | changed |" in Path("out.md").read_text("utf-8")
    document = json.loads(say("diff", "old.bcm", "new.bcm", "--format", "json").out)
    assert [item["what"] for item in document["text"]] == ["parameter settle_after", "transition settle"]


@pytest.mark.parametrize("form", ["svg", "png", "pdf", "dot", "mermaid"])
def test_both_laws_are_drawn(say: Say, form: str) -> None:
    ran = say("diff", "old.bcm", "new.bcm", "--format", form, "-o", "picture")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    begins = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"digraph ladder", "mermaid": b"---\ntitle: "}
    assert Path("picture").read_bytes().lstrip().startswith(begins[form])
    if form in ("svg", "dot", "mermaid"):
        assert say("diff", "old.bcm", "new.bcm", "--format", form).out == Path("picture").read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--format", "svg", "--people"), "a picture shows the laws"),
        (("--format", "svg", "--transitions"), "a picture shows the laws"),
        (("--format", "dot", "-p", "soon"), "a picture shows the laws"),
        (("--format", "png"), "name a file for a png: `-o change.png`"),
        (("--whole",), "it belongs to a picture, as `--format svg`"),
    ],
)
def test_what_a_picture_cannot_show_is_said(say: Say, args: tuple[str, ...], says: str) -> None:
    ran = say("diff", "old.bcm", "new.bcm", *args)
    assert (ran.code, ran.out, says in ran.err) == (2, "", True)


def test_for_a_pull_request_the_lines_that_changed_are_drawn_and_nothing_breaks_out_of_the_block(say: Say) -> None:
    hostile = LAW.replace("to settled by authority", 'to settled by authority "``` end <script> $(x)"')
    Path("hostile.bcm").write_text(hostile.replace("= 5 years", "= 4 years"), "utf-8")
    text = say("diff", "old.bcm", "hostile.bcm", "--format", "markdown").out
    assert text.count("```") == 2
    _, block, rest = text.split("```")
    assert block.startswith("mermaid\n---\ntitle: ")
    assert "+ loosened" in block
    assert "<script>" not in text
    assert rest == "\n"
    assert "```" not in say("diff", "old.bcm", "same.bcm", "--format", "markdown").out


REFORM = """reform r "R" of "old.bcm"
  in force 2026-06-01

source LAW "Reform Act"

"""
MOVE, KEEP = "move in worker to settled", "transitional t: for in worker: let settle_after = 7 years"
OF_THE_DAY = f'{MOVE}\n  source LAW "article 3"\n\ntransitional t\n  {KEEP.partition(": ")[2]}\n'


def test_moves_and_transitional_provisions_are_changes_of_the_text(say: Say) -> None:
    Path("r.bcm").write_text(REFORM + OF_THE_DAY, "utf-8")
    text = say("diff", "old.bcm", "r.bcm").out
    assert text.startswith("2 changes in the text: 2 added\n")
    assert f"{MOVE}  added\n     source LAW article 3\n" in text
    assert f"{KEEP}  added\n" in text
    rows = say("diff", "old.bcm", "r.bcm", "--format", "markdown").out
    assert f"| {MOVE} | added | source LAW article 3 |" in rows
    assert f"| {KEEP} | added |" in rows
    document = json.loads(say("diff", "old.bcm", "r.bcm", "--format", "json").out)
    assert [(item["what"], item["kind"], item["path"], item["line"]) for item in document["text"]] == [
        (MOVE, "added", "r.bcm", 6),
        (KEEP, "added", "r.bcm", 10),
    ]
    assert document["text"][0]["sources"] == [{"source": "LAW", "pinpoint": "article 3"}]


@pytest.mark.parametrize(
    ("lines", "code", "says"),
    [
        (OF_THE_DAY, 1, f"✗ the laws do not mean the same: `{MOVE}` changes something"),
        ("move in settled to worker\n", 1, "✗ the laws do not mean the same: `move in settled to worker`"),
        (f"transitional t\n  {KEEP.partition(': ')[2]}\n", 1, "✗ the laws do not mean the same: `settle`"),
        ("move in settled to settled\n", 3, "? it is not decided whether they mean the same: "),
        ("transitional t\n  for in settled: let settle_after = 7 years\n", 3, "? it is not decided"),
    ],
)
def test_laws_with_moves_or_provisions_are_never_said_to_mean_the_same(
    say: Say, lines: str, code: int, says: str
) -> None:
    Path("r.bcm").write_text(REFORM + lines, "utf-8")
    ran = say("diff", "old.bcm", "r.bcm", "--equivalent")
    assert (ran.code, says in ran.out) == (code, True)


def test_the_bridge_is_a_policy_of_its_own(say: Say) -> None:
    ran = say("export", "bridge", "old.bcm", "new.bcm", "-o", "bridge.bcm")
    assert (ran.code, ran.out) == (0, "")
    text = Path("bridge.bcm").read_text("utf-8")
    asked = text + "\nproperty change: time to settled does not depend on regime\n"
    Path("asked.bcm").write_text(asked, "utf-8")
    model = load(Path("asked.bcm"))[0]
    assert model is not None
    assert {"settle", "settle_new", "learn", "enters_into_force"} == set(model.event)
    assert say("check", "asked.bcm", "--fresh").code == 1
    assert say("fmt", "--check", "bridge.bcm").code == 0


def test_since_which_day_a_property_is_broken(say: Say) -> None:
    ran = say("bisect", "old.bcm", "-p", "soon")
    lines = "2026-01-01: HOLDS\n2027-04-01: VIOLATED\n    parameter settle_after is `8 years` instead of `5 years`\n"
    assert (1, lines) == (ran.code, ran.out)
    assert say("bisect", "old.bcm", "-p", "soon", "--to", "2027-01-01").code == 0
    Path("alone").mkdir()
    Path("old.bcm").rename("alone/old.bcm")
    ran = say("bisect", "alone", "-p", "soon")
    assert (1, lines) == (ran.code, ran.out)


def test_a_day_whose_law_cannot_be_read_has_no_verdict_and_no_clauses(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LAW.replace("in force before 2027-04-01", "repealed 2027-04-01").replace("= 8 years", "= 4 years")
    text = text.replace("in force from 2027-04-01", "in force from 2027-06-01 until 2027-12-31")
    Path("gap.bcm").write_text(text + "parameter settle_after = 9 years\n  in force from 2028-01-01\n")
    read: list[Path] = []

    def counted(path: Path) -> Source:
        read.append(path)
        return source_of_file(path)

    monkeypatch.setattr(changing, "source_of_file", counted)
    ran = say("bisect", "gap.bcm", "-p", "soon")
    assert ran.out.splitlines() == [
        "2026-01-01: HOLDS",
        "2027-04-01: no verdict: it cannot be read, or does not state the property",
        "2027-06-01: HOLDS",
        "2028-01-01: VIOLATED",
        "    parameter settle_after is `9 years` instead of `4 years`",
    ]
    assert (ran.code, read) == (1, [Path("gap.bcm")])


def test_of_people_no_more_is_asked_than_is_allowed(say: Say) -> None:
    ran = say("diff", "old.bcm", "new.bcm", "--people", "--timeout", "1ms")
    assert (ran.code, ran.err) == (3, "")
    assert "time: not decided: stopped after 0.001 seconds, as --timeout asked" in ran.out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("diff", "old.bcm"), "name the new policy as well"),
        (("diff", "old.bcm", "nowhere.bcm"), "nowhere.bcm"),
        (("diff", "old.bcm", "main:new.bcm"), "git"),
        (("diff", "old.bcm", "new.bcm", "old.bcm"), "name two policies"),
        (("diff", "old.bcm", "--from", "2027-04-01", "--to", "2027-03-31"), "before the old one"),
        (("diff", "old.bcm", "new.bcm", "--timeout", "5s"), "only --people has limits"),
        (("diff", "old.bcm", "--from", "soon", "--to", "2027-03-31"), "is not a date"),
        (("export", "json", "old.bcm", "new.bcm"), "name one model"),
        (("export", "smv", "old.bcm", "--from", "2027-01-01"), "only a bridge"),
        (("bisect", "old.bcm", "-p", "nothing"), "no property `nothing`"),
        (("bisect", "old.bcm", "-p", "soon", "--from", "2027-04-01", "--to", "2027-03-31"), "before the old one"),
        (("bisect", "old.bcm", "-p", "soon", "--to", "2025-12-31"), "before the old one, that of `2026-01-01`"),
        (("bisect", ".", "-p", "soon"), "is a directory"),
        (("bisect", "old.bcm", "-p", "soon", "--commits", "main"), "is not A..B"),
        (("bisect", "old.bcm", "-p", "soon", "--commits", "a..b", "--from", "2027-01-01"), "commits have no days"),
    ],
)
def test_what_cannot_be_compared_is_said(say: Say, args: tuple[str, ...], says: str) -> None:
    ran = say(*args)
    assert ran.code == 2
    assert says in ran.err


def test_laws_in_which_time_passes_otherwise_are_not_compared(say: Say) -> None:
    Path("weeks.bcm").write_text("policy w\n  time in weeks\nlayer l\nstatus a in l\nstart in a\n")
    ran = say("diff", "old.bcm", "weeks.bcm")
    assert (ran.code, "time is in months in the old law, and in weeks in the new one" in ran.err) == (2, True)


def test_an_attribute_with_other_values_is_said(say: Say) -> None:
    text = LAW
    for old, other in (
        ("language: none < A1 < B1, starts none", "language: yes or no, starts no"),
        ("language at least A1", "language"),
        ("language less than B1", "not language"),
        ("language = next language", "language = yes"),
    ):
        text = text.replace(old, other)
    Path("more.bcm").write_text(text)
    ran = say("diff", "old.bcm", "more.bcm")
    assert (ran.code, "`language` has other values in the new law" in ran.err) == (2, True)
    assert "declare all values in both laws" in ran.err


SAVED = (
    'reform longer "Longer" of "ladder.bcm"\n  in force 2026-06-01\n\nparameter settle_after = 8 years\n\n'
    "transitional t\n  for in worker: keep all\n  for in worker with residence at least 50 years: keep all\n"
)


def test_whom_provisions_save_is_told_in_three_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"ladder.bcm": LAW, "r.bcm": SAVED}, tmp_path)
    monkeypatch.chdir(tmp_path)
    told = bcm(monkeypatch, capfd, "diff", "ladder.bcm", "r.bcm", "--transitions")
    assert told.code == 0
    assert "saves all" in told.out
    by_copies = bcm(monkeypatch, capfd, "diff", "r.bcm", "--transitions", "--format", "json").out
    monkeypatch.setattr(sharing, "can_fork", lambda: False)
    assert bcm(monkeypatch, capfd, "diff", "r.bcm", "--transitions", "--format", "json").out == by_copies
    found = json.loads(by_copies)
    first, second = found["provisions"]
    assert {item["saves"] for item in first["saves"]} == {"all"}
    assert {item["saves"] for item in second["saves"]} == {"nobody"}
    assert all(item["proofs"] for item in first["saves"])
    assert {item["effect"] for item in found["classes"]} == {"later", "loses"}
    table = bcm(monkeypatch, capfd, "diff", "r.bcm", "--transitions", "--format", "markdown").out
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + 1 + 2
    assert {row.count(" | ") for row in rows} == {len(found["classes"])}


def test_whom_a_provision_saves_may_be_undecided_which_the_exit_code_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def answer(system: TransitionSystem, sentence: Sentence, *rest: Any) -> Shown:
        if isinstance(sentence, BetterNeverDelays) and sentence.later > 0:
            raise NotShownError("too much work")
        return answered(system, sentence, *rest)

    lay_out({"ladder.bcm": LAW, "r.bcm": SAVED}, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bcm_formal.versions.transitions.answered", answer)
    told = bcm(monkeypatch, capfd, "diff", "ladder.bcm", "r.bcm", "--transitions")
    assert (told.code, "saves not decided" in told.out) == (3, True)


@pytest.mark.parametrize("option", ["--equivalent", "--properties"])
def test_whom_provisions_save_is_told_alone(
    option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"ladder.bcm": LAW, "r.bcm": SAVED}, tmp_path)
    monkeypatch.chdir(tmp_path)
    assert bcm(monkeypatch, capfd, "diff", "r.bcm", "--transitions", option).code == 2


def test_an_attribute_may_have_a_value_that_one_of_the_laws_never_sets(say: Say) -> None:
    more = LAW.replace("< B1, starts", "< B1 < B2, starts")
    Path("wide.bcm").write_text(more, "utf-8")
    Path("used.bcm").write_text(more.replace("less than B1", "less than B2"), "utf-8")
    assert say("diff", "old.bcm", "used.bcm").code == 2
    ran = say("diff", "wide.bcm", "used.bcm")
    assert (ran.code, "+    event learn  loosened" in ran.out) == (0, True)


DAYS = ("diff", "old.bcm", "--from", "2027-03-31", "--to", "2027-04-01")


def test_who_is_later_is_told_in_every_form(say: Say) -> None:
    assert "later by 1 month to 3 years" in say(*DAYS, "--people").out
    assert "| time | in worker with residence less than" in say(*DAYS, "--people", "--format", "markdown").out
    assert "settle_after_new" not in say(*DAYS, "--people").out
    document = json.loads(say(*DAYS, "--target", "settlement", "--format", "json").out)
    jsonschema.validate(document, json.loads(say("schema", "diff").out))
    later = next(row for row in document["people"] if row["effect"] == "later")
    assert (later["least"], later["most"], later["target"]) == (1, 36, "settlement")
    assert [lives["new"] - lives["old"] for lives in later["lives"]] == [36, 1]
    assert all(row["proved"] for row in document["people"])


@pytest.mark.parametrize(("fail_on", "code"), [("loses", 1), ("delayed", 1), ("any", 1)])
def test_a_run_fails_by_what_becomes_of_people_where_that_is_asked(say: Say, fail_on: str, code: int) -> None:
    assert say(*DAYS, "--people").code == 0
    assert say(*DAYS, "--fail-on", fail_on).code == code
    assert say("diff", "old.bcm", "same.bcm", "--fail-on", fail_on).code == 0


def test_a_target_that_neither_law_has_is_said(say: Say) -> None:
    ran = say(*DAYS, "--target", "setled")
    assert ran.code == 2
    assert "there is no status or layer `setled`" in ran.err
    assert "did you mean `settled`" in ran.err


def test_one_rung_may_be_asked_alone(say: Say) -> None:
    ran = say(*DAYS, "--rung", "time")
    assert "time: later by 1 month to 3 years" in ran.out
    assert "everybody else is unaffected (time)\n" in ran.out
    assert "entitlement" not in ran.out
    assert say(*DAYS, "--rung", "own-steps", "--setbacks", "0").code == 2


def test_who_withstands_a_setback_no_more_is_told(say: Say) -> None:
    assert "robust" not in say(*DAYS, "--people").out
    forgets = "event forgets in worker by authority, adverse\n  set language = none\nevent learn"
    old = LAW.replace("event learn", forgets)
    Path("older.bcm").write_text(old, "utf-8")
    Path("newer.bcm").write_text(old.replace("when language less than B1", "when residence is 0 months"), "utf-8")
    laws = ("diff", "older.bcm", "newer.bcm", "--rung", "robust")
    assert "robust: loses the path despite 1 setback" in say(*laws).out
    assert "robust: loses the path despite 2 setbacks" in say(*laws, "--setbacks", "2").out
    document = json.loads(say(*laws, "--format", "json").out)
    jsonschema.validate(document, json.loads(say("schema", "diff").out))
    assert {row["rung"] for row in document["people"]} == {"robust"}
    assert say(*laws, "--fail-on", "loses").code == 1


def test_for_a_pull_request_each_class_has_a_sentence(say: Say) -> None:
    text = say(*DAYS, "--people", "--format", "markdown").out
    notes = [line for line in text.splitlines() if line.startswith("- ")]
    cause = "(clause: parameter settle_after is \\`8 years\\` instead of \\`5 years\\`)."
    assert notes == [
        "- Whoever is in worker with residence at least 5 years and residence less than 8 years can no longer get to "
        f"\\`settlement\\` at once {cause}",
        "- Whoever is in worker with residence less than 8 years can get to \\`settlement\\` later, by 1 month to "
        f"3 years {cause}",
        f"- Whoever is in worker must now meet, on the way to \\`settlement\\`: residence at least 8 years {cause}",
        "- On the way to \\`settlement\\` everybody else is unaffected (entitlement, time and burden); nobody is "
        "affected (own steps, path and place).",
    ]


def test_what_is_said_of_people_is_stored_with_proofs_that_others_can_check(say: Say, tmp_path: Path) -> None:
    ran = say(*DAYS, "--rung", "time", "--rung", "entitlement", "--proofs", "said")
    assert ran.code == 0
    assert ran.err == ""
    assert " in said" in ran.out
    policies = sorted((tmp_path / "said" / "models").iterdir())
    assert [item.name for item in policies] == ["ladder_bridge.bcm", "ladder_bridge_2.bcm"]
    told = policies[1].read_text("utf-8") + policies[0].read_text("utf-8")
    assert "settlement, time, in worker with residence less than 8 years: nobody of them is later by more" in told
    assert "changing regime from old to new never delays settled by more than 3 years" in told
    ran = say("verify-proofs", "said/proofs", "--solver", "z3")
    assert ran.code == 0
    assert "proofs hold" in ran.out
    assert say("check", "said/models/ladder_bridge.bcm", "said/models/ladder_bridge_2.bcm").code in (0, 1)
    assert say(*DAYS, "--rung", "entitlement", "--proofs", "said").code == 0  # what it wrote is written anew


def test_a_certificate_of_what_was_said_that_says_more_is_refused(say: Say, tmp_path: Path) -> None:
    assert say(*DAYS, "--rung", "time", "--proofs", "said").code == 0
    policy = tmp_path / "said" / "models" / "ladder_bridge.bcm"
    text = policy.read_text("utf-8")
    assert "by more than 3 years" in text
    policy.write_text(text.replace("by more than 3 years", "by more than 2 years"), "utf-8")
    assert say("verify-proofs", "said/proofs", "--solver", "z3").code != 0


def test_nothing_that_stands_where_proofs_are_to_be_stored_is_overwritten(say: Say, tmp_path: Path) -> None:
    mine = tmp_path / "said" / "models" / "ladder_bridge.bcm"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", "utf-8")
    ran = say(*DAYS, "--rung", "time", "--proofs", "said")
    assert ran.code == 2
    assert "was not written by this program" in ran.err
    assert mine.read_text("utf-8") == "mine"
    (tmp_path / "link").symlink_to(tmp_path / "said")
    assert say(*DAYS, "--rung", "time", "--proofs", "link").code == 2
    assert say(*DAYS, "--rung", "time", "--proofs", "old.bcm").code == 2


def test_the_trap_that_is_stored_is_the_one_in_which_all_are_said_to_be(say: Say, tmp_path: Path) -> None:
    forgets = "event forgets in worker by authority, adverse\n  set language = none\nevent learn"
    old = LAW.replace("event learn", forgets)
    Path("older.bcm").write_text(old, "utf-8")
    Path("newer.bcm").write_text(old.replace("when language less than B1", "when residence is 0 months"), "utf-8")
    ran = say("diff", "older.bcm", "newer.bcm", "--rung", "robust", "--proofs", "said")
    assert (ran.code, ran.err) == (0, "")
    stored = {path.stem: path.read_text("utf-8") for path in (tmp_path / "said" / "proofs").rglob("*.txt")}
    assert "shows VIOLATED by setbacks" in stored["row_1_2"]
    assert "shows HOLDS by invariant" in stored["row_1_3"]
    assert say("verify-proofs", "said/proofs", "--solver", "z3").code == 0
