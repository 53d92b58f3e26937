"""The map of a policy: every text stands alone, and no name is broken, whatever the policy."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bcm_formal.model.model import Model
from bcm_formal.views.diagram import Graph, Highlight, MarkedMove, extract
from bcm_formal.views.diagram.map.columns import ordered
from bcm_formal.views.diagram.map.drawing import map_of
from bcm_formal.views.diagram.map.view import View
from bcm_formal.views.picture import Picture
from tests.builders.boxes import overlaps, texts
from tests.builders.drawn import AWKWARD, SMALL, wide_policy
from tests.builders.loading import model_of

MODELS = Path(__file__).parents[3] / "models"
SHIPPED = sorted(path.parent.name for path in MODELS.glob("*/expected.toml"))
MADE = {
    "small": SMALL,
    "awkward": AWKWARD,
    "wide": wide_policy(),
    "large": wide_policy(6, 10, 150),
    "one layer": wide_policy(1, 9, 30),
    "one status each": wide_policy(9, 1, 40),
    "long words": SMALL.replace('"Trainee"', f'"{"Aufenthalt" * 8} und mehr"').replace('"Inside"', f'"{"x" * 90}"'),
    "hostile": SMALL.replace('"Worker"', '"</text><script>alert(1)</script>"').replace('"Outside"', '"☃ 한 \\\\"'),
}  # fmt: skip


@cache
def model(name: str) -> Model:
    return model_of(MADE[name] if name in MADE else MODELS / name / f"{name}.bcm")


def assert_readable(picture: Picture, words: set[str]) -> None:
    """No text touches another, a line or the edge; and no word of a title is broken at the end of a line."""
    assert overlaps(picture) == []
    shown = " ".join(text.text for text in texts(picture))
    assert {word for word in words if word not in shown} == set()


def words_of(graph: Graph) -> set[str]:
    titles = [graph.title, *(layer.title for layer in graph.clusters), *(node.title for node in graph.nodes())]
    return {word for title in titles for word in re.findall(r"[\x21-\x7e]+", title)}


@pytest.mark.parametrize("is_whole", [False, True], ids=["short lines", "all lines"])
@pytest.mark.parametrize("name", [*SHIPPED, *MADE])
def test_every_text_stands_alone_and_unbroken(name: str, is_whole: bool) -> None:
    graph = extract(model(name))
    assert_readable(map_of(graph, View(all_lines=is_whole)), words_of(graph))


def test_so_it_is_with_a_life_course_that_is_brought_out() -> None:
    found = model("wide")
    moves = tuple(
        MarkedMove(event.name, event.sources[0], at) for at, event in enumerate(found.events[:12], 1) if event.target
    )
    graph = extract(found, Highlight(tuple(move.status for move in moves), moves))
    assert_readable(map_of(graph), words_of(graph))


def test_layers_stand_as_lives_pass_them_or_as_is_asked() -> None:
    graph = extract(model("germany"))
    names = [layer.name for layer in ordered(graph).clusters]
    assert names[0] == "outside"
    assert names[-1] == "citizenship"
    assert [layer.name for layer in ordered(graph, names[::-1]).clusters] == names[::-1]


def test_a_line_that_is_not_drawn_is_named_at_both_ends() -> None:
    shown = [text.text for text in texts(map_of(extract(model("small"))))]
    assert {"→ abroad: expel", "← Worker: expel"} <= set(shown)
    whole = [text.text for text in texts(map_of(extract(model("small")), View(all_lines=True)))]
    assert not {text for text in whole if text.startswith(("→", "←"))}


def test_a_step_is_told_only_beside_the_line_that_was_taken() -> None:
    text = SMALL.replace("transition settle from trainee, worker", "transition settle from abroad, trainee, worker")
    moves = (MarkedMove("enter", "abroad", 1), MarkedMove("settle", "trainee", 2))
    shown = [text.text for text in texts(map_of(extract(model_of(text), Highlight(("abroad", "trainee"), moves))))]
    assert shown.count("[2] settle") == 1
    both = (MarkedMove("expel", "worker", 1),)
    shown = [text.text for text in texts(map_of(extract(model("small"), Highlight(("worker",), both))))]
    assert [text for text in shown if "expel" in text] == ["[1] expel"]
