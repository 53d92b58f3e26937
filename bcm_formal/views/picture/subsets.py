"""The part of a font that a picture needs."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from bcm_formal.views.picture.fonts import opened


@lru_cache(maxsize=64)
def subset_of(path: Path, characters: frozenset[str], *, keep_numbers: bool = False) -> bytes:
    """A font file with the glyphs of these characters alone; `keep_numbers`: glyphs have the numbers of the whole
    font. The same characters give the same bytes."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.retain_gids = keep_numbers
    options.recalc_timestamp = False
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "FFTM", "meta", "DSIG"]
    opened(path)  # says it where the file is no font
    font = TTFont(path, recalcTimestamp=False, fontNumber=0)
    maker = subset.Subsetter(options)
    maker.populate(unicodes=[ord(character) for character in characters])
    maker.subset(font)
    made = io.BytesIO()
    font.save(made, reorderTables=False)
    return made.getvalue()
