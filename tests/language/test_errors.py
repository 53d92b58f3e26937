"""What people read when a text is wrong: the whole output of each file in `errors/`, place, code and remedy.

To accept changed output after reading the difference, run with `BCM_GOLDEN=write`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, Fix, render_all, source_of_bytes, source_of_text
from bcm_formal.language.from_text import parse
from tests.builders.golden import is_golden

_FOLDER = Path(__file__).with_name("errors")
_CASES = sorted(path for path in _FOLDER.iterdir() if path.suffix in (".bcm", ".md"))


def _output(path: Path) -> str:
    try:
        diagnostics = parse(source_of_bytes(path.read_bytes(), path.name)).diagnostics
    except DiagnosticError as error:
        diagnostics = error.diagnostics
    return render_all(diagnostics) + "\n"


@pytest.mark.parametrize("path", _CASES, ids=lambda path: path.name)
def test_a_wrong_text_gives_the_expected_errors(path: Path) -> None:
    is_golden(path.with_suffix(path.suffix + ".txt"), _output(path))


def _with_fixes() -> list[tuple[str, Diagnostic, Fix]]:
    found: list[tuple[str, Diagnostic, Fix]] = []
    for path in _CASES:
        try:
            parsed = parse(source_of_bytes(path.read_bytes(), path.name))
        except DiagnosticError:
            continue
        found += [(path.name, d, d.fix) for d in parsed.diagnostics if d.fix]
    return found


@pytest.mark.parametrize(("name", "wrong", "fix"), _with_fixes(), ids=lambda value: str(value)[:40])
def test_a_fix_repairs_what_it_is_offered_for(name: str, wrong: Diagnostic, fix: Fix) -> None:
    assert wrong.span is not None
    text = wrong.span.source.text
    for edit in sorted(fix.edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    left = parse(source_of_text(text, name)).diagnostics
    assert (wrong.code, wrong.span.start) not in [(d.code, d.span.start) for d in left if d.span]
