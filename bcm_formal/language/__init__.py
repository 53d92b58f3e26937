"""From text to syntax tree and back. The tree is in `syntax`, parsing in `from_text`, the formatter in `to_text`."""

from __future__ import annotations
