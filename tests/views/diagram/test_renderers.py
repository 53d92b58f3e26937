from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import pygraphviz
import pytest

from bcm_formal.model.model import Model
from bcm_formal.views.diagram import FORMATS, draw
from tests.builders.drawn import AWKWARD, SMALL, wide_policy
from tests.builders.golden import is_golden
from tests.builders.loading import model_of

GOLDEN = Path(__file__).parent / "golden"

MODELS = {"small": model_of(SMALL), "awkward": model_of(AWKWARD), "wide": model_of(wide_policy())}
SVG = "{http://www.w3.org/2000/svg}"


def _svg(model: Model, language: str | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(draw(model, "svg", language=language))


def _groups(svg: ElementTree.Element, kind: str) -> list[str]:
    """The ids of the groups of a class, in order."""
    return [group.get("id", "") for group in svg.iter(f"{SVG}g") if kind in group.get("class", "").split()]


def _texts(svg: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize("name", ["small", "awkward"])
def test_the_texts_are_as_before(name: str) -> None:
    is_golden(GOLDEN / f"{name}.dot", draw(MODELS[name], "dot").decode())
    is_golden(GOLDEN / f"{name}.mmd", draw(MODELS[name], "mermaid").decode())


def test_what_is_never_used_is_marked_in_both_texts() -> None:
    dead, unreachable = frozenset({"expel", "hiring"}), frozenset({"resident"})
    is_golden(GOLDEN / "unused.dot", draw(MODELS["small"], "dot", None, dead, unreachable).decode())
    is_golden(GOLDEN / "unused.mmd", draw(MODELS["small"], "mermaid", None, dead, unreachable).decode())


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize(("form", "magic"), [("png", b"\x89PNG\r\n"), ("pdf", b"%PDF-"), ("svg", b"<?xml")])
def test_a_picture_begins_as_its_format_does(name: str, form: str, magic: bytes) -> None:
    assert form in FORMATS
    assert draw(MODELS[name], form, language="ja").startswith(magic)


@pytest.mark.parametrize("name", MODELS)
def test_the_svg_has_each_layer_and_each_status_once(name: str) -> None:
    model, svg = MODELS[name], _svg(MODELS[name])
    assert [f"layer-{layer.name}" for layer in model.layers] == _groups(svg, "layer")
    assert Counter(f"status-{status.name}" for status in model.statuses) == Counter(_groups(svg, "status"))


def test_every_rule_that_changes_a_status_is_named_beside_a_line_or_at_both_ends_of_a_short_one() -> None:
    svg = _svg(MODELS["small"])
    titles = [title.text or "" for title in svg.iter(f"{SVG}title")]
    for name in ("enter", "qualify", "settle", "expel", "trainee_limit", "unemployed"):
        assert any(re.search(rf"^(transition|limit) {name}\b", title, re.MULTILINE) for title in titles), name
    texts = _texts(svg)
    assert {"→ abroad: expel", "← Worker: expel", "at most 2 years (term) → abroad"} <= set(texts)


def test_tooltips_have_every_requirement_and_source() -> None:
    settle = [
        "transition settle: settle",
        "from Inside to Resident by office",
        "when language at least good",
        "when employed",
        "when stay at least 3 years",
        "when jobless at most 1 month",
        "source LAW 7",
        "source LAW 8",
    ]
    assert "\n".join(settle) in [title.text for title in _svg(MODELS["small"]).iter(f"{SVG}title")]


def test_awkward_titles_show_as_written() -> None:
    shown = " ".join(_texts(_svg(MODELS["awkward"])))
    for title in ('Quotes "and" <tags> & more', "<b>Layer two</b>", "<here>", 'C:\\new "there"', "Layer <one> & \\N"):
        assert title in shown


def test_japanese_titles_are_wrapped_and_complete() -> None:
    texts = _texts(_svg(MODELS["awkward"], "ja"))
    assert "難しい「題名」" in texts
    assert "とても長い名前を持つ二番目の層であり一行には収まらない" in "".join(texts)
    assert "とても長い名前を持つ二番目の層であり一行には収まらない" not in texts


def test_japanese_titles_are_in_the_mermaid_text() -> None:
    mermaid = draw(MODELS["awkward"], "mermaid", language="ja").decode()
    assert 'layer_two["とても長い名前を持つ二番目の層であり一行には収まらない"]' in mermaid
    assert "行く<br/>ready" in mermaid


@pytest.mark.parametrize("name", MODELS)
def test_nothing_overlaps_in_dot_and_layers_stand_from_left_to_right(name: str) -> None:
    model = MODELS[name]
    graph = pygraphviz.AGraph(string=draw(model, "dot").decode())
    graph.layout(prog="dot")
    boxes = {str(node): _box(node) for node in graph.nodes()}
    clashes = [(one, other) for one, other in combinations(boxes, 2) if _meet(boxes[one], boxes[other])]
    assert clashes == []
    spans = []
    for layer in model.layers:
        inside = [boxes[f"status_{status.name}"] for status in model.statuses if status.layer == layer.name]
        spans.append((min(box[0] for box in inside), max(box[2] for box in inside)))
    assert [(left, right) for left, right in pairwise(spans) if left[1] >= right[0]] == []


def _box(node: pygraphviz.Node) -> tuple[float, float, float, float]:
    x, y = map(float, node.attr["pos"].split(","))
    width, height = float(node.attr["width"]) * 72, float(node.attr["height"]) * 72
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_a_picture_of_25_statuses_and_60_transitions_fits_a_screen_or_a_page() -> None:
    _, _, width, height = map(float, _svg(MODELS["wide"]).get("viewBox", "").split())
    assert width < 3000
    assert height < 3000
    assert 0.4 < width / height < 3


def test_drawing_the_same_twice_gives_the_same_bytes() -> None:
    assert draw(MODELS["wide"], "svg") == draw(model_of(wide_policy()), "svg")
