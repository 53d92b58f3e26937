"""The picture of the numbers with which each verdict stays: a row for each property, a column for each number.

In each cell a bar goes from the lower bound of the number to the upper.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from bcm_formal.api.policy import Policy
from bcm_formal.model.model import Parameter
from bcm_formal.views.report.dependences import value_words
from tests.trials.numbers_of_the_proposal import Found, Range, numbers

LEFT, TOP, WIDE, HIGH, GAP = 310, 150, 66, 16, 6
COLOURS = {"HOLDS": "#a8d5b8", "VIOLATED": "#9c2f10", "VACUOUS": "#b9b4a7", "UNKNOWN": "#dedede"}
"""light and dark, to be told apart in grey"""
LEAST = 3
"""the width of a range of one value"""


def picture(model: Policy, found: Found) -> str:
    """An SVG; of each cell a tooltip says the ranges."""
    columns = [item for item in numbers(model) if item.name in found]
    rows = [item.name for item in model.properties]
    width, height = LEFT + len(columns) * (WIDE + GAP) + 60, TOP + len(rows) * HIGH + 40
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="11">',
        "<title>For which numbers each property of the proposal holds</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *_legend(),
    ]
    for place, number in enumerate(columns):
        x = LEFT + place * (WIDE + GAP)
        lines.append(f'<text transform="translate({x + WIDE // 2},{TOP - 8}) rotate(-40)">{escape(number.name)}</text>')
        for row, name in enumerate(rows):
            lines += _bar(model, number, found[number.name][name], x, TOP + row * HIGH, name)
    for row, name in enumerate(rows):
        lines.append(f'<text x="{LEFT - 8}" y="{TOP + row * HIGH + 11}" text-anchor="end">{escape(name)}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def _legend() -> Iterator[str]:
    for place, (verdict, word) in enumerate({"HOLDS": "holds", "VIOLATED": "violated", "VACUOUS": "of nobody"}.items()):
        yield f'<rect x="12" y="{14 + place * 18}" width="24" height="10" fill="{COLOURS[verdict]}"/>'
        yield f'<text x="44" y="{23 + place * 18}">{word}</text>'
    yield '<text x="12" y="86">each bar: from the lower bound</text>'
    yield '<text x="12" y="100">of the number to the upper</text>'


def _bar(model: Policy, number: Parameter, ranges: list[Range], x: int, y: int, name: str) -> Iterator[str]:
    assert number.lowest is not None
    assert number.highest is not None
    places = {value_words(model, number.name, v): v for v in range(number.lowest, number.highest + 1)}
    span = number.highest - number.lowest + 1
    for low, high, verdict in ranges:
        begin = min((places[low] - number.lowest) * WIDE / span, WIDE - LEAST)
        end = max((places[high] + 1 - number.lowest) * WIDE / span, begin + LEAST)
        yield (
            f'<rect x="{x + begin:.1f}" y="{y + 2}" width="{end - begin:.1f}" height="{HIGH - 4}" '
            f'fill="{COLOURS[verdict]}">'
            f"<title>{escape(name)}, {escape(number.name)} {low} to {high}: {verdict.lower()}</title></rect>"
        )
