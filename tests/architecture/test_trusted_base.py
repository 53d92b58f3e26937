"""What has to be trusted is counted as it is, and verdicts are made there and nowhere else."""

from __future__ import annotations

import ast
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.architecture.trusted import FILES, PACKAGE, PATHS, ROOT, code_in, lines_in, module_of, tree_of, trusted

CEILING = 9_200
"""lines with comments: whoever needs more says in review what for"""
PAGE = ROOT / "docs" / "verdicts.md"
_BLOCK = re.compile(r"(?<=<!-- trusted base: counted by a test -->\n)(.*?)(?=<!-- end -->)", re.DOTALL)

MADE_IN_TRUST = (
    "Holds",
    "Violated",
    "Vacuous",
    "Unknown",
    "Fault",
    "Shown",
    "Refused",
    "Part",
    "Together",
    "Computed",
    "OppositeEverywhere",
    "Agreement",
    "Disagreement",
    "Settled",
)
MADE_IN_SYSTEM = ("Asked", "ByQuestion", "Joined", "Put", "Rewritten", "Opposite")
"""what the questions of a property are, and what their answers say of it"""
HOMES = {
    **dict.fromkeys(MADE_IN_TRUST, ("bcm_formal.trust.verdict", "bcm_formal.trust.formulas")),
    **dict.fromkeys(MADE_IN_SYSTEM, ("bcm_formal.system.asked", "bcm_formal.system.ctl")),
}
MAKERS = {"trust": ("check.py", "formulas.py"), "system": ("asked.py", "plans.py", "rewritten.py")}


def test_the_page_says_how_much_has_to_be_trusted() -> None:
    """`BCM_GOLDEN=write` puts the numbers there."""
    text = PAGE.read_text(encoding="utf-8")
    found = _BLOCK.search(text)
    assert found is not None, f"{PAGE.name} has no place for them"
    if os.environ.get("BCM_GOLDEN") == "write":
        PAGE.write_text(_BLOCK.sub(lambda _: counted(), text), encoding="utf-8")
    else:
        assert counted() == found[0]


def counted() -> str:
    """The numbers, in hundreds, and the files by folder."""
    files = [path for path in trusted() if lines_in(path)]
    lines, code = (round(sum(map(count, files)), -2) for count in (lines_in, code_in))
    rooms: dict[str, list[str]] = defaultdict(list)
    for path in files:
        rooms[path.parent.relative_to(PACKAGE).as_posix()].append(path.stem)
    rows = [
        f"| {'the package' if room == '.' else f'`{room}/`'} | {', '.join(sorted(names))} |"
        for room, names in sorted(rooms.items())
    ]
    says = f"About {code:,} lines of code in {len(files)} files ({lines:,} lines with comments and documentation)."
    return "\n".join([says, "", "| folder | files |", "|---|---|", *rows, ""])


def test_the_trusted_base_stays_small_enough_to_be_read() -> None:
    assert sum(map(lines_in, trusted())) < CEILING


@pytest.mark.parametrize("path", trusted(), ids=module_of)
def test_nothing_that_is_trusted_runs_what_searches_or_tells(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    alone = ("__init__.py", "isolation.py", "records.py", "z3_contexts.py")
    assert room in (*alone, "diagnostics", "model", "system", "trust")
    assert module_of(path) not in ("bcm_formal.system.encode", "bcm_formal.system.decode")


@pytest.mark.parametrize(
    "path",
    [p for p in trusted() if p.parts[-2] in ("system", "ctl", "derived", "trust") and lines_in(p)],
    ids=module_of,
)
def test_the_header_of_a_trusted_file_says_so(path: Path) -> None:
    header = ast.get_docstring(tree_of(path)) or ""
    assert path.name in ("certificate.py", "claim.py", "verdict.py") or "rusted" in header


def made_in(path: Path) -> list[str]:
    """The verdicts and questions that a file makes: by calling the class, or `replace` on something called so."""
    names: dict[str, str] = {}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name in HOMES and (node.module or "").startswith(HOMES[alias.name]):
                    names[alias.asname or alias.name] = alias.name
    found: list[str] = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rsplit(".", 1)[-1]
            changed = ast.unparse(node.args[0]) if called == "replace" and node.args else ""
            if called in names:
                found.append(f"{names[called]} in line {node.lineno}")
            elif changed.rsplit(".", 1)[-1] in ("verdict", "shown", "asked", "settled", "part"):
                found.append(f"replace({changed}) in line {node.lineno}")
    return found


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.name not in MAKERS.get(p.relative_to(PACKAGE).parts[0], ())], ids=module_of
)
def test_only_the_checker_makes_verdicts_and_only_the_system_makes_questions(path: Path) -> None:
    assert made_in(path) == []


def test_the_test_above_sees_what_is_made() -> None:
    assert len(made_in(PATHS["bcm_formal.trust.check"])) > 8
    assert len(made_in(PATHS["bcm_formal.trust.formulas"])) > 8
