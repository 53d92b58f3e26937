"""How a property holds is found out only where it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.answers.answer import Answer, answer_to
from bcm_formal.api import checking
from bcm_formal.processes import sharing as processes
from bcm_formal.trust.verdict import Verdict
from tests.builders.running import SOUND, bcm, lay_out


@pytest.mark.parametrize(
    ("args", "is_read"),
    [
        ((), True),
        (("--format", "json"), True),
        (("--format", "concise"), False),
        (("--format", "junit"), False),
        (("--format", "concise", "--output", "json=r.json"), True),
        (("--format", "markdown", "--write-expected"), False),
        (("--format", "markdown", "--expected"), True),
        (("--format", "concise", "--expected"), False),
    ],
)
def test_how_a_property_holds_is_read_where_it_is_told(
    args: tuple[str, ...],
    is_read: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    lay_out({"m.bcm": SOUND, "expected.toml": ""}, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    read: list[str] = []

    def noted(verdict: Verdict) -> Answer:
        read.append(verdict.property.name)
        return answer_to(verdict)

    monkeypatch.setattr(checking, "answer_to", noted)
    assert bcm(monkeypatch, capfd, "check", "m.bcm", *args).code == 0
    assert bool(read) == is_read
