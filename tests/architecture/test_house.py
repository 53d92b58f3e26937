"""The house keeps its own rules: who imports whom, how large files are."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

from tests.architecture.trusted import FILES, imported, lines_in, module_of, tree_of

ORDER = ("diagnostics", "language", "model", "system", "trust", "verify", "versions", "views", "project", "web")
DOORS = (
    "checking",
    "api",
    "drawing",
    "proving",
    "mutating",
    "cli_options",
    "cli_checking",
    "cli_fmt",
    "cli_proofs",
    "cli_mutation",
    "cli",
    "pytest_plugin",
    "__main__",
)
"""in front of all rooms; `proving` and `mutating` drive stored proofs and mutants, as `api` drives checks"""
FOUNDATION = ("isolation",)
"""beneath all rooms: where Python may take code from"""


@cache
def imports_of(path: Path, *, at_the_top: bool = False) -> frozenset[str]:
    """The modules of the project that a file imports; `at_the_top`: when it is itself imported, not later."""
    return imported(path, top_level(tree_of(path)) if at_the_top else ast.walk(tree_of(path)))


def top_level(tree: ast.Module) -> list[ast.stmt]:
    """The statements that run on import, without those only for type checkers."""
    found: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        found.append(node)
        if isinstance(node, ast.If | ast.Try):
            found.extend(child for child in ast.walk(node) if isinstance(child, ast.stmt))
    return found


def folder_of(module: str) -> str | None:
    """The room a module belongs to; None for the package itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else None


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_a_folder_imports_only_from_folders_before_it(path: Path) -> None:
    own = folder_of(module_of(path))
    if own in (*DOORS, *FOUNDATION) or own is None:
        return
    assert own in ORDER, "every file belongs to a room"
    later = {
        name
        for name in imports_of(path)
        if (room := folder_of(name)) and room != "__version__" and not before(room, own)
    }
    assert set() == later


def before(room: str, own: str) -> bool:
    return room in FOUNDATION or (room in ORDER and ORDER.index(room) <= ORDER.index(own))


def test_there_are_no_import_cycles() -> None:
    modules = {module_of(path) for path in FILES}
    graph = nx.DiGraph()
    for path in FILES:
        graph.add_edges_from((module_of(path), name) for name in imports_of(path, at_the_top=True) if name in modules)
    cycles = [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1]
    own_loops = [(a, b) for a, b in nx.selfloop_edges(graph) if not a.endswith("__init__")]
    assert (cycles, own_loops) == ([], [])


def test_no_file_is_longer_than_500_lines() -> None:
    long = {module_of(path): count for path in FILES if (count := lines_in(path)) > 500}
    assert long == {}


def test_no_file_is_called_by_a_word_that_says_nothing() -> None:
    named = [module_of(path) for path in FILES if any(word in path.stem for word in ("util", "helper", "manager"))]
    assert named == []


PROOFS = [path for path in FILES if module_of(path).startswith("bcm_formal.verify.proofs")]
PROCESSES = {f"bcm_formal.verify.{name}" for name in ("allowance", "attached", "watching")}


@pytest.mark.parametrize("path", PROOFS, ids=module_of)
def test_what_keeps_and_checks_proofs_searches_nothing(path: Path) -> None:
    """Of the folder of engines it knows only how long a process may work, and how it ends."""
    known = {name for name in imports_of(path) if folder_of(name) == "verify" and "verify.proofs" not in name}
    assert known - PROCESSES == set()
    assert "bcm_formal.system.encode" not in imports_of(path)
    assert not {"z3", "cvc5"} & {
        alias.name for node in ast.walk(tree_of(path)) if isinstance(node, ast.Import) for alias in node.names
    }
