"""Maps of the shipped models: what makes a picture hard to read, against the pictures that Graphviz drew before."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bcm_formal.api.loading import load
from bcm_formal.views.diagram import extract
from bcm_formal.views.diagram.map.drawing import map_of
from bcm_formal.views.diagram.map.pages import SIZES
from bcm_formal.views.picture import Element, Group, Line, Picture
from bcm_formal.views.picture.svg import texts_of
from benchmarks.commands import ROOT, Files
from benchmarks.tables import Section, Table, at_most

Point = tuple[float, float]
Polyline = Sequence[Point]
ALL = sorted(path.parent / f"{path.parent.name}.bcm" for path in (ROOT / "models").glob("*/expected.toml"))
CURVE = 12
"""so many straight pieces for a curve of Graphviz"""


@dataclass(frozen=True, slots=True)
class Looks:
    """How hard a picture is to read."""

    crossings: int
    """of lines of different rules"""
    length: float
    """of all lines, in points"""
    width: float
    height: float
    smallest: float
    """its smallest letter, in points of the picture"""

    @property
    def area(self) -> float:
        """In square metres, a point being 1/72 inch."""
        return self.width * self.height * (0.0254 / 72) ** 2

    @property
    def letter_on_a3(self) -> float:
        """The smallest letter where the picture fills a page of A3."""
        long, short = SIZES["A3"]
        scales = (min(wide / self.width, high / self.height) for wide, high in ((long, short), (short, long)))
        return self.smallest * min(max(scales), 1.0)


BEFORE: Mapping[str, Looks] = {
    "bcm": Looks(180, 25933, 2402, 1051, 8),
    "canada": Looks(164, 10632, 1524, 1179, 8),
    "germany": Looks(79, 12099, 2169, 857, 8),
    "japan": Looks(761, 42116, 2005, 1909, 8),
    "united-kingdom": Looks(114, 14707, 1782, 1332, 8),
}
"""the pictures of Graphviz with the table of rules below, measured once by `of_graphviz`"""


def of_picture(picture: Picture) -> Looks:
    lines = list(_lines_of(picture.elements, ""))
    smallest = min(text.font.size for text in texts_of(picture.elements))
    return Looks(*_measured(lines), picture.width, picture.height, smallest)


def _lines_of(elements: Sequence[Element], of: str) -> Iterator[tuple[str, Polyline]]:
    """The lines, each with the rules that it is of; those of the legend are of none."""
    for element in elements:
        if isinstance(element, Group):
            way = next((name for name in element.classes if name[:1] == "w" and name[1:].isdigit()), of)
            yield from _lines_of(element.elements, way)
        elif isinstance(element, Line) and of:
            yield of, element.points


def of_graphviz(svg: str) -> Looks:
    """The same of a picture as Graphviz wrote it."""
    root = ElementTree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    lines: list[tuple[str, Polyline]] = []
    for group in root.iter(f"{space}g"):
        name = group.get("id", "")
        if name.startswith("line-"):
            paths = [path.get("d", "") for path in group.iter(f"{space}path")]
            lines += [(name.split("-")[1], _flattened(path)) for path in paths]
    _, _, width, height = map(float, root.get("viewBox", "").split())
    smallest = min(
        float(text.get("font-size", "99")) for text in root.iter(f"{space}text") if "".join(text.itertext()).strip()
    )
    return Looks(*_measured(lines), width, height, smallest)


def _flattened(path: str) -> Polyline:
    """A path of one move and cubic curves as straight pieces."""
    numbers = [float(part) for part in path.replace("M", "").replace("C", " ").replace(",", " ").split()]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    found = [points[0]]
    for first in range(0, len(points) - 3, 3):
        a, b, c, d = points[first : first + 4]
        for step in range(1, CURVE + 1):
            t = step / CURVE
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x, y = (sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
            found.append((x, y))
    return found


def _measured(lines: Sequence[tuple[str, Polyline]]) -> tuple[int, float]:
    """Crossings of lines of different rules, and the length of all."""
    pieces = [(name, one, other) for name, line in lines for one, other in pairwise(line)]
    length = sum(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for _, a, b in pieces)
    pieces.sort(key=lambda piece: min(piece[1][0], piece[2][0]))
    found = 0
    for index, (name, a, b) in enumerate(pieces):
        right = max(a[0], b[0])
        for other, c, d in pieces[index + 1 :]:
            if min(c[0], d[0]) > right:
                break
            found += name != other and _cross(a, b, c, d)
    return found, length


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """True iff the two pieces cross within both."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def maps(files: Files, runs: int) -> Section:
    """Each shipped model as it is drawn."""
    del files, runs
    now = {path.stem: of_picture(map_of(extract(load(path)))) for path in ALL}
    rows = tuple(_row(name, BEFORE.get(name), looks) for name, looks in now.items())
    before = "before"
    header = ("model", "crossings", before, "length of lines, m", before, "area, m²", before, "letter on A3", before)
    worse = sum(BEFORE[name].crossings < looks.crossings for name, looks in now.items() if name in BEFORE)
    targets = (at_most("maps with more crossings than before", worse, 0),)
    text = (
        "The map of each shipped model against the picture that Graphviz drew before, which was measured once: "
        "crossings of lines of different rules, the length of all lines and the area at full size, and the smallest "
        "letter, in points, where the whole picture is on one page of A3. `--paper A3` makes pages on which no letter "
        "is smaller than 6 points."
    )
    return Section("Maps", text, (Table(header, rows),), targets)


def _row(name: str, before: Looks | None, now: Looks) -> tuple[str, ...]:
    def both(told: str, earlier: str) -> tuple[str, str]:
        return told, earlier if before is not None else "—"

    was = before or now
    return (
        name,
        *both(str(now.crossings), str(was.crossings)),
        *both(f"{now.length * 0.0254 / 72:.1f}", f"{was.length * 0.0254 / 72:.1f}"),
        *both(f"{now.area:.2f}", f"{was.area:.2f}"),
        *both(f"{now.letter_on_a3:.1f}", f"{was.letter_on_a3:.1f}"),
    )
