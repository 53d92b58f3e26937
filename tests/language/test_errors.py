"""What people read when a text is wrong: the whole output of each file in `errors/`, place, code and remedy.

To accept changed output after reading the difference, run with `BCM_WRITE_GOLDEN=1`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bcm_formal.diagnostics import DiagnosticError, render_all, source_of_bytes
from bcm_formal.language import parse

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
    golden = path.with_suffix(path.suffix + ".txt")
    if os.environ.get("BCM_WRITE_GOLDEN"):
        golden.write_text(_output(path), encoding="utf-8")
    assert golden.read_text("utf-8") == _output(path)
