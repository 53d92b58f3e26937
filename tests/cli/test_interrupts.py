"""What was found before an interrupt, a limit or a mistake of ours is told, and no process stays behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bcm_formal.api.run import Run
from bcm_formal.project.request import Request
from bcm_formal.views.report.formats import Format, Look, written
from bcm_formal.views.report.telling import Teller
from tests.builders.running import SOUND, Ran, bcm, lay_out, started

pytestmark = pytest.mark.slow

MODEL = SOUND.replace(
    "property permanence_is_earned",
    "property slow: every person in temporary can reach permanent\n\nproperty permanence_is_earned",
)
SLOW = """
import sys
sys.argv = ['bcm', *sys.argv[1:]]
from bcm_formal.__main__ import main
import bcm_formal.api.checking as checking
import bcm_formal.vetting.scenarios as scenarios
from bcm_formal.verify.portfolio import Portfolio
decide, decide_soon, answer_to = Portfolio.decide, Portfolio.decide_soon, checking.answer_to
def slowly(item):
    if item.name == 'slow' and SLOW == 'verdict':
        while True: pass
    if item.name == 'slow' and SLOW == 'mistake':
        raise ZeroDivisionError
    if item.name == 'slow' and SLOW == 'memory':
        raise MemoryError
    held = []
    while item.name == 'slow' and SLOW == 'greed':
        held.append(b'x' * 20_000_000)
def decide_slowly(self, system, item, **how):
    slowly(item)
    return decide(self, system, item, **how)
def decide_soon_slowly(self, system, item):
    slowly(item)
    return decide_soon(self, system, item)
def read_slowly(verdict):
    if verdict.property.name == 'slow' and SLOW == 'explanation':
        while True: pass
    return answer_to(verdict)
Portfolio.decide, Portfolio.decide_soon, checking.answer_to = decide_slowly, decide_soon_slowly, read_slowly
def quickly(*args):
    if SLOW == 'scenario':
        while True: pass
    return played(*args)
played, scenarios.run_scenario = scenarios.run_scenario, quickly
main()
"""
CASES = Path(__file__).parents[1] / "cases"
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


def command(slow: str, *args: str) -> list[str]:
    return [sys.executable, "-c", SLOW.replace("SLOW ==", f"{slow!r} =="), *args]


@contextmanager
def begun(folder: Path, slow: str, *args: str, until: str = "HOLDS") -> Iterator[subprocess.Popen[bytes]]:
    """`bcm` at work: it has told a line with `until`."""
    lay_out({"m.bcm": MODEL}, folder)
    with started(
        command(slow, *args), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        assert running.stdout is not None
        while until and until.encode() not in running.stdout.readline():
            assert running.poll() is None
        yield running


def ran(folder: Path, slow: str, *args: str) -> Ran:
    lay_out({"m.bcm": MODEL}, folder)
    done = subprocess.run(command(slow, *args), cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    return Ran(done.returncode, done.stdout, done.stderr)


def processes_of(session: int) -> list[int]:
    """All processes of a session that still do something."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text(encoding="ascii").rsplit(")", 1)[1].split()
        except (OSError, UnicodeDecodeError):
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(place.parent.name))
    return found


def wait_until(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


@needs_proc
@pytest.mark.parametrize(("how", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129), ("SIGKILL", -9)])
def test_no_process_outlives_a_check(tmp_path: Path, how: str, code: int) -> None:
    with begun(tmp_path, "verdict", "check", "m.bcm", "--fresh") as running:
        assert wait_until(lambda: len(processes_of(running.pid)) >= 2)
        running.send_signal(getattr(signal, how))
        running.wait(timeout=20)
    assert running.returncode == code
    assert wait_until(lambda: not processes_of(running.pid))


@needs_proc
def test_a_whole_group_that_is_interrupted_ends_as_one(tmp_path: Path) -> None:
    with begun(tmp_path, "verdict", "check", "m.bcm", "--fresh") as running:
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=20)
    assert (running.returncode, said.decode().splitlines()[-1]) == (130, "interrupted")
    assert wait_until(lambda: not processes_of(running.pid))


@needs_proc
def test_a_check_that_nobody_reads_ends(tmp_path: Path) -> None:
    with begun(tmp_path, "verdict", "check", "m.bcm", "--fresh") as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        running.wait(timeout=20)
        assert running.stderr.read() == b""
    assert running.returncode == 141
    assert wait_until(lambda: not processes_of(running.pid))


@needs_proc
@pytest.mark.parametrize("how", ["INT", "TERM"])
def test_workers_do_not_survive_as_they_once_did(tmp_path: Path, how: str) -> None:
    lay_out({"m.bcm": MODEL}, tmp_path)
    bcm_command = tmp_path / "bcm"
    bcm_command.write_text(
        "\n".join([f"#!{sys.executable}", SLOW.replace("SLOW ==", "'verdict' ==")]), encoding="utf-8"
    )
    bcm_command.chmod(0o755)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        ["bash", str(CASES / "interrupt.sh"), str(bcm_command), "m.bcm", "4", how],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert f"exit code {128 + getattr(signal, f'SIG{how}')}" in done.stdout
    assert "still there" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_daemonic_process_checks_as_any_other() -> None:
    done = subprocess.run(
        [sys.executable, str(CASES / "daemonic_pool.py")],
        cwd=CASES,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.splitlines() == [
        "('quick',) ['VIOLATED']",
        "('quick', 'everybody') ['HOLDS', 'VIOLATED']",
        "() []",
    ]


def test_an_interrupt_loses_no_verdict(tmp_path: Path) -> None:
    outputs = ("--output", "json=r.json", "--output", "junit=r.xml", "--output", "concise=r.txt")
    with begun(tmp_path, "verdict", "check", "m.bcm", "--fresh", *outputs) as running:
        time.sleep(1)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    text = out.decode()
    assert re.findall(r"(\w+) +(slow|permanence_is_earned)", text) == [
        ("UNKNOWN", "slow"),
        ("HOLDS", "permanence_is_earned"),
    ]
    assert "interrupted before it was decided" in text
    assert "Traceback" not in err.decode()
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    (model,) = report["models"]
    assert (report["exit_code"], model["cut_short"]) == (130, True)
    assert [item["verdict"] for item in model["properties"]] == ["HOLDS", "UNKNOWN", "HOLDS"]
    assert ElementTree.parse(tmp_path / "r.xml").find(".//property[@name='cut_short']") is not None  # ours
    assert "UNKNOWN" in (tmp_path / "r.txt").read_text(encoding="utf-8")


def test_verdicts_are_written_to_files_as_they_come(tmp_path: Path) -> None:
    file = tmp_path / "r.txt"
    with begun(tmp_path, "verdict", "check", "m.bcm", "--fresh", "--output", "concise=r.txt") as running:
        assert wait_until(lambda: file.exists() and "HOLDS" in file.read_text(encoding="utf-8"))
        assert running.poll() is None
        running.kill()


@pytest.mark.parametrize("form", list(Format))
def test_what_comes_bit_by_bit_is_the_page_as_a_whole(tmp_path: Path, form: Format) -> None:
    lay_out({"m.bcm": MODEL, "n.bcm": MODEL.replace("policy sound", "policy other"), "o.bcm": "policy"}, tmp_path)
    run, bits, count = Run(Request((tmp_path,), fresh=True)), list[str](), 0
    teller = Teller(form, Look(), bits.append)
    for result in run.go_on():
        teller.hear(result)
        count += 1
    teller.end(run.results(), 1, None)
    assert count > 8
    assert len(bits) == 1 or len(bits) >= 4
    assert "".join(bits) == written(run.results(), form, 1)


@pytest.mark.parametrize(
    ("limit", "why"),
    [
        (("--timeout", "5s"), "stopped after 5 seconds, as --timeout asked"),
        (("--timeout-each", "5s"), "stopped after 5 seconds, as --timeout-each asked"),
    ],
)
def test_what_a_limit_leaves_open_is_unknown_and_the_rest_is_told(
    tmp_path: Path, limit: tuple[str, str], why: str
) -> None:
    told = ran(tmp_path, "verdict", "check", "m.bcm", "--fresh", *limit, "--format", "json")
    (model,) = json.loads(told.out)["models"]
    found = {item["name"]: (item["verdict"], item["reason"]) for item in model["properties"]}
    assert found["slow"] == ("UNKNOWN", why)
    assert found["everybody_has_a_path"][0] == found["permanence_is_earned"][0] == "HOLDS"
    assert told.code == 3


def test_an_explanation_that_takes_too_long_loses_no_verdict(tmp_path: Path) -> None:
    told = ran(tmp_path, "explanation", "check", "m.bcm", "--fresh", "--timeout-each", "1s")
    assert "HOLDS     slow" in told.out
    assert "the explanation of `slow` was left out: stopped after 1 second, as --timeout-each asked" in told.err
    assert told.code == 0


def test_a_scenario_that_takes_too_long_is_undecided(tmp_path: Path) -> None:
    told = ran(tmp_path, "scenario", "check", "m.bcm", "--fresh", "--timeout", "2s")
    assert "stopped after 2 seconds, as --timeout asked" in told.out
    assert told.code == 3


def test_running_out_of_memory_is_an_answer(tmp_path: Path) -> None:
    told = ran(tmp_path, "memory", "check", "m.bcm", "--fresh")
    assert "ran out of memory" in told.out
    assert (told.code, told.err) == (3, "")


def test_a_limit_of_memory_is_an_answer(tmp_path: Path) -> None:
    told = ran(tmp_path, "greed", "check", "m.bcm", "--fresh", "--memory", "600MB")
    assert re.findall(r"(\w+) +(slow|permanence_is_earned|everybody_has_a_path)\b", told.out) == [
        ("HOLDS", "everybody_has_a_path"),
        ("UNKNOWN", "slow"),
        ("HOLDS", "permanence_is_earned"),
    ]
    assert "stopped when more than 600 MB of memory were in use, as --memory asked" in told.out
    assert told.code == 3


def test_a_limit_that_ends_before_a_file_is_read_is_told(tmp_path: Path) -> None:
    told = ran(tmp_path, "nothing", "check", "m.bcm", "--memory", "1MB")
    assert "error[BCM912]: `m.bcm` was left out: stopped" in told.err
    assert (told.code, told.out) == (3, "")


def test_mutants_that_a_limit_leaves_open_are_undecided(tmp_path: Path) -> None:
    told = ran(tmp_path, "scenario", "check", "m.bcm", "--mutate", "--timeout", "5s")
    assert "as --timeout asked" in told.out
    assert told.code == 3


def test_a_mistake_of_ours_loses_no_verdict(tmp_path: Path) -> None:
    told = ran(tmp_path, "mistake", "check", "m.bcm", "--fresh")
    assert re.findall(r"(\w+) +(slow|permanence_is_earned|everybody_has_a_path)\b", told.out) == [
        ("HOLDS", "everybody_has_a_path"),
        ("UNKNOWN", "slow"),
        ("HOLDS", "permanence_is_earned"),
    ]
    assert "a mistake of ours (ZeroDivisionError)" in told.err
    assert (told.code, "Traceback" in told.err) == (70, False)
    Path(told.err.strip().rsplit(" ", 1)[1]).unlink()


@pytest.mark.parametrize(
    ("option", "text", "says"),
    [
        ("--timeout", "10", "is not a time like 30s, 10min or 1h30min"),
        ("--timeout", "ten minutes", "is not a time like"),
        ("--timeout", "-5s", "is not a time like"),
        ("--timeout", "0s", "must be more than nothing"),
        ("--timeout", "５min", "is not a time like"),
        ("--timeout-each", "1y", "is not a time like"),
        ("--timeout-each", "", "is not a time like"),
        ("--memory", "2", "is not a size like 500MB, 2GB or 2GiB"),
        ("--memory", "2 bananas", "is not a size like"),
        ("--memory", "0GB", "must be more than nothing"),
        ("--memory", "99999999999GB", "more than any machine has"),
    ],
)
def test_a_limit_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], option: str, text: str, says: str
) -> None:
    told = bcm(monkeypatch, capfd, "check", "m.bcm", option, text)
    assert says in " ".join(told.err.split())
    assert (told.code, told.out) == (2, "")
