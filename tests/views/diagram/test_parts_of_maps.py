"""Parts of a map, maps on paper, and the page for a browser."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

import pytest

from bcm_formal.views.diagram import Graph, draw, extract
from bcm_formal.views.diagram.map.drawing import map_of
from bcm_formal.views.diagram.map.pages import Paper, paged, smallest_letter
from bcm_formal.views.diagram.map.view import View
from bcm_formal.views.picture import Picture, PictureError
from tests.builders.boxes import overlaps, texts
from tests.builders.drawn import SMALL, wide_policy
from tests.builders.loading import model_of

MODELS = Path(__file__).parents[3] / "models"


@cache
def graph(name: str) -> Graph:
    made = {"small": SMALL, "wide": wide_policy()}
    return extract(model_of(made.get(name) or MODELS / name / f"{name}.bcm"))


def shown(picture: Picture) -> set[str]:
    return {text.text for text in texts(picture)}


def test_an_overview_has_layers_and_numbers_of_statuses_and_of_ways_within() -> None:
    picture = map_of(graph("small"), View(overview=True))
    assert overlaps(picture) == []
    assert {"Outside", "1 status", "Inside", "2 statuses", "1 way within", "Settled", "enter", "settle"} <= shown(
        picture
    )
    assert not {"Trainee", "Worker", "qualify"} & shown(picture)


def test_a_layer_alone_has_its_lines_and_by_name_what_is_at_their_other_ends() -> None:
    picture = map_of(graph("small"), View(only="settled"))
    assert overlaps(picture) == []
    assert {"Resident", "settle", "Inside"} <= shown(picture)
    assert not {"abroad", "Trainee", "qualify", "enter"} & shown(picture)


def test_around_a_status_are_its_lines() -> None:
    picture = map_of(graph("small"), View(around="worker"))
    assert overlaps(picture) == []
    assert {"Worker", "Trainee", "qualify", "settle", "→ abroad: expel"} <= shown(picture)
    assert "enter" not in shown(picture)


def test_a_line_from_nearly_all_of_a_layer_is_not_drawn_for_a_status_that_lacks_it() -> None:
    texts_of_departure = shown(map_of(graph("japan"), View(around="departure")))
    assert "become spouse" not in texts_of_departure
    assert "become spouse" in shown(map_of(graph("japan"), View(around="student")))


@pytest.mark.parametrize(("name", "paper"), [("japan", "A3"), ("wide", "A4")])
def test_pages_fit_and_their_letters_are_large_enough_and_no_status_is_lost(name: str, paper: Paper) -> None:
    pages = paged(graph(name), View(), paper, "")
    sizes = {(round(page.width), round(page.height)) for page in pages}
    assert sizes <= ({(1191, 842), (842, 1191)} if paper == "A3" else {(842, 595), (595, 842)})
    assert min(page.scale * smallest_letter(page) for page in pages) >= 6
    assert [found for page in pages for found in overlaps(page)] == []
    everything = " ".join(" ".join(text.text for text in texts(page)) for page in pages)
    assert [node.title for node in graph(name).nodes() if node.title.split()[-1] not in everything] == []
    assert re.search(rf"page 2 of {len(pages)}$", pages[1].title)


def test_what_has_no_room_is_named() -> None:
    long = SMALL.replace('"Trainee"', f'"{"x" * 300}"')
    with pytest.raises(PictureError, match="has no room on A4"):
        draw(model_of(long), "pdf", paper="A4")


def test_more_than_a_page_is_a_pdf() -> None:
    model = model_of(wide_policy(3, 6, 30))
    with pytest.raises(PictureError, match=r"takes \d+ pages, and a \.png has one"):
        draw(model, "png", paper="A4")
    assert draw(model, "pdf", paper="A4").count(b"/MediaBox") > 2


def test_a_page_for_a_browser_has_the_map_and_each_rule_once_and_loads_nothing() -> None:
    page = draw(model_of(SMALL.replace('"Worker"', '"<script>alert(1)</script>"')), "html").decode()
    assert page.count("<script>") == 1
    assert "default-src 'none'" in page.replace("&#x27;", "'")
    rows = re.findall(r'<tr id="rule-(\w+)">', page)
    assert len(rows) == len(set(rows))
    assert {"enter", "settle", "expel", "study", "hiring", "unemployed", "trainee_limit"} <= set(rows)
    assert not re.search(r'(?:src|href)="(?!#)', page)
    part = draw(model_of(SMALL), "html", view=View(only="settled")).decode()
    assert set(re.findall(r'<tr id="rule-(\w+)">', part)) == {"settle", "dismissal", "hiring"}


def test_links_lead_to_the_line_of_a_rule() -> None:
    model = model_of(SMALL)
    line = SMALL.split("\n").index("transition settle from trainee, worker to resident by office") + 1
    for base, link in (("https://law.example/p", f"https://law.example/p#L{line}"), ("p{file}?{line}", f"?{line}")):
        svg = ET.fromstring(draw(model, "svg", view=View(link=base)))
        assert any((part.get("href") or "").endswith(link) for part in svg.iter("{http://www.w3.org/2000/svg}a"))


def test_values_stand_beside_the_names_of_parameters() -> None:
    text = SMALL.replace("stay at least 3 years", "stay at least term").replace("jobless at most 1 month", "employed")
    found = " ".join(text.text for text in texts(map_of(extract(model_of(text)))))
    assert "stay at least 2 years (term)" in found
    assert "at most 2 years (term) → abroad" in found


def test_tooltips_have_the_words_of_the_law() -> None:
    text = SMALL.replace('  source LAW "8"\n', '  source LAW "8"\n  quote "whoever is settled stays"\n')
    assert "“whoever is settled stays”" in draw(model_of(text), "svg").decode()
