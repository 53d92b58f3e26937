"""`bcm check --times`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.running import bcm, lay_out
from tests.builders.texts import STUDIES


@pytest.mark.parametrize(("args", "is_told"), [((), False), (("--times",), True)])
def test_times_are_told_only_on_request(
    args: tuple[str, ...],
    is_told: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    lay_out({"m.bcm": STUDIES}, tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = bcm(monkeypatch, capfd, "check", "m.bcm", "--property", "steady", *args)

    assert is_told == ("How soon" in ran.out)
    assert is_told == ("at once      18 months" in ran.out)
