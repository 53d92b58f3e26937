"""`bcm check --depends`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.running import bcm, lay_out
from tests.builders.texts import DOUBTFUL, NUMBERS

_FREE = "parameter idle = 2 months between 1 month and 3 months\ndefine unread = residence at least idle\n"


@pytest.fixture(autouse=True)
def beside_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out({"m.bcm": NUMBERS.replace("start in a", f"{_FREE}start in a")}, tmp_path)
    monkeypatch.chdir(tmp_path)


def test_a_line_below_the_verdict_says_for_which_values_it_stays(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    told = bcm(monkeypatch, capfd, "check", "m.bcm", "--depends").out
    _, slow = told.split("slow\n", 1)
    assert slow.splitlines()[:2] == [
        "      holds for every need from 0 to 5, cap from 1 year to 8 years, idle from 1 month to 3 months,",
        "        each alone",
    ]
    assert "holds for every after from 30 months to 10 years; violated at 29 months" in told
    assert "violated for every after from 1 year to 5 years; holds from 61 months to 10 years" in told


def test_several_numbers_at_once_are_asked_about_by_a_sweep(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for form in ("text", "markdown"):
        told = bcm(monkeypatch, capfd, "check", "m.bcm", "--depends", "--format", form).out
        before, asked = " ".join(told.split()).split("`bcm sweep ")
        assert before.rstrip().endswith("is so while the others are as written. For several at once:")
        names = asked.split("`", 1)[0].split()
        assert names == ["m.bcm", "--open", "after", "--open", "need"]
        swept = bcm(monkeypatch, capfd, "sweep", *names, "--property", "slow").out
        assert "▸ slow: holds iff after at least 30 months, or need at least 4" in swept


def test_of_one_number_alone_nothing_is_said_of_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = NUMBERS.replace("parameter need = 3 between 0 and 5", "parameter need = 3")
    text = text.replace(" between 1 year and 8 years", "")
    lay_out({"m.bcm": text}, tmp_path)
    told = bcm(monkeypatch, capfd, "check", "m.bcm", "--depends").out
    assert "holds for every after from" in told
    assert "at once" not in told


def test_verdicts_rest_only_on_numbers_that_some_verdict_depends_on(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def rests(*args: str) -> list[str]:
        told = bcm(monkeypatch, capfd, "check", "m.bcm", "--property", "slow", "--property", "points", *args).out
        return [line.split()[1] for line in told.splitlines() if line.startswith("  · ")]

    assert rests() == ["after", "need", "cap", "idle"]
    assert rests("--depends") == ["after", "need"]


def test_markdown_has_a_table(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    told = bcm(monkeypatch, capfd, "check", "m.bcm", "--depends", "--format", "markdown").out
    assert "| `slow` | holds for every after from 30 months to 10 years; violated at 29 months |" in told


def test_what_was_stopped_is_not_decided_and_still_a_number_to_rest_on(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    told = bcm(monkeypatch, capfd, "check", "m.bcm", "--depends", "--timeout-each", "0.001 s", "--fresh").out
    assert "not decided for other values of after" in told
    assert "· idle = 2 months" in told


def test_lines_below_the_verdict_say_which_doubtful_rules_it_needs_and_without_which_it_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"m.bcm": NUMBERS + DOUBTFUL}, tmp_path)
    told = bcm(monkeypatch, capfd, "check", "m.bcm", "--depends", "--property", "on_to_c").out
    assert "      needs on (of low confidence): VIOLATED without it\n" in told
    assert "      the same without over (assumed)\n" in told
    rests = [line.removeprefix("  · ") for line in told.splitlines() if line.startswith("  · ")]
    assert rests == ["of low confidence: on"]
    table = bcm(monkeypatch, capfd, "check", "m.bcm", "--depends", "--property", "on_to_c", "--format", "markdown").out
    assert "| `on_to_c` | needs on (of low confidence): VIOLATED without it |" in table


def test_rules_that_were_not_decided_are_still_what_verdicts_rest_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out({"m.bcm": NUMBERS + DOUBTFUL}, tmp_path)
    told = bcm(monkeypatch, capfd, "check", "m.bcm", "--depends", "--timeout-each", "0.001 s", "--fresh").out
    assert "not decided without on (of low confidence), over (assumed): stopped after 0.001 seconds" in told
    assert "  · over: nobody has looked it up" in told
    assert "  · of low confidence: on" in told


def test_what_holds_for_every_value_is_stored_where_the_text_leaves_the_number_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    parameter = "parameter after = 3 years between 1 year and 10 years"
    asked = [line for line in NUMBERS.splitlines() if not line.startswith("property") or " slow:" in line]
    proved = {}
    for starts in ("30 months to 10 years", "1 year to 10 years"):
        text = "\n".join(asked).replace(parameter, f"clock after, fixed\n  starts {starts}")
        lay_out({"m.bcm": f"{text}\n"}, tmp_path)
        told = bcm(monkeypatch, capfd, "prove", "m.bcm")
        proved[starts] = told.out.split()[0]
        assert bcm(monkeypatch, capfd, "verify-proofs", "proofs").code == told.code == 0
    assert list(proved.values()) == ["HOLDS", "VIOLATED"]
