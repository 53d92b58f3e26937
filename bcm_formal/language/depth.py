"""How deep an expression is nested, counted on its words before it is parsed.

The bound on the words bounds the tree: walking a tree of this depth by recursion stays far from Python's limit.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Diagnostic, Source, Span
from .words import Word

MAX_DEPTH = 200

_PREFIXES = frozenset({"not", "next", "previous", "EX", "AX", "EF", "AF", "EG", "AG"})
_NESTING = frozenset({"implies", "if", "else", "+", "-", "*"})


def check_nesting(words: Sequence[Word], source: Source) -> Diagnostic | None:
    """What is wrong with the parentheses: too deep, not closed or closed but never opened; None if nothing.

    Depth counts open parentheses, `implies`, `if` and `else`, arithmetic operators, and words such as `not` in a row.
    """
    outer: list[tuple[Word, int]] = []
    level, prefixes = 0, 0
    for word in words:
        text = word.text
        if word.kind not in ("SYMBOL", "NAME"):
            prefixes = 0
        elif text in ("(", "["):
            outer.append((word, level))
            level += prefixes + 1
            prefixes = 0
        elif text in (")", "]"):
            if not outer or (outer[-1][0].text == "(") != (text == ")"):
                return _complaint("BCM127", f"`{text}` closes nothing", word, source, f"remove `{text}`")
            level, prefixes = outer.pop()[1], 0
        elif text in _PREFIXES:
            prefixes += 1
        elif text in _NESTING:
            level, prefixes = level + 1, 0
        elif text in ("and", "or"):
            prefixes = 0
        if level + prefixes > MAX_DEPTH:
            message = f"this expression is nested more than {MAX_DEPTH} deep"
            return _complaint("BCM106", message, word, source, "give parts of it a name with `define`")
    if outer:
        opening = outer[-1][0]
        closing = ")" if opening.text == "(" else "]"
        message = f"`{opening.text}` is not closed"
        return _complaint("BCM127", message, opening, source, f"add `{closing}` where the part ends")
    return None


def _complaint(code: str, message: str, word: Word, source: Source, remedy: str) -> Diagnostic:
    return Diagnostic(code, message, Span(source, word.start, word.end), remedy)
