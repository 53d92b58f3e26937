"""The tool that changes the trusted code: what it changes and what it notices; and its list of reasons is in order."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.argued import ARGUED, Argument, arguments, unfounded
from tests.mutation.changes import changes_of
from tests.mutation.trusted import FILES, PACKAGE, ROOT

pytestmark = pytest.mark.slow

SMALL = '''"""A docstring with (= 1 0) in it."""

from functools import lru_cache

LARGEST = 3


def small(number: int, others: list[int]) -> bool:
    """True iff it is."""
    if number > LARGEST:
        raise ValueError(f"(> {number} 0)")
    return number >= 0 and all(number != other for other in others)


def formula(name: str, negated: bool = False) -> str:
    return f"(not (= {name} 0))" if negated else f"(= {name} 0)"


def never() -> int:
    return sum((1, 1))


@lru_cache(maxsize=8)
def kept(number: int) -> int:
    return number * 7


KEPT: dict[int, int] = {}


def remembered(number: int) -> int:
    if number not in KEPT:
        KEPT[number] = number - 9
    return KEPT[number]
'''

TEST = """import pytest
from small import formula, kept, never, remembered, small


def test_small() -> None:
    assert small(3, [2])
    assert not small(3, [2, 3])
    assert small(0, [])
    assert not small(-1, [])
    with pytest.raises(ValueError):
        small(4, [])


def test_formula() -> None:
    assert formula("a") == "(= a 0)"
    assert formula("a", True) == "(not (= a 0))"


def test_never() -> None:
    never()


def test_kept() -> None:
    assert kept(2) == kept(2) == 14
    assert remembered(10) == remembered(10) == 1
"""

RUN = """import sys
import pytest
from pathlib import Path
from tests.mutation.running import MutationRun, Target
run = MutationRun([Target("small", "small", Path(sys.argv[1], "small.py"))])
pytest.main(["-s", "-q", "-n", "0", "-p", "no:cacheprovider", "--rootdir", sys.argv[1], sys.argv[1]], plugins=[run])
assert not run.failures, run.failures
for result in run.results:
    print(result.change.what, result.killer, sep="|")
"""


def whats(source: str) -> list[str]:
    return [change.what for change in changes_of(source)]


def changed(source: str, what: str) -> str:
    change = next(change for change in changes_of(source) if change.what == what)
    return ast.unparse(change.applied(source))


@pytest.mark.parametrize(
    ("before", "what", "after"),
    [
        ("a < b", "LtE for Lt", "a <= b"),
        ("0 <= a < b", "GtE for Lt", "0 <= a >= b"),
        ("a and b and c", "without `b`", "a and c"),
        ("a or b", "without `a`", "b"),
        ("a or b", "`and` for `or`", "a and b"),
        ("not a", "`not` dropped", "a"),
        ("x = a if b else c", "`if` always False", "x = a if False else c"),
        ("if a:\n    raise E", "nothing is raised", "if a:\n    pass"),
        ("for a in b:\n    c()", "no round of the loop", "for a in ():\n    c()"),
        ("[a for a in b if c]", "without `if c`", "[a for a in b]"),
        ("work.add(a)", "statement dropped", "pass"),
        ("x = both((a, b))", "without the member `a`", "x = both((b,))"),
        ("x = both((a, b))", "`either` for `both`", "x = either((a, b))"),
        ("x = opposite(a)", "`opposite` dropped", "x = a"),
        ("x = holds_in(a, b, c)", "without the argument `c`", "x = holds_in(a, b)"),
        ("x = 1", "0 for 1", "x = 0"),
        ("x = f'(>= {a} 0)'", "text (> for (>=", "x = f'(> {a} 0)'"),
        ("x = f'(>= {a} 0)'", "text 1 for 0", "x = f'(>= {a} 1)'"),
        ("match a:\n    case 1 if b:\n        c()", "guard of the case dropped", "match a:\n    case 1:\n        c()"),
    ],
)
def test_each_kind_of_change_is_made(before: str, what: str, after: str) -> None:
    assert after == changed(before, what)


def test_words_for_people_are_not_changed() -> None:
    assert whats('"""It is (= 1 0)."""\nimport a\n\n\ndef f(x: int = b) -> None:\n    """(> 1 0)"""\n') == []
    assert whats('raise E(f"(> {a} 0)" if b else "c")') == ["nothing is raised"]


@pytest.mark.parametrize("file", FILES)
def test_changes_of_the_trusted_code_are_other_programs(file: str) -> None:
    source = (PACKAGE / file).read_text(encoding="utf-8")
    found = changes_of(source)
    for change in found[::40]:
        assert 0 < change.line <= change.last_line <= len(source.splitlines())
        assert change.text == source.splitlines()[change.line - 1].strip()
        compile(change.applied(source), file, "exec")


def test_what_no_test_notices_survives_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "small.py").write_text(SMALL, encoding="utf-8")
    (tmp_path / "test_small.py").write_text(TEST, encoding="utf-8")
    command = [sys.executable, "-c", RUN, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    lines = [(line.partition("|")[0], line.partition("|")[2]) for line in done.stdout.splitlines() if "|" in line]
    assert len(lines) == len(changes_of(SMALL))
    assert {what for what, killer in lines if killer == "None"} == {
        "2 for 1",
        "0 for 1",
        "without the member `1`",
        "`if` always True",
    }
    killers = dict(lines)
    assert killers["4 for 3"] == killers["nothing is raised"] == "test_small.py::test_small"
    for what in ("Add for Mult", "8 for 7", "Add for Sub", "8 for 9"):
        assert killers[what] == "test_small.py::test_kept"
    assert killers["text (or for (not"] == "test_small.py::test_formula"


def test_every_reason_is_about_a_change_that_can_be_made() -> None:
    made = {name: changes_of((PACKAGE / name).read_text(encoding="utf-8")) for name in FILES}
    possible = [(name, change) for name, changes in made.items() for change in changes]
    assert unfounded(arguments(ARGUED.read_text(encoding="utf-8")), possible) == []


def test_the_documentation_says_no_more_changes_than_there_are() -> None:
    found = [(name, change) for name in FILES for change in changes_of((PACKAGE / name).read_text(encoding="utf-8"))]
    said = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
    assert "more than 2,000 changes at more than 1,400 places" in said
    assert len(found) > 2000
    assert len({(name, change.node) for name, change in found}) > 1400


def test_a_reason_without_a_survivor_is_told() -> None:
    reasons = [Argument("small.py", "number > LARGEST", ("GtE for Gt", "LtE for Gt"), "none")]
    survivor = next(change for change in changes_of(SMALL) if change.what == "GtE for Gt")
    assert unfounded(reasons, [("small.py", survivor)]) == ["small.py: `number > LARGEST`: LtE for Gt"]


def test_a_reason_must_say_something() -> None:
    with pytest.raises(ValueError, match="incomplete"):
        arguments('[[argued]]\nfile = "a"\nline = "b"\nchanges = ["c"]\nreason = " "\n')
