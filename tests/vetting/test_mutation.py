"""Mutants of small policies: which there are, and what becomes of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bcm_formal.diagnostics import render_all
from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.graph import Graph, explore
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.vetting.mutation.mutants import Mutant, mutants_of
from bcm_formal.vetting.mutation.mutation import Fate, Judged, Mutation, Protection, mutate
from bcm_formal.vetting.scenarios import run_scenario
from bcm_formal.views.report.mutants import percent
from tests.builders.golden import is_golden
from tests.builders.running import bcm, lay_out

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent / "golden"

SMALL = """\
policy small "Small"
  time in months
layer outside
layer inside
layer goal
actor office
parameter needed = 2 years
attribute skill: 0 to 3, starts 0
attribute language: none < basic < good, starts none
attribute fit: yes or no, starts yes
status abroad in outside
status worker in inside
  at most 3 years, then abroad
status settled in goal
define able = skill at least 2 or language is good
transition enter from abroad to worker by person
transition settle from worker to settled by office
  when able
   and time_in_status at least needed
  unless not fit
event train in worker by person
  when skill less than 3
  set skill = skill + 1
event study in worker by person
  when language less than good
  set language = next language
event fall_ill in worker by person, adverse
  when fit
  set fit = no
limit idle in worker
  while skill is 0 and time_in_status at most needed + 6 months, then abroad
start in abroad
property earned: every person entering goal has skill at least 1 or language at least basic
property way: every person in abroad with fit can reach goal
scenario quick
  start in abroad
  enter
  train
  train
  after 23 months
  expect settle impossible
  after 1 month: settle
  expect in settled
"""

RULES = "policy r\n  time in {unit}\n{more}layer l\nstatus s in l\n{text}start in s\n"


def changes(text: str, unit: str = "months", more: str = "") -> list[str]:
    """What the mutants of some declarations say."""
    model, findings = load(RULES.format(unit=unit, more=more, text=text))
    assert model is not None, render_all(findings)
    return [mutant.says for mutant in mutants_of(model)]


KNOWN = {
    "numbers and levels move by one": (
        "attribute n: 0 to 5, starts 2\nattribute v: low < middle < high, starts low\n"
        "event e by person\n  when n at least 3\n   and v at most middle\n  set n = 0\n  set v = high\n",
        [
            "`n at least 3` becomes `n at least 4`",
            "`n at least 3` becomes `n at least 2`",
            "`v at most middle` becomes `v at most high`",
            "`v at most middle` becomes `v at most low`",
            "`n at least 3` is dropped",
            "`v at most middle` is dropped",
            "`e` is removed",
        ],
    ),
    "what acts at once lets time pass": (
        "status brief in l\n  acts at once\nevent e in brief by person\n",
        ["`acts at once` is dropped", "`e` is removed"],
    ),
    "below zero stands a sign": (
        "attribute n: integer, starts 0\nevent e by person\n  when n more than 0\n  set n = 0\n",
        [
            "`n more than 0` becomes `n more than 1`",
            "`n more than 0` becomes `n more than -1`",
            "`n more than 0` is dropped",
            "`e` is removed",
        ],
    ),
    "without a number the words change": (
        "clock a\nclock b\nevent e by person\n  when a at least b\n  set a = 0 months\n",
        [
            "`a at least b` becomes `a more than b`",
            "`a at least b` is dropped",
            "`e` is removed",
        ],
    ),
    "parameters move within and beyond their bounds": (
        "parameter p = 3 years between 1 year and 3 years\nclock a\nevent e by person\n  when a less than p\n"
        "  set a = 0 months\n",
        [
            "`p = 3 years` becomes `37 months`",
            "`p = 3 years` becomes `35 months`",
            "`a less than p` becomes `a at most p`",
            "`a less than p` is dropped",
            "`e` is removed",
        ],
    ),
    "rows of a table move one by one": (
        "attribute x: one of a, b, fixed, starts any\nparameter p by x: a 1, b 2\n"
        "attribute n: 0 to 5, starts 0\nevent e by person\n  when n is p\n  set n = p\n",
        [
            "`p = 1` becomes `2`",
            "`p = 1` becomes `0`",
            "`p = 2` becomes `3`",
            "`p = 2` becomes `1`",
            "`n is p` is dropped",
            "`e` is removed",
        ],
    ),
    "alternatives and parts of one line are dropped": (
        "attribute x: yes or no, starts no\nattribute y: yes or no, starts no\ndefine d = x and not y\n"
        "event e by person\n  when d or x or y\n  set x = yes\n  set y = yes\n",
        [
            "`x` is dropped",
            "`not y` is dropped",
            "`d` is dropped",
            "`x` is dropped",
            "`y` is dropped",
            "`d or x or y` is dropped",
            "`e` is removed",
        ],
    ),
    "all lines of unless hold together": (
        "attribute x: yes or no, starts no\nattribute y: yes or no, starts no\nevent e by person\n"
        "  unless x\n   and y\n  set x = yes\n  set y = yes\n",
        [
            "`x` is dropped",
            "`y` is dropped",
            "`unless x and y` is dropped",
            "`e` is removed",
        ],
    ),
    "points of a score move": (
        "attribute x: yes or no, starts no\nattribute y: yes or no, starts no\nscore z\n  3 when x\n  -1 when y\n"
        "event e by person\n  when z at least 2\n  set x = yes\n  set y = yes\n",
        [
            "`3 when x` becomes `4 when …`",
            "`3 when x` becomes `2 when …`",
            "`3 when x` is dropped",
            "`-1 when y` becomes `0 when …`",
            "`-1 when y` becomes `-2 when …`",
            "`-1 when y` is dropped",
            "`z at least 2` becomes `z at least 3`",
            "`z at least 2` becomes `z at least 1`",
            "`z at least 2` is dropped",
            "`e` is removed",
        ],
    ),
    "limits move and are removed": (
        "status t in l\n  at most 1 year, then s\ntransition go from s to t by person\n"
        "attribute x: yes or no, starts no\nevent e by person\n  set x = yes\n"
        "limit m in s\n  while x and time_in_status less than 3 months, then t\n",
        [
            "`t_limit` ends one step later, after 13 months",
            "`t_limit` ends one step sooner, after 11 months",
            "`t_limit` is removed",
            "`go` is removed",
            "`e` is removed",
            "`x` is dropped",
            "`m` ends one step later, after 3 months",
            "`m` ends one step sooner, after 1 month",
            "`m` is removed",
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), KNOWN.values(), ids=KNOWN)
def test_the_mutants_of_a_rule(text: str, expected: list[str]) -> None:
    assert expected == changes(text)


def test_dates_and_durations_move_by_one_step_of_the_model() -> None:
    text = "event e by person\n  when today at least 2030-01-01\n   or time_in_status at least 1 year\n"
    days = "  in force 2026-01-01\n  calendar 1 year is 365 days\n"
    assert changes(text, "days", days)[:4] == [
        "`today at least 2030-01-01` becomes `today at least 2030-01-02`",
        "`today at least 2030-01-01` becomes `today at least 2029-12-31`",
        "`time_in_status at least 1 year` becomes `time_in_status at least 366 days`",
        "`time_in_status at least 1 year` becomes `time_in_status at least 364 days`",
    ]


# --- what becomes of them ---


def mutated(text: str, limit: int | None = None, only: tuple[str, ...] | None = None) -> Mutation:
    model, findings = load(text)
    assert model is not None, render_all(findings)
    system, portfolio = TransitionSystem(model), Portfolio()
    chosen = [item for item in model.properties if only is None or item.name in only]
    played = [item for item in model.scenarios if only is None or item.name in only]
    verdicts = tuple(portfolio.decide(system, item).verdict for item in chosen)
    results = tuple(run_scenario(model, item) for item in played)
    return mutate(Protection(system, verdicts, results), limit, lambda _done, _count: None)


SMALL_MUTATED = mutated(SMALL)


def outcomes(model: Model) -> dict[str, object]:
    """Every verdict and every scenario's result, found anew."""
    system, portfolio = TransitionSystem(model), Portfolio()
    found: dict[str, object] = {item.name: portfolio.decide(system, item).outcome for item in model.properties}
    found.update((item.name, run_scenario(model, item).passed) for item in model.scenarios)
    return found


@pytest.mark.parametrize("item", SMALL_MUTATED.judged, ids=lambda item: item.mutant.says.replace("`", ""))
def test_a_mutant_is_noticed_iff_checking_it_anew_gives_another_answer(item: Judged) -> None:
    model = item.mutant.make()
    assert model is not None
    before, after = outcomes(SMALL_MUTATED.model), outcomes(model)
    differs = {name for name in before if before[name] != after[name]}
    assert (bool(differs), item.by in differs or item.by is None) == (item.fate is Fate.NOTICED, True)


def listed(model: Model, like: Model) -> Graph:
    systems = [TransitionSystem(one) for one in (model, like)]
    readings = zip(*(ceilings(system, ()) for system in systems), strict=True)
    limits = tuple(None if None in pair else max(int(reading or 0) for reading in pair) for pair in readings)
    return explore(Interpreter(model), limits, Budget(work=100_000))


def steps(graph: Graph) -> set[tuple[object, object, object]]:
    """Every step that changes something, as its states and itself."""
    return {
        (graph.states[number], step, graph.states[after])
        for number, edges in enumerate(graph.edges)
        for step, after in edges
        if after != number
    }


def without_effect(result: Mutation) -> Iterator[Mutant]:
    return (item.mutant for item in result.judged if item.fate is Fate.EQUIVALENT)


def test_what_changes_nothing_has_the_same_life_courses_state_by_state() -> None:
    checked = 0
    for mutant in without_effect(SMALL_MUTATED):
        model = mutant.make()
        assert model is not None
        assert steps(listed(SMALL_MUTATED.model, model)) == steps(listed(model, SMALL_MUTATED.model))
        checked += 1
    assert checked >= 4


def test_every_mutant_is_another_policy() -> None:
    said = [(item.mutant.clause, item.mutant.says, item.mutant.span.start) for item in SMALL_MUTATED.judged]
    assert len(said) == len(set(said)) == SMALL_MUTATED.possible


def test_a_limit_takes_mutants_evenly_and_says_so() -> None:
    some = mutated(SMALL, limit=5)
    assert (5, SMALL_MUTATED.possible) == (len(some.judged), some.possible)
    first, last = some.judged[0].mutant.span.line, some.judged[-1].mutant.span.line
    assert last - first > 10


def test_one_property_alone_notices_less() -> None:
    alone = mutated(SMALL, only=("earned",))
    assert {item.by for item in alone.judged if item.fate is Fate.NOTICED} == {"earned"}
    assert alone.count(Fate.NOTICED) < SMALL_MUTATED.count(Fate.NOTICED)


def test_a_clause_that_only_properties_read_is_no_clause_of_the_policy() -> None:
    hope = "define hoped = skill at least 3\nproperty hope: some person with hoped can reach goal\n"
    text = SMALL.replace("property earned", f"{hope}property earned")
    assert SMALL_MUTATED.possible == mutated(text, limit=1).possible


def test_a_parameter_in_a_property_moves_with_the_rule() -> None:
    """Policy and property then say the same again, so the property notices nothing."""
    text = (
        SMALL[: SMALL.index("property")] + "property p: every person entering goal has time_in_status at least needed\n"
    )
    fates = {item.mutant.says: item.fate for item in mutated(text).judged}
    assert fates["`needed = 2 years` becomes `25 months`"] is Fate.UNPROTECTED
    assert fates["`time_in_status at least needed` is dropped"] is Fate.NOTICED


# --- what is shown ---


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay_out({"m.bcm": SMALL}, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("mutants", ()),
        ("mutants_in_full", ("-v",)),
        ("mutants_concise", ("--format", "concise")),
        ("mutants_plain", ("--plain",)),
    ],
)
def test_the_page_of_mutants(
    name: str, args: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", "--mutate", *args)
    assert ran.code == 0
    is_golden(GOLDEN / f"{name}.txt", ran.out)


def test_mutants_in_json_are_the_same_every_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    first = bcm(monkeypatch, capfd, "check", "m.bcm", "--mutate", "--output", "json=out.json")
    again = bcm(monkeypatch, capfd, "check", "m.bcm", "--mutate", "--format", "json")
    assert (folder / "out.json").read_text(encoding="utf-8") == again.out
    document = json.loads(again.out)["models"][0]
    fates = [item["fate"] for item in document["judged"]]
    assert document["mutants"] == len(fates) == SMALL_MUTATED.possible
    assert [document[word] for word in ("noticed", "equivalent", "unprotected", "undecided")] == [
        fates.count(word) for word in ("noticed", "equivalent", "unprotected", "undecided")
    ]
    assert first.code == again.code == 0
    assert {"path", "line", "column", "end_line", "end_column"} == set(document["judged"][0]["place"])


def test_a_score_below_what_is_expected_is_a_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert SMALL_MUTATED.score is not None
    enough = percent(SMALL_MUTATED.score)
    assert enough < 99
    for stated, code in ((enough, 0), (enough + 1, 1)):
        (folder / "expected.toml").write_text(f"[mutation]\nscore = {stated}\n", encoding="utf-8")
        ran = bcm(monkeypatch, capfd, "check", "m.bcm", "--mutate", "--expected", "--output", "json=out.json")
        assert (ran.code, f"score {enough}%, expected {stated}%" in ran.out) == (code, bool(code))
        found = json.loads((folder / "out.json").read_text(encoding="utf-8"))["models"][0]
        assert (found["score_percent"], found["expected_percent"]) == (enough, stated)
        assert bcm(monkeypatch, capfd, "check", "m.bcm", "--mutate", "--format", "concise").code == 0


@pytest.mark.parametrize("part", [("--limit", "3"), ("--property", "earned")])
def test_what_is_expected_is_the_score_of_all_mutants(
    part: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", "--mutate", "--expected", *part)
    assert (ran.code, "leave out --limit and --property" in ran.err) == (2, True)


def test_mutants_have_no_other_formats(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", "--mutate", "--format", "junit")
    assert (ran.code, "text, concise, json" in ran.err) == (2, True)


def test_a_broken_model_has_no_mutants(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"m.bcm": SMALL.replace("when able", "when abel")}, folder)
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", "--mutate")
    assert (ran.code, "BCM201" in ran.err) == (2, True)
