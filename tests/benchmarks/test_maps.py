"""What is measured of a picture."""

from __future__ import annotations

from bcm_formal.views.picture import Box, Font, Group, Ink, Line, Picture, Stroke, Text
from benchmarks.maps import BEFORE, of_graphviz, of_picture

INK = Ink("#000000", "#ffffff")


def way(number: int, *points: tuple[float, float]) -> Group:
    return Group((Line(points, Stroke(INK)),), "", ("way", f"w{number}"))


def test_lines_of_different_rules_cross_and_those_of_one_do_not() -> None:
    others = (way(2, (0, 100), (100, 0)), way(2, (0, 80), (100, 90)), way(2, (50, 0), (50, 90)))
    text = Text(0, 9, "a", Font(8), INK)
    picture = Picture("p", "", "", Box(0, 0, 1190.55, 2381.1), (way(1, (0, 0), (100, 100)), *others, text))
    looks = of_picture(picture)
    assert looks.crossings == 3
    assert round(looks.length) == 473
    assert round(looks.letter_on_a3, 2) == 4.0


def test_the_same_is_measured_of_a_picture_of_graphviz() -> None:
    lines = (
        '<g id="line-1"><path d="M0,0C10,10 20,20 30,30"/></g><g id="line-2-1"><path d="M0,34C10,24 20,10 30,0"/></g>'
    )
    texts = '<text font-size="5"> </text><text font-size="9">a</text>'
    looks = of_graphviz(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 400">{lines}{texts}</svg>')
    assert (looks.crossings, round(looks.length), looks.smallest, looks.letter_on_a3) == (1, 88, 9.0, 9.0)
    assert set(BEFORE) >= {"bcm", "germany", "japan"}
