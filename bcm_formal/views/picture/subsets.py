"""The part of a font that a picture needs."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from bcm_formal.views.picture.fonts import opened


@lru_cache(maxsize=64)
def subset_of(path: Path, characters: frozenset[str]) -> bytes:
    """A font file with the glyphs of these characters alone. The same characters give the same bytes."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.recalc_timestamp = False
    opened(path)  # says it where the file is no font
    font = TTFont(path, recalcTimestamp=False, fontNumber=0)
    for table in ("GSUB", "GPOS", "GDEF", "kern", "FFTM", "meta", "DSIG"):
        if table in font:
            del font[table]  # unread, since reading takes long
    maker = subset.Subsetter(options)
    maker.populate(unicodes=[ord(character) for character in characters])
    maker.subset(font)
    made = io.BytesIO()
    font.save(made, reorderTables=False)
    return made.getvalue()


def numbers_in(subset: bytes) -> dict[str, int]:
    """The numbers that the glyphs of characters have in a font file."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(subset), lazy=True)
    return {chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()}
