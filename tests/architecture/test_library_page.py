"""The page about the library: its examples run, and its reference is what the docstrings say."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.builders.reference import MARK, reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "library.md"
EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_the_reference_is_made_from_the_docstrings() -> None:
    text = PAGE.read_text(encoding="utf-8")
    made = text.partition(MARK)[0] + reference()
    if os.environ.get("BCM_GOLDEN") == "write":
        PAGE.write_text(made, encoding="utf-8")
        text = made
    assert text == made


def test_the_examples_of_the_page_run_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    examples = EXAMPLE.findall(PAGE.read_text(encoding="utf-8").partition(MARK)[0])
    names: dict[str, object] = {"__name__": "example"}
    for number, example in enumerate(examples):
        exec(compile(example, f"example {number}", "exec"), names)
    assert len(examples) > 4
    assert "buy, 3 times" in capsys.readouterr().out
