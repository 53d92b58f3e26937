"""Pictures: what is drawn, as frozen values with measured texts, and its writing as SVG, PNG and PDF.

A picture knows nothing of policies. Whoever draws makes one `Picture`; `written` gives the content of a file. All
lengths are points, y grows downwards.
"""

from bcm_formal.views.picture.description import (
    Box,
    Element,
    Font,
    Group,
    Head,
    Ink,
    Line,
    Picture,
    Polygon,
    Rectangle,
    Stroke,
    Text,
)
from bcm_formal.views.picture.fonts import PictureError, fonts_with, text_width
from bcm_formal.views.picture.words import broken, text_lines
from bcm_formal.views.picture.writing import PICTURE_FORMATS, PictureFormat, written

__all__ = [
    "PICTURE_FORMATS",
    "Box",
    "Element",
    "Font",
    "Group",
    "Head",
    "Ink",
    "Line",
    "Picture",
    "PictureError",
    "PictureFormat",
    "Polygon",
    "Rectangle",
    "Stroke",
    "Text",
    "broken",
    "fonts_with",
    "text_lines",
    "text_width",
    "written",
]
