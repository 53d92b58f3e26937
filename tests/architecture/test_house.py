"""The house keeps its own rules: who imports whom, how large files are, who makes what."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

from tests.architecture.trusted import FILES, PATHS, imported, lines_in, module_of, tree_of

DATA = ("diagnostics", "language", "model", "system", "trust")
STAGES = (*DATA, "vault", "look", "translate", "verify", "vetting", "versions", "answers", "views", "project", "web")
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "isolation": (),
    "records": (),
    "z3_contexts": (),
    "processes": ("isolation", "z3_contexts"),
    "diagnostics": (),
    "language": ("diagnostics",),
    "model": ("diagnostics", "language"),
    "system": ("model",),
    "trust": ("model", "system", "z3_contexts"),
    "vault": (*DATA, "isolation", "processes"),
    "look": ("model", "system", "z3_contexts"),
    "translate": ("diagnostics", "language", "model", "system", "look"),
    "verify": ("model", "system", "trust", "vault", "look", "processes", "z3_contexts"),
    "vetting": (*DATA, "look", "verify", "processes"),
    "versions": (*DATA, "vault", "look", "verify", "vetting", "processes"),
    "answers": (*DATA, "look", "verify", "vetting", "versions"),
    "views": (*DATA, "isolation", "processes", "vault", "verify", "vetting", "versions", "answers"),
    "project": (*DATA, "isolation", "vault", "verify", "vetting", "versions", "views", "processes"),
    "web": STAGES[:-1],
    "api": (*STAGES, "isolation", "processes"),
    "cli": (*STAGES, "isolation", "processes", "api"),
    "pytest_plugin": (*STAGES, "processes", "api"),
    "__main__": ("isolation", "processes", "cli"),
}
"""for each folder, or module beside the folders, those it may import; itself always, and what `ALL_MAY_IMPORT` says"""
ALL_MAY_IMPORT = ("__version__", "records")
ENGINES = ("bounded", "explicit", "k_induction", "spacer", "pathways", "regions", "ctl")
FORBIDDEN = (
    ("system.ctl", ("verify",)),
    ("trust", ("system.encode", "system.decode")),
    *((f"verify.{engine}", ("verify.portfolio", "verify.reuse", "verify.subjects")) for engine in ENGINES),
    ("views", tuple(f"verify.{name}" for name in (*ENGINES, "portfolio", "reuse", "subjects", "cone"))),
    ("project", tuple(f"verify.{name}" for name in (*ENGINES, "portfolio", "reuse", "subjects", "cone"))),
    ("project", ("processes.sharing", "processes.watching")),
    ("views.report", ("views.diagram",)),
    ("views.diagram", ("views.report",)),
    ("views.picture", ("views.report", "views.diagram", "model", "system", "trust")),
)
"""further: (who, what not), each with all that is in it"""
SOLVERS = {
    "z3": (
        "z3_contexts",
        "processes.z3_stopping",
        "system.encode",
        "system.decode",
        "trust.solvers",
        "look",
        "verify",
        "translate.to_z3",
    ),
    "cvc5": ("trust.solvers",),
    "oxidd": ("verify.regions.algebra_oxidd",),
    "dd": ("verify.regions.algebra_dd",),
}
"""which modules, or folders, may import a package that solves"""
SPEAKS_TO_CLUSTERS = ("processes.cluster",)
"""which modules may import the package of Dask; only within the function that needs it"""
SHARES_WORK = ("api", "vetting.mutation", "processes")
"""which modules, or folders, may give work to other processes"""
STARTS_PROGRAMS = ("project.revisions", "vault.workers")
"""which modules may run a program of its own"""


@cache
def imports_of(path: Path, *, at_the_top: bool = False) -> frozenset[str]:
    """The modules of the project that a file imports, those for type checkers included; `at_the_top`: only those that
    it imports when it is itself imported."""
    return imported(path, top_level(tree_of(path)) if at_the_top else ast.walk(tree_of(path)))


def packages_of(path: Path) -> set[str]:
    """Every package that a file imports, by its first name."""
    found = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in found if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in found if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.split(".")[0] for name in names}


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


def own_imports(path: Path) -> list[str]:
    """What a file imports of the project, without the project's name."""
    return sorted(name.partition(".")[2] for name in imports_of(path) if "." in name)


def asks_for(path: Path, module: str, name: str) -> bool:
    """True iff a file imports the name from the module of the project."""
    found = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ImportFrom) and node.module == module]
    return any(alias.name == name for node in found for alias in node.names)


def is_in(module: str, place: str) -> bool:
    """True iff the module is the place or within it."""
    return module == place or module.startswith(f"{place}.")


def name_of(path: Path) -> str:
    return module_of(path).partition(".")[2]


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_a_folder_imports_only_what_the_table_allows(path: Path) -> None:
    own = name_of(path).split(".")[0]
    if not own or own == "__version__":
        return
    assert own in MAY_IMPORT, "every file belongs to a folder of the table"
    allowed = {own, *ALL_MAY_IMPORT, *MAY_IMPORT[own]}
    assert [name for name in own_imports(path) if name and name.split(".")[0] not in allowed] == []


def test_the_table_has_no_circle_and_no_folder_that_is_not_there() -> None:
    graph = nx.DiGraph((own, other) for own, others in MAY_IMPORT.items() for other in others)
    there = {name_of(path).split(".")[0] for path in FILES} - {"", "__version__"}
    assert nx.is_directed_acyclic_graph(graph)
    assert there == {name for name in MAY_IMPORT if name in there}
    assert {"web"} >= set(MAY_IMPORT) - there


@pytest.mark.parametrize(("who", "what"), FORBIDDEN, ids=[f"{who}: no {'+'.join(what)}" for who, what in FORBIDDEN])
def test_what_is_forbidden_besides_is_not_imported(who: str, what: tuple[str, ...]) -> None:
    within = [path for path in FILES if is_in(name_of(path), who)]
    assert within
    found = [
        (name_of(path), name) for path in within for name in own_imports(path) if any(is_in(name, w) for w in what)
    ]
    assert found == []


@pytest.mark.parametrize("package", SOLVERS)
def test_solvers_are_seen_only_where_the_table_says(package: str) -> None:
    users = [name_of(path) for path in FILES if package in packages_of(path)]
    assert [user for user in users if not any(is_in(user, place) for place in SOLVERS[package])] == []


def test_one_module_speaks_to_clusters_and_only_when_it_is_asked_to() -> None:
    users = [path for path in FILES if packages_of(path) & {"distributed", "dask"}]
    assert [name_of(path) for path in users] == [*SPEAKS_TO_CLUSTERS]
    early = [ast.unparse(node) for path in users for node in top_level(tree_of(path))]
    assert [line for line in early if line.startswith(("from distributed", "import distributed"))] == []


def test_contexts_of_z3_are_made_in_one_place() -> None:
    assert [name_of(path) for path in FILES if "z3.Context(" in ast.unparse(tree_of(path))] == []


def test_classes_of_fields_are_those_whose_methods_are_written_late() -> None:
    early = [name_of(path) for path in FILES if asks_for(path, "dataclasses", "dataclass")]
    assert early == ["records"]


def test_exit_codes_and_how_a_page_is_set_are_written_once() -> None:
    names = [(name_of(path), node) for path in FILES for node in ast.walk(tree_of(path)) if isinstance(node, ast.Name)]
    made = [name for name, node in names if node.id == "EXIT_UNDECIDED" and isinstance(node.ctx, ast.Store)]
    assert made == ["views.report.exit_codes"]
    page = "bcm_formal.views.report.page"
    assert [name_of(path) for path in FILES if asks_for(path, page, "to_colour")] == ["views.report.formats"]


def test_neither_engines_nor_what_explains_start_processes() -> None:
    sharing = "bcm_formal.processes.sharing"
    users = [name_of(path) for path in FILES if sharing in imports_of(path) and asks_for(path, sharing, "events")]
    assert [user for user in users if not any(is_in(user, place) for place in SHARES_WORK)] == []
    assert {user.split(".")[0] for user in users} == {"api", "vetting"}
    starting = [name_of(path) for path in FILES if packages_of(path) & {"subprocess", "multiprocessing"}]
    assert [user for user in starting if not is_in(user, "processes")] == [*STARTS_PROGRAMS]


def test_there_are_no_import_cycles() -> None:
    graph = nx.DiGraph()
    for path in FILES:
        graph.add_edges_from((module_of(path), name) for name in imports_of(path, at_the_top=True) if name in PATHS)
    cycles = [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1]
    own_loops = [(a, b) for a, b in nx.selfloop_edges(graph) if not a.endswith("__init__")]
    assert (cycles, own_loops) == ([], [])


def test_no_file_is_longer_than_500_lines() -> None:
    long = {module_of(path): count for path in FILES if (count := lines_in(path)) > 500}
    assert long == {}


@pytest.mark.parametrize("path", [path for path in FILES if is_in(name_of(path), "api")], ids=module_of)
def test_the_library_is_short_functions(path: Path) -> None:
    functions = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef)]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > 40} == {}


def test_no_file_is_called_by_a_word_that_says_nothing() -> None:
    named = [module_of(path) for path in FILES if any(word in path.stem for word in ("util", "helper", "manager"))]
    assert named == []
