"""From a model to the bytes of a picture, in one call."""

from __future__ import annotations

from typing import Literal, assert_never

from bcm_formal.model.model import Model
from bcm_formal.views.diagram.dot import to_dot
from bcm_formal.views.diagram.extract import extract
from bcm_formal.views.diagram.highlight import Highlight
from bcm_formal.views.diagram.image import to_image
from bcm_formal.views.diagram.mermaid import to_mermaid

Format = Literal["svg", "png", "pdf", "dot", "mermaid"]
FORMATS: tuple[Format, ...] = ("svg", "png", "pdf", "dot", "mermaid")


def draw(
    model: Model,
    format: Format,
    highlight: Highlight | None = None,
    dead: frozenset[str] = frozenset(),
    unreachable: frozenset[str] = frozenset(),
    language: str | None = None,
) -> bytes:
    """The diagram of a model; texts are UTF-8.

    `highlight` is brought out and all else steps back; `dead` names rules that never happen, `unreachable` statuses
    that nobody gets into; titles are in `language` where they have one. Raises `DrawingError` if Graphviz is missing.
    """
    graph = extract(model, highlight, dead, unreachable, language)
    match format:
        case "dot":
            return to_dot(graph).encode()
        case "mermaid":
            return to_mermaid(graph).encode()
        case "svg" | "png" | "pdf":
            return to_image(to_dot(graph), format)
        case _:
            assert_never(format)
