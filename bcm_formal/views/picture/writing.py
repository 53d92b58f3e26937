"""A picture as the content of a file."""

from __future__ import annotations

from typing import Literal, assert_never

from bcm_formal.views.picture.description import Picture
from bcm_formal.views.picture.pdf import to_pdf
from bcm_formal.views.picture.png import to_png
from bcm_formal.views.picture.svg import to_svg

PictureFormat = Literal["svg", "png", "pdf"]
PICTURE_FORMATS: tuple[PictureFormat, ...] = ("svg", "png", "pdf")


def written(picture: Picture, form: PictureFormat) -> bytes:
    """The content of a file; the same picture gives the same bytes. Raises `PictureError`."""
    match form:
        case "svg":
            return to_svg(picture).encode()
        case "png":
            return to_png(picture)
        case "pdf":
            return to_pdf((picture,))
        case _:
            assert_never(form)
