"""Every mistake of meaning as a person sees it: all findings of a file, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.diagnostics import has_errors, render_all, source_of_text
from bcm_formal.model.load import reading_of

FILES = sorted((Path(__file__).parent / "errors").glob("*.bcm"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_findings_of_a_file_are_those_beside_it(path: Path) -> None:
    read = reading_of(source_of_text(path.read_text(encoding="utf-8"), path.name))
    model, found = read.model, read.diagnostics
    assert path.with_suffix(".txt").read_text(encoding="utf-8") == render_all(found) + "\n"
    assert has_errors(found) == (model is None)


def test_there_are_golden_files() -> None:
    assert len(FILES) >= 30
