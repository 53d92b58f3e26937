"""The comparison with NuSMV: played with a program of that name that answers by listing all states."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from benchmarks import peer
from benchmarks.commands import ROOT, SHIPPED, Files
from benchmarks.process import Run
from tests.builders.small_policies import OFFICE

PROGRAM = """#!{python}
import sys
sys.path.insert(0, {root!r})
from tests.builders.smv_meaning import truths
script = open(sys.argv[sys.argv.index("-source") + 1]).read().splitlines()
found = truths(open(script[1].split('"')[1]).read())
for line in script:
    if line.startswith("check_property -P "):
        name = line.split()[-1]
        print("-- specification AG (" + name + chr(10) + "  -> EF x)  is " + str(found[name] != {lies}).lower())
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, *, lies: bool = False) -> str:
    program = folder / "NuSMV"
    program.write_text(PROGRAM.format(python=sys.executable, root=str(ROOT), lies=lies))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))
    found = peer.program()
    assert found == str(program)
    return found


pytestmark = pytest.mark.slow


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / "office.bcm"
    path.write_text(OFFICE)
    return path


def test_without_the_program_the_section_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    section = peer.peer(Files(tmp_path), 1)
    assert "none of NuSMV, nusmv, nuXmv, nuxmv is installed" in section.text
    assert (section.tables, section.targets) == ((), ())


def test_both_give_the_same_verdicts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office: Path) -> None:
    result = peer.both(install(tmp_path, monkeypatch), office, tmp_path)
    assert len(result.theirs) == len(result.ours) > 10
    assert result.differing == ()
    assert result.left_out == 2
    assert {"HOLDS", "VIOLATED"} <= {*result.theirs.values()}


def test_another_verdict_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office: Path) -> None:
    result = peer.both(install(tmp_path, monkeypatch, lies=True), office, tmp_path)
    assert len(result.differing) > 10


def test_a_program_that_answers_nothing_is_no_success(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office: Path
) -> None:
    found = install(tmp_path, monkeypatch)
    Path(found).write_text(f"#!{sys.executable}\nprint('-- specification AG x  is true')\n")
    with pytest.raises(RuntimeError, match="said nothing of"):
        peer.both(found, office, tmp_path)


def test_what_came_to_its_end_counts_and_of_two_the_quicker() -> None:
    slow, quick, stopped = Run(9, 9, 1, 0, ""), Run(2, 2, 1, 0, ""), Run(1, 1, 1, -24, "")
    assert peer.quicker(slow, quick) is quick
    assert peer.quicker(stopped, slow) is slow


@pytest.mark.parametrize("name", ["germany", "in_turn_3", "levels_3_10"])
def test_the_program_that_is_installed_agrees(tmp_path: Path, name: str) -> None:
    found = peer.program()
    if found is None:
        pytest.skip("NuSMV is not installed: none of its names is on the path")
    path = SHIPPED.get(name) or Files(tmp_path).write(name, peer.GENERATED[name]())
    result = peer.both(found, path, tmp_path)
    assert result.differing == ()
    assert result.theirs
