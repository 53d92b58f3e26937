"""From a model to the bytes of a picture, in one call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, assert_never

from bcm_formal.model.model import Model
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.texts import TextChange
from bcm_formal.views.diagram.dot import to_dot
from bcm_formal.views.diagram.extract import extract
from bcm_formal.views.diagram.graph import Graph
from bcm_formal.views.diagram.highlight import Highlight
from bcm_formal.views.diagram.map.drawing import map_of, shown
from bcm_formal.views.diagram.map.page import page_of
from bcm_formal.views.diagram.map.pages import Paper, paged
from bcm_formal.views.diagram.map.view import WHOLE, View
from bcm_formal.views.diagram.mermaid import to_mermaid
from bcm_formal.views.diagram.near import Extent
from bcm_formal.views.diagram.two_laws import graph_of_change
from bcm_formal.views.picture import PictureError, PictureFormat, written
from bcm_formal.views.picture.pdf import to_pdf

Format = Literal["svg", "png", "pdf", "html", "dot", "mermaid"]
FORMATS: tuple[Format, ...] = ("svg", "png", "pdf", "html", "dot", "mermaid")


def draw(
    model: Model,
    format: Format,
    highlight: Highlight | None = None,
    dead: frozenset[str] = frozenset(),
    unreachable: frozenset[str] = frozenset(),
    language: str | None = None,
    view: View = WHOLE,
    paper: Paper | None = None,
) -> bytes:
    """The diagram of a model; texts are UTF-8.

    `highlight` is brought out and all else steps back; `dead` names rules that never happen, `unreachable` statuses
    that nobody gets into; titles are in `language` where they have one. `view` and `paper` are for maps: DOT and
    Mermaid show all. Raises `PictureError` if it cannot be written so.
    """
    return drawn(extract(model, highlight, dead, unreachable, language), format, language or "", view, paper)


def draw_change(
    bridge: Bridge,
    texts: Sequence[TextChange],
    format: Format,
    extent: Extent = Extent.NEAR,
    language: str | None = None,
) -> bytes:
    """Both laws of a change on one picture, of which `texts` says what changed. Raises `PictureError` as `draw`."""
    return drawn(graph_of_change(bridge, texts, extent, language), format, language or "")


def drawn(graph: Graph, format: Format, language: str = "", view: View = WHOLE, paper: Paper | None = None) -> bytes:
    """A diagram; texts are UTF-8. Raises `PictureError` if it cannot be written so."""
    match format:
        case "dot":
            return to_dot(graph).encode()
        case "mermaid":
            return to_mermaid(graph).encode()
        case "svg" | "png" | "pdf":
            return _written(graph, format, language, view, paper)
        case "html":
            return page_of(shown(graph, view)[0], map_of(graph, view, language)).encode()
        case _:
            assert_never(format)


def _written(graph: Graph, format: PictureFormat, language: str, view: View, paper: Paper | None) -> bytes:
    if paper is None:
        return written(map_of(graph, view, language), format)
    pages = paged(graph, view, paper, language)
    if format == "pdf":
        return to_pdf(pages)
    if len(pages) > 1:
        message = f"on {paper} the map takes {len(pages)} pages, and a .{format} has one"
        raise PictureError(message, "end the file in .pdf, or draw a part: --overview, --only LAYER, --around STATUS")
    return written(pages[0], format)
