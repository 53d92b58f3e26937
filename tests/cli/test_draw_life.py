"""`bcm draw --life`: what it writes, and what it says where there is no life course to draw."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.builders.running import bcm
from tests.builders.stay import STAY


@pytest.fixture
def stay(tmp_path: Path) -> Path:
    path = tmp_path / "stay.bcm"
    path.write_text(STAY + 'property few "Few": every person in settled has tongue is good\n', encoding="utf-8")
    return path


def test_a_property_is_drawn_as_a_timeline(
    stay: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    output = stay.with_suffix(".svg")
    done = bcm(monkeypatch, capfd, "draw", str(stay), "-o", str(output), "--life", "food_only")
    assert (done.code, done.err) == (0, "")
    assert "A life course that breaks it" in "".join(ET.parse(output).getroot().itertext())


def test_what_belongs_to_maps_is_not_asked_of_a_timeline(
    stay: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    output = stay.with_suffix(".svg")
    done = bcm(monkeypatch, capfd, "draw", str(stay), "-o", str(output), "--life", "food_only", "--overview")
    assert (done.code, output.exists()) == (2, False)
    assert "`overview` is for maps, and a timeline is none" in done.err


@pytest.mark.parametrize(
    ("name", "ending", "says"),
    [
        ("few", "svg", "`few` has no life course to draw: it holds"),
        ("food_onyl", "svg", "did you mean `food_only`?"),
        ("five_year", "png", "did you mean `five_years`?"),
        ("food_only", "dot", "a life course is drawn as .svg, .png or .pdf"),
    ],
)
def test_where_there_is_none_it_says_so_and_writes_nothing(
    stay: Path, name: str, ending: str, says: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    output = stay.with_suffix(f".{ending}")
    done = bcm(monkeypatch, capfd, "draw", str(stay), "-o", str(output), "--life", name)
    assert done.code == 2
    assert says in done.err
    assert not output.exists()
