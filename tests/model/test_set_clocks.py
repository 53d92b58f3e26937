"""What clocks are set to: durations and single clocks, also such as are chosen, and never less than no time."""

from __future__ import annotations

from pathlib import Path

import pytest

import bcm_formal
from bcm_formal.model.expressions import TRUE, Term
from bcm_formal.model.ranges import fits
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.cone import shared
from tests.builders.example import codes_of, policy
from tests.builders.loading import model_of

RULE = "clock work\nparameter wait = 5 years\nevent renew by person\n  set stay = {}"


@pytest.mark.parametrize(
    "value",
    [
        "if sector is care then stay else 0 months",
        "if work at least 1 year then work else if employed then wait else stay + 3 months",
        "larger of stay and work",
        "smaller of stay + 1 month and wait",
        "larger of stay - 1 year and 0 months",
        "if employed then stay - 3 months else work + wait",
        "wait - 1 year",
        "(if employed then stay else work) + 2 months",
    ],
)
def test_a_clock_is_set_to_a_duration_or_one_clock_and_may_be_chosen(value: str) -> None:
    text = policy(RULE.format(value))
    assert codes_of(text) == []
    rule = model_of(text).event["renew"]
    assert isinstance(rule.assignments[0].value, Term)


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("if sector is care then stay else 0", ["BCM306"]),
        ("if sector is care then points else stay", ["BCM301"]),
        ("larger of points and points", ["BCM301"]),
        ("points", ["BCM301"]),
        ("employed", ["BCM301"]),
        ("wait - 6 years", ["BCM413"]),
        ("smaller of -1 months and 1 year", ["BCM413"]),
        ("any", ["BCM413"]),
        ("work + stay", ["BCM413"]),
        ("if employed then stay else larger of stay - work and 0 months", ["BCM413"]),
        ("2 * work", ["BCM413"]),
    ],
)
def test_what_is_no_duration_or_less_than_no_time_or_several_clocks_is_an_error(value: str, codes: list[str]) -> None:
    assert codes_of(policy(RULE.format(value))) == codes


@pytest.mark.parametrize(
    ("value", "always"),
    [
        ("if sector is care then stay else 0 months", True),
        ("larger of stay + 3 months and work", True),
        ("(if employed then stay else work) + wait", True),
        ("wait - 1 month - (if employed then 1 month else 2 months)", False),
        ("if sector is care then stay else stay - 1 month", False),
        ("stay - 1 month", False),
        ("smaller of stay and stay - 1 month", False),
    ],
)
def test_it_is_seen_of_its_form_that_a_value_is_never_negative(value: str, always: bool) -> None:
    model = model_of(policy(RULE.format(value)))
    set_to = model.event["renew"].assignments[0].value
    assert isinstance(set_to, Term)
    asked = fits(set_to, None)
    assert (asked == TRUE) == always


TEXT = """policy permits "Permits"
  time in months

layer inside

attribute sector: one of care, farming, fixed, starts any

clock life
clock residence
clock absence
  runs in away

status guest   in inside
status away    in inside
status settled in inside

event renew in guest by person
  set residence = {}
transition leave from guest to away by person
  set absence = 0 months
transition come_back from away to guest by person
transition settle from guest to settled by person
  when residence at least 5 years

start in guest

{}
"""


ASKED = """property way: every person in guest can reach settled within 5 years
property behind: some person in guest with sector is farming and residence less than time_in_status can reach settled
property kept: no person in guest with sector is care and residence less than time_in_status
property soon: every person entering settled has life at least 5 years
"""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("if sector is care then residence else 0 months", "HHHH"),
        ("if sector is farming then residence else 0 months", "HVVH"),
        ("larger of residence - 3 months and 0 months", "HHVH"),
        ("smaller of residence + 1 month and 10 years", "HHVV"),
        ("residence - 1 month", "HHVH"),
    ],
)
def test_verdicts_are_those_of_what_is_chosen(tmp_path: Path, value: str, expected: str) -> None:
    path = tmp_path / "permits.bcm"
    path.write_text(TEXT.format(value, ASKED))
    report = bcm_formal.check(bcm_formal.load(path), coverage=False)
    assert "".join(item.outcome.value[0] for item in report.verdicts) == expected


def test_a_clock_that_would_be_set_to_less_than_no_time_disables_the_event() -> None:
    model = model_of(TEXT.format("residence - 1 month", ""))
    interpreter = Interpreter(model)
    start = next(interpreter.start_states())
    later = interpreter.wait(start, 1)
    assert interpreter.fire(start, "renew") is None
    assert later is not None
    after = interpreter.fire(later, "renew")
    assert after is not None
    assert after.clocks[[clock.name for clock in model.clocks].index("residence")] == 0


def test_a_clock_that_is_only_carried_on_is_left_out_of_what_does_not_read_it() -> None:
    rule = "transition settle from guest to settled by person\n  when residence at least 5 years\n"
    carried = TEXT.format("if sector is care then residence else 0 months", "").replace(rule, "")
    fallible = TEXT.format("residence - 1 month", "").replace(rule, "")
    names = [{clock.name for clock in shared(TransitionSystem(model_of(t))).model.clocks} for t in (carried, fallible)]
    assert "residence" not in names[0]
    assert "residence" in names[1]
