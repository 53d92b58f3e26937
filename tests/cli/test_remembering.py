"""What was found in an earlier run is remembered, counted and told; what a stranger puts there proves nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bcm_formal.trust.own_folder import knows_owners
from tests.builders.policies import LADDER
from tests.builders.running import Ran, bcm, started

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not knows_owners(), reason="nothing is remembered without owners of files"),
]
ROOT = Path(__file__).parents[2]
CHANGED = LADDER.replace("stay at least 3 years\nproperty", "stay at least 2 years\nproperty")
assert CHANGED != LADDER
Check = Callable[..., Ran]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of what is remembered, which is not made yet."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("BCM_CACHE", str(tmp_path / "cache"))
    Path("ladder.bcm").write_text(LADDER)
    return tmp_path / "cache" / "bcm-formal" / "proved"


@pytest.fixture
def check(cache: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Check:
    return lambda *args: bcm(monkeypatch, capfd, "check", "ladder.bcm", *args)


def kept(cache: Path) -> dict[Path, bytes]:
    """All that is remembered."""
    return {path: path.read_bytes() for path in cache.parent.rglob("*") if path.is_file()}


def counts(ran: Ran) -> tuple[int, int]:
    """How many obligations there are, and of how many a proof is remembered."""
    (report,) = json.loads(ran.out)["models"]
    found = [(item["obligations"], item["remembered"]) for item in report["properties"]]
    return sum(both for both, _ in found), sum(remembered for _, remembered in found)


def recalled(ran: Ran) -> tuple[int, int, int, bool]:
    """How many certificates, explanations and scenarios are remembered, and whether the findings are."""
    (report,) = json.loads(ran.out)["models"]
    found = report["remembered"]
    return found["certificates"], found["explanations"], found["scenarios"], found["findings"]


def without_counts(text: str) -> Any:
    """A JSON report but for what it says to be remembered."""
    return json.loads(text, object_hook=lambda item: {name: item[name] for name in item if name != "remembered"})


def test_the_same_again_proves_nothing_and_says_so(check: Check) -> None:
    first, again = check("--format", "json"), check("--format", "json")
    obligations, remembered = counts(first)
    assert obligations > 50
    assert remembered == 0
    assert counts(again) == (obligations, obligations)
    assert without_counts(again.out) == without_counts(first.out)
    assert again.code == first.code
    assert recalled(first) == (0, 0, 0, False)
    properties = json.loads(first.out)["models"][0]["properties"]
    assert recalled(again) == (len(properties), len(properties), 0, True)
    told = " ".join(check("-v").out.split())
    assert f"remembered from earlier runs: {obligations} of {obligations} proofs of obligations" in told
    assert f"{len(properties)} certificates, {len(properties)} explanations, findings" in told
    assert "of them in an earlier run" in told


def test_formulas_that_several_questions_show_are_remembered_too(tmp_path: Path, check: Check, cache: Path) -> None:
    formulas = (
        "AG (in settled implies EG in settled)",
        "AG (in worker implies EF (in settled and EG in settled))",
        "EG in worker",
        "AG EF in settled and AG (in worker implies AF in settled)",
        "AG (in abroad implies EX in worker) or AG EF in abroad",
    )
    lines = (f"property c{number}: ctl {formula}\n" for number, formula in enumerate(formulas))
    Path("ladder.bcm").write_text(LADDER + "".join(lines))
    first, again = check("--format", "json"), check("--format", "json")
    properties = json.loads(first.out)["models"][0]["properties"]
    assert {item["verdict"] for item in properties[-len(formulas) :]} == {"HOLDS", "VIOLATED"}
    assert recalled(again)[:2] == (len(properties), len(properties))
    assert without_counts(again.out) == without_counts(first.out)
    obligations, remembered = counts(again)
    assert remembered == obligations


@pytest.mark.parametrize("form", ["text", "markdown", "junit", "github", "concise"])
def test_the_same_again_tells_the_same(check: Check, form: str) -> None:
    first, again = check("--format", form, "-v"), check("--format", form, "-v")
    assert again.err == first.err
    assert again.code == first.code
    said = [
        re.sub(r", \d+ of them in an earlier run|; remembered from[^.]*?findings", "", text)
        for text in (first.out, again.out)
    ]
    assert said[1].split() == said[0].split()


@pytest.mark.parametrize("name", ["germany", "bcm"])
def test_of_the_shipped_models_the_same_is_told_again(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    path = str(ROOT / "models" / name / f"{name}.bcm")
    first, again = (bcm(monkeypatch, capfd, "check", path, "--format", "json") for _ in range(2))
    properties = json.loads(first.out)["models"][0]["properties"]
    scenarios = json.loads(first.out)["models"][0]["scenarios"]
    assert recalled(again) == (len(properties), len(properties), len(scenarios), True)
    assert without_counts(again.out) == without_counts(first.out)
    obligations, remembered = counts(again)
    assert remembered == obligations > 50


def test_fresh_neither_reads_nor_writes(check: Check, cache: Path) -> None:
    assert counts(check("--fresh", "--format", "json"))[1] == 0
    assert not cache.exists()
    check()
    before = kept(cache)
    assert before
    Path("ladder.bcm").write_text(CHANGED)
    assert counts(check("--fresh", "--format", "json"))[1] == 0
    assert "remembered" not in check("--fresh").out
    assert kept(cache) == before


def test_what_was_changed_is_proved_again(check: Check, cache: Path) -> None:
    check()
    Path("ladder.bcm").write_text(CHANGED)
    obligations, remembered = counts(check("--format", "json"))
    assert 0 < remembered < obligations
    assert counts(check("--format", "json")) == (obligations, obligations)
    assert len(list(cache.iterdir())) == 1
    Path("ladder.bcm").write_text(LADDER + "# a remark\n")
    again = check("--format", "json")
    assert counts(again)[0] == counts(again)[1]
    assert recalled(again) == (0, 0, 0, False)


def test_another_solver_proves_for_itself(check: Check) -> None:
    check()
    assert counts(check("--solver", "cvc5", "--format", "json"))[1] == 0
    assert counts(check("--solver", "cvc5", "--format", "json"))[1] > 0


@pytest.mark.parametrize("spoil", ["garbage", "large", "link", "writable", "folder"])
def test_what_may_not_be_believed_is_not_and_all_is_proved(check: Check, cache: Path, spoil: str) -> None:
    first = check("--format", "json")
    for path in kept(cache):
        data = path.read_bytes()
        match spoil:
            case "garbage":
                path.write_bytes(data[1:].replace(b"\n", b"0\n\xff"))
            case "large":
                path.write_bytes(data + b"\n" * 9_000_000)
            case "link":
                path.rename(path.parent.parent / f"elsewhere {path.parent.name}")
                path.symlink_to(path.parent.parent / f"elsewhere {path.parent.name}")
            case "writable":
                path.chmod(0o666)
            case "folder":
                path.parent.chmod(0o777)
    again = check("--format", "json")
    assert again.out == first.out
    assert again.code == first.code


def test_without_a_place_to_write_all_is_proved_every_time(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BCM_CACHE", str(tmp_path / "file"))
    first, again = check("--format", "json"), check("--format", "json")
    assert first.code == 1
    assert first.out == again.out


def test_a_place_in_what_is_checked_is_refused(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BCM_CACHE", str(Path("cache").absolute()))
    ran = check()
    assert ran.code == 2
    assert "BCM_CACHE" in ran.err
    assert "is checked" in " ".join(ran.err.split())
    assert not Path("cache").exists()
    assert check("--fresh").code == 1


def test_runs_side_by_side_harm_each_other_in_nothing(check: Check, cache: Path) -> None:
    command = [sys.executable, "-m", "bcm_formal", "check", "ladder.bcm", "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with ExitStack() as stack:
        running = [stack.enter_context(started(command, env=environment, stdout=subprocess.PIPE)) for _ in range(3)]
        said = [process.communicate(timeout=300)[0].decode() for process in running]
    assert {process.returncode for process in running} == {1}
    again = check("--format", "json")
    obligations, remembered = counts(again)
    assert remembered == obligations
    assert all(without_counts(text) == without_counts(again.out) for text in said)
    (path,) = cache.iterdir()
    lines = path.read_text().split()
    assert {len(line) for line in lines} == {64}


def test_proving_and_checking_proofs_remember_nothing(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    bcm(monkeypatch, capfd, "check", "ladder.bcm")
    before = kept(cache)
    for args in (("prove", "ladder.bcm"), ("verify-proofs", "proofs")):
        assert bcm(monkeypatch, capfd, *args).code == 0, args
    assert kept(cache) == before
