"""Nothing that lies in the working directory is imported, loaded or executed, by any command or process of it."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bcm_formal
from bcm_formal.isolation import LIBRARIES_OF_Z3, program, search_path
from bcm_formal.trust.solvers import SOLVERS, Bundle, Limits, SatAnswer
from bcm_formal.vault.workers import Pool

pytestmark = pytest.mark.slow

CASES = Path(__file__).parent / "cases"
MODEL = """policy small "Small"
  time in months
layer l "L"
actor office
attribute ok: yes or no, starts no
status a in l
status b in l
start in a
transition go from a to b by office
  when ok
event learn in a by office
  set ok = yes
property reach "Everybody gets there": every person in a can reach b
property never: no person in b
scenario one
  start in a
  learn
  go
"""
TRAP = "import sys\nopen({marker!r}, 'a').write(__name__ + ' in ' + ' '.join(sys.argv) + '\\n')\n"
PROGRAM = '#!/bin/sh\necho "$0" >> {marker}\nexit 1\n'
PROGRAMS = ("dot", "fc-list", "fc-match", "fc-cache", "z3", "cvc5", "git", "python", "python3", "sh", "bcm")
LIBRARIES = ("libz3.so", "libz3.so.5.4", "libz3.dylib", "libcvc5.so", "libgvc.so", "libc.so.6")
ENTRY = "import re\nimport sys\nfrom bcm_formal.__main__ import main\nsys.exit(main())\n"
COMMANDS = (
    "--version",
    "check",
    "check --fresh --solver all --times --format json --timings",
    "check models --mutate",
    "check models/m.bcm --engine spacer --output junit=report.xml",
    "prove models/m.bcm",
    "prove models/m.bcm --solver all --out proofs",
    "verify-proofs",
    "verify-proofs --solver all --jobs 2 --alone",
    "draw models/m.bcm -o p.svg",
    "draw models/m.bcm -o p.png --highlight reach",
    "draw models/m.bcm -o p.pdf",
    "draw models/m.bcm -o p.mmd",
    "explain BCM201",
    "explain reach models/m.bcm",
    "fmt",
    "fmt --check models/m.bcm",
    "new other",
    "schema",
    "export json models/m.bcm",
    "simulate models/m.bcm --random 5",
)
RECORD = """
import sys
asked = set()
class Asked:
    def find_spec(self, name, path=None, target=None):
        asked.add(name.partition(".")[0])
sys.meta_path.insert(0, Asked())
import json
from bcm_formal.cli.app import run
for words in json.loads(sys.argv[1]):
    sys.argv = ["bcm", *words.split()]
    run()
print("\\n" + json.dumps(sorted(asked | {name.partition(".")[0] for name in sys.modules})))
"""


def sound_folder(at: Path) -> Path:
    (at / "models").mkdir(parents=True)
    (at / "models" / "m.bcm").write_text(MODEL, encoding="utf-8")
    return at


def names_that_are_asked_for(at: Path) -> set[str]:
    """Every module that is imported, or looked for in vain, when all commands are run."""
    at = sound_folder(at)
    command = [sys.executable, "-P", "-c", RECORD, json.dumps(COMMANDS)]
    done = subprocess.run(command, cwd=at, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with a model and files named like all that could be imported, loaded or run, and the file in which
    each of them would leave its name."""
    home = sound_folder(tmp_path_factory.mktemp("hostile") / "repository")
    run_entry(home, "prove", "models/m.bcm")  # what `verify-proofs` is given
    marker = home.parent / "executed.txt"
    names = names_that_are_asked_for(tmp_path_factory.mktemp("recorded") / "clean") | set(sys.stdlib_module_names)
    names |= set(importlib.metadata.packages_distributions())
    names |= {"sitecustomize", "usercustomize", "bcm_formal", "__main__", "conftest", "pip", "setuptools"}
    assert {"z3", "lark", "click", "json", "oxidd", "cvc5"} <= names
    for number, name in enumerate(sorted(name for name in names if name.isidentifier())):
        path = home / f"{name}.py" if number % 2 else home / name / "__init__.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(TRAP.format(marker=str(marker)), encoding="utf-8")
    for name in PROGRAMS:
        (home / name).unlink(missing_ok=True) if (home / name).is_file() else None
        if not (home / name).exists():
            (home / name).write_text(PROGRAM.format(marker=marker), encoding="utf-8")
            (home / name).chmod(0o755)
    for name in LIBRARIES:
        (home / name).write_bytes(b"no library")
    return home, marker


def environment(**changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, **changes}


def run_entry(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command as it is installed: a script that stands outside the folder."""
    script = home.parent / "bin" / "bcm"
    script.parent.mkdir(exist_ok=True)
    script.write_text(ENTRY, encoding="utf-8")
    changed = environment(PATH=os.pathsep.join(("", ".", str(home), os.environ["PATH"])))
    command = [sys.executable, str(script), *words]
    return subprocess.run(command, cwd=home, capture_output=True, text=True, env=changed, timeout=300, check=False)


@pytest.mark.parametrize("words", COMMANDS)
def test_no_command_executes_anything_of_the_folder_it_runs_in(hostile: tuple[Path, Path], words: str) -> None:
    home, marker = hostile
    ran = run_entry(home, *words.split())
    assert ("" if not marker.exists() else marker.read_text("utf-8")) == ""
    assert ran.returncode in (0, 1), ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("flags", ["-P -m", "-I -m"])
def test_run_as_a_module_of_an_isolated_python_nothing_is_executed(hostile: tuple[Path, Path], flags: str) -> None:
    home, marker = hostile
    command = [sys.executable, *flags.split(), "bcm_formal", "verify-proofs"]
    subprocess.run(command, cwd=home, capture_output=True, env=environment(), timeout=300, check=False)
    assert not marker.exists()


def test_run_as_a_module_only_what_python_imports_before_the_package_is_executed(tmp_path: Path) -> None:
    home, marker = sound_folder(tmp_path / "repository"), tmp_path / "executed.txt"
    for name in sys.stdlib_module_names - {"__future__"}:
        (home / f"{name}.py").write_text(TRAP.format(marker=str(marker)), encoding="utf-8")
    (home / "__future__.py").write_text(TRAP.format(marker=str(marker)), encoding="utf-8")
    (home / "nothing").mkdir()
    (home / "nothing" / "__init__.py").write_text("", encoding="utf-8")
    (home / "nothing" / "__main__.py").write_text("", encoding="utf-8")
    executed = []
    for module in ("nothing", "bcm_formal"):
        marker.unlink(missing_ok=True)
        command = [sys.executable, "-m", module, "check", "models"]
        subprocess.run(command, cwd=home, capture_output=True, env=environment(), timeout=300, check=False)
        executed.append(
            {line.split()[0] for line in marker.read_text("utf-8").splitlines()} if marker.exists() else set()
        )
    assert executed[1] <= executed[0]


@pytest.mark.parametrize("solver", SOLVERS)
def test_the_processes_that_ask_solvers_mind_no_working_directory_and_no_python_path(
    hostile: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, solver: str
) -> None:
    home, marker = hostile
    monkeypatch.chdir(home)
    monkeypatch.setenv("PYTHONPATH", str(home))
    monkeypatch.syspath_prepend("")
    (found,) = Pool(solver, 1, Limits()).replies([Bundle("(declare-const x Int)", ("(< x x)",))], lambda _: None)
    assert [answer for answer, _ in found.replies] == [SatAnswer.UNSAT]
    assert not marker.exists()


def test_a_python_that_starts_with_the_folder_on_its_path_leaves_it_alone(tmp_path: Path) -> None:
    """What Python itself imports when it starts cannot be mended; whatever comes later can."""
    home, marker = sound_folder(tmp_path / "repository"), tmp_path / "executed.txt"
    for name in ("lark", "z3", "cvc5", "click", "oxidd", "networkx", "statistics", "csv"):
        (home / f"{name}.py").write_text(TRAP.format(marker=str(marker)), encoding="utf-8")
    (tmp_path / "bcm").write_text(ENTRY, encoding="utf-8")
    for place in (str(home), ".", str(home / "models")):
        ran = subprocess.run(
            [sys.executable, str(tmp_path / "bcm"), "check", "--fresh"],
            cwd=home,
            env=environment(PYTHONPATH=place),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert (ran.returncode, marker.exists()) == (1, False), ran.stderr


def test_z3_is_loaded_from_its_package(tmp_path: Path) -> None:
    for name in LIBRARIES:
        (tmp_path / name).write_bytes(b"no library")
    code = (
        "import ctypes, sys\nreally, asked = ctypes.CDLL, []\n"
        "ctypes.CDLL = lambda name, *rest, **more: (asked.append(str(name)), really(name, *rest, **more))[1]\n"
        "import bcm_formal, z3\nprint('\\n'.join(asked))\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment(), check=True)
    loaded = [name for name in done.stdout.splitlines() if "libz3" in name]
    assert len(loaded) == 1
    assert Path(loaded[0]).parent != tmp_path
    assert "z3" in Path(loaded[0]).parts


def test_the_search_path_of_workers_names_no_place_that_depends_on_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inside").mkdir()
    monkeypatch.setenv("PYTHONPATH", f"inside{os.pathsep}{tmp_path / 'inside'}")
    before = list(sys.path)
    monkeypatch.setattr(sys, "path", ["", ".", "inside", str(tmp_path), str(tmp_path / "inside"), *before])
    assert search_path() == [place for place in before if Path(place).is_absolute()]


def test_a_program_of_the_working_directory_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home" / "bin").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "home")
    for place in (tmp_path / "home", tmp_path / "home" / "bin", tmp_path):
        (place / "some-program").write_text("#!/bin/sh\n", encoding="utf-8")
        (place / "some-program").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", "bin", str(tmp_path / "home" / "bin"))))
    assert program("some-program") is None
    monkeypatch.setenv("PATH", os.pathsep.join((".", str(tmp_path))))
    assert program("some-program") == str(tmp_path / "some-program")


def test_the_command_works_in_a_folder_that_was_removed(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = f"import os\nos.chdir({str(gone)!r})\nos.rmdir({str(gone)!r})\nimport sys\nsys.argv = ['bcm', '--version']\n"
    command = [sys.executable, "-P", "-c", code + "from bcm_formal.__main__ import main\nmain()\n"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, f"bcm-formal {bcm_formal.__version__}")
    assert LIBRARIES_OF_Z3


def test_a_forged_module_beside_the_proofs_proves_nothing(tmp_path: Path) -> None:
    shutil.copytree(CASES / "rce-verify-proofs", tmp_path / "repository")
    for words in ("verify-proofs", "verify-proofs --solver all --jobs 2"):
        ran = run_entry(tmp_path / "repository", *words.split())
        assert ran.returncode == 1
        assert "HOLDS" not in ran.stdout
        assert "BCM923" in ran.stderr
