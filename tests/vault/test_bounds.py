"""Certificates from strangers: whatever their size, nesting and sharing, reading and checking them has an end."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bcm_formal.api.loading import load
from bcm_formal.api.run import check
from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import judge
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.solvers import SOLVERS, Bundle, Limits, SatAnswer
from bcm_formal.trust.verdict import Refused
from bcm_formal.vault import archive, certificate_from_text
from bcm_formal.vault.archive import TooManyProofsError, proof_files, stored_from_text
from bcm_formal.vault.outline import UnreadableCertificateError
from bcm_formal.verify.reuse import PATIENCE
from bcm_formal.views.report.formats import Format, Look, written
from tests.builders.folders import home_of_proofs
from tests.builders.loading import model_of

pytestmark = pytest.mark.slow

POLICY = """policy p "P"
  time in months
layer l "L"
actor o
attribute ok: yes or no, starts any
attribute k: 0 to 30, starts 0
clock stay
  runs in l
status a in l
status b in l
transition go from a to b by o
  when ok
event toss in a by o
  set ok = any
start in a
property x: b only after ok
property y: every person in a can reach b
property z: every person in a must reach b
property w: some person in a can reach b
"""
HEAD = (
    "bcm-formal certificate 2\npolicy p\nproperty {}\nsentence s\nshows {}\n"
    "rules r\nquestion q\nscript none\nengine e\ntool 0.1.0\nsemantics 2\n\n"
)
START = "  start in a with ok is no; k is 0\n"
END = "end of certificate\n"


def asked(name: str) -> Asked:
    system = TransitionSystem(model_of(POLICY))
    return asked_of(system, system.model.property[name])


def invariant(condition: str, where: str = "") -> str:
    states = f"invariant\n  in a: {condition}\n  in b: yes\n"
    return f"{HEAD.format('x', 'HOLDS by invariant')}{where}{states}{END}"


def paths(regions: str, where: str = "") -> str:
    states = "invariant\n  in a: yes\n  in b: yes\n"
    return f"{HEAD.format('y', 'HOLDS by paths')}{where}{states}regions\n{regions}somebody\n{START}{END}"


def region(*lines: str, number: int = 0) -> str:
    return f"  region {number} in a, rank 1\n    who yes\n" + "".join(f"    {line}\n" for line in lines)


def shared(levels: int) -> str:
    """Parts of which each speaks twice of the one before: written out they are of size 2 to the power `levels`."""
    parts = ["  q_0 = ok or stay at least 1 month\n"]
    for n in range(1, levels):
        parts.append(f"  q_{n} = (q_{n - 1} and stay at least {n} months) or (q_{n - 1} and k is {n % 30})\n")
    return "where\n" + "".join(parts)


def trace(*steps: str) -> str:
    lines = "".join(f"  {step}\n" for step in steps)
    return f"{HEAD.format('x', 'VIOLATED by trace')}trace\n{START}{lines}{END}"


GO = "then do go until the goal"
MEASURED = region("while this goes down: if q_59 then stay else 3 months", GO)
WAITED = region("then wait if q_59 then 3 months else stay until the goal")
CHOSEN = region("then do toss with ok is q_59 until region 0")
HOSTILE: dict[str, Callable[[], str]] = {
    "shared 60 levels": lambda: invariant("q_59", shared(60)),
    "shared 3,000 levels": lambda: invariant("q_2999", shared(3_000)),
    "shared in a measure": lambda: paths(MEASURED, shared(60)),
    "shared in a wait": lambda: paths(WAITED, shared(60)),
    "shared in a choice": lambda: paths(CHOSEN, shared(60)),
    "a header of many letters": lambda: invariant("ok").replace("policy p", "policy " + "p" * 1_000_000),
    "a kind of many letters": lambda: invariant("ok").replace("by invariant", "by " + "p" * 1_000_000),
    "nested parentheses": lambda: invariant("(" * 100_000 + "ok" + ")" * 100_000),
    "nested not": lambda: invariant("not " * 100_000 + "ok"),
    "nested if": lambda: invariant("k at least " + "if ok then 1 else " * 20_000 + "2"),
    "a chain of implies": lambda: invariant(" implies ".join(["ok"] * 20_000)),
    "very many conditions": lambda: invariant(" or ".join(f"stay at least {n} months" for n in range(60_000))),
    "one condition very often": lambda: invariant(" or ".join(["ok"] * 500_000)),
    "a long sum": lambda: invariant("k at least " + " + ".join(["1"] * 100_000)),
    "a number of many digits": lambda: invariant(f"k at least {'9' * 1_000_000}"),
    "a rank of many digits": lambda: paths(region().replace("rank 1", "rank " + "9" * 5_000)),
    "a wait of many digits": lambda: trace(f"wait {'9' * 5_000} months"),
    "a name of many letters": lambda: trace(f"do {'x' * 1_000_000}"),
    "very many parts": lambda: invariant("yes", "where\n" + "".join(f"  q_{n} = k is 7\n" for n in range(100_000))),
    "very many regions": lambda: paths("".join(region(GO, number=n) for n in range(40_000))),
    "very many ways": lambda: paths(region(*[GO] * 20_000)),
    "very many steps": lambda: trace(*["do toss with ok is no"] * 50_000),
    "very many lines": lambda: trace() + "x\n" * 500_000,
    "very deep lines": lambda: trace() + "".join(" " * (2 * n) + "x\n" for n in range(1_000)),
    "very many lines that go on": lambda: trace("do toss" + "\n        with" * 200_000),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_certificate_proves_nothing_and_is_soon_refused(how: str) -> None:
    text = HOSTILE[how]()
    item = asked(text.split("\nproperty ", 1)[1].split("\n", 1)[0])
    assert len(reason(text, item)) < 400


def reason(text: str, item: Asked) -> str:
    """Why a certificate shows nothing."""
    try:
        stored = stored_from_text(text, item)
    except UnreadableCertificateError as error:
        return str(error)
    result = judge(item, stored.claim, ("z3",), PATIENCE)
    assert isinstance(result, Refused)
    return result.reason


@pytest.mark.parametrize("how", ["shared in a measure", "shared in a wait", "shared in a choice"])
def test_what_obligations_cannot_share_is_not_written_out(how: str) -> None:
    with pytest.raises(UnreadableCertificateError, match="with its shared parts written out this is too large"):
        stored_from_text(HOSTILE[how](), asked("y"))


def test_parts_that_are_shared_are_no_reason_to_refuse() -> None:
    few = paths(MEASURED.replace("q_59", "q_5"), shared(6))
    assert stored_from_text(few, asked("y")).header.kind == "paths"


def test_the_work_of_reading_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificate_from_text, "MAX_PARSES", 5)
    stored_from_text(invariant(" or ".join(f"k is {n}" for n in range(4))), asked("x"))
    with pytest.raises(UnreadableCertificateError, match="it holds more different conditions than are read"):
        stored_from_text(invariant(" or ".join(f"k is {n}" for n in range(9))), asked("x"))


def test_very_many_or_very_large_proofs_are_refused_before_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_of_proofs(tmp_path) / "proofs"
    monkeypatch.setattr(archive, "MAX_TOGETHER", 1_000)
    with pytest.raises(TooManyProofsError, match="the certificates are larger than"):
        proof_files([home])
    monkeypatch.setattr(archive, "MAX_PROOFS", 3)
    with pytest.raises(TooManyProofsError, match="there are more than 3 proofs"):
        proof_files([home])


def test_the_solver_stops_when_all_together_cost_too_much() -> None:
    hard = "(and (> x 2) (> y 3) (> z 5) (= (+ x y) 1000003) (= (* x y) (+ (* z z) {})))"
    bundle = Bundle(
        "(declare-const x Int)\n(declare-const y Int)\n(declare-const z Int)", tuple(hard.format(n) for n in range(40))
    )
    each = Limits(z3=100_000)
    assert len(list(SOLVERS["z3"](bundle, each))) == 40
    few = list(SOLVERS["z3"](bundle, Limits(z3=100_000, total=250_000)))
    assert {answer for answer, _ in few} == {SatAnswer.UNKNOWN}
    assert few[-1][1] == "all obligations together cost more work than they may"


def test_a_proof_with_parts_that_are_shared_many_times_over_is_told(tmp_path: Path) -> None:
    (tmp_path / "m.bcm").write_text(
        POLICY.replace("property y: every person in a", "property y: every person in a with ok")
    )
    parts = "".join(
        f"  q_{n} = (q_{n - 1} and stay at least {n} months) or (q_{n - 1} and stay less than {n} months)\n"
        for n in range(1, 60)
    )
    text = paths(region(GO).replace("who yes", "who q_59"), f"where\n  q_0 = ok\n{parts}").replace(
        "ok is no", "ok is yes"
    )
    place = tmp_path / "proofs" / "p"
    place.mkdir(parents=True)
    (place / "y.txt").write_text(text, encoding="utf-8")
    report = check(load(tmp_path / "m.bcm"), ("y",), proofs=place)
    assert [(item.outcome, item.reused) for item in report.decided] == [(Outcome.HOLDS, True)]
    for form in Format:
        assert "q_59" not in written((report,), form, 0, Look())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems count memory otherwise")
@pytest.mark.parametrize("words", ["check m.bcm", "verify-proofs"])
def test_a_wait_of_an_age_of_the_world_takes_no_memory(tmp_path: Path, words: str) -> None:
    shutil.copytree(Path(__file__).parents[1] / "cases" / "cert-wait-dos", tmp_path / "home")
    program = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (4_000_000_000,) * 2)\n"
    program += f"import sys\nsys.argv = ['bcm', *{words.split()}]\nfrom bcm_formal.__main__ import main\nmain()\n"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path / "home", capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 1
    assert ("1 is violated" in done.stdout, "BCM923" in done.stderr) == (words == "check m.bcm", words != "check m.bcm")
