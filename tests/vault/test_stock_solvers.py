"""The shipped proofs hold, and stock solvers prove their obligations, asked as `proofs/README.md` tells a reader."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.metadata import files
from pathlib import Path

import pytest

from bcm_formal.model.load import load

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("stock_solvers")]

ROOT = Path(__file__).parents[2]
ASK = ROOT / "proofs" / "ask.sh"
STANDS_FOR_CVC5 = f"{sys.executable} {ROOT / 'tests' / 'builders' / 'cvc5_program.py'}"


def z3() -> str:
    """The program that comes with the package of the library."""
    return next(str(file.locate()) for file in files("z3-solver") or () if file.name in ("z3", "z3.exe"))


def cvc5() -> str:
    """The program where it is installed; else the library, which reads the same texts with the same parser."""
    return "cvc5 --incremental" if shutil.which("cvc5") else STANDS_FOR_CVC5


def ask(scripts: Path, *solvers: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", ASK, scripts, *solvers], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """What `bcm verify-proofs` says about the shipped proofs, and the scripts that it wrote."""
    scripts = tmp_path_factory.mktemp("scripts")
    command = [sys.executable, "-m", "bcm_formal", "verify-proofs", "--scripts", str(scripts)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False), scripts


def test_every_property_of_the_shipped_models_has_a_proof_that_holds(
    verified: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    ran, _ = verified
    proofs = sorted((ROOT / "proofs").glob("*/*.txt"))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert f"\n{len(proofs)} of {len(proofs)} proofs hold; " in ran.stdout
    assert "nothing is stored of" not in ran.stdout
    shipped = {model.name for path in (ROOT / "models").glob("*/*.bcm") if (model := load(path)[0])}
    assert {path.parent.name for path in proofs} == shipped


def test_the_shipped_proofs_fit_a_repository() -> None:
    files = [path for path in (ROOT / "proofs").rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".txt", ".md", ".sh"}
    assert sum(path.stat().st_size for path in files) < 8_000_000


@pytest.mark.parametrize("solver", [z3, cvc5], ids=["z3", "cvc5"])
def test_stock_solvers_prove_every_obligation(
    verified: tuple[subprocess.CompletedProcess[str], Path], solver: object
) -> None:
    ran, scripts = verified
    told = re.search(r"; (\d+) obligations proved by cvc5;", ran.stdout)
    assert told is not None
    command = solver()  # type: ignore[operator]
    asked = ask(scripts, command)
    assert (asked.returncode, asked.stdout) == (0, f"{command}: {told[1]} questions answered with unsat\n")


QUESTION = "(push 1)\n(assert (< x {}))\n(check-sat)\n(pop 1)\n"
PROVED = "(set-logic QF_LIA)\n(declare-const x Int)\n(assert (<= 0 x))\n" + QUESTION.format(0)
NOT_PROVED = {
    "an answer that is sat": PROVED + QUESTION.format(1),
    "a text that cannot be read": PROVED + "(assert (< y 0))\n" + QUESTION.format(0),
    "no question": PROVED.replace("(check-sat)\n", ""),
    "an answer too many": PROVED + '(echo "unsat")\n',
    "an end too early": PROVED + "(exit)\n" + QUESTION.format(0),
}


@pytest.mark.parametrize("solver", [z3, cvc5], ids=["z3", "cvc5"])
@pytest.mark.parametrize("how", NOT_PROVED)
def test_what_proves_nothing_is_told(tmp_path: Path, solver: object, how: str) -> None:
    command = solver()  # type: ignore[operator]
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "good.smt2").write_text(PROVED, encoding="utf-8")
    (tmp_path / "a" / "bad.smt2").write_text(NOT_PROVED[how], encoding="utf-8")
    asked = ask(tmp_path, command)
    assert asked.returncode == 1
    assert f"NOT PROVED by {command}: {tmp_path}/a/bad.smt2\n{command}: 1 questions" in asked.stdout


def test_a_solver_that_is_not_there_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.smt2").write_text(PROVED, encoding="utf-8")
    assert ask(tmp_path, "no-such-solver").returncode == 1
    assert ask(tmp_path).returncode == 2
    assert ask(tmp_path / "nowhere", "z3").returncode == 2


def test_the_page_tells_how_to_ask() -> None:
    page = (ROOT / "proofs" / "README.md").read_text("utf-8")
    assert "bcm verify-proofs --scripts scripts\n" in page
    assert 'sh proofs/ask.sh scripts z3 "cvc5 --incremental"\n' in page
