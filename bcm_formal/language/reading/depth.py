"""How deep an expression is nested, bounded by its words before it is parsed.

NOTE(depth): no tree that the parser builds is deeper than `MAX_DEPTH`, so walking it by recursion, with up to three
calls a level, stays far from Python's limit of 1,000. A chain of `and` or of `or` is one level, however long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from bcm_formal.diagnostics import Diagnostic, Source, Span
from bcm_formal.language.reading.words import Word
from bcm_formal.records import dataclass

MAX_DEPTH = 200

_PREFIXES = frozenset({"not", "next", "previous", "EX", "AX", "EF", "AF", "EG", "AG"})
_NESTING = frozenset({"implies", "if", "else", "+", "*"})
_COMPARING = frozenset({"is", "at", "more", "less", "=", "<", ">", "<=", ">=", "!=", "in"})


@dataclass(slots=True)
class _Level:
    """What stands between one pair of parentheses; `opening` is None for the whole."""

    opening: Word | None
    chains: set[str] = field(default_factory=set)
    nesting: int = 0
    run: int = 0
    longest_run: int = 0
    inner: int = 0

    def see(self, word: Word) -> None:
        text = word.text
        if text in _PREFIXES or text == "-":
            self.run += 1
            self.longest_run = max(self.longest_run, self.run)
            self.nesting += text == "-"
            return
        self.run = 0
        if text in ("and", "or"):
            self.chains.add(text)
        elif text in _NESTING:
            self.nesting += 1
        elif text in _COMPARING:
            self.chains.add("comparison")

    @property
    def depth(self) -> int:
        """No tree of these words is deeper."""
        return len(self.chains) + self.nesting + self.longest_run + self.inner


def check_nesting(words: Sequence[Word], source: Source) -> Diagnostic | None:
    """What is wrong with the parentheses: too deep, not closed, or closed but never opened; None if nothing."""
    levels = [_Level(None)]
    for word in words:
        if word.kind not in ("SYMBOL", "NAME"):
            levels[-1].run = 0
        elif word.text in ("(", "["):
            levels.append(_Level(word, nesting=word.text == "["))
            if len(levels) > MAX_DEPTH + 1:
                return _too_deep(word, source)
        elif word.text in (")", "]"):
            opening = levels[-1].opening
            if opening is None:
                return _complaint("BCM127", f"`{word.text}` closes nothing", word, source, f"remove `{word.text}`")
            if (opening.text == "(") != (word.text == ")"):
                return _not_closed(opening, source)
            depth = levels.pop().depth
            levels[-1].inner = max(levels[-1].inner, depth)
            levels[-1].run = 0
        else:
            levels[-1].see(word)
        if levels[-1].depth > MAX_DEPTH:
            return _too_deep(word, source)
    opening = levels[-1].opening
    return _not_closed(opening, source) if opening else None


def _too_deep(word: Word, source: Source) -> Diagnostic:
    message = f"this expression is nested more than {MAX_DEPTH} deep"
    return _complaint("BCM106", message, word, source, "give parts of it a name with `define`")


def _not_closed(opening: Word, source: Source) -> Diagnostic:
    closing = ")" if opening.text == "(" else "]"
    message = f"`{opening.text}` is not closed"
    return _complaint("BCM127", message, opening, source, f"add `{closing}` where the part ends")


def _complaint(code: str, message: str, word: Word, source: Source, remedy: str) -> Diagnostic:
    return Diagnostic(code, message, Span(source, word.start, word.end), remedy)
