"""A model that comes in on stdin: nothing stands beside it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.builders.running import SOUND, bcm, lay_out


@pytest.fixture(autouse=True)
def _stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out({"expected.toml": "[nonsense]\n", "proofs/sound/everybody_has_a_path.txt": "nonsense"}, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SOUND.encode())))


def test_stdin_is_checked_under_a_name_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = bcm(monkeypatch, capfd, "check", "-", "--format", "json")
    (model,) = json.loads(ran.out)["models"]
    assert (ran.code, ran.err, model["path"], model["properties"][0]["place"]["path"]) == (0, "", "<stdin>", "<stdin>")
    assert [item["tried"] for item in model["properties"]] == [[], []]


def test_a_mistake_on_stdin_has_its_place(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SOUND.replace("and employed", "and e").encode())))
    ran = bcm(monkeypatch, capfd, "check", "-")
    assert (ran.code, ran.err.startswith("<stdin>:"), "<stdin>: 1 error, nothing was checked" in ran.out) == (
        2,
        True,
        True,
    )


def test_nothing_can_be_expected_of_stdin(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    ran = bcm(monkeypatch, capfd, "check", "-", "--expected")
    assert (ran.code, "nothing stands beside <stdin>" in ran.err) == (2, True)


@pytest.mark.parametrize(
    "args", [("export", "json", "-"), ("simulate", "-", "--random", "2"), ("explain", "five_years", "-")]
)
def test_other_commands_take_it_as_well(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], args: tuple[str, ...]
) -> None:
    assert bcm(monkeypatch, capfd, *args).code == 0
