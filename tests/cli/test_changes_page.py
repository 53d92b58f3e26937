"""What the pages about changes, repairs and timelines show is what the tool says."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.builders.golden import is_golden
from tests.builders.running import bcm

DOCS = Path(__file__).resolve().parents[2] / "docs"
SHOWN = re.compile(r"```console\n\$ bcm (.*)\n((?:.*\n)*?)```\n")


@pytest.mark.parametrize("name", ["changes.md", "repair.md", "timelines.md"])
def test_the_page_shows_what_the_tool_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    page = DOCS / name
    text = page.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for policy in re.findall(r"```text\n(policy (\w+) (?:.*\n)*?)```\n", text):
        Path(f"{policy[1]}.bcm").write_text(policy[0], encoding="utf-8")
    assert SHOWN.search(text)

    def run(match: re.Match[str]) -> str:
        ran = bcm(monkeypatch, capfd, *match[1].split())
        for picture in sorted(Path().glob("*.svg")):
            is_golden(DOCS / "img" / picture.name, picture.read_text(encoding="utf-8"))
            picture.unlink()
        assert ran.err == ""
        return f"```console\n$ bcm {match[1]}\n{ran.out}```\n"

    shown = SHOWN.sub(run, text)
    if os.environ.get("BCM_GOLDEN") == "write":
        page.write_text(shown, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == shown
