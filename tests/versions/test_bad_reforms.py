"""What people read when a reform is wrong: all findings of a file, word for word.

To accept changed output after reading the difference, run with `BCM_GOLDEN=write`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.diagnostics import has_errors, read_source, render_all
from bcm_formal.versions.loading import reading_of_reform
from tests.builders.golden import is_golden

LAWS = Path(__file__).with_name("laws")
CASES = sorted((LAWS / "reforms").glob("*.bcm"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_findings_of_a_wrong_reform_are_those_beside_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(LAWS)
    found = reading_of_reform(read_source(path.relative_to(LAWS)))
    assert found.model is None
    assert has_errors(found.diagnostics)
    is_golden(path.with_suffix(".txt"), render_all(found.diagnostics) + "\n")
