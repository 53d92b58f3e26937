"""A picture as PNG, by the library resvg from its SVG and the fonts that are shipped."""

from __future__ import annotations

from bcm_formal.views.picture.description import Picture
from bcm_formal.views.picture.fonts import BOLD, LATIN_FAMILY, REGULAR, WIDE, PictureError, must_have, own_fonts
from bcm_formal.views.picture.svg import texts_of, to_svg_for_png

ZOOM = 2.0
"""pixels for each point"""
MOST = 24_000
"""no picture is more pixels wide or high"""


def to_png(picture: Picture) -> bytes:
    """The file. Raises `PictureError` if the library is missing, a character has no font, or it would be too large."""
    try:
        import resvg_py
    except ImportError as error:
        raise PictureError("the library resvg_py is not installed", "pip install resvg-py, or draw .svg") from error
    for text in texts_of(picture.elements):
        must_have(text.text, text.font.bold)
    width, height = round(picture.width * ZOOM), round(picture.height * ZOOM)
    if max(width, height) > MOST:
        message = f"a picture of {width} × {height} pixels is too large"
        raise PictureError(message, "draw .svg or .pdf, or a part of it")
    return resvg_py.svg_to_bytes(
        svg_string=to_svg_for_png(picture),
        width=width,
        height=height,
        dpi=96,
        skip_system_fonts=True,
        font_family=LATIN_FAMILY,
        sans_serif_family=LATIN_FAMILY,
        font_files=[str(path) for path in (REGULAR, BOLD, WIDE, *own_fonts())],
    )
