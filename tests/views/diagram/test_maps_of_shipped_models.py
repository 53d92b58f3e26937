"""The maps in the pages of the shipped models are those that `bcm draw` makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import bcm_formal as bcm
from tests.builders.golden import is_golden

ROOT = Path(__file__).parents[3]
PAGES = sorted((ROOT / "models").glob("*/README.md"))


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_the_page_of_a_model_shows_its_map(page: Path) -> None:
    name = page.parent.name
    assert f"(../../docs/img/map-{name}.svg)" in page.read_text(encoding="utf-8")
    drawn = bcm.draw(bcm.load(page.parent / f"{name}.bcm"), "svg")
    is_golden(ROOT / "docs" / "img" / f"map-{name}.svg", drawn.decode("utf-8"))
