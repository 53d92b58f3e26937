"""Maps for programs: what cannot be drawn is said before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bcm_formal.api.drawing import draw
from bcm_formal.diagnostics import DiagnosticError
from tests.builders.drawn import SMALL
from tests.builders.loading import model_of

MODEL = model_of(SMALL.replace('layer settled "Settled"', 'layer settled "Settled"\nlayer spare'))


@pytest.mark.parametrize(
    ("asked", "message", "help"),
    [
        ({"only": "insid"}, "the policy has no layer `insid`", "did you mean `inside`?"),
        ({"only": "spare"}, "layer `spare` has no statuses to draw", "another layer"),
        ({"around": "workr"}, "the policy has no status `workr`", "did you mean `worker`?"),
        ({"around": "zzzzzz"}, "the policy has no status `zzzzzz`", "it has `abroad`"),
        ({"order": ("outsid", "inside")}, "the policy has no layer `outsid`", "did you mean `outside`?"),
        ({"only": "inside", "around": "worker"}, "two pictures", "name one"),
        ({"link": "javascript:alert(1)"}, "no place of a text", "web address"),
        ({"fonts": (Path("no such file.ttf"),)}, "is no font", ".ttf"),
    ],
)
def test_what_is_not_there_is_named_with_what_is_meant(asked: dict[str, Any], message: str, help: str) -> None:
    with pytest.raises(DiagnosticError) as found:
        draw(MODEL, "svg", **asked)
    (diagnostic,) = found.value.diagnostics
    assert (diagnostic.code, message in diagnostic.message) == ("BCM909", True), diagnostic.message
    assert help in (diagnostic.help or "")


def test_a_script_without_a_font_is_named_for_paper_and_left_to_the_reader_on_a_screen() -> None:
    model = model_of(SMALL.replace('"Worker"', '"노동자"'))
    with pytest.raises(DiagnosticError) as found:
        draw(model, "pdf")
    assert "HANGUL SYLLABLE NO" in found.value.diagnostics[0].message
    assert "--font FILE" in (found.value.diagnostics[0].help or "")
    assert "노동자".encode() in draw(model, "svg")


@pytest.mark.parametrize("asked", [{"overview": True}, {"only": "inside"}, {"all_lines": True}, {"paper": "A4"}])
def test_each_part_is_drawn(asked: dict[str, Any]) -> None:
    assert draw(MODEL, "svg", **asked).startswith(b"<?xml")


@pytest.mark.parametrize("asked", [{"only": "inside"}, {"paper": "A4"}, {"all_lines": True}, {"link": "x"}])
def test_what_only_maps_have_is_not_passed_over_elsewhere(asked: dict[str, Any]) -> None:
    for form, life in (("mmd", None), ("dot", None), ("svg", "arrives")):
        with pytest.raises(DiagnosticError, match="is for maps"):
            draw(MODEL, form, life=life, **asked)
