"""What `proofs/README.md` tells a reader to do with a stock solver, done."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.proofs.folders import first_obligation, home_of_proofs

README = Path(__file__).parents[2] / "proofs" / "README.md"
LOOPS = re.findall(r"```sh\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
INSTALLED = [name for name in ("cvc5", "z3") if shutil.which(name)]


def said(script: str, solver: str, proofs: Path) -> str:
    """What the shell says to the script, run in the folder of proofs."""
    for name in ("cvc5", "z3"):
        script = script.replace(f"$({name} ", f"$({solver} ")
    environment = {"SOLVER": solver, "PATH": str(Path(shutil.which(solver) or "").parent) + ":/usr/bin:/bin"}
    ran = subprocess.run(["sh", "-c", script], cwd=proofs, env=environment, capture_output=True, text=True, check=False)
    return ran.stdout + ran.stderr


def test_the_page_shows_two_loops() -> None:
    assert len(LOOPS) == 2


@pytest.mark.skipif(not INSTALLED, reason="neither cvc5 nor z3 is installed as a program")
@pytest.mark.parametrize("solver", INSTALLED)
@pytest.mark.parametrize("loop", LOOPS, ids=["one by one", "two at a time"])
def test_stock_solvers_prove_every_file(tmp_path: Path, solver: str, loop: str) -> None:
    home = home_of_proofs(tmp_path)
    assert len(list(home.rglob("*.smt2"))) > 100
    assert said(loop, solver, home / "proofs") == ""


@pytest.mark.skipif(not INSTALLED, reason="neither cvc5 nor z3 is installed as a program")
@pytest.mark.parametrize("solver", INSTALLED)
@pytest.mark.parametrize("loop", LOOPS, ids=["one by one", "two at a time"])
def test_a_file_that_proves_nothing_is_told(tmp_path: Path, solver: str, loop: str) -> None:
    home = home_of_proofs(tmp_path)
    path = first_obligation(home, "robust")
    path.write_text(re.sub(r"\(assert .*\)\n\(check-sat\)", "(check-sat)", path.read_text("utf-8")), encoding="utf-8")
    told = said(loop, solver, home / "proofs")
    assert f"NOT PROVED: ./ladder/robust/obligations/{path.name}" in told
    assert told.count("NOT PROVED") == 1
