"""From text to syntax tree and back: `syntax` holds the tree, `parse` reads a file, the formatter is in `to_text`."""

from __future__ import annotations

from .from_text import ParsedFile, parse, parse_condition

__all__ = ["ParsedFile", "parse", "parse_condition"]
