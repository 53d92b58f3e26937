"""`takes`: an event is possible after it could have happened for so long without a break."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.model.expressions import FALSE
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from tests.builders.loading import model_of
from tests.builders.running import bcm

TEXT = """policy p
  time in months
layer l
actor school
parameter course = 4 months between 1 month and 1 year
attribute keen: yes or no, starts no
attribute level: none < low < high, starts none
clock age
effort study "Study"
status a in l
status b in l
event wish by person
  set keen = not keen
transition go from a to b by person
event learn in a by school
  when keen
   and age at least 8 months
   and level less than high
  takes course of study
  set level = next level
event talk by school
  when keen
  takes 2 months of study
event rest in a by person
  takes 3 months
start in a
property some: some person can reach b with study at least 1 month
"""


def walked(model: Model, *steps: str | int) -> State | None:
    """The state after waits and events."""
    interpreter = Interpreter(model)
    state: State | None = next(interpreter.start_states())
    for step in steps:
        assert state is not None
        state = interpreter.fire(state, step) if isinstance(step, str) else interpreter.pass_time(state, step)
    return state


@pytest.mark.parametrize(
    ("steps", "possible"),
    [
        ((2, "rest"), False),
        ((3, "rest"), True),
        ((3, "rest", 2, "rest"), False),
        ((3, "rest", 3, "rest"), True),
        ((2, "go", 1, "rest"), False),
        (("wish", 1, "talk"), False),
        (("wish", 2, "talk"), True),
        (("wish", 1, "wish", "wish", 1, "talk"), False),
        (("wish", 1, "go", 1, "talk"), True),  # the effort goes on where one of its events can happen
        (("wish", 4, "learn"), False),  # too young: asked for at the end, but the time counts
        (("wish", 8, "learn"), True),
        ((4, "wish", 4, "learn"), True),
        ((5, "wish", 3, "learn"), False),
        (("wish", 8, "talk", "learn"), False),  # what one event takes is gone for the other
        (("wish", 8, "learn", 4, "learn"), True),
    ],
)
def test_an_event_is_possible_after_so_long_without_a_break(steps: tuple[str | int, ...], possible: bool) -> None:
    assert (walked(model_of(TEXT), *steps) is not None) is possible


def test_what_takes_time_is_asked_for_in_the_words_of_the_text() -> None:
    model = model_of(TEXT)
    assert [item.text for item in model.event["learn"].requirements][-1] == "takes course of study"
    assert (model.event["learn"].effort, model.event["rest"].effort) == ("study", "time_for_rest")
    assert [clock.name for clock in model.clocks] == ["time_in_status", "age", "study", "time_for_rest"]


def test_an_effort_that_no_event_takes_stands_still() -> None:
    without = "\n".join(line for line in TEXT.splitlines() if "takes" not in line)
    assert model_of(without).clock["study"].runs == FALSE


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("takes 2 months of studdy", "BCM201"),
        ("takes 2 months of age", "BCM430"),
        ("takes 2", "BCM126"),
        ("takes age", "BCM316"),
        ("takes keen", "BCM304"),
    ],
)
def test_what_an_event_cannot_take_is_reported(line: str, code: str) -> None:
    _, findings = load(TEXT.replace("takes 2 months of study", line))
    assert code in {item.code for item in findings}


def test_an_effort_cannot_be_set_and_its_clock_keeps_its_name() -> None:
    for added, code in (("  set study = 0 months\n", "BCM401"), ("clock time_for_rest\n", "BCM430")):
        text = TEXT.replace("start in a\n", f"{added}start in a\n")
        _, findings = load(text)
        assert code in {item.code for item in findings}


def test_a_fixed_clock_only_starts_somewhere() -> None:
    text = TEXT.replace("clock age\n", "clock age\nclock begun, fixed\n  starts 2 to 3 months\n")
    model = model_of(text + "property old: no person with begun less than 1 month\n")
    place = [clock.name for clock in model.clocks].index("begun")
    interpreter = Interpreter(model)
    starts = list(interpreter.start_states())
    assert {state.clocks[place] for state in starts} == {2, 3}
    later = interpreter.pass_time(starts[0], 7)
    assert later is not None
    assert later.clocks[place] == starts[0].clocks[place]
    for wrong, code in (("  set begun = 0 months\n", "BCM401"), ("  runs in a\n", "BCM428")):
        where = "start in a\n" if "set" in wrong else "  starts 2 to 3 months\n"
        _, findings = load(text.replace(where, wrong + where))
        assert code in {item.code for item in findings}


def test_a_report_that_leaves_nothing_out_says_which_clocks_events_add(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m.bcm").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    lines = bcm(monkeypatch, capfd, "check", "m.bcm", "--fresh", "-v").out.splitlines()
    assert "the clock study runs while learn and talk could happen otherwise" in lines
    assert "the clock time_for_rest runs while rest could happen otherwise" in lines
    assert "could happen otherwise" not in bcm(monkeypatch, capfd, "check", "m.bcm", "--fresh").out
