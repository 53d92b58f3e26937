"""Findings of coverage on small policies with known answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.diagnostics import Diagnostic
from bcm_formal.diagnostics.codes import Code, all_codes
from bcm_formal.model.model import Model
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.vetting.coverage.coverage import coverage_of
from bcm_formal.vetting.coverage.findings import findings_of
from tests.builders.golden import is_golden
from tests.builders.loading import model_of
from tests.builders.running import bcm, lay_out

FRAME = "policy p\n  time in months\nlayer l\nstatus s in l\n"
COVERAGE = [entry for entry in all_codes().values() if "BCM610" <= entry.code <= "BCM620"]


def framed(text: str) -> Model:
    return model_of(f"{FRAME}{text}\nstart in s\n")


def found_in(text: str) -> tuple[Diagnostic, ...]:
    return findings_of(coverage_of(TransitionSystem(framed(text))))


def told(text: str) -> list[tuple[str, str, str]]:
    """Code, underlined text and message of every finding but the ends of life courses."""
    found = [(item.code, item.span.text.split("\n")[0] if item.span else "", item.message) for item in found_in(text)]
    return [item for item in found if item[0] != "BCM615"]


@pytest.mark.parametrize("entry", [entry for entry in COVERAGE if entry.wrong], ids=lambda entry: entry.code)
def test_the_examples_of_a_code_show_it_and_its_remedy(entry: Code) -> None:
    assert entry.code in {item.code for item in found_in(entry.wrong)}
    assert entry.code not in {item.code for item in found_in(entry.right)}


STEPS = """\
attribute skill: 0 to 3, starts 0
clock stay
status t in l "Training"
  at most 2 years, then s
transition begin from s to t by person
  set stay = 0 months
  set skill = 0
"""

KNOWN = [
    pytest.param(
        "transition go from s to t by person\n  when skill at most 3\n  set skill = 0\n",
        [("BCM613", "skill at most 3", "`skill at most 3` decides nothing in `go`: everybody there meets it")],
        id="a requirement that everybody meets",
    ),
    pytest.param(
        "event learn in t by person\n  when skill less than 3\n  set skill = skill + 1\n"
        "transition go from t to s by person\n  when skill at least 2\n   and skill more than 1\n",
        [
            (
                "BCM613",
                "skill at least 2",
                "`skill at least 2` decides nothing in `go`: everybody who meets the others meets it",
            ),
            (
                "BCM613",
                "skill more than 1",
                "`skill more than 1` decides nothing in `go`: everybody who meets the others meets it",
            ),
        ],
        id="two requirements that say the same",
    ),
    pytest.param(
        "event learn in t by person\n  when skill less than 2\n  set skill = skill + 1\n"
        "transition go from t to s by person\n  when skill at least 3\n",
        [("BCM611", "skill at least 3", "`go` never happens: nobody it could happen to ever meets `skill at least 3`")],
        id="a level that nobody gets to",
    ),
    pytest.param(
        "transition go from t to s by person\n  when time_in_status at least 25 months\n  set skill = 1\n",
        [
            (
                "BCM611",
                "time_in_status at least 25 months",
                "`go` never happens: nobody it could happen to ever meets `time_in_status at least 25 months`",
            )
        ],
        id="a wait that a limit ends before",
    ),
    pytest.param(
        "transition go from t to s by person\n  when time_in_status at least 24 months\n  set skill = 1\n",
        [],
        id="a wait to the last day",
    ),
    pytest.param(
        "event learn in t by person\n  when time_in_status at least 6 months\n  set skill = 1\n"
        "event late in t by person\n  when skill is 1\n   and time_in_status less than 6 months\n  set skill = 2\n",
        [
            (
                "BCM611",
                "event late in t by person",
                "`late` never happens: nobody ever meets its requirements together",
            ),
        ],
        id="requirements that never hold together",
    ),
    pytest.param(
        "event learn in t by person\n  set skill = skill + 1\n",
        [
            (
                "BCM616",
                "set skill = skill + 1",
                "this can set `skill` to none of the values of `skill`, and `learn` does not happen then",
            )
        ],
        id="a number pushed over its range",
    ),
    pytest.param(
        "event learn in t by person\n  when skill less than 3\n  set skill = skill + 1\n",
        [],
        id="a number kept in its range",
    ),
    pytest.param(
        "event learn in t by person\n  when skill is 3 or skill is 0\n  set skill = skill + 4\n",
        [
            ("BCM611", "event learn in t by person", "`learn` never happens: what it sets is never within its range"),
            (
                "BCM616",
                "set skill = skill + 4",
                "this can set `skill` to none of the values of `skill`, and `learn` does not happen then",
            ),
        ],
        id="a number that is never within its range",
    ),
    pytest.param(
        "limit long in t\n  while time_in_status at most 3 years, then s\nevent e by person\n  set skill = 0\n",
        [("BCM614", "limit long in t", "the limit `long` never runs out")],
        id="a limit behind another",
    ),
    pytest.param(
        "limit long in t\n  while skill at least 2 and stay at most 1 year, then s\n"
        "event learn by person\n  when skill is 0\n  set skill = 1\n",
        [("BCM614", "limit long in t", "the limit `long` never runs out: nobody ever meets its condition")],
        id="a limit for nobody",
    ),
    pytest.param(
        "status u in l\ntransition up from s to u by person\n  when skill is 3\n"
        "transition down from u to s by person\nevent e by person\n  set skill = 0\n",
        [
            ("BCM610", "status u in l", "nobody ever reaches the status `u`"),
            ("BCM611", "skill is 3", "`up` never happens: nobody it could happen to ever meets `skill is 3`"),
        ],
        id="a status behind a transition that never happens",
    ),
    pytest.param(
        "define able = skill at least 3\nevent e by person\n  set skill = 0\n",
        [("BCM618", "define able = skill at least 3", "nobody ever meets `able`")],
        id="a definition nobody meets",
    ),
    pytest.param(
        "event go by person\n  when in t\n  set skill = 1\n",
        [("BCM612", "event go by person", "`go` never happens in `s`")],
        id="an event that does not happen everywhere",
    ),
]


@pytest.mark.parametrize(("text", "expected"), KNOWN)
def test_known_findings(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert expected == told(STEPS + text)


def test_the_remedy_for_two_rules_that_lead_apart_was_tried() -> None:
    text = STEPS + "event e by person\n  set skill = 0\nstatus u in l\n"
    text += "transition on from t to u by law\n  when stay at least 2 years\n"
    remedies = [item.help for item in found_in(text) if item.code == "BCM617"]
    assert len(remedies) == 1
    assert remedies[0] is not None
    assert "`yields to on` in `t_limit`" in remedies[0]
    lines = text.splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("status t")) + 1
    assert lines[place].startswith("  at most")
    tried = "\n".join([*lines[: place + 1], "    yields to on", *lines[place + 1 :]]) + "\n"
    assert [code for code, _, _ in told(tried) if code == "BCM617"] == []


def test_rules_of_the_law_that_lead_apart_are_told_in_pairs() -> None:
    text = "event e by person\n  set skill = 0\nstatus u in l\n"
    text += "transition out from t to s by law\n  when stay at least 2 years\n"
    text += "transition on from t to u by law\n  when stay at least 2 years\n"
    clashes = [message for code, _, message in told(STEPS + text) if code == "BCM617"]
    words = "can act at the same moment and lead to different statuses"
    assert [
        f"`on` and `t_limit` {words}, `u` and `s`",
        f"`out` and `on` {words}, `s` and `u`",
    ] == clashes


ROUND = (
    "status t in l\nlimit old in t\n  while time_in_status at most 2 months, then t\n"
    "transition go from s to t by person\n"
)


def timelock_in(text: str) -> list[str]:
    return [item.message for item in found_in(text) if item.code == "BCM619"]


def test_time_that_stands_still_for_ever_is_told_with_a_life_that_leads_there() -> None:
    (finding,) = [item for item in found_in(ROUND) if item.code == "BCM619"]
    assert finding.span is not None
    assert finding.span.text.startswith("status t")
    assert finding.help is not None
    assert finding.help.endswith("seen after go, 2 months, in `t`")


def test_a_way_to_where_time_passes_is_enough() -> None:
    assert timelock_in(ROUND + "transition back from t to s by person\n") == []


def test_two_statuses_that_hand_a_person_to_and_fro_stop_time_as_well() -> None:
    text = "status t in l\nstatus u in l\nclock age\ntransition go from s to t by person\n"
    text += (
        "limit one in t\n  while age at most 2 months, then u\nlimit two in u\n  while age at most 1 month, then t\n"
    )
    assert len(timelock_in(text)) == 1


PROGRAM = "status t in l\n  acts at once\nattribute n: 0 to 2, starts 0\ntransition go from s to t by person\n"
COUNTS = "event up in t by person\n  when n less than 2\n  set n = n + 1\n"
ROUND_AGAIN = "event again in t by person\n  when n is 2\n  set n = 0\n"


def test_a_status_that_acts_at_once_and_can_be_stuck_is_told() -> None:
    (finding,) = [item for item in found_in(PROGRAM + COUNTS) if item.code == "BCM620"]
    assert finding.span is not None
    assert finding.span.text.startswith("status t")
    assert finding.help is not None
    assert finding.help.endswith("seen after go, up, up, in `t`")


def test_in_a_status_that_acts_at_once_time_is_meant_to_stand_still() -> None:
    assert told(PROGRAM + COUNTS + ROUND_AGAIN) == []
    assert timelock_in(ROUND + "status u in l\n  acts at once\n" + "transition on from s to u by person\n") != []


def test_a_status_that_nobody_gets_to_is_not_stuck() -> None:
    text = PROGRAM.replace("by person\n", "by person\n  when n is 1\n") + COUNTS
    assert "BCM620" not in [code for code, _, _ in told(text)]


def test_a_dead_end_is_no_time_that_stands_still() -> None:
    text = "attribute n: 0 to 0, starts 0\nlimit stuck in s\n"
    text += "  while time_in_status at most 2 months, then s\n  set n = n + 1\n"
    assert timelock_in(text) == []


def test_what_a_person_or_an_authority_may_choose_is_no_contradiction() -> None:
    text = "event e by person\n  set skill = 0\nstatus u in l\ntransition out from t to s by person\n"
    text += "transition on from t to u by person\n"
    assert told(STEPS + text) == []


def test_a_rule_that_a_parameter_switches_off_is_no_finding() -> None:
    rule = "event learn in t by person\n  when open\n  set skill = 1\n"
    assert told(f"{STEPS}parameter open = no\n{rule}") == []
    assert told(f"{STEPS}parameter open = yes\n{rule}") == []


def test_a_parameter_that_makes_a_requirement_hold_for_all_is_no_finding() -> None:
    assert (
        told(f"{STEPS}parameter lowest = 0\nevent e by person\n  when skill at least lowest\n  set skill = 1\n") == []
    )


def test_a_status_nobody_leaves_is_a_note() -> None:
    found = found_in("status t in l\ntransition go from s to t by person\n")
    assert [(i.code, i.severity, i.message) for i in found] == [("BCM615", "note", "nobody ever leaves the status `t`")]


def test_a_status_that_is_left_only_by_a_rule_that_never_acts_is_not_left() -> None:
    text = "status t in l\nattribute fit: yes or no, fixed, starts no\ntransition go from s to t by person\n"
    codes = [item.code for item in found_in(f"{text}transition back from t to s by person\n  when fit\n")]
    assert codes == ["BCM615", "BCM611"]


def test_an_unbounded_number_is_no_obstacle() -> None:
    text = "attribute n: integer, starts 0\nevent up by person\n  when n at least 0\n  set n = n + 2\n"
    assert told(f"{text}event odd by person\n  when n is -1\n  set n = 0\n") == [
        ("BCM613", "n at least 0", "`n at least 0` decides nothing in `up`: everybody there meets it"),
        ("BCM611", "n is -1", "`odd` never happens: nobody it could happen to ever meets `n is -1`"),
    ]


PAGE = """\
policy p
  time in months
layer outside
layer inside
layer goal
attribute skill: 0 to 3, starts 0
status abroad in outside
status worker in inside
  at most 3 years, then abroad
status settled in goal
transition enter from abroad to worker by person
transition settle from worker to settled by person
  when skill at least 2
   and time_in_status at least 4 years
event train in inside by person
  set skill = skill + 1
limit idle in worker
  while skill is 0 and time_in_status at most 36 months, then settled
start in abroad
property way: every person in inside can reach goal
"""


def test_the_page_of_a_policy_full_of_mistakes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"m.bcm": PAGE}, tmp_path)
    monkeypatch.chdir(tmp_path)
    said = bcm(monkeypatch, capfd, "check", "m.bcm", "-v", "--format", "concise").err
    is_golden(Path(__file__).parent / "golden" / "coverage.txt", said)


@pytest.mark.parametrize(
    ("args", "table", "code", "shown"),
    [
        ((), "", 1, ["BCM613", "BCM617"]),
        (("--severity", "BCM613=off"), "", 1, ["BCM617"]),
        (("--severity", "BCM613=note"), "", 1, ["BCM617"]),
        ((), 'BCM613 = "off"\nBCM617 = "off"', 1, []),
        (("--severity", "BCM617=error"), 'BCM613 = "off"\nBCM617 = "off"', 2, ["BCM617"]),
        (("--strict",), "", 2, ["BCM613", "BCM617"]),
        (("--strict",), 'BCM613 = "note"\nBCM617 = "note"', 1, []),
        (("--property", "way"), "", 1, []),
    ],
)
def test_severities_can_be_set(
    args: tuple[str, ...],
    table: str,
    code: int,
    shown: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    text = PAGE.replace(
        "  set skill = skill + 1", "  when skill less than 3\n   and skill less than 4\n  set skill = skill + 1"
    )
    text = text.replace("   and time_in_status at least 4 years\n", "")
    text = text.replace("every person in inside can reach goal", "every person can reach goal by law")
    text = text.replace("limit idle in worker\n  while skill is 0 and", "limit idle in worker\n  while skill is 1 and")
    lay_out({"m.bcm": text, "expected.toml": f"[findings]\n{table}\n"}, tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", *args)
    assert (code, shown) == (ran.code, [word for word in ("BCM613", "BCM617") if f"[{word}]" in ran.err])


@pytest.mark.parametrize("setting", ["BCM613=loud", "BCM201=off", "BCM613"])
def test_a_wrong_severity_is_told(
    setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"m.bcm": PAGE}, tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", "--severity", setting)
    assert (ran.code, "BCM905" in ran.err) == (2, True)


def test_findings_need_no_property(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"m.bcm": PAGE[: PAGE.index("property")]}, tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = bcm(monkeypatch, capfd, "check", "m.bcm")
    assert ran.code == 2
    assert all(f"[{code}]" in ran.err for code in ("BCM611", "BCM616", "BCM617", "BCM902"))
