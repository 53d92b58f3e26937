"""Scenarios hold for every person and every way, and limits act when waiting cannot go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import replay
from bcm_formal.vetting import scenarios
from bcm_formal.vetting.results import ScenarioResult
from bcm_formal.vetting.scenarios import run_scenario, started_by
from tests.builders.loading import model_of

BASE = """\
policy p "P"
  time in months
layer out "Out"
layer inside "Inside"
actor office
attribute sector: one of care, food, fixed, starts any
attribute grade: 0 to 3, starts 0
attribute working: yes or no, starts no
clock idle
  runs while not working
  zero while working
status abroad in out
status worker in inside
  at most 12 months, then abroad
status resident in inside
transition enter from abroad to worker by office
  set working = yes
transition settle from worker to resident by office
  when time_in_status at least 12 months
event dismiss in inside by office
  set working = no
event examine in inside by person
  set grade = any
limit idle_too_long in worker
  while idle at most 3 months, then abroad
start in abroad
property q: no dead ends
scenario s
"""


def result(*lines: str, model: str = BASE) -> ScenarioResult:
    text = model + "".join(f"  {line}\n" for line in ("start in abroad", *lines))
    loaded = model_of(text)
    return run_scenario(loaded, loaded.scenarios[0])


def test_why_no_time_passes_in_a_status_that_acts_at_once_is_said() -> None:
    model = BASE.replace("status resident in inside\n", "status resident in inside\n  acts at once\n")
    lines = ("enter", "after 12 months: settle")
    assert result(*lines, model=model).failure is None
    failure = result(*lines, "after 1 month", model=model).failure
    assert failure is not None
    assert failure.reason == "`resident` acts at once: no time passes, and no limit runs out"


@pytest.mark.parametrize(
    "lines",
    [
        ("enter", "expect in worker and working"),
        ("enter", "after 11 months", "expect in worker"),
        ("enter", "after 12 months", "expect in abroad"),
        ("enter", "after 20 months", "expect in abroad and time_in_status is 8 months"),
        ("enter", "after 12 months: settle", "expect in resident"),
        ("enter", "after 12 months", "settle", "expect in resident"),
        ("enter", "after 12 months", "expect settle possible"),
        ("enter", "after 12 months", "expect enter possible"),
        ("enter", "after 11 months", "expect settle impossible"),
        ("enter", "after 6 months: dismiss", "after 2 months", "expect in worker"),
        ("enter", "after 6 months: dismiss", "after 3 months", "expect in abroad"),
        ("enter", "after 12 months: worker_limit", "expect in abroad"),
        ("enter", "examine with grade is 2", "expect grade is 2"),
    ],
)
def test_what_the_rules_say_passes(lines: tuple[str, ...]) -> None:
    assert result(*lines).failure is None


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("expect sector is care",), "expected `sector is care`"),
        (("enter", "examine", "expect grade is 2"), "expected `grade is 2`"),
        (("settle",), "`settle` is not possible"),
        (("enter", "after 11 months", "expect settle possible"), "expected `settle` to be possible"),
        (("enter", "after 12 months", "expect settle impossible"), "expected `settle` to be impossible"),
        (("enter", "after 12 months", "expect in worker"), "expected `in worker`"),
    ],
)
def test_what_fails_for_one_person_or_way_fails(lines: tuple[str, ...], reason: str) -> None:
    failed = result(*lines).failure
    assert failed is not None
    assert reason == failed.reason


def test_a_failure_names_the_line_and_a_life_course_up_to_it() -> None:
    failed = result("enter", "after 12 months", "expect in worker").failure
    assert failed is not None
    assert failed.step is not None
    assert "expect in worker" in failed.step.span.text
    assert failed.trace is not None
    assert (failed.trace.start.status, len(failed.trace.steps)) == ("abroad", 3)


def test_every_person_the_start_allows_is_followed() -> None:
    assert result("enter").persons == 2


def test_a_named_value_replaces_what_the_attribute_starts_with() -> None:
    text = BASE + "  start in abroad with grade is 3 and sector is food\n  expect grade is 3\n"
    loaded = model_of(text)
    assert ((run := run_scenario(loaded, loaded.scenarios[0])).persons, run.failure) == (1, None)


def test_attributes_without_end_must_be_named() -> None:
    endless = BASE.replace(
        "attribute grade: 0 to 3, starts 0", "attribute grade: 0 to 3, starts 0\nattribute age: integer, fixed"
    )
    grown_up = endless.replace(
        "from abroad to worker by office\n", "from abroad to worker by office\n  when age >= 18\n"
    )
    failed = result("enter", model=grown_up).failure
    assert failed is not None
    assert failed.reason == (
        "`age` can be any whole number: give it one in the scenario, as in `start in … with age is …`"
    )
    assert result("enter", model=endless).failure is None, "nothing reads the age"


AGED = """\
policy p "P"
  time in years
layer l
actor office
clock age
  starts at least 18 years
clock stay
  runs in b
status a in l
status b in l
transition go from a to b by office
  when age less than 30 years
start in a
property q: no dead ends
scenario s
"""


@pytest.mark.parametrize(
    "lines",
    [
        ("start in a", "after 10 years", "expect age at least 28 years"),
        ("start in a with age is 20 years", "after 9 years: go", "expect age is 29 years"),
        (
            "start in a with age at most 20 years",
            "go",
            "after 3 years",
            "expect age at most 23 years",
        ),
        ("start in a with age at least 30 years", "expect go impossible"),
        ("start in b with stay at least 4 years", "after 2 years", "expect stay at least 6 years"),
        ("start in a with age is 5 years", "expect age is 5 years"),
        ("start in a with stay is 2 years", "expect stay is 2 years"),
    ],
)
def test_a_scenario_follows_every_reading_that_its_start_allows(lines: tuple[str, ...]) -> None:
    assert aged(*lines).failure is None


@pytest.mark.parametrize(
    ("lines", "reason", "age"),
    [
        (("start in a", "go"), "`go` is not possible", 30),
        (("start in a", "expect age at most 1000 years"), "expected `age at most 1000 years`", 1001),
        (("start in a with age at least 20 years", "expect age is 20 years"), "expected `age is 20 years`", 21),
        (("start in a with age at most 29 years", "after 1 year: go"), "`go` is not possible", 30),
    ],
)
def test_a_reading_that_fails_is_found_however_far_away(lines: tuple[str, ...], reason: str, age: int) -> None:
    failed = aged(*lines).failure
    assert failed is not None
    assert failed.trace is not None
    model = model_of(AGED + "".join(f"  {line}\n" for line in lines))
    last = replay(Interpreter(started_by(model, model.scenarios[0])), failed.trace)[-1]
    assert (reason, age) == (failed.reason, last.clocks[1])


def test_a_clock_whose_readings_can_all_be_told_apart_must_be_named() -> None:
    failed = aged("start in a with stay at least 1 year", "expect age more than stay").failure
    assert failed is not None
    assert failed.reason == (
        "`age` can start with any duration: give it one in the scenario, as in `start in … with age is …`"
    )


def aged(*lines: str) -> ScenarioResult:
    model = model_of(AGED + "".join(f"  {line}\n" for line in lines))
    return run_scenario(model, model.scenarios[0])


def test_attributes_that_nothing_reads_make_no_different_persons() -> None:
    unread = "".join(f"attribute u{number}: yes or no, starts any\n" for number in range(40))
    many = BASE.replace("attribute grade", f"{unread}attribute grade")
    run = result("enter", "expect in worker", "expect working", model=many)
    assert (run.persons, run.failure) == (2 * 2**40, None)
    failed = result("enter", "expect in abroad", model=many).failure
    assert failed is not None
    assert failed.trace is not None
    model = load(many + "  start in abroad\n  enter\n")[0]
    assert model is not None
    assert replay(Interpreter(model), failed.trace)[-1].status == "worker"


WIDE = """policy wide "Wide"
  time in months

layer out "Out"
actor office "Office"

status here in out "Here"
{attributes}
start in here

event look in here by office
  when {reads}
  set a0 = no

event shake in here by office
{shakes}
property stays: no dead ends

scenario many
  start in here
  {lines}
  expect in here
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "lines", "why"),
    [
        (
            40,
            ("shake",),
            "more than 100,000 states would be looked at, because `a0` (2 values), `a1` (2 values), `a2` (2 values), "
            "`a3` (2 values) and 36 more can be anything: say what they are, as in `shake with a0 is …`",
        ),
        (12, ("shake",) * 40, "states would be looked at"),
        (14, ("shake with a0 is yes",) * 40, "states would be looked at"),
    ],
)
def test_a_scenario_beyond_the_bound_of_work_is_undecided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, lines: tuple[str, ...], why: str
) -> None:
    monkeypatch.setattr(scenarios, "MAX_PERSONS", 20_000)
    monkeypatch.setattr(scenarios, "MAX_WORK", 100_000)
    names = [f"a{n}" for n in range(count)]
    attributes = "".join(f"attribute {name}: yes or no, starts no\n" for name in names)
    shakes = "".join(f"  set {name} = any\n" for name in names)
    reads = " and ".join(names)
    text = WIDE.format(attributes=attributes, reads=reads, shakes=shakes, lines="\n  ".join(lines))
    path = tmp_path / "wide.bcm"
    path.write_text(text, encoding="utf-8")
    model = model_of(path)
    result = run_scenario(model, model.scenarios[0])
    assert not result.passed
    assert result.failure is None
    assert why in (result.undecided or "")


OPEN = """policy open "Open"
  time in months

layer out "Out"
actor office

attribute score: 0 to 999, fixed, starts any
attribute points: 0 to 999, fixed, starts any
attribute known: yes or no, fixed, starts no
clock age
  starts at least 18 years
status here in out
status there in out
transition go from here to there by office
  when score + points at least 1000
   and age at least 40 years
   and not known
start in here
property q: no dead ends
scenario s
  start in here
  expect go possible
"""


@pytest.mark.slow
def test_what_makes_too_many_persons_at_the_start_is_named() -> None:
    model = load(OPEN)[0]
    assert model is not None
    assert run_scenario(model, model.scenarios[0]).undecided == (
        "not decided within the bound of work: there are more than 200,000 different persons, because `score` (1,000 "
        "values), `points` (1,000 values) and `age` can be anything: say what they are, as in `start in here with "
        "score is …`"
    )


@pytest.mark.slow
def test_what_the_scenario_says_is_not_named_as_open() -> None:
    model = load(OPEN.replace("  start in here\n", "  start in here with score is 3\n"))[0]
    assert model is not None
    undecided = run_scenario(model, model.scenarios[0]).undecided or ""
    assert "because `points` (1,000 values) and `age` can be anything" in undecided
    model = load(OPEN.replace("  start in here\n", "  start in here with score is 3 and age is 40 years\n"))[0]
    assert model is not None
    assert run_scenario(model, model.scenarios[0]).failure is not None


def test_scenarios_that_read_the_same_share_one_status_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = ("start in abroad", "start in worker with working is yes", "start in resident with grade is 2")
    more = "".join(f"scenario s{number}\n  {start}\n  after 1 month\n" for number, start in enumerate(starts))
    model = model_of(BASE.replace("scenario s\n", more))
    system = TransitionSystem(model)
    alone = [run_scenario(model, scenario) for scenario in model.scenarios]
    made: list[TransitionSystem] = []
    begin = TransitionSystem.__init__

    def noted(self: TransitionSystem, *args: Model) -> None:
        made.append(self)
        begin(self, *args)

    monkeypatch.setattr(TransitionSystem, "__init__", noted)
    assert [run_scenario(model, scenario, system) for scenario in model.scenarios] == alone
    assert len(made) == 1  # without the sector, which nothing reads
