"""The page on security names tests, and they are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_that_the_page_names_is_in_the_file_named_before_it() -> None:
    named: list[tuple[str, str]] = []
    file = ""
    for word in re.findall(r"`([^`\s]+)`", PAGE):
        if word.startswith("tests/") and word.endswith(".py"):
            file = word
        elif word.startswith("test_"):
            named.append((file, word))
    assert len(named) > 30
    missing = [(file, name) for file, name in named if f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")]
    assert missing == []


def test_every_file_that_the_page_names_is_there() -> None:
    paths = set(re.findall(r"`((?:tests|bcm_formal)/[\w/.]+)`", PAGE))
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_every_promise_has_a_test_and_says_what_it_does_not_promise() -> None:
    parts = dict(re.findall(r"^## (No [\w ]+)\n(.*?)(?=^## )", PAGE, re.MULTILINE | re.DOTALL))
    assert list(parts) == [
        "No code", "No files", "No forged words", "No forged proofs", "No exhausted machine", "No orphans",
    ]  # fmt: skip
    assert [name for name, text in parts.items() if "test_" not in text] == []
    assert [name for name, text in parts.items() if "*Not promised.*" not in text] == ["No orphans"]
