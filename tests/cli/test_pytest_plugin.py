"""Models are collected by pytest: each property and scenario is a test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.running import SOUND, lay_out

pytestmark = pytest.mark.slow

_PLUGIN = ("-p", "no:bcm_formal", "-p", "bcm_formal.pytest_plugin")
"""once, and not also by the entry point of the installed package"""


def pytest_in(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *_PLUGIN, *args]
    return subprocess.run(
        [*command, f"--rootdir={folder}", "-v", "."], cwd=folder, capture_output=True, text=True, check=False
    )


def test_properties_and_scenarios_are_items(tmp_path: Path) -> None:
    lay_out({"m.bcm": SOUND}, tmp_path)
    ran = pytest_in(tmp_path)
    for name in ("everybody_has_a_path", "permanence_is_earned", "five_years"):
        assert f"m.bcm::{name} PASSED" in ran.stdout
    assert ran.returncode == 0


def test_a_violation_fails_with_its_story_unless_it_is_expected(tmp_path: Path) -> None:
    lay_out({"m.bcm": SOUND.replace("has language at least basic", "has language at least fluent")}, tmp_path)
    ran = pytest_in(tmp_path)
    assert "m.bcm::permanence_is_earned FAILED" in ran.stdout
    assert "asks language at least fluent; has basic (1 level short)" in ran.stdout
    lay_out({"expected.toml": '[properties]\npermanence_is_earned = "VIOLATED"\n'}, tmp_path)
    assert pytest_in(tmp_path).returncode == 0


def test_a_broken_model_is_an_error_with_its_findings(tmp_path: Path) -> None:
    lay_out({"m.bcm": SOUND.replace("and employed", "and emploied")}, tmp_path)
    assert "error[BCM201]: there is no name `emploied`" in pytest_in(tmp_path).stdout


def test_models_are_those_that_the_command_finds(tmp_path: Path) -> None:
    block = f"```bcm\n{SOUND}```\n"
    lay_out(
        {"A.BCM": SOUND, "b.md": block, "c.md": f"<!--\n{block}-->\n", "d.md": "> " + block, "e.txt": SOUND}, tmp_path
    )
    ran = pytest_in(tmp_path)
    for name in ("A.BCM", "b.md"):
        assert f"{name}::everybody_has_a_path PASSED" in ran.stdout
    assert [name for name in ("c.md", "d.md", "e.txt") if f"{name}::" in ran.stdout] == []


def test_nothing_is_shown_of_a_file_that_is_no_model(tmp_path: Path) -> None:
    lay_out({"secret": "TOKEN=abc\n", "home/a.bcm": SOUND}, tmp_path)
    (tmp_path / "home" / "x.bcm").symlink_to("../secret")
    ran = pytest_in(tmp_path / "home")
    assert ran.returncode != 0
    assert "`x.bcm` is no model" in ran.stdout.replace(f"{tmp_path}/home/", "")
    assert "TOKEN" not in ran.stdout


LIGHT = """\
import sys

def test_light():
    assert not {'z3', 'networkx', 'lark', 'bcm_formal.api.run'} & set(sys.modules)
"""


def test_nothing_heavy_is_imported_without_a_model(tmp_path: Path) -> None:
    lay_out({"test_x.py": LIGHT}, tmp_path)
    assert pytest_in(tmp_path).returncode == 0


def test_pytest_passes_and_fails_with_what_stands_beside_as_check_does(tmp_path: Path) -> None:
    unused = f'{SOUND}layer spare "Spare"\n'
    failing = SOUND.replace("after 5 years: settle", "after 4 years: settle")
    lay_out({"a/m.bcm": failing, "a/expected.toml": '[scenarios]\nfive_years = "FAILS"\n'}, tmp_path)
    lay_out({"b/m.bcm": SOUND, "b/expected.toml": "[model]\nstatuses = 17\n"}, tmp_path)
    lay_out({"c/m.bcm": SOUND, "c/expected.toml": '[properties]\neverybody = "HOLDS"\n'}, tmp_path)
    lay_out({"d/m.bcm": unused}, tmp_path)
    ran = pytest_in(tmp_path, "--continue-on-collection-errors")
    assert "a/m.bcm::five_years PASSED" in ran.stdout
    assert "b/m.bcm::(model) FAILED" in ran.stdout
    assert "the model has 3 statuses, expected 17" in ran.stdout
    assert "expected.toml:2:1: error[BCM905]: `sound` has no property `everybody`" in ran.stdout
    assert "d/m.bcm::(model) PASSED" in ran.stdout
    strict = pytest_in(tmp_path / "d", "--bcm-strict")
    assert ("error[BCM6" in strict.stdout, strict.returncode) == (True, 2)
