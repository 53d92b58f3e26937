"""What is installed is what the lock files say, and they say all of it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCK, IN_A_BROWSER = ROOT / "requirements.lock", ROOT / "tests" / "browser" / "requirements.lock"
BROWSER = {"sys_platform": "emscripten"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN_BY = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
MADE_BY = [
    Requirement(text) for extra in ("dev", "cluster") for text in PROJECT["project"]["optional-dependencies"][extra]
]
BUILT_BY = [Requirement(text) for text in PROJECT["build-system"]["requires"]]


def locked(path: Path) -> dict[str, tuple[Requirement, int]]:
    """Every package of a lock file, and how many hashes it has."""
    found: dict[str, tuple[Requirement, int]] = {}
    for entry in re.split(r"\n(?=\w)", re.sub(r"(?m)^\s*#.*\n", "", path.read_text(encoding="utf-8"))):
        requirement, *hashes = re.split(r"\s*\\\n\s*", entry.strip())
        item = Requirement(requirement)
        assert item.name not in found
        found[item.name] = item, len(hashes)
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", value) for value in hashes)
    return found


@pytest.mark.parametrize("path", [LOCK, IN_A_BROWSER])
def test_every_package_has_one_version_and_hashes(path: Path) -> None:
    packages = locked(path)
    assert len(packages) > 7
    for item, hashes in packages.values():
        assert (str(item.specifier)[:2], hashes > 0) == ("==", True), item


@pytest.mark.parametrize(
    ("path", "asked"),
    [(LOCK, [*RUN_BY, *MADE_BY, *BUILT_BY]), (IN_A_BROWSER, RUN_BY)],
)
def test_what_the_project_asks_for_is_locked(path: Path, asked: list[Requirement]) -> None:
    packages = locked(path)
    for wanted in asked:
        if path is IN_A_BROWSER and wanted.marker is not None and not wanted.marker.evaluate(BROWSER):
            assert wanted.name not in packages
            continue
        item, _ = packages[wanted.name]
        assert wanted.specifier.contains(str(item.specifier).removeprefix("==")), wanted


def test_what_has_no_wheel_for_browsers_is_not_asked_for_there() -> None:
    without = {item.name for item in RUN_BY if item.marker is not None and not item.marker.evaluate(BROWSER)}
    assert without == {"cvc5", "oxidd", "resvg-py"}


@pytest.mark.parametrize("path", [LOCK, IN_A_BROWSER, ROOT / "tests" / "browser" / "package-lock.json"])
def test_lock_files_name_no_place(path: Path) -> None:
    assert "://" not in path.read_text(encoding="utf-8")
