"""The transition diagram of a model: extracted as data, then rendered as DOT, Mermaid, SVG, PNG or PDF."""

from __future__ import annotations

from .draw import FORMATS, Format, draw
from .extract import extract
from .graph import Graph
from .highlight import Highlight, MarkedMove, MarkedWait, highlight_from, highlight_from_trace
from .image import DrawingError

__all__ = [
    "FORMATS",
    "DrawingError",
    "Format",
    "Graph",
    "Highlight",
    "MarkedMove",
    "MarkedWait",
    "draw",
    "extract",
    "highlight_from",
    "highlight_from_trace",
]
