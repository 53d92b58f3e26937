"""`expected.toml` made or brought up to date from what was found; comments and the order of lines stay."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Table

from bcm_formal.diagnostics import STDIN, Diagnostic, DiagnosticError, read_source
from bcm_formal.language.files import is_policy_name
from bcm_formal.model.model import Model
from bcm_formal.project.expected import FAILS, NAME, PASSES, sizes_of
from bcm_formal.trust.claim import Outcome
from bcm_formal.views.report.contents import Report

_BEGINNING = "What `bcm check` must find, and the size of the model: see docs/expected.md."
_FIRST_SIZES = ("statuses", "transitions", "events", "limits", "properties", "scenarios")


def expected_text(before: str | None, report: Report, *, alone: bool) -> str:
    """The text of the file with what was found; `before` is None if there is none yet.

    Names that the model no longer has are removed. With `alone` no other model is in the folder. The text before is
    known to be sound.
    """
    text = before or ""
    has_returns = 2 * text.count("\r\n") > text.count("\n")
    document = tomlkit.parse(text.replace("\r\n", "\n"))
    if before is None:
        document.add(tomlkit.comment(_BEGINNING))
    tables = _tables_of(document, report, alone=alone)
    _update(tables, report, is_new=before is None)
    after = tomlkit.dumps(document)
    return after.replace("\n", "\r\n") if has_returns else after


def _tables_of(document: TOMLDocument, report: Report, *, alone: bool) -> TOMLDocument | Table:
    """Where the tables of the model stand: in one called by its file, or at the top."""
    name = Path(report.path).name
    own = document.get(name)
    if isinstance(own, Table):
        return own
    top = document.get("properties", {})
    if alone or (top and set(top) <= _names(report.model)):
        return document
    document[name] = tomlkit.table(is_super_table=True)
    made = document[name]
    assert isinstance(made, Table)
    return made


def _names(model: Model) -> set[str]:
    return {item.name for item in model.properties}


def _update(tables: TOMLDocument | Table, report: Report, *, is_new: bool) -> None:
    model = report.model
    verdicts = {item.property.name: item.outcome.value for item in report.verdicts if _can_be_expected(item.outcome)}
    _fill(tables, "properties", verdicts, _names(model))
    mentioned = tables.get("scenarios", {})
    played = {
        item.scenario.name: PASSES if item.passed else FAILS
        for item in report.scenarios
        if item.undecided is None and (item.scenario.name in mentioned or not item.passed)
    }
    _fill(tables, "scenarios", played, {item.name for item in model.scenarios})
    sizes = sizes_of(model)
    kept = _FIRST_SIZES if is_new else [name for name in tables.get("model", {}) if name in sizes]
    _fill(tables, "model", {name: sizes[name] for name in kept}, set(sizes))


def _can_be_expected(outcome: Outcome) -> bool:
    return outcome is not Outcome.ENGINE_FAULT


def _fill(tables: TOMLDocument | Table, name: str, found: dict[str, str] | dict[str, int], known: set[str]) -> None:
    """Change what differs, put new lines at the end, and remove those of what is not known."""
    if name not in tables:
        if not found:
            return
        tables[name] = tomlkit.table()
    table = tables[name]
    assert isinstance(table, dict)
    for stale in [key for key in table if key not in known]:
        del table[stale]
    for key, value in found.items():
        if table.get(key) != value:
            table[key] = value


def write_beside(reports: Iterable[Report]) -> tuple[tuple[Path, str], ...]:
    """What `expected.toml` beside each model is to hold, one for each folder, where that differs from what it holds.

    Raises `DiagnosticError` (BCM905) for a model that came in on stdin, beside which nothing stands.
    """
    texts: dict[Path, str | None] = {}
    begun: dict[Path, str | None] = {}
    for report in reports:
        if report.path == STDIN:
            message = f"nothing stands beside {STDIN}"
            raise DiagnosticError((Diagnostic("BCM905", message, help="name the file"),))
        folder = Path(report.path).parent
        path = folder / NAME
        if path not in texts:
            texts[path] = begun[path] = read_source(path).text if path.exists() else None
        alone = sum(is_policy_name(other) for other in folder.iterdir()) <= 1
        texts[path] = expected_text(texts[path], report, alone=alone)
    return tuple((path, text) for path, text in texts.items() if text is not None and text != begun[path])
