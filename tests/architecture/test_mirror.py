"""Where tests stand: a folder for each folder of the package, and a few about the whole."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PACKAGE = TESTS.parent / "bcm_formal"
OF_THE_WHOLE = {
    "agreement",
    "architecture",
    "benchmarks",
    "browser",
    "builders",
    "cases",
    "conformance",
    "external",
    "fuzz",
    "mutation",
    "trials",
}
_FROM_A_TEST = re.compile(r"^\s*(?:from|import) tests\.(?:\w+\.)*test_\w+", re.MULTILINE)


def folders(of: Path) -> set[str]:
    return {path.name for path in of.iterdir() if path.is_dir() and path.name != "__pycache__"}


def modules() -> list[Path]:
    return [path for path in sorted(TESTS.rglob("*.py")) if "cases" not in path.relative_to(TESTS).parts]


def test_every_folder_of_the_package_has_a_folder_of_tests_and_no_other_has() -> None:
    assert folders(TESTS) - OF_THE_WHOLE == folders(PACKAGE)
    assert folders(TESTS) >= OF_THE_WHOLE


def test_every_folder_of_the_mirror_has_tests_and_nothing_else() -> None:
    for name in folders(PACKAGE):
        found = [path for path in modules() if path.is_relative_to(TESTS / name) and path.name != "__init__.py"]
        assert found, name
        assert [path for path in found if not path.name.startswith("test_")] == []


def test_no_test_is_made_of_another_test() -> None:
    shared = {str(path.relative_to(TESTS)): _FROM_A_TEST.findall(path.read_text("utf-8")) for path in modules()}
    assert {path: names for path, names in shared.items() if names} == {}
