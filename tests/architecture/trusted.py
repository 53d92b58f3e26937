"""Which files a verdict depends on: the checker, and all that runs when it does."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "bcm_formal"
FILES = sorted(PACKAGE.rglob("*.py"))
CHECKER = ("bcm_formal.trust.check", "bcm_formal.trust.formulas")
"""what makes verdicts; it asks the questions and knows what they mean"""


def module_of(path: Path) -> str:
    """The dotted name of a file, a package by its own name."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = {module_of(path): path for path in FILES}


def running(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those only for type checkers."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for other in node.orelse:
                yield other
                yield from running(other)
        else:
            yield node
            yield from running(node)


def imported(path: Path, nodes: Iterable[ast.AST]) -> frozenset[str]:
    """The modules of the project that the statements of a file import."""
    package = module_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            inner = {f"{name}.{alias.name}" for alias in node.names}
            found.update(inner & PATHS.keys())
            if inner - PATHS.keys():
                found.add(name)
    return frozenset(name for name in found if name.split(".")[0] == "bcm_formal")


@cache
def trusted() -> tuple[Path, ...]:
    """Every file that is run when the checker is: imported by it, also late, and the packages around it."""
    found: dict[str, Path] = {}
    waiting = list(CHECKER)
    for name in waiting:
        if name not in found and name in PATHS:
            found[name] = path = PATHS[name]
            parts = name.split(".")
            waiting += [".".join(parts[:count]) for count in range(1, len(parts))]
            waiting += sorted(imported(path, running(tree_of(path))))
    return tuple(sorted(found.values()))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def lines_in(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def code_in(path: Path) -> int:
    """The lines that are neither blank nor comments nor documentation."""
    words: set[int] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            words.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return sum(bool(line.strip()) and line.strip()[0] != "#" and number not in words for number, line in lines)
