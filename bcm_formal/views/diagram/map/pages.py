"""The map on paper: as one page where its letters are large enough there, else as pages of its parts, after an overview
where that has room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from bcm_formal.views.diagram.graph import Graph
from bcm_formal.views.diagram.map.columns import ordered
from bcm_formal.views.diagram.map.drawing import map_of, picture_of
from bcm_formal.views.diagram.map.parts import cut
from bcm_formal.views.diagram.map.view import View
from bcm_formal.views.diagram.map.ways import Plan, plan
from bcm_formal.views.picture import Box, Picture, PictureError
from bcm_formal.views.picture.svg import texts_of

Paper = Literal["A3", "A4"]
SIZES: Mapping[Paper, tuple[float, float]] = {"A4": (841.89, 595.28), "A3": (1190.55, 841.89)}
"""in points, lying"""
EDGE, LEAST_LETTER = 20.0, 6.0
"""what stays white at the edges of paper, and the least size of a letter on it, in points"""


def paged(graph: Graph, view: View, paper: Paper, language: str) -> tuple[Picture, ...]:
    """The pages. Raises `PictureError` if one line of a status has no room on a page, or a part that was asked for."""
    whole = on_paper(map_of(graph, view, language), paper)
    if whole is not None:
        return (whole,)
    if view.only or view.around or view.overview:
        raise _too_small(graph.title, paper)
    return _Pages(ordered(graph, view.order), view, paper, language).all()


class _Pages:
    def __init__(self, graph: Graph, view: View, paper: Paper, language: str) -> None:
        self.graph, self.view, self.paper, self.language = graph, view, paper, language

    def all(self) -> tuple[Picture, ...]:
        """An overview where that has room, then layer by layer."""
        order = tuple(layer.name for layer in self.graph.clusters)
        above = map_of(self.graph, View(overview=True, order=order), self.language)
        first = on_paper(above, self.paper)
        found = [first] if first is not None else []
        lines = plan(self.graph, self.view.all_lines)
        for layer in self.graph.clusters:
            found += self._parts(layer.title, tuple(node.name for node in layer.nodes), lines)
        count = len(found)
        return tuple(replace(page, title=f"{page.title}, page {at} of {count}") for at, page in enumerate(found, 1))

    def _parts(self, title: str, centre: tuple[str, ...], lines: Plan) -> list[Picture]:
        """Pages of these statuses, on each as many as have room; of one that is too large, half of its lines each."""
        found: list[Picture] = []
        while centre:
            page, count = self._fullest(title, centre, lines)
            found += [page] if page is not None else self._of_one(title, centre[0], lines)
            centre = centre[count:]
        return found

    def _fullest(self, title: str, centre: tuple[str, ...], lines: Plan) -> tuple[Picture | None, int]:
        """A page of the first statuses, and of how many; None: even one is too large."""
        best, count, least, most = self._page(title, centre, lines), len(centre), 1, len(centre) - 1
        if best is not None:
            return best, count
        count = 1
        while least <= most:
            middle = (least + most + 1) // 2
            page = self._page(title, centre[:middle], lines)
            if page is None:
                most = middle - 1
            else:
                best, count, least = page, middle, middle + 1
        return best, count

    def _page(self, title: str, centre: tuple[str, ...], lines: Plan) -> Picture | None:
        graph = replace(self.graph, subtitle=f"{self.graph.subtitle} · part of the map: {title}")
        return on_paper(picture_of(graph, lines, frozenset(centre), self.view, self.language), self.paper)

    def _of_one(self, title: str, status: str, lines: Plan) -> list[Picture]:
        near = cut(self.graph, lines, frozenset((status,)))[1].arms
        middle = len(near) // 2
        if not middle:
            titles = {node.name: node.title for node in self.graph.nodes()}
            raise _too_small(titles[status], self.paper)
        halves = (replace(lines, arms=near[:middle]), Plan(near[middle:], {}, {}))
        return [page for half in halves for page in self._parts(title, (status,), half)]


def _too_small(what: str, paper: Paper) -> PictureError:
    message = f"`{what}` with what is beside it has no room on {paper} in letters of 6 points"
    larger = "take --paper A3, or " if paper == "A4" else ""
    return PictureError(message, f"{larger}draw it without --paper")


def smallest_letter(picture: Picture) -> float:
    """The size of its smallest text, in points of the picture."""
    return min((text.font.size for text in texts_of(picture.elements)), default=1.0)


def on_paper(picture: Picture, paper: Paper) -> Picture | None:
    """The picture in the middle of a page, lying or standing; None: its letters would be too small."""
    long, short = SIZES[paper]
    view = picture.view
    best: tuple[float, float, float] | None = None
    for width, height in ((long, short), (short, long)):
        scale = min((width - 2 * EDGE) / view.width, (height - 2 * EDGE) / view.height, 1.2)
        if best is None or scale > best[0]:
            best = scale, width, height
    assert best is not None
    scale, width, height = best
    if scale * smallest_letter(picture) < LEAST_LETTER:
        return None
    across, down = width / scale, height / scale
    left = view.left - (across - view.width) / 2
    top = view.top - (down - view.height) / 2
    return replace(picture, view=Box(left, top, left + across, top + down), scale=scale)
