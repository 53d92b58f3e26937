"""Runs tests against one change after the other, each in a fork of a process in which everything is warm.

A pytest plugin: it takes over when the tests are collected. It runs them all once, so that what they keep is made by
the code as it is, and once more to see which lines each of them reaches and what it costs. Then for each change a
child puts the changed code into the functions that exist and runs the tests that reach the line, the cheap ones and
those that found much so far first, until one fails. A child that takes too much time or memory has found it as well.
"""

from __future__ import annotations

import ast
import gc
import os
import resource
import signal
import sys
import time
import types
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.changes import Change, changes_of

MOST_OF_ONE = 40
"""so many cases of one test are run, spread evenly over all that it has"""
SPARE_SECONDS = 10
"""of processor time, beyond ten times what a test took before"""
PATIENCE = 900
"""seconds after which a child is ended that does nothing"""
MEMORY = 8 * 2**30


@dataclass(frozen=True)
class Target:
    """A module to be changed."""

    name: str
    """how it is called in `argued.toml` and in the table"""
    module: str
    path: Path

    @cached_property
    def source(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def changes(self) -> list[Change]:
        return changes_of(self.source)


@dataclass(frozen=True)
class Result:
    """What became of one change; `killer` is the test that noticed it (None: nobody)."""

    target: Target
    change: Change
    killer: str | None
    reached: int
    """how many tests reach it"""


class MutationRun:
    """The plugin. `results` is complete when pytest returns; `failures` names tests that fail without any change."""

    def __init__(self, targets: Sequence[Target], left_out: Sequence[str] = (), lines: Sequence[int] = ()) -> None:
        self._targets, self._left_out, self._lines = targets, left_out, lines
        self.results: list[Result] = []
        self.failures: list[str] = []
        for target in targets:
            assert target.changes  # read now: whoever edits meanwhile changes nothing

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = _some_of_each([i for i in session.items if not any(part in i.nodeid for part in self._left_out)])
        self.failures = [item.nodeid for item in items if not _passes(item)]
        if session.testsfailed:
            self.failures.append("(some cannot be collected)")
        if self.failures:
            return True
        say(f"{len(items)} tests pass: {time.process_time():.0f} seconds")
        reach = _Reach({target.module: str(target.path) for target in self._targets})
        for item in items:
            reach.record(item)
        say(f"it is known what they reach: {time.process_time():.0f} seconds")
        gc.collect()
        gc.freeze()
        for target in self._targets:
            self.results += self._of(target, reach)
        return True

    def _of(self, target: Target, reach: _Reach) -> Iterator[Result]:
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for change in target.changes:
            if self._lines and change.line not in self._lines:
                continue
            score = found[change.scope]
            chosen = reach.of(str(target.path), change)
            chosen.sort(key=lambda item, score=score: (-score[item.nodeid], reach.cost[item.nodeid]))  # type: ignore[misc]
            killer = _first_to_fail(target, change, chosen, reach.cost)
            if killer is None:
                say(f"survived: {target.name}:{change.line} {change.what} | {change.text}")
            else:
                score[killer] += 1
            yield Result(target, change, killer, len(chosen))


def _some_of_each(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    cases: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        cases[item.nodeid.partition("[")[0]].append(item)
    return [item for several in cases.values() for item in several[:: -(-len(several) // MOST_OF_ONE)]]


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


# --- what each test reaches ---


class _Reach:
    """Which lines of some files, given by the names of their modules, each test runs, and what it costs."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._modules, self._files = list(files), set(files.values())
        self._items: defaultdict[tuple[str, int], list[pytest.Item]] = defaultdict(list)
        self.cost: dict[str, float] = {}

    def record(self, item: pytest.Item) -> None:
        lines: set[tuple[str, int]] = set()

        def inside(frame: types.FrameType, event: str, _: object) -> Any:
            if event == "line":
                lines.add((frame.f_code.co_filename, frame.f_lineno))
            return inside

        def entered(frame: types.FrameType, event: str, _: object) -> Any:
            return inside if frame.f_code.co_filename in self._files else None

        for module in self._modules:
            _forget(sys.modules[module])
        begun = time.process_time()
        sys.settrace(entered)
        try:
            runtestprotocol(item, log=False, nextitem=None)
        finally:
            sys.settrace(None)
        self.cost[item.nodeid] = time.process_time() - begun
        for line in lines:
            self._items[line].append(item)

    def of(self, file: str, change: Change) -> list[pytest.Item]:
        """The tests that run a line of the change; for what is run on import those that run any line."""
        if change.is_called:
            lines = range(change.line, change.last_line + 1)
            return list(dict.fromkeys(item for line in lines for item in self._items.get((file, line), ())))
        return list(dict.fromkeys(item for (name, _), items in self._items.items() if name == file for item in items))


def _passes(item: pytest.Item, following: pytest.Item | None = None) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


# --- one change in a child ---


def _first_to_fail(target: Target, change: Change, items: list[pytest.Item], cost: dict[str, float]) -> str | None:
    """The test that notices the change; for a child that ended badly the one it was at."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _in_child(target, change, items, cost, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        at = told.read()
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) == SURVIVED:
        return None
    number = len(at) - 1
    return items[number].nodeid if 0 <= number < len(items) else "(it cannot be put in place)"


SURVIVED, NOTICED = 0, 1


def _in_child(target: Target, change: Change, items: list[pytest.Item], cost: dict[str, float], writing: int) -> None:
    """Never returns. Writes one byte before each test."""
    code = NOTICED
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        signal.alarm(PATIENCE)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        put_in_place(sys.modules[target.module], change.applied(target.source))
        for item in items:
            os.write(writing, b".")
            used = time.process_time() + 10 * cost[item.nodeid] + SPARE_SECONDS
            resource.setrlimit(resource.RLIMIT_CPU, (int(used), resource.getrlimit(resource.RLIMIT_CPU)[1]))
            if not _passes(item):
                break
        else:
            code = SURVIVED
    finally:
        os._exit(code)


_CACHED = type(lru_cache(lambda: None))
"""of functions that keep what they returned"""


def put_in_place(module: types.ModuleType, tree: Any) -> None:
    """Make the functions, methods and simple constants of the module those of another source of it.

    Objects stay the same, so whoever imported them runs the new code.
    """
    fresh = types.ModuleType(module.__name__)
    exec(compile(tree, module.__file__ or "", "exec"), fresh.__dict__)
    for name, value in vars(fresh).items():
        old = vars(module).get(name)
        if isinstance(value, types.FunctionType | type | _CACHED):
            if value.__module__ == module.__name__:
                _replace(old, value)
        elif isinstance(value, bool | int | str | tuple | frozenset) and not name.startswith("__") and old != value:
            for other in list(sys.modules.values()):
                if vars(other).get(name) is old and hasattr(other, "__file__"):
                    setattr(other, name, value)
    _forget(module)


def _forget(module: types.ModuleType) -> None:
    """Clear what the functions of a module keep, also in dictionaries of the module."""
    for name, value in vars(module).items():
        is_kept = isinstance(value, dict) and name in _empty_at_first(module.__file__ or "")
        if isinstance(value, _CACHED) and value.__module__ == module.__name__:
            value.cache_clear()
        elif is_kept:
            value.clear()


@cache
def _empty_at_first(file: str) -> frozenset[str]:
    """The names of a module to which its text gives an empty dictionary."""
    body = ast.parse(Path(file).read_text(encoding="utf-8")).body
    given = [node for node in body if isinstance(node, ast.AnnAssign | ast.Assign)]
    empty = [node for node in given if isinstance(node.value, ast.Dict) and not node.value.keys]
    return frozenset(ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target) for node in empty)


def _replace(old: Any, new: Any) -> None:
    """Put the code of a function, or of every function of a class, in place of the old."""
    match old, new:
        case types.FunctionType(), types.FunctionType():
            if old.__code__.co_filename == new.__code__.co_filename != "<string>":
                old.__code__ = new.__code__
            plain = (bool, int, str, type(None))
            if all(isinstance(value, plain) for value in new.__defaults__ or ()):
                old.__defaults__ = new.__defaults__
            if all(isinstance(value, plain) for value in (new.__kwdefaults__ or {}).values()):
                old.__kwdefaults__ = new.__kwdefaults__
        case property(), property():
            _replace(old.fget, new.fget)
        case cached_property(), cached_property():
            _replace(old.func, new.func)
        case staticmethod(), staticmethod():
            _replace(old.__func__, new.__func__)
        case _CACHED(), _CACHED():
            _replace(old.__wrapped__, new.__wrapped__)
        case type(), type():
            for name, value in vars(new).items():
                _replace(vars(old).get(name), value)
