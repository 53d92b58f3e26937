"""Pages of which a part is made by a test, between two marks; `BCM_GOLDEN=write` writes it."""

from __future__ import annotations

import os
from pathlib import Path

END = "<!-- end -->"


def is_made(page: Path, mark: str, part: str) -> None:
    """The part of the page after the mark is `part`."""
    begin = f"<!-- {mark} -->\n"
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    assert found, f"{page} has no {begin}"
    _, _, after = rest.partition(END)
    expected = f"{before}{begin}\n{part}\n\n{END}{after}"
    if os.environ.get("BCM_GOLDEN") == "write":
        page.write_text(expected, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == expected
