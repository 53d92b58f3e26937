"""The transition diagram of a model: extracted as data, then rendered as DOT, Mermaid, SVG, PNG or PDF."""

from __future__ import annotations

from bcm_formal.views.diagram.draw import FORMATS, Format, draw, draw_change
from bcm_formal.views.diagram.extract import extract
from bcm_formal.views.diagram.graph import Graph
from bcm_formal.views.diagram.highlight import (
    Closed,
    Highlight,
    MarkedMove,
    MarkedWait,
    highlight_from,
    highlight_from_scenario,
    highlight_from_trace,
)
from bcm_formal.views.diagram.near import Extent

__all__ = [
    "FORMATS",
    "Closed",
    "Extent",
    "Format",
    "Graph",
    "Highlight",
    "MarkedMove",
    "MarkedWait",
    "draw",
    "draw_change",
    "extract",
    "highlight_from",
    "highlight_from_scenario",
    "highlight_from_trace",
]
