"""From text to syntax tree and back: `syntax` holds the tree, `parse` reads a file, `format_source` writes it."""

from __future__ import annotations

from bcm_formal.language.from_text import ParsedFile, parse, parse_condition
from bcm_formal.language.to_text import expression_text, format_source, format_tree, formula_text, sentence_text

__all__ = [
    "ParsedFile",
    "expression_text",
    "format_source",
    "format_tree",
    "formula_text",
    "parse",
    "parse_condition",
    "sentence_text",
]
