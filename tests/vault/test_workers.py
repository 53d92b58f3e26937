"""Solvers in processes: what crashes, hangs or talks nonsense there gives no answer, and the rest goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bcm_formal.trust.solvers import SOLVERS, Bundle, Limits, SatAnswer, SolverMissingError
from bcm_formal.vault import workers
from bcm_formal.vault.workers import Pool, Replies
from tests.builders.running import started

SHARED = "(declare-const x Int)\n(assert (<= 0 x))"
BUNDLES = [Bundle(SHARED, tuple(f"(< x (- {n}))" for n in range(1, size))) for size in (2, 5, 3, 9)]
SLOW = "import sys, time\nfor line in sys.stdin: time.sleep(60)\n"
GARBAGE = "import sys\nfor line in sys.stdin: print('unsat', flush=True)\n"
CRASH = "import sys, os, signal\nfor line in sys.stdin: os.kill(os.getpid(), signal.SIGSEGV)\n"
LEAVES = "import sys\nsys.exit(3)\n"
DEAF = "import time\ntime.sleep(1000)\n"
MUTE = "import os, time\nos.close(1)\ntime.sleep(1000)\n"
LIAR = "import sys\nfor line in sys.stdin: print('[\"proved\", null, 0.1]', flush=True)\n"
STUMBLES = """
import json, os, sys
for line in sys.stdin:
    for formula in json.loads(line)["bundle"]["formulas"]:
        if formula == "bad":
            os._exit(1)
        print('["unsat", null, 0.5]', flush=True)
"""


def asked(program: str | None, bundles: list[Bundle], jobs: int = 2, solver: str = "cvc5") -> list[Replies]:
    command = None if program is None else (sys.executable, "-c", program)
    return Pool(solver, jobs, Limits(seconds=0 if program else 60), command, 1.5).replies(bundles, lambda _: None)


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("jobs", [1, 3])
def test_every_bundle_gets_its_answers_in_order(solver: str, jobs: int) -> None:
    counted: list[int] = []
    pool = Pool(solver, jobs, Limits())
    found = pool.replies([*BUNDLES, Bundle(SHARED, ("(= x 3)", "(< x 0)"))], counted.append)
    assert [len(bundle.formulas) for bundle in BUNDLES] == [len(item.replies) for item in found[:-1]]
    assert {SatAnswer.UNSAT} == {answer for item in found[:-1] for answer, _ in item.replies}
    assert [answer for answer, _ in found[-1].replies] == [SatAnswer.SAT, SatAnswer.UNSAT]
    assert sum(len(item.replies) for item in found) == len(counted)


@pytest.mark.parametrize(
    ("program", "why"),
    [
        (SLOW, "was stopped after"),
        (DEAF, "was stopped after"),
        (MUTE, "was stopped after"),
        (GARBAGE, "no answer"),
        (CRASH, "ended by signal 11"),
        (LEAVES, "ended with exit code 3"),
        (LIAR, "no answer"),
    ],
    ids=["hangs", "reads nothing", "says nothing", "garbage", "crashes", "leaves", "lies"],
)
def test_a_solver_that_fails_gives_no_answer_with_the_reason(program: str, why: str) -> None:
    (only,) = asked(program, [Bundle(";" * 1_000_000, ("true",))], 1)  # more than a pipe holds
    assert [answer for answer, _ in only.replies] == [SatAnswer.UNKNOWN]
    assert why in (only.replies[0][1] or "")


def test_after_a_crash_the_rest_is_asked_of_a_new_process() -> None:
    (only,) = asked(STUMBLES, [Bundle("", ("good", "bad", "good", "good", "bad"))], 1)
    expected = ["unsat", "unknown", "unsat", "unsat", "unknown"]
    assert expected == [answer.value for answer, _ in only.replies]
    assert 1.5 == pytest.approx(only.seconds)  # noqa: SIM300


def test_no_bundles_need_no_process() -> None:
    assert [] == asked(LEAVES, [])  # noqa: SIM300


@pytest.mark.parametrize("solver", SOLVERS)
def test_where_there_are_no_processes_the_answers_are_the_same(solver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bundles = [Bundle("(declare-const x Int)", ("(< x x)", "(> x 3)", "(> x")), Bundle("", ("false",))]
    heard: list[int] = []
    elsewhere = Pool(solver, 1, Limits()).replies(bundles, lambda _: None)
    monkeypatch.setattr(workers, "is_alone", lambda: True)
    monkeypatch.setattr(subprocess, "Popen", None)
    here = Pool(solver, 1, Limits()).replies(bundles, heard.append)
    assert [found.replies for found in here] == [found.replies for found in elsewhere]
    assert heard == [0, 0, 0, 1]


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_solver_that_is_not_installed_is_named(solver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, solver, None)
    with pytest.raises(SolverMissingError, match=solver):
        asked(None, BUNDLES, solver=solver)


def test_a_program_that_cannot_be_started_is_an_error_and_no_pass() -> None:
    with pytest.raises(OSError, match="nothing-of-this-name"):
        Pool("cvc5", 2, Limits(), ("/nothing-of-this-name",)).replies(BUNDLES, lambda _: None)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("kernel", [True, False], ids=["kernel", "pipe"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_no_solver_outlives_the_process_that_asks(tmp_path: Path, how: signal.Signals, kernel: bool) -> None:
    log = tmp_path / "workers"
    own = "attached._LIBRARY = None" if not kernel else "pass"
    busy = (
        f"import os, sys\nfrom bcm_formal.processes import attached\n{own}\n"
        "from bcm_formal.trust.solvers import SOLVERS\nfrom bcm_formal.vault import workers\n"
        "def spin(bundle, limits):\n"
        "    while bundle.formulas: pass\n"
        "    yield from ()\n"
        "SOLVERS['cvc5'] = spin\n"
        f"print(os.getpid(), file=open({str(log)!r}, 'a'), flush=True)\n"
        "workers.serve('cvc5', int(sys.argv[1]))\n"
    )
    asks = (
        "import os, sys\nfrom bcm_formal.processes.interrupt import stop_on_interrupt\nstop_on_interrupt()\n"
        "from bcm_formal.trust.solvers import Bundle, Limits\nfrom bcm_formal.vault.workers import Pool\n"
        f"command = (sys.executable, '-c', {busy!r}, str(os.getpid()))\n"
        "Pool('cvc5', 2, Limits(), command).replies([Bundle('', ('true',))] * 2, lambda _: None)\n"
    )
    with started([sys.executable, "-c", asks], stderr=subprocess.DEVNULL) as asking:
        until = time.monotonic() + 60
        while (not log.exists() or log.read_text().count("\n") < 2) and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.2)
        asking.send_signal(how)
        asking.wait(timeout=20)
    pids = [int(line) for line in log.read_text().split()]
    while any(map(_works, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    assert (len(pids), [pid for pid in pids if _works(pid)]) == (2, [])


def _works(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
